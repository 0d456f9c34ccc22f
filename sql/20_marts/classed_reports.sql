-- table: classed_reports
-- as_of: classed_reports_as_of
-- grain: one report of one figure: a number that one article revision states
-- key: fact_id
-- refresh: story
-- needs: article_index, numeric_facts, sentences, measures
-- inherits: articles, stories, numeric_facts
-- meaning: Each stated number classed against the rest of its story's figure. figure_reports shows the same rows with
--   sentence, outlet and link, which are kept once, in articles and outlets, and not with every number.
--   A figure is what one story says of one measure and thing in one unit (see story_figures for low, best and high).
--   Numbers of another place (two towns, two states, two countries), of an earlier or much longer time, or of a narrower
--   group are figures of their own, unless the article gives its main figure the same number, or gives it none and any report
--   allows the number: a dateline, the day of a statement or a trade does not make a second toll.
--   Classes, the first that fits: superseded, by a later revision of the article; other_scope, for background, for what is
--   denied or possible and not the figure, for another place, time or group, and for a part of the article's own number;
--   superseded, where the same source goes on to another number; same, where another source gives the number in the same
--   words of bound, or no other source gives any; compatible, where the words allow the best number too (around 90, more
--   than 90 and 90); superseded, where the event moved on; other_scope, for what is told in passing; conflict.
--   A report moves the event on where it comes at least six hours later (another day, where only days are known), or says
--   that the figure rose or fell, and for tolls states a higher number; "at least 4" is left behind by a later 11.
--   Told in passing is a number outside headline and first lines (700 characters) whose article gives several, or that is
--   not within twice of what headlines and first lines say; a doubtful reading and "two of the injured" count as such.
-- column figure_id: Stable id of the figure: the same for all reports that are compared with one another.
-- column class: How the report stands to the rest of the figure: same, compatible, superseded, other_scope or conflict.
-- column because: The class's reason in a few words.
-- column counted: What is counted or measured: a normalised thing, or the narrower group where the figure is of one.
-- column counted_text: Head noun phrase counted, as the text has it.
-- column unit: Unit of value, low and high: the one all reports of the figure use, else the base unit.
-- column value: The stated number in that unit, below zero for a fall (measure change); null for a range or vague words.
-- column low: Lower end of what the words allow; null where open.
-- column high: Upper end of what the words allow; null where open.
-- column figure_place: Place that the figure is of, where that is not the story's main one.
-- column figure_day: First day of the time that the figure is of, where that is not the story's main one.
-- column figure_low: Lower end of the figure over its independent sources.
-- column figure_best: The figure's best value.
-- column figure_high: Upper end of the figure over its independent sources; null where open.
-- column figure_bound: How the best value is worded: exact, about, at_least, ...
-- column independent_sources: Independent sources whose last word allows the best value.
-- column conflicting_sources: Independent sources whose last word does not.
-- column is_main: Whether the figure is of the story's main place, time and group.
-- column is_stance: Whether it is the last word of its source on the figure: its latest article's own number.
-- column source_id: Independent source that it counts under: copies count as their original.
-- column speaker: Who is reported to say it, by name where the text decides it; null when the outlet states it itself.
-- column sentence_start: Offset of the sentence it stands in, in the part; null where the sentence is unknown.
-- column sentence_end: Offset behind that sentence.
-- column reported_at: When the article revision was first readable, in UTC.
-- column is_time_exact: Whether reported_at is known to the minute; else only its day counts.
-- column is_copy: Whether the article is a copy of another's text.
-- column is_latest: Whether it stands in the latest revision of its article.
-- Keys are hashed to integers on the way: joins and sorts of a million rows are several times as quick on them.
WITH reported AS MATERIALIZED (
    SELECT
        hash(f.fact_id) AS fact,
        hash(f.article_id, f.revision) AS doc,
        hash(i.story_id, f.measure, f.thing, coalesce(f.base_unit, f.unit), f.per) AS kin,
        hash(i.source_id) AS source,
        hash(f.unit) AS unit,
        f.base_unit IS NOT NULL AS has_base,
        hash(lower(f.said_by)) AS voice,
        f.said_by IS NOT NULL AS is_attributed,
        CASE WHEN f.thing_group IS NOT NULL THEN hash(f.thing_group) END AS thing_group,
        i.reported_at,
        i.source_at,
        i.is_time_exact,
        i.is_latest,
        i.is_copy,
        f.part = 'title' AS in_title,
        -- "Two of the injured" is a part whatever else the article says.
        f.confidence < 0.6 OR regexp_matches(lower(f.phrase), ' of (the|them|those|these|its|their|his|her|whom|which)( |$)') AS is_doubtful,
        -- Where a reader meets it: a caption's number comes after all of the body's.
        CASE WHEN f.part = 'caption' THEN 1000000000 ELSE 0 END + f.start AS depth,
        NOT is_doubtful AND (f.part = 'title' OR depth < 700) AS is_prominent,
        f.polarity,
        f.direction,
        f.bound,
        f.time_start,
        f.time_end,
        f.place_geonames_id AS place,
        f.place_level,
        hash(i.story_id) AS story,
        (i.reported_at AT TIME ZONE 'UTC')::DATE AS report_day,
        CASE WHEN f.per IS NOT NULL AND m.is_event_count THEN 'background' ELSE f.scope END AS scope,
        coalesce(m.is_event_count, FALSE) AS is_event_count,
        coalesce(m.course, 'moves') AS course,
        coalesce(m.is_comparable, FALSE) AND f.thing <> ''
        AND NOT (f.measure = 'age' AND regexp_matches(f.thing, '(^| )(man|woman|male|female|person|people|teen|teenager|juvenile|student|resident|shot)s?$'))
            AS is_comparable,
        CASE WHEN f.measure = 'change' AND f.direction = 'decrease' THEN -1 ELSE 1 END AS sign,
        f.value,
        f.low,
        f.high,
        f.slack,
        f.base_value,
        f.base_low,
        f.base_high
    FROM numeric_facts AS f
    INNER JOIN article_index AS i ON f.article_id = i.article_id AND f.revision = i.revision
    LEFT JOIN measures AS m ON f.measure = m.measure
    WHERE f.value IS NOT NULL OR f.low IS NOT NULL OR f.high IS NOT NULL
),

