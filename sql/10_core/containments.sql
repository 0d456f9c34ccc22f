-- table: containments
-- grain: one article that carries the text of another inside a longer one
-- key: article_id, contained_id
-- meaning: Directed and not a merge: the longer article stays a text of its own.
-- refresh: day
-- inherits: containments
SELECT * FROM fresh.containments
