-- step: best
-- grain: one figure for which a source states a number
-- key: figure
-- needs: support
-- meaning: The number that most sources allow, then that most state, then one that a text states rather than one worked out, then
--   the latest.
SELECT
    figure,
    fact,
    point,
    is_summed,
    is_with_attacker,
    dead_beside,
    allowing,
    stating
FROM support
WHERE point IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY figure ORDER BY allowing DESC, stating DESC, is_summed ASC, said_at DESC, bound <> 'exact', point DESC, source ASC
) = 1
