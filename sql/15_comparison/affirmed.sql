-- step: affirmed
-- grain: one asserted figure of a story's own event
-- key: figure
-- needs: placed, weighed
-- meaning: The figures that a denied or possible number may be of: what they are of, and what is reported of them.
SELECT
    r.figure,
    any_value(r.kin) AS kin,
    bool_and(NOT r.is_other_place AND NOT r.is_other_time AND NOT r.is_other_group) AS is_main,
    any_value(r.thing_group) AS thing_group,
    any_value(f.best) AS best
FROM placed AS r
INNER JOIN weighed AS f ON r.figure = f.figure
WHERE r.is_comparable AND r.scope = 'current' AND r.polarity = 'asserted'
GROUP BY r.figure
