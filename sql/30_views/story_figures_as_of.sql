-- macro: story_figures_as_of(t, stories := NULL)
-- grain: one row of story_figures
-- needs: all_figures
-- meaning: story_figures as known at time t: from the articles and revisions that were readable then. Name the stories
--   (a list of story_id) where only some are wanted: that is quicker.
SELECT *
FROM all_figures_as_of(t, stories := stories)
WHERE scope = 'current' AND polarity = 'asserted' AND independent_sources > 0
