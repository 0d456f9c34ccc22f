"""What is measured of a pair of texts, exactly and on whole sets.

Belongs here: what is compared of each article, and the figures of a pair.
Does not belong here: finding pairs (candidates.py), weighing the figures (verify.py), forming groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assets.stories.duplicates.headlines import told_by_headlines
from assets.stories.duplicates.quotations import outside_quotations, quoted_words
from assets.stories.duplicates.shingle import F64, Sets, distinct, overlap, share
from assets.stories.texts.documents import UNDATED
from assets.stories.texts.normalise import CAPITAL, I64, NUMBER, OPENS_SENTENCE, U32, Tokens, mix
from assets.stories.texts.words import is_function_word, is_month, number_words_in_digits

if TYPE_CHECKING:
    from collections.abc import Callable

    from assets.stories.texts.documents import Documents
    from assets.stories.window.candidates import Pairs

# Few enough that what is made on the way stays in the processor's cache.
PAIRS_AT_ONCE = 512
# So many words a dateline has at most.
DATELINE_WORDS = 8
# Texts that share less are no versions, whatever their headlines say.
LEAST_MEASURED = 0.3
# Texts that share more are versions, whatever they quote.
MOST_MEASURED = 0.8


@dataclass(frozen=True)
class Figures:
    """What was measured of each pair; shares are 0 to 1, of the smaller set unless said otherwise.

    `similarity`, `containment`: Jaccard and containment of three-word shingles, `plain`: containment of what stands in no
    quotation marks, nan where it tells nothing (see quotations.py).  `names`: share of the capitalised
    words within sentences, `title`: of the headline's content words, with how many the smaller side has.
    `number_slots`, `name_slots`: numbers and names that stand behind the same two words in both; `number_conflicts`,
    `name_conflicts`: those that disagree.
    `length_ratio`: shorter over longer text, `shorter` in words.  `days`: days between them, nan if unknown.
    `report_conflicts`: number_conflicts without the day of a dateline, of texts that share LEAST_MEASURED and more, else 0.
    `numbers`: share of the numbers, with how many the smaller side has; `title_numbers`: 1 where both headlines have
    numbers and share none.  `rivals`, `foreign_title`: see headlines.Told.
    """

    similarity: F64
    containment: F64
    plain: F64
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
    report_conflicts: F64
    numbers: F64
    number_count: F64
    title_numbers: F64
    rivals: F64
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
    numbers: Sets
    title_numbers: Sets
    numbers_in_place: Slots
    names_in_place: Slots
    lengths: F64
    unquoted: F64
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
        _values(bodies),
        _values(documents.titles),
        _slots(bodies, *_numbers(bodies)),
        _slots(bodies, *_placed(bodies, _name_places(bodies))),
        bodies.lengths.astype(np.float64),
        (bodies.lengths - quoted_words(bodies)).astype(np.float64),
        days,
        bodies,
    )


def measure(profiles: Profiles, triples: Sets, pairs: Pairs) -> Figures:
    """Figures of every pair of articles whose three-word shingles are given."""
    return _in_pieces(pairs, lambda one, other: _figures(profiles, one, other, overlap(triples, one, other)))


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
    """Figures of pairs whose shingles overlap so (see shingle.overlap); None: as if each pair's were equal."""
    shared, size, other_size = (np.ones(len(one)),) * 3 if shingles is None else shingles
    names, names_one, names_other = overlap(profiles.names, one, other)
    title, title_one, title_other = overlap(profiles.titles, one, other)
    number_slots, number_conflicts = _conflicts(profiles.numbers_in_place, one, other)
    name_slots, name_conflicts = _conflicts(profiles.names_in_place, one, other)
    numbers, numbers_one, numbers_other = overlap(profiles.numbers, one, other)
    title_numbers, title_numbers_one, title_numbers_other = overlap(profiles.title_numbers, one, other)
    number_count = np.minimum(numbers_one, numbers_other)
    shorter = np.minimum(profiles.lengths[one], profiles.lengths[other])
    longer = np.maximum(profiles.lengths[one], profiles.lengths[other])
    name_count, title_count = np.minimum(names_one, names_other), np.minimum(title_one, title_other)
    containment = share(shared, np.minimum(size, other_size))
    days = np.abs(profiles.days[one] - profiles.days[other])
    report_conflicts, rivals, foreign_title = np.zeros((3, len(one)))
    plain = np.full(len(one), np.nan)
    if shingles is not None:
        asked = np.flatnonzero((containment >= LEAST_MEASURED) & (number_conflicts > 0))
        report_conflicts[asked] = _report_conflicts(profiles, one[asked], other[asked])
        asked = np.flatnonzero((containment >= LEAST_MEASURED) & (containment < MOST_MEASURED))
        plain[asked] = outside_quotations(profiles.bodies, profiles.unquoted, one[asked], other[asked])
        asked = np.flatnonzero((containment >= LEAST_MEASURED) & (title < title_count))
        told = told_by_headlines(profiles.titles, profiles.bodies, one[asked], other[asked])
        rivals[asked], foreign_title[asked] = told.rivals, told.foreign
    return Figures(
        similarity=share(shared, size + other_size - shared),
        containment=containment,
        plain=plain,
        names=share(names, name_count),
        name_count=name_count,
        title=share(title, title_count),
        title_count=title_count,
        number_slots=number_slots,
        number_conflicts=number_conflicts,
        name_slots=name_slots,
        name_conflicts=name_conflicts,
        length_ratio=share(shorter, longer),
        shorter=shorter,
        days=days,
        report_conflicts=report_conflicts,
        numbers=share(numbers, number_count),
        number_count=number_count,
        title_numbers=((title_numbers == 0) & (title_numbers_one > 0) & (title_numbers_other > 0)).astype(np.float64),
        rivals=rivals,
        foreign_title=foreign_title,
    )


