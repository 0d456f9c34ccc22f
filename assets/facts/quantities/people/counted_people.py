"""A count of people in the whole text: whom it counts, what stands around it, and counts made from it.

Belongs here: what the readers of whole texts ask of one count (fates.py, derived_counts.py).
Does not belong here: conclusions from several counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assets.facts.quantities.people.tellings import one_death, tells_of

if TYPE_CHECKING:
    from assets.facts.document import Document
    from assets.facts.quantities.fact import Fact
    from assets.facts.quantities.lexicon import Lexicon

SHOT = {"shoot", "shot", "stab"}
# So many characters tell what a text is about.
OPENING = 1000
APART = re.compile(r"(?<!the\s)\b(?:others?|more|another|additional|surviving|survivors?)\b", re.IGNORECASE)
PART = re.compile(r"(?:[\w-]+\s){1,3}of\s")
DOER = re.compile(r"\b(?:by|with|from)\s(?:the\s|these\s|those\s|his\s|her\s|their\s)?$", re.IGNORECASE)
# 'ended with five people shot', 'a car with two men who were also hit'.
DONE_TO = re.compile(
    r"\s(?:(?:being|getting|who\s(?:were|was|had)(?:\s(?:also|been))*)\s)?(?:shot|stabbed|wounded|hit|struck)\b",
    re.IGNORECASE,
)


def counts_people(fact: Fact, lexicon: Lexicon) -> bool:
    """Whether the counted are people; where no noun is counted, they are taken for some."""
    if fact.unit != "count" or fact.value is None:
        return False
    words = re.findall(r"[a-z-]+", (fact.counted or "").lower())
    if not words or fact.measure == "hospitalised":
        return True
    last = words[-1]
    forms = (last, last.removesuffix("s"), last.removesuffix("es"))
    return any(lexicon.has("person", form) for form in forms) or lexicon.has("people", last)


def is_told(fact: Fact) -> bool:
    """Whether the text states the number of its own event as a fact."""
    return fact.scope == "current" and fact.polarity == "asserted" and fact.value is not None and fact.part == "text"


def is_part(fact: Fact) -> bool:
    """'two of the four victims': some of the counted."""
    return PART.match(fact.phrase) is not None


def is_victim(fact: Fact, document: Document) -> bool:
    """Whether what is said of the counted is done to them: 'shot by two men' and 'shot while at home with two boys' is not."""
    part = document.part(fact.part)
    return DOER.search(part[max(0, fact.start - 12) : fact.start]) is None or DONE_TO.match(part, fact.end) is not None


def largest(counts: Sequence[Fact], measure: str) -> Fact | None:
    """The largest count of the measure that is told, the first of equal ones."""
    told = [fact for fact in counts if fact.measure == measure and is_told(fact)]
    return max(told, key=lambda fact: (fact.value or 0, -fact.start), default=None)


def behind(fact: Fact, document: Document) -> str:
    """What its sentence goes on to say."""
    return document.part(fact.part)[fact.end : document.sentences[fact.sentence_no].end]


def around(fact: Fact, document: Document) -> str:
    """The phrase with the word before and the word behind it."""
    part = document.part(fact.part)
    before = re.search(r"\S*\s?$", part[max(0, fact.start - 12) : fact.start])
    behind = re.match(r"\s?\w*", part[fact.end : fact.end + 12])
    return f"{before[0] if before else ''}{fact.phrase}{behind[0] if behind else ''}"


def is_attack(document: Document, lexicon: Lexicon) -> bool:
    """Whether the text tells of an accident or an attack, and its opening of no illness."""
    if not tells_of("violence", document.text, lexicon):
        return False
    opening = f"{document.title}\n{document.text[:OPENING]}"
    is_told_first = tells_of("violence", opening, lexicon) and not tells_of("illness", opening, lexicon)
    return is_told_first or not tells_of("illness", document.text, lexicon)


def one_dead(shot: Fact, document: Document) -> Fact | None:
    """'one fatally', 'one of them died', 'a woman was killed', told in the sentence of the count or the two behind it."""
    sentence = document.sentences[shot.sentence_no]
    last = min(shot.sentence_no + 2, len(document.sentences) - 1)
    match = one_death(document.text, sentence.start, document.sentences[last].end)
    if match is None:
        return None
    return replace(shot, start=match.start(), end=match.end(), phrase=match[0], value=1.0)


def derived(fact: Fact, value: float, measure: str, parts: Sequence[Fact]) -> Fact:
    """A count that the text does not state, at the place of `fact`, made from the parts."""
    return replace(
        fact,
        value=value,
        low=value,
        high=value,
        base_value=None,
        base_low=None,
        base_high=None,
        bound="exact",
        measure=measure,
        direction=None,
        is_summed=True,
        parts=tuple(part.phrase for part in parts),
        part_spans=tuple((part.start, part.end) for part in parts),
    )
