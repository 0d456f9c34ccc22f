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

from assets.stories.texts.documents import UNDATED
from assets.stories.window.keys import Keys

if TYPE_CHECKING:
    from assets.stories.texts.normalise import I64

WINDOW_DAYS = 14

I32 = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Reach:
    """How far the search for partners goes.

    A text meets texts of its day and of the `window_days` before; through each key the first `first_holders` in
    the window and the `latest_holders` before itself.  A key that at most so many texts hold before counts so much by
    `worth`, a commoner one 1.  A pair needs the `least_evidence` that stands beside the first number of days that is not
    under the days between its texts (days are rising): what lies far back is seldom of one text or event, so it is not
    looked at for a word or two, and a window that fills costs little.  Of a text the `partners` best pairs are kept, and one
    more for every `keys_a_partner` keys that it has: a roundup holds a dozen other texts.
    """

    window_days: int = WINDOW_DAYS
    first_holders: int = 2
    latest_holders: int = 2
    worth: tuple[tuple[int, int], ...] = ((8, 4), (64, 2))
    least_evidence: tuple[tuple[int, int], ...] = ((1, 4), (3, 8), (WINDOW_DAYS, 12))
    partners: int = 8
    keys_a_partner: int = 16


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
    packed = np.sort(keys.packed)
    key = Keys(packed).keys
    alike = key[1:] == key[:-1]
    shared = np.zeros(len(key), np.bool_)
    shared[1:] |= alike
    shared[:-1] |= alike
    packed = packed[shared]
    rows = Keys(packed).rows
    place = np.flatnonzero(rows >= first_new)
    held, text = Keys(packed[place]), rows[place]

    oldest = np.searchsorted(days, days[first_new:] - reach.window_days)
    oldest[days[first_new:] == UNDATED] = 0
    first = np.searchsorted(packed, Keys.joined(held.keys, oldest[text - first_new]).packed)
    holders = place - first
    weight = _worth(np.where(held.is_band, 0, holders), reach)

    def led_to(earlier: I64, wanted: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint64]:
        at = np.flatnonzero(wanted)
        return _encode(text[at], rows[earlier[at]], weight[at])

    latest = [led_to(place - step, holders >= step) for step in range(1, reach.latest_holders + 1)]
    first_ones = [led_to(first + step, holders > reach.latest_holders + step) for step in range(reach.first_holders)]
    partners = reach.partners + np.bincount(keys.rows, minlength=len(days)) // reach.keys_a_partner
    return _strongest(np.concatenate([*latest, *first_ones]), days, partners, reach)


def _worth(holders: I64, reach: Reach) -> npt.NDArray[np.uint64]:
    most = np.array([held for held, _ in reach.worth])
    counts = np.array([*(count for _, count in reach.worth), 1], np.uint64)
    worth: npt.NDArray[np.uint64] = counts[np.searchsorted(most, holders)]
    return worth


def _least(later: I32, earlier: I32, reach: Reach) -> I64:
    """The evidence that pairs of texts of these days need; those without a day need what a near pair does."""
    upto = np.array([days for days, _ in reach.least_evidence])
    least = np.array([evidence for _, evidence in reach.least_evidence], np.int64)
    apart = np.where(later == UNDATED, 0, later - earlier)
    needed: I64 = least[np.minimum(np.searchsorted(upto, apart), len(least) - 1)]
    return needed


def _encode(later: I64, earlier: I64, weight: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Pairs as one number each, later text, earlier text and weight, so that one sort brings equal pairs together."""
    packed = (later.astype(np.uint64) << np.uint64(36)) | (earlier.astype(np.uint64) << np.uint64(8)) | weight
    kept: npt.NDArray[np.uint64] = packed[later != earlier]
    return kept


def _strongest(packed: npt.NDArray[np.uint64], days: I32, partners: I64, reach: Reach) -> Pairs:
    """The pairs of which each text has enough evidence, as many as `partners` says it may have."""
    packed.sort()
    pair = packed >> np.uint64(8)
    starts = np.flatnonzero(np.concatenate(([True], pair[1:] != pair[:-1]))) if len(pair) else np.zeros(0, np.int64)
    if not len(starts):
        return Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64))
    evidence = np.add.reduceat((packed & np.uint64(255)).astype(np.int64), starts)
    pair = pair[starts]
    later = (pair >> np.uint64(28)).astype(np.int64)
    earlier = (pair & np.uint64((1 << 28) - 1)).astype(np.int64)
    enough = evidence >= _least(days[later], days[earlier], reach)
    later, earlier, evidence = later[enough], earlier[enough], evidence[enough]
    best_first = np.lexsort((earlier, -evidence, later))
    later, earlier = later[best_first], earlier[best_first]
    rank = np.arange(len(later)) - np.searchsorted(later, later)
    kept = rank < partners[later]
    return Pairs(later[kept], earlier[kept])
