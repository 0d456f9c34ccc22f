"""Where and when a fact holds: its place and its time.

Belongs here: choosing among the places and times of a sentence the ones that belong to one quantity.
Does not belong here: finding places (places.py) and times (times.py, asides.py), polarity and scope (stance.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from assets.facts.quantities.asides import SAYINGS
from assets.facts.quantities.measures import LISTED
from assets.facts.quantities.places import Place
from assets.facts.quantities.times import TimePhrase
from assets.facts.quantities.tree import MAX_CLIMB, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.quantity import Quantity

AGAINST = re.compile(
    r"\bcompar(?:ed|ing)\s(?:to|with)\b|\bthan\s(?:in|at|during|last)\b|\bfrom\s(?:its|their|an?|the)\s(?:[\w-]+\s){0,2}(?:peaks?|highs?|lows?|records?|levels?|bottom)\b"
    r"|\b(?:versus|vs\.?|against|(?:up|down)\sfrom)\s(?:(?:an?\s)?(?:net\s)?(?:profit|loss|gain)\s(?:of\s)?)?(?:(?:only|just|about|some|the)\s)?[$€£]?\d",
    re.IGNORECASE,
)
# 'one of the deadliest attacks on the city this year': the time is that of the comparison.
RANKED = re.compile(r"\b(?:the|its|their)\s(?:\w+est|most|worst)\s[^,;]{2,90}$", re.IGNORECASE)


# A list of places with their numbers: 'Torvale 900 (600), Marlow 800 (1,000)'.
HEADS_ROW = re.compile(r"\s(?:[\d.,]+\s(?:[a-z]+\s)?\()?")


def attached(tree: Tree, q: Quantity, phrases: Sequence[Place]) -> Place | None:
    """The first of the phrases that hangs on what is said of the quantity."""
    anchor = q.governor if q.governor is not None else q.head
    if anchor is None or q.is_age:
        return None
    return next((p for p in phrases if p.start >= q.end and _hangs_on(tree, tree.at(p.end - 1), anchor)), None)


Phrase = TypeVar("Phrase", Place, TimePhrase)


def outside_speech(tree: Tree, q: Quantity, phrases: Sequence[Phrase]) -> Sequence[Phrase]:
    """The phrases without those of what the counted say: 'a fire broke out in Marlow, two witnesses said'."""
    subject = q.noun if q.noun is not None else q.head
    verb = tree.head(subject) if subject is not None and tree.dep(subject) == "nsubj" else None
    if verb is None or tree.lemma(verb) not in SAYINGS:
        return phrases
    said = [tree.edges(c, without=frozenset()) for c in tree.all(verb, "ccomp")]
    return [
        phrase
        for phrase in phrases
        if not any(tree.start(low) <= phrase.start and phrase.end <= tree.end(high) for low, high in said)
    ]


def choose(tree: Tree, q: Quantity, phrases: Sequence[Phrase]) -> Phrase | None:
    """The phrase that hangs on the quantity's governor; else the nearest in the same clause; else the nearest."""
    phrases = outside_speech(tree, q, phrases)
    if not phrases:
        return None
    anchor = q.governor if q.governor is not None else q.head
    best: tuple[float, int] | None = None
    own = None if anchor is None else _clause(tree, anchor)
    is_harm = q.measure in LISTED
    for number, phrase in enumerate(phrases):
        if phrase.start < q.end and phrase.end > q.start and phrase.end <= q.end + 1:
            continue
        distance = min(abs(phrase.start - q.end), abs(q.start - phrase.end))
        between = tree.text[min(q.end, phrase.end) : max(q.start, phrase.start)]
        if phrase.start >= q.end and (
            AGAINST.search(between) or (isinstance(phrase, TimePhrase) and RANKED.search(between))
        ):
            continue
        if not is_harm and _are_apart(tree, q, own, phrase):
            continue
        cost = distance + 40 * between.count(";") + 15 * between.count(",")
        if anchor is not None and _hangs_on(tree, tree.at(phrase.end - 1), anchor):
            cost -= 60
        if phrase.start < q.start:
            cost = -60 if HEADS_ROW.fullmatch(between) else cost + 10
        if best is None or cost < best[0]:
            best = (cost, number)
    return phrases[best[1]] if best else None


def _clause(tree: Tree, index: int) -> int | None:
    """The verb of the relative clause that a token stands in; None in the main clause."""
    for _ in range(MAX_CLIMB):
        if tree.dep(index) == "relcl":
            return index
        head = tree.head(index)
        if head is None:
            return None
        index = head
    return None


def _are_apart(tree: Tree, q: Quantity, own: int | None, phrase: Phrase) -> bool:
    """'the firm, which employs 40 people, opened a mill in Lusk', 'two towns and a valley that burned in 1990'."""
    last = tree.at(phrase.end - 1)
    theirs = _clause(tree, last)
    if own == theirs:
        return False
    if own is not None and _is_outside(tree, phrase, own):
        first, antecedent = tree.edges(own, without=frozenset())[0], tree.head(own)
        is_beside = first > 0 and tree.tokens[first - 1].text in (",", "-", "—", "–", "(")
        if is_beside and not (antecedent is not None and tree.start(antecedent) <= phrase.end <= tree.start(first)):
            return True
    return _is_outside(tree, q, theirs) and tree.head(theirs or 0) not in (q.noun, q.head)


def _is_outside(tree: Tree, phrase: Phrase | Quantity, clause: int | None) -> bool:
    """Whether a phrase stands outside a relative clause: 'the firm, which employs 40 people, opened a mill in Lusk'."""
    if clause is None:
        return False
    low, high = tree.edges(clause, without=frozenset())
    return phrase.start >= tree.end(high) or phrase.end <= tree.start(low)


def _hangs_on(tree: Tree, index: int, anchor: int) -> bool:
    for _ in range(6):
        head = tree.head(index)
        if head is None:
            return False
        if head == anchor:
            return True
        index = head
        if tree.pos(index) in ("VERB", "AUX"):
            return index == anchor
    return False
