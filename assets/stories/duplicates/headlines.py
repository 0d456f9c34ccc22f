"""What two headlines tell of a pair of texts: whether each speaks of something that the other article does not know.

Belongs here: the words of each headline looked up in its own text, in the other headline and in the other text.
Does not belong here: figures of the texts themselves (figures.py), weighing (verify.py).

An outlet words the headline of a re-send anew, so headlines that differ tell little by themselves.  But the words that
a headline shares with its own text name what the text is about: where each article has such a word and the other does
not use it at all, they tell of two firms, two towns or two days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assets.stories.texts.normalise import I64, U32, U64, spans
from assets.stories.window.keys import are_among

if TYPE_CHECKING:
    from assets.stories.duplicates.shingle import F64, Sets
    from assets.stories.texts.normalise import Tokens

# A headline of so many content words says what its text is about; one that shares less than this share of them is foreign.
TELLING_TITLE = 3
FOREIGN_SHARE = 1 / 3
# A text with less than this share of its own headline's words is not the article that the headline is of.
OWN_SHARE = 0.2
# Headlines that share so much are one headline.
SAME_SHARE = 0.5


@dataclass(frozen=True)
class Told:
    """Of each pair: `rivals`, the words that each side's headline and text have and the other article lacks, of the side
    with fewer; `foreign`, 1 where what the texts share is the page's (see _is_foreign), else 0.
    """

    rivals: F64
    foreign: F64


def told_by_headlines(titles: Sets, bodies: Tokens, one: I64, other: I64) -> Told:
    """What the headlines of those pairs of articles tell; `titles` are the content words of each article's headline."""
    sides = _Side.of(titles, one, other), _Side.of(titles, other, one)
    asked = [(side.own, side.words) for side in sides] + [(side.told, side.words) for side in sides]
    found = _stand_in(
        bodies, np.concatenate([texts for texts, _ in asked]), np.concatenate([words for _, words in asked])
    )
    in_own, in_other = np.split(found, 2)
    cut = len(sides[0].words)
    pieces = zip(sides, np.split(in_own, [cut]), np.split(in_other, [cut]), strict=True)
    looked = [_Looked.up(side, own, there, len(one)) for side, own, there in pieces]
    return Told(np.minimum(looked[0].rivals, looked[1].rivals), _is_foreign(*looked).astype(np.float64))


@dataclass(frozen=True)
class _Side:
    """Words of one headline of each pair: of which pair, of which article, beside which, and whether that one's headline has it."""

    pair: I64
    own: I64
    told: I64
    words: U32
    is_shared: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, titles: Sets, own: I64, told: I64) -> _Side:
        at, offsets = spans(titles.offsets[own], titles.sizes[own])
        pair = np.repeat(np.arange(len(own)), np.diff(offsets))
        words = titles.hashes[at]
        there, offsets = spans(titles.offsets[told], titles.sizes[told])
        held = _keys(np.repeat(np.arange(len(told)), np.diff(offsets)), titles.hashes[there])
        return cls(pair, own[pair], told[pair], words, are_among(_keys(pair, words), held))


@dataclass(frozen=True)
class _Looked:
    """Of one headline of each pair: its words, those that its own text has, that the other article has, and rivals."""

    size: F64
    own: F64
    known: F64
    shared: F64
    rivals: F64

    @classmethod
    def up(cls, side: _Side, in_own: npt.NDArray[np.bool_], in_other: npt.NDArray[np.bool_], pairs: int) -> _Looked:
        is_known = side.is_shared | in_other

        def count(which: npt.NDArray[np.bool_]) -> F64:
            return np.bincount(side.pair[which], minlength=pairs).astype(np.float64)

        return cls(
            count(np.ones(len(side.pair), np.bool_)),
            count(in_own),
            count(is_known),
            count(side.is_shared),
            count(in_own & ~is_known),
        )


def _is_foreign(one: _Looked, other: _Looked) -> npt.NDArray[np.bool_]:
    """Whether next to no word of either headline stands in the other article, or in either text under headlines that differ.

    What such texts have in common is the page's: a form or a notice that an outlet shows under any headline.
    """
    shorter = np.minimum(one.size, other.size)
    strange = (one.known < FOREIGN_SHARE * one.size) & (other.known < FOREIGN_SHARE * other.size)
    untold = (one.own < OWN_SHARE * one.size) & (other.own < OWN_SHARE * other.size)
    return (shorter >= TELLING_TITLE) & (strange | (untold & (one.shared < SAME_SHARE * shorter)))


def _stand_in(bodies: Tokens, texts: I64, words: U32) -> npt.NDArray[np.bool_]:
    """Whether each word stands in the text beside it.

    Few words are asked for, so a sieve by the upper half of the hash leaves most of the texts' words out first.
    """
    present, place = np.unique(texts, return_inverse=True)
    taken = bodies.take(present)
    sieve = np.zeros(1 << 16, np.bool_)
    sieve[words >> np.uint32(16)] = True
    at = np.flatnonzero(sieve[taken.hashes >> np.uint32(16)])
    held = np.sort(_keys(np.searchsorted(taken.offsets, at, side="right") - 1, taken.hashes[at]))
    return are_among(_keys(place, words), held)


def _keys(rows: npt.NDArray[np.integer], words: U32) -> U64:
    keys: U64 = (rows.astype(np.uint64) << np.uint64(32)) | words
    return keys
