"""What a quantity is said of: the subject beside the thing counted.

Belongs here: reading the subject of the governing verb, the noun a number complements, and their antecedents.
Does not belong here: the counted noun (nouns.py), which word plain counts (count_subjects.py) and amounts with a unit
(amount_subjects.py) are said of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assets.facts.quantities.counted import changed_things
from assets.facts.quantities.counted.amount_subjects import in_kind, is_doer, of_amount
from assets.facts.quantities.counted.count_subjects import of_count
from assets.facts.quantities.counted.governors import verb_over
from assets.facts.quantities.counted.nouns import EXPECTED, TRIM, plain
from assets.facts.quantities.numbers.bounds import apply_bound
from assets.facts.quantities.tree import NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

THIRD_PERSON = {"it", "they", "he", "she", "them", "him", "her", "its", "their"}
LONGEST = 14


def read_subject(tree: Tree, q: Quantity, earlier: Sequence[Quantity], taken: set[int], lexicon: Lexicon) -> None:
    """Fill `subject`, and `counted` of shares and amounts that measure their subject.

    `taken` are the tokens of all numbers and units of the sentence: none of them is a subject.
    """
    if EXPECTED.match(tree.text, q.unit_end):
        return
    if earlier and _restates(tree, earlier[-1], q):
        q.subject, q.counted = earlier[-1].subject, q.counted or earlier[-1].counted
        if q.bound == "exact" and not earlier[-1].is_range and earlier[-1].bound != "about":
            apply_bound(q, earlier[-1].bound)
        return
    if q.dimension == "money" and not q.counted and (kind := in_kind(tree, q, lexicon)) is not None:
        q.counted = plain(tree.phrase(kind))
    index = of_count(tree, q, lexicon) if q.unit is None else of_amount(tree, q, lexicon)
    index = _without_pronoun(tree, q, index)
    if index is None or index in taken or index in q.tokens:
        index = _just_before(tree, q) if q.unit is not None else None
    if index is None or index in taken or index == q.noun or tree.pos(index) not in NOUNS:
        return
    q.subject = _text(tree, index, taken)
    is_changed = q.noun is not None and changed_things.behind_noun(tree, q, lexicon) == index
    measures_it = q.dimension in ("share", "money") and (not q.counted or is_changed) and not q.is_age
    if measures_it and tree.pos(index) == "NOUN" and not is_doer(tree, q, index, lexicon):
        q.counted = plain(tree.phrase(index))


def _restates(tree: Tree, left: Quantity, right: Quantity) -> bool:
    """'87 mph (140 km/h)', '(224 kW / 300 PS)': the same amount in another unit."""
    gap = tree.text[left.end : right.start]
    return (
        right.unit is not None
        and left.unit is not None
        and re.fullmatch(r"\s?\(\s?(?:\w+\s)?|\s?/\s?", gap) is not None
        and ")" in tree.text[right.end : right.end + 14]
    )


def _without_pronoun(tree: Tree, q: Quantity, index: int | None) -> int | None:
    """A noun in place of a pronoun: the last subject before it, or what the amount is for."""
    if index is None or tree.pos(index) not in ("PRON", "DET"):
        return index
    if tree.lower(index) in THIRD_PERSON:
        return _antecedent(tree, index)
    if q.unit is None or q.head is None:
        return None
    verb = verb_over(tree, q.head)
    for owner in (q.head, verb):
        if owner is None:
            continue
        for prep in tree.all(owner, "prep"):
            target = tree.child(prep, "pobj")
            if target is not None and target > q.head and tree.lower(prep) in ("for", "in", "on", "of", "from"):
                return target
    return None


def _antecedent(tree: Tree, pronoun: int) -> int | None:
    """The last subject or object before the pronoun; for he and she a name, where there is one."""
    kinds = [("PROPN",)] if tree.lower(pronoun) in ("he", "she", "him") else []
    for wanted in [*kinds, ("NOUN", "PROPN")]:
        for earlier in range(pronoun - 1, -1, -1):
            if tree.pos(earlier) in wanted and tree.dep(earlier) in ("nsubj", "nsubjpass", "dobj", "ROOT"):
                return earlier
    return None


def _just_before(tree: Tree, q: Quantity) -> int | None:
    """'OMX +0.4% OBX -0.7%': in lists without verbs, the name that stands before the number."""
    if q.numeral.sign == "" or not q.tokens or q.tokens[0] == 0:
        return None
    index = q.tokens[0] - 1
    while index > 0 and (tree.pos(index) in ("PUNCT", "SYM", "NUM")):
        index -= 1
    return index if tree.pos(index) in NOUNS else None


def _text(tree: Tree, index: int, taken: set[int]) -> str | None:
    low, high = tree.edges(index)
    if high - low > LONGEST or any(token in taken for token in range(low, high + 1)):
        low, high = tree.left_modifiers(index), index
    if any(token in taken for token in range(low, high + 1)):
        low = index
    return TRIM.sub("", tree.text[tree.start(low) : tree.end(high)]) or None
