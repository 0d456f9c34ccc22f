"""Verified pairs to groups."""

import numpy as np
import pytest

from assets.stories.duplicates import verify
from assets.stories.duplicates.figures import Figures, profile
from assets.stories.duplicates.figures import measure as measure_pairs
from assets.stories.duplicates.group import Membership, attach
from assets.stories.duplicates.settling import REACH
from assets.stories.duplicates.shingle import candidate_keys, shingles
from assets.stories.texts.documents import from_rows
from assets.stories.window.candidates import Pairs, find_pairs
from bench.stories_articles import articles
from tests.unit.stories.rows import article, table


def grouped(days: list[int], odds: dict[tuple[int, int], float]) -> list[int]:
    """Founder of each of the texts of these days when pairs have these odds."""

    def measure(wanted: Pairs) -> tuple[Figures, np.ndarray]:
        found = np.array([odds[pair] for pair in zip(wanted.later.tolist(), wanted.earlier.tolist(), strict=True)])
        return Figures(*([found] * len(Figures.__dataclass_fields__))), found

    pairs = sorted(odds)
    return attach(
        np.array(days, np.int32),
        np.zeros(0, np.int64),
        Pairs(np.array([later for later, _ in pairs]), np.array([earlier for _, earlier in pairs])),
        measure,
    ).founder.tolist()


NEAR = {(1, 0): 3.0, (2, 0): 3.0, (3, 0): 3.0, (4, 0): 3.0}


@pytest.mark.parametrize(
    ("day", "text", "founder"),
    [
        (1, {(5, 0): 0.1, (5, 1): -4.0, (5, 2): -4.0}, 0),
        (1, {(5, 0): -0.4, (5, 1): 9.0}, 5),
        (0, {(5, 0): -0.4, (5, 1): 9.0}, 0),
        (1, {(5, 0): -0.4, (5, 1): 1.0, (5, 2): 1.0}, 0),
        (1, {(5, 0): -4.0, (5, 1): 0.5, (5, 2): 0.5}, 5),
        (1, {(5, 0): -0.4, (5, 1): 1.0, (5, 2): 1.0, (5, 3): -5.0, (5, 4): -5.0}, 0),
    ],
    ids=[
        "the medoid decides",
        "one member of another day cannot",
        "one of the same day can",
        "two can",
        "not against the medoid",
        "far members do not outvote",
    ],
)
def test_who_takes_a_text_in(day: int, text: dict[tuple[int, int], float], founder: int) -> None:
    """Strangers came in over one link, or members of a large group that had drifted far kept a copy out."""
    assert grouped([0, 0, 0, 0, 0, day], NEAR | text)[5] == founder


def test_pairs_left_uncounted_change_no_group() -> None:
    """A pair whose shingles were not counted would have decided where a text belongs."""
    rows = [
        article(row.id, row.title, row.text, row.published_at.replace(tzinfo=None).isoformat(), row.outlet)
        for row in articles(400, seed=4, days=3)
    ]
    documents = from_rows(table(rows))
    triples = shingles(documents.bodies, 3)
    profiles = profile(documents)

    def measure(wanted: Pairs) -> tuple[Figures, np.ndarray]:
        figures = measure_pairs(profiles, triples, wanted)
        return figures, verify.log_odds(figures)

    def settled(pairs: Pairs) -> Membership:
        return attach(documents.days, np.zeros(0, np.int64), pairs, measure)

    every = find_pairs(candidate_keys(triples), documents.days, 0, REACH)
    some = verify.promising(profiles, every)
    assert len(some) < 0.85 * len(every)
    left, kept = settled(every), settled(some)
    assert kept.founder.tolist() == left.founder.tolist()
    assert kept.matched.tolist() == left.matched.tolist()
