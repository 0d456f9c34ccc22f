"""How sure a fact is: the share of like facts that were right when a person had read them.

Belongs here: the sort of reading that led to a fact, and the table of shares (lexicon/confidence.tsv).
Does not belong here: counting right and wrong, which bench/facts_confidence.py does over annotated facts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.quantities.measure.measures import LISTED

if TYPE_CHECKING:
    from assets.facts.document import Sentence
    from assets.facts.quantities.fact import Fact
    from assets.facts.quantities.lexicon import Lexicon

LONG_WORDS = 40
# A verb further from its number than so many words is often another number's.
FAR_WORDS = 4
UNKNOWN = 0.5
# Verbs that say little of what they count, mostly because the parse found no better one.
WEAK = {"be", "have", "do", "make", "say", "get", "go", "come", "take"}
# Words that a page has lost the blank between: 'donated $20to', 'in Luskshe said'.
TORN = re.compile(r"[a-z][A-Z][a-z]|[a-z]“|\d(?!(?:st|nd|rd|th|s|[kmbx]|[ap]m|bn|mn)\b)[a-z]{2,}\b")


def sort_of(fact: Fact, sentence: Sentence) -> str:
    """The sort of fact, as the table names it; `sentence` is the one that the fact stands in."""
    if fact.is_summed or fact.measure == "age":
        return "summed" if fact.is_summed else "age"
    if TORN.search(sentence.text):
        return "in torn text"
    if fact.unit != "count":
        return _sort_of_amount(fact)
    is_long = ", long sentence" if len(sentence.tokens) > LONG_WORDS else ""
    if fact.scope == "background":
        return "listed measure, background" if fact.measure in LISTED else "count, background"
    if fact.measure in LISTED:
        return f"listed measure{is_long}"
    if fact.measure == "share":
        return "share"
    if fact.value is None:
        return "vague or range"
    if fact.counted is None:
        return "bare number"
    if fact.measure in WEAK:
        return "count of a weak verb"
    return "count of a far verb" if _is_far(fact, sentence) else f"other count{is_long}"


def _sort_of_amount(fact: Fact) -> str:
    if fact.scope == "background":
        return "amount, background"
    if fact.measure == "duration":
        return "duration"
    return f"amount of {_kind(fact.unit)}"


def _is_far(fact: Fact, sentence: Sentence) -> bool:
    """Whether the word that the measure is of stands several words from the number."""
    verb = fact.measure.split(" ")[0]
    tokens = sentence.tokens
    first = next((token.index for token in tokens if token.end > fact.start), 0)
    last = max((token.index for token in tokens if token.start < fact.end), default=first)
    apart = [max(first - t.index, t.index - last) for t in tokens if t.lemma.lower() == verb]
    return bool(apart) and min(apart) > FAR_WORDS


def _kind(unit: str) -> str:
    if len(unit) == 3 and unit.isupper():
        return "money"
    return "percent" if unit == "percent" else "other units"


def confidence(fact: Fact, sentence: Sentence, lexicon: Lexicon) -> float:
    """Probability that value, unit, measure and scope are right."""
    return lexicon.confidences.get(sort_of(fact, sentence), UNKNOWN)
