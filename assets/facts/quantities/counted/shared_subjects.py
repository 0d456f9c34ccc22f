"""What a number is said of where only its neighbour tells: "435 homes by open sale and 187 by tender".

Belongs here: subjects and wholes that numbers of one sentence share.
Does not belong here: what a number's own words tell (subjects.py, nouns.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from assets.facts.quantities.counted.nouns import TRIM
from assets.facts.quantities.tree import NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

JOINS = re.compile(r",|\b(?:and|or|compared|to|versus|vs|against|from)\b", re.IGNORECASE)
# 'exports rose 3 percent and imports 5 percent': the second clause has its verb from the first.
GAPPED = re.compile(
    r"[^.;:()]{0,40}?(?:,\s(?:and|while|but)?|\s(?:and|while|but))\s?(?P<thing>[^,.;:()]{2,60}?)(?:,?\sby)?\s$"
)
HANGING = re.compile(r"-?\s?,?\s?(?:and|or|to)?\s?")
NEXT_SHARE = re.compile(r"[^.;:?!]{1,110}", re.DOTALL)
OF = re.compile(r"\sof\s")
THING = {*NOUNS, "ADJ", "DET", "PART"}


def share_subjects(tree: Tree, found: Sequence[Quantity], lexicon: Lexicon) -> None:
    """'435 homes by open sale and 187 by tender', '49.55 Hz on Monday, 49.52 on Tuesday': one subject for both.

    In "four-, five- and six-cylinder engines" it is the last that has it.
    """
    subjects = {None, *(q.subject for q in found)}
    for left, right in pairwise(found):
        gap = tree.text[left.end : right.start]
        _read_gapped(tree, left, right, subjects, lexicon)
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


def _read_gapped(tree: Tree, left: Quantity, right: Quantity, subjects: set[str | None], lexicon: Lexicon) -> None:
    """'exports rose 3 percent and imports 5 percent', 'wheat was cut by 300 tonnes and barley by 200': no verb of its own."""
    gap = tree.text[left.end : right.start]
    match = GAPPED.fullmatch(gap) if left.direction and left.unit is right.unit and left.unit is not None else None
    if match is None or right.subject not in subjects or "old_level" in right.notes:
        return
    start = left.end + match.start("thing")
    inside = range(tree.at(start), tree.at(left.end + match.end("thing") - 1) + 1)
    last = inside[-1]
    is_index = tree.pos(last) == "NUM" and len(inside) > 1 and tree.pos(last - 1) == "PROPN"
    names_a_thing = all(tree.pos(i) in THING or tree.lower(i) in ("of", "for") for i in inside[:-1])
    if not names_a_thing or not (tree.pos(last) in NOUNS or is_index):
        return
    if any(tree.tokens[i].entity in ("DATE", "TIME") or lexicon.has("time_noun", tree.lemma(i)) for i in inside):
        return
    right.subject = TRIM.sub("", match["thing"]) or None
    right.direction = right.direction or left.direction
    if left.counted and left.counted == right.counted:
        right.counted = right.subject


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
