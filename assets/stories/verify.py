"""Whether two texts are versions of one text: exact figures of a pair, and the verdict over them.

Belongs here: what is measured of a pair, exactly and on whole sets, and how it is weighed.
Does not belong here: finding pairs, forming groups.

Likeness alone cannot tell a corrected re-send from the next issue of a recurring notice: both share most of
their words.  What tells them apart is whether numbers, names and headlines agree and how far apart in time they
are.  The verdict is a logistic model over those figures (weights in verify_weights.toml, which says how they were
found), with vetoes on top that no likeness outweighs.
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
from assets.stories.normalise import CAPITAL, I64, NUMBER, OPENS_SENTENCE, U32, Tokens, mix, tokenise
from assets.stories.shingle import Sets, distinct, shingles

if TYPE_CHECKING:
    from assets.stories.documents import Documents

F64 = npt.NDArray[np.float64]
PAIRS_AT_ONCE = 4096
PASSAGE_WORDS = 8


@dataclass(frozen=True)
class Figures:
    """What was measured of each pair; shares are 0 to 1, of the smaller set unless said otherwise.

    `similarity`, `containment`: Jaccard and containment of three-word shingles.  `words`: share of content
    words.  `numbers`, `names`: shares of the numbers and mid-sentence capitalised words, and `number_count`,
    `name_count` how many the smaller side has.  `title`: share of the shorter title's content words.
    `support`: how much of the worse supported title is in the words both texts have.  `length_ratio`: shorter
    over longer.  `days`: days between them, nan if unknown.
    """

    similarity: F64
    containment: F64
    pair_containment: F64
    passages: F64
    number_slots: F64
    number_conflicts: F64
    name_slots: F64
    name_conflicts: F64
    words: F64
    numbers: F64
    number_count: F64
    names: F64
    name_count: F64
    title: F64
    title_count: F64
    support: F64
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


def measure(documents: Documents, pairs: Pairs) -> Figures:
    """Figures of every pair, computed in bounded pieces."""
    pieces = [
        _measure(documents, pairs.later[at : at + PAIRS_AT_ONCE], pairs.earlier[at : at + PAIRS_AT_ONCE])
        for at in range(0, len(pairs), PAIRS_AT_ONCE)
    ] or [_measure(documents, pairs.later, pairs.earlier)]
    return Figures(
        **{name: np.concatenate([getattr(piece, name) for piece in pieces]) for name in Figures.__dataclass_fields__}
    )


def _measure(documents: Documents, later: I64, earlier: I64) -> Figures:
    involved, local = np.unique(np.concatenate([later, earlier]), return_inverse=True)
    one, other = local[: len(later)], local[len(later) :]
    bodies = documents.bodies.take(involved)
    titles = documents.titles.take(involved)

    triples, twos = shingles(bodies, 3), shingles(bodies, 2)
    shared3, size3, other3 = _overlap(triples, one, other)
    shared2, size2, other2 = _overlap(twos, one, other)
    kinds = _word_kinds(bodies)
    content = {name: _overlap(sets, one, other) for name, sets in kinds.items()}
    number_slots, number_conflicts = _slots(bodies, NUMBER, one, other)
    name_slots, name_conflicts = _slots(bodies, CAPITAL, one, other)
    title_sets = _content_words(titles)
    shared_t, size_t, other_t = _overlap(title_sets, one, other)
    support = np.minimum(
        _support(title_sets, kinds["words"], one, other), _support(title_sets, kinds["words"], other, one)
    )
    lengths = bodies.lengths.astype(np.float64)
    shorter = np.minimum(lengths[one], lengths[other])
    longer = np.maximum(lengths[one], lengths[other])
    day = documents.days[involved].astype(np.float64)
    day[documents.days[involved] == UNDATED] = np.nan
    return Figures(
        similarity=_share(shared3, size3 + other3 - shared3),
        containment=_share(shared3, np.minimum(size3, other3)),
        pair_containment=_share(shared2, np.minimum(size2, other2)),
        passages=_least_share(_overlap(shingles(bodies, PASSAGE_WORDS), one, other)),
        number_slots=number_slots,
        number_conflicts=number_conflicts,
        name_slots=name_slots,
        name_conflicts=name_conflicts,
        words=_least_share(content["words"]),
        numbers=_least_share(content["numbers"]),
        number_count=np.minimum(content["numbers"][1], content["numbers"][2]),
        names=_least_share(content["names"]),
        name_count=np.minimum(content["names"][1], content["names"][2]),
        title=_share(shared_t, np.minimum(size_t, other_t)),
        title_count=np.minimum(size_t, other_t),
        support=support,
        length_ratio=_share(shorter, longer),
        shorter=shorter,
        days=np.abs(day[one] - day[other]),
    )


def _share(part: F64, whole: F64) -> F64:
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)


def _least_share(overlap: tuple[F64, F64, F64]) -> F64:
    shared, one, other = overlap
    return _share(shared, np.minimum(one, other))


def _overlap(sets: Sets, one: I64, other: I64) -> tuple[F64, F64, F64]:
    """Members that both sets of each pair have, and the sizes of the two."""
    sizes = sets.sizes.astype(np.float64)
    keys, _ = _pair_keys(sets, one, other)
    twice = keys[1:] == keys[:-1]
    shared = np.bincount((keys[1:][twice] >> np.uint64(32)).astype(np.int64), minlength=len(one))
    return shared.astype(np.float64), sizes[one], sizes[other]


def _pair_keys(sets: Sets, one: I64, other: I64) -> tuple[npt.NDArray[np.uint64], int]:
    """Sorted (pair number, member) of both sides of every pair: a member that both have stands there twice."""
    pieces = []
    for side in (one, other):
        sizes = sets.sizes[side]
        ends = np.cumsum(sizes)
        at = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(sets.offsets[side] - (ends - sizes), sizes)
        number = np.repeat(np.arange(len(side), dtype=np.uint64), sizes)
        pieces.append((number << np.uint64(32)) | sets.hashes[at])
    keys = np.concatenate(pieces)
    keys.sort()
    return keys, len(pieces[0])


def _slots(tokens: Tokens, kind: int, one: I64, other: I64) -> tuple[F64, F64]:
    """Places where both texts have a word of that kind behind the same two words, and how many of them disagree."""
    rows = _rows(tokens)
    hashes = tokens.hashes.astype(np.uint64)
    at = np.flatnonzero((tokens.flags & kind) > 0)
    at = at[at >= 2]
    at = at[(rows[at] == rows[at - 2]) & ((tokens.flags[at] & OPENS_SENTENCE) == 0)]
    context = mix(hashes[at - 2] * np.uint64(0x9E3779B97F4A7C15) + hashes[at - 1] + np.uint64(kind))
    filled = mix(context * np.uint64(0xC2B2AE3D27D4EB4F) + hashes[at])
    count = len(tokens)
    contexts, _, _ = _overlap(distinct(rows[at], context >> np.uint64(32), count), one, other)
    fillings, _, _ = _overlap(distinct(rows[at], filled >> np.uint64(32), count), one, other)
    return contexts, np.maximum(contexts - fillings, 0.0)


def _support(titles: Sets, words: Sets, one: I64, other: I64) -> F64:
    """Share of one's title words that occur in both texts."""
    both, _ = _pair_keys(words, one, other)
    both = both[1:][both[1:] == both[:-1]]
    sizes = titles.sizes[one]
    ends = np.cumsum(sizes)
    at = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(titles.offsets[one] - (ends - sizes), sizes)
    number = np.repeat(np.arange(len(one), dtype=np.uint64), sizes)
    wanted = (number << np.uint64(32)) | titles.hashes[at]
    place = np.searchsorted(both, wanted)
    found = np.zeros(len(wanted), np.bool_)
    inside = place < len(both)
    found[inside] = both[place[inside]] == wanted[inside]
    hits = np.bincount(number[found].astype(np.int64), minlength=len(one)).astype(np.float64)
    return np.where(sizes > 0, _share(hits, sizes.astype(np.float64)), 1.0)


