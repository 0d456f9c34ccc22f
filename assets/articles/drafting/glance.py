"""Many texts looked at together: which of them are as clean as they will be, and what in them is furniture.

Belongs here: operations on the bytes of all texts at once; they take microseconds a text, and paragraphs one by one would
take many times as long.
Does not belong here: what is clean (page/text.py) or furniture (page/furniture.py).  A text of which a glance does not tell
goes through bodies.py, and both ways give the same body.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from assets.articles.drafting.bodies import Body, tidied, without_furniture
from assets.articles.values.furniture import LONGEST, furniture_gate, furniture_reason
from assets.articles.values.text import has_clean_characters, utf8
from assets.articles.values.words import LEADS, unparted_words

if TYPE_CHECKING:
    from assets.articles.values.pattern_gate import Gate

BREAK = b"\n\n"
SPACE, NEWLINE = 0x20, 0x0A
CASE = 0x20
HEAD = 8
CASES = np.uint64(int.from_bytes(bytes([CASE] * HEAD), "big"))
BEYOND_ASCII = np.uint64(int.from_bytes(bytes([0x80] * HEAD), "big"))
SETS = 8
LEAST = 5
MOST_BYTES = 4 * LONGEST
# Letters of news from the most frequent to the rarest: a literal is looked for by its rarest part.
BY_FREQUENCY = b" etaoinsrhldcumfgpwybvkxjqz"
# First bytes of characters that may have another case, beyond ASCII; the rest are signs.
CASED_LEADS = np.isin(np.arange(256), [lead for lead in range(0xC3, 0xF5) if lead not in range(0xE2, 0xEA)])
NO_FLAGS: frozenset[str] = frozenset()

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.intp]
Windows = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]


def bodies_of(raws: Sequence[str]) -> list[Body]:
    """The body of each raw text, as `bodies.body_of` gives it."""
    encoded = [utf8(raw) for raw in raws]
    joined = _Joined(encoded)
    are_tidy = joined.are_tidy()
    texts, flags = list(raws), [NO_FLAGS] * len(raws)
    is_changed = False
    for number, is_tidy in enumerate(are_tidy):
        if not (is_tidy and has_clean_characters(raws[number], encoded[number])):
            texts[number], flags[number] = tidied(raws[number])
            is_changed = True
    if is_changed:
        encoded = [
            as_bytes if text is raw else utf8(text) for raw, text, as_bytes in zip(raws, texts, encoded, strict=True)
        ]
        joined = _Joined(encoded)
        are_tidy = joined.are_tidy()
    bodies = joined.bodies(texts, encoded)
    return [
        (body._replace(flags=found) if found else body) if is_tidy else without_furniture(text, found)
        for text, body, found, is_tidy in zip(texts, bodies, flags, are_tidy, strict=True)
    ]


class Furniture(NamedTuple):
    """A paragraph that is furniture: where it lies among the bytes of all texts, and why it is none of the article's."""

    begin: int
    end: int
    paragraph: str
    reason: str


