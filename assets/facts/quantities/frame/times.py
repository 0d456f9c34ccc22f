"""Time phrases: where a sentence names a time.

Belongs here: finding dates, weekdays, "last month", "two weeks ago", "since 2011", and the spans between two of them.
Does not belong here: the days that one means (time_days.py), which fact a time belongs to (place_and_time.py); clock times are
part of a phrase but not of a day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from assets.facts.quantities.frame.time_days import DAY, MONTH, YEAR, days_of

_PART = r"(?:morning|afternoon|evening|night)"
_CLOCK = r"(?:\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.m\.?|[ap]m\b)|noon\b|midnight\b)"
_SPAN = r"(?:second|minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|century|summer|winter|spring|autumn|fall|season)"
_COUNT = r"(?:\d{1,3}(?:,\d{3})*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a\sfew|few|couple(?:\sof)?|a\scouple\sof|recent|many|the\slast)"

# 'April 8-16', 'July 8 and 9,'.
_LAST_DAY = r"\s?(?:[-–]|(?:to|through|and)\s)(?P<last_day>[0-3]?\d)(?:st|nd|rd|th)?(?=,?\s(?:1[5-9]|20)\d\d\b|[,.;:)”\"](?!\d)|\s[a-z]{2,4}\s(?!percent)|$)"

TIME = re.compile(
    rf"""(?<![\w$£€])(?<!\d[,.])(?:
      (?P<iso>{YEAR}-\d\d-\d\d)
    | (?P<clocked>(?:(?:about|around|just\sbefore|shortly\sbefore|just\safter|shortly\safter)\s)?{_CLOCK}(?:\s(?:ET|EST|EDT|PT|GMT|UTC|local\stime|Eastern|Pacific)\b)?(?:,?\s(?:on\s)?)?)?
      (?P<body>
        (?:(?:the\s)?(?:early|late|mid)[\s-]+(?:hours\sof\s|on\s)?)?
        (?:
          (?P<weekday>{DAY})s?(?:['’]s)?(?:\s(?P<part>{_PART}))?(?:,?\s(?:{MONTH})\s\d{{1,2}}(?!\d)(?:st|nd|rd|th)?(?:,?\s{YEAR})?)?
        | (?P<md>{MONTH}\s\d{{1,2}}(?![\d,]\d|\s?(?:percent|%)))(?:st|nd|rd|th)?(?:{_LAST_DAY})?(?:,?\s(?P<mdy>{YEAR}))?
        | (?P<dm>\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH})(?:,?\s(?P<dmy>{YEAR}))?
        | (?P<my>{MONTH}(?:\sof)?,?\s(?P<myy>{YEAR}))
        | (?P<season>(?:spring|summer|autumn|fall|winter))\s(?:of\s)?(?P<sy>{YEAR})
        | (?:fiscal\s(?:year\s)?)?(?P<year>{YEAR}(?:[/–-]\d\d(?![\d-]))?)(?!-year|\s?(?:percent|%|people|dollars|prices|block|[A-Z]\w+\s(?:Street|St\b|Ave)))(?:s\b)?
        )
      )
    | (?P<month_of>{MONTH}\sof\s(?P<month_which>last|this|next)\syear)
    | (?P<relday>(?:so\sfar\s|late\s|early\s|earlier\s|later\s)?(?:today|yesterday|tonight|tomorrow|overnight)(?:['’]s)?(?:\s{_PART})?)
    | (?P<rel>(?:(?:so\sfar|late|early|earlier|later)\s)?(?P<which>last|this|next|past|previous)\s(?:fiscal\s)?(?P<span>{_SPAN}|{DAY}|{MONTH})(?:\s{_PART})?)(?!\s(?:of\sthe\s)?(?:ditch|name|minute\s[a-z]+))
    | (?P<ago>(?:(?:more\sthan|about|nearly|almost|just|over)\s)?{_COUNT}\s(?P<agospan>second|minute|hour|day|night|week|month|year|decade)s?\s(?:ago|earlier|before\sthat|later))
    | (?P<lastn>(?:in|over|during|for|within)?\s?the\s(?:last|past|previous|next|coming)\s(?P<lastcount>{_COUNT}\s|\d+½?\s)?(?P<lastspan>{_SPAN})s?)
    | (?P<bare_month>(?:in|since|last|during|by|until|early|late|mid|from)[\s-](?:late\s|early\s|mid[\s-])?(?:January|February|March|April|June|July|August|September|October|November|December)(?![a-z]|\s\d|,\s{YEAR}\b|\sof\s(?:\d|last\b|this\b|next\b))
      |(?:in|since|last|during|until|early|late|mid)[\s-](?:late\s|early\s|mid[\s-])?(?-i:May)(?![a-z]|['’]s|\s(?-i:[A-Z])|\s\d|,\s{YEAR}\b|\sof\s(?:\d|last\b|this\b|next\b)))
    | (?P<now>currently|to\sdate|so\sfar(?!\s(?:as|from|away|out)\b)|at\sthe\send\sof\sthe\syear|at\sthe\smoment|for\sthe\stime\sbeing|recent\s(?:days|weeks|months|years)|in\srecent\s(?:days|weeks|months|years)|before\sdawn|at\sdawn|this\s{_PART}|every\s(?:day|week|month|year))
    )""",
    re.VERBOSE | re.IGNORECASE,
)
SINCE = re.compile(r"\bsince\s(?:(?:about|around|at\sleast|early|late|mid)[\s-])?$", re.IGNORECASE)
# Between the ends of a span: 'from 2005 until it closed in 2010'.
UP_TO = re.compile(
    r"\s?(?:[-–—]|to|through|thru|until|till)\s?(?:(?:it|he|she|they|its|his|her|their|the)\s(?:\w+\s){1,2}(?:in|on)\s)?(?:in|on|early|late|mid-?|about|around|the\send\sof)?\s?",
    re.IGNORECASE,
)
CLOSE = re.compile(r"\s?[-–—]\s?|\s(?:through|thru)\s")
FROM = re.compile(r"\b(?:from|between)\s(?:(?:about|early|late|mid)[\s-])?$", re.IGNORECASE)
# A name in the middle of a sentence: 'a USA Today poll', 'the host of Today'.
NAMED = re.compile(r"(?<=[\w,“\"'‘]\s)(?:Today|Tonight|Overnight)\b(?!['’]s\s[a-z])|(?<=[“\"'‘])Today[”\"'’]")
CASED = re.compile(r"\b(?:may|march|mar|sun|sat)\b")


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """One time phrase; offsets count in the sentence.  `first` and `last` are the days, None where undecided."""

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    is_past: bool = False


def written_date(text: str) -> date | None:
    """The day of a written date with month and year, as metadata gives it; None if there is none."""
    for match in TIME.finditer(text):
        days = days_of(match, None)
        if days and days[0] == days[1]:
            return days[0]
    return None


def find_times(text: str, published: date | None) -> list[TimePhrase]:
    """Time phrases of a sentence, in order; without a publication day only full dates have days."""
    found: list[TimePhrase] = []
    for match in TIME.finditer(text):
        phrase = match[0].strip()
        if (
            not phrase
            or NAMED.match(text, match.start())
            or ((match["md"] or match["dm"] or match["bare_month"]) and CASED.search(phrase))
        ):
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        first, last = days_of(match, published) or (None, None)
        time = _open_ended(TimePhrase(start, start + len(phrase), phrase, first, last), text, published)
        time = _joined(found[-1], time, text) if found else time
        if found and time.start == found[-1].start:
            found.pop()
        found.append(time)
    return [replace(time, is_past=_is_past(time.last, published)) for time in found]


def _open_ended(time: TimePhrase, text: str, published: date | None) -> TimePhrase:
    """'since 2011': up to the report."""
    if time.first is None or published is None or time.first > published:
        return time
    if not (time.text.lower().startswith("since") or SINCE.search(text[max(0, time.start - 24) : time.start])):
        return time
    return replace(time, last=published)


def _joined(first: TimePhrase, second: TimePhrase, text: str) -> TimePhrase:
    """'from 2011 through 2016', 'between Monday and Friday': one time."""
    between = text[first.end : second.start]
    before = text[max(0, first.start - 10) : first.start]
    if first.first is None or second.last is None or second.last < first.first:
        return second
    if not (UP_TO.fullmatch(between) or (between == " and " and before.lower().endswith("between "))):
        return second
    if not (FROM.search(before) or CLOSE.fullmatch(between) or between == " and "):
        return second
    return TimePhrase(first.start, second.end, text[first.start : second.end], first.first, second.last)


def _is_past(last: date | None, published: date | None) -> bool:
    """Whether the time lies well before the report: more than two months."""
    return bool(last and published and (published - last).days > 62)
