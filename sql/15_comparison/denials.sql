-- step: denials
-- grain: one number that a speaker denies and that another asserts
-- key: fact
-- needs: placed, affirmed
-- meaning: The figure that the denial is of: one whose best number the denied words allow, first of the same group ("15
--   soldiers" said and denied, while the story's main figure is of others), then the main one. Only counts of what the
--   event did are denied in this sense, and only by somebody.
SELECT
    r.fact,
    k.figure AS denied_figure
FROM placed AS r
INNER JOIN affirmed AS k
    ON
        r.kin = k.kin
        AND k.best >= coalesce(r.low, -1e300) - r.slack AND k.best <= coalesce(r.high, 1e300) + r.slack
WHERE r.polarity = 'denied' AND r.scope = 'current' AND r.is_event_count AND r.is_attributed
QUALIFY row_number() OVER (
    PARTITION BY r.fact
    ORDER BY coalesce(r.thing_group, 0) = coalesce(k.thing_group, 0) DESC, k.is_main DESC, k.figure ASC
) = 1