class _Joined:
    """Texts in UTF-8 one behind the other, begun, parted and ended by a blank line, as paragraphs are."""

    def __init__(self, encoded: Sequence[bytes]) -> None:
        padded = b"".join((BREAK, BREAK.join(encoded), BREAK, bytes(HEAD)))
        self.bytes = padded[:-HEAD]
        self.data: Bytes = np.frombuffer(self.bytes, np.uint8)
        # The eight bytes from each place on.
        self.windows: Windows = np.ndarray((len(self.bytes),), ">u8", padded, strides=(1,))
        sizes = np.fromiter(map(len, encoded), np.intp, len(encoded))
        self.ends: Places = np.cumsum(sizes + len(BREAK))
        self.begins: Places = self.ends - sizes
        self.spaces: Flags = self.data == SPACE
        newlines = np.flatnonzero(self.data == NEWLINE)
        is_last = np.append(np.diff(newlines) > 1, [True])
        # Runs of newlines: the place of the first one of each, and the place behind the last one.
        self.run_begins: Places = newlines[np.insert(is_last[:-1], 0, [True])]
        self.run_ends: Places = newlines[is_last] + 1
        # Paragraphs of all texts, numbered through.
        self.paragraphs = self.run_ends[:-1]
        self.paragraph_ends = self.run_begins[1:]

    def are_tidy(self) -> list[bool]:
        """Of each text, whether its spaces are single and inside its lines, and each of its lines is a paragraph."""
        spaces = self.spaces
        is_odd_run = self.run_ends - self.run_begins != len(BREAK)
        odd = (
            np.flatnonzero(spaces[1:] & spaces[:-1]),
            self.run_begins[is_odd_run] - 1,
            self.run_ends[is_odd_run],
            self.paragraphs[spaces[self.paragraphs]],
            self.paragraph_ends[spaces[self.paragraph_ends - 1]] - 1,
        )
        # A text of nothing but newlines lies inside a run.
        is_tidy = np.append((self.begins < self.ends) & (self.data[self.begins] != NEWLINE), [True])
        is_tidy[np.searchsorted(self.ends, np.concatenate(odd), "right")] = False
        found: list[bool] = is_tidy[:-1].tolist()
        return found

    def bodies(self, texts: Sequence[str], encoded: Sequence[bytes]) -> list[Body]:
        """The bodies of the texts; they are right of tidy texts alone."""
        furniture = self._furniture()
        unparted = self._unparted()
        firsts = np.searchsorted(self.paragraphs, self.begins).tolist()
        behinds = [*firsts[1:], len(self.paragraphs)]
        bodies: list[Body] = []
        for number, (begin, end) in enumerate(zip(self.begins.tolist(), self.ends.tolist(), strict=True)):
            found, count = furniture.get(number, ()), behinds[number] - firsts[number]
            words = int(np.count_nonzero(self.spaces[begin:end])) + count
            if 0 < len(found) < count:
                body = self._without(found, words, begin, end)
            else:
                body = Body(texts[number], encoded[number], words, [], [], NO_FLAGS)
            bodies.append(body._replace(words=body.words + unparted_words(body.text)) if number in unparted else body)
        return bodies

    def _furniture(self) -> Mapping[int, Sequence[Furniture]]:
        """The furniture of each text that has some, by the number of the text."""
        search = _search()
        may_start = search.starts.begin_at(self.windows, self.paragraphs) | self._are_cased() | search.is_open
        may_contain = np.searchsorted(self.paragraphs, search.literals(self.bytes, self.windows), "right") - 1
        may_start[may_contain] = True
        suspects = np.flatnonzero(may_start & (self.paragraph_ends - self.paragraphs <= MOST_BYTES))
        begins, ends = self.paragraphs[suspects], self.paragraph_ends[suspects]
        texts = np.searchsorted(self.ends, begins, "right")
        found: dict[int, list[Furniture]] = defaultdict(list)
        for text, begin, end in zip(texts.tolist(), begins.tolist(), ends.tolist(), strict=True):
            paragraph = self.bytes[begin:end].decode("utf-8", "surrogatepass")
            if reason := furniture_reason(paragraph):
                found[text].append(Furniture(begin, end, paragraph, reason))
        return found

    def _without(self, furniture: Sequence[Furniture], words: int, begin: int, end: int) -> Body:
        """The body of a text of so many words between these places, without its furniture."""
        kept: list[bytes] = []
        for one in furniture:
            if one.begin > begin:
                kept.append(self.bytes[begin : one.begin - len(BREAK)])
            begin = one.end + len(BREAK)
            words -= one.paragraph.count(" ") + 1
        if begin < end:
            kept.append(self.bytes[begin:end])
        encoded = BREAK.join(kept)
        removed = [one.paragraph for one in furniture]
        captions = [one.paragraph for one in furniture if one.reason == "caption"]
        return Body(encoded.decode("utf-8", "surrogatepass"), encoded, words, removed, captions, NO_FLAGS)

    def _are_cased(self) -> Flags:
        """Of each paragraph, whether it begins with letters beyond ASCII that may have another case."""
        are_cased: Flags = (self.windows[self.paragraphs] & BEYOND_ASCII) != 0
        places = np.flatnonzero(are_cased)
        are_cased[places] = CASED_LEADS[self.windows[self.paragraphs[places], None].view(np.uint8)].any(axis=1)
        return are_cased

    def _unparted(self) -> frozenset[int]:
        """The numbers of texts in scripts that may write no spaces."""
        if self.data.max() < min(LEADS):
            return frozenset()
        leads = (self.data == 0xE0) | (self.data == 0xE1) | ((self.data >= 0xE3) & (self.data <= 0xE9))
        return frozenset(np.searchsorted(self.ends, np.flatnonzero(leads), "right").tolist())


