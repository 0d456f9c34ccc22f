"""What stands over a word: the noun it complements, its verb, and that verb's subject.

Belongs here: questions of grammar that reading a subject asks.
Does not belong here: which of them a quantity is said of (subjects.py, amount_subjects.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.quantities.tree import NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.quantity import Quantity


def governing_noun(tree: Tree, q: Quantity, index: int) -> int | None:
    """'a price of $5', 'a lead of 9 points': the noun whose complement the amount is."""
    head = tree.head(index)
    if head is None:
        return None
    if tree.dep(index) == "appos" and tree.pos(head) in NOUNS and tree.tokens[head].entity != "DATE":
        return head
    if tree.dep(index) == "pobj":
        over = tree.head(head)
        if over is not None and tree.pos(over) in NOUNS and over < index and over not in q.tokens:
            return over
    if tree.dep(index) in ("nummod", "npadvmod") and tree.pos(head) in NOUNS and head < index:
        return head
    return None


def verb_over(tree: Tree, index: int) -> int | None:
    """The nearest verb above a token, itself included where it is the root."""
    for _ in range(12):
        head = tree.head(index)
        if head is None:
            return index if tree.pos(index) in ("VERB", "AUX") else None
        index = head
        if tree.pos(index) in ("VERB", "AUX"):
            return index
    return None


def subject_of(tree: Tree, verb: int) -> int | None:
    """The subject of a verb, its own or the one it shares with the verb or noun it hangs on."""
    at: int | None = verb
    for _ in range(5):
        if at is None or tree.pos(at) in NOUNS:
            return at
        subject = tree.child(at, "nsubj", "nsubjpass", "csubj")
        if subject is None and tree.child(at, "expl") is not None:
            return None
        relation = tree.dep(at)
        if subject is not None:
            relative = relation == "relcl" and tree.lower(subject) in ("that", "which", "who")
            return tree.head(at) if relative else subject
        if (
            subject is None
            and tree.pos(at) == "VERB"
            and at
            and tree.dep(at - 1) == "compound"
            and tree.head(at - 1) == at
        ):
            # 'the average adult needs to': a verb parsed as the end of a noun.
            return at - 1
        if relation in ("acl", "relcl"):
            over = tree.head(at)
            if over is None or tree.pos(over) not in ("VERB", "AUX"):
                return over
            at = over
            continue
        if relation not in ("conj", "xcomp", "advcl", "aux", "pcomp", "prep", "acomp"):
            return None
        at = tree.head(at)
    return None
