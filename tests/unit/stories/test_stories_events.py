"""Articles to stories."""

import numpy as np

from assets.stories.events.gather import log_odds, tell
from assets.stories.events.likeness import crowd, figures
from assets.stories.events.terms import BUCKETS, brief, idf, weigh
from assets.stories.texts.documents import from_rows
from assets.stories.window.candidates import Pairs
from tests.unit.stories.rows import FERRY, FERRY_OWN, article, table

FAR = -9.0


def told(days: list[int], before: list[int], odds: dict[tuple[int, int], float]) -> list[int]:
    """Founders of the new articles when the pairs found have these odds, and all others are far apart."""

    def measure(wanted: Pairs) -> np.ndarray:
        pairs = zip(wanted.later.tolist(), wanted.earlier.tolist(), strict=True)
        return np.array([odds.get(pair, FAR) for pair in pairs])

    pairs = sorted(odds)
    found = Pairs(np.array([later for later, _ in pairs]), np.array([earlier for _, earlier in pairs]))
    return tell(np.array(days, np.int32), np.array(before, np.int64), found, measure(found), measure).founder.tolist()


def test_two_reports_of_one_day_that_a_third_links_are_one_story() -> None:
    """Reports of one event stood in two stories, since the one that tells both their halves came last."""
    assert told([5, 5, 5], [], {(2, 0): 3.0, (2, 1): 2.0, (1, 0): -2.0}) == [0, 0, 0]


def test_an_early_report_leaves_the_nearest_story_for_its_own() -> None:
    """The first report of an event stayed with last week's event of the same kind when its own story formed."""
    odds = {(2, 0): 0.5, (2, 1): 0.5, (3, 2): 4.0, (3, 0): FAR}
    assert told([1, 1, 5, 5], [0, 0], odds) == [3, 3]


def test_stories_of_earlier_days_stay_apart() -> None:
    """A later report brought two published stories together, and ids of yesterday changed."""
    assert told([1, 1, 2], [0, 1], {(2, 0): 3.0, (2, 1): 1.0}) == [0]


def test_a_founder_with_a_story_keeps_it() -> None:
    """The founder went over to another story and left its members under an id that was no article of theirs."""
    assert told([1, 1, 1, 1], [], {(1, 0): 2.0, (3, 2): 2.0, (2, 0): -1.5, (3, 1): -1.5}) == [0, 0, 2, 2]


def odds_between(outlet: str, other: str) -> float:
    """Log odds that two reports by these outlets are on one event."""
    rows = [
        article("a", "Ferry aground off Marrow Point", FERRY, "2026-02-03T06:00", outlet),
        article("b", "Hours in the dark on the Grey Heron ferry", FERRY_OWN, "2026-02-03T12:00", other),
    ]
    terms = weigh(brief(from_rows(table(rows))), idf(np.zeros(BUCKETS), 2))
    found = figures(terms, Pairs(np.array([1]), np.array([0])))
    return float(log_odds({**found, "crowd": np.zeros(1)})[0])


def test_reports_of_one_outlet_must_share_more() -> None:
    """An outlet's pieces on one politician or company, days and events apart, were one story."""
    assert odds_between("harbour-post", "harbour-post") < odds_between("harbour-post", "lake-gazette")


def test_outlets_that_nobody_knows_are_not_one_outlet() -> None:
    """Articles without an outlet counted as all of one outlet and found one another less often."""
    assert odds_between("unknown", "unknown") == odds_between("harbour-post", "lake-gazette")


def test_what_is_written_about_every_day_brings_two_reports_together_less() -> None:
    """A theme of the season, with a report on it every day, made one story of its events."""
    rows = [
        article("a", "Ferry aground off Marrow Point", FERRY, "2026-02-03T06:00", "harbour-post"),
        article("b", "Hours in the dark on the Grey Heron ferry", FERRY_OWN, "2026-02-03T12:00", "lake-gazette"),
    ]
    terms = weigh(brief(from_rows(table(rows))), idf(np.zeros(BUCKETS), 2))
    pair = figures(terms, Pairs(np.array([1]), np.array([0])))
    alone, among_others = (log_odds({**pair, "crowd": np.array([likeness])})[0] for likeness in (0.0, 0.3))
    assert among_others < alone


def test_the_crowd_is_what_is_near_without_being_nearest() -> None:
    """The reports of the event itself counted as its surroundings, and a second or third one was held off."""
    pairs = Pairs(np.full(8, 8), np.arange(8))
    assert crowd(pairs, np.array([0.9, 0.8, 0.7, 0.7, 0.6, 0.6, 0.0, 0.0]), 9)[8] == 0
    assert crowd(pairs, np.array([0.2, 0.3, 0.9, 0.8, 0.7, 0.7, 0.6, 0.6]), 9)[8] > 0


def test_a_rare_word_counts_as_much_in_a_large_lake_as_in_a_middling_one() -> None:
    """Every name that two articles shared told more from year to year, and all that one firm did became one story."""
    counts = np.array([2.0])
    assert idf(counts, 1_000_000)[0] < 1.2 * idf(counts, 5_000)[0]
    assert idf(counts, 30)[0] < idf(counts, 5_000)[0]
