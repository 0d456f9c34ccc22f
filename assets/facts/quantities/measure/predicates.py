"""What is said of a counted thing: the verbs, adjectives and nouns that hold of it, nearest first.

Belongs here: finding predicates through passives, relative clauses, coordination and small clauses.
Does not belong here: which measure a predicate is filed under (measures.py).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assets.facts.quantities.measure.complements import (
    Predicate,
    add_joined_verbs,
    add_with_complement,
    among_whom,
    is_denied,
    is_half_a_word,
    verb_lemma,
)
from assets.facts.quantities.tree import NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

TOTALS = {"number", "total", "figure", "count", "tally"}
HELD_IN = {"custody": "detained", "detention": "detained", "hospital": "hospitalised", "captivity": "abducted"}
PASSIVE_SUBJECT = {"nsubjpass"}
ONE_OF = re.compile(r"\bone\sof\s(?:the\s|those\s|these\s|at\sleast\s)?$", re.IGNORECASE)
# 'two men, the first of whom was shot': said of one of them.
ONE_OF_TWO = {"one", "first", "second", "third", "last", "latter", "former", "another", "either", "neither", "none"}
WHO = ("who", "that", "which", "both", "all", "most")

# 'to end the day at 24,361': no level of the day.
TIMES = {"day", "week", "month", "quarter", "year", "session", "season", "night", "morning", "afternoon"}
STEP_DEPS = {"conj", "appos", "compound", "nmod", "nummod"}


def find_predicates(tree: Tree, q: Quantity, lexicon: Lexicon) -> list[Predicate]:
    """What is said of the quantity's noun (or of the bare number), nearest first.

    A unit that is parsed as a verb ("25 billion won") says nothing.
    """
    return [predicate for predicate in _predicates(tree, q, lexicon) if predicate.token not in q.tokens]


def _predicates(tree: Tree, q: Quantity, lexicon: Lexicon) -> list[Predicate]:
    is_part = q.noun is not None and is_of_many(tree, q, q.noun)
    start = q.noun if q.noun is not None and not is_part else q.head
    if start is None:
        return []
    inside = set(q.tokens)
    found: list[Predicate] = []
    _own(tree, start, found)
    joined = tree.child(start, "conj")
    if joined is not None and not tree.all(joined, "nummod"):
        _own(tree, joined, found, only_state=True)
    if ONE_OF.search(tree.text[max(0, q.start - 20) : q.start]):
        # 'one of three people hit has died': what is said of the one is not said of the three.
        q.notes["whole"] = "1"
        return found
    index: int | None = start
    joined_to: set[int] = set()
    is_far = False
    for _ in range(8):
        head = tree.head(index) if index is not None else None
        if index is None or head is None:
            break
        above: list[Predicate] = []
        is_beside = tree.dep(index) == "appos"
        if tree.dep(index) == "conj":
            joined_to.add(head)
        index = head if head in inside else _step(tree, q, index, head, above, lexicon)
        if "whole" in q.notes:
            above = [replace(predicate, form="other") for predicate in above]
        # 'there were 40 deaths and 300 cases': what it is joined to is not said of it.
        above = [predicate for predicate in above if predicate.token not in joined_to or predicate.form != "adjective"]
        found.extend(replace(predicate, rank=2) if is_far else predicate for predicate in above)
        is_far = is_far or is_beside or bool(above)
    if index is not None and tree.head(index) is None:
        _root(tree, index, found)
    if is_part and q.noun is not None:
        # '61 of the 62 children who fell ill died': what is said of all holds of the part too, but comes last.
        _own(tree, q.noun, found)
    return found


def is_of_many(tree: Tree, q: Quantity, noun: int) -> bool:
    """'five of the six injured went home': what the noun says of all six is not what is said of the five."""
    between = range(tree.at(q.core_end - 1) + 1, noun)
    return any(tree.tokens[index].tag == "CD" and index not in q.tokens[:1] for index in between)


def _step(tree: Tree, q: Quantity, index: int, head: int, found: list[Predicate], lexicon: Lexicon) -> int | None:
    """Note what the governor says, and go on to it; None where what is above says nothing of the noun any more."""
    relation, pos = tree.dep(index), tree.pos(head)
    is_bare = q.noun is None
    if relation == "prep" and tree.lower(index) == "of" and lexicon.has("part_of", tree.lower(head)):
        # 'most of the 40 clerks': what is said of the part is not said of the whole.
        q.notes["whole"] = "1"
        return head
    if relation == "prep" and tree.dep(head) == "pobj" and lexicon.has("noun_of_preposition", tree.lower(head)):
        return head
    if relation == "prep":
        _by_preposition(tree, index, head, found, is_bare=is_bare)
        return None if pos in ("VERB", "AUX") else head
    if relation == "pobj":
        return None if _is_whole(tree, q, head) else head
    if relation == "poss" and lexicon.get("noun", tree.lemma(head)) in ("killed", "injured"):
        # 'three officers' deaths', but 'two men's car'.
        found.append(Predicate("noun", tree.lemma(head), head))
        return None
    if pos in ("VERB", "AUX") or (pos == "ADJ" and relation in ("nsubj", "nsubjpass")):
        _by_verb(tree, head, relation, found, is_bare=is_bare)
        if relation in ("nsubj", "nsubjpass"):
            add_joined_verbs(tree, head, found)
        return head if relation in ("conj", "appos", "dep") else None
    if relation in STEP_DEPS and pos in NOUNS:
        _own(tree, head, found, only_clauses=True)
    elif relation == "nsubj" and pos in NOUNS:
        found.append(Predicate("noun", tree.lemma(head), head))
    return head


def _is_whole(tree: Tree, q: Quantity, prep: int) -> bool:
    """'34 of the 52 people aboard were hurt': what is said of the 34 is not said of the 52."""
    over = tree.head(prep)
    whole = tree.lower(prep) == "of" and over is not None and over not in q.tokens and tree.pos(over) == "NUM"
    if whole:
        q.notes["whole"] = "1"
    return whole


def _own(
    tree: Tree, noun: int, found: list[Predicate], *, only_clauses: bool = False, only_state: bool = False
) -> None:
    """Adjectives, participles and relative clauses that hang on the noun itself."""
    for child in tree.children[noun]:
        if only_state and tree.dep(child) != "prep":
            continue
        relation, pos = tree.dep(child), tree.pos(child)
        if relation == "acl" and tree.tokens[child].tag == "VBN" and tree.child(child, "dobj") is None:
            found.append(Predicate("patient", verb_lemma(tree, child), child, 1))
        elif relation == "acl":
            found.append(Predicate("agent", verb_lemma(tree, child), child, 1))
        elif relation == "relcl":
            if _is_about_another(tree, child):
                continue
            passive = tree.child(child, "auxpass") is not None or tree.child(child, "nsubjpass") is not None
            form = "patient" if passive or not _is_subject(tree, child) else "agent"
            clause: list[Predicate] = []
            if tree.child(child, "oprd") is not None and _has_own_object(tree, child):
                # 'shots that left two men dead': the dead are the men.
                clause.append(Predicate(form, verb_lemma(tree, child), child))
            else:
                add_with_complement(tree, form, child, clause)
            found.extend(replace(predicate, rank=1) for predicate in clause)
        elif (
            relation in ("amod", "acomp", "advmod", "appos")
            and not only_clauses
            and pos in ("ADJ", "VERB", "ADV", "NOUN")
            and not is_half_a_word(tree, child)
            and not is_denied(tree, child)
        ):
            found.append(Predicate("adjective", tree.lower(child), child))
        elif relation == "prep":
            _state_in_phrase(tree, child, found)


def _is_subject(tree: Tree, verb: int) -> bool:
    """'who fled', 'some of which burned': the relative pronoun, or a part of it, is the clause's subject."""
    subject = tree.child(verb, "nsubj", "nsubjpass")
    if subject is None:
        return False
    of = tree.child(subject, "prep")
    part = tree.child(of, "pobj") if of is not None else None
    return tree.lower(subject) in WHO or (part is not None and tree.lower(part) in ("whom", "which"))


