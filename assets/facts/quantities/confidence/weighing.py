"""From the signs of a fact to its confidence: a sum of weights, turned into a probability (logistic regression).

Belongs here: adding up what the list of weights (lexicon/confidence.tsv) says of the signs, and which of them are doubts.
Does not belong here: noticing signs (reading.py, stated.py), fitting weights (bench/facts_confidence.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assets.facts.quantities.confidence.stated import Others, Surroundings, signs_of_fact

if TYPE_CHECKING:
    from assets.facts.document import Document
    from assets.facts.quantities.fact import Fact
    from assets.facts.quantities.lexicon import Lexicon

# The row that every fact has: the weight where no other sign speaks.
ANY = "any fact"
# A sign that weighs less against a fact is no reason to doubt it.
LEAST_DOUBT = 0.2


def weighed(facts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """The facts with their confidence, and with what speaks against them, the heaviest first."""
    weights = lexicon.sign_weights
    level = weights.get(ANY, 0.0)
    found = []
    for fact, signs in zip(facts, all_signs(facts, document), strict=True):
        total, doubts = level, []
        for sign in signs:
            weight = weights.get(sign, 0.0)
            total += weight
            if weight <= -LEAST_DOUBT:
                doubts.append((weight, sign))
        doubts.sort()
        likely = round(1 / (1 + math.exp(-total)), 4)
        found.append(replace(fact, confidence=likely, doubts=tuple(sign for _, sign in doubts)))
    return found


def all_signs(facts: Sequence[Fact], document: Document) -> Iterator[tuple[str, ...]]:
    """The signs of each fact of a document, in the order of the facts."""
    others = Others(facts)
    around: dict[int, Surroundings] = {}
    for fact in facts:
        if fact.sentence_no not in around:
            around[fact.sentence_no] = Surroundings(document.sentences[fact.sentence_no])
        reading = () if fact.is_summed else fact.signs
        yield (*reading, *signs_of_fact(fact, around[fact.sentence_no]), *others.signs(fact))
