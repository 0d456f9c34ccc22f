"""What the words beside a name tell of its kind: "the town of Qasr", "the company Harbour Foods", "Quill, 34,".

Belongs here: evidence from a name's neighbours in its sentence.
Does not belong here: weighing it against the model's labels (kinds.py), words that become part of the name (widen.py).
"""

from __future__ import annotations

import re
from functools import cache

from assets.facts.entities.tables import words

REACH = 40
LOCATIVE = re.compile(r"\b(?:in|near|outside|around|throughout|inside|across)\s+$", re.IGNORECASE)
ARTICLE = re.compile(r"\b(?:the|an?)\s+$", re.IGNORECASE)
PERSON_BEHIND = re.compile(
    r"^,\s+\d{1,2},\s|^,\s+who\s|^(?:['’]s)?\s+(?:wife|husband|son|daughter|brother|sister|lawyer)\b"
)
COMPANY_BEHIND = re.compile(
    r"^['’]?s?\s+(?:chief executive|CEO|board|shareholders?|stockholders?|headquarters|stock|shares|employees)\b"
)


@cache
def _before() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(kind, pattern over the text that ends where the name begins)."""
    settlements, bodies = "|".join(sorted(words("place_nouns"))), "|".join(sorted(words("organisation_nouns")))
    sides = "north|south|east|west|northeast|northwest|southeast|southwest|outskirts|suburbs?|residents|native"
    return (
        ("place", re.compile(rf"\b(?:(?:{settlements})\s+of|(?:{sides})\s+of|(?:town|village|suburb))\s+$")),
        ("organisation", re.compile(rf"\b(?:{bodies})\s+$")),
    )


def kind_beside(text: str, start: int, end: int) -> str | None:
    """The kind that the words around text[start:end] give the name, None where they give none."""
    before = text[max(0, start - REACH) : start]
    for kind, pattern in _before():
        if pattern.search(before):
            return kind
    behind = text[end : end + REACH]
    if PERSON_BEHIND.match(behind):
        return "person"
    return "organisation" if COMPANY_BEHIND.match(behind) else None


def has_article(text: str, start: int) -> bool:
    """Whether "the" or "a" stands right before the name, as before no person's."""
    return ARTICLE.search(text[max(0, start - REACH) : start]) is not None


def is_located_in(text: str, start: int) -> bool:
    """Whether a preposition of place stands right before the name."""
    return LOCATIVE.search(text[max(0, start - REACH) : start]) is not None
