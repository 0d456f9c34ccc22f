-- Articles that contain every word, one per text, best first.  $w1 to $w6: lower-case words, or '' where there are fewer;
-- $r1 to $r6: the same as regular expressions that begin at a word's start.  A search of 100,000 articles takes two to
-- four seconds of processor time; an index of their 25 million postings would be paid for in every build.  The cheap
-- filter comes first: regular expressions see only what holds the letters.
WITH found AS MATERIALIZED (
    SELECT
        article_id,
        revision,
        title,
        coalesce(outlet, outlet_id) AS outlet,
        url,
        reported_at,
        duplicate_group,
        story_id,
        is_copy,
        ($r1 <> '' AND regexp_matches(title, $r1))::INTEGER
        + ($r2 <> '' AND regexp_matches(title, $r2))::INTEGER
        + ($r3 <> '' AND regexp_matches(title, $r3))::INTEGER
        + ($r4 <> '' AND regexp_matches(title, $r4))::INTEGER
        + ($r5 <> '' AND regexp_matches(title, $r5))::INTEGER
        + ($r6 <> '' AND regexp_matches(title, $r6))::INTEGER AS words_in_title
    FROM articles
    WHERE
        is_latest
        AND ($since::DATE IS NULL OR day >= $since::DATE)
        AND ($w1 = '' OR (contains(lower(text), $w1) AND regexp_matches(text, $r1)) OR regexp_matches(title, $r1))
        AND ($w2 = '' OR (contains(lower(text), $w2) AND regexp_matches(text, $r2)) OR regexp_matches(title, $r2))
        AND ($w3 = '' OR (contains(lower(text), $w3) AND regexp_matches(text, $r3)) OR regexp_matches(title, $r3))
        AND ($w4 = '' OR (contains(lower(text), $w4) AND regexp_matches(text, $r4)) OR regexp_matches(title, $r4))
        AND ($w5 = '' OR (contains(lower(text), $w5) AND regexp_matches(text, $r5)) OR regexp_matches(title, $r5))
        AND ($w6 = '' OR (contains(lower(text), $w6) AND regexp_matches(text, $r6)) OR regexp_matches(title, $r6))
),

texts AS MATERIALIZED (
    SELECT
        *,
        count(*) OVER (PARTITION BY duplicate_group) AS articles
    FROM found
    QUALIFY row_number() OVER (PARTITION BY duplicate_group ORDER BY is_copy, reported_at, article_id) = 1
),

-- The sentence with most of the words, for the most promising texts.
promising AS MATERIALIZED (
    SELECT
        article_id,
        revision
    FROM texts
    ORDER BY words_in_title DESC, reported_at DESC, article_id
    LIMIT 20 * $limit
),

hits AS (
    SELECT
        s.article_id,
        s.revision,
        s.sentence_no,
        s.text,
        ($r1 <> '' AND regexp_matches(s.text, $r1))::INTEGER
        + ($r2 <> '' AND regexp_matches(s.text, $r2))::INTEGER
        + ($r3 <> '' AND regexp_matches(s.text, $r3))::INTEGER
        + ($r4 <> '' AND regexp_matches(s.text, $r4))::INTEGER
        + ($r5 <> '' AND regexp_matches(s.text, $r5))::INTEGER
        + ($r6 <> '' AND regexp_matches(s.text, $r6))::INTEGER AS words
    FROM sentences AS s
    SEMI JOIN promising AS t ON s.article_id = t.article_id AND s.revision = t.revision
    WHERE s.part = 'text'
),

best AS (
    SELECT *
    FROM hits
    WHERE words > 0
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY words DESC, sentence_no) = 1
),

shown AS MATERIALIZED (
    SELECT
        t.*,
        b.text AS sentence,
        b.sentence_no,
        b.words
    FROM texts AS t
    INNER JOIN promising AS p ON t.article_id = p.article_id
    LEFT JOIN best AS b ON t.article_id = b.article_id
    ORDER BY t.words_in_title DESC, b.words DESC NULLS LAST, t.reported_at DESC, t.article_id
    LIMIT $limit
),

numbers AS (
    SELECT
        f.article_id,
        list({'measure': f.measure, 'phrase': f.phrase, 'said_by': f.said_by} ORDER BY f.start) AS facts
    FROM numeric_facts AS f
    INNER JOIN shown AS s ON f.article_id = s.article_id AND f.revision = s.revision AND f.sentence_no = s.sentence_no
    GROUP BY f.article_id
)

SELECT
    t.article_id,
    t.story_id,
    t.title,
    t.outlet,
    t.url,
    t.reported_at,
    t.articles,
    t.sentence,
    coalesce(n.facts, []) AS facts
FROM shown AS t
LEFT JOIN numbers AS n ON t.article_id = n.article_id
ORDER BY t.words_in_title DESC, t.words DESC NULLS LAST, t.reported_at DESC, t.article_id
