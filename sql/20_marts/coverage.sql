-- table: coverage
-- grain: one story that two outlets or more carry
-- key: story_id
-- refresh: whole
-- order: first_day, story_id
-- needs: article_index, stories, outlets
-- inherits: stories
-- meaning: Which outlets have a story and which of those that published on its days lack it. Outlets with fewer than five
--   articles in all are left out of the lacking ones: a stray page is no editorial decision.
-- column title: Headline that stands for the story.
-- column first_day: News day of its first article.
-- column last_day: News day of its last article.
-- column outlets: Outlets that carry it.
-- column carried_by: Their names, the earliest first.
-- column lacking: Names of the outlets that published on the story's days and do not carry it.
-- column lacking_outlets: How many these are.
-- column share: Outlets that carry it, as a share of those and the lacking ones.
-- column first_outlet: Name of the outlet that had it first.
-- column second_lag_seconds: How long after it the second outlet came; null where times are only days.
WITH carried AS (
    SELECT
        story_id,
        outlet_id,
        min(reported_at) AS reported_at,
        bool_and(is_time_exact) AS is_time_exact
    FROM article_index
    WHERE outlet_id <> 'unknown'
    GROUP BY story_id, outlet_id
),

wide AS (
    SELECT
        c.story_id,
        list(o.name ORDER BY c.reported_at, o.name) AS carried_by,
        list(c.outlet_id) AS outlet_ids,
        count(*) AS outlets,
        bool_and(c.is_time_exact) AS is_time_exact,
        list_sort(list(c.reported_at))[:2] AS earliest
    FROM carried AS c
    INNER JOIN outlets AS o ON c.outlet_id = o.outlet_id
    GROUP BY c.story_id
    HAVING count(*) > 1
),

published AS (
    SELECT DISTINCT
        i.day,
        i.outlet_id
    FROM article_index AS i
    INNER JOIN outlets AS o ON i.outlet_id = o.outlet_id
    WHERE o.articles >= 5 AND i.outlet_id <> 'unknown'
),

story_days AS (
    SELECT DISTINCT
        i.story_id,
        i.day
    FROM article_index AS i
    SEMI JOIN wide AS w ON i.story_id = w.story_id
),

candidates AS (
    SELECT DISTINCT
        d.story_id,
        p.outlet_id
    FROM story_days AS d
    INNER JOIN published AS p ON d.day = p.day
),

lacking AS (
    SELECT
        c.story_id,
        list(o.name ORDER BY o.articles DESC, o.name) AS lacking
    FROM candidates AS c
    ANTI JOIN carried AS h ON c.story_id = h.story_id AND c.outlet_id = h.outlet_id
    INNER JOIN outlets AS o ON c.outlet_id = o.outlet_id
    GROUP BY c.story_id
)

SELECT
    w.story_id,
    s.title,
    s.first_day,
    s.last_day,
    w.outlets,
    w.carried_by,
    coalesce(l.lacking, []) AS lacking,
    coalesce(len(l.lacking), 0) AS lacking_outlets,
    w.outlets / (w.outlets + coalesce(len(l.lacking), 0)) AS share,
    w.carried_by[1] AS first_outlet,
    CASE WHEN w.is_time_exact THEN epoch(w.earliest[2] - w.earliest[1])::BIGINT END AS second_lag_seconds
FROM wide AS w
INNER JOIN stories AS s ON w.story_id = s.story_id
LEFT JOIN lacking AS l ON w.story_id = l.story_id
