-- table: quotes
-- grain: one statement that an article reports of a speaker
-- key: article_id, revision, quote_no
-- meaning: Who said what, by which cue, directly or not.
-- refresh: day
-- inherits: quotes
SELECT * FROM fresh.quotes
