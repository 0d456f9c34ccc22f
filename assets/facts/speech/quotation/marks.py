"""Quotation marks: which stretches of a text stand between them.

Marks are often missing, doubled or turned the wrong way, so each paragraph is read on its own and no mark is trusted
further than its paragraph.  A paragraph that opens with a mark where the one before it was left open goes on with it.
Belongs here: where quoted words begin and end.  Does not belong here: who says them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DOUBLE = re.compile(r"[“”„\"«»]|''|``|‟|″")
SINGLE = re.compile(r"[‘’']")
OPENERS = frozenset("“„«‟") | {"``"}
CLOSERS = frozenset("”»")
BEFORE_OPENER = frozenset(" \t\n\r\xa0([{—–-/:,;")
AFTER_CLOSER = frozenset(" \t\n\r\xa0)]}—–-/:,;.!?")
PARAGRAPH = re.compile(r"[^\n]+")
SENTENCE_END = re.compile(r"[.!?][”\"']?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks; offsets take in the marks, `inner` ones do not.

    `is_open` where no mark closes it, `continues` where it goes on from the paragraph before.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    paragraph: int
    is_open: bool = False
    continues: bool = False

    @property
    def length(self) -> int:
        """Characters between the marks."""
        return self.inner_end - self.inner_start


def find_quoted(text: str) -> list[Quoted]:
    """All quoted stretches of a text, in order; they do not overlap."""
    found: list[Quoted] = []
    was_open = False
    for number, paragraph in enumerate(PARAGRAPH.finditer(text)):
        start, end = paragraph.span()
        if not text[start:end].strip():
            continue
        own = _double(text, start, end, number) or _single(text, start, end, number)
        if own and was_open and not text[start : own[0].start].strip():
            first = own[0]
            own[0] = Quoted(
                first.start, first.end, first.inner_start, first.inner_end, number, first.is_open, continues=True
            )
        found.extend(own)
        was_open = bool(own) and own[-1].is_open
    return found


def _double(text: str, start: int, end: int, number: int) -> list[Quoted]:
    found: list[Quoted] = []
    opened: tuple[int, int] | None = None
    for mark in DOUBLE.finditer(text, start, end):
        if _opens(text, mark, start, end, is_inside=opened is not None):
            if opened is not None:
                found.append(_left_open(text, opened, mark.start(), number))
            opened = mark.span()
        elif opened is not None:
            found.append(Quoted(opened[0], mark.end(), opened[1], mark.start(), number))
            opened = None
    if opened is not None and text[opened[1] : end].strip():
        found.append(_left_open(text, opened, end, number, is_last=True))
    return [quoted for quoted in found if quoted.length > 0]


def _opens(text: str, mark: re.Match[str], start: int, end: int, is_inside: bool) -> bool:
    kind = mark.group()
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    if kind in OPENERS:
        return not (is_inside and after in AFTER_CLOSER and before not in BEFORE_OPENER)
    if kind in CLOSERS:
        return not is_inside and before in BEFORE_OPENER and after not in AFTER_CLOSER
    if is_inside:
        return (
            before in " ("
            and after not in AFTER_CLOSER
            and text[mark.start() - 2 : mark.start() - 1] in tuple(",.:;!?")
        )
    return after not in " \t\xa0" and (before in BEFORE_OPENER or after not in AFTER_CLOSER)


def _left_open(text: str, opened: tuple[int, int], limit: int, number: int, is_last: bool = False) -> Quoted:
    """A stretch whose closing mark is missing: to the paragraph's end, or to the sentence's where another opens."""
    stop = limit
    if not is_last:
        ending = SENTENCE_END.search(text, opened[1], limit)
        stop = ending.end() if ending else limit
    while stop > opened[1] and text[stop - 1].isspace():
        stop -= 1
    return Quoted(opened[0], stop, opened[1], stop, number, is_open=is_last)


def _single(text: str, start: int, end: int, number: int) -> list[Quoted]:
    """Stretches between single marks, as British papers print them; an apostrophe inside a word is none."""
    found: list[Quoted] = []
    opened: int | None = None
    for mark in SINGLE.finditer(text, start, end):
        at = mark.start()
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        if before.isalnum() and after.isalnum():
            continue
        if before in BEFORE_OPENER and after.isalnum() and mark.group() != "’":
            if opened is None or text[at - 2 : at - 1] in tuple(",.:;!?"):
                opened = at
        elif (
            opened is not None
            and after in AFTER_CLOSER | {'"'}
            and (before in ",.!?…" or not _plural_possessive(text, at, end))
        ):
            found.append(Quoted(opened, at + 1, opened + 1, at, number))
            opened = None
    return [quoted for quoted in found if quoted.length > 1]


def _plural_possessive(text: str, at: int, end: int) -> bool:
    """Whether the mark behind an s may belong to a plural ("the workers' union") rather than close a quote."""
    return text[at - 1] == "s" and SINGLE.search(text, at + 1, end) is not None
