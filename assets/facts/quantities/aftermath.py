"""What the whole text says of people who were shot: that they live, where it says so.

Belongs here: conclusions about a fact that only the rest of the text allows.
Does not belong here: anything a sentence says by itself (measures.py).

A count of people shot is filed under "shoot"; shot is neither killed nor injured unless the text says so.  It does
where it tells of wounds, hospital or recovery, and of no death at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.document import Document
    from assets.facts.quantities.fact import Fact
    from assets.facts.quantities.lexicon import Lexicon

DEATH = re.compile(
    r"\b(?:died|dies|dead(?!ly\s(?:weapon|force))|death|deaths|killed|kills|killing|killings|murder\w*|homicide\w*|fatal\w*|slain|slaying|deceased|manslaughter|funeral|mourn\w*|dying|autopsy|coroner)\b",
    re.IGNORECASE,
)
NO_DEATH = re.compile(
    r"\b(?:attempted\s(?:murder|homicide|manslaughter)|no(?:\sone|body)?\s(?:\w+\s){0,2}(?:killed|died|deaths?|fatalities)|not\s(?:fatal|kill\w*))\b|[Hh]omicide\s(?:detective|unit|investigator|bureau|section)\w*",
    re.IGNORECASE,
)
SURVIVAL = re.compile(
    r"\b(?:wound(?:s|ed)?|injur(?:y|ies|ed)|hospital\w*|treated|recover(?:y|ing)|surviv\w+|stable|critical|serious|fair|good)\b",
    re.IGNORECASE,
)
SHOT = {"shoot", "shot"}


def settle(facts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """The facts, with counts of people shot filed under injured where the text says that they live."""
    if not any(fact.measure in SHOT and _counts_people(fact, lexicon) for fact in facts):
        return list(facts)
    whole = f"{document.title}\n{document.text}"
    tells_of_death = DEATH.search(NO_DEATH.sub(" ", whole)) is not None
    if tells_of_death or SURVIVAL.search(whole) is None:
        return list(facts)
    return [
        replace(fact, measure="injured") if fact.measure in SHOT and _counts_people(fact, lexicon) else fact
        for fact in facts
    ]


def _counts_people(fact: Fact, lexicon: Lexicon) -> bool:
    if fact.unit != "count" or fact.value is None:
        return False
    words = re.findall(r"[a-z-]+", (fact.counted or "").lower())
    if not words:
        return True
    last = words[-1]
    return any(
        lexicon.has("person", form) for form in (last, last.removesuffix("s"), last.removesuffix("es"))
    ) or last in ("people", "men", "women", "children", "policemen", "others", "persons", "victims", "teens")
