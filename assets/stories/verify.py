"""Whether two texts are versions of one text: exact figures of a pair, and the verdict over them.

Belongs here: what is measured of a pair, exactly and on whole sets, and how it is weighed.
Does not belong here: finding pairs, forming groups.

Likeness alone cannot tell a corrected re-send from the next issue of a recurring notice: both share most of
their words.  What tells them apart is whether numbers, names and headlines agree and how far apart in time they
are.  The verdict is a logistic model over those figures (weights in verify_weights.toml, which says how they were
found), in which disagreeing numbers, names and dates weigh heavily but veto nothing by themselves.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assets.stories.candidates import UNDATED, Pairs
from assets.stories.normalise import CAPITAL, I64, NUMBER, OPENS_SENTENCE, U32, Tokens, mix, spans, tokenise
from assets.stories.shingle import Sets, distinct

if TYPE_CHECKING:
    from collections.abc import Callable

    from assets.stories.documents import Documents

F64 = npt.NDArray[np.float64]
# Few enough that what is made on the way stays in the processor's cache.
PAIRS_AT_ONCE = 512
STUB_WORDS = 10
# Under this ratio of lengths one text may stand inside another without being a version of it.
CONTAINED_RATIO = 0.3


@dataclass(frozen=True)
class Figures:
    """What was measured of each pair; shares are 0 to 1, of the smaller set unless said otherwise.

    `similarity`, `containment`: Jaccard and containment of three-word shingles.  `names`: share of the capitalised
    words within sentences, `title`: of the headline's content words, with how many the smaller side has.
    `number_slots`, `name_slots`: numbers and names that stand behind the same two words in both; `number_conflicts`,
    `name_conflicts`: those that disagree.
    `length_ratio`: shorter over longer text, `shorter` in words.  `days`: days between them, nan if unknown.
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


def profile(documents: Documents) -> Profiles:
    """Profiles of articles."""
    bodies = documents.bodies
    days = documents.days.astype(np.float64)
    days[documents.days == UNDATED] = np.nan
    return Profiles(
        _names(bodies),
        _content_words(documents.titles),
        _slots(bodies, np.flatnonzero((bodies.flags & (NUMBER | OPENS_SENTENCE)) == NUMBER)),
        _slots(bodies, _name_places(bodies)),
        bodies.lengths.astype(np.float64),
        days,
    )


def promising(profiles: Profiles, pairs: Pairs) -> Pairs:
    """The pairs whose shingles are worth counting, which is the dear part.

    They are those of texts that have a partner with which equal shingles would make it a version, and those of which
    one text may stand inside the other.  The pairs left out can change no group.
    """
    found = _in_pieces(pairs, lambda one, other: _figures(profiles, one, other, None))
    is_hopeful = np.zeros(len(profiles.lengths), np.bool_)
    is_hopeful[pairs.later[log_odds(found) > 0]] = True
    kept = np.flatnonzero(is_hopeful[pairs.later] | (found.length_ratio < CONTAINED_RATIO))
    return Pairs(pairs.later[kept], pairs.earlier[kept])


def measure(profiles: Profiles, triples: Sets, pairs: Pairs) -> Figures:
    """Figures of every pair of articles whose three-word shingles are given."""
    return _in_pieces(pairs, lambda one, other: _figures(profiles, one, other, _overlap(triples, one, other)))


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
    return Figures(
        similarity=_share(shared, size + other_size - shared),
        containment=_share(shared, np.minimum(size, other_size)),
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
        days=np.abs(profiles.days[one] - profiles.days[other]),
    )


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


def _slots(tokens: Tokens, at: I64) -> Slots:
    """The places of the words at those positions, ascending."""
    at = at[at >= 2]
    rows = np.searchsorted(tokens.offsets, at, side="right") - 1
    inside = at - tokens.offsets[rows] >= 2
    at, rows = at[inside], rows[inside]
    hashes = tokens.hashes
    context = mix(hashes[at - 2] * np.uint64(0x9E3779B97F4A7C15) + hashes[at - 1])
    filled = mix(context * np.uint64(0xC2B2AE3D27D4EB4F) + hashes[at])
    shift = np.uint64(32)
    return Slots(distinct(rows, context >> shift, len(tokens)), distinct(rows, filled >> shift, len(tokens)))


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


def is_function_word(hashes: U32) -> npt.NDArray[np.bool_]:
    """Which words carry no subject."""
    maybe: npt.NDArray[np.bool_] = _function_word_bits()[hashes >> np.uint32(16)]
    found = np.flatnonzero(maybe)
    maybe[found] = np.isin(hashes[found], _function_words())
    return maybe


@cache
def _function_words() -> U32:
    lines = files("assets.stories").joinpath("function_words.txt").read_text("utf-8").splitlines()
    return np.unique(tokenise([line for line in lines if line and not line.startswith("#")]).hashes)


@cache
def _function_word_bits() -> npt.NDArray[np.bool_]:
    """A first sieve by the upper half of the hash, which lets few other words through."""
    bits = np.zeros(1 << 16, np.bool_)
    bits[_function_words() >> np.uint32(16)] = True
    return bits


@dataclass(frozen=True)
class Weights:
    """The verdict's model: a weight for each derived figure, the intercept and the threshold on the odds."""

    names: tuple[str, ...]
    values: F64
    intercept: float


@cache
def weights() -> Weights:
    """The weights as they ship."""
    stored = tomllib.loads(files("assets.stories").joinpath("verify_weights.toml").read_text("utf-8"))
    names = tuple(stored["weights"])
    return Weights(names, np.array([stored["weights"][name] for name in names]), stored["intercept"])


def derived(figures: Figures) -> dict[str, F64]:
    """The model's inputs.  A share of a small set tells little, so it is drawn towards the middle by its size.

    The few words of a stub ("More to follow.") stand under any headline; they count as far as the headlines agree.
    """
    is_stub = (figures.shorter < STUB_WORDS) & (figures.title_count > 0)

    def cautious(share: F64, count: F64, prior: float) -> F64:
        return (share * count + prior * 2.0) / (count + 2.0) - prior

    return {
        "containment": np.sqrt(np.where(is_stub, figures.containment * figures.title, figures.containment)),
        "names": cautious(figures.names, figures.name_count, 0.7),
        "title": cautious(figures.title, figures.title_count, 0.5),
        "untitled": (figures.title_count == 0).astype(np.float64),
        "number_conflicts": np.log1p(figures.number_conflicts),
        "name_conflicts": figures.name_conflicts / (figures.name_slots + 2.0),
        "distance": np.where(np.isnan(figures.days), 0.5, np.log1p(figures.days)),
        "short_in_long": np.log(0.3 / np.clip(figures.length_ratio, 0.02, 0.3)),
    }


def log_odds(figures: Figures) -> F64:
    """Log odds that each pair is two versions of one text; the verdict is yes above zero."""
    inputs = derived(figures)
    model = weights()
    total = np.full(len(figures.similarity), model.intercept)
    for name, weight in zip(model.names, model.values, strict=True):
        total += weight * inputs[name]
    return total