def _rows(tokens: Tokens) -> I64:
    return np.repeat(np.arange(len(tokens), dtype=np.int64), tokens.lengths)


def _content_words(tokens: Tokens) -> Sets:
    kept = ~np.isin(tokens.hashes, function_words())
    return distinct(_rows(tokens)[kept], tokens.hashes[kept], len(tokens))


def _word_kinds(tokens: Tokens) -> dict[str, Sets]:
    rows = _rows(tokens)
    is_number = (tokens.flags & NUMBER) > 0
    is_name = ((tokens.flags & CAPITAL) > 0) & ((tokens.flags & OPENS_SENTENCE) == 0)
    kept = ~np.isin(tokens.hashes, function_words())
    return {
        "words": distinct(rows[kept], tokens.hashes[kept], len(tokens)),
        "numbers": distinct(rows[is_number], tokens.hashes[is_number], len(tokens)),
        "names": distinct(rows[is_name & kept], tokens.hashes[is_name & kept], len(tokens)),
    }


@cache
def function_words() -> U32:
    """Hashes of the words that carry no subject, ascending."""
    lines = files("assets.stories").joinpath("function_words.txt").read_text("utf-8").splitlines()
    return np.unique(tokenise([line for line in lines if line and not line.startswith("#")]).hashes)


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
    """The model's inputs.  A share of a small set tells little, so it is drawn towards the middle by its size."""

    def cautious(share: F64, count: F64, prior: float) -> F64:
        return (share * count + prior * 2.0) / (count + 2.0) - prior

    return {
        "containment": np.sqrt(figures.containment),
        "names": cautious(figures.names, figures.name_count, 0.7),
        "title": cautious(figures.title, figures.title_count, 0.5),
        "untitled": (figures.title_count == 0).astype(np.float64),
        "number_conflicts": np.log1p(figures.number_conflicts),
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
