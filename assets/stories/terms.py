"""What an article is about, as weighted terms: headline, lead, names and numbers.

Belongs here: term vectors of one article and how common terms are in a window of days.
Does not belong here: comparing articles (events.py).

Terms are word hashes without function words.  The lead is the first LEAD_WORDS words: what a report adds
further down is mostly background that other events share.  Weights are (1 + ln count) x idf (Salton and Buckley
1988), where the idf is smoothed by pseudo-documents so that a window of two articles gives sound weights.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assets.stories.documents import Documents
from assets.stories.normalise import CAPITAL, I64, NUMBER, OPENS_SENTENCE, U32, U64, Tokens, mix, spans
from assets.stories.shingle import Keys
from assets.stories.verify import is_function_word

LEAD_WORDS = 340
TITLE_WEIGHT = 3
KEY_TERMS = 20
BUCKETS = 1 << 18
PSEUDO_DOCUMENTS = 20.0
FIELDS = ("title", "lead", "names", "numbers", "all")

F32 = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Terms:
    """Terms of many articles: article i has hashes[offsets[i]:offsets[i + 1]], ascending and each once.

    `weights` has a column for each of FIELDS, scaled so that each article's column has length one (or zero);
    `rarity` is the idf of each term.
    """

    hashes: U32
    offsets: I64
    weights: F32
    rarity: F32

    @property
    def sizes(self) -> I64:
        """Terms of each article."""
        return np.diff(self.offsets)


def lead(documents: Documents) -> Documents:
    """The articles with their bodies cut to the lead."""
    bodies = documents.bodies
    counts = np.minimum(bodies.lengths, LEAD_WORDS)
    positions, offsets = spans(bodies.offsets[:-1], counts)
    cut = Tokens(bodies.hashes[positions], bodies.flags[positions], offsets)
    return Documents(
        documents.ids, documents.days, documents.seconds, documents.outlets, documents.is_wire, documents.titles, cut
    )


def frequencies(documents: Documents) -> tuple[U32, U32]:
    """(bucket, number of articles with a term in it) over titles and leads, for buckets that occur, ascending."""
    count = len(documents)
    rows = np.concatenate([_rows(documents.titles), _rows(documents.bodies)]).astype(np.uint64)
    buckets = bucket_of(np.concatenate([documents.titles.hashes, documents.bodies.hashes]))
    keys = np.unique((rows << np.uint64(32)) | buckets)
    found = (
        np.bincount((keys & np.uint64(BUCKETS - 1)).astype(np.int64), minlength=BUCKETS) if count else np.zeros(BUCKETS)
    )
    occurring = np.flatnonzero(found)
    return occurring.astype(np.uint32), found[occurring].astype(np.uint32)


def bucket_of(hashes: U32) -> U32:
    """The frequency bucket of each term."""
    return hashes & np.uint32(BUCKETS - 1)


def idf(counts: npt.NDArray[np.floating], documents: int) -> F32:
    """Smoothed inverse document frequency of every bucket."""
    rarity: F32 = np.log((documents + PSEUDO_DOCUMENTS) / (counts + 0.5)).clip(0.1).astype(np.float32)
    return rarity


def weigh(documents: Documents, idf_of_bucket: F32) -> Terms:
    """Terms of articles whose bodies are already cut to the lead."""
    title, body = documents.titles, documents.bodies
    hashes = np.concatenate([title.hashes, body.hashes])
    flags = np.concatenate([title.flags, body.flags])
    rows = np.concatenate([_rows(title), _rows(body)])
    in_title = np.arange(len(hashes)) < len(title.hashes)
    kept = ~is_function_word(hashes)
    hashes, flags, rows, in_title = hashes[kept], flags[kept], rows[kept], in_title[kept]

    keys, inverse = np.unique((rows.astype(np.uint64) << np.uint64(32)) | hashes, return_inverse=True)
    term_hashes = keys.astype(np.uint32)
    term_rows = (keys >> np.uint64(32)).astype(np.int64)
    rarity = idf_of_bucket[bucket_of(term_hashes)]
    is_name = ((flags & CAPITAL) > 0) & ((flags & OPENS_SENTENCE) == 0) & ~in_title
    is_number = ((flags & NUMBER) > 0) & ~in_title
    chosen = {
        "title": in_title.astype(np.float32),
        "lead": (~in_title).astype(np.float32),
        "names": is_name.astype(np.float32),
        "numbers": is_number.astype(np.float32),
        "all": np.where(in_title, TITLE_WEIGHT, 1).astype(np.float32),
    }
    weights = np.zeros((len(keys), len(FIELDS)), np.float32)
    for column, field in enumerate(FIELDS):
        counts = np.bincount(inverse, weights=chosen[field], minlength=len(keys))
        raw = np.where(counts > 0, (1 + np.log(np.maximum(counts, 1))) * rarity, 0.0)
        lengths = np.sqrt(np.bincount(term_rows, weights=raw * raw, minlength=len(documents)))
        weights[:, column] = raw / np.maximum(lengths[term_rows], 1e-9)
    offsets = np.searchsorted(term_rows, np.arange(len(documents) + 1)).astype(np.int64)
    return Terms(term_hashes, offsets, weights, rarity)


def story_keys(terms: Terms) -> Keys:
    """Each article's heaviest terms, by which articles on one event find one another."""
    rows = np.repeat(np.arange(len(terms.sizes)), terms.sizes)
    order = np.lexsort((terms.hashes, -terms.weights[:, FIELDS.index("all")], rows))
    rank = np.arange(len(order)) - terms.offsets[:-1][rows[order]]
    kept = np.sort(order[rank < KEY_TERMS])
    keys: U64 = mix(terms.hashes[kept].astype(np.uint64) + np.uint64(3))
    return Keys(rows[kept].astype(np.int32), keys, np.zeros(len(kept), np.bool_))


def _rows(tokens: Tokens) -> I64:
    return np.repeat(np.arange(len(tokens), dtype=np.int64), tokens.lengths)
