-- step: aside
-- grain: one number whose family has others
-- key: fact
-- needs: shared
-- materialized: yes
-- meaning: Whether the number names another place, time or group than its family's main one. An earlier or much longer time is
--   another one; the day of a statement is later than the event, so a later day tells nothing; and no report comes
--   before its event. What an article tells of years ("175 since 2011") it does not tell of the event further down.

-- What the figure is mainly of: the town, state and country, the time and the group that most sources name, first named first.
WITH main_place AS (
    SELECT
        family,
        place_level,
        place
    FROM shared
    WHERE is_comparable AND is_latest AND place IS NOT NULL
    GROUP BY family, place_level, place
    QUALIFY row_number() OVER (
        PARTITION BY family, place_level
        ORDER BY count(DISTINCT source) DESC, count(*) DESC, min((NOT in_title, source_at, depth)), place
    ) = 1
),

main_time AS (
    SELECT
        family,
        time_start,
        time_end
    FROM shared
    WHERE is_comparable AND is_latest AND time_start IS NOT NULL AND direction IS NULL
    GROUP BY family, time_start, time_end
    QUALIFY row_number() OVER (
        PARTITION BY family
        ORDER BY
            count(DISTINCT source) DESC, time_end - time_start > 31, count(*) DESC, min((NOT in_title, source_at, depth)),
            time_start, time_end ASC
    ) = 1
),

main_group AS (
    SELECT
        family,
        thing_group
    FROM shared
    WHERE is_comparable AND is_latest
    GROUP BY family, thing_group
    QUALIFY row_number() OVER (
        PARTITION BY family
        ORDER BY thing_group IS NOT NULL, count(DISTINCT source) DESC, min((NOT in_title, source_at, depth)), thing_group
    ) = 1
),

told AS (
    SELECT
        r.*,
        coalesce(r.is_comparable AND r.place <> p.place, FALSE) AS is_other_place,
        coalesce(
            r.is_comparable AND r.direction IS NULL AND (
                r.time_end < least(t.time_start, r.story_day) - 1
                OR (r.time_end - r.time_start > 31 AND t.time_end - t.time_start <= 7)
            ), FALSE
        ) AS is_other_time,
        r.is_comparable AND g.family IS NOT NULL AND coalesce(r.thing_group, 0) <> coalesce(g.thing_group, 0) AS is_other_group
    FROM shared AS r
    LEFT JOIN main_place AS p ON r.family = p.family AND r.place_level = p.place_level
    LEFT JOIN main_time AS t ON r.family = t.family
    LEFT JOIN main_group AS g ON r.family = g.family
),

years AS (
    SELECT
        family,
        doc,
        point,
        min(time_start) AS time_start
    FROM told
    WHERE is_other_time AND is_event_count AND (time_end - time_start > 31 OR time_end < story_day - 366)
    GROUP BY ALL
)

SELECT
    r.* REPLACE ( -- noqa: RF02
        r.is_other_time OR y.doc IS NOT NULL AS is_other_time,
        coalesce(CASE WHEN NOT r.is_other_time THEN y.time_start END, r.time_start) AS time_start
    )
FROM told AS r
LEFT JOIN years AS y ON r.family = y.family AND r.doc = y.doc AND r.point = y.point AND r.time_start IS NULL
