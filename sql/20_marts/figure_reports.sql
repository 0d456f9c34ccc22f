-- view: figure_reports
-- grain: one report of one figure: a number that one article revision states
-- key: fact_id
-- needs: classed_reports, articles, outlets
-- inherits: classed_reports, articles
-- meaning: Each stated number classed against the rest of its story's figure, with sentence, speaker and link. The rule is
--   told at classed_reports.
-- column outlet: Name of the outlet.
-- column sentence: The sentence it stands in.
SELECT
    r.figure_id,
    r.story_id,
    r.measure,
    r.counted,
    r.unit,
    r.per,
    r.scope,
    r.polarity,
    r.figure_place,
    r.figure_day,
    r.denies_figure_id,
    r.class,
    r.because,
    r.value,
    r.low,
    r.high,
    r.bound,
    r.direction,
    r.figure_low,
    r.figure_best,
    r.figure_high,
    r.figure_bound,
    r.independent_sources,
    r.conflicting_sources,
    r.is_main,
    r.is_stance,
    r.phrase,
    r.counted_text,
    substr(
        CASE r.part WHEN 'title' THEN a.title WHEN 'text' THEN a.text ELSE a.captions END,
        r.sentence_start + 1,
        r.sentence_end - r.sentence_start
    ) AS sentence,
    r.said_by,
    r.speaker,
    r.said_by_entity_id,
    r.said_by_kind,
    r.via,
    r.place,
    r.time,
    r.confidence,
    r.source_id,
    r.outlet_id,
    o.name AS outlet,
    a.title,
    a.url,
    r.reported_at,
    r.is_time_exact,
    r.is_copy,
    r.is_latest,
    r.day,
    r.article_id,
    r.revision,
    r.part,
    r.start,
    r."end",
    r.sentence_no,
    r.fact_id
FROM classed_reports AS r
INNER JOIN articles AS a ON r.article_id = a.article_id AND r.revision = a.revision
LEFT JOIN outlets AS o ON r.outlet_id = o.outlet_id
