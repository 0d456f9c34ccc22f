-- step: classed
-- grain: one number that one article revision states
-- key: fact
-- needs: compared, owned
-- meaning: The class of each number and the reason: the first that fits, in the order told at classed_reports.
WITH echoed AS (
    SELECT
        figure,
        point,
        bound,
        count(DISTINCT source) AS echoes
    FROM owned
    WHERE is_latest AND NOT is_alone
    GROUP BY figure, point, bound
)

SELECT
    c.*,
    NOT c.allows_best AND NOT c.goes_with_own AS contradicts,
    c.allows_best AND c.is_tied AND c.point IS NOT NULL AND c.bound <> 'vague' AND NOT c.is_summed AS is_equalled,
    CASE
        WHEN NOT c.is_latest THEN 'superseded'
        WHEN c.scope = 'background' THEN 'other_scope'
        WHEN c.polarity = 'denied' THEN CASE WHEN c.denied_figure IS NOT NULL THEN 'conflict' ELSE 'other_scope' END
        WHEN c.polarity = 'possible' THEN CASE WHEN c.allows_asserted THEN 'compatible' ELSE 'other_scope' END
        WHEN c.is_other_place OR c.is_other_time OR c.is_other_group THEN 'other_scope'
        WHEN c.is_earlier AND NOT c.allows_best THEN 'superseded'
        WHEN c.is_part THEN 'other_scope'
        WHEN c.is_outdated OR c.is_left_behind THEN 'superseded'
        WHEN (c.is_doubtful OR c.is_known_part OR c.is_summed) AND contradicts THEN 'other_scope'
        WHEN c.is_before_deaths THEN 'superseded'
        WHEN c.is_attackers_one OR c.is_with_dead THEN 'compatible'
        WHEN c.is_spoken_over AND contradicts THEN 'superseded'
        WHEN is_equalled THEN 'conflict'
        WHEN c.allows_best OR c.goes_with_own
            THEN
                CASE
                    WHEN
                        coalesce(c.point = c.figure_best, c.figure_best IS NULL)
                        AND (
                            e.echoes > 1
                            OR (c.independent_sources + c.conflicting_sources = 1 AND (c.fact = c.own_id OR c.bound = c.figure_bound))
                        )
                        THEN 'same'
                    ELSE 'compatible'
                END
        WHEN c.by_id IS NOT NULL THEN 'superseded'
        WHEN c.is_in_passing THEN 'other_scope'
        ELSE 'conflict'
    END AS class,
    CASE
        WHEN NOT c.is_latest THEN 'a later revision of the article'
        WHEN c.scope = 'background' THEN 'background: another event, an earlier figure or a general statistic'
        WHEN c.polarity = 'denied' THEN CASE WHEN c.denied_figure IS NOT NULL THEN 'denies the figure' ELSE 'denies another figure' END
        WHEN c.polarity = 'possible' THEN 'possible, not asserted'
        WHEN c.is_other_place THEN 'another place'
        WHEN c.is_other_time THEN 'another time'
        WHEN c.is_other_group THEN 'another group'
        WHEN c.is_earlier AND NOT c.allows_best THEN 'the text calls it an earlier count'
        WHEN c.is_part THEN 'a part of the article''s own figure'
        WHEN c.is_outdated AND NOT c.is_dated THEN 'without a date, beside a dated report of the same source'
        WHEN c.is_outdated THEN 'a later report of the same source'
        WHEN c.is_left_behind THEN 'the figure moved on'
        WHEN c.is_known_part AND contradicts THEN 'a part of what another report counts'
        WHEN c.is_summed AND contradicts THEN 'worked out from what the text lists'
        WHEN c.is_doubtful AND contradicts THEN 'told in passing, as a part or of another event'
        WHEN c.is_before_deaths THEN 'hurt and dead are as many: some of the hurt have died'
        WHEN c.is_attackers_one THEN 'one of the two counts who did it'
        WHEN c.is_with_dead THEN 'one of the two counts the dead too'
        WHEN c.is_spoken_over AND contradicts THEN 'a later report of the same source'
        WHEN is_equalled THEN 'equally many sources contradict it'
        WHEN c.allows_best OR c.goes_with_own THEN NULL
        WHEN c.by_id IS NOT NULL THEN 'the figure moved on'
        WHEN c.is_in_passing THEN 'told in passing, as a part or of another event'
        ELSE 'contradicts the best figure'
    END AS because
FROM compared AS c
LEFT JOIN echoed AS e ON c.figure = e.figure AND c.point IS NOT DISTINCT FROM e.point AND c.bound = e.bound
