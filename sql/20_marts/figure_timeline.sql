-- table: figure_timeline
-- grain: one number that a figure passed through
-- key: figure_id, step
-- refresh: story
-- needs: classed_reports, outlets
-- inherits: classed_reports
-- meaning: How each figure with two reports or more moved by report time: every different number (value, else low, else high, with its bound) in the
--   order it was first reported, who moved first, and how long the second source took. Reports of another scope and
--   denials are left out; earlier revisions count, since this is history.
-- column step: Number of the step within the figure, from 1.
-- column change: value minus the value of the step before; null for the first and for ranges.
-- column first_reported_at: When this number was first readable, in UTC.
-- column last_reported_at: When it was last reported.
-- column first_outlet: Outlet that gave this number first.
-- column first_outlet_id: Its outlet_id.
-- column first_source_id: Independent source that this outlet counts under.
-- column first_article_id: Article that gave it first.
-- column first_fact_id: The fact in it.
-- column sources: Independent sources that ever gave this number.
-- column reports: Reports of it, copies and earlier revisions included.
-- column second_lag_seconds: How long after the first the second independent source gave it; null without one.
-- Reports of figures with several, numbered by time and then by their facts' hashes: one number is compared far quicker
-- than a pair.
WITH reported AS (
    SELECT
        *,
        epoch_us(reported_at)::HUGEINT * 18446744073709551616::HUGEINT + hash(fact_id)::HUGEINT AS turn
    FROM classed_reports
    WHERE
        class <> 'other_scope' AND polarity = 'asserted'
        AND figure_id IN (SELECT r.figure_id FROM classed_reports AS r GROUP BY r.figure_id HAVING count(*) > 1)
),

told AS (
    SELECT
        story_id,
        figure_id,
        any_value(measure) AS measure,
        any_value(counted) AS counted,
        any_value(unit) AS unit,
        value,
        low,
        high,
        bound,
        min(reported_at) AS source_at,
        max(reported_at) AS last_reported_at,
        arg_min(
            {'outlet_id': outlet_id, 'source_id': source_id, 'article_id': article_id, 'fact_id': fact_id}, -- noqa: LT01
            turn
        ) AS earliest,
        min(turn) AS turn,
        count(*) AS reports
    FROM reported
    GROUP BY story_id, figure_id, value, low, high, bound, source_id
),

steps AS (
    SELECT
        story_id,
        figure_id,
        any_value(measure) AS measure,
        any_value(counted) AS counted,
        any_value(unit) AS unit,
        value,
        low,
        high,
        bound,
        min(source_at) AS first_reported_at,
        max(last_reported_at) AS last_reported_at,
        arg_min(earliest, turn) AS earliest,
        count(*) AS sources,
        sum(reports)::BIGINT AS reports,
        list_sort(list(source_at))[:2] AS source_times
    FROM told
    GROUP BY story_id, figure_id, value, low, high, bound
)

SELECT
    s.* EXCLUDE (source_times, earliest), -- noqa: RF02
    o.name AS first_outlet,
    s.earliest.outlet_id AS first_outlet_id,
    s.earliest.source_id AS first_source_id,
    s.earliest.article_id AS first_article_id,
    s.earliest.fact_id AS first_fact_id,
    row_number() OVER moves AS step,
    s.value - lag(s.value) OVER moves AS change,
    CASE WHEN s.sources > 1 THEN epoch(s.source_times[2] - s.source_times[1])::BIGINT END AS second_lag_seconds
FROM steps AS s
LEFT JOIN outlets AS o ON s.earliest.outlet_id = o.outlet_id
WINDOW moves AS (PARTITION BY s.figure_id ORDER BY s.first_reported_at, coalesce(s.value, s.low, s.high), s.bound)
