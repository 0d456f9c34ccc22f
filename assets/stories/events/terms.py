"""What an article is about, as weighted terms: headline, opening, lead, names and numbers.

Belongs here: term vectors of one article and how common terms are in a window of days.
Does not belong here: comparing articles (gather.py).

Terms are word hashes without function words.  The opening is the first OPENING_WORDS words, which tell the news itself; the
lead is the first LEAD_WORDS words: what a report adds further down is mostly background that other events share.  Weights are (1 + ln count) x idf (Salton and Buckley
1988), where the idf is smoothed by pseudo-documents so that a window of two articles gives sound weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assets.stories.duplicates.shingle import distinct
from assets.stories.texts.normalise import CAPITAL, I64, NUMBER, OPENS_SENTENCE, U32, U64, mix, spans
from assets.stories.texts.words import is_function_word
from assets.stories.window.keys import Keys

if TYPE_CHECKING:
    from assets.stories.texts.documents import Documents

OPENING_WORDS = 45
LEAD_WORDS = 340
TITLE_WEIGHT = 3
KEY_TERMS = 20
BUCKETS = 1 << 18
PSEUDO_DOCUMENTS = 20.0
MANY = 2500
# Where the count of each part stands in a term's counts: the lowest bit, and how many bits.
_BITS = {"title": (0, 4), "opening": (4, 4), "lead": (8, 8), "names": (16, 8), "numbers": (24, 8)}
FIELDS = ("title", "lead", "names", "all")
MOST_COUNTED = 255
ARTICLES_AT_ONCE = 256

F32 = npt.NDArray[np.float32]

# Parts of an article of which another one can tell more or less: "core" is headline and opening, "plain" what of it is neither
# a name nor a number.
PARTS = ("opening", "numbers", "plain")
_CORE = np.uint32(0xFF)
_NAMED = np.uint32(0xFFFF0000)

# 1 + ln of every count that a term can have in a field, 0 for none.
_COUNTS = np.arange(MOST_COUNTED * (TITLE_WEIGHT + 1) + 1)
_GROWTH: F32 = np.where(_COUNTS > 0, 1 + np.log(np.maximum(_COUNTS, 1)), 0).astype(np.float32)


@dataclass(frozen=True)
class Briefs:
    """Articles as stories see them, in canonical order (days, seconds, outlets as in Documents).

    Article i has the terms hashes[offsets[i]:offsets[i + 1]], ascending and each once.  `counts` says how often each
    stands in the title and in the opening (at most 15), in the lead, as a name and as a number (at most 255), as _BITS lays
    it out.
    """

    ids: list[str]
    days: npt.NDArray[np.int32]
    seconds: I64
    outlets: U32
    hashes: U32
    counts: U32
    offsets: I64

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def sizes(self) -> I64:
        """Terms of each article."""
        return np.diff(self.offsets)

    def take(self, rows: npt.NDArray[np.integer]) -> Briefs:
        """Those articles, in that order (the caller keeps it canonical)."""
        at, offsets = spans(self.offsets[rows], self.sizes[rows])
        ids = [self.ids[row] for row in rows]
        return Briefs(
            ids,
            self.days[rows],
            self.seconds[rows],
            self.outlets[rows],
            self.hashes[at],
            self.counts[at],
            offsets,
        )

    def followed_by(self, *others: Briefs) -> Briefs:
        """These articles, then the others'."""
        pieces = (self, *others)
        sizes = np.concatenate([piece.sizes for piece in pieces])
        return Briefs(
            [key for piece in pieces for key in piece.ids],
            np.concatenate([piece.days for piece in pieces]),
            np.concatenate([piece.seconds for piece in pieces]),
            np.concatenate([piece.outlets for piece in pieces]),
            np.concatenate([piece.hashes for piece in pieces]),
            np.concatenate([piece.counts for piece in pieces]),
            np.concatenate([[0], np.cumsum(sizes)]),
        )


def brief(documents: Documents) -> Briefs:
    """The terms of articles."""
    title, body = documents.titles, documents.bodies
    lead_at, lead_offsets = spans(body.offsets[:-1], np.minimum(body.lengths, LEAD_WORDS))
    hashes = np.concatenate([title.hashes, body.hashes[lead_at]])
    flags = np.concatenate([title.flags, body.flags[lead_at]])
    rows = np.concatenate([_rows(title.offsets), _rows(lead_offsets)])
    in_title = np.arange(len(hashes)) < len(title.hashes)
    place = np.arange(lead_offsets[-1]) - np.repeat(lead_offsets[:-1], np.diff(lead_offsets))
    opens = np.concatenate([np.zeros(len(title.hashes), np.bool_), place < OPENING_WORDS])
    kept = ~is_function_word(hashes)
    hashes, flags, rows, in_title, opens = hashes[kept], flags[kept], rows[kept], in_title[kept], opens[kept]

    keys, inverse = np.unique((rows.astype(np.uint64) << np.uint64(32)) | hashes, return_inverse=True)
    is_name = ((flags & CAPITAL) > 0) & ((flags & OPENS_SENTENCE) == 0) & ~in_title
    is_number = ((flags & NUMBER) > 0) & ~in_title
    counts = np.zeros(len(keys), np.uint32)
    for part, chosen in zip(_BITS, (in_title, opens, ~in_title, is_name, is_number), strict=True):
        lowest, bits = _BITS[part]
        found = np.bincount(inverse[chosen], minlength=len(keys))
        counts |= np.minimum(found, (1 << bits) - 1).astype(np.uint32) << np.uint32(lowest)
    offsets = np.searchsorted(keys, np.arange(len(documents) + 1, dtype=np.uint64) << np.uint64(32)).astype(np.int64)
    return Briefs(
        documents.ids,
        documents.days,
        documents.seconds,
        documents.outlets,
        keys.astype(np.uint32),
        counts,
        offsets,
    )