def _report_conflicts(profiles: Profiles, one: I64, other: I64) -> F64:
    texts, place = np.unique(np.concatenate([one, other]), return_inverse=True)
    bodies = profiles.bodies.take(texts)
    at, values = _numbers(bodies)
    inside = at - bodies.offsets[np.searchsorted(bodies.offsets, at, side="right") - 1]
    is_day = (inside > 0) & (inside < DATELINE_WORDS) & is_month(bodies.hashes[at - 1])
    _, conflicts = _conflicts(_slots(bodies, at[~is_day], values[~is_day]), place[: len(one)], place[len(one) :])
    return conflicts


def _conflicts(slots: Slots, one: I64, other: I64) -> tuple[F64, F64]:
    """Places that both texts of each pair have, and those that they fill otherwise."""
    places, _, _ = overlap(slots.contexts, one, other)
    agreed, _, _ = overlap(slots.filled, one, other)
    return places, np.maximum(places - agreed, 0.0)


def _slots(tokens: Tokens, at: I64, fillings: U32) -> Slots:
    """The places at those positions, ascending, and what stands there."""
    rows = _rows(tokens, at)
    inside = at - tokens.offsets[rows] >= 2
    at, rows, fillings = at[inside], rows[inside], fillings[inside]
    hashes = tokens.hashes
    context = mix(hashes[at - 2] * np.uint64(0x9E3779B97F4A7C15) + hashes[at - 1])
    filled = mix(context * np.uint64(0xC2B2AE3D27D4EB4F) + fillings)
    shift = np.uint64(32)
    return Slots(distinct(rows, context >> shift, len(tokens)), distinct(rows, filled >> shift, len(tokens)))


def _placed(tokens: Tokens, at: I64) -> tuple[I64, U32]:
    return at, tokens.hashes[at]


def _values(tokens: Tokens) -> Sets:
    """The numbers of each text, in digits."""
    is_word, digits = number_words_in_digits(tokens.hashes)
    at = np.flatnonzero(((tokens.flags & NUMBER) > 0) | is_word)
    return distinct(_rows(tokens, at), digits[at], len(tokens))


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
    return distinct(_rows(tokens, at), tokens.hashes[at], len(tokens))


def _rows(tokens: Tokens, at: I64) -> I64:
    """The text of each position."""
    rows: I64 = np.searchsorted(tokens.offsets, at, side="right") - 1
    return rows
