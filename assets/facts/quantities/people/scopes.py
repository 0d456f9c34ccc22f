"""Of which event a count of harm is: the one that the article reports, another one, or none (a statistic).

Belongs here: what the article as a whole says of it: what its title and opening tell, the times of its counts, the
words that make a count a general statistic or a comparison (lexicon/words.tsv).
Does not belong here: the scope that the time of a single sentence decides (stance.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from assets.facts.quantities.lexicon import alternatives
from assets.facts.quantities.people.tellings import tells_of, tells_of_death

if TYPE_CHECKING:
    from assets.facts.document import Document
    from assets.facts.quantities.fact import Fact
    from assets.facts.quantities.lexicon import Lexicon

HARM = {"killed", "injured", "missing", "hospitalised", "shoot"}
HARM_OF_TRIALS = {"killed", "injured", "shoot"}
# So many sentences of a text say what it is about.
OPENING = 3
PERIODS = {"hour", "day", "week", "month", "year"}
# Lines over a text (date, section, headline) are shorter than its sentences, in tokens.
FULL_SENTENCE = 10
# An article that reports a toll gives it within as many sentences.
SOON = 6
# A count of a time as long before the report is of another event than one that tells of harm today.
DAYS_APART = 7
DANGERS = ("conflict", "loss", "illness")
YEARS_LONG = re.compile(
    r"\bsince\s(?:[\w’'-]+\s){0,2}(?:19|20)\d\d\b"
    r"|\b(?:over|in|during|within|for)\s(?:the\s)?(?:past|last|previous)\s(?:[\w½.-]+\s){0,3}(?:years|decades?|century)\b"
    r"|\b(?:from|between)\s(?:19|20)\d\d\s(?:to|and|until|through)\s(?:19|20)\d\d\b",
    re.IGNORECASE,
)

# Between a count and a time that is said of something else: 'in the second such attack in ten years'.
APART = re.compile(
    r"[;:]|\b(?:that|which|who|whom|where|when|while|after|before|such|but|amid|deadliest|worst|first|second|third|one\sof)\b",
    re.IGNORECASE,
)
OF_A_DAY = re.compile(
    r"day\b|\btonight\b|\bnight\b|\b\d{1,2}(?:st|nd|rd|th)?\b(?!\d)(?!\s(?:years|months|decades))", re.IGNORECASE
)
IN_ANOTHER = re.compile(
    r"(?:\s(?:were|was|had|been|died|killed|dead|injured|wounded|hurt|and|people)){0,5}\s(?:in|by|during)\s(?:an?|the)\s"
    r"(?:previous|earlier|similar|separate|unrelated|(?:1[89]|20)\d\d)\s",
    re.IGNORECASE,
)
# 'the deadliest attack since 2015, when gunmen killed 130'.
SINCE_WHEN = re.compile(r"\bsince\b[^.;]{0,80}?\b(?:when|that|which|where)\b", re.IGNORECASE)
ANOTHER_NEXT = re.compile(
    r"\W*(?:elsewhere|separately|also\son|in\san?\s(?:separate|unrelated|different|earlier|previous|similar))\b",
    re.IGNORECASE,
)
# Words of a fight that goes on, in a title, and words by which a sentence looks back from it.
AT_WAR = re.compile(
    r"\b(?:war\s(?:with|in|on|against|ends?)|(?-i:[A-Z]\w+\swar)|(?<!for\s)fighting\s(?:in|between|escalates|rages|continues|spreads|goes)"
    r"|missiles?|rockets?|shelling|air\s?strikes?|strikes\son|offensive|rebels|insurgents?|clashes|invasion|cease-?fire|truce)\b",
    re.IGNORECASE,
)
LOOKS_BACK = re.compile(
    r"\b(?:(?:1[89]|20)\d\d|years?|decades?|century|ago|previous(?:ly)?|earlier|last\s(?:year|month|summer|winter|spring|fall)"
    r"|then|anniversary|history|civil\swar|world\swar|during\sthe|in\sthe\swar)\b",
    re.IGNORECASE,
)
HAVE_BEEN = re.compile(
    r"\b(?:has|have|had)\s(?:now\s|already\s)?(?:been\s)?(?:killed|wounded|injured|died|displaced|led\sto\sthe\sdeaths?)\b"
    r"|\b(?:in|of|during)\sthis\s(?:war|conflict)\b",
    re.IGNORECASE,
)
# 'came exactly a week after a gunman killed two'.
AFTER_ANOTHER = re.compile(r"\b(?:days?|weeks?|months?|years?)\safter\san?\s[^.;]{0,60}$", re.IGNORECASE)
# 'massacred 51 people, just two weeks before the fire': behind the count.
BEFORE_THIS = re.compile(
    r"[^.;]{0,60},\s(?:just\s|only\s|some\s|about\s|barely\s)?(?:an?|one|two|three|four|five|six|several|\d+)\s(?:days?|weeks?|months?|years?)\s(?:before|earlier)\b",
    re.IGNORECASE,
)
EARLIER_REPORT = re.compile(
    r"\b(?:(?:initially|originally|at\sfirst|previously)\s(?:\w+\s){0,2}(?:said|reported|put|told|indicated|gave|announced|stated|believed|estimated)"
    r"|(?:said|reported)\s(?:initially|earlier|at\sfirst)|(?:initial|earlier|first)\s(?:reports?|counts?|figures?|estimates?))\b[^.;]{0,60}$",
    re.IGNORECASE,
)
# 'the 2012 attack on a market', 'the 1999 murders': a year, and what happened in it.
OF_A_YEAR = re.compile(
    r"\b((?:1[89]|20)\d\d)\s(?:[\w.'’-]+\s){0,4}?(?:attacks?|(?:mass\s)?shootings?|bombings?|crash|(?:earth)?quake|massacre|"
    r"killings?|murders?|slayings?|explosion|blast|fire|hurricane|tsunami|outbreak|rampage|assault|raid|strike|riots?|disaster)\b",
    re.IGNORECASE,
)


def of_the_headline(facts: Sequence[Fact], document: Document, lexicon: Lexicon) -> list[Fact]:
    """Reports of a trial or an anniversary: the past event is the one that the article reports.

    That is so where the headline tells of harm and no count of the dead or injured is of a later time.
    """
    told = [
        fact for fact in facts if fact.measure in HARM_OF_TRIALS and fact.part == "text" and fact.polarity == "asserted"
    ]
    if not told or told[0].scope == "current" or not _tells_of_harm(document.title, lexicon):
        return list(facts)
    if told[0].sentence_no > max(_opening(document), default=0) + SOON:
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


def _tells_of_harm(text: str, lexicon: Lexicon) -> bool:
    return tells_of("violence", text, lexicon) or tells_of("death", text, lexicon)


def of_other_events(facts: Sequence[Fact], document: Document, published: date | None, lexicon: Lexicon) -> list[Fact]:
    """The facts with counts of harm filed as background where the article reports another event, or none at all."""
    told = [fact for fact in facts if _is_told_harm(fact)]
    if not told:
        return list(facts)
    opening = _opening(document)
    heads = [fact for fact in told if fact.part == "title" or fact.sentence_no in opening]
    if not heads and _reports_no_harm(told[0], document, opening, lexicon):
        others = {fact for fact in told if not _goes_on(fact, document, opening, published, lexicon)}
    else:
        first = next((fact.sentence_no for fact in told if fact.part == "text"), None)
        heads = [fact for fact in told if fact.part == "title" or fact.sentence_no == first]
        titled = {(fact.measure, fact.value) for fact in facts if fact.part == "title"}
        others = _of_statistics(told, document, lexicon)
        others |= _of_comparisons(told, heads, document, published, lexicon)
        others = {fact for fact in others if (fact.measure, fact.value) not in titled}
        others |= _of_other_times(told, heads, published) | _of_earlier_reports(told, document)
    return [replace(fact, scope="background") if fact in others else fact for fact in facts]


def _is_told_harm(fact: Fact) -> bool:
    return fact.measure in HARM and fact.unit == "count" and fact.scope == "current"


def _opening(document: Document) -> set[int]:
    """The numbers of the first full sentences of the text, with the short lines that stand before and among them."""
    opening: set[int] = set()
    full = 0
    for sentence in document.sentences:
        if sentence.part == "text" and full < OPENING:
            opening.add(sentence.number)
            full += len(sentence.tokens) >= FULL_SENTENCE
    return opening


def _opening_text(document: Document, opening: set[int]) -> str:
    return "\n".join([document.title, *(s.text for s in document.sentences if s.number in opening)])


def _reports_no_harm(first: Fact, document: Document, opening: set[int], lexicon: Lexicon) -> bool:
    """Whether title and opening tell of nobody's death or injury, and of no event that such a toll may follow soon."""
    text = _opening_text(document, opening)
    if tells_of_death(text, lexicon) or any(
        tells_of(kind, text, lexicon) for kind in ("injury", "disaster", "gunfire")
    ):
        return False
    is_soon = first.sentence_no <= (max(opening) if opening else 0) + SOON
    return not (is_soon and any(tells_of(kind, text, lexicon) for kind in DANGERS))


