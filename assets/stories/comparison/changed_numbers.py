"""Which numbers two versions of a text give otherwise, and what each counts.

Belongs here: numbers in digits and in words, those that stand in the same place, and those without a counterpart.
Does not belong here: aligning texts (alignment.py), what numbers mean (the facts stage).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assets.stories.comparison.alignment import CHANGED, REMOVED, SAME, WORD, Piece
from assets.stories.texts.words import month_names, number_words

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# So many words may change around a number that still stands in its place.
FEW_WORDS = 3
# So many words behind a number tell what it counts.
SHOWN_WORDS = 2
# So many words a dateline has at most; its day is no number of the report.
DATELINE_WORDS = 8


@dataclass(frozen=True)
class Stated:
    """A number as a text writes it, with the words that tell what it counts, as far as they follow, or its month."""

    number: str
    shown: str


@dataclass(frozen=True)
class Changed:
    """Two numbers that stand in the same place of two texts; `of` are the words that follow in the second."""

    before: str
    after: str
    of: str = ""

    @property
    def shown(self) -> str:
        """The second number with what it counts."""
        return f"{self.after} {self.of}".rstrip()


def changed_numbers(title: Sequence[Piece], text: Sequence[Piece]) -> tuple[tuple[Changed, ...], tuple[Changed, ...]]:
    """Numbers that changed in their place, and the days of datelines that did."""
    datelines: list[Changed] = []
    changes = list(_replaced(title))
    for place, piece in enumerate(text):
        found = list(_replaced([piece]))
        if not place:
            datelines = [change for change in found if _is_dateline(piece, change)]
        changes += [change for change in found if change not in datelines]
    return tuple(dict.fromkeys(changes)), tuple(datelines)


def stated_numbers(text: str) -> list[Stated]:
    """Numbers of the text in their order."""
    words = WORD.findall(text)
    return [
        Stated(number, _shown(number, words, at))
        for at, word in enumerate(words)
        for number in ([word] if word.casefold() in number_words() else DIGITS.findall(word))
    ]


def without_counterpart(numbers: Sequence[Stated], others: Sequence[str]) -> tuple[str, ...]:
    """Numbers, with what they count, that are not among the others; "one" is left out, which is seldom a count."""
    there = {_value(number) for number in others}
    alone = (found for found in numbers if _value(found.number) not in there and found.number.casefold() != "one")
    return tuple({_value(found.number): found.shown for found in reversed(list(alone))}.values())[::-1]


def _value(number: str) -> str:
    """The number in digits, so that "three" and "3" are one."""
    return number_words().get(number.casefold(), number)


def _shown(number: str, words: Sequence[str], at: int) -> str:
    if at and words[at - 1].casefold() in month_names():
        return f"{words[at - 1]} {number}"
    return f"{number} {_counted(words[at + 1 :])}".rstrip()


def _counted(words: Sequence[str]) -> str:
    """The words up to the next sign, two at most; a hyphen or a per cent sign belongs to them."""
    found = ""
    for word in words[: SHOWN_WORDS * 2]:
        if word == "-":
            continue
        if not (word[0].isalnum() or word == "%") or len(found.split()) >= SHOWN_WORDS:
            break
        found += f" {word}"
    return found.strip()


def _replaced(pieces: Sequence[Piece]) -> Iterator[Changed]:
    for at, piece in enumerate(pieces):
        if piece.words:
            yield from _replaced(piece.words)
        elif piece.kind == CHANGED and _others(piece.before) <= FEW_WORDS and _others(piece.after) <= FEW_WORDS:
            old, new = stated_numbers(piece.before), stated_numbers(piece.after)
            behind = next((WORD.findall(run.after) for run in pieces[at + 1 : at + 2] if run.kind == SAME), [])
            if len(old) == len(new):
                for before, after in zip(old, new, strict=True):
                    if _value(before.number) != _value(after.number):
                        of = after.shown.removeprefix(after.number).strip() or _counted(behind)
                        yield Changed(before.number, after.number, of)


def _others(text: str) -> int:
    """Words of the text that are no numbers."""
    words = [word for word in WORD.findall(text) if word[0].isalnum()]
    return sum(word.casefold() not in number_words() and not DIGITS.search(word) for word in words)


def _is_dateline(piece: Piece, change: Changed) -> bool:
    """Whether the change is of the day behind a month among the first words of a text."""
    words = WORD.findall("".join(run.after for run in (piece.words or (piece,)) if run.kind != REMOVED))[
        :DATELINE_WORDS
    ]
    days = {word for month, word in pairwise(words) if month.casefold() in month_names()}
    return change.after in days