-- One unit a figure: the texts' own where all agree, else the base unit.
mixed AS (
    SELECT kin
    FROM reported
    WHERE has_base
    GROUP BY kin
    HAVING min(unit) <> max(unit)
),

first_days AS (
    SELECT
        story,
        min(report_day) AS story_day
    FROM reported
    GROUP BY story
),

-- Where one article gives two ages of "the girl" or of one surname, there are two girls.
several AS (
    SELECT kin
    FROM (
        SELECT
            kin,
            doc
        FROM reported
        WHERE course = 'stays' AND is_comparable
        GROUP BY kin, doc
        HAVING min(value) <> max(value)
    )
    GROUP BY kin
),

-- Numbers that cannot be shown to speak of the same quantity are figures of their own, one a stated number.
measured AS MATERIALIZED (
    SELECT
        r.* EXCLUDE (value, low, high, slack, base_value, base_low, base_high, unit, has_base, sign, story, report_day)
        REPLACE (r.is_comparable AND v.kin IS NULL AS is_comparable),
        hash(r.kin, r.scope, r.polarity, CASE WHEN r.is_comparable AND v.kin IS NULL THEN NULL ELSE hash(r.value, r.low, r.high, r.bound, r.unit) END) AS family,
        d.story_day,
        x.kin IS NOT NULL AS is_mixed,
        r.sign * CASE WHEN x.kin IS NULL THEN r.value ELSE r.base_value END AS point,
        CASE WHEN r.sign < 0 THEN -r.high WHEN x.kin IS NULL THEN r.low ELSE r.base_low END AS low,
        CASE WHEN r.sign < 0 THEN -r.low WHEN x.kin IS NULL THEN r.high ELSE r.base_high END AS high,
        CASE WHEN x.kin IS NULL THEN r.slack ELSE r.slack * abs(coalesce(r.base_value / nullif(r.value, 0), 1)) END AS slack
    FROM reported AS r
    INNER JOIN first_days AS d ON r.story = d.story
    LEFT JOIN mixed AS x ON r.kin = x.kin
    LEFT JOIN several AS v ON r.kin = v.kin
),

