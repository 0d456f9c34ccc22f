"""What two articles have in common, and how crowded the place is where they meet.

Belongs here: the figures of a pair of articles from which the odds of one event follow.
Does not belong here: the odds (gather.py), term vectors (terms.py), copies of one text (figures.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assets.stories.events.terms import FIELDS, PARTS
from assets.stories.texts.documents import UNDATED
from assets.stories.texts.normalise import I64, spans

if TYPE_CHECKING:
    from assets.stories.events.terms import Briefs, Terms
    from assets.stories.window.candidates import Pairs

PAIRS_AT_ONCE = 4096
CROWD = (6, 12)
# A part that is empty (no number, say) can neither be told nor fail to be.
SHARE_OF_NOTHING = 0.3

F64 = npt.NDArray[np.float64]


def figures(terms: Terms, pairs: Pairs) -> dict[str, F64]:
    """What is measured of each pair of articles, by name; lists run parallel to the pairs."""
    pieces = [
        _figures(terms, pairs.later[at : at + PAIRS_AT_ONCE], pairs.earlier[at : at + PAIRS_AT_ONCE])
        for at in range(0, max(len(pairs), 1), PAIRS_AT_ONCE)
    ]
    return {name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]}


def _figures(terms: Terms, one: I64, other: I64) -> dict[str, F64]:
    count, days = len(one), terms.briefs.days
    pair, left, right = _shared(terms.briefs, one, other)
    a, b = terms.weights(left, one[pair]), terms.weights(right, other[pair])
    rarity = terms.rarity[left]

    def total(values: npt.NDArray[np.floating]) -> F64:
        return np.bincount(pair, weights=values, minlength=count).astype(np.float64)

    def told(part: str, in_one: npt.NDArray[np.bool_], in_other: npt.NDArray[np.bool_]) -> tuple[F64, F64]:
        """The lower and the higher share of one's part that the other has."""
        at = PARTS.index(part)
        shares = []
        for article, chosen in ((one, in_one), (other, in_other)):
            mass = terms.masses[article, at].astype(np.float64)
            shares.append(np.where(mass > 0, total(rarity * chosen) / np.maximum(mass, 1e-9), SHARE_OF_NOTHING))
        return np.minimum(*shares), np.maximum(*shares)

    title, lead, named, whole = (FIELDS.index(field) for field in ("title", "lead", "names", "all"))
    everything = total(a[:, whole] * b[:, whole])
    names = np.flatnonzero((a[:, named] > 0) & (b[:, named] > 0))
    core = np.flatnonzero(terms.is_in("core", left) & terms.is_in("core", right))
    numbers = terms.is_in("numbers", left) & terms.is_in("numbers", right)
    news = np.flatnonzero(_is_news(terms, left, right))
    sizes = np.log1p(terms.briefs.sizes.astype(np.float64))
    gap = days[one].astype(np.float64) - days[other].astype(np.float64)
    gap[(days[one] == UNDATED) | (days[other] == UNDATED)] = 2.0
    gap, outlets = np.abs(gap), terms.briefs.outlets
    return {
        "names": np.sqrt(total(a[:, named] * b[:, named])),
        "lead": np.sqrt(total(a[:, lead] * b[:, lead])),
        "all": np.sqrt(everything),
        "all_squared": everything,
        "crossed": total(a[:, title] * b[:, lead]) + total(a[:, lead] * b[:, title]),
        "opening_told": told("opening", terms.is_in("opening", left), terms.is_in("opening", right))[1],
        "numbers_told": told("numbers", numbers, numbers)[1],
        "plain_told": told("plain", terms.is_in("plain", left), terms.is_in("plain", right))[0],
        "rarest": _rarest(pair[core], rarity[core], count, 1)[:, 0],
        "second_word": _rarest(pair[news], rarity[news], count, 2)[:, 1],
        "more_names": _rarest(pair[names], rarity[names], count, 6)[:, 2:].sum(axis=1),
        "longer": np.maximum(sizes[one], sizes[other]),
        "distance": np.log1p(gap),
        "next_day": (gap <= 1).astype(np.float64),
        "same_outlet": ((outlets[one] == outlets[other]) & (outlets[one] != 0)).astype(np.float64),
    }


def _is_news(terms: Terms, left: I64, right: I64) -> npt.NDArray[np.bool_]:
    """Which shared terms say what happened: no name and no number, in one's title and at the head of the other."""
    named = [terms.is_in(part, at) for part in ("names", "numbers") for at in (left, right)]
    ahead = (terms.is_in("title", left) & terms.is_in("core", right)) | (
        terms.is_in("core", left) & terms.is_in("title", right)
    )
    news: npt.NDArray[np.bool_] = ahead & ~np.logical_or.reduce(named)
    return news


def _rarest(pair: I64, rarity: npt.NDArray[np.float32], count: int, wanted: int) -> F64:
    """The rarities of each pair's rarest terms, so many of them, falling, zero where there are fewer."""
    top = np.zeros((count, wanted))
    order = np.lexsort((-rarity, pair))
    rank = np.arange(len(order)) - np.searchsorted(pair[order], pair[order])
    kept = rank < wanted
    top[pair[order][kept], rank[kept]] = rarity[order][kept]
    return top


def _shared(briefs: Briefs, one: I64, other: I64) -> tuple[I64, I64, I64]:
    """(pair, term of one, term of other) for every term that both articles of a pair have."""
    sizes = briefs.sizes
    left, left_offsets = spans(briefs.offsets[one], sizes[one])
    right, right_offsets = spans(briefs.offsets[other], sizes[other])
    number_left = np.repeat(np.arange(len(one), dtype=np.uint64), np.diff(left_offsets))
    number_right = np.repeat(np.arange(len(one), dtype=np.uint64), np.diff(right_offsets))
    wanted = (number_left << np.uint64(32)) | briefs.hashes[left]
    there = (number_right << np.uint64(32)) | briefs.hashes[right]
    place = np.searchsorted(there, wanted)
    hit = np.zeros(len(wanted), np.bool_)
    inside = place < len(there)
    hit[inside] = there[place[inside]] == wanted[inside]
    return number_left[hit].astype(np.int64), left[hit], right[place[hit]]


def crowd(pairs: Pairs, likeness: F64, articles: int) -> F64:
    """How like the candidates of each article are that are none of its nearest: the mean of the seventh to the twelfth.

    What an article is about may be written about every day; a report of its own event must be nearer than that.
    """
    order = np.lexsort((-likeness, pairs.later))
    later = pairs.later[order]
    rank = np.arange(len(order)) - np.searchsorted(later, later)
    kept = (rank >= CROWD[0]) & (rank < CROWD[1])
    return np.bincount(later[kept], likeness[order][kept], articles) / (CROWD[1] - CROWD[0])
