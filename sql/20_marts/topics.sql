-- table: topics
-- grain: what one amount of money, percentage or change is about
-- key: fact_id
-- refresh: story
-- needs: classed_reports, mentions
-- inherits: classed_reports
-- meaning: Topic word and organisation of every money, percent and change figure; topic_figures shows both. The topic is the head
--   noun of what the number is said of; where there is none, and where it is a name, the measure (a change keeps the name:
--   it is what moved). The organisation is the one named nearest before the number in its sentence, else nearest behind
--   it, else the first that the headline names; an outlet that only reports the number is none. Copies and earlier
--   revisions are left out.
-- column topic: What it is about, in lower case: profit, unemployment, oil, fine.
-- column organisation: Organisation named in the sentence, else in the headline; null where none is.
-- column organisation_id: Its entity_id.
-- column family: money, percent or change.
WITH amounts AS (
    SELECT r.*
    FROM classed_reports AS r
    WHERE
        (regexp_full_match(r.unit, '[A-Z]{3}') OR r.unit IN ('percent', 'percentage_point', 'basis_point') OR r.measure = 'change')
        AND r.is_latest AND NOT r.is_copy
),

named AS (
    SELECT
        a.fact_id,
        m.name,
        m.entity_id
    FROM amounts AS a
    INNER JOIN mentions AS m
        ON
            a.article_id = m.article_id AND a.revision = m.revision AND m.kind = 'organisation'
            AND (m.part = 'title' OR (a.part = m.part AND a.sentence_no = m.sentence_no))
            AND NOT (coalesce(a.said_by_kind, '') = 'media' AND a.said_by_entity_id = m.entity_id)
    QUALIFY row_number() OVER (
        PARTITION BY a.fact_id
        ORDER BY
            a.part <> m.part, CASE WHEN a.part = m.part THEN m.start > a.start END,
            abs(m.start - CASE WHEN a.part = m.part THEN a.start ELSE 0 END), m.entity_id
    ) = 1
),

-- What the number is said of ends in a name: "half of Ardent Mills".
names AS (
    SELECT a.fact_id
    FROM amounts AS a
    SEMI JOIN mentions AS m
        ON
            a.article_id = m.article_id AND a.revision = m.revision AND a.part = m.part AND a.sentence_no = m.sentence_no
            AND m.kind <> 'group' AND a.measure <> 'change'
            AND regexp_extract(lower(m.text), '([^ ]+)$') = regexp_extract(lower(a.counted), '([^ ]+)$')
),

headlines AS (
    SELECT
        article_id,
        revision,
        arg_min(name, start) AS name,
        arg_min(entity_id, start) AS entity_id
    FROM mentions
    WHERE part = 'title' AND kind = 'organisation'
    GROUP BY article_id, revision
)

SELECT
    a.fact_id,
    a.story_id,
    CASE WHEN a.counted = '' OR t.fact_id IS NOT NULL THEN a.measure ELSE regexp_extract(a.counted, '([^ ]+)$', 1) END AS topic,
    coalesce(n.name, h.name) AS organisation,
    coalesce(n.entity_id, h.entity_id) AS organisation_id,
    CASE
        WHEN a.measure = 'change' THEN 'change'
        WHEN a.unit IN ('percent', 'percentage_point', 'basis_point') THEN 'percent'
        ELSE 'money'
    END AS family
FROM amounts AS a
LEFT JOIN named AS n ON a.fact_id = n.fact_id
LEFT JOIN names AS t ON a.fact_id = t.fact_id
LEFT JOIN headlines AS h ON a.article_id = h.article_id AND a.revision = h.revision
