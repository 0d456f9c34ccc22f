"""People told of one by one: "Ada Lund was killed. Tom Poole, 40, also died", "a clerk was shot dead, and two others".

Belongs here: finding persons that a sentence names or describes singly, what became of each, and the counts that follow.
Does not belong here: people that one sentence lists (sums.py), sums of stated counts (derived_counts.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assets.facts.quantities.fact import Fact
from assets.facts.quantities.frame import stance
from assets.facts.quantities.people import sums
from assets.facts.quantities.people.counted_people import APART, around, derived, is_attack, is_part, is_told
from assets.facts.quantities.people.implied_counts import as_said
from assets.facts.quantities.tree import Tree

if TYPE_CHECKING:
    from assets.facts.document import Document
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

ONE_BY_ONE = ("killed", "injured")
AGE = re.compile(r",?\s(?:age\s|aged\s)?(\d{1,2})(?=[,.;\s])")
YEARS_OLD = re.compile(r"\b(\d{1,2})-year")
NAMES = re.compile(r"\b[A-Z][\w’'-]+\s[A-Z][\w’'-]+\b.*\band\b")
ARTICLES = {"a", "an", "another", "one"}
ANOTHER = re.compile(r"\b(?:another|second|third|other)\b", re.IGNORECASE)
AS_WELL = ("also", "too", "well")
ELSEWHERE = re.compile(
    r"\b(?:separate\w*|unrelated|elsewhere|previous\w*|earlier\s(?:\w+ing|attack|crash|this|in)|(?:19|20)\d\d|last\s(?:week|month|year)|ago|homicides?\sof|retaliation|revenge)\b",
    re.IGNORECASE,
)
PARTLY = re.compile(r"\b(?:among|includ\w+|total|altogether|toll|of\s(?:them|those|whom)|bringing)\b", re.IGNORECASE)
# Persons told further apart are of several events, or of a list of a year's dead.
FARTHEST = 6
MOST_SENTENCES = 40
WITHIN = 10
OPENING = 5


@dataclass(frozen=True, slots=True)
class Individual:
    """One person and what is said of them; offsets in the text.  `name` is the last one, `age` as written."""

    sentence_no: int
    start: int
    end: int
    measure: str
    name: str | None
    age: str | None
    is_another: bool


def beside_others(counts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """'A woman was rushed to hospital. Five others were hurt': the one told before is hurt as well, so six are.

    Only for the first count of its measure, and only where the text states no larger one.
    """
    added = []
    for measure in ONE_BY_ONE:
        told = [fact for fact in counts if fact.measure == measure and is_told(fact)]
        if not told:
            continue
        first = told[0]
        is_open = first.bound == "exact" and not first.is_summed and not is_part(first)
        if not is_open or not APART.search(around(first, document)) or any(_is_larger(fact, first) for fact in told):
            continue
        last = document.sentences[first.sentence_no]
        if PARTLY.search(last.text) or ELSEWHERE.search(last.text):
            continue
        alike = {measure, "hospitalised"} if measure == "injured" and is_attack(document, lexicon) else {measure}
        before = [
            one
            for one in find_individuals(document, max(0, first.sentence_no - 1), first.sentence_no, lexicon)
            if one.measure in alike and one.end <= first.start
        ]
        if len(before) == 1:
            one = replace(first, start=before[0].start, end=before[0].end, value=1.0, counted=None)
            one = replace(one, phrase=document.text[one.start : one.end], sentence_no=before[0].sentence_no)
            number = first.phrase.split()[0]
            whole = replace(first, end=first.start + len(number), phrase=number, counted="people")
            added.append(derived(whole, (first.value or 0) + 1, measure, (one, first)))
    return added


def _is_larger(fact: Fact, first: Fact) -> bool:
    return fact is not first and (fact.value or 0) > (first.value or 0)


def the_only_dead(shot: Fact, document: Document, lexicon: Lexicon) -> Fact | None:
    """The one person told to have died in the sentences around a count of people shot; None where none or several are."""
    people = find_individuals(document, 0, shot.sentence_no + WITHIN, lexicon)
    dead = [
        one
        for one in people
        if one.measure == "killed" and (one.sentence_no <= OPENING or shot.sentence_no - one.sentence_no <= WITHIN)
    ]
    apart = _told_apart(dead, document)
    return _as_fact(apart[0], "killed", document) if len(apart) == 1 else None


def one_by_one(counts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """Two persons and more, told apart by name or age, where the text counts nobody of the measure."""
    if not is_attack(document, lexicon):
        return []
    open_measures = [m for m in ONE_BY_ONE if not any(_is_stated(fact, m) for fact in counts)]
    if not open_measures:
        return []
    last = min(len(document.sentences) - 1, MOST_SENTENCES)
    people = list(find_individuals(document, 0, last, lexicon))
    added = []
    for measure in open_measures:
        apart = _told_apart([one for one in people if one.measure == measure], document)
        listed = next((fact for fact in counts if fact.measure == measure and fact.part == "text"), None)
        if listed is not None:
            # 'a boy of ten' may be any of those whom a list names.
            apart = [one for one in apart if one.name or one.is_another]
        parts = [_as_fact(one, measure, document) for one in apart]
        if listed is not None:
            # What stands beside a list in its sentence says who its members are.
            parts = [part for part in parts if part.sentence_no != listed.sentence_no and not _is_in(part, listed)]
            parts = [listed, *parts]
        if len(parts) > 1:
            parts.sort(key=lambda part: part.start)
            opening = parts[0].phrase.split()[0]
            first = replace(parts[0], end=parts[0].start + len(opening), phrase=opening, counted="people")
            added.append(derived(first, sum(part.value or 0 for part in parts), measure, parts))
    return added


def _is_stated(fact: Fact, measure: str) -> bool:
    """Whether a count of the measure is more than a list of names, which may go on in other sentences."""
    return fact.measure == measure and fact.value is not None and not (fact.is_summed and NAMES.search(fact.phrase))


def _is_in(part: Fact, listed: Fact) -> bool:
    """Whether the person is one of the list, which may give the name in full."""
    return part.phrase.split()[-1] in listed.phrase


def _told_apart(people: Sequence[Individual], document: Document) -> list[Individual]:
    """The persons that are surely not one another, of those told near one another."""
    apart: list[Individual] = []
    for one in people:
        if ELSEWHERE.search(document.sentences[one.sentence_no].text):
            continue
        if apart and one.sentence_no - apart[-1].sentence_no > FARTHEST:
            break
        if all(_are_two(one, other) for other in apart):
            apart.append(one)
    return apart


def _are_two(one: Individual, other: Individual) -> bool:
    if one.name and other.name:
        return not set(one.name.split()) & set(other.name.split())
    if one.age and other.age:
        return one.age != other.age
    return one.is_another and other.sentence_no != one.sentence_no and not one.name


def _as_fact(one: Individual, measure: str, document: Document) -> Fact:
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


def find_individuals(document: Document, first: int, last: int, lexicon: Lexicon) -> Iterator[Individual]:
    """The persons told singly in the sentences `first` to `last` of the text, with what is asserted of each."""
    for sentence in document.sentences[first : last + 1]:
        if sentence.part != "text" or not sentence.is_parsed or not sums.may_sum(sentence, lexicon):
            continue
        tree = Tree(sentence)
        for head in range(len(tree.tokens)):
            if _is_single(tree, head, lexicon):
                yield from _individual(tree, head, lexicon)


def _is_single(tree: Tree, head: int, lexicon: Lexicon) -> bool:
    if tree.dep(head) in ("conj", "compound", "poss") or any(
        tree.pos(child) in ("NOUN", "PROPN") for child in tree.all(head, "conj")
    ):
        return False
    token = tree.tokens[head]
    if token.pos == "PROPN":
        return token.entity == "PERSON" and (head + 1 == len(tree.tokens) or tree.tokens[head + 1].entity != "PERSON")
    if token.tag != "NN" or not (lexicon.has("person", tree.lower(head)) or tree.lower(head) == "body"):
        return False
    return any(tree.lower(child) in ARTICLES for child in tree.all(head, "det", "nummod"))


def _individual(tree: Tree, head: int, lexicon: Lexicon) -> Iterator[Individual]:
    first = tree.left_modifiers(head)
    start, end = tree.start(first), tree.end(head)
    q = as_said(tree, head, start, end, lexicon)
    if q is None or stance.polarity(tree, q, lexicon) != "asserted":
        return
    age = AGE.match(tree.text, end) or YEARS_OLD.search(tree.text, start, end)
    yield Individual(
        tree.sentence.number,
        tree.base + start,
        tree.base + end,
        q.measure or "",
        tree.text[start:end].lower() if tree.pos(head) == "PROPN" else None,
        age[1] if age else None,
        is_another=ANOTHER.search(tree.text, start, end) is not None or _is_as_well(tree, q),
    )


def _is_as_well(tree: Tree, q: Quantity) -> bool:
    """'was also killed', 'died too'."""
    return q.governor is not None and any(tree.lower(child) in AS_WELL for child in tree.all(q.governor, "advmod"))
