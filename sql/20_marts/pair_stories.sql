-- table: pair_stories
-- grain: two entities that sentences of one story name together
-- key: entity_id, with_entity_id, story_id
-- refresh: story
-- needs: article_index, mentions
-- inherits: stories
-- meaning: What entity_pairs adds up, story by story: each pair once, the smaller entity_id first, in latest revisions; a
--   copied text counts once.
-- column entity_id: One entity.
-- column with_entity_id: The other entity.
-- column sentences: Sentences that name both.
-- column texts: Different texts with such a sentence.
-- column first_day: First news day of them.
-- column last_day: Last news day of them.
WITH named AS (
    SELECT DISTINCT
        hash(m.article_id, m.sentence_no) AS spot,
        m.entity_id,
        m.day,
        i.story_id,
        hash(i.duplicate_group) AS text
    FROM mentions AS m
    INNER JOIN article_index AS i ON m.article_id = i.article_id AND m.revision = i.revision
    WHERE i.is_latest AND NOT i.is_copy
)

SELECT
    a.entity_id,
    b.entity_id AS with_entity_id,
    a.story_id,
    count(*) AS sentences,
    count(DISTINCT a.text) AS texts,
    min(a.day) AS first_day,
    max(a.day) AS last_day
FROM named AS a
INNER JOIN named AS b ON a.spot = b.spot AND a.entity_id < b.entity_id
GROUP BY a.entity_id, b.entity_id, a.story_id