-- What the figure is mainly of: the town, state and country, the time and the group that most sources name, first named first.
main_place AS (
    SELECT
        family,
        place_level,
        place
    FROM measured
    WHERE is_comparable AND is_latest AND place IS NOT NULL
    GROUP BY family, place_level, place
    QUALIFY row_number() OVER (
        PARTITION BY family, place_level
        ORDER BY count(DISTINCT source) DESC, count(*) DESC, min((NOT in_title, source_at, depth)), place
    ) = 1
),

main_time AS (
    SELECT
        family,
        time_start,
        time_end
    FROM measured
    WHERE is_comparable AND is_latest AND time_start IS NOT NULL AND direction IS NULL
    GROUP BY family, time_start, time_end
    QUALIFY row_number() OVER (
        PARTITION BY family
        ORDER BY count(DISTINCT source) DESC, count(*) DESC, min((NOT in_title, source_at, depth)), time_start, time_end
    ) = 1
),

main_group AS (
    SELECT
        family,
        thing_group
    FROM measured
    WHERE is_comparable AND is_latest
    GROUP BY family, thing_group
    QUALIFY row_number() OVER (
        PARTITION BY family
        ORDER BY thing_group IS NOT NULL, count(DISTINCT source) DESC, min((NOT in_title, source_at, depth)), thing_group
    ) = 1
),

-- Reports that name another place, an earlier or much longer time or another group.  The day of a statement is later than
-- the event, so a later day tells nothing; and no report comes before its event.
aside AS MATERIALIZED (
    SELECT
        r.*,
        coalesce(r.is_comparable AND r.place <> p.place, FALSE) AS is_other_place,
        coalesce(
            r.is_comparable AND r.direction IS NULL AND (
                r.time_end < least(t.time_start, r.story_day) - 1
                OR (r.time_end - r.time_start > 31 AND t.time_end - t.time_start <= 7)
            ), FALSE
        ) AS is_other_time,
        r.is_comparable AND r.thing_group IS DISTINCT FROM g.thing_group AND g.family IS NOT NULL AS is_other_group
    FROM measured AS r
    LEFT JOIN main_place AS p ON r.family = p.family AND r.place_level = p.place_level
    LEFT JOIN main_time AS t ON r.family = t.family
    LEFT JOIN main_group AS g ON r.family = g.family
),

-- Such a report is of the main figure all the same where its article gives the main figure the same number, and, if its
-- article gives the main figure none, where any report of the main figure allows its number: "12 civilians" in one report
-- and "12 people" in another are one figure; "12 people, among them 3 children" are two.
rejoined AS (
    SELECT DISTINCT r.fact
    FROM aside AS r
    INNER JOIN aside AS o ON r.family = o.family
    WHERE
        (r.is_other_place OR r.is_other_time OR r.is_other_group)
        AND NOT (o.is_other_place OR o.is_other_time OR o.is_other_group)
        AND CASE
            WHEN r.doc = o.doc THEN r.point = o.point
            ELSE
                o.is_latest AND r.bound <> 'vague'
                AND coalesce(r.low, -1e300) - r.slack <= coalesce(o.high, 1e300) + o.slack
                AND coalesce(o.low, -1e300) - o.slack <= coalesce(r.high, 1e300) + r.slack
                AND NOT EXISTS (
                    SELECT 1 FROM aside AS own
                    WHERE
                        own.family = r.family AND own.doc = r.doc AND (own.is_prominent OR NOT r.is_prominent)
                        AND NOT (own.is_other_place OR own.is_other_time OR own.is_other_group)
                )
        END
),

