-- step: tied
-- grain: one figure where two contradicting numbers have equally many sources
-- key: figure
-- needs: alive, support, best, affirmed
-- meaning: Figures whose best number is no better founded than one that contradicts it.
SELECT DISTINCT b.figure
FROM best AS b
INNER JOIN support AS s
    ON b.figure = s.figure AND b.fact <> s.fact AND b.allowing <= s.allowing AND (s.point IS NULL OR b.stating <= s.stating)
INNER JOIN alive AS a ON s.figure = a.figure AND s.source = a.source
LEFT JOIN affirmed AS k ON a.kin_of_dead = k.kin AND k.is_main
WHERE
    NOT s.is_summed AND NOT a.is_doubtful
    AND NOT coalesce(
        abs(a.point - b.point) = k.best AND CASE WHEN a.point > b.point THEN a.dead_beside ELSE b.dead_beside END IS NULL, FALSE
    )
    AND NOT coalesce(a.point + a.dead_beside = b.point + k.best, FALSE)
    AND NOT coalesce(abs(a.point - b.point) = 1 AND (a.is_with_attacker OR b.is_with_attacker), FALSE)
    AND (b.point < coalesce(a.low, -1e300) - a.slack OR b.point > coalesce(a.farthest, 1e300) + a.slack)
