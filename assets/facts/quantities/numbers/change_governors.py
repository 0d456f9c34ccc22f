"""Verbs and nouns of change over a quantity, read off the tree: "fell by 3%", "a cut of $5", "drove prices up 4%".

Belongs here: which words of a sentence tell of change, which of them governs a number, and whether that number is then
the size of the change or the level it reached.
Does not belong here: words that touch the number, and old levels (changes.py).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assets.facts.quantities.tree import NOUNS

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree

TO = re.compile(
    r"\b(?:to|at)\s(?:about\s|around\s|roughly\s|nearly\s|just\s|over\s|more\sthan\s|under\s|an?\s(?:record\s)?|some\s|almost\s)*$",
    re.IGNORECASE,
)
BY = re.compile(r"\bby\s(?:an?\s)?(?:[a-z]+\s)?$", re.IGNORECASE)
AS_NOUN = ("nsubj", "nsubjpass", "dobj", "pobj")
PARTICLES = ("up", "down")
COMPLEMENTS = {
    "dobj",
    "npadvmod",
    "prep",
    "advmod",
    "obl",
    "dative",
    "attr",
    "oprd",
    "ccomp",
    "quantmod",
    "acomp",
    "nummod",
    "appos",
    "conj",
}
MODIFIERS = ("nummod", "amod", "compound", "nmod", "npadvmod", "prep", "quantmod")
LEADING_TO_A_SIZE = {"by", "to", "at", "of", "over", "under", "above", "below", "about", "around", "up", "down", "past"}
# Amounts that any verb of change measures; of others it depends on the verb.
OF_LEVELS = {"share", "share_change", "money", "points", "temperature", "frequency"}
COUNT_VERBS = {"rise", "increase", "grow", "fall", "drop", "decline", "decrease", "climb", "add", "shed", "gain"}
# A gain of less is one of a price, a larger one what a business made.
LEAST_RESULT = 1000
# 'grew at a 3% annual rate', 'fell to a record of 30 cents': nouns that only repeat what the number is.
NAMES_OF_LEVELS = {"rate", "pace", "clip", "level", "record", "high", "low", "peak"}
REACH = 44


def change_words(tree: Tree, lexicon: Lexicon) -> dict[int, str]:
    """Tokens of the sentence that are verbs or nouns of change, with their direction."""
    verbs, nouns = lexicon.words.get("change_verb", {}), lexicon.words.get("change_noun", {})
    with_particle = _with_particle(lexicon)
    found: dict[int, str] = {}
    for token in tree.tokens:
        lemma = token.lemma.lower()
        if token.pos in ("VERB", "AUX"):
            phrase = f"{lemma} {_particle(tree, token.index)}" if lemma in with_particle else lemma
            says = verbs.get(phrase) or verbs.get(lemma)
            if says is not None:
                found[token.index] = says
        if lemma in nouns and is_noun(tree, token.index):
            found[token.index] = nouns[lemma]
    return found


def is_noun(tree: Tree, index: int) -> bool:
    """Whether a word of change stands as a noun, also where the parse takes it for a verb: "a 5 percent cut was made"."""
    if tree.pos(index) == "NOUN":
        return True
    return tree.tokens[index].tag in ("VB", "VBD", "VBN", "VBP") and tree.dep(index) in AS_NOUN


@lru_cache(maxsize=4)
def _with_particle(lexicon: Lexicon) -> frozenset[str]:
    """Verbs that tell of change with a particle: "go" (up), "bring" (down)."""
    return frozenset(verb.split()[0] for verb in lexicon.words.get("change_verb", {}) if " " in verb)


def _particle(tree: Tree, verb: int) -> str:
    """The word behind a verb, or the "up" or "down" that goes with it further on: "drove the price of oil up"."""
    following = tree.lower(verb + 1) if verb + 1 < len(tree.tokens) else ""
    if following in PARTICLES:
        return following
    apart = (tree.lower(i) for i in tree.all(verb, "prt", "advmod") if i > verb)
    return next((word for word in apart if word in PARTICLES), following)


def is_other_particle(tree: Tree, index: int, changes: dict[int, str], lexicon: Lexicon) -> bool:
    """'make up half of them', 'break down 3 doors': an "up" or "down" of a verb that has nothing to do with change."""
    verb = tree.head(index)
    if tree.dep(index) != "prt" or verb is None or verb in changes or tree.pos(verb) != "VERB":
        return False
    return not lexicon.has("standing_verb", tree.lemma(verb))


def governing_change(tree: Tree, q: Quantity, changes: dict[int, str], before: str, lexicon: Lexicon) -> int | None:
    """The verb or noun of change whose size or level the quantity is; None where there is none."""
    governor = _change_over(tree, q, changes, lexicon)
    if governor is None:
        governor = _verb_before_by(tree, q, changes, before)
    if governor is None or _changes_nothing(tree, q, governor):
        return None
    if is_noun(tree, governor):
        return None if _is_a_result(tree, q, governor) else governor
    return governor if _is_size_or_level(tree, q, governor, before, lexicon) else None


def _changes_nothing(tree: Tree, q: Quantity, governor: int) -> bool:
    """Money that is raised, the speed that a car is brought to, and how long a drop took: no figure that has moved."""
    lemma = tree.lemma(governor)
    if ";" in tree.text[tree.end(governor) : q.start]:
        return True
    if lemma == "lose" and BY.search(tree.text[max(0, q.start - 24) : q.start]):
        # 'lost to her by 30 points': the margin of a contest.
        return True
    if lemma == "raise":
        return q.dimension in ("money", "share") and tree.dep(q.head or 0) == "dobj"
    if lemma in ("accelerate", "decelerate"):
        return q.dimension in ("length", "speed")
    return is_noun(tree, governor) and (q.dimension == "time" or _is_a_part(q))


def _is_a_part(q: Quantity) -> bool:
    """'half the reduction': a part of the change, and not its size."""
    return q.unit is None and q.value is not None and 0 < q.value < 1


def _verb_before_by(tree: Tree, q: Quantity, changes: dict[int, str], before: str) -> int | None:
    """'fell at one point on Tuesday by a record 20 percent': the verb of change of the same clause."""
    by = BY.search(before)
    if by is None or q.unit is None:
        return None
    for index in range(q.tokens[0] - 1, -1, -1):
        if tree.tokens[index].text in (",", ";", ":", "(") or tree.pos(index) == "CCONJ":
            return None
        if tree.pos(index) == "VERB":
            return index if index in changes else None
    return None


def _change_over(tree: Tree, q: Quantity, changes: dict[int, str], lexicon: Lexicon) -> int | None:
    """The verb or noun of change that the quantity complements."""
    index = q.head
    if index is None:
        return None
    # The parse may hang the new level of "from 20 to 35" on the "from".
    preposition = "to" if not q.is_range and TO.search(tree.text[max(0, q.start - REACH) : q.start]) else ""
    for _ in range(4):
        head = tree.head(index)
        if head is None:
            return None
        relation = tree.dep(index)
        if relation == "prep" and preposition in ("", "of"):
            preposition = tree.lower(index)
        if head in changes and head not in q.tokens:
            if is_noun(tree, head):
                return head if _modifies(tree, index, relation) else None
            is_complement = relation in COMPLEMENTS and (relation != "prep" or preposition in LEADING_TO_A_SIZE)
            return head if is_complement else None
        if tree.pos(head) in ("VERB", "AUX") and tree.dep(head) not in ("advcl", "xcomp"):
            return None
        if _is_of_a_thing(tree, q, index, head, lexicon):
            return None
        index = head
    return None


def _modifies(tree: Tree, index: int, relation: str) -> bool:
    return relation in MODIFIERS and (relation != "prep" or tree.lower(index) in ("of", "to", "by"))


def _is_of_a_thing(tree: Tree, q: Quantity, index: int, head: int, lexicon: Lexicon) -> bool:
    """'lost a $200 million contract', 'raised 90 percent of the $60 million': the amount is of what was lost or raised."""
    if q.unit is None or tree.pos(head) not in NOUNS or head in q.tokens:
        return False
    if lexicon.has("sum_noun", tree.lemma(head)) or tree.lemma(head) in NAMES_OF_LEVELS:
        return False
    if tree.dep(index) == "prep":
        return tree.lower(index) == "of"
    is_modifier = head > q.tokens[-1] and tree.dep(index) in ("nummod", "compound", "nmod", "amod")
    return is_modifier and tree.lower(head) not in lexicon.unit_words


def _is_a_result(tree: Tree, q: Quantity, noun: int) -> bool:
    """'a loss of $3 million', 'a gain of $5 million from a sale': what a period brought, no change of a level."""
    if tree.lemma(noun) == "loss":
        return q.dimension == "money" or (q.unit is None and q.noun in (None, noun))
    return tree.lemma(noun) == "gain" and q.dimension == "money" and (q.value or 0) >= LEAST_RESULT


def _is_size_or_level(tree: Tree, q: Quantity, governor: int, before: str, lexicon: Lexicon) -> bool:
    if q.dimension in OF_LEVELS or TO.search(before):
        return tree.lower(governor) != "lost" or (q.unit is not None and q.dimension != "money")
    if q.is_multiple or re.search(r"\bby\s(?:\w+\s){0,2}$", before):
        return True
    if q.unit is not None and q.dimension != "time":
        return _grows_by(tree, q, governor, lexicon)
    return q.unit is None and q.noun is None and tree.lemma(governor) in COUNT_VERBS and _is_bare(tree, q)


def _is_bare(tree: Tree, q: Quantity) -> bool:
    return tree.dep(q.head or 0) in ("dobj", "npadvmod")


def _grows_by(tree: Tree, q: Quantity, governor: int, lexicon: Lexicon) -> bool:
    """'output fell 300 tonnes', 'the lake rose two metres': a verb whose subject is the level, and no verb of motion."""
    lemma = tree.lemma(governor)
    if not _is_bare(tree, q) or q.noun is not None or not lexicon.has("growing_verb", lemma):
        return False
    if q.dimension != "length" or lemma in ("grow", "shrink", "increase", "decrease", "decline"):
        return True
    subject = tree.child(governor, "nsubj")
    return subject is not None and lexicon.has("level_noun", tree.lemma(subject))
