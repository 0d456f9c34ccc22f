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
SELECT
    figure_id,
    any_value(story_id) AS story_id,
    any_value(measure) AS measure,
    any_value(counted) AS counted,
    any_value(unit) AS unit,
    any_value(per) AS per,
    any_value(scope) AS scope,
    any_value(polarity) AS polarity,
    any_value(figure_low) AS low,
    any_value(figure_best) AS best,
    any_value(figure_high) AS high,
    any_value(figure_bound) AS bound,
    CASE
        WHEN any_value(figure_low) IS NULL THEN 'up to ' || format('{:,.15g}', any_value(figure_high))
        WHEN any_value(figure_high) IS NULL THEN format('{:,.15g}', any_value(figure_low)) || ' or more'
        WHEN any_value(figure_low) < any_value(figure_high)
            THEN format('{:,.15g}', any_value(figure_low)) || ' to ' || format('{:,.15g}', any_value(figure_high))
        WHEN any_value(figure_bound) = 'about' THEN 'around ' || format('{:,.15g}', any_value(figure_best))
        ELSE format('{:,.15g}', any_value(figure_low))
    END AS figure,
    (any_value(figure_high) - any_value(figure_low)) / nullif(abs(any_value(figure_best)), 0) AS spread,
    any_value(independent_sources) AS independent_sources,
    any_value(conflicting_sources) AS conflicting_sources,
    count(*) FILTER (WHERE is_latest) AS reports,
    count(*) FILTER (WHERE class = 'conflict') AS conflicts,
    count(*) FILTER (WHERE class = 'superseded') AS superseded,
    count(DISTINCT outlet_id) AS outlets,
    min(figure_place) AS place,
    any_value(figure_day) AS on_day,
    any_value(is_main) AS is_main,
    min(reported_at) AS first_reported_at,
    max(reported_at) AS last_reported_at,
    list_transform(list_sort(list({'at': reported_at, 'id': fact_id})), lambda report: report.id) AS fact_ids -- noqa: LT01, CP01
FROM classed_reports
GROUP BY figure_id
