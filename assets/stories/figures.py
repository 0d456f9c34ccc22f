"""What is measured of a pair of texts, exactly and on whole sets.

Belongs here: what is compared of each article, and the figures of a pair.
Does not belong here: finding pairs (candidates.py), weighing the figures (verify.py), forming groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assets.stories.candidates import UNDATED, Pairs
from assets.stories.normalise import CAPITAL, I64, NUMBER, OPENS_SENTENCE, U32, Tokens, mix, spans
from assets.stories.shingle import Sets, distinct
from assets.stories.words import is_function_word, is_month, number_words_in_digits

if TYPE_CHECKING:
    from collections.abc import Callable

    from assets.stories.documents import Documents

F64 = npt.NDArray[np.float64]
# Few enough that what is made on the way stays in the processor's cache.
PAIRS_AT_ONCE = 512
# A headline of so many content words says what its text is about; one that shares less than this share of them is foreign.
TELLING_TITLE = 3
FOREIGN_SHARE = 1 / 3
# From this many days on, a short text that comes again with other figures is the next issue and no correction.
NEXT_ISSUE_DAYS = 2
# So many words a dateline has at most.
DATELINE_WORDS = 8
# Texts that share less are no versions, whatever their headlines say.
LEAST_MEASURED = 0.3


@dataclass(frozen=True)
class Figures:
    """What was measured of each pair; shares are 0 to 1, of the smaller set unless said otherwise.

    `similarity`, `containment`: Jaccard and containment of three-word shingles.  `names`: share of the capitalised
    words within sentences, `title`: of the headline's content words, with how many the smaller side has.
    `number_slots`, `name_slots`: numbers and names that stand behind the same two words in both; `number_conflicts`,
    `name_conflicts`: those that disagree.
    `length_ratio`: shorter over longer text, `shorter` in words.  `days`: days between them, nan if unknown.
    `dated_conflicts`: number_conflicts without the day of a dateline, counted of texts NEXT_ISSUE_DAYS apart and more, else 0.
    `foreign_title`: 1 where neither headline's words stand in the other article, in its headline or its text.
    """

    similarity: F64
    containment: F64
    names: F64
    name_count: F64
    title: F64
    title_count: F64
    number_slots: F64
    number_conflicts: F64
    name_slots: F64
    name_conflicts: F64
    length_ratio: F64
    shorter: F64
    days: F64
    dated_conflicts: F64
    foreign_title: F64

    def take(self, rows: npt.NDArray[np.integer]) -> Figures:
        """Figures of those pairs."""
        return Figures(**{name: getattr(self, name)[rows] for name in self.__dataclass_fields__})

    def joined(self, other: Figures) -> Figures:
        """These figures, then the other's."""
        return Figures(
            **{name: np.concatenate([getattr(self, name), getattr(other, name)]) for name in self.__dataclass_fields__}
        )


@dataclass(frozen=True)
class Slots:
    """The two words before each number (or name) within a sentence, alone and with it."""

    contexts: Sets
    filled: Sets


@dataclass(frozen=True)
class Profiles:
    """What is compared of each article but its shingles: sets of hashes, computed once however many pairs it is in."""

    names: Sets
    titles: Sets
    numbers: Slots
    names_in_place: Slots
    lengths: F64
    days: F64
    bodies: Tokens


def profile(documents: Documents) -> Profiles:
    """Profiles of articles."""
    bodies = documents.bodies
    days = documents.days.astype(np.float64)
    days[documents.days == UNDATED] = np.nan
    return Profiles(
        _names(bodies),
        _content_words(documents.titles),
        _slots(bodies, *_numbers(bodies)),
        _slots(bodies, *_placed(bodies, _name_places(bodies))),
        bodies.lengths.astype(np.float64),
        days,
        bodies,
    )


def measure(profiles: Profiles, triples: Sets, pairs: Pairs) -> Figures:
    """Figures of every pair of articles whose three-word shingles are given."""
    return _in_pieces(pairs, lambda one, other: _figures(profiles, one, other, _overlap(triples, one, other)))


