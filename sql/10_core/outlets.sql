-- table: outlets
-- grain: one outlet
-- key: outlet_id
-- meaning: Who published. The outlet 'unknown' gathers articles whose outlet nothing tells.
-- refresh: whole
-- order: outlet_id
-- needs: article_index
-- inherits: articles
-- column name: Name used most often with this outlet_id.
-- column articles: Articles seen.
-- column revisions: Revisions seen, the first versions included.
-- column copies: Articles that are a copy of another article's text.
-- column stories: Stories it has reported on.
-- column first_day: News day of its earliest article.
-- column is_regular: Whether it has five articles or more; a stray page tells nothing of what an outlet leaves out.
-- column last_day: News day of its latest article.
WITH names AS (
    SELECT
        outlet_id,
        outlet AS name
    FROM lake.articles
    WHERE outlet IS NOT NULL
    GROUP BY outlet_id, outlet
    QUALIFY row_number() OVER (PARTITION BY outlet_id ORDER BY count(*) DESC, outlet) = 1
)

SELECT
    i.outlet_id,
    coalesce(any_value(n.name), i.outlet_id) AS name,
    count(*) FILTER (WHERE i.is_latest) AS articles,
    count(*) AS revisions,
    count(*) FILTER (WHERE i.is_latest AND i.is_copy) AS copies,
    count(DISTINCT i.story_id) AS stories,
    count(*) FILTER (WHERE i.is_latest) >= 5 AS is_regular,
    min(i.day) AS first_day,
    max(i.day) AS last_day
FROM article_index AS i
LEFT JOIN names AS n ON i.outlet_id = n.outlet_id
GROUP BY i.outlet_id
