"""Articles to stories."""

import numpy as np

from assets.stories.candidates import Pairs
from assets.stories.events import tell

FAR = -9.0


def told(days: list[int], before: list[int], odds: dict[tuple[int, int], float]) -> list[int]:
    """Founders of the new articles when the pairs found have these odds, and all others are far apart."""

    def measure(wanted: Pairs) -> np.ndarray:
        pairs = zip(wanted.later.tolist(), wanted.earlier.tolist(), strict=True)
        return np.array([odds.get(pair, FAR) for pair in pairs])

    pairs = sorted(odds)
    found = Pairs(np.array([later for later, _ in pairs]), np.array([earlier for _, earlier in pairs]))
    return tell(np.array(days, np.int32), np.array(before, np.int64), found, measure).founder.tolist()


def test_two_reports_of_one_day_that_a_third_links_are_one_story() -> None:
    """Reports of one event stood in two stories, since the one that tells both their halves came last."""
    assert told([5, 5, 5], [], {(2, 0): 3.0, (2, 1): 1.0, (1, 0): -2.0}) == [0, 0, 0]


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