placed AS MATERIALIZED (
    SELECT
        a.* EXCLUDE (is_other_place, is_other_time, is_other_group),
        a.is_other_place AND j.fact IS NULL AS is_other_place,
        a.is_other_time AND j.fact IS NULL AS is_other_time,
        a.is_other_group AND j.fact IS NULL AS is_other_group,
        hash(
            a.family,
            CASE WHEN a.is_other_place AND j.fact IS NULL THEN a.place END,
            CASE WHEN a.is_other_time AND j.fact IS NULL THEN a.time_start END,
            CASE WHEN a.is_other_group AND j.fact IS NULL THEN a.thing_group END
        ) AS figure
    FROM aside AS a
    LEFT JOIN rejoined AS j ON a.fact = j.fact
),

-- An article's own number among several: the title's first, else for tolls the highest of its first lines, else the first.
-- Most articles give a figure one number, and windows over all of them would take longer than all other steps.
several_numbers AS MATERIALIZED (
    SELECT
        figure,
        doc
    FROM placed
    GROUP BY figure, doc
    HAVING count(*) > 1
),

own AS MATERIALIZED (
    SELECT
        p.figure,
        p.doc,
        p.fact,
        p.point,
        p.low,
        p.high,
        p.slack
    FROM placed AS p
    SEMI JOIN several_numbers AS m ON p.figure = m.figure AND p.doc = m.doc
    QUALIFY row_number() OVER (
        PARTITION BY p.figure, p.doc
        ORDER BY
            p.point IS NULL OR p.is_doubtful, NOT p.in_title,
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

-- Articles that give a figure and its parts different numbers.
several_points AS (
    SELECT
        family,
        doc
    FROM placed
    GROUP BY family, doc
    HAVING min(point) <> max(point)
),

-- Another speaker's number in the same article stands against its own; where they are more than five times apart, one of
-- them is of another event.
owned AS MATERIALIZED (
    SELECT
        p.*,
        p.is_prominent OR (x.doc IS NULL AND NOT p.is_doubtful) AS is_firm,
        coalesce(o.fact, p.fact) AS own_id,
        CASE WHEN o.doc IS NULL THEN p.point ELSE o.point END AS own_point,
        CASE WHEN o.doc IS NULL THEN p.low ELSE o.low END AS own_low,
        CASE WHEN o.doc IS NULL THEN p.high ELSE o.high END AS own_high,
        CASE WHEN o.doc IS NULL THEN p.slack ELSE o.slack END AS own_slack,
        coalesce(
            p.fact <> o.fact AND p.is_attributed AND p.voice <> v.voice
            AND greatest(abs(coalesce(p.point, p.low, p.high)), abs(o.point))
            <= 5 * greatest(least(abs(coalesce(p.point, p.high, p.low)), abs(o.point)), 1), FALSE
        ) AS is_against_own
    FROM placed AS p
    LEFT JOIN own AS o ON p.figure = o.figure AND p.doc = o.doc
    LEFT JOIN own_voices AS v ON p.figure = v.figure AND p.doc = v.doc
    LEFT JOIN several_points AS x ON p.family = x.family AND p.doc = x.doc
),

-- The last word of each source: its latest article's own number, in the most careful words it uses for that number.
stances AS MATERIALIZED (
    SELECT
        o.figure,
        o.source,
        any_value(o.own_id) AS fact,
        any_value(o.source_at) AS said_at,
        bool_and(o.is_time_exact) AS is_time_exact,
        any_value(o.own_point) AS point,
        CASE WHEN count(*) = count(o.low) THEN min(o.low) END AS low,
        CASE WHEN count(*) = count(o.high) THEN max(o.high) END AS high,
        max(o.slack) AS slack,
        arg_min(o.bound, list_position(['at_least', 'more_than', 'at_most', 'less_than', 'about', 'range', 'exact', 'vague'], o.bound)) AS bound,
        max(o.direction) AS direction,
        any_value(o.course) AS course,
        bool_or(o.is_prominent) AS is_prominent,
        bool_or(o.is_firm) AS is_firm
    FROM owned AS o
    INNER JOIN (
        SELECT figure, source, doc
        FROM owned
        WHERE is_latest
        GROUP BY figure, source, doc
        QUALIFY row_number() OVER (
            PARTITION BY figure, source ORDER BY max(source_at) DESC, bool_and(is_copy), max(reported_at) DESC, doc
        ) = 1
    ) AS l ON o.figure = l.figure AND o.source = l.source AND o.doc = l.doc
    WHERE o.point IS NOT DISTINCT FROM o.own_point
    GROUP BY o.figure, o.source
),

-- What a headline or the first lines say is the source's word on the figure; a number further down, where the article has
-- others of the kind, most often is a part of it or of another event, and a doubtful reading decides nothing.  Only where
-- no source is firm do such numbers stand for the figure.
crowd AS (
    SELECT
        figure,
        bool_or(is_prominent) AS has_prominent,
        bool_or(is_firm) AS has_firm,
        min(coalesce(point, low, high)) FILTER (WHERE is_prominent) AS least_prominent,
        max(coalesce(point, high, low)) FILTER (WHERE is_prominent) AS most_prominent
    FROM stances
    GROUP BY figure
    HAVING count(*) > 1
),

spoken AS MATERIALIZED (
    SELECT
        s.*,
        CASE
            WHEN s.is_prominent OR c.figure IS NULL THEN TRUE
            WHEN c.has_prominent THEN
                s.is_firm AND coalesce(
                    2 * coalesce(s.point, s.high, s.low) >= c.least_prominent
                    AND coalesce(s.point, s.low, s.high) <= 2 * c.most_prominent, TRUE
                )
            ELSE s.is_firm OR NOT c.has_firm
        END AS is_heard
    FROM stances AS s
    LEFT JOIN crowd AS c ON s.figure = c.figure
),

-- Sources whose last word the event has left behind.
stale AS MATERIALIZED (
    SELECT
        s.figure,
        s.source,
        arg_max(o.fact, (o.said_at, o.fact)) AS by_id
    FROM spoken AS s
    INNER JOIN spoken AS o
        ON
            s.figure = o.figure AND s.source <> o.source AND o.is_heard
            AND (
                (
                    coalesce(s.low, -1e300) - s.slack > coalesce(o.high, 1e300)
                    OR coalesce(o.low, -1e300) > coalesce(s.high, 1e300) + s.slack
                ) AND (
                    coalesce(s.low, -1e300) > coalesce(o.high, 1e300) + o.slack
                    OR coalesce(o.low, -1e300) - o.slack > coalesce(s.high, 1e300)
                )
                OR s.course = 'rises' AND s.bound IN ('at_least', 'more_than') AND s.point < o.low
            )
            AND CASE
                WHEN s.is_time_exact AND o.is_time_exact THEN o.said_at >= s.said_at + INTERVAL 6 HOUR OR (o.said_at > s.said_at AND o.direction IS NOT NULL)
                ELSE (o.said_at AT TIME ZONE 'UTC')::DATE > (s.said_at AT TIME ZONE 'UTC')::DATE
            END
            AND CASE s.course
                WHEN 'rises'
                    THEN o.direction = 'decrease' OR coalesce(o.low, o.point, o.high) > coalesce(s.point, s.high, s.low)
                WHEN 'moves' THEN TRUE
                ELSE FALSE
            END
    GROUP BY s.figure, s.source
),

alive AS MATERIALIZED (SELECT * FROM spoken ANTI JOIN stale USING (figure, source) WHERE is_heard),

-- How many sources allow the number each source states.
support AS (
    SELECT
        s.figure,
        s.source,
        s.fact,
        s.point,
        s.bound,
        s.said_at,
        count(*) FILTER (
            WHERE s.source = o.source
            OR coalesce(s.point, s.low, -1e300) <= coalesce(o.high, 1e300) + o.slack
            AND coalesce(s.point, s.high, 1e300) >= coalesce(o.low, -1e300) - o.slack
            OR s.slack > 0 AND o.low <= s.point + s.slack AND o.high >= s.point - s.slack
        ) AS allowing,
        count(*) FILTER (WHERE s.point = o.point) AS stating
    FROM alive AS s
    INNER JOIN alive AS o ON s.figure = o.figure
    GROUP BY ALL
),

best AS (
    SELECT
        figure,
        fact,
        point,
        allowing,
        stating
    FROM support
    WHERE point IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY figure ORDER BY allowing DESC, stating DESC, said_at DESC, bound <> 'exact', point DESC, source
    ) = 1
),

-- The ends over the sources' last words and over the numbers that others state against them in the same articles.
ends AS (
    SELECT
        figure,
        coalesce(min(low) FILTER (WHERE bound <> 'vague'), min(point), min(low)) AS low,
        CASE
            WHEN count(*) FILTER (WHERE bound <> 'vague') = 0 THEN max(high)
            WHEN max(low) FILTER (WHERE high IS NULL AND bound <> 'vague') > coalesce(max(high) FILTER (WHERE bound <> 'vague'), -1e300)
                THEN NULL
            ELSE max(high) FILTER (WHERE bound <> 'vague')
        END AS high
    FROM (
        SELECT
            figure,
            point,
            low,
            high,
            bound
        FROM alive
        UNION ALL
        SELECT
            o.figure,
            o.point,
            o.low,
            o.high,
            o.bound
        FROM owned AS o
        SEMI JOIN alive AS a ON o.figure = a.figure AND o.source = a.source AND o.own_id = a.fact
        WHERE o.is_against_own
    )
    GROUP BY figure
),

figures AS MATERIALIZED (
    SELECT
        a.figure,
        b.point AS best,
        any_value(e.low) AS low,
        any_value(e.high) AS high,
        arg_min(
            a.bound, (CASE a.bound WHEN 'about' THEN 1 WHEN 'exact' THEN 2 ELSE 3 END, a.bound)
        ) FILTER (WHERE a.point = b.point) AS bound,
        count(*) FILTER (
            WHERE b.point IS NULL
            OR b.point >= coalesce(a.low, -1e300) - a.slack AND b.point <= coalesce(a.high, 1e300) + a.slack
            OR a.point = b.point
        ) AS independent_sources,
        count(*) AS sources
    FROM alive AS a
    INNER JOIN ends AS e ON a.figure = e.figure
    LEFT JOIN best AS b ON a.figure = b.figure
    GROUP BY a.figure, b.point
),

-- Figures where two contradicting numbers have equally many sources.
tied AS (
    SELECT DISTINCT b.figure
    FROM best AS b
    INNER JOIN support AS s
        ON b.figure = s.figure AND b.fact <> s.fact AND s.allowing >= b.allowing AND (s.point IS NULL OR s.stating >= b.stating)
    INNER JOIN alive AS a ON s.figure = a.figure AND s.source = a.source
    WHERE b.point < coalesce(a.low, -1e300) - a.slack OR b.point > coalesce(a.high, 1e300) + a.slack
),

-- The asserted figure that a denied or possible one is measured against.
asserted AS (
    SELECT
        r.kin,
        any_value(f.best) AS best,
        any_value(f.low) AS low,
        any_value(f.high) AS high
    FROM placed AS r
    INNER JOIN figures AS f ON r.figure = f.figure
    WHERE
        r.is_comparable AND r.scope = 'current' AND r.polarity = 'asserted'
        AND NOT (r.is_other_place OR r.is_other_time OR r.is_other_group)
    GROUP BY r.kin
),

compared AS (
    SELECT
        r.*,
        f.best AS figure_best,
        f.low AS figure_low,
        f.high AS figure_high,
        f.bound AS figure_bound,
        coalesce(f.independent_sources, 0) AS independent_sources,
        coalesce(f.sources - f.independent_sources, 0) AS conflicting_sources,
        t.figure IS NOT NULL AS is_tied,
        r.fact = s.fact AND st.figure IS NULL AND s.is_heard AS is_stance,
        r.is_event_count AND r.is_attributed AND coalesce(
            k.best >= coalesce(r.low, -1e300) - r.slack AND k.best <= coalesce(r.high, 1e300) + r.slack, FALSE
        ) AS is_denial,
        NOT (r.is_prominent OR coalesce(s.is_heard, TRUE)) AS is_in_passing,
        st.by_id,
        st.by_id IS NOT NULL AND r.bound IN ('at_least', 'more_than') AND r.point < f.best AS is_left_behind,
        k.best AS asserted_best,
        coalesce(
            k.best >= coalesce(r.low, -1e300) - r.slack AND k.best <= coalesce(r.high, 1e300) + r.slack, FALSE
        ) AS allows_asserted,
        f.best IS NULL
        OR f.best >= coalesce(r.low, -1e300) - r.slack AND f.best <= coalesce(r.high, 1e300) + r.slack
        OR (r.bound = 'exact' AND bs.slack > 0 AND abs(r.point - f.best) <= bs.slack) AS allows_best,
        -- Against the article's own number and against the last word of its source.
        r.fact <> r.own_id AND NOT r.is_against_own
        AND (
            coalesce(r.low, -1e300) - r.slack > coalesce(r.own_high, 1e300) + r.own_slack
            OR coalesce(r.high, 1e300) + r.slack < coalesce(r.own_low, -1e300) - r.own_slack
        ) AS is_part,
        r.fact <> r.own_id AND NOT r.is_against_own
        AND f.best >= coalesce(r.own_low, -1e300) - r.own_slack AND f.best <= coalesce(r.own_high, 1e300) + r.own_slack AS goes_with_own,
        s.said_at > r.source_at
        AND (
            coalesce(r.low, -1e300) - r.slack > coalesce(s.high, 1e300) + s.slack
            OR coalesce(r.high, 1e300) + r.slack < coalesce(s.low, -1e300) - s.slack
            OR r.course = 'rises' AND r.bound IN ('at_least', 'more_than') AND r.point < s.point
        ) AS is_outdated
    FROM owned AS r
    LEFT JOIN figures AS f ON r.figure = f.figure
    LEFT JOIN tied AS t ON r.figure = t.figure
    LEFT JOIN spoken AS s ON r.figure = s.figure AND r.source = s.source
    LEFT JOIN stale AS st ON r.figure = st.figure AND r.source = st.source
    LEFT JOIN best AS b ON r.figure = b.figure
    LEFT JOIN stances AS bs ON b.figure = bs.figure AND b.fact = bs.fact
    LEFT JOIN asserted AS k ON r.kin = k.kin
),

echoed AS (
    SELECT
        figure,
        point,
        bound,
        count(DISTINCT source) AS echoes
    FROM owned
    WHERE is_latest
    GROUP BY figure, point, bound
),

classed AS (
    SELECT
        c.*,
        CASE
            WHEN NOT c.is_latest THEN 'superseded'
            WHEN c.scope = 'background' THEN 'other_scope'
            WHEN c.polarity = 'denied' THEN CASE WHEN c.is_denial THEN 'conflict' ELSE 'other_scope' END
            WHEN c.polarity = 'possible' THEN CASE WHEN c.allows_asserted THEN 'compatible' ELSE 'other_scope' END
            WHEN c.is_other_place OR c.is_other_time OR c.is_other_group THEN 'other_scope'
            WHEN c.is_part THEN 'other_scope'
            WHEN c.is_outdated OR c.is_left_behind THEN 'superseded'
            WHEN c.is_doubtful AND NOT c.allows_best THEN 'other_scope'
            WHEN c.allows_best AND c.is_tied AND c.point IS NOT NULL AND c.bound <> 'vague' THEN 'conflict'
            WHEN c.allows_best OR c.goes_with_own THEN
                CASE
                    WHEN coalesce(c.point = c.figure_best, c.figure_best IS NULL)
                        AND (e.echoes > 1 OR (c.independent_sources + c.conflicting_sources = 1 AND (c.fact = c.own_id OR c.bound = c.figure_bound)))
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
            WHEN c.polarity = 'denied' THEN CASE WHEN c.is_denial THEN 'denies the figure' ELSE 'denies another figure' END
            WHEN c.polarity = 'possible' THEN 'possible, not asserted'
            WHEN c.is_other_place THEN 'another place'
            WHEN c.is_other_time THEN 'another time'
            WHEN c.is_other_group THEN 'another group'
            WHEN c.is_part THEN 'a part of the article''s own figure'
            WHEN c.is_outdated THEN 'a later report of the same source'
            WHEN c.is_left_behind THEN 'the figure moved on'
            WHEN c.is_doubtful AND NOT c.allows_best THEN 'told in passing, as a part or of another event'
            WHEN c.allows_best AND c.is_tied AND c.point IS NOT NULL AND c.bound <> 'vague' THEN 'equally many sources contradict it'
            WHEN c.allows_best OR c.goes_with_own THEN NULL
            WHEN c.by_id IS NOT NULL THEN 'the figure moved on'
            WHEN c.is_in_passing THEN 'told in passing, as a part or of another event'
            ELSE 'contradicts the best figure'
        END AS because
    FROM compared AS c
    LEFT JOIN echoed AS e ON c.figure = e.figure AND c.point IS NOT DISTINCT FROM e.point AND c.bound = e.bound
)

SELECT
    printf('g%016x', c.figure) AS figure_id,
    i.story_id,
    f.measure,
    CASE WHEN c.is_other_group THEN f.thing_group ELSE f.thing END AS counted,
    CASE WHEN c.is_mixed THEN f.base_unit ELSE f.unit END AS unit,
    f.per,
    c.scope,
    c.polarity,
    CASE WHEN c.is_other_place THEN f.place END AS figure_place,
    CASE WHEN c.is_other_time THEN c.time_start END AS figure_day,
    c.class,
    c.because,
    c.point AS value,
    c.low,
    c.high,
    c.bound,
    c.direction,
    c.figure_low,
    c.figure_best,
    c.figure_high,
    c.figure_bound,
    c.independent_sources,
    c.conflicting_sources,
    NOT (c.is_other_place OR c.is_other_time OR c.is_other_group) AS is_main,
    coalesce(c.is_stance, FALSE) AS is_stance,
    f.phrase,
    f.counted AS counted_text,
    coalesce(f.said_by_name, f.said_by) AS speaker,
    f.said_by_entity_id,
    f.said_by_kind,
    f.via,
    f.place,
    f.time,
    f.confidence,
    i.source_id,
    i.outlet_id,
    c.reported_at,
    c.is_time_exact,
    c.is_copy,
    c.is_latest,
    f.day,
    f.article_id,
    f.revision,
    f.part,
    f.start,
    f."end",
    f.sentence_no,
    s.sentence_start,
    s.sentence_end,
    f.fact_id
FROM classed AS c
INNER JOIN numeric_facts AS f ON c.fact = hash(f.fact_id)
INNER JOIN article_index AS i ON c.doc = hash(i.article_id, i.revision)
LEFT JOIN (
    SELECT
        hash(hash(article_id, revision), sentence_no) AS spot,
        start AS sentence_start,
        "end" AS sentence_end
    FROM sentences
) AS s ON hash(c.doc, f.sentence_no) = s.spot
