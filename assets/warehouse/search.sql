-- Articles that contain every word, one per text, the most promising first.  $w1 to $w6: lower-case words, or '' where there are
-- fewer; $r1 to $r6: the same as regular expressions that begin at a word's start; $most: how many texts.  An index of the
-- 25 million postings of 100,000 articles would be paid for in every build; reading their texts takes half a second of
-- processor time.  The cheap filter comes first: regular expressions see only what holds the letters.
WITH found AS (
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
        ($w1 <> '' AND contains(lower(title), $w1) AND regexp_matches(title, $r1))::INTEGER
        + ($w2 <> '' AND contains(lower(title), $w2) AND regexp_matches(title, $r2))::INTEGER
        + ($w3 <> '' AND contains(lower(title), $w3) AND regexp_matches(title, $r3))::INTEGER
        + ($w4 <> '' AND contains(lower(title), $w4) AND regexp_matches(title, $r4))::INTEGER
        + ($w5 <> '' AND contains(lower(title), $w5) AND regexp_matches(title, $r5))::INTEGER
        + ($w6 <> '' AND contains(lower(title), $w6) AND regexp_matches(title, $r6))::INTEGER AS words_in_title
    FROM articles
    WHERE
        is_latest
        AND ($since::DATE IS NULL OR day >= $since::DATE)
        AND ($w1 = '' OR (contains(lower(text), $w1) AND regexp_matches(text, $r1)) OR (contains(lower(title), $w1) AND regexp_matches(title, $r1)))
        AND ($w2 = '' OR (contains(lower(text), $w2) AND regexp_matches(text, $r2)) OR (contains(lower(title), $w2) AND regexp_matches(title, $r2)))
        AND ($w3 = '' OR (contains(lower(text), $w3) AND regexp_matches(text, $r3)) OR (contains(lower(title), $w3) AND regexp_matches(title, $r3)))
        AND ($w4 = '' OR (contains(lower(text), $w4) AND regexp_matches(text, $r4)) OR (contains(lower(title), $w4) AND regexp_matches(title, $r4)))
        AND ($w5 = '' OR (contains(lower(text), $w5) AND regexp_matches(text, $r5)) OR (contains(lower(title), $w5) AND regexp_matches(title, $r5)))
        AND ($w6 = '' OR (contains(lower(text), $w6) AND regexp_matches(text, $r6)) OR (contains(lower(title), $w6) AND regexp_matches(title, $r6)))
),

texts AS (
    SELECT
        *,
        count(*) OVER (PARTITION BY duplicate_group) AS articles
    FROM found
    QUALIFY row_number() OVER (PARTITION BY duplicate_group ORDER BY is_copy, reported_at, article_id) = 1
)

SELECT
    article_id,
    revision,
    story_id,
    title,
    outlet,
    url,
    reported_at,
    articles,
    words_in_title,
    count(*) OVER () AS texts
FROM texts
ORDER BY words_in_title DESC, reported_at DESC, article_id ASC
LIMIT $most
