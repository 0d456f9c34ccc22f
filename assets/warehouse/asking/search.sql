-- Articles that contain every word, one per text, the most promising first.  $w1 to $w6: words in letters without accents, or
-- '' where there are fewer; $a1 to $a6: regular expressions for them with any accents; $r1 to $r6: the same, but beginning at
-- a word's start; $most: how many texts.  An index of the 25 million postings of 100,000 articles would be paid for in every
-- build; reading their texts takes half a second of processor time.  The cheap filter comes first: most texts have no letter
-- beyond ASCII, and word starts are looked for only where the letters are.
WITH told AS (
    SELECT
        *,
        strlen(title) = length(title) AS is_plain_title,
        strlen(text) = length(text) AS is_plain_text
    FROM articles
    WHERE is_latest AND ($since::DATE IS NULL OR day >= $since::DATE)
),

found AS (
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
    FROM told
    WHERE
        (
            $w1 = ''
            OR (
                CASE WHEN is_plain_text THEN contains(lower(text), $w1) ELSE regexp_matches(text, $a1) END
                AND regexp_matches(text, $r1)
            )
            OR (
                CASE WHEN is_plain_title THEN contains(lower(title), $w1) ELSE regexp_matches(title, $a1) END
                AND regexp_matches(title, $r1)
            )
        )
        AND (
            $w2 = ''
            OR (
                CASE WHEN is_plain_text THEN contains(lower(text), $w2) ELSE regexp_matches(text, $a2) END
                AND regexp_matches(text, $r2)
            )
            OR (
                CASE WHEN is_plain_title THEN contains(lower(title), $w2) ELSE regexp_matches(title, $a2) END
                AND regexp_matches(title, $r2)
            )
        )
        AND (
            $w3 = ''
            OR (
                CASE WHEN is_plain_text THEN contains(lower(text), $w3) ELSE regexp_matches(text, $a3) END
                AND regexp_matches(text, $r3)
            )
            OR (
                CASE WHEN is_plain_title THEN contains(lower(title), $w3) ELSE regexp_matches(title, $a3) END
                AND regexp_matches(title, $r3)
            )
        )
        AND (
            $w4 = ''
            OR (
                CASE WHEN is_plain_text THEN contains(lower(text), $w4) ELSE regexp_matches(text, $a4) END
                AND regexp_matches(text, $r4)
            )
            OR (
                CASE WHEN is_plain_title THEN contains(lower(title), $w4) ELSE regexp_matches(title, $a4) END
                AND regexp_matches(title, $r4)
            )
        )
        AND (
            $w5 = ''
            OR (
                CASE WHEN is_plain_text THEN contains(lower(text), $w5) ELSE regexp_matches(text, $a5) END
                AND regexp_matches(text, $r5)
            )
            OR (
                CASE WHEN is_plain_title THEN contains(lower(title), $w5) ELSE regexp_matches(title, $a5) END
                AND regexp_matches(title, $r5)
            )
        )
        AND (
            $w6 = ''
            OR (
                CASE WHEN is_plain_text THEN contains(lower(text), $w6) ELSE regexp_matches(text, $a6) END
                AND regexp_matches(text, $r6)
            )
            OR (
                CASE WHEN is_plain_title THEN contains(lower(title), $w6) ELSE regexp_matches(title, $a6) END
                AND regexp_matches(title, $r6)
            )
        )
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
