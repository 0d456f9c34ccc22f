-- step: weighed
-- grain: one figure
-- key: figure
-- needs: alive, owned, best
-- materialized: yes
-- meaning: Low, best and high of each figure, and how many sources stand for and against the best.

-- What is only worked out from a text stands back where it contradicts what texts state.
WITH counted AS (
    SELECT a.*
    FROM alive AS a
    LEFT JOIN best AS b ON a.figure = b.figure
    WHERE
        NOT a.is_summed OR coalesce(b.is_summed, TRUE)
        OR (b.point >= coalesce(a.low, -1e300) - a.slack AND b.point <= coalesce(a.high, 1e300) + a.slack)
        OR (abs(a.point - b.point) = 1 AND (a.is_with_attacker OR b.is_with_attacker))
),

-- The ends over the sources' last words and over the numbers that others state against them in the same articles.
ends AS (
    SELECT
        figure,
        CASE
            WHEN count(*) FILTER (WHERE bound <> 'vague') = 0 THEN min(low)
            WHEN min(high) FILTER (WHERE low IS NULL AND bound <> 'vague') < coalesce(min(low) FILTER (WHERE bound <> 'vague'), 1e300)
                THEN NULL
            ELSE min(low) FILTER (WHERE bound <> 'vague')
        END AS low,
        CASE
            WHEN count(*) FILTER (WHERE bound <> 'vague') = 0 THEN max(high)
            WHEN max(low) FILTER (WHERE high IS NULL AND bound <> 'vague') > coalesce(max(high) FILTER (WHERE bound <> 'vague'), -1e300)
                THEN NULL
            ELSE max(high) FILTER (WHERE bound <> 'vague')
        END AS high
    FROM (
        SELECT
            figure,
            point,
            low,
            high,
            bound
        FROM counted
        UNION ALL
        SELECT
            o.figure,
            o.point,
            o.low,
            o.high,
            o.bound
        FROM owned AS o
        SEMI JOIN counted AS a ON o.figure = a.figure AND o.source = a.source AND o.own_id = a.fact
        WHERE o.is_against_own
    ) AS words
    GROUP BY figure
)

SELECT
    a.figure,
    b.point AS best,
    any_value(e.low) AS low,
    any_value(e.high) AS high,
    arg_min(
        a.bound, (CASE a.bound WHEN 'about' THEN 1 WHEN 'exact' THEN 2 ELSE 3 END, a.bound)
    ) FILTER (WHERE a.point = b.point) AS bound,
    count(*) FILTER (
        WHERE b.point IS NULL
        OR b.point >= coalesce(a.low, -1e300) - a.slack AND b.point <= coalesce(a.farthest, 1e300) + a.slack
        OR a.point = b.point OR (abs(a.point - b.point) = 1 AND (a.is_with_attacker OR b.is_with_attacker))
    ) AS independent_sources,
    count(*) AS sources
FROM counted AS a
INNER JOIN ends AS e ON a.figure = e.figure
LEFT JOIN best AS b ON a.figure = b.figure
GROUP BY a.figure, b.point
UNION ALL
SELECT
    figure,
    point AS best,
    low,
    high,
    CASE WHEN point IS NOT NULL THEN bound END AS bound,
    1 AS independent_sources,
    1 AS sources
FROM owned
WHERE is_alone AND is_latest
