-- table: classed_reports
-- as_of: classed_reports_as_of
-- grain: one report of one figure: a number that one article revision states
-- key: fact_id
-- refresh: story
-- joins: as written
-- needs: article_index, numeric_facts, sentences, classed
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
--   Other scope is also a part that another report sets in the whole, a number worked out from what a text lists against
--   one that is stated, and an addition ("two other relatives"); superseded, what the text itself calls an earlier count;
--   compatible, two tolls that differ by one where the text tells that who did it died, and two counts of the hurt that differ
--   by the number of the dead, since many count all who were hit; superseded, a count of the hurt that makes up the same
--   number with fewer dead. A denied number is a conflict
--   with the asserted figure that it denies (denies_figure_id).
--   Told in passing is a number outside headline and first lines (700 characters) whose article gives several, or that is
--   not within twice of what headlines and first lines say; a doubtful reading and "two of the injured" count as such.
-- column figure_id: Stable id of the figure: the same for all reports that are compared with one another.
-- column class: How the report stands to the rest of the figure: same, compatible, superseded, other_scope or conflict.
-- column denies_figure_id: The asserted figure that a denied number is a denial of; null elsewhere.
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
-- column speaker: Who is reported to say it, by name where the text decides it; null when the outlet states it itself, and
--   where the text has no more than a pronoun.
-- column sentence_start: Offset of the sentence it stands in, in the part; null where the sentence is unknown.
-- column sentence_end: Offset behind that sentence.
-- column reported_at: When the article revision was first readable, in UTC.
-- column is_time_exact: Whether reported_at is known to the minute; else only its day counts.
-- column is_copy: Whether the article is a copy of another's text.
-- column is_latest: Whether it stands in the latest revision of its article.
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
    CASE WHEN c.denied_figure IS NOT NULL THEN printf('g%016x', c.denied_figure) END AS denies_figure_id,
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
    NOT c.is_other_place AND NOT c.is_other_time AND NOT c.is_other_group AS is_main,
    coalesce(c.is_stance, FALSE) AS is_stance,
    f.phrase,
    f.counted AS counted_text,
    f.said_by,
    f.speaker,
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
FROM numeric_facts AS f
INNER JOIN classed AS c ON hash(f.fact_id) = c.fact
INNER JOIN article_index AS i ON c.doc = hash(i.article_id, i.revision)
LEFT JOIN (
    SELECT
        hash(hash(article_id, revision), sentence_no) AS spot,
        start AS sentence_start,
        "end" AS sentence_end
    FROM sentences
) AS s ON hash(c.doc, f.sentence_no) = s.spot
