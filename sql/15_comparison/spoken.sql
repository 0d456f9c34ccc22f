-- step: spoken
-- grain: one independent source of one figure
-- key: figure, source
-- needs: stances, owned
-- materialized: yes
-- meaning: Whether the source's last word is heard. What a headline or the first lines say is the source's word on the figure;
--   a number further down, where the article has others of the kind, most often is a part of it or of another event, and
--   a doubtful reading decides nothing. Only where no source is firm do such numbers stand for the figure. What
--   another source states as a part of its own number, and what the text itself calls an earlier count, is not heard.
WITH crowd AS (
    SELECT
        figure,
        bool_or(is_prominent) AS has_prominent,
        bool_or(is_firm) AS has_firm,
        min(coalesce(point, low, high)) FILTER (WHERE is_prominent AND NOT is_small AND NOT is_summed) AS least_prominent,
        max(coalesce(point, high, low)) FILTER (WHERE is_prominent) AS most_prominent
    FROM stances
    GROUP BY figure
    HAVING count(*) > 1
),

-- Numbers that an article states as parts of its own number: in one sentence with it ("20 people, among them 11 in a
-- garden"), or below ten and by nobody else; the latter says little against a headline or against "at least six".
known_parts AS (
    SELECT DISTINCT
        o.figure,
        o.point,
        o.is_beside_own,
        s.source AS whole_source
    FROM owned AS o
    INNER JOIN stances AS s ON o.figure = s.figure AND o.source = s.source AND o.doc = s.doc
    WHERE
        o.is_event_count AND (o.is_beside_own OR (o.point < 10 AND NOT o.is_attributed)) AND NOT o.is_against_own
        AND NOT o.is_summed AND NOT s.is_summed
        AND o.point < o.own_point AND s.is_prominent
)

SELECT
    s.*,
    k.figure IS NOT NULL AS is_known_part,
    CASE
        WHEN k.figure IS NOT NULL OR (s.is_earlier AND c.figure IS NOT NULL) THEN FALSE
        WHEN (s.is_small OR s.is_summed) AND s.point < c.least_prominent THEN FALSE
        WHEN s.is_prominent OR c.figure IS NULL THEN TRUE
        WHEN c.has_prominent
            THEN
                s.is_firm AND coalesce(
                    2 * coalesce(s.point, s.high, s.low) >= c.least_prominent
                    AND coalesce(s.point, s.low, s.high) <= 2 * c.most_prominent, TRUE
                )
        ELSE s.is_firm OR NOT c.has_firm
    END AS is_heard
FROM stances AS s
LEFT JOIN crowd AS c ON s.figure = c.figure
LEFT JOIN (
    SELECT DISTINCT
        w.figure,
        w.source
    FROM stances AS w
    INNER JOIN known_parts AS p ON w.figure = p.figure AND w.point = p.point AND w.source <> p.whole_source
    WHERE p.is_beside_own OR (w.bound = 'exact' AND NOT w.in_title)
) AS k ON s.figure = k.figure AND s.source = k.source
