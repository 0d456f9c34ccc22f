-- step: alive
-- grain: one independent source that speaks for a figure
-- key: figure, source
-- needs: spoken, stale
-- materialized: yes
-- meaning: The last words that count: heard, and not left behind.
SELECT s.*
FROM spoken AS s
ANTI JOIN stale AS st ON s.figure = st.figure AND s.source = st.source
WHERE s.is_heard
