"""A place and a person that the model takes for one name: "the mayor of Lusk, Ann Dole".

Belongs here: parting the two where an office stands before them.
Does not belong here: titles right before a name (marked.py).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assets.facts.entities.tables import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assets.facts.document import Document
    from assets.facts.entities.candidate import Candidate
    from assets.facts.entities.identity.gazetteer import Gazetteer

REACH = 60
COMMA = re.compile(r",\s+(?=[A-Z][\w.'’-]*\s+[A-Z])")
LONGEST_PLACE = 3
FEWEST_WORDS = 2


def parted(candidates: Iterable[Candidate], document: Document, gazetteer: Gazetteer) -> list[Candidate]:
    """The candidates, those that hold a place and the person who has an office of it as two."""
    offices = "|".join(sorted(words("offices_of_places")))
    office = re.compile(rf"\b(?:{offices})\s+(?:of|for|to)\s+(?:the\s+)?$", re.IGNORECASE)
    found = []
    for candidate in candidates:
        text = document.part(candidate.part)
        is_held = candidate.kind in ("person", "organisation") and office.search(
            text, max(0, candidate.start - REACH), candidate.start
        )
        at = _border(candidate.text, gazetteer) if is_held else None
        if at is None:
            found.append(candidate)
            continue
        left, right = candidate.text[:at].rstrip(", "), candidate.text[at:]
        start = candidate.start + at
        found.append(replace(candidate, end=candidate.start + len(left), text=left, kind="place", title=""))
        found.append(replace(candidate, start=start, text=right, kind="person", is_certain=True))
    return found


def _border(name: str, gazetteer: Gazetteer) -> int | None:
    """Where the person begins, None where the name is one."""
    comma = COMMA.search(name)
    if comma:
        return comma.end()
    starts = [match.start() for match in re.finditer(r"\S+", name)]
    for count in range(min(LONGEST_PLACE, len(starts) - FEWEST_WORDS), 0, -1):
        if gazetteer.look_up(name[: starts[count]].rstrip()) is not None:
            return starts[count]
    return None