def _has_own_object(tree: Tree, verb: int) -> bool:
    return any(tree.tokens[child].tag not in ("WDT", "WP") for child in tree.all(verb, "dobj"))


def _is_about_another(tree: Tree, verb: int) -> bool:
    """'areas where snow fell', 'a woman whose house burned': the clause says something of another noun."""
    if any(tree.lower(child) in ("where", "when", "why") for child in tree.all(verb, "advmod")):
        return True
    subject = tree.child(verb, "nsubj", "nsubjpass")
    if subject is None:
        return False
    of = tree.child(subject, "prep")
    part = tree.child(of, "pobj") if of is not None else None
    is_some = tree.lower(subject) in ONE_OF_TWO or tree.pos(subject) == "NUM"
    is_one_of = is_some and part is not None and tree.lower(part) == "whom"
    return is_one_of or any(tree.lower(child) == "whose" for child in tree.all(subject, "poss"))


def _state_in_phrase(tree: Tree, prep: int, found: list[Predicate]) -> None:
    """'people with minor injuries', 'men in custody': a state told by a preposition and its noun."""
    target = tree.child(prep, "pobj")
    if target is None:
        return
    word, lemma = tree.lower(prep), tree.lemma(target)
    if word == "among" and (state := among_whom(tree, target)) is not None:
        found.append(state)
        return
    if word == "with" and lemma in ("injury", "wound", "burn"):
        found.append(Predicate("adjective", "injured", target))
    elif word in ("in", "under", "into", "without") and lemma in HELD_IN:
        found.append(Predicate("adjective", HELD_IN[lemma], target))


