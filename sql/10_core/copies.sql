-- table: copies
-- grain: one article of a group of near-identical copies that has two members or more
-- key: article_id
-- meaning: Which articles carry one text, which of them is the original, and how late and how close each copy is.
-- refresh: whole
-- order: duplicate_group, reported_at, article_id
-- needs: article_index
-- inherits: duplicates, articles
-- column members: Articles in the group.
-- column reported_at: When the article's latest text was first readable, in UTC.
-- column original_outlet_id: Outlet of the group's original.
SELECT
    d.*,
    count(*) OVER (PARTITION BY d.duplicate_group) AS members,
    i.outlet_id,
    o.outlet_id AS original_outlet_id,
    i.reported_at
FROM lake.duplicates AS d
INNER JOIN article_index AS i ON d.article_id = i.article_id AND i.is_latest
LEFT JOIN article_index AS o ON d.original_id = o.article_id AND o.is_latest
QUALIFY count(*) OVER (PARTITION BY d.duplicate_group) > 1
