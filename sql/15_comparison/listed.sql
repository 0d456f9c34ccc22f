-- step: listed
-- grain: one spot in an article where a sum has a part
-- key: doc, in_title, depth
-- needs: numeric_facts
-- materialized: yes
-- meaning: Where the parts of sums stand: a number at such a spot is a part of the sum.
SELECT DISTINCT
    hash(f.article_id, f.revision) AS doc,
    f.part = 'title' AS in_title,
    CASE WHEN f.part = 'caption' THEN 1000000000 ELSE 0 END + unnest(f.part_spans).start AS depth
FROM numeric_facts AS f
WHERE f.is_summed
