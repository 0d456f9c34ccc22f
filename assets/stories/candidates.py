"""Which pairs of texts are worth comparing: those that share candidate keys.

Belongs here: pairing texts through shared bands and sketch members, at a cost that grows with the number of
keys and not with the square of how often a key occurs.
Does not belong here: judging a pair (verify.py), or keeping keys on disk (index.py).

A key that many texts hold is not dropped: cutting frequent keys off deletes the largest true groups first.
Each text is paired through it with the key's first holders in the window (where a group's founder is) and
with the latest ones before it, so a key held by n texts makes a few times n pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assets.stories.keys import Keys

if TYPE_CHECKING:
    from assets.stories.normalise import I64

WINDOW_DAYS = 14
UNDATED = np.int32(2**30)

I32 = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Reach:
    """How far the search for partners goes.

    A text meets texts of its day and of the `window_days` before; through each key the first `first_holders` in
    the window and the `latest_holders` before itself.  A key that at most so many texts hold before counts so much by
    `worth`, a commoner one 1; a pair needs `least_evidence`, and the `partners` best pairs of a text are kept.
    """

    window_days: int = WINDOW_DAYS
    first_holders: int = 2
    latest_holders: int = 2
    worth: tuple[tuple[int, int], ...] = ((8, 4), (64, 2))
    least_evidence: int = 4
    partners: int = 6


@dataclass(frozen=True)
class Pairs:
    """Pairs of text numbers, `later` after `earlier` in canonical order; sorted by later, best evidence first."""

    later: I64
    earlier: I64

    def __len__(self) -> int:
        return len(self.later)


def find_pairs(keys: Keys, days: I32, first_new: int, reach: Reach) -> Pairs:
    """Candidate pairs among texts 0..n-1 in canonical order whose later member is numbered first_new or above.

    `days[i]` is the news day of text i as a number, ascending, UNDATED for texts without one, which come last
    and are compared with all.
    """
    held = Keys(np.sort(keys.packed))
    key = held.keys
    fresh = np.ones(len(key), np.bool_)
    np.not_equal(key[1:], key[:-1], out=fresh[1:])
    shared = ~fresh
    shared[:-1] |= shared[1:]
    held = Keys(held.packed[shared])
    run, text, is_band = np.cumsum(fresh[shared]) - 1, held.rows, held.is_band

    position = np.arange(len(text), dtype=np.int64)
    start = _window_starts(run, text, days, reach.window_days)
    holders = position - start
    weight = _worth(np.where(is_band, 0, holders), reach)

    is_new = text >= first_new
    latest = [
        _encode(text, position - step, is_new & (holders >= step), weight)
        for step in range(1, reach.latest_holders + 1)
    ]
    first = [
        _encode(text, start + step, is_new & (holders > reach.latest_holders + step), weight)
        for step in range(reach.first_holders)
    ]
    return _strongest(np.concatenate([*latest, *first]), reach)


def _worth(holders: I64, reach: Reach) -> npt.NDArray[np.uint64]:
    most = np.array([held for held, _ in reach.worth])
    counts = np.array([*(count for _, count in reach.worth), 1], np.uint64)
    worth: npt.NDArray[np.uint64] = counts[np.searchsorted(most, holders)]
    return worth


def _window_starts(run: I64, text: I64, days: I32, window_days: int) -> I64:
    """For each holder, the position of the first holder of the same key within its window."""
    day = days[text].astype(np.int64)
    if not len(run):
        return np.zeros(0, np.int64)
    base = int(day.min()) - window_days - 1
    since = np.where(day == int(UNDATED), base, day - window_days)
    span = int(UNDATED) - base + 1
    starts: I64 = np.searchsorted(run * span + (day - base), run * span + (since - base)).astype(np.int64)
    return starts


def _encode(
    text: I64, other: I64, wanted: npt.NDArray[np.bool_], weight: npt.NDArray[np.uint64]
) -> npt.NDArray[np.uint64]:
    """Pairs as one number each, later text, earlier text and weight, so that one sort brings equal pairs together."""
    rows = np.flatnonzero(wanted)
    later = text[rows].astype(np.uint64)
    earlier = text[other[rows]].astype(np.uint64)
    packed = (later << np.uint64(36)) | (earlier << np.uint64(8)) | weight[rows]
    kept: npt.NDArray[np.uint64] = packed[later != earlier]
    return kept


def _strongest(packed: npt.NDArray[np.uint64], reach: Reach) -> Pairs:
    packed.sort()
    pair = packed >> np.uint64(8)
    starts = np.flatnonzero(np.concatenate(([True], pair[1:] != pair[:-1]))) if len(pair) else np.zeros(0, np.int64)
    if not len(starts):
        return Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64))
    evidence = np.add.reduceat((packed & np.uint64(255)).astype(np.int64), starts)
    enough = evidence >= reach.least_evidence
    pair, evidence = pair[starts][enough], evidence[enough]
    later = (pair >> np.uint64(28)).astype(np.int64)
    earlier = (pair & np.uint64((1 << 28) - 1)).astype(np.int64)
    best_first = np.lexsort((earlier, -evidence, later))
    later, earlier = later[best_first], earlier[best_first]
    rank = np.arange(len(later)) - np.searchsorted(later, later)
    kept = rank < reach.partners
    return Pairs(later[kept], earlier[kept])
