-- table: all_figures
-- as_of: all_figures_as_of
-- grain: one figure: what one story says of one measure, thing, unit, rate, scope, polarity, and place, time or group
-- key: figure_id
-- refresh: story
-- needs: classed_reports
-- inherits: stories, numeric_facts
-- meaning: Every figure of every story, the asserted ones of the event itself (story_figures) and the others
--   (other_figures). How low, best and high come about is told at story_figures.
-- column figure_id: Stable id of the figure.
-- column counted: What is counted or measured: a normalised thing (person, missile), or the narrower group.
-- column figure: The figure as one would say it: 12 or more, around 90, 48, 12 to 20.
-- column low: Lower end over the independent sources.
-- column best: The number that most independent sources allow; null where only ranges or vague words are reported.
-- column high: Upper end over the independent sources; null where all leave it open.
-- column bound: How the best number is worded.
-- column spread: high minus low, as a share of best; null where high is open.
-- column independent_sources: Independent sources whose last word allows the best number.
-- column conflicting_sources: Independent sources whose last word does not.
-- column reports: Reports of the figure in latest revisions, copies included.
-- column conflicts: Reports that contradict the figure.
-- column superseded: Reports that a later one replaced.
-- column outlets: Outlets that report it.
-- column place: Place it is of, where that is not the story's main one.
-- column on_day: First day of the time it is of, where that is not the story's main one.
-- column is_main: Whether it is of the story's main place, time and group.
-- column first_reported_at: When the first report of it was readable, in UTC.
-- column last_reported_at: When the last report of it was readable, in UTC.
-- column fact_ids: The facts it rests on, first reported first; each leads to its sentence and article.
-- What all reports of a figure say alike is taken from one of them: gathering a dozen texts for each of many groups takes
-- longer than finding one row.
WITH counted AS (
    SELECT
        figure_id,
        min(fact_id) AS fact_id,
        count(*) AS all_reports,
        count(*) FILTER (WHERE is_latest) AS reports,
        count(*) FILTER (WHERE class = 'conflict') AS conflicts,
        count(*) FILTER (WHERE class = 'superseded') AS superseded,
        count(DISTINCT outlet_id) AS outlets,
        min(figure_place) AS place,
        -- An earlier revision may state a number of no group beside a main figure that is of one.
        bool_or(is_main) AS is_main,
        min(reported_at) AS first_reported_at,
        max(reported_at) AS last_reported_at
    FROM classed_reports
    GROUP BY figure_id
),

-- Most figures are one report, which needs no sorting.
several AS (
    SELECT
        r.figure_id,
        list_transform(list_sort(list({'at': r.reported_at, 'id': r.fact_id})), lambda report: report.id) AS fact_ids -- noqa: LT01, CP01, RF01
    FROM classed_reports AS r
    SEMI JOIN (SELECT c.figure_id FROM counted AS c WHERE c.all_reports > 1) AS f ON r.figure_id = f.figure_id
    GROUP BY r.figure_id
)

SELECT
    c.figure_id,
    r.story_id,
    r.measure,
    r.counted,
    r.unit,
    r.per,
    r.scope,
    r.polarity,
    r.figure_low AS low,
    r.figure_best AS best,
    r.figure_high AS high,
    r.figure_bound AS bound,
    CASE
        WHEN r.figure_low IS NULL THEN 'up to ' || format('{:,.15g}', r.figure_high)
        WHEN r.figure_high IS NULL THEN format('{:,.15g}', r.figure_low) || ' or more'
        WHEN r.figure_low < r.figure_high
            THEN format('{:,.15g}', r.figure_low) || ' to ' || format('{:,.15g}', r.figure_high)
        WHEN r.figure_bound = 'about' THEN 'around ' || format('{:,.15g}', r.figure_best)
        ELSE format('{:,.15g}', r.figure_low)
    END AS figure,
    (r.figure_high - r.figure_low) / nullif(abs(r.figure_best), 0) AS spread,
    r.independent_sources,
    r.conflicting_sources,
    c.reports,
    c.conflicts,
    c.superseded,
    c.outlets,
    c.place,
    r.figure_day AS on_day,
    c.is_main,
    c.first_reported_at,
    c.last_reported_at,
    coalesce(s.fact_ids, [c.fact_id]) AS fact_ids
FROM counted AS c
INNER JOIN classed_reports AS r ON c.fact_id = r.fact_id
LEFT JOIN several AS s ON c.figure_id = s.figure_id
