"""When a count of harm holds, where its own sentence names no time: the time of the event in a sentence beside it.

Belongs here: sentences that date the event ('The attack, which occurred on Monday, ...'), and which counts take their time.
Does not belong here: the times of a count's own sentence (place_and_time.py), the scope of a count (stance.py, people/scopes.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from assets.facts.quantities.frame.times import TimePhrase, find_times
from assets.facts.quantities.lexicon import alternatives

if TYPE_CHECKING:
    from assets.facts.document import Document, Sentence
    from assets.facts.quantities.fact import Fact
    from assets.facts.quantities.lexicon import Lexicon

# What harms people all at once; other counts of harm may be those of a whole fight.
OF_AN_EVENT = {"killed", "injured", "missing", "hospitalised"}
# From what tells of the event to the time: 'occurred at a market in the early hours of'.
REACH = 60
STOPS = re.compile(
    r"[.;:,()—]|\b(?:that|which|who|when|while|after|before|as|and|but|since|than|until|by)\b", re.IGNORECASE
)
OF_ANOTHER = re.compile(
    r"\b(?:another|second|third|separate(?:ly)?|similar|previous(?:ly)?|earlier|elsewhere|unrelated|years?|months?|weeks?|weekend)\b",
    re.IGNORECASE,
)


def with_times_beside(
    facts: Sequence[Fact], document: Document, published: date | None, lexicon: Lexicon
) -> list[Fact]:
    """The facts, with the time of their event where a sentence beside theirs gives it and their own gives none."""
    return [
        replace(fact, time=time.text, time_start=time.first, time_end=time.last)
        if (time := _time_beside(fact, document, published, lexicon))
        else fact
        for fact in facts
    ]


def _time_beside(fact: Fact, document: Document, published: date | None, lexicon: Lexicon) -> TimePhrase | None:
    if fact.time is not None or fact.scope != "current" or fact.polarity != "asserted" or fact.part != "text":
        return None
    own = document.sentences[fact.sentence_no]
    if fact.measure not in OF_AN_EVENT or OF_ANOTHER.search(own.text) or find_times(own.text, published):
        return None
    before, after = (_of_part(own, document, own.number + step) for step in (-1, 1))
    return (
        (before and _time_of_event(before.text, _dated(lexicon), published))
        or (after and _time_of_event(after.text, _dated(lexicon), published))
        or (before and not OF_ANOTHER.search(before.text) and _time_of_event(before.text, _told(lexicon), published))
        or None
    )


def _of_part(own: Sentence, document: Document, number: int) -> Sentence | None:
    """The sentence of a number, where it is of the same part."""
    if not 0 <= number < len(document.sentences) or document.sentences[number].part != own.part:
        return None
    return document.sentences[number]


def _time_of_event(text: str, event: re.Pattern[str], published: date | None) -> TimePhrase | None:
    """The time that stands in one breath with what tells of an event: a day or a part of one, not long before the report."""
    told = list(event.finditer(text))
    if not told:
        return None
    for time in find_times(text, published):
        if time.is_past or time.first != time.last:
            continue
        ahead = (one.end() for one in told if one.end() <= time.start <= one.end() + REACH)
        if any(not STOPS.search(text, end, time.start) for end in ahead):
            return time
    return None


@lru_cache(maxsize=4)
def _dated(lexicon: Lexicon) -> re.Pattern[str]:
    """'the attack occurred', 'the blasts, which took place', 'it happened'."""
    events, occurs = (alternatives(list(lexicon.words[kind])) for kind in ("event", "occurring"))
    return re.compile(
        rf"(?:\b(?:the|this|these)\s(?:[\w’'-]+\s){{0,3}}?(?:{events})|^(?:it|this|that)|[.;]\s(?:it|this))(?:,?\s(?:which|that))?(?:\s(?:in|at|on|near|outside|inside)\s(?:[\w’'-]+\s){{0,4}}?[\w’'-]+)?\s(?:{occurs})\b",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4)
def _told(lexicon: Lexicon) -> re.Pattern[str]:
    """Any word for what harms people: 'a shooting at a bar', 'the ferry capsized'."""
    words = [
        word for kind in ("event", "tells_gunfire", "tells_violence", "tells_disaster") for word in lexicon.words[kind]
    ]
    return re.compile(rf"\b(?:{alternatives(words)})\b".replace(r"\*", r"\w*"), re.IGNORECASE)
