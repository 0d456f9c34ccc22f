-- table: measures
-- grain: one measure that the warehouse treats in a way of its own
-- key: measure
-- meaning: What a measure says and how figures of it are compared. Measures not listed here are lemmas of the governing
--   verb or noun; two numbers of such a measure are never taken to contradict each other.
-- order: measure
-- column measure: Name of the measure, as in numeric_facts.
-- column thing: What is counted where the text leaves it out; empty where nothing goes without saying.
-- column is_event_count: Whether it counts what one event did, so that a rate of it is a general statistic.
-- column course: How the true figure goes on after the event: rises (a later, higher number replaces a lower one), moves
--   (later replaces earlier), stays (time explains no difference).
-- column is_comparable: Whether two numbers of one story with this measure and thing speak of the same quantity.
-- column meaning: What it says.
SELECT
    measure,
    coalesce(thing, '') AS thing,
    event_count = 'yes' AS is_event_count,
    course,
    comparable = 'yes' AS is_comparable,
    meaning
FROM lexicon.measures