def _level(tree: Tree, verb: int, found: list[Predicate]) -> None:
    """'the death toll reached 120', 'bringing the number of dead to eight': the noun whose level the number is."""
    nouns = [noun for noun in tree.all(verb, "nsubj", "nsubjpass", "dobj") if tree.lemma(noun) not in TIMES]
    for noun in sorted(nouns, key=lambda noun: tree.lemma(noun) not in TOTALS):
        lemma = tree.lemma(noun)
        if lemma in TOTALS:
            found.extend(Predicate("noun", tree.lemma(c), noun) for c in tree.all(noun, "compound"))
        of = next((c for c in tree.all(noun, "prep") if tree.lower(c) == "of"), None)
        what = tree.child(of, "pobj") if of is not None else None
        if what is not None and lemma in TOTALS:
            found.append(Predicate("adjective", tree.lower(what), what))
            found.append(Predicate("noun", tree.lemma(what), what))
        found.append(Predicate("noun", lemma, noun))
        found.extend(Predicate("noun", f"{tree.lower(c)} {lemma}", noun) for c in tree.all(noun, "compound"))


def _by_verb(tree: Tree, verb: int, relation: str, found: list[Predicate], *, is_bare: bool) -> None:
    if tree.pos(verb) == "ADJ":
        found.append(Predicate("adjective", tree.lower(verb), verb))
    elif relation in PASSIVE_SUBJECT:
        add_with_complement(tree, "patient", verb, found)
    elif relation == "nsubj":
        passive = tree.child(verb, "auxpass") is not None or (
            tree.tokens[verb].tag == "VBN" and tree.child(verb, "aux", "dobj") is None
        )
        add_with_complement(tree, "patient" if passive else "agent", verb, found)
    elif relation in ("dobj", "dative", "attr", "oprd", "ccomp", "xcomp", "npadvmod"):
        if is_bare:
            _level(tree, verb, found)
        add_with_complement(tree, "patient", verb, found)
    elif relation in ("conj", "appos", "dep"):
        return
    else:
        # 'was killed by two gunmen': what is done by the counted is not done to them.
        found.append(Predicate("other", verb_lemma(tree, verb), verb))


def _root(tree: Tree, index: int, found: list[Predicate]) -> None:
    """In a headline the root may be the noun itself, with what is said of it behind it."""
    found.extend(
        Predicate("patient" if tree.tokens[child].tag == "VBN" else "agent", verb_lemma(tree, child), child)
        for child in tree.children[index]
        if tree.dep(child) in ("acl", "advcl", "acomp") and child > index
    )


def _by_preposition(tree: Tree, prep: int, head: int, found: list[Predicate], *, is_bare: bool) -> None:
    word = tree.lower(prep)
    if tree.pos(head) in NOUNS or tree.pos(head) in ("ADJ", "NUM"):
        verb = _misread_verb(tree, head)
        if verb is not None:
            found.append(Predicate("patient", verb_lemma(tree, verb), verb))
        if word in ("of", "to", "at", "for", "with", "in", "by", "from"):
            found.append(Predicate("noun" if word in ("of", "to", "at") else "other", tree.lemma(head), head))
    elif tree.pos(head) in ("VERB", "AUX"):
        # 'killed at a rate of one a week', but 'injured 74 people at two sites'.
        is_patient = word in ("of", "for", "to") or (word == "at" and is_bare)
        form = "patient" if is_patient else "agent" if word == "by" else "other"
        if is_bare and word in ("to", "at", "by", "past", "above", "over"):
            _level(tree, head, found)
        found.append(Predicate(form, verb_lemma(tree, head), head))


def _misread_verb(tree: Tree, noun: int) -> int | None:
    """'The raid, launched at dawn, targeted depots in ...': behind a comma a verb is easily parsed as a participle."""
    for child in tree.all(noun, "amod"):
        if 0 < child < noun and tree.tokens[child].tag == "VBN" and tree.lower(child - 1) == ",":
            return child
    return None
