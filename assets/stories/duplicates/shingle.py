"""Word hashes to what is compared: shingle sets, MinHash bands and a containment sketch.

Belongs here: everything derived from one text alone, and how much two sets have in common.
Does not belong here: which texts are put side by side, and what it means (figures.py).

Two kinds of keys lead from a text to its candidates.  *Bands* of a MinHash signature (Broder 1997; LSH bands
after Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3) find texts alike as wholes.  The
*sketch* is every shingle whose hash falls under a fixed share of the range (FracMinHash; Irber et al. 2022): it
keeps the same shingles in every text, so a truncated copy shares its whole sketch with the full text.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assets.stories.texts.normalise import I64, U32, U64, Tokens, mix, spans
from assets.stories.window.keys import Keys

F64 = npt.NDArray[np.float64]
SHINGLE_WORDS = 3
PERMUTATIONS = 48
BAND_ROWS = 4
SEED = 20_240_229
SKETCH_SHARE = 1 / 6
SHORT_SHARE = 1 / 3
SHORT_WORDS = 120
# Few enough that what is made on the way stays in the processor's cache.
TEXTS_AT_ONCE = 256


@dataclass(frozen=True)
class Sets:
    """One set of 32-bit hashes a text, ascending; set i is hashes[offsets[i]:offsets[i + 1]]."""

    hashes: U32
    offsets: I64

    @property
    def sizes(self) -> I64:
        """Members of each set."""
        return np.diff(self.offsets)

    def followed_by(self, other: Sets) -> Sets:
        """These sets, then the other's."""
        return Sets(
            np.concatenate([self.hashes, other.hashes]),
            np.concatenate([self.offsets, other.offsets[1:] + self.offsets[-1]]),
        )

    def spread(self, rows: npt.NDArray[np.integer], count: int) -> Sets:
        """These sets as those of the rows, ascending, among `count` sets of which the others are empty."""
        sizes = np.zeros(count, np.int64)
        sizes[rows] = self.sizes
        return Sets(self.hashes, np.concatenate([[0], np.cumsum(sizes)]))


def shingles(tokens: Tokens, words: int) -> Sets:
    """The set of runs of `words` words of each text; a shorter text has one run, the whole of it, if any."""
    pieces = [
        _shingles(tokens.hashes, tokens.offsets[at : at + TEXTS_AT_ONCE + 1], words)
        for at in range(0, max(len(tokens), 1), TEXTS_AT_ONCE)
    ]
    sizes = np.concatenate([piece.sizes for piece in pieces])
    return Sets(np.concatenate([piece.hashes for piece in pieces]), np.concatenate([[0], np.cumsum(sizes)]))


def _shingles(words_of_all: U32, offsets: I64, words: int) -> Sets:
    runs = words_of_all[offsets[0] : offsets[-1]].astype(np.uint64)
    hashes = runs.copy()
    for step in range(1, words):
        runs[:-step] = runs[:-step] * np.uint64(0x9E3779B97F4A7C15) + hashes[step:]
    lengths = np.diff(offsets)
    counts = np.minimum(np.maximum(lengths - (words - 1), 1), lengths)
    positions, _ = spans(offsets[:-1] - offsets[0], counts)
    return distinct(np.repeat(np.arange(len(counts)), counts), (mix(runs[positions]) >> np.uint64(32)), len(counts))


def distinct(rows: npt.NDArray[np.integer], hashes: npt.NDArray[np.integer], count: int) -> Sets:
    """Sets of the 32-bit hashes that stand beside each row number, rows 0..count-1."""
    keys = (rows.astype(np.uint64) << np.uint64(32)) | hashes.astype(np.uint64)
    keys.sort()
    if len(keys):
        keys = keys[np.concatenate(([True], keys[1:] != keys[:-1]))]
    offsets = np.searchsorted(keys, np.arange(count + 1, dtype=np.uint64) << np.uint64(32)).astype(np.int64)
    return Sets(keys.astype(np.uint32), offsets)


def overlap(sets: Sets, one: I64, other: I64) -> tuple[F64, F64, F64]:
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


def share(part: F64, whole: F64) -> F64:
    """Part of whole, 0 where there is no whole."""
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)


def candidate_keys(sets: Sets) -> Keys:
    """Bands and sketch of every set.  Short texts keep a larger share of their shingles."""
    sizes = sets.sizes
    rows = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    spread = sets.hashes * np.uint32(0x85EBCA6B)
    share = np.where(sizes <= SHORT_WORDS, SHORT_SHARE, SKETCH_SHARE)
    limits = (share * float(1 << 32)).astype(np.uint64).astype(np.uint32)
    kept = spread < np.repeat(limits, sizes)
    sketch = mix(sets.hashes[kept].astype(np.uint64) + np.uint64(1))
    band_rows, bands = minhash_bands(sets)
    return Keys.of(rows[kept], sketch, are_bands=False).followed_by(Keys.of(band_rows, bands, are_bands=True))


def minhash_bands(sets: Sets) -> tuple[npt.NDArray[np.int32], U64]:
    """(row, band key) for every band of every set that is not empty."""
    import rensa

    filled = np.flatnonzero(sets.sizes > 0).astype(np.int32)
    if not len(filled):
        return np.zeros(0, np.int32), np.zeros(0, np.uint64)
    offsets = np.concatenate([sets.offsets[filled], sets.offsets[-1:]]).astype(np.uint64)
    hashes = mix(sets.hashes.astype(np.uint64))
    matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, PERMUTATIONS, SEED)
    rows = np.array(matrix.to_rows(), np.uint64).reshape(len(filled), PERMUTATIONS // BAND_ROWS, BAND_ROWS)
    bands = np.broadcast_to(np.arange(1, rows.shape[1] + 1, dtype=np.uint64) << np.uint64(33), rows.shape[:2]).copy()
    for column in range(BAND_ROWS):
        bands = mix(bands + rows[:, :, column])
    return np.repeat(filled, rows.shape[1]), bands.reshape(-1)
