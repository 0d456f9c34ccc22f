"""Abbreviations that a text defines itself: "the Northern Harbour Authority (NHA)".

Belongs here: finding such definitions.  Does not belong here: abbreviations that lexicons know (known.py) or that a
name's initials suggest (organisations.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from assets.facts.entities.candidate import Candidate

if TYPE_CHECKING:
    from assets.facts.document import Document

BEHIND = re.compile(r"['’]?s?,?\s?\(\s*(?:the |or |known as )*[\"“]?(?P<short>[A-Z][A-Za-z&.-]{1,9})[\"”]?\s*\)")
FEWEST_CAPITALS = 2
FEWEST_WORDS = 2


class Definition(NamedTuple):
    """An abbreviation where it is defined, and the name that it stands for."""

    short: Candidate
    full: str


def definitions(candidates: Iterable[Candidate], document: Document) -> list[Definition]:
    """What the text defines, in text order; the abbreviation begins with a letter that begins a word of the name."""
    found = []
    for candidate in candidates:
        words = candidate.text.split()
        if candidate.kind != "organisation" or len(words) < FEWEST_WORDS:
            continue
        match = BEHIND.match(document.part(candidate.part), candidate.end)
        if match is None or sum(map(str.isupper, match["short"])) < FEWEST_CAPITALS:
            continue
        if any(word[0].upper() == match["short"][0] for word in words):
            start, end = match.span("short")
            short = Candidate(
                candidate.part, candidate.sentence_no, start, end, match["short"], "organisation", is_certain=True
            )
            found.append(Definition(short, candidate.text))
    return found


def with_definitions(candidates: Iterable[Candidate], defined: Iterable[Definition]) -> list[Candidate]:
    """The candidates with each abbreviation where it is defined, in the place of whatever overlaps it."""
    shorts = [one.short for one in defined]
    others = [
        c for c in candidates if not any(s.part == c.part and c.start < s.end and s.start < c.end for s in shorts)
    ]
    return [*others, *shorts]
