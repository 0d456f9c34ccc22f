"""People that a title lists before it says what happened to them: "Baby, 4 others injured in crash".

Belongs here: reading such a list off the words, because titles leave out articles and verbs and are misread by the parser.
Does not belong here: lists in sentences (sums.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon

SEGMENT = re.compile(r"[^:;–—|]+")
HARM = re.compile(
    r"\b(?:(?:found|shot(?=\sdead|\sand|\sto\s)|stabbed|beaten|feared|presumed|reported|confirmed|are|were|have|all)\s)*"
    r"(?P<word>dead|killed|slain|die[ds]?|injured|wounded|hurt|missing|shot)\b",
    re.IGNORECASE,
)
MEASURES = {"injured": "injured", "wounded": "injured", "hurt": "injured", "missing": "missing", "shot": "shoot"}
PARTING = re.compile(r",\s(?:and\s|&\s)?|\s(?:and|&|plus)\s", re.IGNORECASE)
AGE = re.compile(r"\d{1,2}")
DIGITS = re.compile(r"\d{1,3}")
ONE_OF_AN_AGE = re.compile(r"\d{1,2}-(?:year|month)-old")
# A member that opens so is among those told before: "2 people, including gunman, dead".
AMONG_THEM = frozenset({"including", "among", "incl", "incl."})
MOST_WORDS = 4
GROUPS = {"people", "others", "children", "men", "women"}


class TitleList(NamedTuple):
    """A list of people: how many, what is said of them, the spans of its members, and where the word of harm begins."""

    value: float
    measure: str
    spans: tuple[tuple[int, int], ...]
    harm: int


def find_title_lists(title: str, lexicon: Lexicon) -> Iterator[TitleList]:
    """The lists of a title, each of two members or more with at least one that is told without a number."""
    for segment in SEGMENT.finditer(title):
        harm = HARM.search(title, segment.start(), segment.end())
        if harm is None:
            continue
        members = [
            (start, end)
            for start, end in _members(title, segment.start(), harm.start())
            if title[start:end].split()[0].lower() not in AMONG_THEM
        ]
        sizes = [_size(title[start:end], lexicon) for start, end in members]
        known = [size for size in sizes if size is not None]
        if len(members) > 1 and len(known) == len(members):
            measure = MEASURES.get(harm["word"].lower(), "killed")
            yield TitleList(sum(known), measure, tuple(members), harm.start("word"))


def _members(title: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans between the commas and the 'and's, without the ages that stand between them."""
    marks = [(start, start), *(match.span() for match in PARTING.finditer(title, start, end)), (end, end)]
    for (_, first), (last, _) in pairwise(marks):
        span = title[first:last]
        if span.strip() and not AGE.fullmatch(span.strip()):
            yield first + len(span) - len(span.lstrip()), last - len(span) + len(span.rstrip())


def _size(member: str, lexicon: Lexicon) -> float | None:
    """How many people a member is: 'Harlow woman' one, '4 others' four; None where it is no member."""
    words = member.lower().split()
    if len(words) > MOST_WORDS:
        return None
    number = _number(words[0], lexicon) if len(words) > 1 else None
    if number is None:
        is_one = lexicon.has("person", words[-1]) or ONE_OF_AN_AGE.fullmatch(words[-1])
        return 1.0 if is_one and words[-1] not in GROUPS else None
    last = words[-1]
    is_people = last in GROUPS or any(lexicon.has("person", form) for form in (last, last.removesuffix("s")))
    return number if is_people or lexicon.has("people", last) else None


def _number(word: str, lexicon: Lexicon) -> float | None:
    if DIGITS.fullmatch(word):
        return float(word)
    kind, value = lexicon.number_words.get(word, ("", 0.0))
    return value if kind == "unit" and value else None
