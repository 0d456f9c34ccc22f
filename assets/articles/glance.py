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
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assets.articles.bodies import Body, tidied, without_furniture
from assets.articles.page.furniture import LONGEST, furniture_gate, furniture_reason
from assets.articles.page.text import has_clean_characters, utf8
from assets.articles.page.words import may_be_unparted, unparted_words

if TYPE_CHECKING:
    from assets.articles.page.pattern_gate import Gate

BREAK = b"\n\n"
SPACE, NEWLINE = 0x20, 0x0A
HEAD = 8
WINDOW = 3
SETS = 8
MOST_BYTES = 4 * LONGEST
# Letters of news from the most frequent to the rarest: a literal is looked for by its rarest part.
BY_FREQUENCY = b" etaoinsrhldcumfgpwybvkxjqz"
LOWERED = np.frombuffer(bytes(range(256)).lower(), np.uint8)
# First bytes of characters that may have another case, beyond ASCII; the rest are signs.
CASED_LEADS = np.isin(np.arange(256), [lead for lead in range(0xC3, 0xF5) if lead not in range(0xE2, 0xEA)])
NO_FLAGS: frozenset[str] = frozenset()

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


def bodies_of(raws: Sequence[str]) -> list[Body]:
    """The body of each raw text, as `bodies.body_of` gives it."""
    bodies = _at_a_glance(raws, are_clean=False)
    rest = [number for number, body in enumerate(bodies) if body is None]
    given = [tidied(raws[number]) for number in rest]
    again = _at_a_glance([text for text, _ in given], are_clean=True) if given else []
    for number, (text, flags), body in zip(rest, given, again, strict=True):
        bodies[number] = body._replace(flags=flags) if body else without_furniture(text, flags)
    return [body for body in bodies if body is not None]


def _at_a_glance(texts: Sequence[str], *, are_clean: bool) -> list[Body | None]:
    """The body of each text whose every line is a clean paragraph, None of others."""
    encoded = [utf8(text) for text in texts]
    joined = _Joined(encoded)
    told = [
        is_tidy and (are_clean or has_clean_characters(text, as_bytes))
        for text, as_bytes, is_tidy in zip(texts, encoded, joined.are_tidy(), strict=True)
    ]
    furniture = joined.furniture(told)
    return [
        joined.body(number, text, as_bytes, furniture.get(number, {})) if is_told else None
        for number, (text, as_bytes, is_told) in enumerate(zip(texts, encoded, told, strict=True))
    ]


class _Joined:
    """Texts in UTF-8 one behind the other, begun, parted and ended by a blank line, as paragraphs are."""

    def __init__(self, encoded: Sequence[bytes]) -> None:
        self.bytes = b"".join((BREAK, BREAK.join(encoded), BREAK))
        self.data: Bytes = np.frombuffer(self.bytes, np.uint8)
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
        is_tidy = np.append(self.begins < self.ends, [True])
        is_tidy[np.searchsorted(self.ends, np.concatenate(odd), "right")] = False
        found: list[bool] = is_tidy[:-1].tolist()
        return found

    def furniture(self, wanted: Sequence[bool]) -> Mapping[int, Mapping[int, str]]:
        """By the numbers of the texts wanted, the numbers of their paragraphs that are furniture, each with the reason."""
        search = _search()
        may_start = search.starts.begin_at(self.data, self.paragraphs) | search.is_open
        may_contain = np.zeros(len(self.paragraphs), bool)
        may_contain[np.searchsorted(self.paragraphs, search.literals(self.bytes, self.data), "right") - 1] = True
        is_short = self.paragraph_ends - self.paragraphs <= MOST_BYTES
        suspects = np.flatnonzero((may_start | may_contain) & is_short)
        texts = np.searchsorted(self.ends, self.paragraphs[suspects], "right")
        found: dict[int, dict[int, str]] = defaultdict(dict)
        for text, paragraph, look in zip(
            texts.tolist(), suspects.tolist(), may_contain[suspects].tolist(), strict=True
        ):
            if wanted[text] and (reason := furniture_reason(self.paragraph(paragraph), None if look else ())):
                found[text][paragraph] = reason
        return found

    def paragraph(self, number: int) -> str:
        """The text of a paragraph."""
        return self.bytes[self.paragraphs[number] : self.paragraph_ends[number]].decode("utf-8", "surrogatepass")

    def body(self, number: int, text: str, encoded: bytes, furniture: Mapping[int, str]) -> Body:
        """The body of a tidy text without its furniture; all of it where nothing would be left."""
        begin, end = int(self.begins[number]), int(self.ends[number])
        first, behind = np.searchsorted(self.paragraphs, (begin, end)).tolist()
        words = int(np.count_nonzero(self.spaces[begin:end])) + behind - first
        if not 0 < len(furniture) < behind - first:
            return Body(text, encoded, words + _unparted(text, encoded), [], [], NO_FLAGS)
        kept: list[bytes] = []
        for paragraph in furniture:
            start = int(self.paragraphs[paragraph])
            if start > begin:
                kept.append(self.bytes[begin : start - len(BREAK)])
            begin = int(self.paragraph_ends[paragraph]) + len(BREAK)
            words -= int(np.count_nonzero(self.spaces[start:begin])) + 1
        if begin < end:
            kept.append(self.bytes[begin:end])
        encoded = BREAK.join(kept)
        text = encoded.decode("utf-8", "surrogatepass")
        removed = [self.paragraph(paragraph) for paragraph in furniture]
        captions = [one for one, reason in zip(removed, furniture.values(), strict=True) if reason == "caption"]
        return Body(text, encoded, words + _unparted(text, encoded), removed, captions, NO_FLAGS)


