-- table: articles
-- grain: one revision of one article, cleaned, with its place among revisions, copies and stories
-- key: article_id, revision
-- meaning: All versions seen of all articles; `is_latest` picks the one that stands now.
-- refresh: day
-- needs: article_index
-- inherits: articles, stories, duplicates
-- column source_id: Independent source that its figures are counted under; see article_index.
-- column reported_at: When this text was first readable, in UTC; see article_index.
-- column replaced_at: When the next revision took its place; null for the latest.
-- column is_latest: Whether it is the latest revision of the article.
-- column is_copy: Whether it is a copy of another article's text (copy, truncation or light rewrite).
SELECT
    a.*,
    i.story_id,
    i.duplicate_group,
    i.source_id,
    i.reported_at,
    i.replaced_at,
    i.is_latest,
    i.is_copy
FROM fresh.articles AS a
INNER JOIN article_index AS i ON a.article_id = i.article_id AND a.revision = i.revision