def no_briefs() -> Briefs:
    """No articles."""
    none = np.zeros(0, np.int64)
    words = none.astype(np.uint32)
    return Briefs([], none.astype(np.int32), none, words, words, words, np.zeros(1, np.int64))


def frequencies(briefs: Briefs) -> tuple[U32, U32]:
    """(bucket, number of articles with a term in it), for buckets that occur, ascending."""
    buckets = distinct(_rows(briefs.offsets), bucket_of(briefs.hashes), len(briefs)).hashes
    found = np.bincount(buckets.astype(np.int64), minlength=BUCKETS)
    occurring = np.flatnonzero(found)
    return occurring.astype(np.uint32), found[occurring].astype(np.uint32)


def bucket_of(hashes: U32) -> U32:
    """The frequency bucket of each term."""
    return hashes & np.uint32(BUCKETS - 1)


def idf(counts: npt.NDArray[np.floating], documents: int) -> F32:
    """Smoothed inverse document frequency of every bucket, as a share of that of a term which no article has.

    So a rare term counts as much in a lake of years as in one of a week.  Where there are fewer than MANY articles it counts
    less, since a term that stands in two of them need not be rare.
    """
    highest = np.log((max(documents, MANY) + PSEUDO_DOCUMENTS) / 0.5)
    rarity: F32 = (np.log((documents + PSEUDO_DOCUMENTS) / (counts + 0.5)).clip(0.1) / highest).astype(np.float32)
    return rarity


@dataclass(frozen=True)
class Terms:
    """Articles with weighed terms.

    `rarity` is the idf of each term, `lengths` the length of each article's (row) vector in each of FIELDS (column), `masses`
    the sum of the rarities of its terms in each of PARTS.
    """

    briefs: Briefs
    rarity: F32
    lengths: F32
    masses: F32

    def is_in(self, part: str, at: I64) -> npt.NDArray[np.bool_]:
        """Whether the terms at those places are in that part of their article."""
        return _is_in(self.briefs.counts[at], part)

    def weights(self, at: I64, articles: I64) -> F32:
        """Weights of the terms at those places, of those articles: a column for each of FIELDS.

        They are scaled so that each article's column has length one, or zero where it has no such term.
        """
        counts, rarity = self.briefs.counts[at], self.rarity[at]
        found = np.empty((len(at), len(FIELDS)), np.float32)
        for column, field in enumerate(FIELDS):
            found[:, column] = _raw(counts, rarity, field) / self.lengths[articles, column]
        return found


def weigh(briefs: Briefs, idf_of_bucket: F32) -> Terms:
    """The articles with the weights that follow from how common their terms are."""
    rarity = idf_of_bucket[bucket_of(briefs.hashes)]
    lengths = np.empty((len(briefs), len(FIELDS)), np.float32)
    masses = np.empty((len(briefs), len(PARTS)), np.float32)
    for start in range(0, len(briefs), ARTICLES_AT_ONCE):
        offsets = briefs.offsets[start : start + ARTICLES_AT_ONCE + 1]
        rows, terms = _rows(offsets), slice(offsets[0], offsets[-1])
        here, counts, rare = slice(start, start + len(offsets) - 1), briefs.counts[terms], rarity[terms]
        for column, field in enumerate(FIELDS):
            has = np.flatnonzero(_count(counts, field))
            raw = _raw(counts[has], rare[has], field)
            lengths[here, column] = np.sqrt(np.bincount(rows[has], raw * raw, len(offsets) - 1))
        for column, part in enumerate(PARTS):
            has = np.flatnonzero(_is_in(counts, part))
            masses[here, column] = np.bincount(rows[has], rare[has], len(offsets) - 1)
    return Terms(briefs, rarity, np.maximum(lengths, np.float32(1e-9)), masses)


def _is_in(counts: U32, part: str) -> npt.NDArray[np.bool_]:
    if part in ("core", "plain"):
        found: npt.NDArray[np.bool_] = (counts & _CORE) > 0
        return found & ((counts & _NAMED) == 0) if part == "plain" else found
    return _count(counts, part) > 0


def _count(counts: U32, field: str) -> U32:
    """How often each term counts in a field; in "all" a word of the title counts as several."""
    if field == "all":
        return _count(counts, "title") * np.uint32(TITLE_WEIGHT) + _count(counts, "lead")
    lowest, bits = _BITS[field]
    return (counts >> np.uint32(lowest)) & np.uint32((1 << bits) - 1)


def _raw(counts: U32, rarity: F32, field: str) -> F32:
    raw: F32 = _GROWTH[_count(counts, field)] * rarity
    return raw


def story_keys(terms: Terms) -> Keys:
    """Each article's heaviest terms, by which articles on one event find one another."""
    briefs = terms.briefs
    rows = _rows(briefs.offsets)
    weight = _raw(briefs.counts, terms.rarity, "all")
    order = np.lexsort((briefs.hashes, -weight, rows))
    rank = np.arange(len(order)) - briefs.offsets[:-1][rows[order]]
    kept = np.sort(order[rank < KEY_TERMS])
    keys: U64 = mix(briefs.hashes[kept].astype(np.uint64) + np.uint64(3))
    return Keys.of(rows[kept], keys, are_bands=False)


def _rows(offsets: I64) -> I64:
    return np.repeat(np.arange(len(offsets) - 1, dtype=np.int64), np.diff(offsets))
