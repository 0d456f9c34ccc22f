-- step: stale
-- grain: one independent source of one figure that the event has left behind
-- key: figure, source
-- needs: spoken
-- materialized: yes
-- meaning: Sources whose last word a later report of another source moves on (see classed_reports for when it does), and the
--   report that does.
SELECT
    s.figure,
    s.source,
    arg_max(o.fact, (o.said_at, o.fact)) AS by_id
FROM spoken AS s
INNER JOIN spoken AS o
    ON
        s.figure = o.figure AND s.source <> o.source AND o.is_heard AND o.is_dated
        AND (
            (
                coalesce(s.low, -1e300) - s.slack > coalesce(o.high, 1e300)
                OR coalesce(o.low, -1e300) > coalesce(s.high, 1e300) + s.slack
            ) AND (
                coalesce(s.low, -1e300) > coalesce(o.high, 1e300) + o.slack
                OR coalesce(o.low, -1e300) - o.slack > coalesce(s.high, 1e300)
            )
            OR s.course = 'rises' AND s.bound IN ('at_least', 'more_than') AND s.point < o.low
        )
        AND CASE
            WHEN s.is_time_exact AND o.is_time_exact
                THEN o.said_at >= s.said_at + INTERVAL 6 HOUR OR (s.said_at < o.said_at AND o.direction IS NOT NULL)
            ELSE (o.said_at AT TIME ZONE 'UTC')::DATE > (s.said_at AT TIME ZONE 'UTC')::DATE
        END
        AND CASE s.course
            WHEN 'rises'
                THEN o.direction = 'decrease' OR coalesce(o.low, o.point, o.high) > coalesce(s.point, s.high, s.low)
            WHEN 'moves' THEN TRUE
            ELSE FALSE
        END
GROUP BY s.figure, s.source
