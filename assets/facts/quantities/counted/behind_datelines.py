"""Subjects of sentences that begin with a dateline, which the parse takes for their subject.

Belongs here: "LUSK, March 5 - House prices rose 3 percent" is said of house prices.
Does not belong here: finding datelines (assets/facts/datelines.py), subjects of other sentences (subjects.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.quantities.counted.governors import verb_over
from assets.facts.quantities.counted.nouns import plain
from assets.facts.quantities.tree import NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.quantity import Quantity

BEFORE_VERB = {"AUX", "ADV", "PART"}
LONGEST = 80
# A number, a clause or a time before the verb: what stands there is more than a subject.
CLAUSE = re.compile(r"[\d,;:]|\b(?:said|says|that|who|which|when|if|as|last|this|next)\b")


def mend(tree: Tree, q: Quantity, edge: int) -> None:
    """Take what lies before `edge`, the end of the dateline, off subject and counted noun; put what follows it there."""
    line = tree.text[:edge]
    if not line:
        return
    is_subject = q.subject is not None and q.subject in line
    measures_it = q.counted is not None and q.counted == q.subject
    q.subject = None if is_subject else _cut(q.subject, line)
    q.counted = None if q.counted and q.counted in line else _cut(q.counted, line)
    thing = _before_verb(tree, q, edge) if is_subject else None
    if thing is None:
        return
    first, last = thing
    q.subject = plain(tree.text[edge : tree.end(last)].strip())
    if measures_it or (q.counted is None and q.dimension in ("share", "money") and tree.pos(first) == "NOUN"):
        q.counted = plain(tree.text[edge : tree.end(first)].strip())


def _cut(phrase: str | None, line: str) -> str | None:
    """A phrase without the end of the dateline that it begins with."""
    if phrase is None:
        return None
    first = next((i for i in range(len(line)) if phrase.startswith(line[i:])), None)
    return phrase if first is None else plain(phrase[len(line) - first :])


def _main(tree: Tree, verb: int) -> int:
    """The verb that a clause without a subject hangs on: "rose to 5 percent after falling to 4"."""
    for _ in range(4):
        head = tree.head(verb)
        if tree.dep(verb) == "pcomp" and head is not None:
            head = tree.head(head)
        if tree.dep(verb) not in ("advcl", "conj", "xcomp", "pcomp") or head is None or tree.pos(head) != "VERB":
            break
        verb = head
    return verb


def _before_verb(tree: Tree, q: Quantity, edge: int) -> tuple[int, int] | None:
    """Head and last token of the noun phrase that fills the space between the dateline and the verb over the quantity."""
    verb = verb_over(tree, q.head) if q.head is not None else None
    verb = _main(tree, verb) if verb is not None else None
    if verb is None or verb == 0 or not edge <= tree.start(verb) < q.start:
        return None
    last = verb - 1
    while last > 0 and tree.pos(last) in BEFORE_VERB:
        last -= 1
    between = tree.text[edge : tree.end(last)]
    if tree.start(last) < edge or tree.pos(last) not in NOUNS or len(between) > LONGEST or CLAUSE.search(between):
        return None
    head = last
    for _ in range(4):
        over = tree.head(head)
        over = tree.head(over) if tree.dep(head) == "pobj" and over is not None else over
        if tree.dep(head) not in ("pobj", "conj") or over is None or tree.pos(over) not in NOUNS:
            break
        if tree.start(over) < edge:
            break
        head = over
    return head, last
