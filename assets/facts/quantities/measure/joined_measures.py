"""Measures that a number takes from another one: joined counts, lists with one predicate, bare totals.

Belongs here: what holds of neighbouring numbers of a sentence together.
Does not belong here: what is said of a number by its own words (measures.py).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from assets.facts.quantities.measure.measures import CASES, LISTED, PEOPLE_ONLY
from assets.facts.quantities.tree import NOUNS

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree

WEAK = {"be", "have", "include", "say", "compare", ""}
# 'the number of cases at 800': another number than that of the dead counted before.
NUMBER_OF = re.compile(
    r"\b(?:number|total|count|tally)\sof\s(?!them\b|those\b|dead\b|deaths\b|victims\b|people\s(?:killed|dead)\b|(?:the\s)?(?:killed|injured|wounded|missing)\b)[a-z]",
    re.IGNORECASE,
)


# 'damaged 60 buildings, among them two schools'.
AMONG_THEM = re.compile(
    r"(?:\s[^,;.:]{1,60})?,?\samong\s(?:them|whom|those|these)\s(?:were\s|was\s|are\s)?(?:also\s)?", re.IGNORECASE
)
# 'killed nine people, four of them firefighters': what the four are is no measure.
OF_THEM = re.compile(r"\sof\s(?:them|whom)\s")


def share_measures(tree: Tree, found: list[Quantity]) -> None:
    """Give a count that has no predicate of its own the measure of the count it is coordinated with."""
    for left, right in pairwise(found):
        if "compared" in right.notes and left.measure and not right.direction:
            right.measure, right.counted = left.measure, right.counted or left.counted
        if _is_joined_money(tree, left, right):
            right.measure, right.governor = left.measure, left.governor
            right.counted = right.counted if left.counted or right.noun is not None else None
        if left.unit is not None or right.unit is not None or not left.measure or right.is_old_level:
            continue
        if right.measure not in LISTED and _is_some_of_them(tree, left, right):
            right.measure, right.governor = left.measure, left.governor
            continue
        if "whole" in right.notes or (left.measure in PEOPLE_ONLY and right.counted_lemma in CASES):
            continue
        is_open = right.measure in WEAK or (right.noun is None and (right.counted or right.governor == left.governor))
        is_open = is_open and not _has_own_verb(tree, left, right)
        near = right.start - left.end < 80 and _no_verb_between(tree, left, right)
        if is_open and near and right.measure not in LISTED:
            right.measure, right.governor = left.measure, left.governor


def _is_some_of_them(tree: Tree, left: Quantity, right: Quantity) -> bool:
    """Whether the second number only tells how many of the first are of a kind."""
    if AMONG_THEM.fullmatch(tree.text[left.end : right.start]):
        return True
    of = OF_THEM.match(tree.text, right.core_end) if right.noun is None else None
    if of is None or tree.text[left.end : right.start] not in (", ", " – ", " — ", " ("):
        return False
    kind = tree.at(of.end())
    return tree.pos(kind) in NOUNS and right.measure == tree.lemma(kind)


def _has_own_verb(tree: Tree, left: Quantity, right: Quantity) -> bool:
    """'one died after seven were shot': the second number is the subject of a verb of its own."""
    if right.governor is None or right.governor == left.governor or right.head is None or right.measure in WEAK:
        return False
    return tree.dep(right.head) in ("nsubj", "nsubjpass") and tree.head(right.head) == right.governor


def _is_joined_money(tree: Tree, left: Quantity, right: Quantity) -> bool:
    """'moved $2 million from one fund and $6 million from another': the second is moved too."""
    return (
        left.dimension == right.dimension == "money"
        and right.measure == "price"
        and right.head is not None
        and tree.dep(right.head) == "conj"
        and _no_verb_between(tree, left, right)
    )


def share_backwards(tree: Tree, found: list[Quantity]) -> None:
    """'three men and one woman suffering from burns': what is said behind the last of a list is said of them all."""
    for left, right in pairwise(reversed(found)):
        # `left` stands behind `right` in the text.
        is_joined = left.noun is not None and tree.dep(left.noun) == "conj" and tree.head(left.noun) == right.noun
        if not is_joined or left.measure not in LISTED or right.measure in LISTED or right.unit is not None:
            continue
        if left.governor is not None and left.governor > (left.noun or 0) and tree.head(left.governor) == left.noun:
            right.measure, right.governor = left.measure, left.governor


def _no_verb_between(tree: Tree, left: Quantity, right: Quantity) -> bool:
    first, last = tree.at(left.end), tree.at(right.start)
    verbs = (i for i in range(first + 1, last) if tree.pos(i) in ("VERB", "AUX") and tree.lemma(i) != "compare")
    return all(i == left.governor for i in verbs) and (";" not in tree.text[left.end : right.start])


def totals(tree: Tree, found: list[Quantity], last: str | None, lexicon: Lexicon) -> None:
    """'puts the number at 57', 'the total rose to 12': a bare total counts what was counted last."""
    for position, q in enumerate(found):
        if NUMBER_OF.search(tree.text[max(0, q.start - 60) : q.start]):
            continue
        if "total" in q.notes and q.measure not in LISTED and q.unit is None and q.noun is None:
            if any(lexicon.has("thing", o.counted_lemma) for o in found[:position]):
                # 'found 328 more emails, which brings the total to 1,000': nobody was counted last.
                continue
            earlier = next((o.measure for o in reversed(found[:position]) if o.measure in LISTED), last)
            q.measure = earlier or q.measure


def last_counted(found: list[Quantity], last: str | None) -> str | None:
    """What a bare total of a later sentence counts; nothing that is known where something else was counted since."""
    listed = next((q.measure for q in reversed(found) if q.measure in LISTED), None)
    is_other = any(q.unit is None and not q.is_age for q in found)
    return listed or (None if is_other else last)
