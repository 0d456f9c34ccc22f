"""Counts that follow from persons told one by one: "Ada Lund was killed. Tom Poole, 40, also died", "a clerk and two others".

Belongs here: adding up single persons where the text counts nobody, and one person more than a count.
Does not belong here: finding the persons (individuals.py), sums of stated counts (derived_counts.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assets.facts.quantities.people.counted_people import APART, SHOT, around, derived, is_attack, is_part, is_told
from assets.facts.quantities.people.individuals import (
    ELSEWHERE,
    Individual,
    are_two,
    as_fact,
    find_individuals,
    told_apart,
)
from assets.facts.quantities.people.tellings import tells_of

if TYPE_CHECKING:
    from assets.facts.document import Document
    from assets.facts.quantities.fact import Fact
    from assets.facts.quantities.lexicon import Lexicon

ONE_BY_ONE = ("killed", "injured")
NAMES = re.compile(r"\b[A-Z][\w’'-]+\s[A-Z][\w’'-]+\b.*\band\b")
PARTLY = re.compile(r"\b(?:among|includ\w+|total|altogether|toll|of\s(?:them|those|whom)|bringing)\b", re.IGNORECASE)
# Whoever is shot by the police or in return has attacked.
SHOT_BACK = re.compile(
    r"\bby\s(?:the\s|an?\s|responding\s)?(?:\w+\s)?(?:police|officers?|deput\w+|troopers?|agents?)\b|\breturn(?:ed|ing)?\sfire\b|\b(?:suspect|gunman|shooter|attacker|robber)s?\b",
    re.IGNORECASE,
)
SOME_OF_THEM = re.compile(r"\b(?:including|among\sthem)\s$", re.IGNORECASE)
LIMB = re.compile(
    r"\bin\s(?:the|his|her|an?|both|one)\s(?:\w+\s)?(?:legs?|arms?|foot|feet|hands?|ankles?|shoulders?|thighs?|buttocks?|fingers?|toes?|knees?|calf|wrists?|hips?)\b",
    re.IGNORECASE,
)
DIED = re.compile(r"\b(?:he|she|who)\s(?:\w+\s){0,3}?(?:died|dead|succumbed)\b", re.IGNORECASE)
SEVERAL_SHOOTINGS = re.compile(
    r"\b(?:shootings|incidents|attacks)\b|\b(?:across|around)\sthe\scity\b|\bspan\b|\b(?:over|during)\sthe\s(?:\w+\s)?(?:weekend|holiday)\b",
    re.IGNORECASE,
)
ATTACKERS = re.compile(r"\b(?:suspects|gunmen|shooters|attackers|assailants|robbers)$", re.IGNORECASE)
CHILDREN = {"children", "kids", "boys", "girls", "toddlers"}
GROWN = {"man", "woman", "mother", "father"}
MOST_SENTENCES = 40
WITHIN = 10
OPENING = 5
HURT = {"injured", "hospitalised"} | SHOT


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
    """The one person told to have died in the sentences around a count of people shot; None where none or several are.

    Nobody is looked for where the count is of several shootings, or of some of those shot.
    """
    before = document.text[max(0, shot.start - 12) : shot.start]
    if SEVERAL_SHOOTINGS.search(document.sentences[shot.sentence_no].text) or SOME_OF_THEM.search(before):
        return None
    people = find_individuals(document, 0, shot.sentence_no + WITHIN, lexicon, known=True)
    dead = [
        one
        for one in people
        if one.measure == "killed"
        and (one.sentence_no <= OPENING or shot.sentence_no - one.sentence_no <= WITHIN)
        and _may_be_among(one, shot, lexicon)
    ]
    apart = told_apart(dead, document)
    return as_fact(apart[0], "killed", document) if len(apart) == 1 else None


def _may_be_among(one: Individual, shot: Fact, lexicon: Lexicon) -> bool:
    """A woman is none of 'three men', and of 'two children' neither; those who shoot are shot after they have killed."""
    if ATTACKERS.search(shot.counted or ""):
        return False
    counted = (shot.counted or "").lower().split()[-1:]
    for noun in counted:
        one_of_them = re.sub(r"men$", "man", noun).removesuffix("s")
        sex = lexicon.get("sex", one_of_them)
        if sex and one.sex and sex != one.sex:
            return False
        if noun in CHILDREN and one.phrase.split()[-1] in GROWN:
            return False
    return True


def one_by_one(counts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """Two persons and more, told apart by name, age or sex, where the text counts nobody of the measure."""
    if not is_attack(document, lexicon):
        return []
    open_measures = [m for m in ONE_BY_ONE if not any(_is_stated(fact, m) for fact in counts)]
    if not open_measures:
        return []
    last = min(len(document.sentences) - 1, MOST_SENTENCES)
    people = list(find_individuals(document, 0, last, lexicon))
    added = []
    for measure in open_measures:
        apart = told_apart([one for one in people if one.measure == measure], document)
        listed = next((fact for fact in counts if fact.measure == measure and fact.part == "text"), None)
        if listed is not None:
            # 'a boy of ten' may be any of those whom a list names.
            apart = [one for one in apart if one.name or one.is_another or one.is_as_well]
        elif measure == "injured" and not any(_is_of_several(fact) for fact in counts):
            apart = _who_live(people, document, lexicon)
        parts = [as_fact(one, measure, document) for one in apart]
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


def _is_of_several(fact: Fact) -> bool:
    return fact.measure in HURT and (fact.value or 0) > 1 and is_told(fact)


def _who_live(people: Sequence[Individual], document: Document, lexicon: Lexicon) -> list[Individual]:
    """The hurt, those taken to hospital and those shot who are cared for, without any who may be one of the dead."""
    hurt = [one for one in people if one.measure in HURT and _is_cared_for(one, document, lexicon)]
    if len(hurt) < len(ONE_BY_ONE):
        return []
    last = min(len(document.sentences) - 1, MOST_SENTENCES)
    known = find_individuals(document, 0, last, lexicon, known=True)
    dead = [one for one in known if one.measure == "killed"]
    return told_apart([one for one in hurt if all(are_two(one, other) for other in dead)], document)


def _is_cared_for(one: Individual, document: Document, lexicon: Lexicon) -> bool:
    sentence = document.sentences[one.sentence_no]
    behind = document.sentences[min(one.sentence_no + 1, len(document.sentences) - 1)]
    told = document.text[sentence.start : behind.end]
    if SHOT_BACK.search(sentence.text) or DIED.search(told):
        return False
    return one.measure == "injured" or tells_of("survival", told, lexicon) or LIMB.search(sentence.text) is not None


def _is_stated(fact: Fact, measure: str) -> bool:
    """Whether a count of the measure is more than a list of names, which may go on in other sentences."""
    return fact.measure == measure and fact.value is not None and not (fact.is_summed and NAMES.search(fact.phrase))


def _is_in(part: Fact, listed: Fact) -> bool:
    """Whether the person is one of the list, which may give the name in full."""
    return part.phrase.split()[-1] in listed.phrase
