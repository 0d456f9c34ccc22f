-- step: spoken
-- grain: one independent source of one figure
-- key: figure, source
-- needs: stances
-- materialized: yes
-- meaning: Whether the source's last word is heard. What a headline or the first lines say is the source's word on the figure;
--   a number further down, where the article has others of the kind, most often is a part of it or of another event, and
--   a doubtful reading decides nothing. Only where no source is firm do such numbers stand for the figure.
WITH crowd AS (
    SELECT
        figure,
        bool_or(is_prominent) AS has_prominent,
        bool_or(is_firm) AS has_firm,
        min(coalesce(point, low, high)) FILTER (WHERE is_prominent) AS least_prominent,
        max(coalesce(point, high, low)) FILTER (WHERE is_prominent) AS most_prominent
    FROM stances
    GROUP BY figure
    HAVING count(*) > 1
)

SELECT
    s.*,
    CASE
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
