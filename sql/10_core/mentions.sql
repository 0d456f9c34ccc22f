-- table: mentions
-- grain: one named mention with offsets and its canonical entity
-- key: article_id, revision, part, start, end
-- meaning: Every place in a text where a person, organisation, place or other thing is named.
-- refresh: day
-- inherits: entity_mentions
SELECT * FROM fresh.entity_mentions
