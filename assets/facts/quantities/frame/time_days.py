"""Which days a time phrase means, counted from the publication day.

Belongs here: first and last day of a matched date, weekday, month, "last year", "the next ten days".
Does not belong here: finding the phrases (times.py), which fact a time belongs to (place_and_time.py).
"""

from __future__ import annotations

import calendar
import re
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

MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
YEAR = r"(?:1[5-9]|20)\d\d"
# A day without a year is the nearest; one on the other side of the report counts as this many days further.
FAR = 90
# A month without a year lies ahead where the words around it do, and it is not far.
MONTHS_AHEAD = 8
# One as near is ahead unless something is told of the past: 'four events in April'.
NEAR = 2
# Up to this month 'this winter' is the one that began in December.
LAST_OF_WINTER = 4
AROUND = 60
SO_FAR = re.compile(r"so\sfar\s", re.IGNORECASE)
TO_COME = re.compile(
    r"\b(?:will|shall|scheduled|expect(?:s|ed|ing)?|due|plan(?:s|ned|ning)?|likely|set\sto|to\s(?:be|begin|start|open|hear)|start(?:s|ing)|"
    r"upcoming|next|until|ahead\sof)\b|\b(?:could|may|might|must)\s(?!(?:not\s|also\s|well\s)?have\b)",
    re.IGNORECASE,
)
GOES_ON = re.compile(r"[^.;]{0,40}?\b(?:will|shall|(?:is|are)\s(?:scheduled|set|expected|due))\b", re.IGNORECASE)
HAS_BEEN = re.compile(
    r"\b(?:said|says|told|announced|reported|confirmed|added|wrote|tweeted|testified|since|last|past|was|were|had|began|happened|died|killed)\b",
    re.IGNORECASE,
)
PAST_VERB = re.compile(
    r"\b(?!need)[a-z]{2,}ed\b|\b(?:had|has|have|was|were|been|did|made|took|came|went|fell|rose|won|lost|met|began)\b"
)


def days_of(match: re.Match[str], published: date | None) -> tuple[date, date] | None:
    """First and last day of a match of `times.TIME`; None where nothing tells, or where no calendar has such a day."""
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
        span = _month_day(written, int(year) if year else None, published, is_ahead=lies_ahead(match))
        return (span[0], span[1].replace(day=int(match["last_day"]))) if span and match["last_day"] else span
    if match["my"]:
        return _month(int(match["myy"]), _month_number(match["my"]))
    if match["season"]:
        return _season(match["season"].lower(), int(match["sy"]))
    if match["year"]:
        year = int(match["year"][:4])
        end = year + 9 if match[0].rstrip().endswith("s") else _last_year(match["year"])
        return date(year, 1, 1), date(end, 12, 31)
    if match["weekday"]:
        inside = re.search(rf"({MONTH}\s\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s({YEAR}))?", match["body"], re.IGNORECASE)
        if inside:
            year = inside[2]
            return _month_day(inside[1], int(year) if year else None, published, is_ahead=lies_ahead(match))
    if published is None:
        return None
    return _relative(match, published)


