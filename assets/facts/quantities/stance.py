"""How surely a quantity is stated and of which event: polarity and scope.

Belongs here: negation, modals, words of fear and plan around a number, and what makes a figure background.
Does not belong here: place and time (frame.py), who says it (sources.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.quantities.tree import MODIFIERS, NOUNS

if TYPE_CHECKING:
    from datetime import date

    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.times import TimePhrase
    from assets.facts.quantities.tree import Tree

NOT_ANY = re.compile(r"\b(?:no|not|without|neither|none\sof\sthe)\s$", re.IGNORECASE)
COMPLEMENTS = {"xcomp", "ccomp", "dobj", "oprd", "acl", "pobj", "prep"}
SINCE = re.compile(r"\bsince\s(?:[\w’'-]+\s){0,6}$", re.IGNORECASE)


def polarity(tree: Tree, q: Quantity, lexicon: Lexicon) -> str:
    """asserted, denied or possible, by negation, modals and words of fear, plan and expectation."""
    if NOT_ANY.search(tree.text[max(0, q.start - 24) : q.start]):
        return "denied"
    index = q.governor if q.governor is not None and not q.is_age else q.head
    if index is None or (q.is_age and tree.dep(index) in MODIFIERS):
        return "asserted"
    if lexicon.has("possible", tree.lemma(index)) and tree.pos(index) in ("VERB", "ADJ", "NOUN"):
        return "possible"
    reach = "own"
    if _is_told_beside(tree, q, index) or _is_presupposed(tree, q, index, lexicon):
        return _below(tree, index, lexicon, reach) or "asserted"
    for _ in range(8):
        said = _below(tree, index, lexicon, reach)
        head = tree.head(index)
        if said or head is None:
            return said or "asserted"
        relation = tree.dep(index)
        if relation in ("nsubj", "nsubjpass") and _grows(tree, head, lexicon) and q.end <= tree.start(head):
            # 'the toll of 300 could rise': the number is told, what may happen to it is not.
            return "asserted"
        said, goes_on = _above(tree, head, relation, lexicon)
        if said or not goes_on:
            return said or "asserted"
        if relation in ("prep", "pobj", "advcl") or _is_finite_beside(tree, index, head, relation):
            reach = "far"
        index = head
    return "asserted"


def _is_finite_beside(tree: Tree, verb: int, head: int, relation: str) -> bool:
    """'does not endorse anyone, and selects two': a verb with an ending of its own is not under 'does not'."""
    finite = ("VBZ", "VBD", "VBP")
    return relation == "conj" and tree.tokens[verb].tag in finite and tree.tokens[head].tag not in finite


def _is_presupposed(tree: Tree, q: Quantity, index: int, lexicon: Lexicon) -> bool:
    """'denied liability for the deaths of 33 people': a definite noun of harm holds whatever is said about it."""
    if tree.pos(index) != "NOUN" or lexicon.get("noun", tree.lemma(index)) not in ("killed", "injured"):
        return False
    verb = tree.head(index)
    if verb is not None and tree.dep(index) in ("nsubj", "nsubjpass") and tree.start(verb) < q.end:
        # 'the toll could reach 300': the number is what the verb says.
        return False
    return any(tree.lower(child) == "the" for child in tree.all(index, "det"))


def _is_told_beside(tree: Tree, q: Quantity, index: int) -> bool:
    """'the four sailors killed there might have been saved': known dead, whatever might have happened to them."""
    if tree.dep(index) not in ("acl", "relcl") or q.noun is None or tree.head(index) != q.noun:
        return False
    verb = tree.head(q.noun)
    return tree.dep(q.noun) in ("nsubj", "nsubjpass") and verb is not None and verb > index and _is_definite(tree, q)


def _is_definite(tree: Tree, q: Quantity) -> bool:
    return (
        re.search(r"\b(?:the|those|these|all)\s$", tree.text[max(0, q.start - 8) : q.start], re.IGNORECASE) is not None
    )


def _grows(tree: Tree, verb: int, lexicon: Lexicon) -> bool:
    return lexicon.has("change_verb", tree.lemma(verb))


def _is_modal(tree: Tree, verb: int, lexicon: Lexicon) -> bool:
    return any(lexicon.has("possible", tree.lower(child)) for child in tree.all(verb, "aux"))


def _below(tree: Tree, index: int, lexicon: Lexicon, reach: str) -> str | None:
    """What negation and modals at the word itself say; a negation further up no longer denies the number."""
    for child in tree.children[index]:
        relation, word = tree.dep(child), tree.lower(child)
        if relation == "neg" and reach == "own" and tree.pos(index) in ("VERB", "AUX", "ADJ"):
            return "denied"
        if relation in ("aux", "advmod", "amod") and lexicon.has("possible", word):
            return "possible"
        if tree.pos(index) == "VERB" and word in ("nearly", "almost") and child == index - 1 and reach == "own":
            # 'nearly killed two guards': they live; 'killed nearly 40' is said of the number.
            return "denied"
        if relation == "mark" and word in ("if", "unless"):
            return "possible"
    return None


def _above(tree: Tree, head: int, relation: str, lexicon: Lexicon) -> tuple[str | None, bool]:
    """What the governing word says, and whether to look further up."""
    lemma = tree.lemma(head)
    if lexicon.has("wish", lemma) and relation not in ("xcomp", "dobj"):
        return None, False
    if lexicon.has("possible", lemma) and relation in COMPLEMENTS:
        return "possible", False
    if lemma == "go" and relation == "xcomp" and tree.tokens[head].tag == "VBG":
        # 'are going to cull 2,000 geese': planned.
        return "possible", False
    if relation == "ccomp" and lexicon.has("consequence", lemma) and _is_modal(tree, head, lexicon):
        return "possible", False
    if lexicon.has("denial", lemma) and relation in ("dobj", "ccomp", "xcomp", "pcomp"):
        return "denied", False
    is_clause = relation in ("ccomp", "advcl", "relcl", "parataxis") and tree.pos(head) in ("VERB", *NOUNS)
    return None, not is_clause


def scope(tree: Tree, q: Quantity, time: TimePhrase | None, published: date | None) -> str:
    """current, or background where the time is another one or the words say that the figure is an older one."""
    if q.is_old_level:
        return "background"
    goes_on = time is not None and time.text.lower().startswith("since")
    if q.is_age or goes_on or (time is not None and SINCE.search(tree.text[max(0, time.start - 40) : time.start])):
        return "current"
    if time is not None and time.is_past:
        return "background"
    if time is not None and published is None and re.search(r"^\D*(?:19|20)\d\d(?:/\d\d|s)?$", time.text):
        return "background"
    return "current"
