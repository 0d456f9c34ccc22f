-- step: affirmed
-- grain: one kin of numbers with an asserted figure of the event itself
-- key: kin
-- needs: placed, weighed
-- meaning: The asserted figure of the story's own event that a denied or possible number is measured against.
SELECT
    r.kin,
    any_value(f.best) AS best,
    any_value(f.low) AS low,
    any_value(f.high) AS high
FROM placed AS r
INNER JOIN weighed AS f ON r.figure = f.figure
WHERE
    r.is_comparable AND r.scope = 'current' AND r.polarity = 'asserted'
    AND NOT (r.is_other_place OR r.is_other_time OR r.is_other_group)
GROUP BY r.kin
