-- view: speaker_numbers
-- grain: one number that a report puts in a speaker's mouth
-- key: fact_id
-- needs: figure_reports
-- inherits: figure_reports
-- meaning: Every number said by someone other than the outlet, with how it stands to the rest of its figure. Copies are
--   left out, so that a syndicated sentence counts once; earlier revisions too.
-- column speaker_id: The speaker's entity_id where resolved, else the name in lower case.
-- column speaker: The speaker, by name where the text decides it.
SELECT
    coalesce(r.said_by_entity_id, lower(r.speaker)) AS speaker_id,
    r.speaker,
    r.said_by_kind,
    r.story_id,
    r.figure_id,
    r.measure,
    r.counted,
    r.unit,
    r.per,
    r.value,
    r.low,
    r.high,
    r.bound,
    r.polarity,
    r.scope,
    r.class,
    r.figure_best,
    r.phrase,
    r.sentence,
    r.outlet_id,
    r.outlet,
    r.article_id,
    r.url,
    r.reported_at,
    r.day,
    r.fact_id
FROM figure_reports AS r
WHERE
    r.speaker IS NOT NULL AND r.is_latest AND NOT r.is_copy
