-- step: shared
-- grain: one number whose family has others
-- key: fact
-- needs: measured
-- materialized: yes
-- meaning: The numbers that are compared with others. Most families are one number: it is its figure's best, from its only
--   source, and passes by what follows until `placed` and `weighed` take it up.
SELECT m.*
FROM measured AS m
SEMI JOIN (SELECT family FROM measured GROUP BY family HAVING count(*) > 1) AS f ON m.family = f.family