def unshingled(profiles: Profiles, pairs: Pairs) -> Figures:
    """Figures of every pair as they would be if both texts had the same shingles."""
    return _in_pieces(pairs, lambda one, other: _figures(profiles, one, other, None))


def _in_pieces(pairs: Pairs, figures: Callable[[I64, I64], Figures]) -> Figures:
    """Figures of all pairs, computed in bounded pieces."""
    pieces = [
        figures(pairs.later[at : at + PAIRS_AT_ONCE], pairs.earlier[at : at + PAIRS_AT_ONCE])
        for at in range(0, max(len(pairs), 1), PAIRS_AT_ONCE)
    ]
    return Figures(
        **{name: np.concatenate([getattr(piece, name) for piece in pieces]) for name in Figures.__dataclass_fields__}
    )


def _figures(profiles: Profiles, one: I64, other: I64, shingles: tuple[F64, F64, F64] | None) -> Figures:
    """Figures of pairs whose shingles overlap so (see _overlap); None: as if each pair's were equal."""
    shared, size, other_size = (np.ones(len(one)),) * 3 if shingles is None else shingles
    names, names_one, names_other = _overlap(profiles.names, one, other)
    title, title_one, title_other = _overlap(profiles.titles, one, other)
    number_slots, number_conflicts = _conflicts(profiles.numbers, one, other)
    name_slots, name_conflicts = _conflicts(profiles.names_in_place, one, other)
    shorter = np.minimum(profiles.lengths[one], profiles.lengths[other])
    longer = np.maximum(profiles.lengths[one], profiles.lengths[other])
    name_count, title_count = np.minimum(names_one, names_other), np.minimum(title_one, title_other)
    containment = _share(shared, np.minimum(size, other_size))
    days = np.abs(profiles.days[one] - profiles.days[other])
    dated_conflicts, foreign_title = np.zeros(len(one)), np.zeros(len(one))
    if shingles is not None:
        asked = np.flatnonzero((containment >= LEAST_MEASURED) & (number_conflicts > 0) & (days >= NEXT_ISSUE_DAYS))
        dated_conflicts[asked] = _dated_conflicts(profiles, one[asked], other[asked])
        asked = np.flatnonzero((containment >= LEAST_MEASURED) & (title_count >= TELLING_TITLE))
        foreign_title[asked] = _foreign_title(profiles, one[asked], other[asked], title[asked])
    return Figures(
        similarity=_share(shared, size + other_size - shared),
        containment=containment,
        names=_share(names, name_count),
        name_count=name_count,
        title=_share(title, title_count),
        title_count=title_count,
        number_slots=number_slots,
        number_conflicts=number_conflicts,
        name_slots=name_slots,
        name_conflicts=name_conflicts,
        length_ratio=_share(shorter, longer),
        shorter=shorter,
        days=days,
        dated_conflicts=dated_conflicts,
        foreign_title=foreign_title,
    )


def _dated_conflicts(profiles: Profiles, one: I64, other: I64) -> F64:
    texts, place = np.unique(np.concatenate([one, other]), return_inverse=True)
    bodies = profiles.bodies.take(texts)
    at, values = _numbers(bodies)
    inside = at - bodies.offsets[np.searchsorted(bodies.offsets, at, side="right") - 1]
    is_day = (inside > 0) & (inside < DATELINE_WORDS) & is_month(bodies.hashes[at - 1])
    _, conflicts = _conflicts(_slots(bodies, at[~is_day], values[~is_day]), place[: len(one)], place[len(one) :])
    return conflicts