class _Beginnings:
    """Byte strings in lower case, of which up to eight bytes count: what begins with one lies in a range of numbers.

    Bytes are compared with the bit set that tells small letters from capitals; that finds too much, never too little.
    """

    def __init__(self, beginnings: Iterable[bytes]) -> None:
        shortest: list[bytes] = []
        for one in sorted({bytes(byte | CASE for byte in one[:HEAD]) for one in beginnings}):
            if not shortest or not one.startswith(shortest[-1]):
                shortest.append(one)
        self._lowest = np.array([_number(one, b"\x00") for one in shortest], np.uint64)
        self._highest = np.array([_number(one, b"\xff") for one in shortest], np.uint64)

    def begin_at(self, windows: Windows, places: Places) -> Flags:
        """Whether one of them may begin at each place, whatever its case."""
        numbers = windows[places].astype(np.uint64) | CASES
        nearest = np.maximum(np.searchsorted(self._lowest, numbers, "right"), 1) - 1
        begins: Flags = (self._lowest[nearest] <= numbers) & (numbers <= self._highest[nearest])
        return begins


class _Search:
    """What the gate before the furniture patterns looks for, told from bytes: it may find too much, never too little.

    Literals are looked for as Hyperscan's Teddy does (X. Wang and others, "Hyperscan: A Fast Multi-pattern Regex Matcher for
    Modern CPUs", 2019): each is in one of eight sets, and tables tell of a byte for which of them it may be the first or the
    second letter.  The letters are the literal's rarest in news, or the sign that it begins with.
    """

    def __init__(self, gate: Gate) -> None:
        self.is_open = gate.is_open
        self.starts = _Beginnings(start.encode("utf-8") for start in gate.starts)
        parts = {_rarest_part(needle) for needle in gate.needles}
        self._parts = _Beginnings(parts)
        sets = {first: 1 << number % SETS for number, first in enumerate(sorted({part[0] for part in parts}))}
        self._tables = [bytearray(256) for _ in range(2)]
        for part in parts:
            for table, letter in zip(self._tables, part, strict=False):
                for byte in {letter, *bytes([letter]).upper()}:
                    table[byte] |= sets[part[0]]

    def literals(self, joined: bytes, windows: Windows) -> Places:
        """Places at which a part of a literal stands."""
        first, second = (np.frombuffer(joined.translate(table), np.uint8) for table in self._tables)
        places = np.flatnonzero((first[:-1] & second[1:]) != 0)
        return places[self._parts.begin_at(windows, places)]


def _number(head: bytes, filling: bytes) -> int:
    return int.from_bytes(head.ljust(HEAD, filling), "big")


def _rarest_part(needle: bytes) -> bytes:
    """The needle from its sign, or from its rarest two letters, on; long enough to be told from most words."""
    if not needle[:1].isalpha():
        return needle
    parts = [needle[start:] for start in range(max(1, len(needle) - LEAST + 1)) if needle[start : start + 1].isalpha()]
    return max(parts, key=lambda part: sum(BY_FREQUENCY.find(letter) for letter in part[:2]))


@cache
def _search() -> _Search:
    return _Search(furniture_gate())
