"""Texts to token hashes: case, punctuation and spacing do not count, numbers and names are remembered.

Belongs here: turning many texts into one flat array of 32-bit word hashes, with what later steps need to
know of each word (is it a number, a name, does it open a line or a sentence, is it quoted).  All work is on whole byte
buffers in numpy: no Python object is made for a word.
Does not belong here: shingles, signatures and any comparison.

Words are maximal runs of letters and digits; a full stop or comma between two digits belongs to the number.
Han, kana and hangul characters are words of their own, since such text has no spaces to part them.  ASCII and
Latin-1 capitals are folded; typographic quotes, dashes and spaces part words just as their plain forms do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
U32 = npt.NDArray[np.uint32]
U64 = npt.NDArray[np.uint64]
I64 = npt.NDArray[np.int64]

NUMBER = 1
CAPITAL = 2
OPENS_SENTENCE = 4
OPENS_LINE = 8
QUOTED = 16

CHUNK_BYTES = 1 << 17
_BASE = 0x9E3779B97F4A7C15 | 1
_MASK = (1 << 64) - 1


@dataclass(frozen=True)
class Tokens:
    """Words of many texts.  `hashes` and `flags` run parallel; text i has the words offsets[i]:offsets[i + 1]."""

    hashes: U32
    flags: Bytes
    offsets: I64

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def lengths(self) -> I64:
        """Words of each text."""
        return np.diff(self.offsets)

    def take(self, rows: npt.NDArray[np.integer]) -> Tokens:
        """The texts of those rows, in that order; consecutive ones are a view and no copy."""
        if len(rows) and np.array_equal(rows, np.arange(rows[0], rows[0] + len(rows))):
            offsets = self.offsets[rows[0] : rows[-1] + 2]
            words = slice(offsets[0], offsets[-1])
            return Tokens(self.hashes[words], self.flags[words], offsets - offsets[0])
        positions, offsets = spans(self.offsets[rows], self.lengths[rows])
        return Tokens(self.hashes[positions], self.flags[positions], offsets)


def spans(starts: I64, lengths: I64) -> tuple[I64, I64]:
    """Positions start..start+length of every span, one after the other, and the offsets of the spans in them."""
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    positions = np.arange(offsets[-1], dtype=np.int64) + np.repeat(starts - offsets[:-1], lengths)
    return positions, offsets


def concat(pieces: Sequence[Tokens]) -> Tokens:
    """Texts of all pieces, in order."""
    if not pieces:
        return Tokens(np.zeros(0, np.uint32), np.zeros(0, np.uint8), np.zeros(1, np.int64))
    lengths = np.concatenate([piece.lengths for piece in pieces])
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return Tokens(
        np.concatenate([piece.hashes for piece in pieces]), np.concatenate([piece.flags for piece in pieces]), offsets
    )


def tokenise(texts: Sequence[str]) -> Tokens:
    """Words of every text.  The result does not depend on how texts are put together into calls."""
    return concat([_tokenise(chunk) for chunk in _chunks(texts)])


def _chunks(texts: Sequence[str]) -> Iterator[list[bytes]]:
    chunk: list[bytes] = []
    size = 0
    for text in texts:
        encoded = text.encode("utf-8", "surrogatepass")
        if chunk and size + len(encoded) > CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
        chunk.append(encoded)
        size += len(encoded) + 1
    if chunk:
        yield chunk


def _folding() -> tuple[Bytes, Bytes]:
    """Per byte: its folded form (0 parts words), and its class bits (1 digit, 2 ASCII capital, 4 sentence end, 8 line end)."""
    folded = np.zeros(256, np.uint8)
    kinds = np.zeros(256, np.uint8)
    for byte in range(256):
        letter = chr(byte)
        if byte >= 0x80 or letter.isalnum():
            folded[byte] = ord(letter.lower()) if byte < 0x80 else byte
        if byte < 0x80 and letter.isdigit():
            kinds[byte] |= 1
        if byte < 0x80 and letter.isupper():
            kinds[byte] |= 2
        if letter in ".!?:":
            kinds[byte] |= 4
        if letter in "\n\r\x00":
            kinds[byte] |= 8
    return folded, kinds


_FOLDED, _KINDS = _folding()


class _Powers:
    """Powers of the hash base and of its inverse modulo 2**64, as far as the longest buffer so far."""

    def __init__(self) -> None:
        self.up = np.ones(1, np.uint64)
        self.down = np.ones(1, np.uint64)

    def upto(self, size: int) -> tuple[U64, U64]:
        if len(self.up) < size:
            inverse = pow(_BASE, -1, 1 << 64)
            room = max(size, CHUNK_BYTES * 2)
            self.up = _geometric(_BASE, room)
            self.down = _geometric(inverse, room)
        return self.up[:size], self.down


def _geometric(ratio: int, size: int) -> U64:
    steps = np.full(size, ratio & _MASK, np.uint64)
    steps[0] = 1
    return np.multiply.accumulate(steps)


_POWERS = _Powers()


def _tokenise(encoded: list[bytes]) -> Tokens:
    """Words of one buffer of texts, each closed by a zero byte so that no word runs across two texts."""
    raw = np.frombuffer(b"\x00".join(encoded) + b"\x00\x00", np.uint8)[:-1]
    ends = np.cumsum(np.fromiter((len(text) + 1 for text in encoded), np.int64, len(encoded)))
    folded = _FOLDED.take(raw)
    kinds = _KINDS.take(raw)
    own_word = _mend_multibyte(raw, folded)
    digit = (kinds & 1).astype(np.bool_)
    joins = np.flatnonzero(((raw[1:-1] == 0x2E) | (raw[1:-1] == 0x2C)) & digit[:-2] & digit[2:]) + 1
    folded[joins] = raw[joins]
    kinds[joins] = 0

    inside = folded != 0
    edge = np.empty(len(inside), np.bool_)
    edge[0] = inside[0]
    np.logical_and(inside[1:], ~inside[:-1], out=edge[1:])
    if own_word is not None:
        starts_own, after_own = own_word
        edge[starts_own] = True
        edge[after_own[inside[after_own]]] = True
    starts = np.flatnonzero(edge)

    # What stands between words is folded to zero, so each sum from word to word is of one word alone.
    up, down = _POWERS.upto(len(folded))
    hashes = mix(np.add.reduceat(folded * up, starts) * down[starts])

    flags = (kinds[starts] & 3).astype(np.uint8)
    flags[(raw[starts] == 0xC3) & (raw[np.minimum(starts + 1, len(raw) - 1)] < 0x9F)] |= CAPITAL
    flags |= _openings(kinds, starts)
    flags |= _quoted(raw, kinds, starts)
    offsets = np.zeros(len(encoded) + 1, np.int64)
    offsets[1:] = np.searchsorted(starts, ends)
    return Tokens((hashes >> np.uint64(32)).astype(np.uint32), flags, offsets)


def _openings(kinds: Bytes, starts: I64) -> Bytes:
    """Whether a line end, or a sentence end, stands between each word and the one before it."""
    flags = np.full(len(starts), OPENS_LINE | OPENS_SENTENCE, np.uint8)
    ends = np.bitwise_or.reduceat(kinds, starts)[:-1] & 12
    flags[1:] = ends | (ends & 8) >> 1
    return flags


def _quoted(raw: Bytes, kinds: Bytes, starts: I64) -> Bytes:
    """Whether each word stands in quotation marks, straight or curly doubled ones; a quotation ends with its line at the latest."""
    straight = np.flatnonzero(raw == 0x22)
    curly = np.flatnonzero((raw[:-2] == 0xE2) & (raw[1:-1] == 0x80) & ((raw[2:] | 1) == 0x9D))
    flags = np.zeros(len(starts), np.uint8)
    if not len(straight) and not len(curly):
        return flags
    ends = np.flatnonzero(kinds & 8)
    line = np.searchsorted(ends, starts)
    opened = np.append(0, ends)[line]
    if len(straight):
        passed = np.searchsorted(straight, starts) - np.searchsorted(straight, opened)
        flags[passed % 2 == 1] = QUOTED
    if len(curly):
        depth = np.append(0, np.cumsum(np.where(raw[curly + 2] == 0x9C, 1, -1)))
        open_now = depth[np.searchsorted(curly, starts)] - depth[np.searchsorted(curly, opened)]
        flags[open_now > 0] = QUOTED
    return flags


def _mend_multibyte(raw: Bytes, folded: Bytes) -> tuple[I64, I64] | None:
    """Part words at typographic punctuation, fold Latin-1 capitals, and set ideographs apart, in place.

    Returns (first byte of each ideograph, byte behind it), or None where there is no ideograph.
    """
    wide = np.flatnonzero(raw >= 0xC2)
    if not len(wide):
        return None
    lead = raw[wide]
    second = raw[np.minimum(wide + 1, len(raw) - 1)]
    general = wide[(lead == 0xE2) & ((second == 0x80) | (second == 0x81))]
    for step in range(3):
        folded[general + step] = 0
    latin_signs = wide[(lead == 0xC2) & (second != 0xAA) & (second != 0xB5) & (second != 0xBA)]
    folded[latin_signs] = 0
    folded[latin_signs + 1] = 0
    capitals = wide[(lead == 0xC3) & (second < 0x9F) & (second != 0x97)]
    folded[capitals + 1] += 0x20
    east_signs = wide[((lead == 0xE3) & (second == 0x80)) | (lead == 0xEF)]
    for step in range(3):
        folded[np.minimum(east_signs + step, len(folded) - 1)] = 0
    own = wide[(lead >= 0xE3) & (lead <= 0xED) & ~((lead == 0xE3) & (second == 0x80))]
    if not len(own):
        return None
    return own, np.minimum(own + 3, len(raw) - 1)


def mix(values: U64) -> U64:
    """Finish a 64-bit hash so that every bit depends on every bit (splitmix64's finaliser)."""
    mixed = values ^ (values >> np.uint64(30))
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed
