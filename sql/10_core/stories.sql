-- table: stories
-- grain: one story: one event, told by many
-- key: story_id
-- meaning: Independently written reports and their copies that tell of one event. The title is the headline that has
--   most in common with the others of the story (words of four letters and more, each weighed by how many of the other
--   texts have it, over the root of the headline's own number of such words), if it shares two at least. A number in it
--   takes off the share of the texts whose headlines have other numbers: a title should not take sides. Where none
--   shares two words, or fewer than three texts have a headline, that of the earliest representative article.
-- refresh: story
-- order: first_day, story_id
-- needs: article_index
-- inherits: stories
-- column title: Headline that stands for the story.
-- column first_day: News day of its first article.
-- column last_day: News day of its last article.
-- column first_reported_at: When the first of its articles was readable, in UTC.
-- column last_reported_at: When the last of its articles was readable, in UTC.
-- column articles: Articles, copies included.
-- column outlets: Outlets that carry it, 'unknown' counted as one.
-- column texts: Different texts: groups of copies count once.
-- column independent_sources: Independent sources: copies count as their original's outlet or agency.
-- column revisions: Revisions seen of its articles.
WITH headlines AS (
    SELECT
        story_id,
        article_id,
        duplicate_group,
        title,
        is_representative,
        reported_at,
        list_distinct(regexp_extract_all(lower(title), '[\p{L}\p{N}]{4,}')) AS words,
        regexp_extract_all(
            lower(title), '\b(\d[\d.,]*\d|\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b'
        ) AS numbers
    FROM article_index
    WHERE is_latest
),

told_by_several AS (
    SELECT story_id
    FROM headlines
    WHERE title <> ''
    GROUP BY story_id
    HAVING count(DISTINCT duplicate_group) > 2
),

spoken AS (
    SELECT
        headlines.story_id,
        headlines.article_id,
        headlines.duplicate_group,
        unnest(headlines.words) AS word
    FROM headlines
    SEMI JOIN told_by_several ON headlines.story_id = told_by_several.story_id
),

shared AS (
    SELECT
        story_id,
        word,
        count(DISTINCT duplicate_group) - 1 AS others
    FROM spoken
    GROUP BY ALL
),

nearness AS (
    SELECT
        spoken.story_id,
        spoken.article_id,
        sum(shared.others) / sqrt(count(*)) AS nearness
    FROM spoken
    INNER JOIN shared ON spoken.story_id = shared.story_id AND spoken.word = shared.word
    GROUP BY ALL
    HAVING count(*) FILTER (WHERE shared.others > 0) > 1
),

numbered AS (
    SELECT
        headlines.story_id,
        headlines.article_id,
        headlines.duplicate_group,
        unnest(list_transform(
            headlines.numbers, lambda number: coalesce( -- noqa: CP01, RF02
                nullif(list_position(
                    ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'], number -- noqa: RF02
                ), 0)::VARCHAR, replace(number, ',', '') -- noqa: RF02
            )
        )) AS number
    FROM headlines
    SEMI JOIN told_by_several ON headlines.story_id = told_by_several.story_id
),

agreed AS (
    SELECT
        story_id,
        number,
        count(DISTINCT duplicate_group) AS texts
    FROM numbered
    GROUP BY ALL
),

all_texts AS (
    SELECT
        headlines.story_id,
        count(DISTINCT headlines.duplicate_group) AS texts,
        count(DISTINCT headlines.duplicate_group) FILTER (WHERE len(headlines.numbers) > 0) AS numbered
    FROM headlines
    GROUP BY headlines.story_id
),

-- The share of a story's texts whose headlines have numbers and none of this headline's.
contradicted AS (
    SELECT
        numbered.story_id,
        numbered.article_id,
        (any_value(all_texts.numbered) - max(agreed.texts)) / any_value(all_texts.texts) AS share
    FROM numbered
    INNER JOIN agreed ON numbered.story_id = agreed.story_id AND numbered.number = agreed.number
    INNER JOIN all_texts ON numbered.story_id = all_texts.story_id
    GROUP BY ALL
),

titles AS (
    SELECT
        headlines.story_id,
        arg_min(
            headlines.title,
            (
                headlines.title = '',
                -coalesce(nearness.nearness * (1 - coalesce(contradicted.share, 0)), 0),
                NOT headlines.is_representative,
                headlines.reported_at,
                headlines.article_id
            )
        ) AS title
    FROM headlines
    LEFT JOIN nearness
        ON headlines.story_id = nearness.story_id AND headlines.article_id = nearness.article_id
    LEFT JOIN contradicted
        ON headlines.story_id = contradicted.story_id AND headlines.article_id = contradicted.article_id
    GROUP BY headlines.story_id
)

SELECT
    article_index.story_id,
    any_value(titles.title) AS title,
    min(article_index.day) AS first_day,
    max(article_index.day) AS last_day,
    min(article_index.reported_at) AS first_reported_at,
    max(article_index.reported_at) AS last_reported_at,
    count(*) FILTER (WHERE article_index.is_latest) AS articles,
    count(DISTINCT article_index.outlet_id) AS outlets,
    count(DISTINCT article_index.duplicate_group) AS texts,
    count(DISTINCT article_index.source_id) AS independent_sources,
    count(*) AS revisions
FROM article_index
LEFT JOIN titles ON article_index.story_id = titles.story_id
GROUP BY article_index.story_id
