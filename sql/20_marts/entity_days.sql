-- table: entity_days
-- grain: one entity on one news day
-- key: entity_id, day
-- refresh: day
-- needs: article_index
-- inherits: entity_mentions
-- meaning: How often an entity is named on a day, in latest revisions; copies of one text count once in texts.
-- column name: Canonical name of the entity.
-- column mentions: Times it is named.
-- column articles: Articles that name it.
-- column texts: Different texts that name it.
-- column outlets: Outlets that name it.
-- column stories: Stories in which it is named.
-- column headlines: Articles that name it in the headline.
SELECT
    m.day,
    m.entity_id,
    min(m.name) AS name,
    min(m.kind) AS kind,
    count(*) AS mentions,
    count(DISTINCT m.article_id) AS articles,
    count(DISTINCT i.duplicate_group) AS texts,
    count(DISTINCT i.outlet_id) AS outlets,
    count(DISTINCT i.story_id) AS stories,
    count(DISTINCT m.article_id) FILTER (WHERE m.part = 'title') AS headlines
FROM fresh.entity_mentions AS m
INNER JOIN article_index AS i ON m.article_id = i.article_id AND m.revision = i.revision
WHERE i.is_latest
GROUP BY m.day, m.entity_id
