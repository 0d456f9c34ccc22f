-- step: support
-- grain: one independent source that speaks for a figure
-- key: figure, source
-- needs: alive
-- meaning: How many sources allow the number that each source states, and how many state it.
SELECT
    s.figure,
    s.source,
    s.fact,
    s.point,
    s.bound,
    s.said_at,
    s.is_summed,
    s.is_with_attacker,
    s.dead_beside,
    count(*) FILTER (
        WHERE s.source = o.source
        OR coalesce(s.point, s.low, -1e300) <= coalesce(o.farthest, 1e300) + o.slack
        AND coalesce(s.point, s.farthest, 1e300) >= coalesce(o.low, -1e300) - o.slack
        OR s.slack > 0 AND o.low <= s.point + s.slack AND o.high >= s.point - s.slack
    ) AS allowing,
    count(*) FILTER (WHERE s.point = o.point) AS stating
FROM alive AS s
INNER JOIN alive AS o ON s.figure = o.figure
GROUP BY ALL