def _goes_on(fact: Fact, document: Document, opening: set[int], published: date | None, lexicon: Lexicon) -> bool:
    """In an article on a fight that goes on: 'two soldiers have been killed', and what looks back to no other time."""
    if fact.time_end and published and fact.time_end < published - timedelta(DAYS_APART):
        return False
    sentence = document.sentences[fact.sentence_no].text
    if AT_WAR.search(document.title) and LOOKS_BACK.search(sentence) is None:
        return True
    is_fought = tells_of("conflict", _opening_text(document, opening), lexicon)
    return is_fought and fact.time is None and HAVE_BEEN.search(sentence) is not None


@lru_cache(maxsize=4)
def _phrases(kind: str, lexicon: Lexicon) -> re.Pattern[str]:
    words = alternatives(list(lexicon.words[kind])).replace(r"[\s-]+…[\s-]+", r"\s(?:[\w-]+\s){0,3}?")
    return re.compile(rf"\b(?:{words})\b(?!\s(?:ago|later|earlier|after|before|old)\b)", re.IGNORECASE)


def _stands_with(fact: Fact, document: Document, *cues: re.Pattern[str]) -> bool:
    """Whether one of the cues is said of the count, and not of something that the sentence sets beside it."""
    sentence = document.sentences[fact.sentence_no]
    start, end = fact.start - sentence.start, fact.end - sentence.start
    between = (
        sentence.text[min(end, match.end()) : max(start, match.start())]
        for cue in cues
        for match in cue.finditer(sentence.text)
    )
    return any(APART.search(words) is None for words in between)


