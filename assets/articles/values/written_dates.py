"""The parts of a date as they are written.

Belongs here: every way of writing a date and a time of day that pages, feeds and records use.
Does not belong here: whether the date can be true and the moment it stands for (dates.py), names of months
(month_names.py), other calendars (calendars.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assets.articles.values.calendars import gregorian_year, is_solar_year, plain_digits, solar_day, with_western_years
from assets.articles.values.lexicon import read_pairs
from assets.articles.values.month_names import months_in

# Halves of the day as they stand behind a clock: English, Greek, Arabic, Persian, Bengali.
HALF = r"(?i:[ap]\.?\s?m\b\.?)|[πμ]\.?\s?μ\b\.?|(?:مساءً?|صباحاً?|م|ص)(?!\w)|[بق]\.\s?ظ|পিএম|এএম"
EARLY_HALF = "午前|午後|오전|오후|上午|下午"
AFTERNOON = ("p", "μ", "م", "ب", "প", "午後", "오후", "下午")
TIME = (
    rf"(?P<early>{EARLY_HALF})?\s?"
    r"(?P<hour>\d{1,2})(?:[:h](?P<minute>\d{2})(?:(?::(?P<second>\d{2})(?:[.,]\d{1,9})?))?)"
    rf"\s*(?P<half>{HALF})?"
)
OFFSET = r"(?P<offset>Z\b|(?:GMT|UTC)?\s?[+\u2212-]\d{1,2}(?::?\d{2})?\b|[A-Z]{2,5}\b)"
ISO = re.compile(
    r"(?P<year>\d{4})(?:[-/.]|\.\s)(?P<month>\d{1,2})(?:[-/.]|\.\s)(?P<day>\d{1,2})(?!\d)\.?(?:(?:T|\s*[,|–-]?\s*)"
    + TIME
    + rf"\s*{OFFSET}?)?"
)
COMPACT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:T?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?)?\s*" + OFFSET + r"?(?!\d)"
)
EAST_ASIAN = re.compile(
    r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"
    rf"(?:\D{{0,12}}?(?P<early>{EARLY_HALF})?\s?(?P<hour>\d{{1,2}})\s?(?:[時时시:]\s?(?P<minute>\d{{1,2}})"
    r"(?:[分분:]\s?(?P<second>\d{1,2})(?!\d))?|[時时시](?!\s?\d)))?"
)
# Vietnamese and Mongolian count their months.
COUNTED_MONTH = re.compile(
    r"(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2}),?\s+(?:năm\s+)?(?P<year>\d{4})"
    r"|(?P<year_>\d{4})\s+оны\s+(?P<month_>\d{1,2})[-\s]?\w*\s+сарын\s+(?P<day_>\d{1,2})",
    re.IGNORECASE,
)
NUMERIC = re.compile(
    r"(?<!\d)(?P<first>\d{1,2})\s?(?P<mark>[./|-])\s?(?P<second>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4}|\d{2})(?!\d)"
)
CLOCK = re.compile(
    r"(?<![\d.:])(?P<hour>[01]?\d|2[0-4])(?:\s?[:hu]\s?|\.)(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?![\d])"
    rf"\s*(?P<half>{HALF})?",
    re.IGNORECASE,
)
HOUR_ONLY = re.compile(r"(?<![\d.:])(?P<hour>1[0-2]|0?[1-9])\s?(?P<half>[ap]\.?m\b\.?)", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\d:.])(\d{1,4})(?![\d:])(?:st|nd|rd|th|er|[.ºª°])?")
OFFSET_ANYWHERE = re.compile(
    r"(?:GMT|UTC)?\s?([+\u2212-]\d{1,2}:?\d{2})(?!\d)|\b((?:GMT|UTC)[+\u2212-]\d{1,2}|[A-Z]{2,5}|Z|МСК)\b"
)
NUMERIC_OFFSET = re.compile(r"[+\u2212-](?:0\d|1[0-4]):?[0-5]\d(?!\d)")
THAI = re.compile("[\u0e00-\u0e7f]")
THAI_CENTURY = 2500


@dataclass(slots=True)
class Fields:
    """A date's parts as written; offset is None, minutes, or an IANA zone."""

    year: int
    month: int
    day: int
    hour: int | None = None
    minute: int = 0
    second: int | None = None
    offset: int | str | None = None


def read_fields(text: str) -> tuple[Fields, tuple[str, ...]] | None:
    """The first date in a text with its flags (ambiguous_date for 5/6/2024, which could be either); None for none."""
    if not text.isascii():
        text = with_western_years(plain_digits(text))
    for pattern in (ISO, EAST_ASIAN, COMPACT):
        match = pattern.search(text)
        if match and 1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31:
            return _from_match(match)
    return _counted_month(text) or _named_month(text) or _numeric(text)


