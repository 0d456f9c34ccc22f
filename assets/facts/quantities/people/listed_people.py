"""Who stands in a list of people: "a mother, her two sons and a neighbour".

Belongs here: the members of a list, however the parse has hung them, and how many people each of them is.
Does not belong here: what is said of them, and adding them up (sums.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assets.facts.quantities.tree import NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

MOST_MEMBERS = 24
# '34 deaths and 160 cases' are no people that can be added up.
EVENTS = {"death", "fatality", "killing", "murder", "homicide", "case", "injury", "casualty"}
# 'a guard and at least five clerks' are six and maybe more.
ADDED_UP = ("exact", "at_least")
# 'him and his two sons', 'injured another and a teacher'.
ONE_ALONE = {"he", "him", "she", "her", "another"}
AGE_BEHIND = re.compile(r",\s\d{1,2}(?:,|$|\s|\.)")


def members_of(tree: Tree, head: int, lexicon: Lexicon) -> list[int]:
    """The heads of the list that begins with this noun, itself included, in order."""
    members = [head]
    while len(members) < MOST_MEMBERS:
        joined = next((c for c in tree.all(members[-1], "conj") if _is_a_member(tree, head, c)), None)
        beside = next((c for c in tree.all(members[-1], "appos") if _is_another(tree, members[-1], c, lexicon)), None)
        joined = beside if beside is not None and (joined is None or beside < joined) else joined
        joined = joined if joined is not None else _number_joined(tree, members[-1])
        if joined is None or any(tree.lower(c) in ("or", "nor", "but") for c in tree.all(members[-1], "cc")):
            break
        members.append(joined)
    return members


def without_names(tree: Tree, members: list[int]) -> list[int]:
    """'his wife, Maud, and a son, Tom': a name between commas behind a person is that person's."""
    kept = members[:1]
    for member in members[1:]:
        gap = tree.text[tree.end(kept[-1]) : tree.start(tree.left_modifiers(member))]
        is_of_one = tree.pos(kept[-1]) == "NOUN" and bool(tree.all(kept[-1], "poss", "det"))
        is_named = tree.tokens[member].entity == "PERSON" and tree.pos(member) == "PROPN"
        closes = tree.text[tree.end(member) : tree.end(member) + 1] == ","
        if _is_the_same(tree, kept, member):
            continue
        if not (is_of_one and is_named and closes and gap == ", " and not _has_age(tree, member)):
            kept.append(member)
    return kept


def _is_the_same(tree: Tree, kept: Sequence[int], member: int) -> bool:
    """'a gang member and brother of Tom', 'a husband and father of two': one person told twice."""
    is_open = tree.tokens[member].tag == "NN" and not tree.all(member, "det", "poss", "nummod", "amod")
    has_article = any(tree.lower(child) in ("a", "an") for child in tree.all(kept[-1], "det"))
    return is_open and has_article and any(tree.lower(child) == "of" for child in tree.all(member, "prep"))


def _is_a_member(tree: Tree, head: int, joined: int) -> bool:
    """A noun that goes on with the list; a bare number only where it is of something: 'a couple and three of their sons'."""
    if tree.pos(joined) == "NUM":
        return tree.pos(head) in NOUNS and joined + 1 < len(tree.tokens) and tree.lower(joined + 1) == "of"
    return tree.pos(joined) in (*NOUNS, "PRON", "ADJ")


