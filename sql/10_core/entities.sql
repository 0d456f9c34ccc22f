-- table: entities
-- grain: one entity: a person, organisation, place or other named thing
-- key: entity_id
-- refresh: whole
-- order: entity_id
-- needs: entity_days
-- inherits: entity_mentions
-- meaning: Everything that is named, under its most used canonical name; counts are of latest revisions.
-- column name: Canonical name used on most days.
-- column mentions: Times it is named.
-- column articles: Articles that name it.
-- column headlines: Articles that name it in the headline.
-- column days: News days on which it is named.
-- column first_day: First of these days.
-- column last_day: Last of these days.
SELECT
    entity_id,
    arg_max(name, (mentions, name)) AS name,
    arg_max(kind, (mentions, kind)) AS kind,
    min(geonames_id) AS geonames_id,
    min(country_code) AS country_code,
    arg_max(outside_id, day) AS outside_id,
    sum(mentions)::BIGINT AS mentions,
    sum(articles)::BIGINT AS articles,
    sum(headlines)::BIGINT AS headlines,
    count(*) AS days,
    min(day) AS first_day,
    max(day) AS last_day
FROM entity_days
GROUP BY entity_id