def _foreign_title(profiles: Profiles, one: I64, other: I64, shared: F64) -> F64:
    """Whether next to no word of either headline, of which they share so many, stands in the other's headline or text.

    What such texts have in common is the page's: a form or a notice that an outlet shows under any headline.
    """
    is_foreign = np.ones(len(one), np.bool_)
    for titled, told in ((one, other), (other, one)):
        asked = np.flatnonzero(is_foreign & (shared < FOREIGN_SHARE * profiles.titles.sizes[titled]))
        is_foreign[:] = False
        if len(asked):
            texts, place = np.unique(told[asked], return_inverse=True)
            both = profiles.titles.followed_by(_content_words(profiles.bodies.take(texts)))
            told_of, size, _ = _overlap(both, titled[asked], place + len(profiles.lengths))
            is_foreign[asked] = told_of + shared[asked] < FOREIGN_SHARE * size
    return is_foreign.astype(np.float64)


def _share(part: F64, whole: F64) -> F64:
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)


def _overlap(sets: Sets, one: I64, other: I64) -> tuple[F64, F64, F64]:
    """Members that both sets of each pair have, and the sizes of the two.

    Both sides come sorted by pair and member, so a stable sort merges two runs in linear time; a member of both
    then stands there twice.
    """
    sides = []
    for side in (one, other):
        at, offsets = spans(sets.offsets[side], sets.sizes[side])
        number = np.repeat(np.arange(len(side), dtype=np.uint64) << np.uint64(32), np.diff(offsets))
        sides.append(number | sets.hashes[at])
    keys = np.concatenate(sides)
    keys.sort(kind="stable")
    twice = np.flatnonzero(keys[1:] == keys[:-1])
    shared = np.bincount((keys[twice] >> np.uint64(32)).astype(np.int64), minlength=len(one)).astype(np.float64)
    return shared, sets.sizes[one].astype(np.float64), sets.sizes[other].astype(np.float64)


def _conflicts(slots: Slots, one: I64, other: I64) -> tuple[F64, F64]:
    """Places that both texts of each pair have, and those that they fill otherwise."""
    places, _, _ = _overlap(slots.contexts, one, other)
    agreed, _, _ = _overlap(slots.filled, one, other)
    return places, np.maximum(places - agreed, 0.0)


def _slots(tokens: Tokens, at: I64, fillings: U32) -> Slots:
    """The places at those positions, ascending, and what stands there."""
    rows = np.searchsorted(tokens.offsets, at, side="right") - 1
    inside = at - tokens.offsets[rows] >= 2
    at, rows, fillings = at[inside], rows[inside], fillings[inside]
    hashes = tokens.hashes
    context = mix(hashes[at - 2] * np.uint64(0x9E3779B97F4A7C15) + hashes[at - 1])
    filled = mix(context * np.uint64(0xC2B2AE3D27D4EB4F) + fillings)
    shift = np.uint64(32)
    return Slots(distinct(rows, context >> shift, len(tokens)), distinct(rows, filled >> shift, len(tokens)))


def _placed(tokens: Tokens, at: I64) -> tuple[I64, U32]:
    return at, tokens.hashes[at]


def _numbers(tokens: Tokens) -> tuple[I64, U32]:
    """Positions of the numbers within sentences, and each in digits, so that "three" and "3" are one."""
    is_word, digits = number_words_in_digits(tokens.hashes)
    is_number = ((tokens.flags & NUMBER) > 0) | is_word
    at = np.flatnonzero(is_number & ((tokens.flags & OPENS_SENTENCE) == 0))
    return at, digits[at]


def _name_places(tokens: Tokens) -> I64:
    at = np.flatnonzero((tokens.flags & (CAPITAL | OPENS_SENTENCE)) == CAPITAL)
    return at[~is_function_word(tokens.hashes[at])]


def _names(tokens: Tokens) -> Sets:
    return _sets_at(tokens, _name_places(tokens))


def _content_words(tokens: Tokens) -> Sets:
    return _sets_at(tokens, np.flatnonzero(~is_function_word(tokens.hashes)))


def _sets_at(tokens: Tokens, at: I64) -> Sets:
    rows = np.searchsorted(tokens.offsets, at, side="right") - 1
    return distinct(rows, tokens.hashes[at], len(tokens))
