-- view: topic_figures
-- grain: one amount of money, percentage or change, with what it is about
-- key: fact_id
-- needs: topics, figure_reports
-- inherits: topics, figure_reports
-- meaning: For business desks: every money, percent and change figure by topic word and organisation. How the two are found
--   is told at topics. Copies and earlier revisions are left out.
SELECT
    t.topic,
    t.organisation,
    t.organisation_id,
    t.family,
    r.measure,
    r.counted,
    r.direction,
    r.value,
    r.low,
    r.high,
    r.bound,
    r.unit,
    r.per,
    r.polarity,
    r.scope,
    r.speaker,
    r.phrase,
    r.sentence,
    r.story_id,
    r.figure_id,
    r.outlet_id,
    r.outlet,
    r.article_id,
    r.url,
    r.reported_at,
    r.day,
    r.fact_id
FROM topics AS t
INNER JOIN figure_reports AS r ON t.fact_id = r.fact_id
