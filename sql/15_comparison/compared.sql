-- step: compared
-- grain: one number that one article revision states
-- key: fact
-- needs: owned, stances, spoken, stale, best, weighed, tied, affirmed, denials
-- meaning: Each number beside its figure, its article's own number, its source's last word and, where denied or possible, the
--   asserted figure.
SELECT
    r.*,
    f.best AS figure_best,
    f.low AS figure_low,
    f.high AS figure_high,
    f.bound AS figure_bound,
    coalesce(f.independent_sources, 0) AS independent_sources,
    coalesce(f.sources - f.independent_sources, 0) AS conflicting_sources,
    t.figure IS NOT NULL AS is_tied,
    (r.is_alone AND r.is_latest) OR (r.fact = s.fact AND st.figure IS NULL AND s.is_heard) AS is_stance,
    d.denied_figure,
    (NOT r.is_prominent OR r.is_small) AND NOT coalesce(s.is_heard, TRUE) AS is_in_passing,
    coalesce(s.is_known_part AND r.point = s.point, FALSE) AS is_known_part,
    coalesce(abs(r.point - f.best) = 1 AND (r.is_with_attacker OR b.is_with_attacker), FALSE) AS is_attackers_one,
    -- Many count all who were hit; one who tells of the dead in the same breath does not.
    coalesce(
        abs(r.point - f.best) = dead.best AND CASE WHEN r.point > f.best THEN r.dead_beside ELSE b.dead_beside END IS NULL, FALSE
    ) AS is_with_dead,
    coalesce(r.point <> f.best AND r.point + r.dead_beside = f.best + dead.best, FALSE) AS is_before_deaths,
    st.by_id,
    st.by_id IS NOT NULL AND r.bound IN ('at_least', 'more_than') AND r.point < f.best AS is_left_behind,
    coalesce(
        k.best >= coalesce(r.low, -1e300) - r.slack AND k.best <= coalesce(r.high, 1e300) + r.slack, FALSE
    ) AS allows_asserted,
    f.best IS NULL
    OR f.best >= coalesce(r.low, -1e300) - r.slack AND f.best <= coalesce(r.farthest, 1e300) + r.slack
    OR (r.bound = 'exact' AND bs.slack > 0 AND abs(r.point - f.best) <= bs.slack) AS allows_best,
    -- Against the article's own number and against the last word of its source.
    r.fact <> r.own_id AND NOT r.is_against_own
    AND (
        coalesce(r.low, -1e300) - r.slack > coalesce(r.own_high, 1e300) + r.own_slack
        OR coalesce(r.high, 1e300) + r.slack < coalesce(r.own_low, -1e300) - r.own_slack
        -- "More than 58,000" leaves the end open, and still is of fewer people than the 3 million beside it.
        OR (r.bound IN ('at_least', 'more_than') AND 2 * r.point <= r.own_point)
    ) AS is_part,
    r.fact <> r.own_id AND NOT r.is_against_own
    AND f.best >= coalesce(r.own_low, -1e300) - r.own_slack AND f.best <= coalesce(r.own_high, 1e300) + r.own_slack AS goes_with_own,
    (s.said_at > r.source_at OR (s.doc <> r.doc AND (s.is_dated > r.is_dated OR (s.said_at = r.source_at AND NOT r.is_copy))))
    AND (
        coalesce(r.low, -1e300) - r.slack > coalesce(s.high, 1e300) + s.slack
        OR coalesce(r.high, 1e300) + r.slack < coalesce(s.low, -1e300) - s.slack
        OR r.course = 'rises' AND r.bound IN ('at_least', 'more_than') AND r.point < s.point
    ) AS is_outdated,
    coalesce(
        s.doc <> r.doc AND NOT r.is_copy AND NOT r.is_against_own AND (s.said_at >= r.source_at OR s.is_dated > r.is_dated), FALSE
    ) AS is_spoken_over
FROM owned AS r
LEFT JOIN weighed AS f ON r.figure = f.figure
LEFT JOIN tied AS t ON r.figure = t.figure
LEFT JOIN spoken AS s ON r.figure = s.figure AND r.source = s.source
LEFT JOIN stale AS st ON r.figure = st.figure AND r.source = st.source
LEFT JOIN best AS b ON r.figure = b.figure
LEFT JOIN stances AS bs ON b.figure = bs.figure AND b.fact = bs.fact
LEFT JOIN affirmed AS k ON r.kin = k.kin AND k.is_main
LEFT JOIN affirmed AS dead ON r.kin_of_dead = dead.kin AND dead.is_main
LEFT JOIN denials AS d ON r.fact = d.fact
