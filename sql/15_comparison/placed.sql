-- step: placed
-- grain: one number that one article revision states
-- key: fact
-- needs: aside, measured, shared
-- materialized: yes
-- meaning: The figure that each number belongs to: its family's main one, or one of another place, time or group. A number
--   that is alone in its family is the main one.

-- Such a report is of the main figure all the same where its article states the same number of the main figure, and, if its
-- article gives the main figure none as high, where any report of the main figure allows its number and is at least half of it:
-- "12 civilians" in one report and "12 people" in another are one figure; "12 people, among them 3 children" are two, and so
-- are "at least 12 people" in one report and "at least 3 children" or "175 people since 2011" in another.
WITH rejoined AS (
    SELECT DISTINCT r.fact
    FROM aside AS r
    INNER JOIN aside AS o ON r.family = o.family
    WHERE
        (r.is_other_place OR r.is_other_time OR r.is_other_group)
        AND NOT (o.is_other_place OR o.is_other_time OR o.is_other_group)
        AND CASE
            WHEN r.doc = o.doc THEN r.point = o.point AND NOT o.is_summed
            ELSE
                o.is_latest AND r.bound <> 'vague' AND coalesce(r.point >= o.point - o.slack - r.slack AND r.point <= 2 * o.point, TRUE)
                AND coalesce(r.low, -1e300) - r.slack <= coalesce(o.high, 1e300) + o.slack
                AND coalesce(o.low, -1e300) - o.slack <= coalesce(r.high, 1e300) + r.slack
                AND NOT EXISTS (
                    SELECT 1 FROM aside AS own
                    WHERE
                        own.family = r.family AND own.doc = r.doc AND (own.is_prominent OR NOT r.is_prominent)
                        AND NOT coalesce(own.point < r.point, FALSE)
                        AND NOT (own.is_other_place OR own.is_other_time OR own.is_other_group)
                )
        END
)

SELECT
    a.* EXCLUDE (is_other_place, is_other_time, is_other_group),
    a.is_other_place AND j.fact IS NULL AS is_other_place,
    a.is_other_time AND j.fact IS NULL AS is_other_time,
    a.is_other_group AND j.fact IS NULL AS is_other_group,
    hash(
        a.family,
        CASE WHEN a.is_other_place AND j.fact IS NULL THEN a.place END,
        CASE WHEN a.is_other_time AND j.fact IS NULL THEN a.time_start END,
        CASE WHEN a.is_other_group AND j.fact IS NULL THEN a.thing_group END
    ) AS figure,
    FALSE AS is_alone
FROM aside AS a
LEFT JOIN rejoined AS j ON a.fact = j.fact
UNION ALL BY NAME
SELECT
    m.*,
    FALSE AS is_other_place,
    FALSE AS is_other_time,
    FALSE AS is_other_group,
    hash(m.family, NULL, NULL, NULL) AS figure,
    TRUE AS is_alone
FROM measured AS m
ANTI JOIN shared AS s ON m.family = s.family
