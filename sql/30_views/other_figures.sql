-- view: other_figures
-- grain: one figure that a story's reports give of something else, deny or hold possible
-- key: figure_id
-- needs: all_figures
-- inherits: all_figures
-- meaning: Background figures (another event, an earlier figure, a general statistic), denied and possible ones, kept apart
--   from story_figures and made by the same rule.
SELECT *
FROM all_figures
WHERE (scope <> 'current' OR polarity <> 'asserted') AND independent_sources > 0
