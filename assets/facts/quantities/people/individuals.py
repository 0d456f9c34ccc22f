"""People told of one by one: who is named or described singly, what is said of each, and who is surely not another.

Belongs here: finding single persons and telling them apart.
Does not belong here: the counts that follow from them (one_by_one.py), people that one sentence lists (sums.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.facts.quantities.fact import Fact
from assets.facts.quantities.frame import stance
from assets.facts.quantities.people import sums
from assets.facts.quantities.people.counted_people import SHOT
from assets.facts.quantities.people.implied_counts import as_said
from assets.facts.quantities.tree import Tree

if TYPE_CHECKING:
    from assets.facts.document import Document
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

AGE = re.compile(r",?\s(?:age\s|aged\s)?(\d{1,2})(?=[,.;\s])")
YEARS_OLD = re.compile(r"\b(\d{1,2})-year")
# 'a man of Elm Street in Marlow was found dead': the town is nobody, whatever the parse makes of it.
PLACED = ("in", "at", "near")
ARTICLES = {"a", "an", "another", "one"}
ANOTHER = re.compile(r"\b(?:another|second|third|other)\b", re.IGNORECASE)
AS_WELL = ("also", "too", "well")
ELSEWHERE = re.compile(
    r"\b(?:separate\w*|unrelated|elsewhere|previous\w*|earlier\s(?:\w+ing|attack|crash|this|in)|(?:19|20)\d\d|last\s(?:week|month|year)|ago|homicides?\sof|retaliation|revenge)\b",
    re.IGNORECASE,
)
# Persons told further apart are of several events, or of a list of a year's dead.
FARTHEST = 6


@dataclass(frozen=True, slots=True)
class Individual:
    """One person and what is said of them; offsets in the text.  `name` is in small letters, `age` as written."""

    sentence_no: int
    start: int
    end: int
    measure: str
    name: str | None
    age: str | None
    sex: str | None
    phrase: str
    is_another: bool
    is_as_well: bool


def told_apart(people: Iterable[Individual], document: Document) -> list[Individual]:
    """The persons that are surely not one another, of those told near one another."""
    apart: list[Individual] = []
    for one in people:
        if ELSEWHERE.search(document.sentences[one.sentence_no].text):
            continue
        if apart and one.sentence_no - apart[-1].sentence_no > FARTHEST:
            break
        if all(are_two(one, other) for other in apart):
            apart.append(one)
    return apart


def are_two(one: Individual, other: Individual) -> bool:
    """Whether the two are surely not the same person: two names, two ages, a man and a woman, or 'another'."""
    if one.sex and other.sex and one.sex != other.sex:
        return True
    if one.name and other.name:
        return not set(one.name.split()) & set(other.name.split())
    if one.age and other.age:
        return one.age != other.age
    if one.name or one.sentence_no == other.sentence_no or one.phrase == other.phrase:
        return False
    # 'Hurt was also a woman of 28' may say more of the woman told before.
    is_open = one.sex is not None and one.sex == other.sex and one.age != other.age
    return one.is_another or (one.is_as_well and not is_open)


def as_fact(one: Individual, measure: str, document: Document) -> Fact:
    """The person as a count of one, a part of a sum."""
    return Fact(
        part="text",
        sentence_no=one.sentence_no,
        start=one.start,
        end=one.end,
        phrase=document.text[one.start : one.end],
        value=1.0,
        low=1.0,
        high=1.0,
        bound="exact",
        unit="count",
        measure=measure,
        counted="people",
    )


def find_individuals(
    document: Document, first: int, last: int, lexicon: Lexicon, *, known: bool = False
) -> Iterator[Individual]:
    """The persons told singly in the sentences `first` to `last` of the text, with what is asserted of each.

    With `known` those too whom the text has told of before: 'the man', 'her son', a bare last name.
    """
    names = _names(document) if known else frozenset()
    for sentence in document.sentences[first : last + 1]:
        if sentence.part != "text" or not sentence.is_parsed or not sums.may_sum(sentence, lexicon):
            continue
        tree = Tree(sentence)
        for head in range(len(tree.tokens)):
            if _is_single(tree, head, lexicon, names, known=known):
                yield from _individual(tree, head, lexicon)


def _names(document: Document) -> frozenset[str]:
    return frozenset(t.text for s in document.sentences for t in s.tokens if t.entity == "PERSON" and t.pos == "PROPN")


def _is_single(tree: Tree, head: int, lexicon: Lexicon, names: frozenset[str], *, known: bool) -> bool:
    if tree.dep(head) in ("conj", "compound", "poss") or any(
        tree.pos(child) in ("NOUN", "PROPN") for child in tree.all(head, "conj")
    ):
        return False
    token = tree.tokens[head]
    if token.pos == "PROPN" and head > 0 and tree.lower(tree.left_modifiers(head) - 1) in PLACED:
        return False
    if token.pos == "PROPN" and token.text in names and tree.dep(head) in ("nsubj", "nsubjpass"):
        return True
    if token.pos == "PROPN":
        return token.entity == "PERSON" and (head + 1 == len(tree.tokens) or tree.tokens[head + 1].entity != "PERSON")
    if token.tag != "NN" or not (lexicon.has("person", tree.lower(head)) or tree.lower(head) == "body"):
        return False
    return known or any(tree.lower(child) in ARTICLES for child in tree.all(head, "det", "nummod"))


def _individual(tree: Tree, head: int, lexicon: Lexicon) -> Iterator[Individual]:
    first = tree.left_modifiers(head)
    start, end = tree.start(first), tree.end(head)
    q = as_said(tree, head, start, end, lexicon)
    if q is None or _does_it(tree, q, head) or stance.polarity(tree, q, lexicon) != "asserted":
        return
    age = AGE.match(tree.text, end) or YEARS_OLD.search(tree.text, start, end)
    yield Individual(
        tree.sentence.number,
        tree.base + start,
        tree.base + end,
        q.measure or "",
        tree.text[start:end].lower() if tree.pos(head) == "PROPN" else None,
        age[1] if age else None,
        lexicon.get("sex", tree.lower(head)),
        tree.text[start:end].lower(),
        is_another=ANOTHER.search(tree.text, start, end) is not None,
        is_as_well=_is_as_well(tree, q),
    )


def _does_it(tree: Tree, q: Quantity, head: int) -> bool:
    """'Ford shot two men': what is told of him he has done."""
    return (
        q.measure in SHOT
        and q.governor is not None
        and tree.dep(head) == "nsubj"
        and tree.child(q.governor, "auxpass") is None
    )


def _is_as_well(tree: Tree, q: Quantity) -> bool:
    """'was also killed', 'died too'."""
    return q.governor is not None and any(tree.lower(child) in AS_WELL for child in tree.all(q.governor, "advmod"))