def _unparted(text: str, encoded: bytes) -> int:
    return unparted_words(text) if may_be_unparted(encoded) else 0


class _Beginnings:
    """Byte strings in lower case, of which up to eight bytes count: what begins with one lies in a range of numbers."""

    def __init__(self, beginnings: Iterable[bytes]) -> None:
        shortest: list[bytes] = []
        for one in sorted({one[:HEAD] for one in beginnings}):
            if not shortest or not one.startswith(shortest[-1]):
                shortest.append(one)
        self._lowest = np.array([_number(one, b"\x00") for one in shortest], np.uint64)
        self._highest = np.array([_number(one, b"\xff") for one in shortest], np.uint64)

    def begin_at(self, data: Bytes, places: Places) -> Flags:
        """Whether one of them may begin at each place, whatever its case."""
        heads = LOWERED[data[np.minimum(places[:, None] + np.arange(HEAD), len(data) - 1)]]
        numbers = heads.view(">u8").ravel().astype(np.uint64)
        nearest = np.maximum(np.searchsorted(self._lowest, numbers, "right"), 1) - 1
        begins: Flags = (self._lowest[nearest] <= numbers) & (numbers <= self._highest[nearest])
        begins |= CASED_LEADS[heads].any(axis=1)
        return begins


class _Search:
    """What the gate before the furniture patterns looks for, as tables over bytes: it may find too much, never too little.

    Literals are looked for as Hyperscan's Teddy does (X. Wang and others, "Hyperscan: A Fast Multi-pattern Regex Matcher for
    Modern CPUs", 2019): each is in one of eight sets, and a byte's table tells of which sets it may be a part at its place.
    """

    def __init__(self, gate: Gate) -> None:
        self.is_open = gate.is_open
        self.starts = _Beginnings(start.encode("utf-8") for start in gate.starts)
        parts = {_rarest_part(needle) for needle in gate.needles}
        self._parts = _Beginnings(parts)
        self._tables = [bytearray(256) for _ in range(WINDOW)]
        for number, windows in enumerate(_sets(parts)):
            for window in windows:
                for place, table in enumerate(self._tables):
                    fitting = range(256) if place >= len(window) else window[place : place + 1]
                    for byte in {*fitting, *bytes(fitting).upper()}:
                        table[byte] |= 1 << number

    def literals(self, joined: bytes, data: Bytes) -> Places:
        """Places at which a part of a literal stands."""
        found = np.frombuffer(joined.translate(self._tables[0]), np.uint8)[: len(joined) - WINDOW + 1]
        for place, table in enumerate(self._tables[1:], 1):
            found = found & np.frombuffer(joined.translate(table), np.uint8)[place : len(found) + place]
        places = np.flatnonzero(found != 0)
        return places[self._parts.begin_at(data, places)]


def _number(head: bytes, filling: bytes) -> int:
    return int.from_bytes(head.ljust(HEAD, filling), "big")


def _rarest_part(needle: bytes) -> bytes:
    """The needle from its sign, or from its rarest letters, on."""
    starts = range(max(1, len(needle) - HEAD + 1)) if needle[:1].isalnum() else (0,)
    parts = [needle[start:] for start in starts]
    return max(parts, key=lambda part: sum(BY_FREQUENCY.find(byte) % len(BY_FREQUENCY) for byte in part[:WINDOW]))


def _sets(parts: Iterable[bytes]) -> list[list[bytes]]:
    """The beginnings of the parts in eight sets: those that begin with one sign in one set, the rest evenly."""
    signed: dict[bytes, list[bytes]] = defaultdict(list)
    for part in sorted(parts):
        signed[b"" if part[:1].isalnum() else part[:1]].append(part[:WINDOW])
    spelled = signed.pop(b"", [])
    of_signs = min(len(signed), SETS // 2)
    found: list[list[bytes]] = [[] for _ in range(SETS)]
    for number, windows in enumerate(signed.values()):
        found[min(number, of_signs - 1)] += windows
    for number, window in enumerate(spelled):
        found[of_signs + number * (SETS - of_signs) // len(spelled)].append(window)
    return found


@cache
def _search() -> _Search:
    return _Search(furniture_gate())