def _is_another(tree: Tree, member: int, beside: int, lexicon: Lexicon) -> bool:
    """'a man, a woman, and a child': parsed as an apposition, but a second person; 'a fifth patient, a woman,' is one."""
    if any(lexicon.has("ordinal", tree.lower(child)) for child in tree.all(member, "amod")):
        return False
    if tree.tokens[member].entity == tree.tokens[beside].entity == "PERSON":
        # 'Ada Lund, 34, Ben Marsh, 21, and Tom Poole': the age parts one from the next.
        return _has_age(tree, member)
    if tree.pos(member) != "NOUN" or tree.pos(beside) != "NOUN":
        return False
    has_article = [
        any(tree.lower(c) in ("a", "an", "another") for c in tree.all(index, "det")) for index in (member, beside)
    ]
    # 'a grandfather, his daughter and six grandchildren': a list that goes on is no apposition.
    is_of_kin = bool(tree.all(beside, "poss", "nummod"))
    if (
        has_article[0]
        and _is_bare(tree, beside)
        and tree.all(beside, "conj")
        and lexicon.has("person", tree.lower(beside))
    ):
        # 'a man, woman and child were hurt'.
        return True
    has_start = has_article[0] or bool(tree.all(member, "poss"))
    return all(has_article) or (has_start and is_of_kin and bool(tree.all(beside, "conj")))


def _is_bare(tree: Tree, noun: int) -> bool:
    return not tree.all(noun, "det", "poss", "nummod", "amod", "prep")


def _number_joined(tree: Tree, member: int) -> int | None:
    """'a couple and three of their children': the second number, parsed as if it counted the first noun."""
    joins = [c for c in tree.all(member, "cc") if c > member]
    return next((c for c in tree.all(member, "nummod") if joins and c > joins[0]), None)


def size_of(
    tree: Tree, member: int, found: Sequence[Quantity], lexicon: Lexicon
) -> tuple[float, Quantity | None] | None:
    """How many people one member of the list is, and the number that says so, if any; None where that is open."""
    token = tree.tokens[member]
    if any(tree.lower(c) == "unborn" for c in tree.all(member, "amod")):
        return None
    if any(q.is_age and q.unit_end > tree.start(member) >= q.core_start for q in found):
        # 'four adults and a 3-year-old': the age stands for its owner.
        return (1.0, None) if tree.lower(member) == "old" else None
    is_group = lexicon.has("people_group", tree.lower(member))
    if is_group and (member + 1 == len(tree.tokens) or tree.lower(member + 1) != "of"):
        return float(lexicon.get("people_group", tree.lower(member)) or 0), None
    for q in found:
        if member in (q.noun, q.head) and q.unit is None and not q.is_age:
            if lexicon.has("no_person", q.counted_lemma) or q.counted_lemma in EVENTS:
                return None
            is_count = q.value is not None and q.bound in ADDED_UP and q.numeral.form in ("digits", "words")
            return (q.value, q) if is_count and q.value is not None else None
    if token.pos == "PROPN":
        return (1.0, None) if token.entity == "PERSON" or _has_age(tree, member) else None
    if any(tree.lower(c) == "twin" for c in tree.all(member, "amod", "compound")) and token.tag == "NNS":
        return (2.0, None) if is_person(tree, member, lexicon) else None
    if lexicon.has("person", tree.lower(member)):
        return (1.0, None) if token.tag in ("NN", "NNP", "PRP", "JJ") else None
    return (1.0, None) if tree.lower(member) in ONE_ALONE else None


def _has_age(tree: Tree, name: int) -> bool:
    """'25-year-old Nadia Poole', 'Nadia Poole, 25,': a name with an age is a person's."""
    return any(tree.lower(c) == "old" for c in tree.all(name, "amod")) or bool(
        AGE_BEHIND.match(tree.text[tree.end(name) : tree.end(name) + 6])
    )


def is_person(tree: Tree, noun: int, lexicon: Lexicon) -> bool:
    """Whether the noun is a word for people."""
    return any(lexicon.has("person", word) for word in (tree.lemma(noun), tree.lower(noun))) or tree.lower(noun) in (
        "people",
        "others",
        "members",
    )


def span_of(tree: Tree, member: int, stated: Quantity | None) -> tuple[int, int]:
    """Where one member stands, with the number that says how many it is."""
    return (stated.start, stated.end) if stated else (tree.start(tree.left_modifiers(member)), tree.end(member))
