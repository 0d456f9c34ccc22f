-- table: outlet_days
-- grain: one outlet on one news day
-- key: outlet_id, day
-- refresh: whole
-- order: day, outlet_id
-- needs: article_index
-- inherits: articles
-- meaning: How much each outlet published on a day.
-- column articles: Articles of the day, by latest revision.
-- column copies: Those that are a copy of another article's text.
-- column stories: Stories that it told of.
SELECT
    outlet_id,
    day,
    count(*) FILTER (WHERE is_latest) AS articles,
    count(*) FILTER (WHERE is_latest AND is_copy) AS copies,
    count(DISTINCT hash(story_id)) AS stories
FROM article_index
GROUP BY outlet_id, day
