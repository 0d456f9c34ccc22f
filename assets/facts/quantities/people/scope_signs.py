"""What speaks for and against a count of harm being of the event that the article reports.

Belongs here: the signs, read off the article as a whole (what title and opening tell, how much of it tells of harm), the
sentence and the one before it (years, words that look back, tense), the count's own time and the words beside it.
Does not belong here: the turns of phrase (scope_cues.py), how they are weighed (scopes.py), the scope that the time of a single sentence decides (stance.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from assets.facts.quantities.lexicon import alternatives
from assets.facts.quantities.people.scope_cues import (
    A_YEAR,
    AFTER_ANOTHER,
    ANOTHER_NEXT,
    APART,
    AT_WAR,
    BEFORE_THIS,
    BEHIND_A_TIME_WORD,
    BY_PERIOD,
    CAPITALISED,
    EARLIER_REPORT,
    EVENT_OF_A_YEAR,
    EVENT_THAT,
    HAVE_BEEN,
    HAVE_DONE,
    IN_ANOTHER,
    LOOKS_BACK,
    OF_A_DAY,
    OF_THESE_DAYS,
    SINCE_A_YEAR,
    SINCE_WHEN,
    YEARS_LONG,
)
from assets.facts.quantities.people.tellings import tells_of, tells_of_death

if TYPE_CHECKING:
    from assets.facts.document import Document, Sentence
    from assets.facts.quantities.fact import Fact
    from assets.facts.quantities.lexicon import Lexicon

HELD = {"detained", "displaced", "abducted", "rescued", "evacuated", "homeless"}
HARM = {"killed", "injured", "missing", "hospitalised", "shoot", *HELD}
# So many sentences of a text say what it is about.
OPENING = 3
# Lines over a text (date, section, headline) are shorter than its sentences, in tokens.
FULL_SENTENCE = 10
# An article that reports a toll gives it within as many sentences.
SOON = 6
PERIODS = {"hour", "day", "week", "month", "year"}
# Days between a time and the report from which on it lies a week, a month, months and years back.
WEEK, MONTH, MONTHS = 7, 35, 300
MOST_WORDS = 3
LARGE = 10_000
NAMES = {"GPE", "LOC", "PERSON", "ORG", "FAC", "NORP", "EVENT"}
NO_NAMES = {"the", "of", "and", "a", "an", "u.s.", "us", "’s", "'s", "state", "department", "united", "states"}
NO_NAMES |= {"american", "americans"}
DIE = {"die", "kill", "perish", "suffer", "claim", "drown", "injure", "lose", "disappear"}
NEAR_VERB = 80


@dataclass(frozen=True, slots=True)
class Article:
    """What an article says as a whole.  `told` are its counts of harm, `opening` the numbers of its first sentences,
    `density` the share of its sentences that tell of death or injury, `names` those of title
    and opening, lower case, `is_fought` whether these tell of fighting.
    """

    document: Document
    published: date | None
    told: tuple[Fact, ...]
    opening: frozenset[int]
    sentences: int
    density: float
    names: frozenset[str]
    is_fought: bool
    signs: dict[str, float]


def read_article(told: Sequence[Fact], document: Document, published: date | None, lexicon: Lexicon) -> Article:
    """The signs that all counts of an article share."""
    texts = [sentence for sentence in document.sentences if sentence.part == "text"]
    opening = _opening(texts)
    heads = [s for s in document.sentences if s.part == "title" or s.number in opening]
    opened = "\n".join([document.title, *(s.text for s in heads if s.part == "text")])
    in_title = tells_of_harm(document.title, lexicon)
    is_counted = any(f.measure not in HELD and (f.part == "title" or f.sentence_no in opening) for f in told)
    in_opening = is_counted or tells_of_harm(opened, lexicon) or tells_of("disaster", opened, lexicon)
    told_days = any(OF_THESE_DAYS.search(s.text) and _tells(s, lexicon) for s in heads if s.part == "text")
    told_back = any(_is_of_the_past(s, published) and _tells(s, lexicon) for s in heads)
    harmful = sum(tells_of_death(s.text, lexicon) or tells_of("injury", s.text, lexicon) for s in texts)
    return Article(
        document,
        published,
        tuple(told),
        frozenset(opening),
        max(1, len(texts)),
        harmful / max(1, len(texts)),
        frozenset(_names(heads)) | {word.lower() for word in CAPITALISED.findall(document.title)},
        tells_of("conflict", opened, lexicon),
        {
            "title_death": in_title,
            "title_violence": not in_title
            and any(tells_of(kind, document.title, lexicon) for kind in ("violence", "disaster", "conflict")),
            "opening_death": in_opening,
            "opening_danger": not in_opening
            and any(tells_of(kind, opened, lexicon) for kind in ("conflict", "loss", "illness")),
            "opening_past": told_back and not told_days,
            "title_war": AT_WAR.search(document.title) is not None,
        },
    )


def _opening(texts: Sequence[Sentence]) -> set[int]:
    """The numbers of the first full sentences of the text, with the short lines that stand before and among them."""
    opening: set[int] = set()
    full = 0
    for sentence in texts:
        if full >= OPENING:
            break
        opening.add(sentence.number)
        full += len(sentence.tokens) >= FULL_SENTENCE
    return opening


def tells_of_harm(text: str, lexicon: Lexicon) -> bool:
    """Whether the text tells of somebody's death, of injuries or of shots."""
    return tells_of_death(text, lexicon) or any(tells_of(kind, text, lexicon) for kind in ("injury", "gunfire"))


