-- table: disputes
-- grain: one figure that live reports contradict
-- key: figure_id
-- refresh: story
-- needs: classed_reports, outlets, measures
-- inherits: classed_reports
-- meaning: Conflicts worth a journalist's look; disagreements ranks them. The score is how many independent sources are at
--   odds, less where the numbers are far apart (beyond twice they rarely count the same thing), doubled where headlines or
--   first lines contradict each other, for counts of what the event did, and where a denial is among them. Numbers more
--   than ten times apart are of two events or one is misread; they are left out unless one is a denial.
-- column score: What the rank in disagreements is made of.
-- column low: Lowest number among the reports that rule another out.
-- column high: Highest number among them.
-- column best: The figure's best value.
-- column sources_for: Independent sources that allow the best value.
-- column sources_against: Independent sources that contradict it.
-- column is_denied: Whether a report denies the figure.
-- column positions: Each number with the outlets that give it and the speakers they name, most sources first. A speaker
--   named in full and in short (Austrian Red Cross, Red Cross) stands there once.
-- column first_conflict_at: When the first contradicting report was readable, in UTC.
WITH keyed AS (
    SELECT
        *,
        coalesce(denies_figure_id, figure_id) AS disputed_id
    FROM classed_reports
),

disputed AS (
    SELECT
        r.*,
        coalesce(o.name, r.outlet_id) AS outlet,
        c.is_denied,
        coalesce(m.is_event_count, FALSE) AS is_event_count
    FROM keyed AS r
    INNER JOIN (
        SELECT
            disputed_id,
            bool_or(polarity = 'denied') AS is_denied
        FROM keyed
        WHERE class = 'conflict'
        GROUP BY disputed_id
    ) AS c ON r.disputed_id = c.disputed_id
    LEFT JOIN outlets AS o ON r.outlet_id = o.outlet_id
    LEFT JOIN measures AS m ON r.measure = m.measure
    WHERE
        r.is_latest AND r.scope = 'current' AND r.polarity <> 'possible'
        AND (r.class IN ('same', 'compatible', 'conflict') OR (r.is_stance AND NOT r.is_main))
),

named AS (
    SELECT
        disputed_id,
        value,
        bound,
        polarity,
        regexp_replace(lower(speaker), '^(the|an?) ', '') AS bare,
        min(speaker) AS name
    FROM disputed
    WHERE value IS NOT NULL AND speaker IS NOT NULL
    GROUP BY ALL
),

voices AS (
    SELECT
        disputed_id,
        value,
        bound,
        polarity,
        list({'name': name, 'bare': bare} ORDER BY name) AS speakers -- noqa: LT01
    FROM named
    GROUP BY ALL
),

counted AS (
    SELECT
        disputed_id,
        value,
        bound,
        polarity,
        count(DISTINCT source_id) AS sources,
        list_sort(list(DISTINCT outlet)) AS outlets,
        min(reported_at) AS first_reported_at
    FROM disputed
    WHERE value IS NOT NULL
    GROUP BY ALL
),

summed AS (
    SELECT
        disputed_id AS figure_id,
        any_value(story_id) AS story_id,
        any_value(measure) AS measure,
        min(counted) FILTER (WHERE polarity = 'asserted') AS counted,
        any_value(unit) AS unit,
        min(coalesce(value, low, high)) FILTER (WHERE class <> 'compatible' OR bound = 'exact') AS low,
        max(coalesce(value, high, low)) FILTER (WHERE class <> 'compatible' OR bound = 'exact') AS high,
        min(figure_best) FILTER (WHERE polarity = 'asserted') AS best,
        count(DISTINCT source_id) FILTER (WHERE class <> 'conflict') AS sources_for,
        count(DISTINCT source_id) FILTER (WHERE class = 'conflict') AS sources_against,
        bool_or(is_denied) AS is_denied,
        bool_or(is_event_count) AS is_event_count,
        count(DISTINCT value) FILTER (WHERE part = 'title' OR (part = 'text' AND start < 700)) > 1 AS is_told_first,
        min(reported_at) FILTER (WHERE class = 'conflict') AS first_conflict_at
    FROM disputed
    GROUP BY disputed_id
),

-- Speakers whose name is no other's end: "Red Cross" beside "the Austrian Red Cross", but not "Norway" beside "President of
-- Norway".  Articles and capitals make no other name.
positions AS (
    SELECT
        c.*,
        list_transform(
            list_filter(
                v.speakers, lambda one: len(list_filter( -- noqa: CP01, RF02
                    v.speakers, lambda other: ends_with(other.bare, ' ' || one.bare) -- noqa: CP01, RF01, RF02
                    AND NOT regexp_matches(rtrim(left(other.bare, length(other.bare) - length(one.bare))), getvariable('joint')) -- noqa: RF01
                )) = 0
            ), lambda one: one.name -- noqa: CP01, RF01, RF02
        ) AS speakers
    FROM counted AS c
    LEFT JOIN voices AS v USING (disputed_id, value, bound, polarity)
),

-- How many times the one number is the other: two counts of one thing mostly lie within twice of each other.
compared AS (
    SELECT
        *,
        (greatest(abs(high), abs(low)) + 1) / (least(abs(high), abs(low)) + 1) AS ratio
    FROM summed
),

scored AS (
    SELECT
        * EXCLUDE (ratio, is_told_first, is_event_count),
        (sources_for + sources_against)
        / (1 + pow(ln(ratio) / ln(2), 2))
        * CASE WHEN is_told_first THEN 2 ELSE 1 END
        * CASE WHEN is_event_count THEN 2 ELSE 1 END
        * CASE WHEN is_denied THEN 2 ELSE 1 END AS score
    FROM compared
    WHERE ratio <= 10 OR is_denied
)

SELECT
    s.*,
    p.positions
FROM scored AS s
LEFT JOIN (
    SELECT
        disputed_id,
        list(
            {  -- noqa: LT01
                'value': value, 'bound': bound, 'polarity': polarity,
                'sources': sources, 'outlets': outlets, 'speakers': speakers
            }  -- noqa: LT01
            ORDER BY sources DESC, first_reported_at ASC, value ASC, bound ASC, polarity ASC
        ) AS positions
    FROM positions
    GROUP BY disputed_id
) AS p ON s.figure_id = p.disputed_id
