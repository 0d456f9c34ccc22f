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
WITH latest AS (
    SELECT
        article_id,
        revision,
        hash(article_id) AS article,
        hash(duplicate_group) AS text,
        hash(outlet_id) AS outlet,
        hash(story_id) AS story
    FROM article_index
    WHERE is_latest
),

named AS (
    SELECT
        m.day,
        m.entity_id,
        any_value(i.text) AS text,
        any_value(i.outlet) AS outlet,
        any_value(i.story) AS story,
        min(m.name) AS name,
        min(m.kind) AS kind,
        min(m.geonames_id) AS geonames_id,
        min(m.country_code) AS country_code,
        min(m.outside_id) AS outside_id,
        count(*) AS mentions,
        bool_or(m.part = 'title') AS in_headline
    FROM fresh.entity_mentions AS m
    INNER JOIN latest AS i ON m.article_id = i.article_id AND m.revision = i.revision
    GROUP BY m.day, m.entity_id, i.article
)

SELECT
    day,
    entity_id,
    min(name) AS name,
    min(kind) AS kind,
    min(geonames_id) AS geonames_id,
    min(country_code) AS country_code,
    min(outside_id) AS outside_id,
    sum(mentions)::BIGINT AS mentions,
    count(*) AS articles,
    count(DISTINCT text) AS texts,
    count(DISTINCT outlet) AS outlets,
    count(DISTINCT story) AS stories,
    count(*) FILTER (WHERE in_headline) AS headlines
FROM named
GROUP BY day, entity_id