def _tells(sentence: Sentence, lexicon: Lexicon) -> bool:
    return tells_of_harm(sentence.text, lexicon) or tells_of("disaster", sentence.text, lexicon)


def _is_of_the_past(sentence: Sentence, published: date | None) -> bool:
    return _has_old_year(sentence.text, published) or LOOKS_BACK.search(sentence.text) is not None


def _has_old_year(text: str, published: date | None) -> bool:
    years = A_YEAR.findall(SINCE_A_YEAR.sub(" ", text))
    return any(published is None or int(year) < published.year for year in years)


def _names(sentences: Sequence[Sentence]) -> set[str]:
    return {t.text.lower() for s in sentences for t in s.tokens if t.entity in NAMES} - NO_NAMES


def signs(fact: Fact, article: Article, lexicon: Lexicon) -> dict[str, float]:
    """The signs of one count, each 0 or 1 or a share of 1; lexicon/scope_weights.tsv says what each means."""
    sentence = article.document.sentences[fact.sentence_no]
    before = sentence.text[: max(0, fact.start - sentence.start)]
    behind = sentence.text[max(0, fact.end - sentence.start) :]
    in_text = fact.part == "text"
    earlier = _sentence_before(sentence, article.document)
    years = article.published.year if article.published else None
    of_a_year = EVENT_OF_A_YEAR.search(before)
    first = _first_of_text(article)
    is_head = not in_text or (first is not None and fact.sentence_no == first.sentence_no)
    found: dict[str, float | bool] = {
        **article.signs,
        **_of_the_time(fact, article),
        "title": fact.part == "title",
        "title_count": in_text and fact.value is not None and _is_in_title(fact, article),
        "late": min(1.0, fact.sentence_no / article.sentences) if in_text else 0.0,
        "number": min(1.0, math.log1p(fact.sentence_no) / 5) if in_text else 0.0,
        "density": min(1.0, article.density * 2),
        "first_late": in_text and fact is first and fact.sentence_no not in article.opening,
        "new_names": min(MOST_WORDS, len(_names([sentence]) - article.names)) / MOST_WORDS,
        "looks_back": LOOKS_BACK.search(sentence.text) is not None,
        "looked_back": LOOKS_BACK.search(earlier) is not None,
        "old_year_before": _has_old_year(earlier, article.published),
        "these_days": OF_THESE_DAYS.search(sentence.text) is not None,
        "by_period": fact.per in PERIODS or BY_PERIOD.search(sentence.text) is not None,
        "series": _stands_with(fact, sentence, _phrases("series", lexicon)),
        "statistic": not _begins_with_statistic(article, lexicon) and _is_of_many_events(fact, sentence, lexicon),
        "comparison": _phrases("comparison", lexicon).search(before) is not None,
        "another": _is_set_beside(before, behind, is_head=is_head),
        "event_of_a_year": not is_head and of_a_year is not None and (years is None or int(of_a_year[1]) != years),
        "earlier_report": EARLIER_REPORT.search(before) is not None
        and any(other.measure == fact.measure and other.value != fact.value for other in article.told),
        "goes_on": article.is_fought and fact.time is None and HAVE_BEEN.search(sentence.text) is not None,
        "perfect": HAVE_DONE.search(sentence.text) is not None,
        "generic": in_text and _is_generic(fact, sentence),
        "event_that": EVENT_THAT.search(before) is not None,
        "time_word": BEHIND_A_TIME_WORD.search(before) is not None,
        "held": fact.measure in HELD,
        "said": fact.said_by is not None,
        "large": (fact.value or 0) >= LARGE,
        "vague": fact.value is None,
    }
    return {name: float(value) for name, value in found.items()}


def _first_of_text(article: Article) -> Fact | None:
    return next((fact for fact in article.told if fact.part == "text"), None)


def _sentence_before(sentence: Sentence, document: Document) -> str:
    number = sentence.number - 1
    is_beside = number >= 0 and document.sentences[number].part == sentence.part
    return document.sentences[number].text if is_beside else ""