def _relative(match: re.Match[str], published: date) -> tuple[date, date] | None:
    if match["weekday"]:
        return _weekday(match["weekday"].lower(), published, is_ahead=lies_ahead(match, behind=False))
    if match["month_of"]:
        step = {"last": -1, "this": 0, "next": 1}[match["month_which"].lower()]
        return _month(published.year + step, _month_number(match["month_of"].split()[0]))
    if match["relday"]:
        word = match["relday"].lower()
        step = -1 if "yesterday" in word else 1 if "tomorrow" in word else 0
        return published + timedelta(step), published + timedelta(step)
    if match["rel"]:
        which, span = match["which"].lower(), match["span"].lower().rstrip(".")
        if which == "this" and span in WEEKDAYS:
            return _weekday(span, published, is_ahead=lies_ahead(match))
        days = _last_this_next(which, span, published)
        return (days[0], min(days[1], published)) if days and SO_FAR.match(match["rel"]) else days
    if match["ago"]:
        return (
            _ago(match["ago"].lower(), match["agospan"].lower(), published) if "ago" in match["ago"].lower() else None
        )
    if match["lastn"]:
        return _last_spans(match["lastn"].lower(), match["lastspan"].lower(), published)
    if match["bare_month"]:
        number = _month_number(re.split(r"[\s-]", match["bare_month"])[-1])
        ahead = (number - published.month) % 12
        is_ahead = (0 < ahead <= MONTHS_AHEAD and lies_ahead(match)) or (0 < ahead <= NEAR and not _tells_past(match))
        is_passed = number <= published.month
        return _month(published.year + (is_passed if is_ahead else is_passed - 1), number)
    if match["now"] and re.match(r"this", match["now"], re.IGNORECASE):
        return published, published
    return None


def _month_number(text: str) -> int:
    word = re.sub(r"[^a-z ]", "", text.lower()).split()[0]
    return MONTHS.get(word) or MONTHS[word[:3]]


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def lies_ahead(match: re.Match[str], *, behind: bool = True) -> bool:
    """Whether the words around a time say that it is still to come: 'will open on', 'until the next round, in'."""
    text = match.string
    before = re.split(r"[.;]\s", text[max(0, match.start() - AROUND) : match.start()])[-1]
    cues = list(TO_COME.finditer(before))
    if cues and HAS_BEEN.search(before, cues[-1].end()) is None:
        return True
    if not behind or HAS_BEEN.search(before):
        return False
    goes_on = GOES_ON.match(text, match.end())
    return goes_on is not None and HAS_BEEN.search(goes_on[0]) is None


def _tells_past(match: re.Match[str]) -> bool:
    around = match.string[max(0, match.start() - AROUND) : match.end() + AROUND]
    return PAST_VERB.search(around) is not None or re.match(r"since|last", match[0], re.IGNORECASE) is not None


def _last_year(written: str) -> int:
    """'2019/20', '2029-32': the year in which the span ends."""
    year, last = int(written[:4]), written[5:]
    return year - year % 100 + int(last) if last and int(last) > year % 100 else year + bool(last)


def _month_day(
    written: str, year: int | None, published: date | None, *, is_ahead: bool = False
) -> tuple[date, date] | None:
    number = re.search(r"\d{1,2}", written)
    name = re.search(MONTH, written, re.IGNORECASE)
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
        day = min(options, key=lambda day: abs((day - published).days) + (FAR if (day > published) != is_ahead else 0))
    else:
        day = date(year, month, int(number[0]))
    return day, day


def _season(season: str, year: int) -> tuple[date, date]:
    first, last = SEASONS[season]
    end = year + 1 if last < first else year
    return date(year, first, 1), _month(end, last)[1]


def _weekday(word: str, published: date, *, is_ahead: bool = False) -> tuple[date, date]:
    """The last such day up to the publication day, or the first one from it."""
    name = re.match(DAY, word, re.IGNORECASE)
    back = (published.weekday() - WEEKDAYS[name[0].lower() if name else word]) % 7
    day = published + timedelta(-back % 7) if is_ahead else published - timedelta(back)
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
    for word in re.findall(r"\d+|[a-z]+", text.replace(",", "")):
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
    """'over the past two years', 'within the next ten days'."""
    is_next = re.search(r"\b(?:next|coming)\b", phrase) is not None
    count = _count(re.sub(r"^.*?\bthe\b", "", phrase))
    if count is None and (phrase.endswith("s") or re.search(r"\bthe\sprevious\s", phrase)):
        # 'up from the previous quarter': before the one that the text is about.
        return None
    if is_next:
        return published, _ahead(span, count or 1, published)
    return _back(span, count or 1, published), published


def _ahead(span: str, count: int, published: date) -> date:
    return published + (published - _back(span, count, published))
