"""Counts that follow from several counts of a text, each marked with its parts.

Of five shot and one killed, four are injured.  People taken to hospital are injured where the text tells of an accident
or an attack and counts no injured.  An attacker who kills himself is one more dead than his victims.

Belongs here: sums and differences of counts over several sentences, and the count that the title says is the whole.
Does not belong here: people that one sentence lists (sums.py), filing a count under another measure (fates.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from assets.facts.quantities.people.counted_people import (
    APART,
    SHOT,
    around,
    behind,
    derived,
    is_attack,
    is_part,
    is_told,
    is_victim,
    largest,
    one_dead,
)
from assets.facts.quantities.people.one_by_one import the_only_dead
from assets.facts.quantities.people.tellings import all_died, is_murder_and_suicide, one_of_them_died, suicide, tells_of

if TYPE_CHECKING:
    from assets.facts.document import Document
    from assets.facts.quantities.fact import Fact
    from assets.facts.quantities.lexicon import Lexicon

PARTLY = re.compile(r"\b(?:among|includ\w+|total|altogether|toll|also\samong|of\s(?:them|those|whom))\b", re.IGNORECASE)
FURTHER = re.compile(r"(?<!the\s)\b(?:more|another|additional)\b", re.IGNORECASE)
ALSO = re.compile(r"\s(?:was|were|is|are|has|have)\salso\s", re.IGNORECASE)
OTHERWISE = re.compile(r"\s(?:was|were)\s(?:stabbed|beaten|strangled|run\sover|hit)\b", re.IGNORECASE)
WHO = re.compile(r",?\swho\b", re.IGNORECASE)
COUNTS = re.compile(r"\bcounts$", re.IGNORECASE)
MURDERS = re.compile(
    r"\s(?:each\s)?of\s(?:an?\s)?(?:(?:first|second|third|1st|2nd)[\s-]degree\s|aggravated\s|capital\s|premeditated\s|voluntary\s|involuntary\s|criminal\s)*"
    r"(?:murder|homicide|manslaughter)\b",
    re.IGNORECASE,
)
FEWEST_OF_TITLE = 2
# So many sentences of a suicide are looked at; more stand in no report, and each looks through all counts.
MOST_SUICIDES = 20
# So many counts of people shot are looked at.
MOST_SHOT = 6
TITLED = ("killed", "injured")
ADDED = {"killed", "injured", "hospitalised"}


def survivors(counts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """Of those shot, the ones who were not killed.

    Told of the first count of people shot with some of whom the text says that they died.
    """
    told = (
        fact
        for fact in counts
        if fact.measure in SHOT
        and is_told(fact)
        and fact.bound == "exact"
        and (fact.value or 0) > 1
        and not is_part(fact)
        and is_victim(fact, document)
    )
    for shot in islice(told, MOST_SHOT):
        dead = _dead_among(shot, counts, document, lexicon)
        if dead is not None and dead.value is not None and dead.value < (shot.value or 0):
            return _living(shot, dead)
    return []


def _dead_among(shot: Fact, counts: Sequence[Fact], document: Document, lexicon: Lexicon) -> Fact | None:
    """The count, or the one person, of those shot who died."""
    beside = [f for f in counts if f.sentence_no == shot.sentence_no and not _died_otherwise(f, document)]
    dead = largest(beside, "killed") or largest(counts, "killed")
    if dead is not None:
        return None if _died_otherwise(dead, document) else dead
    return one_dead(shot, document) or the_only_dead(shot, document, lexicon)


def _living(shot: Fact, dead: Fact) -> list[Fact]:
    living = derived(shot, (shot.value or 0) - (dead.value or 0), "injured", (shot, dead))
    if dead.bound == "at_least" and dead.sentence_no == shot.sentence_no:
        # 'at least one is dead after seven were shot': no more than six live.
        return [replace(living, bound="at_most", low=None)]
    return [living] if dead.bound == "exact" else []


def hurt_who_live(counts: Sequence[Fact], document: Document) -> list[Fact]:
    """'Ten people were wounded. One of the victims died': nine live."""
    first = next((fact for fact in counts if fact.measure == "injured" and is_told(fact)), None)
    is_whole = first is not None and first.bound == "exact" and (first.value or 0) > 1
    if first is None or not is_whole or first.is_summed or is_part(first) or APART.search(around(first, document)):
        return []
    last = document.sentences[min(first.sentence_no + 1, len(document.sentences) - 1)]
    match = one_of_them_died(document.text, first.end, last.end)
    if match is None or any(first.end < other.start < match.start() for other in counts if other.measure == "killed"):
        return []
    one = replace(first, start=match.start(), end=match.end(), phrase=match[0], value=1.0)
    number = first.phrase.split()[0]
    living = replace(first, end=first.start + len(number), phrase=number, counted="people")
    return [derived(living, (first.value or 0) - 1, "injured", (first, one))]


def _died_otherwise(fact: Fact, document: Document) -> bool:
    """'six were shot and one person was stabbed to death': the dead is none of those shot."""
    return OTHERWISE.match(behind(fact, document)) is not None


def in_hospital(counts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """People taken to hospital after an accident or an attack."""
    if not is_attack(document, lexicon):
        return []
    cared = [fact for fact in counts if tells_of("hospital", document.sentences[fact.sentence_no].text, lexicon)]
    most = largest(counts, "hospitalised") or next(
        filter(None, (largest(cared, verb) for verb in lexicon.words["treat_verb"])), None
    )
    if most is None or most.value is None:
        return []
    if all_died(behind(most, document)):
        return []
    is_whole = most.bound == "exact" and most.value > 1 and not APART.search(around(most, document))
    dead = one_dead(most, document) if is_whole else None
    living = most.value - (dead.value or 0 if dead else 0)
    hurt = derived(most, living, "injured", (most, dead) if dead else (most,))
    return [hurt if dead else replace(hurt, low=most.low, high=most.high, bound=most.bound)]


def outdoes(hospital: Fact, hurt: Fact) -> bool:
    """More people in hospital, told earlier: the injured told later are those of another event, or some of them."""
    return hospital.start < hurt.start and (hospital.value or 0) > (hurt.value or 0)


def with_totals(counts: Sequence[Fact], document: Document) -> list[Fact]:
    """'Two more died, bringing the total to eight': the total stands before the count that it takes in."""
    added = []
    for fact, total in pairwise(counts):
        if (
            fact.sentence_no == total.sentence_no
            and fact.measure == total.measure
            and fact.measure in ADDED
            and is_told(fact)
            and is_told(total)
            and FURTHER.search(around(fact, document))
            and (fact.value or 0) < (total.value or 0)
        ):
            first = replace(fact, end=fact.start + len(fact.phrase.split()[0]), phrase=fact.phrase.split()[0])
            whole = derived(first, total.value or 0, fact.measure, (total,))
            added.append(replace(whole, low=total.low, high=total.high, bound=total.bound, counted=total.counted))
    return added


def with_the_killer(counts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """'A man shot his two sons to death before killing himself': three are dead.

    Told of the first such sentence of the text; a suicide that was only tried counts nobody.
    """
    told = ((s, suicide(s.text)) for s in document.sentences if s.part == "text")
    suicides = [(sentence, match) for sentence, match in told if match is not None]
    is_sure = bool(suicides) and is_murder_and_suicide(f"{document.title}\n{document.text}")
    for sentence, match in suicides[:MOST_SUICIDES]:
        last = document.sentences[min(sentence.number + 2, len(document.sentences) - 1)]
        told_next = document.text[sentence.start : last.end]
        start, end = (sentence.start + offset for offset in match.span())
        victims = [
            fact
            for fact in counts
            if fact.sentence_no == sentence.number
            and (
                fact.measure == "killed"
                or (is_sure and fact.measure in SHOT and not tells_of("survival", told_next, lexicon))
            )
            and is_told(fact)
            and fact.bound == "exact"
            and fact.end <= start
            and not _is_the_killer(fact, document)
        ]
        most = max(victims, key=lambda fact: (fact.value or 0, -fact.start), default=None)
        if most is None:
            continue
        number = most.phrase.split()[0]
        first = replace(most, end=most.start + len(number), phrase=number, counted="people")
        killer = replace(most, start=start, end=end, phrase=document.text[start:end])
        return [derived(first, (most.value or 0) + 1, "killed", (most, killer))]
    return []


def _is_the_killer(fact: Fact, document: Document) -> bool:
    """'the lives of a woman and a man who shot her, then himself': the list has him already."""
    return fact.is_summed and WHO.match(behind(fact, document)) is not None


def as_the_title_says(facts: Sequence[Fact], counts: Sequence[Fact], lexicon: Lexicon) -> list[Fact]:
    """The count of the title, where the text gives it too, stands before a smaller one that the text begins with.

    '5 injured in shooting' over 'five people were shot': the text's count is filed as the title says it is.
    """
    added = []
    for measure in TITLED:
        titles = [
            fact for fact in facts if fact.part == "title" and fact.measure == measure and fact.scope == "current"
        ]
        titles = [fact for fact in titles if fact.is_summed] or titles
        if len(titles) != 1 or titles[0].bound != "exact" or (titles[0].value or 0) < FEWEST_OF_TITLE:
            continue
        told = [fact for fact in counts if fact.measure == measure and is_told(fact)]
        same = [fact for fact in counts if fact.value == titles[0].value and is_told(fact)]
        whole = next((fact for fact in same if fact.measure == measure and fact.bound == "exact"), None)
        is_stated = any(fact.measure == measure for fact in same)
        if whole is None and not is_stated and measure == "injured":
            whole = next((fact for fact in same if _is_harmed(fact, lexicon)), None)
        if whole is None:
            continue
        if told and (told[0].value or 0) < (whole.value or 0) and told[0].start < whole.start:
            number = told[0].phrase.split()[0]
            first = replace(told[0], end=told[0].start + len(number), phrase=number, counted=whole.counted)
            added.append(derived(first, whole.value or 0, measure, (whole,)))
        elif not is_stated:
            added.append(derived(whole, whole.value or 0, measure, (whole,)))
    return added


def _is_harmed(fact: Fact, lexicon: Lexicon) -> bool:
    return fact.measure in {*SHOT, "hospitalised"} or any(
        lexicon.has(kind, fact.measure) for kind in ("struck", "treat_verb")
    )


def additions(counts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """'Three died at the scene. Two others died in hospital': the second count comes on top of the first.

    Only the first count of a measure is added to, by the count of people right behind it, and only where no count
    of the text is larger than the sum.  People in hospital after an attack are injured: 'One is in critical
    condition, three others were hurt'.
    """
    added = []
    is_harm = is_attack(document, lexicon)
    for measure in sorted(ADDED):
        alike = (
            {measure, "hospitalised", *lexicon.words["treat_verb"]} if measure == "injured" and is_harm else {measure}
        )
        told = [fact for fact in counts if fact.measure in alike and is_told(fact)]
        if not told or told[0].is_summed:
            continue
        parts = [told[0]]
        for fact in [f for f in counts if f.start > told[0].start and f.part == "text" and is_told(f)]:
            if fact.value == parts[-1].value and fact.sentence_no - parts[-1].sentence_no == 1:
                parts[-1] = replace(parts[-1], sentence_no=fact.sentence_no)
            if fact.measure not in alike and fact.value in {part.value for part in parts}:
                continue
            if fact.measure not in alike:
                break
            if _comes_on_top(parts, fact, document):
                parts.append(fact)
            elif fact.value not in {part.value for part in parts}:
                break
        total = sum(fact.value or 0 for fact in parts)
        if len(parts) > 1 and all(fact.bound == "exact" and (fact.value or 0) <= total for fact in told):
            first = told[0]
            number = first.phrase.split()[0]
            counted = first.counted if len({fact.counted for fact in parts}) == 1 else "people"
            whole = replace(first, end=first.start + len(number), phrase=number, counted=counted)
            added.append(derived(whole, total, measure, parts))
    return added


def _comes_on_top(parts: Sequence[Fact], fact: Fact, document: Document) -> bool:
    sentence = document.sentences[fact.sentence_no]
    if fact.sentence_no - parts[-1].sentence_no > 1 or fact.is_summed or PARTLY.search(sentence.text):
        return False
    if APART.search(around(fact, document)):
        return len(parts) > 1 or not APART.search(around(parts[0], document))
    behind = document.part(fact.part)[fact.end : fact.end + 30]
    return ALSO.match(behind) is not None and fact.counted != parts[-1].counted


def by_charges(facts: Sequence[Fact], document: Document) -> list[Fact]:
    """'Charged with three counts of murder': three are dead, where the text counts them in no other way."""
    if any(fact.measure == "killed" and is_told(fact) for fact in facts):
        return []
    charges = [fact for fact in facts if is_told(fact) and fact.bound == "exact" and (fact.value or 0) > 1]
    charge = next((fact for fact in charges if MURDERS.match(behind(fact, document))), None)
    if charge is None or not COUNTS.search(charge.phrase):
        return []
    return [replace(derived(charge, charge.value or 0, "killed", (charge,)), counted="people")]