def _of_the_time(fact: Fact, article: Article) -> dict[str, float | bool]:
    """How far back the count's own time lies, and whether it is the past event that the headline tells of."""
    sentence = article.document.sentences[fact.sentence_no]
    has_time = fact.time is not None and fact.time_end is not None and article.published is not None
    days = (article.published - fact.time_end).days if has_time and article.published and fact.time_end else -1
    return {
        "time_week": has_time and days < WEEK,
        "time_month": WEEK <= days < MONTH,
        "time_months": MONTH <= days < MONTHS,
        "time_years": days >= MONTHS,
        "old_year": days < MONTHS and _has_old_year(sentence.text, article.published),
        "headline_event": days >= WEEK and _is_of_the_headline(fact, article),
        "other_time": days >= WEEK and _is_of_another_time(fact, article),
    }


def _is_of_the_headline(fact: Fact, article: Article) -> bool:
    """A trial or an anniversary: the headline tells of harm, the text begins with a past count, and this is of its time."""
    first = _first_of_text(article)
    if first is None or not article.signs["title_death"] or first.sentence_no > max(article.opening, default=0) + SOON:
        return False
    in_title = [other.value for other in article.told if other.part == "title" and other.measure == fact.measure]
    if in_title and fact.value not in in_title:
        return False
    return (first.time_start, first.time_end) == (fact.time_start, fact.time_end)


def _is_of_another_time(fact: Fact, article: Article) -> bool:
    """Whether title and first count are of no such time, and give another number or a time of their own."""
    first = _first_of_text(article)
    heads = [o for o in article.told if o.part == "title" or (first and o.sentence_no == first.sentence_no)]
    times = [(head.time_start, head.time_end) for head in heads if head.time_start and head.time_end]
    if fact in heads or not fact.time_start or not fact.time_end:
        return False
    if not times:
        return (fact.measure, fact.value) not in {(head.measure, head.value) for head in heads}
    return not any(start <= fact.time_end and fact.time_start <= end for start, end in times)


def _is_in_title(fact: Fact, article: Article) -> bool:
    return any(
        other.part == "title" and (other.measure, other.value) == (fact.measure, fact.value) for other in article.told
    )


def _begins_with_statistic(article: Article, lexicon: Lexicon) -> bool:
    """'Some 7,500 were killed in the past decade, a report says': what the article reports is over years."""
    first = article.told[0]
    return _is_of_many_events(first, article.document.sentences[first.sentence_no], lexicon)


@lru_cache(maxsize=4)
def _phrases(kind: str, lexicon: Lexicon) -> re.Pattern[str]:
    words = alternatives(list(lexicon.words[kind])).replace(r"[\s-]+…[\s-]+", r"\s(?:[\w-]+\s){0,3}?")
    return re.compile(rf"\b(?:{words})\b(?!\s(?:ago|later|earlier|after|before|old)\b)", re.IGNORECASE)


def _stands_with(fact: Fact, sentence: Sentence, *cues: re.Pattern[str]) -> bool:
    """Whether one of the cues is said of the count, and not of something that the sentence sets beside it."""
    start, end = fact.start - sentence.start, fact.end - sentence.start
    between = (
        sentence.text[min(end, match.end()) : max(start, match.start())]
        for cue in cues
        for match in cue.finditer(sentence.text)
    )
    return any(APART.search(words) is None for words in between)


def _is_of_many_events(fact: Fact, sentence: Sentence, lexicon: Lexicon) -> bool:
    """'5,000 a week', or over years or places, where the count has no day of its own."""
    has_day = fact.time is not None and OF_A_DAY.search(fact.time) is not None
    return fact.per in PERIODS or (
        not has_day and _stands_with(fact, sentence, YEARS_LONG, _phrases("statistic", lexicon))
    )


def _is_set_beside(before: str, behind: str, *, is_head: bool) -> bool:
    """'in a previous crash', 'since 2015, when'; behind the first count also 'two weeks before the fire'."""
    if ANOTHER_NEXT.match(before) or IN_ANOTHER.match(behind) or SINCE_WHEN.search(before):
        return True
    return not is_head and bool(BEFORE_THIS.match(behind) or AFTER_ANOTHER.search(before))


def _is_generic(fact: Fact, sentence: Sentence) -> bool:
    """'thousands die waiting': what is told in the present of a text, without 'are' or 'have', happens again and again."""
    return any(
        token.tag in ("VBP", "VBZ")
        and token.lemma in DIE
        and abs(token.start - fact.end) < NEAR_VERB
        and not any(child.dep in ("aux", "auxpass") for child in sentence.children(token))
        for token in sentence.tokens
    )
