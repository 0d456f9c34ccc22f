-- step: stances
-- grain: one independent source of one figure
-- key: figure, source
-- needs: owned
-- materialized: yes
-- meaning: Of the figures with several numbers, the last word of each source: its latest article's own number, in the most
--   careful words it uses for that number. An article without a date may be older than any, so those with one go first.
SELECT
    o.figure,
    o.source,
    any_value(o.doc) AS doc,
    any_value(o.own_id) AS fact,
    any_value(o.source_at) AS said_at,
    bool_and(o.is_time_exact) AS is_time_exact,
    bool_and(o.is_dated) AS is_dated,
    any_value(o.own_point) AS point,
    CASE WHEN count(*) = count(o.low) THEN min(o.low) END AS low,
    CASE WHEN count(*) = count(o.high) THEN max(o.high) END AS high,
    CASE WHEN count(*) = count(o.farthest) THEN max(o.farthest) END AS farthest,
    max(o.slack) AS slack,
    arg_min(o.bound, list_position(['at_least', 'more_than', 'at_most', 'less_than', 'about', 'range', 'exact', 'vague'], o.bound))
        AS bound,
    max(o.direction) AS direction,
    any_value(o.course) AS course,
    any_value(o.kin_of_dead) AS kin_of_dead,
    bool_or(o.in_title) AS in_title,
    bool_or(o.is_prominent) AS is_prominent,
    bool_or(o.is_firm) AS is_firm,
    bool_and(o.is_summed) AS is_summed,
    bool_and(o.is_earlier) AS is_earlier,
    bool_and(o.is_small) AS is_small,
    bool_and(o.is_doubtful) AS is_doubtful,
    max(o.dead_beside) AS dead_beside,
    bool_or(o.is_with_attacker) AS is_with_attacker
FROM owned AS o
INNER JOIN (
    SELECT figure, source, doc
    FROM owned
    WHERE is_latest AND NOT is_alone
    GROUP BY figure, source, doc
    QUALIFY row_number() OVER (
        PARTITION BY figure, source
        ORDER BY bool_and(is_dated) DESC, max(source_at) DESC, bool_and(is_copy), max(reported_at) DESC, doc
    ) = 1
) AS l ON o.figure = l.figure AND o.source = l.source AND o.doc = l.doc
WHERE o.point IS NOT DISTINCT FROM o.own_point
GROUP BY o.figure, o.source
