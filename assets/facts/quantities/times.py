"""Time phrases: where a sentence names a time, and which days that is, counted from the publication day.

Belongs here: dates, weekdays, "last month", "two weeks ago", "since 2011", with the days they mean.
Does not belong here: which fact a time belongs to (frame.py); clock times are part of a phrase but not of a day.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower()[:3]: number for name, number in list(MONTHS.items())} | {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
SMALL = {
    "one": 1,
    "a": 1,
    "an": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}

_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART = r"(?:morning|afternoon|evening|night)"
_YEAR = r"(?:1[5-9]|20)\d\d"
_CLOCK = r"(?:\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.m\.?|[ap]m\b)|noon\b|midnight\b)"
_SPAN = r"(?:second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|century|summer|winter|spring|autumn|fall|season)"
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a\sfew|few|couple(?:\sof)?|a\scouple\sof|recent|many|the\slast)"

TIME = re.compile(
    rf"""(?<![\w$£€])(?:
      (?P<iso>{_YEAR}-\d\d-\d\d)
    | (?P<clocked>(?:(?:about|around|just\sbefore|shortly\sbefore|just\safter|shortly\safter)\s)?{_CLOCK}(?:\s(?:ET|EST|EDT|PT|GMT|UTC|local\stime|Eastern|Pacific)\b)?(?:,?\s(?:on\s)?)?)?
      (?P<body>
        (?:(?:the\s)?(?:early|late|mid)[\s-]+(?:hours\sof\s|on\s)?)?
        (?:
          (?P<weekday>{_DAY})s?(?:['’]s)?(?:\s(?P<part>{_PART}))?(?:,?\s(?:{_MONTH})\s\d{{1,2}}(?!\d)(?:st|nd|rd|th)?(?:,?\s{_YEAR})?)?
        | (?P<md>{_MONTH}\s\d{{1,2}}(?![\d,]\d|\s?(?:percent|%)))(?:st|nd|rd|th)?(?:,?\s(?P<mdy>{_YEAR}))?
        | (?P<dm>\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH})(?:,?\s(?P<dmy>{_YEAR}))?
        | (?P<my>{_MONTH}(?:\sof)?,?\s(?P<myy>{_YEAR}))
        | (?P<season>(?:spring|summer|autumn|fall|winter))\s(?:of\s)?(?P<sy>{_YEAR})
        | (?:fiscal\s(?:year\s)?)?(?P<year>{_YEAR}(?:/\d\d(?!\d))?)(?!-year|\s?(?:percent|%|people|dollars|prices|block|[A-Z]\w+\s(?:Street|St\b|Ave)))(?:s\b)?
        )
      )
    | (?P<relday>(?:late\s|early\s|earlier\s|later\s)?(?:today|yesterday|tonight|tomorrow|overnight)(?:['’]s)?(?:\s{_PART})?)
    | (?P<rel>(?:(?:late|early|earlier|later)\s)?(?P<which>last|this|next|past|previous)\s(?P<span>{_SPAN}|{_DAY}|{_MONTH})(?:\s{_PART})?)(?!\s(?:of\sthe\s)?(?:ditch|name|minute\s[a-z]+))
    | (?P<ago>(?:(?:more\sthan|about|nearly|almost|just|over)\s)?{_COUNT}\s(?P<agospan>second|minute|hour|day|night|week|month|year|decade)s?\s(?:ago|earlier|before\sthat|later))
    | (?P<lastn>(?:in|over|during|for|within)?\s?the\s(?:last|past|previous|next|coming)\s(?P<lastcount>{_COUNT}\s|\d+½?\s)?(?P<lastspan>{_SPAN})s?)
    | (?P<bare_month>(?:in|since|last|during|by|until|early|late|mid|from)[\s-](?:late\s|early\s|mid[\s-])?(?:January|February|March|April|June|July|August|September|October|November|December)(?![a-z]|,?\s\d|\sof\s\d))
    | (?P<now>currently|to\sdate|so\sfar\sthis\syear|so\sfar|at\sthe\send\sof\sthe\syear|at\sthe\smoment|for\sthe\stime\sbeing|recent\s(?:days|weeks|months|years)|in\srecent\s(?:days|weeks|months|years)|before\sdawn|at\sdawn|this\s{_PART}|every\s(?:day|week|month|year))
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# A day without a year is the nearest; one ahead counts as this many days further, since news tells of what has been.
AHEAD = 90
# A month without a year lies ahead where the words before it do, and it is not far.
MONTHS_AHEAD = 8
# Up to this month 'this winter' is the one that began in December.
LAST_OF_WINTER = 4
TO_COME = re.compile(
    r"\b(?:will|shall|scheduled|expect(?:s|ed|ing)?|due|plan(?:s|ned|ning)?|likely|set\sto|to\s(?:begin|start|open|hear)|starting|upcoming)\b[^.;]*$",
    re.IGNORECASE,
)
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
        days = _days(match, None)
        if days and days[0] == days[1]:
            return days[0]
    return None


def find_times(text: str, published: date | None) -> list[TimePhrase]:
    """Time phrases of a sentence, in order; without a publication day only full dates have days."""
    found = []
    for match in TIME.finditer(text):
        phrase = match[0].strip()
        if not phrase or ((match["md"] or match["dm"] or match["bare_month"]) and CASED.search(phrase)):
            continue
        days = _days(match, published)
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        end = start + len(phrase)
        first, last = days or (None, None)
        found.append(TimePhrase(start, end, phrase, first, last, _is_past(last, published)))
    return found


def _is_past(last: date | None, published: date | None) -> bool:
    """Whether the time lies well before the report: more than two months."""
    return bool(last and published and (published - last).days > 62)


def _days(match: re.Match[str], published: date | None) -> tuple[date, date] | None:
    try:
        return _days_of(match, published)
    except (ValueError, OverflowError):
        return None


def _days_of(match: re.Match[str], published: date | None) -> tuple[date, date] | None:
    if match["iso"]:
        day = date.fromisoformat(match["iso"])
        return day, day
    written = match["md"] or match["dm"]
    if written:
        year = match["mdy"] or match["dmy"]
        return _month_day(written, int(year) if year else None, published)
    if match["my"]:
        return _month(int(match["myy"]), _month_number(match["my"]))
    if match["season"]:
        return _season(match["season"].lower(), int(match["sy"]))
    if match["year"]:
        year = int(match["year"][:4])
        end = year + 9 if match[0].rstrip().endswith("s") else year + ("/" in match["year"])
        return date(year, 1, 1), date(end, 12, 31)
    if match["weekday"]:
        inside = re.search(rf"({_MONTH}\s\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s({_YEAR}))?", match["body"], re.IGNORECASE)
        if inside:
            return _month_day(inside[1], int(inside[2]) if inside[2] else None, published)
    if published is None:
        return None
    return _relative(match, published)


def _relative(match: re.Match[str], published: date) -> tuple[date, date] | None:
    if match["weekday"]:
        return _weekday(match["weekday"].lower(), published)
    if match["relday"]:
        word = match["relday"].lower()
        step = -1 if "yesterday" in word else 1 if "tomorrow" in word else 0
        return published + timedelta(step), published + timedelta(step)
    if match["rel"]:
        return _last_this_next(match["which"].lower(), match["span"].lower().rstrip("."), published)
    if match["ago"]:
        return (
            _ago(match["ago"].lower(), match["agospan"].lower(), published) if "ago" in match["ago"].lower() else None
        )
    if match["lastn"]:
        return _last_spans(match["lastn"].lower(), match["lastspan"].lower(), published)
    if match["bare_month"]:
        number = _month_number(re.split(r"[\s-]", match["bare_month"])[-1])
        ahead = (number - published.month) % 12
        if 0 < ahead <= MONTHS_AHEAD and TO_COME.search(match.string, max(0, match.start() - 60), match.start()):
            return _month(published.year + (number < published.month), number)
        year = published.year if number <= published.month else published.year - 1
        return _month(year, number)
    if match["now"] and re.match(r"this", match["now"], re.IGNORECASE):
        return published, published
    return None


def _month_number(text: str) -> int:
    word = re.sub(r"[^a-z ]", "", text.lower()).split()[0]
    return MONTHS.get(word) or MONTHS[word[:3]]


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _month_day(written: str, year: int | None, published: date | None) -> tuple[date, date] | None:
    number = re.search(r"\d{1,2}", written)
    name = re.search(_MONTH, written, re.IGNORECASE)
    if number is None or name is None:
        return None
    month = _month_number(name[0])
    if year is None:
        if published is None:
            return None
        options = [
            date(y, month, int(number[0]))
            for y in (published.year - 1, published.year, published.year + 1)
            if not (month == 2 and int(number[0]) == 29 and not calendar.isleap(y))
        ]
        day = min(options, key=lambda option: abs((option - published).days) + (AHEAD if option > published else 0))
    else:
        day = date(year, month, int(number[0]))
    return day, day


def _season(season: str, year: int) -> tuple[date, date]:
    first, last = SEASONS[season]
    end = year + 1 if last < first else year
    return date(year, first, 1), _month(end, last)[1]


def _weekday(word: str, published: date) -> tuple[date, date]:
    """The last such day up to the publication day."""
    name = re.match(_DAY, word, re.IGNORECASE)
    back = (published.weekday() - WEEKDAYS[name[0].lower() if name else word]) % 7
    day = published - timedelta(back)
    return day, day


def _last_this_next(which: str, span: str, published: date) -> tuple[date, date] | None:
    step = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1}[which]
    if span in WEEKDAYS:
        day = _weekday(span, published)[0]
        back = 7 if which == "next" else -7 if which == "last" and day == published else 0
        return day + timedelta(back), day + timedelta(back)
    if span in ("night", "day"):
        return published + timedelta(step), published + timedelta(step)
    if span in ("week", "weekend"):
        monday = published - timedelta(published.weekday()) + timedelta(7 * step)
        return (monday + timedelta(5), monday + timedelta(6)) if span == "weekend" else (monday, monday + timedelta(6))
    if span == "month":
        months = published.year * 12 + published.month - 1 + step
        return _month(months // 12, months % 12 + 1)
    if span == "quarter":
        quarter = published.year * 4 + (published.month - 1) // 3 + step
        return date(quarter // 4, quarter % 4 * 3 + 1, 1), _month(quarter // 4, quarter % 4 * 3 + 3)[1]
    if span == "year":
        return date(published.year + step, 1, 1), date(published.year + step, 12, 31)
    return _named_span(step, span, published)


def _named_span(step: int, span: str, published: date) -> tuple[date, date] | None:
    """'last summer', 'this March', 'next spring'."""
    if span in SEASONS:
        year = published.year + max(0, step)
        first, last = _season(span, year)
        is_ahead = span != "winter" or published.month > LAST_OF_WINTER
        if step > 0 or (step == 0 and (first <= published or is_ahead)):
            return first, last
        return _season(span, year - 1 if first > published or last >= published else year)
    if span[:3] in MONTHS:
        number = MONTHS[span[:3]]
        passed = number < published.month or (number == published.month and step >= 0)
        return _month(published.year + (step if step > 0 else 0 if passed else -1), number)
    return None


def _count(text: str) -> int | None:
    for word in re.findall(r"\d+|[a-z]+", text):
        if word.isdigit():
            return int(word)
        if word in SMALL and word not in ("a", "an"):
            return SMALL[word]
    return 1 if re.search(r"\ban?\b(?!\sfew)", text) else None


def _back(span: str, count: int, published: date) -> date:
    if span in ("second", "minute", "hour"):
        return published
    if span in ("day", "night", "week", "fortnight"):
        return published - timedelta(count * {"day": 1, "night": 1, "week": 7, "fortnight": 14}[span])
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(span, 12)
    total = published.year * 12 + published.month - 1 - months
    year, month = total // 12, total % 12 + 1
    return date(year, month, min(published.day, calendar.monthrange(year, month)[1]))


def _ago(phrase: str, span: str, published: date) -> tuple[date, date] | None:
    count = _count(phrase)
    if count is None:
        return None
    day = _back(span, count, published)
    if span in ("year", "decade"):
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if span == "month":
        return _month(day.year, day.month)
    return day, day


def _last_spans(phrase: str, span: str, published: date) -> tuple[date, date] | None:
    count = _count(re.sub(r"^.*?\bthe\b", "", phrase)) or 1
    if re.search(r"\b(?:next|coming)\b", phrase):
        return None
    return _back(span, count, published), published
