-- table: former_stories
-- grain: one id that articles' story had before, with one story that they are in now
-- key: former_id, story_id
-- meaning: Where a story went whose id was noted or linked before a merge: a later report may show that two stories are
--   one, or that an article belongs to another.
-- refresh: whole
-- order: former_id, articles, story_id
-- inherits: stories
-- column former_id: Id that the story of these articles had when they were last told apart; it may still be a story.
-- column articles: Articles that went from the one to the other.
SELECT
    previous_story AS former_id,
    story_id,
    count(*) AS articles
FROM lake.stories
WHERE previous_story IS NOT NULL AND previous_story <> story_id
GROUP BY ALL
