"""What the whole text says of the people it counts: who was shot and lives, how many there are altogether.

Belongs here: conclusions about counts of people that only several sentences allow, each marked with its parts.
Does not belong here: anything a sentence says by itself (measures.py, sums.py).

A count of people shot or stabbed is filed under that verb; the text decides whether they live.  They do where it
tells of no death at all and is a whole report or tells of wounds, hospital or recovery, and where it sets them apart
from the dead ("two were killed and seven others shot").  Of five shot and one killed, four are injured.  People taken to
hospital are injured where the text tells of an accident or an attack and counts no injured.  An attacker who kills
himself is one more dead than his victims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from assets.facts.quantities.measures import LISTED
from assets.facts.quantities.scopes import of_other_events
from assets.facts.quantities.tellings import (
    all_live,
    is_murder_and_suicide,
    live,
    one_death,
    suicide,
    tells_of,
    tells_of_death,
    they_died,
)
from assets.schemas import PARTS

if TYPE_CHECKING:
    from datetime import date

    from assets.facts.document import Document
    from assets.facts.quantities.fact import Fact
    from assets.facts.quantities.lexicon import Lexicon

APART = re.compile(r"(?<!the\s)\b(?:others?|more|another|additional|surviving|survivors?)\b", re.IGNORECASE)
PARTLY = re.compile(r"\b(?:among|includ\w+|total|altogether|toll|also\samong|of\s(?:them|those|whom))\b", re.IGNORECASE)
FURTHER = re.compile(r"(?<!the\s)\b(?:more|another|additional)\b", re.IGNORECASE)
ALSO = re.compile(r"\s(?:was|were|is|are|has|have)\salso\s", re.IGNORECASE)
HARM = {"killed", "injured", "shoot"}
SHOT = {"shoot", "shot", "stab"}
PART = re.compile(r"(?:[\w-]+\s){1,3}of\s")
OTHERWISE = re.compile(r"\s(?:was|were)\s(?:stabbed|beaten|strangled|run\sover|hit)\b", re.IGNORECASE)
SELF = re.compile(r"\b(?:himself|herself)\b", re.IGNORECASE)
FEWEST_OF_TITLE = 2
# So many sentences of a suicide are looked at; more stand in no report, and each looks through all counts.
MOST_SUICIDES = 20
# A report of as many sentences that tells of no death has none to tell.
WHOLE_REPORT = 6
TITLED = ("killed", "injured")
ADDED = {"killed", "injured", "hospitalised"}


def settle(facts: Sequence[Fact], document: Document, published: date | None, lexicon: Lexicon) -> list[Fact]:
    """The facts with counts of people shot filed under injured where they live, and the sums the text allows."""
    facts = of_other_events(_of_the_headline(facts, document, lexicon), document, published, lexicon)
    facts = _of_the_dead(facts, document, lexicon)
    settled = _lost(_living(facts, document, lexicon), document, lexicon)
    counts = [fact for fact in settled if _counts_people(fact, lexicon)]
    if not counts:
        return settled
    added = [*_additions(counts, document, lexicon)]
    survivors = _survivors(counts, document)
    hurt = _largest([*counts, *added], "injured")
    if survivors and (hurt is None or (hurt.value or 0) < (survivors[0].value or 0)):
        added += survivors
    else:
        added += [
            fact for fact in _in_hospital([*counts, *added], document, lexicon) if hurt is None or _outdoes(fact, hurt)
        ]
    added += _with_totals(counts, document)
    added += _with_the_killer(counts, document, lexicon)
    added += _as_the_title_says(facts, [*counts, *added], lexicon)
    return sorted([*settled, *added], key=lambda fact: (PARTS.index(fact.part), fact.start, fact.end))


def _of_the_headline(facts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """Reports of a trial or an anniversary: the past event is the one that the article reports.

    That is so where the headline tells of harm and no count of the dead or injured is of a later time.
    """
    told = [fact for fact in facts if fact.measure in HARM and fact.part == "text" and fact.polarity == "asserted"]
    if not told or told[0].scope == "current" or not _tells_of_harm(document.title, lexicon):
        return list(facts)
    past = {fact.measure for fact in told if fact.scope == "background"}
    if any(
        fact.scope == "current" and fact.measure != "shoot" and (fact.time_start or fact.measure in past)
        for fact in told
    ):
        return list(facts)
    event = (told[0].time_start, told[0].time_end)
    return [
        replace(fact, scope="current")
        if fact.scope == "background" and fact.unit == "count" and (fact.time_start, fact.time_end) == event
        else fact
        for fact in facts
    ]


def _of_the_dead(facts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """'Two women were found with wounds. They were pronounced dead': the count before the pronoun is one of the dead.

    So are those shot together with the attacker himself where the text calls it a murder-suicide.
    """
    last: dict[int, Fact] = {}
    for fact in facts:
        if fact.part == "text" and fact.value is not None and fact.value > 1 and _counts_people(fact, lexicon):
            last[fact.sentence_no] = fact
    dead = {fact for fact in last.values() if fact.measure != "killed" and they_died(_after(fact, document))}
    if is_murder_and_suicide(f"{document.title}\n{document.text}"):
        dead |= {fact for fact in facts if fact.is_summed and fact.measure in SHOT and SELF.search(fact.phrase)}
    return [replace(fact, measure="killed") if fact in dead else fact for fact in facts]


def _after(fact: Fact, document: Document) -> str:
    """The sentence behind that of the fact."""
    number = fact.sentence_no + 1
    return document.sentences[number].text if number < len(document.sentences) else ""


def _living(facts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    if tells_of("gunfire", document.text, lexicon):
        facts = [replace(fact, measure="shoot") if _is_struck(fact, lexicon) else fact for fact in facts]
    shot = [fact for fact in facts if fact.measure in SHOT and _counts_people(fact, lexicon)]
    if not shot:
        return list(facts)
    whole = f"{document.title}\n{document.text}"
    is_dead = any(fact.measure == "killed" and _is_told(fact) for fact in facts)
    is_told = tells_of("survival", whole, lexicon) or len(document.sentences) >= WHOLE_REPORT
    if is_told and (not tells_of_death(whole, lexicon) or (not is_dead and all_live(whole) and not one_death(whole))):
        living = set(shot)
    else:
        living = {
            fact
            for fact in shot
            if (
                (APART.search(_around(fact, document)) and not _has_a_dead_member(fact, document))
                or live(_behind(fact, document))
            )
            and not tells_of_death(_behind(fact, document), lexicon)
        }
    return [replace(fact, measure="injured", polarity="asserted") if fact in living else fact for fact in facts]


def _has_a_dead_member(fact: Fact, document: Document) -> bool:
    """'a boy and six others were shot; the boy was killed': the list holds the dead too."""
    return fact.is_summed and _one_death(fact, document) is not None


def _is_struck(fact: Fact, lexicon: Lexicon) -> bool:
    """'four people were struck by gunfire', 'two other gunshot victims arrived', 'all five victims will recover'."""
    if not _counts_people(fact, lexicon):
        return False
    is_victim = re.search(r"\bvictims?$", fact.counted or "", re.IGNORECASE) is not None
    return lexicon.has("struck", fact.measure) or (is_victim and fact.measure not in LISTED and not _is_part(fact))


def _is_part(fact: Fact) -> bool:
    """'two of the four victims': some of the counted."""
    return PART.match(fact.phrase) is not None


def _tells_of_harm(text: str, lexicon: Lexicon) -> bool:
    return tells_of("violence", text, lexicon) or tells_of("death", text, lexicon)


def _is_attack(document: Document, lexicon: Lexicon) -> bool:
    """Whether the text tells of an accident or an attack, and of no illness."""
    return tells_of("violence", document.text, lexicon) and not tells_of("illness", document.text, lexicon)


def _is_sought(fact: Fact, lexicon: Lexicon) -> bool:
    """'two suspects', 'the witnesses': those whom the police look for."""
    last = (fact.counted or "").lower().split()[-1:]
    return any(tells_of("sought", word, lexicon) for word in last)


def _lost(facts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """People searched for are missing, unless it is the police who look for them."""
    if not any(lexicon.has("search_verb", fact.measure) for fact in facts) or not tells_of(
        "loss", document.text, lexicon
    ):
        return list(facts)
    return [
        replace(fact, measure="missing")
        if lexicon.has("search_verb", fact.measure) and _counts_people(fact, lexicon) and not _is_sought(fact, lexicon)
        else fact
        for fact in facts
    ]


def _behind(fact: Fact, document: Document) -> str:
    """What its sentence goes on to say."""
    return document.part(fact.part)[fact.end : document.sentences[fact.sentence_no].end]


def _around(fact: Fact, document: Document) -> str:
    """The phrase with the word before and the word behind it."""
    part = document.part(fact.part)
    before = re.search(r"\S*\s?$", part[max(0, fact.start - 12) : fact.start])
    behind = re.match(r"\s?\w*", part[fact.end : fact.end + 12])
    return f"{before[0] if before else ''}{fact.phrase}{behind[0] if behind else ''}"


def _counts_people(fact: Fact, lexicon: Lexicon) -> bool:
    if fact.unit != "count" or fact.value is None:
        return False
    words = re.findall(r"[a-z-]+", (fact.counted or "").lower())
    if not words or fact.measure == "hospitalised":
        return True
    last = words[-1]
    forms = (last, last.removesuffix("s"), last.removesuffix("es"))
    return any(lexicon.has("person", form) for form in forms) or lexicon.has("people", last)


def _is_told(fact: Fact) -> bool:
    return fact.scope == "current" and fact.polarity == "asserted" and fact.value is not None and fact.part == "text"


def _largest(counts: Sequence[Fact], measure: str) -> Fact | None:
    told = [fact for fact in counts if fact.measure == measure and _is_told(fact)]
    return max(told, key=lambda fact: (fact.value or 0, -fact.start), default=None)


def _derived(fact: Fact, value: float, measure: str, parts: Sequence[Fact]) -> Fact:
    return replace(
        fact,
        value=value,
        low=value,
        high=value,
        base_value=None,
        base_low=None,
        base_high=None,
        bound="exact",
        measure=measure,
        direction=None,
        is_summed=True,
        parts=tuple(part.phrase for part in parts),
        part_spans=tuple((part.start, part.end) for part in parts),
    )


def _survivors(counts: Sequence[Fact], document: Document) -> list[Fact]:
    """Of those shot, the ones who were not killed."""
    told = (f for f in counts if f.measure in SHOT and _is_told(f) and f.bound == "exact" and not _is_part(f))
    shot = next((fact for fact in told if (fact.value or 0) > 1), None)
    if shot is None or shot.value is None:
        return []
    beside = [f for f in counts if f.sentence_no == shot.sentence_no and not _died_otherwise(f, document)]
    dead = _largest(beside, "killed") or _largest(counts, "killed")
    if dead is not None and _died_otherwise(dead, document):
        return []
    if dead is None:
        dead = _one_death(shot, document)
    if dead is None or dead.value is None or dead.value >= shot.value:
        return []
    living = _derived(shot, shot.value - dead.value, "injured", (shot, dead))
    if dead.bound == "at_least" and dead.sentence_no == shot.sentence_no:
        # 'at least one is dead after seven were shot': no more than six live.
        return [replace(living, bound="at_most", low=None)]
    return [living] if dead.bound == "exact" else []


def _died_otherwise(fact: Fact, document: Document) -> bool:
    """'six were shot and one person was stabbed to death': the dead is none of those shot."""
    return OTHERWISE.match(_behind(fact, document)) is not None


def _one_death(shot: Fact, document: Document) -> Fact | None:
    """'one fatally', 'one of them died', 'a woman was killed', told in the sentence of the count or the two behind it."""
    sentence = document.sentences[shot.sentence_no]
    last = min(shot.sentence_no + 2, len(document.sentences) - 1)
    match = one_death(document.text, sentence.start, document.sentences[last].end)
    if match is None:
        return None
    return replace(shot, start=match.start(), end=match.end(), phrase=match[0], value=1.0)


def _in_hospital(counts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """People taken to hospital after an accident or an attack."""
    if not _is_attack(document, lexicon):
        return []
    cared = [fact for fact in counts if tells_of("hospital", document.sentences[fact.sentence_no].text, lexicon)]
    most = _largest(counts, "hospitalised") or next(
        filter(None, (_largest(cared, verb) for verb in lexicon.words["treat_verb"])), None
    )
    if most is None or most.value is None:
        return []
    dead = _one_death(most, document) if most.bound == "exact" and most.value > 1 else None
    living = most.value - (dead.value or 0 if dead else 0)
    return [_derived(most, living, "injured", (most, dead) if dead else (most,))]


def _outdoes(hospital: Fact, hurt: Fact) -> bool:
    """More people in hospital, told earlier: the injured told later are those of another event, or some of them."""
    return hospital.start < hurt.start and (hospital.value or 0) > (hurt.value or 0)


def _with_totals(counts: Sequence[Fact], document: Document) -> list[Fact]:
    """'Two more died, bringing the total to eight': the total stands before the count that it takes in."""
    added = []
    for fact, total in pairwise(counts):
        if (
            fact.sentence_no == total.sentence_no
            and fact.measure == total.measure
            and fact.measure in ADDED
            and _is_told(fact)
            and _is_told(total)
            and FURTHER.search(_around(fact, document))
            and (fact.value or 0) < (total.value or 0)
        ):
            first = replace(fact, end=fact.start + len(fact.phrase.split()[0]), phrase=fact.phrase.split()[0])
            whole = _derived(first, total.value or 0, fact.measure, (total,))
            added.append(replace(whole, low=total.low, high=total.high, bound=total.bound, counted=total.counted))
    return added


def _with_the_killer(counts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
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
            and _is_told(fact)
            and fact.bound == "exact"
            and fact.end <= start
        ]
        most = max(victims, key=lambda fact: (fact.value or 0, -fact.start), default=None)
        if most is None:
            continue
        number = most.phrase.split()[0]
        first = replace(most, end=most.start + len(number), phrase=number, counted="people")
        killer = replace(most, start=start, end=end, phrase=document.text[start:end])
        return [_derived(first, (most.value or 0) + 1, "killed", (most, killer))]
    return []


def _as_the_title_says(facts: Sequence[Fact], counts: Sequence[Fact], lexicon: Lexicon) -> list[Fact]:
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
        told = [fact for fact in counts if fact.measure == measure and _is_told(fact)]
        same = [fact for fact in counts if fact.value == titles[0].value and _is_told(fact)]
        whole = next((fact for fact in same if fact.measure == measure and fact.bound == "exact"), None)
        is_stated = any(fact.measure == measure for fact in same)
        if whole is None and not is_stated and measure == "injured":
            whole = next((fact for fact in same if _is_harmed(fact, lexicon)), None)
        if whole is None:
            continue
        if told and (told[0].value or 0) < (whole.value or 0) and told[0].start < whole.start:
            number = told[0].phrase.split()[0]
            first = replace(told[0], end=told[0].start + len(number), phrase=number, counted=whole.counted)
            added.append(_derived(first, whole.value or 0, measure, (whole,)))
        elif not is_stated:
            added.append(_derived(whole, whole.value or 0, measure, (whole,)))
    return added


def _is_harmed(fact: Fact, lexicon: Lexicon) -> bool:
    return fact.measure in {*SHOT, "hospitalised"} or any(
        lexicon.has(kind, fact.measure) for kind in ("struck", "treat_verb")
    )


def _additions(counts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """'Three died at the scene. Two others died in hospital': the second count comes on top of the first.

    Only the first count of a measure is added to, by the count of people right behind it, and only where no count
    of the text is larger than the sum.  People in hospital after an attack are injured: 'One is in critical
    condition, three others were hurt'.
    """
    added = []
    is_attack = _is_attack(document, lexicon)
    for measure in sorted(ADDED):
        alike = (
            {measure, "hospitalised", *lexicon.words["treat_verb"]} if measure == "injured" and is_attack else {measure}
        )
        told = [fact for fact in counts if fact.measure in alike and _is_told(fact)]
        if not told or told[0].is_summed:
            continue
        parts = [told[0]]
        for fact in [f for f in counts if f.start > told[0].start and f.part == "text" and _is_told(f)]:
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
            added.append(_derived(whole, total, measure, parts))
    return added


def _comes_on_top(parts: Sequence[Fact], fact: Fact, document: Document) -> bool:
    sentence = document.sentences[fact.sentence_no]
    if fact.sentence_no - parts[-1].sentence_no > 1 or fact.is_summed or PARTLY.search(sentence.text):
        return False
    if APART.search(_around(fact, document)):
        return len(parts) > 1 or not APART.search(_around(parts[0], document))
    behind = document.part(fact.part)[fact.end : fact.end + 30]
    return ALSO.match(behind) is not None and fact.counted != parts[-1].counted
