-- Words of titles and names that are nearly $word, the nearest first, then the most frequent.
WITH words AS (
    SELECT
        unnest(regexp_extract_all(lower(title), '[\pL\pN]+')) AS word,
        1 AS articles
    FROM articles
    WHERE is_latest
    UNION ALL
    SELECT
        unnest(regexp_extract_all(lower(name), '[\pL\pN]+')) AS word,
        articles
    FROM entities
),

known AS (
    SELECT
        word,
        sum(articles) AS articles
    FROM words
    GROUP BY word
)

SELECT word
FROM known
WHERE
    abs(length(word) - length($word)) <= 2
    AND damerau_levenshtein(word, $word) <= CASE WHEN length($word) < 6 THEN 1 ELSE 2 END
ORDER BY damerau_levenshtein(word, $word), articles DESC, word ASC
LIMIT 3