def _is_of_many_events(fact: Fact, document: Document, lexicon: Lexicon) -> bool:
    """'5,000 a week', or over years or places, where the count has no day of its own."""
    has_day = fact.time is not None and OF_A_DAY.search(fact.time) is not None
    return fact.per in PERIODS or (
        not has_day and _stands_with(fact, document, YEARS_LONG, _phrases("statistic", lexicon))
    )


def _of_statistics(told: Sequence[Fact], document: Document, lexicon: Lexicon) -> set[Fact]:
    """Counts of many events: 'each year', 'homicides so far this year', 'worldwide', 'since 2011', 'over ten years'.

    Over years or places they are what the article reports where it begins with one.
    """
    series = {fact for fact in told if _stands_with(fact, document, _phrases("series", lexicon))}
    found = [fact for fact in told if fact not in series and _is_of_many_events(fact, document, lexicon)]
    return series if found and found[0] is told[0] else series | set(found)


def _of_comparisons(
    told: Sequence[Fact], heads: Sequence[Fact], document: Document, published: date | None, lexicon: Lexicon
) -> set[Fact]:
    """'the anniversary of a crash that killed 96', 'the deadliest since gunmen killed 130': what stands behind it."""
    found = set()
    for fact in told:
        sentence = document.sentences[fact.sentence_no]
        before = sentence.text[: max(0, fact.start - sentence.start)]
        behind = sentence.text[max(0, fact.end - sentence.start) :]
        if (
            ANOTHER_NEXT.match(before)
            or IN_ANOTHER.match(behind)
            or SINCE_WHEN.search(before)
            or (fact not in heads and (BEFORE_THIS.match(behind) or AFTER_ANOTHER.search(before)))
            or _phrases("comparison", lexicon).search(before)
            or (fact not in heads and _is_of_a_year(before, published))
        ):
            found.add(fact)
    return found


def _of_earlier_reports(told: Sequence[Fact], document: Document) -> set[Fact]:
    """'Police initially said three were hurt', where the article gives another number of the same measure."""
    found = set()
    for fact in told:
        sentence = document.sentences[fact.sentence_no]
        before = sentence.text[: max(0, fact.start - sentence.start)]
        if EARLIER_REPORT.search(before) and any(o.measure == fact.measure and o.value != fact.value for o in told):
            found.add(fact)
    return found


def _is_of_a_year(before: str, published: date | None) -> bool:
    """'the 2012 attack that left four dead', in another year than that of the report."""
    match = OF_A_YEAR.search(before)
    return match is not None and (published is None or int(match[1]) != published.year)


def _of_other_times(told: Sequence[Fact], heads: Sequence[Fact], published: date | None) -> set[Fact]:
    """Counts of a time well before the report, where the opening tells of harm at no such time."""
    if published is None:
        return set()
    times = [(fact.time_start, fact.time_end) for fact in heads if fact.time_start and fact.time_end]
    values = {(fact.measure, fact.value) for fact in heads}
    return {
        fact
        for fact in told
        if fact not in heads
        and fact.time_start
        and fact.time_end
        and fact.time_end <= published - timedelta(DAYS_APART)
        and (times or (fact.measure, fact.value) not in values)
        and not any(start <= fact.time_end and fact.time_start <= end for start, end in times)
    }
