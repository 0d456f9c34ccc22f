-- table: entity_pairs
-- grain: two entities that sentences name together
-- key: entity_id, with_entity_id
-- refresh: whole
-- order: entity_id, sentences
-- needs: article_index, mentions, entities
-- meaning: Who and what is named together in one sentence, in latest revisions; a copied text counts once. Each pair is
--   there once in each direction, so that one entity's company is one filter.
-- column entity_id: The entity.
-- column name: Its name.
-- column kind: What it is.
-- column with_entity_id: The other entity.
-- column with_name: Its name.
-- column with_kind: What it is.
-- column sentences: Sentences that name both.
-- column texts: Different texts with such a sentence.
-- column stories: Stories with such a sentence.
-- column first_day: First news day of them.
-- column last_day: Last news day of them.
WITH named AS (
    SELECT DISTINCT
        m.article_id,
        m.sentence_no,
        m.entity_id,
        m.day,
        i.duplicate_group,
        i.story_id
    FROM mentions AS m
    INNER JOIN article_index AS i ON m.article_id = i.article_id AND m.revision = i.revision
    WHERE i.is_latest AND NOT i.is_copy
),

paired AS (
    SELECT
        a.entity_id AS one,
        b.entity_id AS other,
        count(*) AS sentences,
        count(DISTINCT a.duplicate_group) AS texts,
        count(DISTINCT a.story_id) AS stories,
        min(a.day) AS first_day,
        max(a.day) AS last_day
    FROM named AS a
    INNER JOIN named AS b
        ON a.article_id = b.article_id AND a.sentence_no = b.sentence_no AND a.entity_id < b.entity_id
    GROUP BY a.entity_id, b.entity_id
),

both_ways AS (
    SELECT one AS entity_id, other AS with_entity_id, * EXCLUDE (one, other) FROM paired
    UNION ALL
    SELECT other AS entity_id, one AS with_entity_id, * EXCLUDE (one, other) FROM paired
)

SELECT
    p.entity_id,
    e.name,
    e.kind,
    p.with_entity_id,
    w.name AS with_name,
    w.kind AS with_kind,
    p.sentences,
    p.texts,
    p.stories,
    p.first_day,
    p.last_day
FROM both_ways AS p
INNER JOIN entities AS e ON p.entity_id = e.entity_id
INNER JOIN entities AS w ON p.with_entity_id = w.entity_id
