-- table: sentences
-- grain: one sentence of one article revision, with its offsets
-- key: article_id, revision, sentence_no
-- meaning: The texts cut into sentences, the title's first.
-- refresh: day
-- inherits: sentences
SELECT * FROM fresh.sentences
