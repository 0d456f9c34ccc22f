"""What a number is said of where only its neighbour tells: "435 homes by open sale and 187 by tender".

Belongs here: subjects and wholes that numbers of one sentence share.
Does not belong here: what a number's own words tell (subjects.py, nouns.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree

JOINS = re.compile(r",|\band\b|\bor\b|\bcompared\b|\bto\b|\bversus\b|\bfrom\b", re.IGNORECASE)
HANGING = re.compile(r"-?\s?,?\s?(?:and|or|to)?\s?")
NEXT_SHARE = re.compile(r"[^.;:?!]{1,110}", re.DOTALL)
OF = re.compile(r"\sof\s")


def share_subjects(tree: Tree, found: Sequence[Quantity]) -> None:
    """'435 homes by open sale and 187 by tender', '49.55 Hz on Monday, 49.52 on Tuesday': one subject for both.

    In "four-, five- and six-cylinder engines" it is the last that has it.
    """
    for left, right in pairwise(found):
        gap = tree.text[left.end : right.start]
        is_tally = "tally" in left.notes and "tally" in right.notes
        if right.subject is None and left.subject and (is_tally or _carries_on(tree, left, right, gap)):
            right.subject = left.subject
    for left, right in pairwise(reversed(found)):
        if (
            right.subject is None
            and left.subject
            and left.counted == right.counted
            and HANGING.fullmatch(tree.text[right.core_end : left.core_start])
        ):
            right.subject = left.subject


def _carries_on(tree: Tree, left: Quantity, right: Quantity, gap: str) -> bool:
    """Whether the second number continues the first: same unit or noun, no verb and no new clause between them."""
    if len(gap) > 60 or not JOINS.search(gap) or left.dimension != right.dimension or right.is_age:
        return False
    if right.unit is None and right.noun is not None and not right.noun_is_elided:
        return right.head is not None and tree.dep(right.noun) == "conj" and tree.head(right.noun) == left.noun
    first, last = tree.at(left.end), tree.at(right.start)
    return not any(tree.pos(i) in ("VERB", "AUX") for i in range(first + 1, last))


def share_wholes(tree: Tree, found: Sequence[Quantity]) -> None:
    """'56 percent of voters back it, while 37 percent oppose it': both are shares of the voters.

    A share takes the whole of the one before it where it has none, or only the doer of the same verb, of its own.
    """
    for left, right in pairwise(found):
        if left.dimension != "share" or right.dimension != "share" or not left.counted:
            continue
        if left.measure != "share" or right.measure != "share" or right.direction or right.noun is not None:
            continue
        is_whole = OF.match(tree.text, left.unit_end) is not None or "whole_shared" in left.notes
        is_open = right.counted is None or (right.subject is not None and right.subject == left.subject)
        gap = tree.text[left.end : right.start]
        if is_whole and right.notes.get("of_pronoun") in ("them", "those", "these", "whom") and not right.counted:
            right.counted, right.counted_lemma = left.counted, left.counted_lemma
        if is_whole and is_open and JOINS.search(gap) and NEXT_SHARE.fullmatch(gap):
            right.counted, right.counted_lemma = left.counted, left.counted_lemma
            right.notes["whole_shared"] = "1"
