"""The day a text without a date of its own tells of: one that it names, confirmed by a weekday that it names.

Belongs here: the last resort for plain texts that carry no metadata.
Does not belong here: dates that a source gives as the publication date (page/dates.py).

A date named in a text may be any date, that of an old battle too.  It is taken only where the text also says
"on Thursday" of a day that was one: reports name weekdays for the days just before they appear, and looks back
do not.
"""

from __future__ import annotations

import re
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

_MONTH = rf"(?P<month>(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))}))\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
MONTH_FIRST = re.compile(rf"\b{_MONTH}\s{_DAY}\b(?!\.\d)(?:,?\s(?P<year>(?:19|20)\d\d)\b)?", re.IGNORECASE)
DAY_FIRST = re.compile(rf"\b{_DAY}\s{_MONTH}\b(?:,?\s(?P<year>(?:19|20)\d\d)\b)?", re.IGNORECASE)
MONTH_OF_YEAR = re.compile(rf"\b{_MONTH},?\s(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")
# What stands before a year where a month is named with it, and the room that it may take.
MONTH_BEFORE = re.compile("|".join(name[:3] for name in MONTHS), re.IGNORECASE)
ROOM = 18


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day and the words that name it."""

    day: date
    phrase: str


def named_day(text: str, *, now: datetime) -> NamedDay | None:
    """The latest day named in the text, not after `now`, whose weekday the text names too; None without one.

    A day without a year takes the year that the text gives its month elsewhere ("April 24 ... in April 2025").
    """
    weekdays = {name for name in WEEKDAYS if name in text and re.search(rf"\b{name}\b", text)}
    if not weekdays or not _names_month_of_year(text):
        return None
    years: dict[int, set[int]] = {}
    for match in MONTH_OF_YEAR.finditer(text):
        years.setdefault(MONTHS[match["month"].lower()], set()).add(int(match["year"]))
    found = []
    for match in [*MONTH_FIRST.finditer(text), *DAY_FIRST.finditer(text)]:
        month = MONTHS[match["month"].lower()]
        for year in {int(match["year"])} if match["year"] else years.get(month, set()):
            day = _date(year, month, int(match["day"]))
            if day and day <= now.date() and WEEKDAYS[day.weekday()] in weekdays:
                found.append(NamedDay(day, match[0]))
    return max(found, key=lambda named: (named.day, named.phrase), default=None)


def _names_month_of_year(text: str) -> bool:
    """Whether a month stands close before some year; without that no day can be told, and most texts end here."""
    if "20" not in text and "19" not in text:
        return False
    return any(MONTH_BEFORE.search(text, max(0, year.start() - ROOM), year.start()) for year in YEAR.finditer(text))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
