"""What became of the people counted: who was shot and lives, who died after all, who is lost.

A count of people shot or stabbed is filed under that verb; the text decides whether they live.  They do where it
tells of no death at all and is a whole report or tells of wounds, hospital or recovery, and where it sets them apart
from the dead ("two were killed and seven others shot").

Belongs here: filing a count under another measure because of what the whole text says.
Does not belong here: new counts that follow from several (derived_counts.py), of which event a count is (scopes.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assets.facts.quantities.measure.measures import LISTED
from assets.facts.quantities.people.counted_people import (
    APART,
    SHOT,
    around,
    behind,
    counts_people,
    is_part,
    is_told,
    is_victim,
    one_dead,
)
from assets.facts.quantities.people.tellings import (
    all_live,
    is_murder_and_suicide,
    live,
    one_death,
    tells_of,
    tells_of_death,
    they_died,
)

if TYPE_CHECKING:
    from assets.facts.document import Document
    from assets.facts.quantities.fact import Fact
    from assets.facts.quantities.lexicon import Lexicon

WOUNDS = re.compile(r"\b(?:gunshot|bullet|stab)\swounds?\b", re.IGNORECASE)
SELF = re.compile(r"\b(?:himself|herself)\b", re.IGNORECASE)
SEARCHED = re.compile(
    r"\b(?:search\w*|look(?:s|ed|ing)?|hunt\w*)\b[^.;]{0,60}?\bfor\b|\bsigns?\sof\b|\bin\ssearch\sof\b", re.IGNORECASE
)
SEARCHED_BEHIND = re.compile(r"[^.;]{0,60}\b(?:search\w*|looked|hunt\w*)\b", re.IGNORECASE)
# A report of as many sentences that tells of no death has none to tell.
WHOLE_REPORT = 6


def of_the_dead(facts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """'Two women were found with wounds. They were pronounced dead': the count before the pronoun is one of the dead.

    So are those shot together with the attacker himself where the text calls it a murder-suicide.
    """
    last: dict[int, Fact] = {}
    for fact in facts:
        if fact.part == "text" and fact.value is not None and fact.value > 1 and counts_people(fact, lexicon):
            last[fact.sentence_no] = fact
    dead = {fact for fact in last.values() if fact.measure != "killed" and they_died(_after(fact, document))}
    killed = {fact.value for fact in facts if fact.measure == "killed" and is_told(fact)}
    # 'Five were found dead. All five had gunshot wounds.'
    dead |= {
        fact
        for fact in facts
        if fact.value in killed and fact.measure == "injured" and _are_all(fact, document, lexicon)
    }
    if is_murder_and_suicide(f"{document.title}\n{document.text}"):
        dead |= {fact for fact in facts if fact.is_summed and fact.measure in SHOT and SELF.search(fact.phrase)}
    return [replace(fact, measure="killed") if fact in dead else fact for fact in facts]


def _are_all(fact: Fact, document: Document, lexicon: Lexicon) -> bool:
    """'All five had gunshot wounds': those told before, of whom it is said that they have wounds and no more."""
    before = document.part(fact.part)[max(0, fact.start - 4) : fact.start].lower()
    sentence = document.sentences[fact.sentence_no].text
    return before == "all " and counts_people(fact, lexicon) and WOUNDS.search(sentence) is not None


def _after(fact: Fact, document: Document) -> str:
    """The sentence behind that of the fact."""
    number = fact.sentence_no + 1
    return document.sentences[number].text if number < len(document.sentences) else ""


def living(facts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """The facts with counts of people shot or stabbed who live filed under injured."""
    is_told_of = tells_of("gunfire", document.text, lexicon)
    if is_told_of:
        facts = [replace(fact, measure="shoot") if _is_struck(fact, lexicon) else fact for fact in facts]
    # '5 shot' over a page that tells of no shots: whether people are counted, and live, nothing says.
    shot = [
        fact
        for fact in facts
        if fact.measure in SHOT
        and (is_told_of or fact.counted)
        and counts_people(fact, lexicon)
        and is_victim(fact, document)
    ]
    if not shot:
        return list(facts)
    whole = f"{document.title}\n{document.text}"
    is_dead = any(fact.measure == "killed" and is_told(fact) for fact in facts)
    is_clear = tells_of("survival", whole, lexicon) or len(document.sentences) >= WHOLE_REPORT
    if is_clear and (not tells_of_death(whole, lexicon) or (not is_dead and all_live(whole) and not one_death(whole))):
        living = set(shot)
    else:
        living = {
            fact
            for fact in shot
            if (
                (APART.search(around(fact, document)) and not _has_a_dead_member(fact, facts, document, lexicon))
                or live(behind(fact, document))
            )
            and not tells_of_death(behind(fact, document), lexicon)
        }
    return [replace(fact, measure="injured", polarity="asserted") if fact in living else fact for fact in facts]


def _has_a_dead_member(fact: Fact, facts: Sequence[Fact], document: Document, lexicon: Lexicon) -> bool:
    """'a boy and six others were shot; the boy was killed', or 'six others' alone elsewhere: the list holds the dead too."""
    if not fact.is_summed or one_dead(fact, document) is not None:
        return fact.is_summed
    others = (f for f in facts if f.sentence_no != fact.sentence_no and f.value == (fact.value or 0) - 1)
    return any(APART.search(around(f, document)) for f in others) and tells_of_death(
        f"{document.title}\n{document.text}", lexicon
    )


def _is_struck(fact: Fact, lexicon: Lexicon) -> bool:
    """'four people were struck by gunfire', 'two other gunshot victims arrived', 'all five victims will recover'."""
    if not counts_people(fact, lexicon):
        return False
    is_victim = re.search(r"\bvictims?$", fact.counted or "", re.IGNORECASE) is not None
    return lexicon.has("struck", fact.measure) or (is_victim and fact.measure not in LISTED and not is_part(fact))


def lost(facts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """People searched for are missing, unless it is the police who look for them."""
    if not any(lexicon.has("search_verb", fact.measure) for fact in facts) or not tells_of(
        "loss", document.text, lexicon
    ):
        return list(facts)
    return [
        replace(fact, measure="missing")
        if lexicon.has("search_verb", fact.measure)
        and counts_people(fact, lexicon)
        and not _is_sought(fact, lexicon)
        and _is_looked_for(fact, document)
        else fact
        for fact in facts
    ]


def _is_looked_for(fact: Fact, document: Document) -> bool:
    """'looking for two boys', 'no sign of them'; not 'ten members signed', 'looking at 20 people'."""
    sentence = document.sentences[fact.sentence_no]
    before = document.part(fact.part)[sentence.start : fact.start]
    return SEARCHED.search(before) is not None or SEARCHED_BEHIND.match(behind(fact, document)) is not None


def _is_sought(fact: Fact, lexicon: Lexicon) -> bool:
    """'two suspects', 'the witnesses': those whom the police look for."""
    last = (fact.counted or "").lower().split()[-1:]
    return any(tells_of("sought", word, lexicon) for word in last)
