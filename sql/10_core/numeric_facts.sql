-- table: numeric_facts
-- grain: one quantity stated in one sentence
-- key: fact_id
-- meaning: Every number that the texts state, with what it measures and who said it of where and when; all revisions.
--   The last columns make numbers of different wording comparable.
-- refresh: day
-- needs: measures
-- inherits: numeric_facts
-- column thing: What is counted or measured, normalised: 'person' for any person, else the singular head noun; for
--   units other than count the whole phrase in lower case. Empty where the text gives nothing.
-- column thing_group: The narrower group that the phrase names, in the singular (child, ukrainian soldier, ballistic
--   missile), 'worldwide' where the sentence counts the whole world's, 'in several events' where it adds up a city's crimes
--   or accidents; null where it names the thing itself.
-- column place_level: What the place is: town, county, state or country; two of one level exclude one another, while a
--   town may lie in a state. Null where the place has no GeoNames id.
-- column is_earlier: Whether its sentence gives it as an earlier count ("initially", "revised from").
-- column tells_of_attacker: Whether its article tells that who did it died too; outlets differ in counting them.
-- column speaker: Who is reported to say it, by name where the text decides it, without article; null when the outlet states
--   it itself, and where the text has no more than a pronoun.
-- column is_partial: Whether its phrase makes it a part or an addition whatever else the article says ("two of the
--   injured", "a fourth victim", "two other relatives" among the dead).
-- column is_added: Whether its phrase adds it to others ("two other victims"): one who tells the whole counts more.
-- column dead_beside: How many dead its sentence gives beside a count of hurt, which is then without them.
-- column is_of_one: Whether it is of one person whom a name or a role tells from others (the driver, Smith's), or of
--   anything but a person's age.
-- column slack: Half a unit of the last digit stated, for rounded numbers; 10 % for "about"; 0 for exact counts.
WITH tolls AS (
    SELECT
        f.article_id,
        f.revision,
        f.sentence_no,
        bool_or(f.measure = 'killed') AS is_of_dead,
        max(f.value) FILTER (WHERE f.measure = 'killed') AS dead,
        bool_or(f.measure IN ('injured', 'hospitalised')) AS is_of_hurt
    FROM fresh.numeric_facts AS f
    INNER JOIN measures AS m ON f.measure = m.measure
    WHERE m.is_event_count
    GROUP BY f.article_id, f.revision, f.sentence_no
),

-- Sentences that state a toll, and all others of an article that states one of dead.
watched AS (
    SELECT
        s.article_id,
        s.revision,
        s.sentence_no,
        t.sentence_no IS NOT NULL AND regexp_matches(s.text, getvariable('earlier_count')) AS is_earlier,
        d.article_id IS NOT NULL AND regexp_matches(s.text, getvariable('attacker_died')) AS tells_of_attacker,
        t.sentence_no IS NOT NULL AND regexp_matches(s.text, getvariable('worldwide')) AS is_worldwide,
        CASE WHEN t.is_of_hurt THEN t.dead END AS dead_beside,
        t.sentence_no IS NOT NULL AND regexp_matches(s.text, getvariable('roundup')) AS is_of_several,
        t.sentence_no IS NOT NULL AND regexp_matches(s.text, getvariable('rest')) AS tells_of_rest,
        coalesce(t.is_of_hurt, FALSE) AND regexp_matches(s.text, getvariable('condition')) AS tells_of_condition,
        s.start,
        s.text
    FROM fresh.sentences AS s
    LEFT JOIN tolls AS t ON s.article_id = t.article_id AND s.revision = t.revision AND s.sentence_no = t.sentence_no
    LEFT JOIN (SELECT DISTINCT article_id, revision FROM tolls WHERE is_of_dead) AS d
        ON s.article_id = d.article_id AND s.revision = d.revision
),

told AS MATERIALIZED (
    SELECT *
    FROM watched
    WHERE dead_beside IS NOT NULL OR is_earlier OR tells_of_attacker OR is_worldwide OR is_of_several OR tells_of_rest OR tells_of_condition
),

-- What stands before a number in its sentence, and behind it up to the next number.
spots AS (
    SELECT
        f.fact_id,
        f.measure,
        rtrim(left(t.text, f.start - t.start)) AS head,
        substr(t.text, f."end" - t.start + 1, least(60, coalesce(lead(f.start) OVER numbers, 1000000000) - f."end")) AS tail
    FROM fresh.numeric_facts AS f
    INNER JOIN told AS t ON f.article_id = t.article_id AND f.revision = t.revision AND f.sentence_no = t.sentence_no
    WHERE (t.tells_of_condition OR t.tells_of_rest) AND NOT f.is_summed
    WINDOW numbers AS (PARTITION BY f.article_id, f.revision, f.sentence_no ORDER BY f.start)
),

-- "The other three" are a rest of those told before.
rests AS (
    SELECT fact_id
    FROM spots
    WHERE regexp_matches(right(head, 20), getvariable('rest') || '$')
),

-- The condition that a count of hurt people is followed by, with no other count between: "two of them in critical
-- condition, five in stable condition".
conditions AS (
    SELECT
        fact_id,
        condition
    FROM (
        SELECT
            fact_id,
            tail,
            lower(regexp_extract(tail, getvariable('condition'))) AS condition
        FROM spots
        WHERE measure IN ('injured', 'hospitalised')
    ) AS found
    WHERE condition <> '' AND NOT regexp_matches(left(lower(tail), instr(lower(tail), condition) - 1), getvariable('next_count'))
),

phrases AS (
    SELECT DISTINCT
        coalesce(counted, CASE WHEN unit = 'count' THEN NULL ELSE subject END) AS phrase
    FROM fresh.numeric_facts
),

-- The phrase up to the first word that begins a qualification, without articles and possessives' apostrophes.
whole AS (
    SELECT
        phrase,
        trim(regexp_replace(
            regexp_replace(
                lower(replace(phrase, '’', '''')),
                '(,| (in|at|on|from|who|that|which|whose|with|for|to|by|aboard|inside|near|during|after|across|including|killed|injured|wounded|dead|missing|hurt|others|more)( |$)).*$', '' -- noqa: LT05
            ),
            '^(the|a|an|its|their|his|her|our|other|another|more|additional|some|further) ', ''
        )) AS bare
    FROM phrases
    WHERE phrase IS NOT NULL
),

-- Without adjectives that narrow nothing: "61 confirmed cases" are cases.
cut AS (
    SELECT
        phrase,
        coalesce(nullif(trim(regexp_replace(bare, getvariable('plain'), '')), ''), bare) AS bare
    FROM whole
),

-- The head is the last word before " of ", else the last word.
headed AS (
    SELECT
        phrase,
        bare,
        regexp_extract(split_part(bare, ' of ', 1), '([^ ]+)$', 1) AS head
    FROM cut
),

singular AS (
    SELECT
        h.phrase,
        h.bare,
        h.head,
        coalesce(
            whole.singular,
            n.singular,
            CASE
                WHEN regexp_matches(h.head, '(ss|us|is)$') OR length(h.head) < 4 THEN h.head
                WHEN regexp_matches(h.head, '[^aeiou]ies$') THEN h.head[:-4] || 'y'
                WHEN regexp_matches(h.head, '(ss|sh|ch|x|zz)es$') THEN h.head[:-3]
                WHEN regexp_matches(h.head, 's$') THEN h.head[:-2]
                ELSE h.head
            END
        ) AS noun,
        whole.singular IS NOT NULL AS is_whole
    FROM headed AS h
    LEFT JOIN lexicon.nouns AS whole ON h.bare = whole.noun
    LEFT JOIN lexicon.nouns AS n ON h.head = n.noun
),

named AS (
    SELECT
        s.phrase,
        s.bare,
        s.noun,
        CASE
            WHEN s.is_whole OR s.bare = s.head THEN s.noun
            ELSE left(split_part(s.bare, ' of ', 1), length(split_part(s.bare, ' of ', 1)) - length(s.head)) || s.noun -- noqa: LT02
                || CASE WHEN contains(s.bare, ' of ') THEN substr(s.bare, instr(s.bare, ' of ')) ELSE '' END
        END AS narrow
    FROM singular AS s
)

SELECT
    f.*,
    CASE
        WHEN f.said_by_entity_id IS NOT NULL OR NOT regexp_matches(coalesce(f.said_by_name, f.said_by), getvariable('no_speaker'))
            THEN coalesce(f.said_by_name, regexp_replace(f.said_by, '^(the|an?) ', '', 'i'))
    END AS speaker,
    CASE
        WHEN f.unit <> 'count' THEN coalesce(nullif(n.bare, ''), m.thing, '')
        WHEN m.thing = 'person' THEN coalesce(t.thing, 'person')
        ELSE coalesce(t.thing, nullif(n.noun, ''), m.thing, '')
    END AS thing,
    CASE
        -- What is summed over several phrases is of none of their groups.
        WHEN f.unit <> 'count' OR f.is_summed THEN NULL
        WHEN c.fact_id IS NOT NULL THEN c.condition
        WHEN e.is_worldwide AND m.thing = 'person' AND f.place IS NULL THEN 'worldwide'
        WHEN e.is_of_several AND m.thing = 'person' THEN 'in several events'
        WHEN coalesce(n.noun, '') = '' THEN NULL
        WHEN n.narrow = n.noun AND coalesce(t.thing, CASE WHEN m.thing = 'person' THEN 'person' ELSE n.noun END) IN (n.noun)
            THEN NULL
        WHEN n.narrow = n.noun AND t.thing = 'person' THEN NULL
        ELSE n.narrow
    END AS thing_group,
    CASE WHEN f.place_geonames_id IS NOT NULL THEN coalesce(r.level, 'town') END AS place_level,
    coalesce(e.is_earlier, FALSE) AS is_earlier,
    e.dead_beside,
    a.article_id IS NOT NULL AS tells_of_attacker,
    regexp_matches(replace(lower(f.phrase), 'more than', ''), getvariable('addition')) AS is_added,
    regexp_matches(f.phrase, getvariable('part'))
    OR (f.unit = 'count' AND f.value >= 2 AND regexp_matches(f.phrase, getvariable('ordinal')))
    OR x.fact_id IS NOT NULL
    OR (f.measure = 'killed' AND is_added) AS is_partial,
    f.measure <> 'age'
    OR regexp_matches(coalesce(f.counted, f.subject, ''), '(^| )\p{Lu}\S*$')
    OR regexp_matches(coalesce(f.counted, f.subject, ''), getvariable('single_role')) AS is_of_one,
    CASE
        WHEN f.value IS NULL OR f.value = 0 THEN 0.0
        WHEN f.bound = 'about' THEN 0.1 * abs(f.value)
        WHEN f.unit = 'count' AND f.value % 100 <> 0 OR abs(f.value) >= 1e15 THEN 0.0
        WHEN f.value * 100 <> round(f.value * 100) THEN 0.0005
        WHEN f.value * 10 <> round(f.value * 10) THEN 0.005
        WHEN f.value <> round(f.value) THEN 0.05
        WHEN f.value % 10 <> 0 THEN 0.5
        WHEN f.value % 100 <> 0 THEN 5.0
        WHEN f.unit = 'count' AND abs(f.value) < 1000 THEN 0.0
        WHEN f.value % 1000 <> 0 THEN 50.0
        WHEN f.value % 1e4 <> 0 THEN 500.0
        WHEN f.value % 1e5 <> 0 THEN 5e3
        WHEN f.value % 1e6 <> 0 THEN 5e4
        WHEN f.value % 1e7 <> 0 THEN 5e5
        WHEN f.value % 1e8 <> 0 THEN 5e6
        ELSE 5e7
    END AS slack
FROM fresh.numeric_facts AS f
LEFT JOIN named AS n ON n.phrase = coalesce(f.counted, CASE WHEN f.unit = 'count' THEN NULL ELSE f.subject END)
LEFT JOIN lexicon.things AS t ON n.noun = t.noun AND t.measure IN ('', f.measure)
LEFT JOIN measures AS m ON f.measure = m.measure
LEFT JOIN told AS e ON f.article_id = e.article_id AND f.revision = e.revision AND f.sentence_no = e.sentence_no
LEFT JOIN (SELECT DISTINCT article_id, revision FROM told WHERE tells_of_attacker) AS a
    ON f.article_id = a.article_id AND f.revision = a.revision
LEFT JOIN conditions AS c ON f.fact_id = c.fact_id
LEFT JOIN rests AS x ON f.fact_id = x.fact_id
LEFT JOIN lexicon.regions AS r ON f.place_geonames_id = nullif(r.geonames_id, '')::BIGINT
