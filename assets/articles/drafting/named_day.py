"""The day a text without a date of its own tells of: one that it names, confirmed by a weekday that it names.

Belongs here: the last resort for plain texts that carry no metadata.
Does not belong here: dates that a source gives as the publication date (page/dates.py).

A date named in a text may be any date, that of an old battle too.  It is taken only where the text also says
"on Thursday" of a day that was one: reports name weekdays for the days just before they appear, and looks back
do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
A_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b")

_MONTH = rf"(?P<month>(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))}))\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
MONTH_FIRST = re.compile(rf"\b{_MONTH}\s{_DAY}\b(?!\.\d)(?:,?\s(?P<year>(?:19|20)\d\d)\b)?", re.IGNORECASE)
DAY_FIRST = re.compile(rf"\b{_DAY}\s{_MONTH}\b(?:,?\s(?P<year>(?:19|20)\d\d)\b)?", re.IGNORECASE)
MONTH_OF_YEAR = re.compile(rf"\b{_MONTH},?\s(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")
# The room that a month may take before the year that is named with it, and a day before the month.
ROOM = 18
ROOM_OF_DAY = 5
STEMS = {name[:3]: month for name, month in MONTHS.items()}


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day and the words that name it."""

    day: date
    phrase: str


def named_day(text: str, *, now: datetime) -> NamedDay | None:
    """The latest day named in the text, not after `now`, whose weekday the text names too; None without one.

    A day without a year takes the year that the text gives its month elsewhere ("April 24 ... in April 2025").
    """
    weekdays = {name for name in WEEKDAYS if _names(text, name)}
    years = _years_of_months(text) if weekdays else {}
    if not years:
        return None
    found = []
    for match in _days_of_months(text, years):
        month = MONTHS[match["month"].lower()]
        for year in {int(match["year"])} if match["year"] else years.get(month, set()):
            day = _date(year, month, int(match["day"]))
            if day and day <= now.date() and WEEKDAYS[day.weekday()] in weekdays:
                found.append(NamedDay(day, match[0]))
    return max(found, key=lambda named: (named.day, named.phrase), default=None)


def _names(text: str, weekday: str) -> bool:
    """Whether the weekday stands in the text as a word; it is found first, since the pattern alone would try each letter."""
    position = text.find(weekday)
    while position >= 0:
        if A_WEEKDAY.match(text, position):
            return True
        position = text.find(weekday, position + 1)
    return False


def _years_of_months(text: str) -> dict[int, set[int]]:
    """The months that stand with a year, each with the years that it stands with alone; without any no day can be told,
    and most texts end here.
    """
    years: dict[int, set[int]] = {}
    if "20" in text or "19" in text:
        for year in YEAR.finditer(text):
            window = max(0, year.start() - ROOM), year.end() + 1
            for pattern in (MONTH_OF_YEAR, MONTH_FIRST, DAY_FIRST):
                match = pattern.search(text, *window)
                if match and match["year"]:
                    own = years.setdefault(MONTHS[match["month"].lower()], set())
                    own.update({int(match["year"])} if pattern is MONTH_OF_YEAR else ())
    return years


def _days_of_months(text: str, months: Iterable[int]) -> Iterator[re.Match[str]]:
    """Every day of these months named in the text.  A month is found first, since the patterns alone would try each letter."""
    lowered = text.lower()
    if len(lowered) != len(text):
        yield from [*MONTH_FIRST.finditer(text), *DAY_FIRST.finditer(text)]
        return
    for stem in sorted(stem for stem, month in STEMS.items() if month in months):
        position = lowered.find(stem)
        while position >= 0:
            tries = [MONTH_FIRST.match(text, position)]
            if lowered[position - 1 : position].isspace():
                starts = range(max(0, position - ROOM_OF_DAY), position - 1)
                tries += [DAY_FIRST.match(text, start) for start in starts if lowered[start].isdigit()]
            yield from filter(None, tries)
            position = lowered.find(stem, position + 1)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
