"""What an amount of money or a percentage measures: revenue, bail, wage; yield, unemployment, rate; else a price or share.

Belongs here: finding the noun of money or of a rate that a number is the level of, by lexicon/measures.tsv.
Does not belong here: counts (measures.py), what the amount is said of (subjects.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assets.facts.quantities.counted.governors import governing_noun, subject_of, verb_over
from assets.facts.quantities.tree import NOUNS

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.measure.complements import Predicate
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree

LEVEL = re.compile(r"\b(?:to|at|from|of|is|was|are|were)\s(?:\w+\s)?$")
PASSED = re.compile(r"\b(?:above|below|past)\s$")
OF = re.compile(r"\sof\b")
WORTH = re.compile(r"\bworth\s(?:[a-z]+\s)?$")
SAYS_NOTHING = {"be", "have", "do", "include", "say", "report", "tell", "announce", "believe", "expect", "estimate"}
# Below this a share or a price is what loses so much.
FEWEST_MOVED = 10000
MOVES_MONEY = {"raise", "lose", "cut", "slash", "trim"}
INSIDE = ("compound", "amod", "nmod", "poss")


def of_money(tree: Tree, q: Quantity, predicates: Sequence[Predicate], lexicon: Lexicon) -> str:
    """The noun of money that the amount belongs to, else the verb that moves it, else price."""
    if WORTH.search(tree.text[max(0, q.start - 16) : q.start]) and q.noun is None:
        return _named(tree, q, lexicon, "amount") or "price"
    if (own := own_noun(tree, q, lexicon)) is not None:
        return own
    named = _named(tree, q, lexicon, "amount")
    if named is not None:
        return named
    if q.noun is not None and q.noun not in q.tokens and not OF.match(tree.text, q.unit_end):
        return "price"
    change = lexicon.words["change_verb"]
    for predicate in predicates:
        if tree.pos(predicate.token) != "VERB" or predicate.form == "adjective":
            continue
        lemma = predicate.lemma
        if priced := lexicon.get("priced", lemma.split()[0]):
            return priced
        if lemma in SAYS_NOTHING or (lemma in change and not _is_moved(tree, q, predicate)):
            break
        q.governor = predicate.token
        return lemma
    return "price"


def own_noun(tree: Tree, q: Quantity, lexicon: Lexicon) -> str | None:
    """'a paydown of $2 billion': the noun that the amount is the size of, whatever list it is on."""
    of = tree.head(q.head) if q.head is not None and tree.dep(q.head) == "pobj" else None
    noun = tree.head(of) if of is not None and tree.lower(of) == "of" else None
    if noun is None or noun in q.tokens or tree.pos(noun) != "NOUN":
        return None
    lemma = tree.lemma(noun)
    says_nothing = (
        lexicon.has("sum_noun", lemma) or lexicon.has("part_of", lemma) or lexicon.has("noun_of_preposition", lemma)
    )
    return None if says_nothing or not lemma.isalpha() else lexicon.get("amount", lemma) or lemma


def _is_moved(tree: Tree, q: Quantity, predicate: Predicate) -> bool:
    """'raised $7 million', 'is losing $18 million a year': money that somebody gets or loses, and no level that moves."""
    if (q.value or q.low or 0) < FEWEST_MOVED or q.head is None:
        return False
    return predicate.lemma in MOVES_MONEY and tree.dep(q.head) == "dobj" and tree.head(q.head) == predicate.token


def of_percent(tree: Tree, q: Quantity, lexicon: Lexicon) -> str | None:
    """The rate that the percentage is the level of; None for a part of a whole and for the size of a change."""
    if OF.match(tree.text, q.unit_end) or tree.text[max(0, q.start - 1) : q.start] == "(":
        return None
    is_level = LEVEL.search(tree.text[max(0, q.start - 16) : q.start]) or PASSED.search(
        tree.text[max(0, q.core_start - 8) : q.core_start]
    )
    if q.direction and ("by_words" in q.notes or not is_level):
        return None
    verb = verb_over(tree, q.head) if q.head is not None else None
    if verb is not None and lexicon.get("priced", tree.lemma(verb)) == "price" and is_level:
        return "price"
    return _named(tree, q, lexicon, "rate")


def _named(tree: Tree, q: Quantity, lexicon: Lexicon, form: str) -> str | None:
    for noun in _nouns(tree, q):
        inside = () if lexicon.has("about_money", tree.lemma(noun)) else reversed(tree.all(noun, *INSIDE))
        for index in (noun, *inside):
            measure = lexicon.get(form, tree.lemma(index)) or lexicon.get(form, tree.lower(index))
            if measure and tree.pos(index) in NOUNS and index not in q.tokens:
                return measure
    return None


def _nouns(tree: Tree, q: Quantity) -> Iterator[int]:
    """The nouns that may say what the number is the level of, the closest first."""
    if q.noun is not None:
        yield q.noun
    if q.head is None:
        return
    over = governing_noun(tree, q, q.head)
    if over is not None:
        yield over
    yield from _behind(tree, q.head)
    verb = verb_over(tree, q.head)
    if verb is None:
        return
    thing = tree.child(verb, "dobj")
    if thing is not None and thing != q.head and thing not in q.tokens:
        yield thing
    subject = subject_of(tree, verb)
    if subject is not None and subject not in q.tokens:
        yield subject


def _behind(tree: Tree, head: int) -> Iterator[int]:
    """'$5 million in damages': the noun that the amount is given in."""
    for prep in tree.all(head, "prep"):
        if tree.lower(prep) in ("in", "of"):
            yield from tree.all(prep, "pobj")
