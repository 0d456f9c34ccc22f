"""How surely a quantity is stated and of which event: polarity and scope.

Belongs here: negation, modals, words of fear and plan around a number, and what makes a figure background.
Does not belong here: place and time (place_and_time.py), who says it (sources.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.quantities.tree import MODIFIERS, NOUNS

if TYPE_CHECKING:
    from datetime import date

    from assets.facts.quantities.frame.times import TimePhrase
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree

CLAUSES = ("pcomp", "advcl", "relcl", "acl", "ccomp")
FINITE = ("VBZ", "VBD", "VBP")
# 'the first to', 'an effort to': what the infinitive says has been done, or tried.
RANKED = re.compile(
    r"first|second|third|fourth|fifth|last|next|only|\d+(?:st|nd|rd|th)|latest|efforts?|attempts?|decisions?|\w+est"
)
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
    if (said := _at_once(tree, q, index, lexicon)) is not None:
        return said
    # 'A third do not vote': the verb is denied, the share of those who do not is told.
    reach, is_direct = "far" if q.measure == "share" and _is_subject(tree, q) else "own", True
    for _ in range(8):
        said = _below(tree, index, lexicon, reach)
        head = tree.head(index)
        if said or head is None:
            return said or "asserted"
        relation = tree.dep(index)
        if relation in ("nsubj", "nsubjpass") and _grows(tree, head, lexicon) and q.end <= tree.start(head):
            # 'the toll of 300 could rise': the number is told, what may happen to it is not.
            return "asserted"
        if is_direct and _is_yet_to_be(tree, q, index, head, lexicon):
            return "possible"
        said, goes_on = _above(tree, index, head, lexicon)
        if said or not goes_on:
            return said or "asserted"
        if relation in ("prep", "pobj", "pcomp", "advcl") or _is_finite_beside(tree, index, head, relation):
            reach = "far"
        is_direct = is_direct and relation not in CLAUSES
        index = head
    return "asserted"


def _is_finite_beside(tree: Tree, verb: int, head: int, relation: str) -> bool:
    """'does not endorse anyone, and selects two': a verb with an ending of its own is not under 'does not'."""
    return relation == "conj" and tree.tokens[verb].tag in FINITE and tree.tokens[head].tag not in FINITE


def _at_once(tree: Tree, q: Quantity, index: int, lexicon: Lexicon) -> str | None:
    """What the number's own phrase and its governor say; None where the words above them decide."""
    if _is_given(tree, q):
        return "asserted"
    if q.is_age:
        return _below(tree, index, lexicon, "own") or "asserted"
    if lexicon.has("possible", tree.lemma(index)) and tree.pos(index) in ("VERB", "ADJ", "NOUN"):
        return "asserted" if _is_poll(tree, q, index) else "possible"
    if _is_told_beside(tree, q, index) or _is_presupposed(tree, q, index, lexicon):
        return _below(tree, index, lexicon, "own") or "asserted"
    before = (
        [tree.lower(child) for child in tree.all(q.noun, "amod") if tree.end(child) <= q.core_start] if q.noun else []
    )
    # 'leaving a potential 750 million to count'.
    return "possible" if any(lexicon.has("possible", word) for word in before) else None


def _is_given(tree: Tree, q: Quantity) -> bool:
    """'could shorten the country's three-year war': how long the war is, nobody doubts."""
    if q.unit is None or q.unit.dimension != "time":
        return False
    if (
        q.head is None
        or tree.dep(q.head) not in (*MODIFIERS, "npadvmod", "nummod")
        or "-" not in tree.text[q.start : q.end]
    ):
        return False
    noun = tree.climb(q.head, *MODIFIERS, "npadvmod", "nummod")
    return any(tree.lower(child) in ("the", "this", "these") for child in tree.all(noun, "det")) or bool(
        tree.all(noun, "poss")
    )


def _is_subject(tree: Tree, q: Quantity) -> bool:
    return any(index is not None and tree.dep(index) in ("nsubj", "nsubjpass") for index in (q.noun, q.head))


def _is_poll(tree: Tree, q: Quantity, verb: int) -> bool:
    """'38 percent intend to vote': what is possible is the vote, and not the share."""
    subject = tree.child(verb, "nsubj")
    return q.measure == "share" and subject is not None and subject in (q.head, q.noun, *q.tokens)


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
            # 'nearly killed two guards': they live; 'killed nearly 40' and 'nearly doubled to 40' are said of the number.
            return None if _grows(tree, index, lexicon) else "denied"
        if relation == "mark" and word in ("if", "unless"):
            return "possible"
    return None


def _above(tree: Tree, index: int, head: int, lexicon: Lexicon) -> tuple[str | None, bool]:
    """What the governing word says, and whether to look further up."""
    lemma, relation = tree.lemma(head), tree.dep(index)
    if lexicon.has("wish", lemma) and relation not in ("xcomp", "dobj") and not _is_infinitive(tree, index):
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
    return None, not _is_of_itself(tree, index, head)


def _is_yet_to_be(tree: Tree, q: Quantity, index: int, head: int, lexicon: Lexicon) -> bool:
    """'asked people to give 3 dollars', 'a call to raise it to 15', 'money to hire 40'; not 'the first to hire 40'."""
    if not _is_infinitive(tree, index):
        return False
    relation = tree.dep(index)
    if relation in ("xcomp", "ccomp", "advcl"):
        return lexicon.has("urge", tree.lemma(head))
    if relation not in ("acl", "relcl") or tree.pos(head) not in NOUNS or head in (q.noun, *_nouns_above(tree, q)):
        return False
    ranked = (tree.lower(child) for child in (*tree.all(head, "amod", "nummod"), head))
    return not any(map(RANKED.fullmatch, ranked))


def _is_infinitive(tree: Tree, verb: int) -> bool:
    """'to raise', 'to be raised'."""
    return tree.tokens[verb].tag in ("VB", "VBN") and any(tree.lower(child) == "to" for child in tree.all(verb, "aux"))


def _nouns_above(tree: Tree, q: Quantity) -> list[int]:
    """The noun that the number counts or modifies, and the first of a list that it is in."""
    if q.head is None:
        return []
    noun = tree.climb(q.head, *MODIFIERS, "npadvmod", "nummod")
    return [q.head, noun, tree.climb(noun, "conj")]


def _is_of_itself(tree: Tree, index: int, head: int) -> bool:
    """Whether a clause says what it says whatever stands above it."""
    relation, tag = tree.dep(index), tree.tokens[index].tag
    if relation == "acl":
        # 'rejected an idea backed by 40 members', but not 'rejected reports that 40 had died'.
        return tag == "VBN" and tree.pos(head) in NOUNS and tree.child(index, "mark", "aux") is None
    if relation == "pcomp":
        return tag in FINITE or (tag == "VBN" and tree.child(index, "aux", "auxpass") is not None)
    if relation == "ccomp" and tag == "VB" and not tree.all(index, "aux", "mark"):
        # 'could have 40 people come'.
        return False
    if relation == "advcl" and tag == "VBG" and tree.child(index, "nsubj", "mark") is None and index > head:
        # 'it would end the plan, shifting 40 million': the modal above counts.
        return False
    return relation in ("ccomp", "advcl", "relcl", "parataxis") and tree.pos(head) in ("VERB", "AUX", *NOUNS)


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
