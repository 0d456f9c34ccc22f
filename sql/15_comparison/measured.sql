-- step: measured
-- grain: one number that one article revision states
-- key: fact
-- needs: stated
-- materialized: yes
-- meaning: The numbers in one unit a figure, and how far up each may be meant: "at least 20 dead" leaves the end open, but
--   no number of more than ten times as many speaks of the same event. They are sorted into families of one kin, scope
--   and polarity; numbers that cannot be shown to speak of the same quantity are families of their own, one a stated number.

-- One unit a figure: the texts' own where all agree, or where nothing is compared, else the base unit.
WITH mixed AS (
    SELECT kin
    FROM stated
    WHERE has_base AND is_comparable
    GROUP BY kin
    HAVING min(unit) <> max(unit)
),

first_days AS (
    SELECT
        story,
        min(report_day) AS story_day
    FROM stated
    GROUP BY story
),

-- Where one article gives two ages of "the girl" or of one surname, there are two girls.
several AS (
    SELECT kin
    FROM (
        SELECT
            kin,
            doc
        FROM stated
        WHERE course = 'stays' AND is_comparable
        GROUP BY kin, doc
        HAVING min(value) <> max(value)
    ) AS differing
    GROUP BY kin
)

SELECT
    r.* EXCLUDE (value, low, high, slack, base_value, base_low, base_high, unit, has_base, sign, story, report_day) -- noqa: RF02
    REPLACE (r.is_comparable AND v.kin IS NULL AS is_comparable),
    hash(
        r.kin,
        r.scope,
        r.polarity,
        CASE WHEN r.is_comparable AND v.kin IS NULL THEN NULL ELSE hash(r.value, r.low, r.high, r.bound, r.unit) END
    ) AS family,
    d.story_day,
    x.kin IS NOT NULL AS is_mixed,
    r.sign * CASE WHEN x.kin IS NULL THEN r.value ELSE r.base_value END AS point,
    CASE WHEN r.sign < 0 THEN -r.high WHEN x.kin IS NULL THEN r.low ELSE r.base_low END AS low,
    CASE WHEN r.sign < 0 THEN -r.low WHEN x.kin IS NULL THEN r.high ELSE r.base_high END AS high,
    CASE
        WHEN r.sign < 0 THEN -r.low
        WHEN r.is_event_count AND r.high IS NULL AND r.low IS NOT NULL
            THEN 10 * greatest(CASE WHEN x.kin IS NULL THEN r.low ELSE r.base_low END, 1)
        WHEN x.kin IS NULL THEN r.high
        ELSE r.base_high
    END AS farthest,
    CASE WHEN x.kin IS NULL THEN r.slack ELSE r.slack * abs(coalesce(r.base_value / nullif(r.value, 0), 1)) END AS slack
FROM stated AS r
INNER JOIN first_days AS d ON r.story = d.story
LEFT JOIN mixed AS x ON r.kin = x.kin
LEFT JOIN several AS v ON r.kin = v.kin
