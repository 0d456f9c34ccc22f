-- view: entity_pairs
-- grain: two entities that sentences name together
-- key: entity_id, with_entity_id
-- needs: pair_stories, entities
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
WITH both_ways AS (
    SELECT entity_id, with_entity_id, sentences, texts, first_day, last_day FROM pair_stories
    UNION ALL
    SELECT with_entity_id, entity_id, sentences, texts, first_day, last_day FROM pair_stories
),

added_up AS (
    SELECT
        entity_id,
        with_entity_id,
        sum(sentences)::BIGINT AS sentences,
        sum(texts)::BIGINT AS texts,
        count(*) AS stories,
        min(first_day) AS first_day,
        max(last_day) AS last_day
    FROM both_ways
    GROUP BY entity_id, with_entity_id
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
FROM added_up AS p
INNER JOIN entities AS e ON p.entity_id = e.entity_id
INNER JOIN entities AS w ON p.with_entity_id = w.entity_id
