-- table: coverage
-- grain: one story that two outlets or more carry
-- key: story_id
-- refresh: story
-- order: first_day, story_id
-- needs: article_index, outlet_days, stories, outlets
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
        count(*) AS outlets,
        bool_and(c.is_time_exact) AS is_time_exact,
        list_sort(list(c.reported_at))[:2] AS earliest
    FROM carried AS c
    INNER JOIN outlets AS o ON c.outlet_id = o.outlet_id
    GROUP BY c.story_id
    HAVING count(*) > 1
),

-- Names of the outlets of a day in one list: lists are compared far quicker than pairs are joined.
published AS (
    SELECT
        i.day,
        list(o.name ORDER BY o.name) AS names
    FROM outlet_days AS i
    INNER JOIN outlets AS o ON i.outlet_id = o.outlet_id
    WHERE o.is_regular AND i.outlet_id <> 'unknown'
    GROUP BY i.day
),

story_days AS (
    SELECT
        i.story_id,
        list_sort(list(DISTINCT i.day)) AS days
    FROM article_index AS i
    SEMI JOIN wide AS w ON i.story_id = w.story_id
    GROUP BY i.story_id
),

-- Few spans of days are shared by many stories, so their outlets are put together once.
spans AS (
    SELECT
        s.days,
        list(p.names ORDER BY p.day) AS names
    FROM (SELECT DISTINCT days FROM story_days) AS s, unnest(s.days) AS u (day)
    INNER JOIN published AS p ON u.day = p.day
    GROUP BY s.days
),

present AS (
    SELECT
        days,
        list_sort(list_distinct(flatten(names))) AS names
    FROM spans
),

lacking AS (
    SELECT
        d.story_id,
        list_filter(p.names, lambda outlet: NOT list_contains(w.carried_by, outlet)) AS lacking -- noqa: CP01, RF02
    FROM story_days AS d
    INNER JOIN present AS p ON d.days = p.days
    INNER JOIN wide AS w ON d.story_id = w.story_id
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
