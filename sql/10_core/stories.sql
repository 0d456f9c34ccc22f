-- table: stories
-- grain: one story: one event, told by many
-- key: story_id
-- meaning: Independently written reports and their copies that tell of one event. The title is that of the earliest
--   representative article.
-- refresh: story
-- order: first_day, story_id
-- needs: article_index
-- inherits: stories
-- column title: Headline that stands for the story.
-- column first_day: News day of its first article.
-- column last_day: News day of its last article.
-- column first_reported_at: When the first of its articles was readable, in UTC.
-- column last_reported_at: When the last of its articles was readable, in UTC.
-- column articles: Articles, copies included.
-- column outlets: Outlets that carry it, 'unknown' counted as one.
-- column texts: Different texts: groups of copies count once.
-- column independent_sources: Independent sources: copies count as their original's outlet or agency.
-- column revisions: Revisions seen of its articles.
SELECT
    story_id,
    arg_min(title, (NOT is_representative, title = '', reported_at, article_id)) FILTER (WHERE is_latest) AS title,
    min(day) AS first_day,
    max(day) AS last_day,
    min(reported_at) AS first_reported_at,
    max(reported_at) AS last_reported_at,
    count(*) FILTER (WHERE is_latest) AS articles,
    count(DISTINCT outlet_id) AS outlets,
    count(DISTINCT duplicate_group) AS texts,
    count(DISTINCT source_id) AS independent_sources,
    count(*) AS revisions
FROM article_index
GROUP BY story_id
