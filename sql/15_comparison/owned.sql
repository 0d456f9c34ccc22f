-- step: owned
-- grain: one number that one article revision states
-- key: fact
-- needs: placed, listed
-- materialized: yes
-- meaning: Each number beside its article's own number for the figure. Another speaker's number in the same article stands
--   against it where its words rule the own number out; where they are more than five times apart, or where it alone is of a
--   spot in the place, it is of another event or of a part. A number outside headlines is small where it is below ten and further down, one alone, of a narrower
--   group or of a named spot in the place, or what a sum is made of: where it is lower than the others, it is a part.

-- Sums beside a number that the text states and that is none of their parts, in its first lines or higher: what a text
-- says goes before what is worked out from it.
WITH overruled AS (
    SELECT DISTINCT
        p.figure,
        p.fact
    FROM placed AS p
    INNER JOIN placed AS q ON p.figure = q.figure AND p.doc = q.doc
    LEFT JOIN listed AS l ON q.doc = l.doc AND q.in_title = l.in_title AND q.depth = l.depth
    WHERE
        NOT p.is_alone AND p.is_summed AND p.is_event_count AND NOT q.is_summed AND NOT q.is_doubtful
        AND l.doc IS NULL AND q.point <> p.point AND (q.is_prominent OR q.point > p.point)
),

-- An article's own number among several: the title's first, else for tolls the highest of its first lines, else the first.
-- Most articles give a figure one number, and windows over all of them would take longer than all other steps.
several_numbers AS (
    SELECT
        figure,
        doc
    FROM placed
    WHERE NOT is_alone
    GROUP BY figure, doc
    HAVING count(*) > 1
),

own AS (
    SELECT
        p.figure,
        p.doc,
        p.fact,
        p.point,
        p.low,
        p.high,
        p.slack,
        p.is_of_spot
    FROM placed AS p
    SEMI JOIN several_numbers AS m ON p.figure = m.figure AND p.doc = m.doc
    LEFT JOIN overruled AS v ON p.figure = v.figure AND p.fact = v.fact
    QUALIFY row_number() OVER (
        PARTITION BY p.figure, p.doc
        ORDER BY
            p.point IS NULL OR p.is_doubtful OR v.fact IS NOT NULL, NOT p.in_title,
            CASE WHEN p.is_event_count AND p.depth < 700 AND NOT p.in_title THEN -p.point END NULLS LAST, p.depth, p.fact
    ) = 1
),

-- Who says the article's own number, where somebody does.
own_voices AS (
    SELECT
        p.figure,
        p.doc,
        arg_min(p.voice, (p.depth, p.fact)) AS voice
    FROM placed AS p
    INNER JOIN own AS o ON p.figure = o.figure AND p.doc = o.doc AND p.point = o.point
    WHERE p.is_attributed
    GROUP BY p.figure, p.doc
),

-- Sentences that state the own number: what the same speaker says beside it does not contradict it.
own_sentences AS (
    SELECT
        p.figure,
        p.doc,
        p.sentence_no,
        any_value(p.voice) AS voice
    FROM placed AS p
    INNER JOIN own AS o ON p.figure = o.figure AND p.doc = o.doc AND p.point = o.point
    GROUP BY p.figure, p.doc, p.sentence_no
),

-- Articles that give a figure and its parts different numbers.
several_points AS (
    SELECT
        family,
        doc
    FROM placed
    WHERE NOT is_alone
    GROUP BY family, doc
    HAVING min(point) <> max(point)
)

SELECT
    p.*,
    p.is_prominent OR (x.doc IS NULL AND NOT p.is_doubtful) AS is_firm,
    coalesce(o.fact, p.fact) AS own_id,
    CASE WHEN o.doc IS NULL THEN p.point ELSE o.point END AS own_point,
    CASE WHEN o.doc IS NULL THEN p.low ELSE o.low END AS own_low,
    CASE WHEN o.doc IS NULL THEN p.high ELSE o.high END AS own_high,
    CASE WHEN o.doc IS NULL THEN p.slack ELSE o.slack END AS own_slack,
    p.is_event_count AND NOT p.in_title AND NOT p.is_summed AND (
        l.doc IS NOT NULL OR p.point = 1 OR p.thing_group IS NOT NULL OR p.is_of_spot OR (NOT p.is_prominent AND p.point < 10)
    ) AS is_small,
    w.doc IS NOT NULL AS is_beside_own,
    coalesce(
        p.fact <> o.fact AND p.is_attributed AND (p.voice <> v.voice OR (v.voice IS NULL AND p.is_prominent))
        AND NOT p.is_summed AND NOT p.is_earlier AND NOT p.is_doubtful AND NOT (p.is_added AND p.point < o.point)
        AND NOT (p.is_of_spot AND NOT o.is_of_spot)
        AND NOT (is_small AND p.point < o.point) AND NOT (is_beside_own AND p.voice IS NOT DISTINCT FROM w.voice)
        AND (
            coalesce(p.low, -1e300) - p.slack > coalesce(o.high, 1e300) + o.slack
            OR coalesce(p.high, 1e300) + p.slack < coalesce(o.low, -1e300) - o.slack
        )
        AND greatest(abs(coalesce(p.point, p.low, p.high)), abs(o.point))
        <= 5 * greatest(least(abs(coalesce(p.point, p.high, p.low)), abs(o.point)), 1), FALSE
    ) AS is_against_own
FROM placed AS p
LEFT JOIN own AS o ON p.figure = o.figure AND p.doc = o.doc
LEFT JOIN own_voices AS v ON p.figure = v.figure AND p.doc = v.doc
LEFT JOIN several_points AS x ON p.family = x.family AND p.doc = x.doc
LEFT JOIN own_sentences AS w ON p.figure = w.figure AND p.doc = w.doc AND p.sentence_no = w.sentence_no
LEFT JOIN listed AS l ON p.doc = l.doc AND p.in_title = l.in_title AND p.depth = l.depth
