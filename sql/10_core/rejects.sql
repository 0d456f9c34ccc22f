-- table: rejects
-- grain: one input record that could not become an article, with the reason
-- key: source_path, source_record, source_sha256
-- meaning: What came in and was refused, so that nothing is lost without a word.
-- refresh: day
-- inherits: rejects
SELECT * FROM fresh.rejects
