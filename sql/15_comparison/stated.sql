-- step: stated
-- grain: one number that one article revision states
-- key: fact
-- needs: article_index, numeric_facts, measures
-- materialized: yes
-- meaning: What the comparison needs of each number. Keys are hashed to integers on the way: joins and sorts of a million rows
--   are several times as quick on them. Numbers of one kin may be of one figure: they share story, measure, thing, unit
--   and rate. A number in headline or first lines (700 characters) is prominent, unless it is doubtful: a reading that
--   the extraction is not sure of, or words that make it a part or an addition whatever else the article says ("two
--   of the injured", "a fourth victim", "two other relatives" among the dead). A person is told from others of the
--   story by name or by a part that only one plays: two ages of "a boy" are of two boys.
SELECT
    hash(f.fact_id) AS fact,
    hash(f.article_id, f.revision) AS doc,
    hash(i.story_id, f.measure, f.thing, coalesce(f.base_unit, f.unit), f.per) AS kin,
    hash(i.source_id) AS source,
    hash(f.unit) AS unit,
    f.base_unit IS NOT NULL AS has_base,
    hash(lower(f.said_by)) AS voice,
    f.said_by IS NOT NULL AS is_attributed,
    CASE
        WHEN f.measure IN ('injured', 'hospitalised') THEN hash(i.story_id, 'killed', f.thing, coalesce(f.base_unit, f.unit), f.per)
    END AS kin_of_dead,
    CASE WHEN f.thing_group IS NOT NULL THEN hash(f.thing_group) END AS thing_group,
    i.reported_at,
    i.source_at,
    i.is_time_exact,
    i.is_dated,
    i.is_latest,
    i.is_copy,
    f.part = 'title' AS in_title,
    f.confidence < 0.6 OR f.is_partial OR (f.is_added AND f.part = 'text' AND f.start >= 700) AS is_doubtful,
    f.is_added,
    f.dead_beside,
    -- Where a reader meets it: a caption's number comes after all of the body's.
    CASE WHEN f.part = 'caption' THEN 1000000000 ELSE 0 END + f.start AS depth,
    NOT is_doubtful AND (f.part = 'title' OR depth < 700) AS is_prominent,
    f.sentence_no,
    f.is_summed,
    f.is_earlier,
    f.measure = 'killed' AND f.tells_of_attacker AS is_with_attacker,
    f.place IS NOT NULL AND f.place_geonames_id IS NULL AS is_of_spot,
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
    coalesce(m.is_comparable, FALSE) AND f.thing <> '' AND f.is_of_one AS is_comparable,
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
