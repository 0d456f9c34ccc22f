-- step: aside
-- grain: one number whose family has others
-- key: fact
-- needs: shared
-- materialized: yes
-- meaning: Whether the number names another place, time or group than its family's main one. An earlier or much longer time is
--   another one; the day of a statement is later than the event, so a later day tells nothing; and no report comes
--   before its event.

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
)

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
