-- table: speakers
-- grain: one speaker
-- key: speaker_id
-- refresh: whole
-- order: quotes, speaker_id
-- needs: article_index, quotes, classed_reports
-- meaning: Who is quoted and who gives numbers, in latest revisions, copies left out.
-- column speaker_id: entity_id of the speaker where resolved, else the name in lower case.
-- column speaker: Name used most often; of several the first by the alphabet.
-- column is_named: Whether it is one known name; a description ("police", "officials") stands for all who are called so.
-- column source_kind: What kind of source it mostly is.
-- column quotes: Statements reported.
-- column direct_quotes: Those in quote marks, wholly or partly.
-- column articles: Articles that quote the speaker.
-- column outlets: Outlets that quote the speaker.
-- column stories: Stories in which the speaker is quoted.
-- column numbers: Numbers attributed to the speaker.
-- column numbers_in_conflict: Those that contradict the best figure.
-- column first_day: First news day.
-- column last_day: Last news day.
WITH said AS (
    SELECT
        coalesce(q.speaker_entity_id, lower(coalesce(q.speaker, q.source_text))) AS speaker_id,
        coalesce(q.speaker, q.source_text) AS speaker,
        q.source_kind,
        q.speaker_entity_id IS NOT NULL AS is_named,
        q.form,
        hash(q.article_id) AS article,
        hash(i.outlet_id) AS outlet,
        hash(i.story_id) AS story,
        q.day
    FROM quotes AS q
    INNER JOIN article_index AS i ON q.article_id = i.article_id AND q.revision = i.revision
    WHERE
        i.is_latest AND NOT i.is_copy AND q.speaker_resolution IN ('named', 'nominal')
        AND (
            q.speaker_entity_id IS NOT NULL
            OR NOT regexp_matches(coalesce(q.speaker, q.source_text), getvariable('no_speaker'))
        )
),

voices AS (
    SELECT
        speaker_id,
        mode(speaker ORDER BY speaker) AS speaker,
        mode(source_kind ORDER BY source_kind) AS source_kind,
        count(*) AS quotes,
        count(*) FILTER (WHERE form <> 'indirect') AS direct_quotes,
        count(DISTINCT article) AS articles,
        count(DISTINCT outlet) AS outlets,
        count(DISTINCT story) AS stories,
        bool_or(is_named) AS is_named,
        min(day) AS first_day,
        max(day) AS last_day
    FROM said
    WHERE speaker_id IS NOT NULL
    GROUP BY speaker_id
),

numbers AS (
    SELECT
        coalesce(said_by_entity_id, lower(speaker)) AS speaker_id,
        min(speaker) AS speaker,
        min(said_by_kind) AS source_kind,
        bool_or(said_by_entity_id IS NOT NULL) AS is_named,
        count(*) AS numbers,
        count(*) FILTER (WHERE class = 'conflict') AS numbers_in_conflict,
        min(day) AS first_day,
        max(day) AS last_day
    FROM classed_reports
    WHERE speaker IS NOT NULL AND is_latest AND NOT is_copy
    GROUP BY coalesce(said_by_entity_id, lower(speaker))
)

SELECT
    speaker_id,
    coalesce(v.speaker, n.speaker) AS speaker,
    coalesce(v.is_named, n.is_named) AS is_named,
    coalesce(v.source_kind, n.source_kind) AS source_kind,
    coalesce(v.quotes, 0) AS quotes,
    coalesce(v.direct_quotes, 0) AS direct_quotes,
    coalesce(v.articles, 0) AS articles,
    coalesce(v.outlets, 0) AS outlets,
    coalesce(v.stories, 0) AS stories,
    coalesce(n.numbers, 0) AS numbers,
    coalesce(n.numbers_in_conflict, 0) AS numbers_in_conflict,
    least(v.first_day, n.first_day) AS first_day,
    greatest(v.last_day, n.last_day) AS last_day
FROM voices AS v
FULL JOIN numbers AS n USING (speaker_id)
