"""What a finished fact, its sentence and the other facts of its text say of how surely it was read.

Belongs here: signs that need no parse, or only the words of the sentence.
Does not belong here: signs of the grammar (reading.py), what each sign weighs (lexicon/confidence.tsv, weighing.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assets.facts.quantities.measure.measures import LISTED

if TYPE_CHECKING:
    from assets.facts.document import Sentence
    from assets.facts.quantities.fact import Fact

LONG_COUNTED = 4
MANY_FIGURES = 6
MANY_FACTS = 3
# Characters of a part in which news says first what it reports.
OPENING = 400
FIGURE = re.compile(r"\d[\d,.]*")
DIGIT = re.compile(r"\d")
BRACKET = re.compile(r"\(\s?\Z")
MODALS = {"could", "would", "may", "might", "should", "if", "unless", "If", "Unless", "Should"}
NO_NOUN = re.compile(r"[a-z][A-Z]|\d[a-z]|[a-z]\d|[^\w\s’'&.,-]")


class Others:
    """The facts of one text, counted once, so that each can be held against the rest."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._in_sentence = Counter(fact.sentence_no for fact in facts)
        self._of_measure = Counter(fact.measure for fact in facts if fact.measure in LISTED)
        self._told = Counter((fact.measure, fact.value) for fact in facts)

    def signs(self, fact: Fact) -> Iterator[str]:
        """What the other facts say of this one."""
        if self._in_sentence[fact.sentence_no] >= MANY_FACTS:
            yield "several numbers in the sentence"
        told = self._told[fact.measure, fact.value]
        if told > 1 and fact.value is not None:
            yield "told more than once"
        if self._of_measure[fact.measure] > told:
            yield "harm told in other numbers too"


class Surroundings:
    """What holds of every number of one sentence: looked up once, however many it has."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.has_modal = not MODALS.isdisjoint(sentence.text.split())
        signs = []
        if len(FIGURE.findall(sentence.text)) >= MANY_FIGURES:
            signs.append("many figures in the sentence")
        if '"' in sentence.text or "“" in sentence.text:
            signs.append("quotation marks in the sentence")
        self.signs = tuple(signs)


def signs_of_fact(fact: Fact, around: Surroundings) -> list[str]:
    """What the fact itself, its sentence and the characters before it say."""
    signs = [*around.signs, *_of_kind(fact), *_of_stance(fact, around)]
    if fact.value == 1:
        signs.append("one of something")
    before = fact.start - around.sentence.start
    if BRACKET.search(around.sentence.text, max(0, before - 2), before):
        signs.append("in brackets")
    if DIGIT.search(fact.phrase) is None:
        signs.append("number in words")
    if fact.counted is not None:
        if NO_NOUN.search(fact.counted):
            signs.append("counted is no plain noun")
        if fact.counted.count(" ") >= LONG_COUNTED - 1:
            signs.append("counted is long")
    if fact.place is not None:
        signs.append("place is told")
    if fact.start < OPENING and fact.part == "text":
        signs.append("in the opening")
    return signs


def _of_kind(fact: Fact) -> Iterator[str]:
    if fact.is_summed:
        yield "sum"
    elif fact.measure == "age":
        yield "age"
    elif fact.measure == "duration":
        yield "duration"
    elif fact.measure == "share" and fact.unit == "count":
        yield "fraction"
    if fact.direction is not None and fact.measure != "change":
        yield "level after a change"


def _of_stance(fact: Fact, around: Surroundings) -> Iterator[str]:
    if fact.scope == "background" and fact.measure not in LISTED:
        yield "background, of no harm"
    if fact.polarity == "denied":
        yield "denied"
    elif fact.polarity == "possible" and fact.unit != "count":
        yield "possible amount"
    elif fact.polarity == "asserted" and around.has_modal:
        yield "asserted beside 'could' or 'if'"
