-- table: days
-- grain: one news day
-- key: day
-- meaning: What came in of each news day.
-- refresh: whole
-- order: day
-- needs: article_index, numeric_facts, quotes, rejects
-- inherits: articles
-- column articles: Articles of the day, by latest revision.
-- column revisions: Revisions of these days' articles.
-- column copies: Articles that are a copy of another article's text.
-- column outlets: Outlets with an article that day.
-- column stories: Stories with an article that day.
-- column facts: Numeric facts, all revisions.
-- column quotes: Quotes, all revisions.
-- column rejects: Records that were refused.
WITH counted AS (
    SELECT
        day,
        count(*) FILTER (WHERE is_latest) AS articles,
        count(*) AS revisions,
        count(*) FILTER (WHERE is_latest AND is_copy) AS copies,
        count(DISTINCT outlet_id) AS outlets,
        count(DISTINCT story_id) AS stories
    FROM article_index
    GROUP BY day
),

facts AS (SELECT day, count(*) AS facts FROM numeric_facts GROUP BY day),

said AS (SELECT day, count(*) AS quotes FROM quotes GROUP BY day),

refused AS (SELECT day, count(*) AS rejects FROM rejects GROUP BY day)

SELECT
    day,
    coalesce(c.articles, 0) AS articles,
    coalesce(c.revisions, 0) AS revisions,
    coalesce(c.copies, 0) AS copies,
    coalesce(c.outlets, 0) AS outlets,
    coalesce(c.stories, 0) AS stories,
    coalesce(f.facts, 0) AS facts,
    coalesce(s.quotes, 0) AS quotes,
    coalesce(r.rejects, 0) AS rejects
FROM counted AS c
FULL JOIN facts AS f USING (day)
FULL JOIN said AS s USING (day)
FULL JOIN refused AS r USING (day)
