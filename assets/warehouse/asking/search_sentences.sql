-- Of each of these article revisions the sentence with most of the words, and the numbers in it.  $articles and $revisions:
-- lists of one length; $r1 to $r6 as in search.sql.  Sentences are looked up by article_id alone first, which
-- reads few of them, and gathered before they are searched.
WITH gathered AS MATERIALIZED (
    SELECT
        s.article_id,
        s.revision,
        s.sentence_no,
        s.text
    FROM sentences AS s
    WHERE
        s.part = 'text' AND s.article_id IN (SELECT unnest($articles))
        AND (s.article_id, s.revision) IN (SELECT unnest($articles), unnest($revisions))
),

hits AS (
    SELECT
        *,
        ($r1 <> '' AND regexp_matches(text, $r1))::INTEGER
        + ($r2 <> '' AND regexp_matches(text, $r2))::INTEGER
        + ($r3 <> '' AND regexp_matches(text, $r3))::INTEGER
        + ($r4 <> '' AND regexp_matches(text, $r4))::INTEGER
        + ($r5 <> '' AND regexp_matches(text, $r5))::INTEGER
        + ($r6 <> '' AND regexp_matches(text, $r6))::INTEGER AS words
    FROM gathered
),

best AS MATERIALIZED (
    SELECT *
    FROM hits
    WHERE words > 0
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY words DESC, sentence_no) = 1
),

numbers AS (
    SELECT
        f.article_id,
        list({'measure': f.measure, 'phrase': f.phrase, 'said_by': f.said_by} ORDER BY f.start) AS facts
    FROM numeric_facts AS f
    INNER JOIN best AS b ON f.article_id = b.article_id AND f.revision = b.revision AND f.sentence_no = b.sentence_no
    WHERE f.part = 'text'
    GROUP BY f.article_id
)

SELECT
    b.article_id,
    b.text AS sentence,
    b.words,
    coalesce(n.facts, []) AS facts
FROM best AS b
LEFT JOIN numbers AS n ON b.article_id = n.article_id