def _from_match(match: re.Match[str]) -> tuple[Fields, tuple[str, ...]] | None:
    parts = match.groupdict()
    fields = _day_of(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    if fields is None:
        return None
    if parts.get("hour"):
        fields.hour = _hour(int(parts["hour"]), parts.get("early") or parts.get("half"))
        fields.minute = int(parts["minute"] or 0)
        fields.second = int(parts["second"]) if parts["second"] else None
        fields.offset = _offset(parts.get("offset"))
    return fields, ()


def _day_of(year: int, month: int, day: int) -> Fields | None:
    """The day in the Gregorian calendar, whatever calendar its year is of; None where there is no such day."""
    if is_solar_year(year):
        found = solar_day(year, month, day)
        return Fields(*found) if found else None
    return Fields(gregorian_year(year), month, day)


def _counted_month(text: str) -> tuple[Fields, tuple[str, ...]] | None:
    match = None if text.isascii() else COUNTED_MONTH.search(text)
    if match is None:
        return None
    day, month, year = (int(match[name] or match[f"{name}_"]) for name in ("day", "month", "year"))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    fields = Fields(year, month, day)
    _set_clock(fields, _time_of_day(_blanked(text, match)), text)
    return fields, ()


def _named_month(text: str) -> tuple[Fields, tuple[str, ...]] | None:
    """5 November 2024, Nov. 5, 2024, Tue, 05 Nov 2024 10:00:00 GMT, Fri Apr 28 19:20:36 CEST 2023."""
    for month, start, end, is_solar in months_in(text):
        clock, rest = _clock(text, end)
        numbers = [(m.start(), m[1]) for m in NUMBER.finditer(rest)]
        day_year = _day_and_year(numbers, start, end, is_solar=is_solar, is_thai=THAI.search(text) is not None)
        fields = _day_of(day_year[1], month, day_year[0]) if day_year else None
        if fields is None:
            continue
        _set_clock(fields, clock, text)
        return fields, ()
    return None


def _clock(text: str, month_end: int) -> tuple[re.Match[str] | None, str]:
    """The time of day, and the text with the time and offset blanked out."""
    clock = _time_of_day(text)
    rest = text
    if clock:
        rest = _blanked(rest, clock)
    offset = NUMERIC_OFFSET.search(rest, month_end)
    return clock, _blanked(rest, offset) if offset else rest


def _blanked(text: str, match: re.Match[str]) -> str:
    """The text with spaces in the match's place, so that all else stands where it stood."""
    return text[: match.start()] + " " * len(match[0]) + text[match.end() :]


def _time_of_day(text: str) -> re.Match[str] | None:
    return next((m for m in CLOCK.finditer(text) if not _is_date_like(text, m)), None) or HOUR_ONLY.search(text)


def _is_date_like(text: str, match: re.Match[str]) -> bool:
    """12.05 of 12.05.2024 is no time."""
    if match["second"]:
        return False
    return text[match.end() : match.end() + 1] in {".", "/"} and text[match.end() + 1 : match.end() + 2].isdigit()


def _day_and_year(
    numbers: list[tuple[int, str]], start: int, end: int, *, is_solar: bool, is_thai: bool
) -> tuple[int, int] | None:
    """The day and the year among the numbers around a month's name, the year of the calendar that the month is of."""
    centuries = {"13", "14"} if is_solar else {"18", "19", "20", "21", "24", "25", "26"}
    years = [n for n in numbers if (len(n[1]) == 4 and n[1][:2] in centuries) or n[1].startswith("000")]
    days = [n for n in numbers if len(n[1]) <= 2 and 1 <= int(n[1]) <= 31]
    if not days:
        return None
    # The number next to the month is the day; before it where both sides have one.
    day = min(days, key=lambda n: (n[0] - end if n[0] >= end else (start - n[0]) - 2, n[0]))
    if years:
        return int(day[1]), int(years[0][1])
    short = [n for n in numbers if len(n[1]) <= 2 and n is not day and n[0] > day[0]]
    if is_solar or not short:
        return None
    return int(day[1]), THAI_CENTURY + int(short[0][1]) if is_thai else _full_year(short[0][1])


def _numeric(text: str) -> tuple[Fields, tuple[str, ...]] | None:
    match = NUMERIC.search(text)
    if not match:
        return None
    first, second, year = int(match["first"]), int(match["second"]), _full_year(match["year"])
    rest = _blanked(text, match)
    clock = _time_of_day(rest)
    month_first = second > 12 or (match["mark"] == "/" and clock is not None and _is_english_half(clock["half"]))
    day, month = (second, first) if month_first else (first, second)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    fields = _day_of(year, month, day)
    if fields is None:
        return None
    _set_clock(fields, clock, rest)
    is_ambiguous = match["mark"] != "." and first <= 12 and second <= 12 and first != second
    return fields, ("ambiguous_date",) if is_ambiguous else ()


def _is_english_half(half: str | None) -> bool:
    return half is not None and half[0].lower() in "ap"


def _set_clock(fields: Fields, clock: re.Match[str] | None, text: str) -> None:
    if clock is None:
        return
    parts = clock.groupdict()
    fields.hour = _hour(int(parts["hour"]), parts["half"])
    fields.minute = int(parts.get("minute") or 0)
    fields.second = int(parts["second"]) if parts.get("second") else None
    for match in OFFSET_ANYWHERE.finditer(text, clock.end()):
        fields.offset = _offset(match[1] or match[2])
        if fields.offset is not None:
            return


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    return hour % 12 + 12 if half.lower().startswith(AFTERNOON) else hour % 12


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return 2000 + year if year < 70 else 1900 + year


def _offset(text: str | None) -> int | str | None:
    if not text:
        return None
    text = text.strip().replace("\u2212", "-")
    match = re.fullmatch(r"(?:GMT|UTC)?\s?([+-])(\d{1,2}):?(\d{2})?", text)
    if match:
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        return (-minutes if match[1] == "-" else minutes) if minutes <= 14 * 60 else None
    value = _zones().get(text.upper())
    if value is None:
        return None
    return value if "/" in value else int(value)


@cache
def _zones() -> dict[str, str]:
    return dict(read_pairs("zones.tsv"))
