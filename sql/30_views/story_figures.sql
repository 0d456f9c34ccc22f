-- view: story_figures
-- grain: one asserted figure of a story's own event, by measure, thing, unit, rate and, aside from the main ones, place,
--   time or group
-- key: figure_id
-- needs: all_figures
-- inherits: all_figures
-- meaning: What was reported of each story, and between which bounds. The rule: each independent source has one word on a
--   figure, the number of its latest article (the headline's, else for tolls the highest of the first lines, else the
--   first) in the most careful words it uses for it. Copies count as their original, a later revision or article replaces an
--   earlier one, and sources that the event has left behind drop out, as do numbers told in passing where others tell it
--   first. best is the number that most of these sources allow, then that most state, then the latest. low and high are
--   the ends over these sources and over what other speakers say against them in the same articles; "at least 12" from all
--   leaves high open (null). Background, denied and possible figures are in other_figures; rates (`per`) never mix with
--   counts.
SELECT *
FROM all_figures
WHERE scope = 'current' AND polarity = 'asserted' AND independent_sources > 0
