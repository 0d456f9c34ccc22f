"""How sure a fact is: the share of like facts that were right when a person had read them.

Belongs here: the sort of reading that led to a fact, and the table of shares (lexicon/confidence.tsv).
Does not belong here: counting right and wrong, which bench/facts_confidence.py does over annotated facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.quantities.measures import LISTED

if TYPE_CHECKING:
    from assets.facts.quantities.fact import Fact
    from assets.facts.quantities.lexicon import Lexicon

LONG_WORDS = 40
UNKNOWN = 0.5


def sort_of(fact: Fact, words: int) -> str:
    """The sort of fact, as the table names it; `words` is the length of its sentence."""
    if fact.is_summed:
        return "summed"
    if fact.measure == "age":
        return "age"
    if fact.unit != "count":
        return "amount, background" if fact.scope == "background" else f"amount of {_kind(fact.unit)}"
    if fact.scope == "background":
        return "listed measure, background" if fact.measure in LISTED else "count, background"
    if fact.measure in LISTED:
        return "listed measure, long sentence" if words > LONG_WORDS else "listed measure"
    if fact.measure == "share":
        return "share"
    if fact.value is None:
        return "vague or range"
    if fact.counted is None:
        return "bare number"
    return "other count, long sentence" if words > LONG_WORDS else "other count"


def _kind(unit: str) -> str:
    if len(unit) == 3 and unit.isupper():
        return "money"
    return "percent" if unit == "percent" else "other units"


def confidence(fact: Fact, words: int, lexicon: Lexicon) -> float:
    """Probability that value, unit, measure and scope are right."""
    return lexicon.confidences.get(sort_of(fact, words), UNKNOWN)
