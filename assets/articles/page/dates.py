"""A date as a source writes it, read with its precision and offset.

Belongs here: every way of writing a date that pages, feeds and records use, and whether it can be true.
Does not belong here: where on a page the date stands (metadata.py, visible_date.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

from assets.articles.page.lexicon import read_pairs

EARLIEST_YEAR = 1900
LATEST = timedelta(days=2)
TEXT_LIMIT = 120

TIME = (
    r"(?P<hour>\d{1,2})(?:[:h](?P<minute>\d{2})(?:(?::(?P<second>\d{2})(?:[.,]\d{1,9})?))?)"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?)?"
)
OFFSET = r"(?P<offset>Z\b|(?:GMT|UTC)?\s?[+\u2212-]\d{1,2}(?::?\d{2})?\b|[A-Z]{2,5}\b)"
ISO = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)\.?(?:(?:T|\s*[,|]?\s*)"
    + TIME
    + rf"\s*{OFFSET}?)?"
)
COMPACT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:T?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?)?\s*" + OFFSET + r"?(?!\d)"
)
EAST_ASIAN = re.compile(
    r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"
    r"(?:\D{0,12}?(?P<half>午前|午後|오전|오후|上午|下午)?\s?(?P<hour>\d{1,2})\s?[時时시:]\s?(?P<minute>\d{1,2})"
    r"(?:[分분:]\s?(?P<second>\d{1,2})(?!\d))?)?"
)
NUMERIC = re.compile(
    r"(?<!\d)(?P<first>\d{1,2})\s?(?P<mark>[./|-])\s?(?P<second>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4}|\d{2})(?!\d)"
)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
CLOCK = re.compile(
    r"(?<![\d.:])(?P<hour>[01]?\d|2[0-4])\s?[:.hu]\s?(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?![\d])"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?)?",
    re.IGNORECASE,
)
HOUR_ONLY = re.compile(r"(?<![\d.:])(?P<hour>1[0-2]|0?[1-9])\s?(?P<half>[ap]\.?m\b\.?)", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\d:.])(\d{1,4})(?![\d:])(?:st|nd|rd|th|er|[.ºª°])?")
OFFSET_ANYWHERE = re.compile(r"(?:GMT|UTC)?\s?([+\u2212-]\d{1,2}:?\d{2})(?!\d)|\b([A-Z]{2,5}|Z)\b")
NUMERIC_OFFSET = re.compile(r"[+\u2212-](?:0\d|1[0-4]):?[0-5]\d(?!\d)")
EPOCH = re.compile(r"\d{9,10}|\d{12,13}")
AFTERNOON = {"午後", "오후", "下午"}


@dataclass(frozen=True, slots=True)
class PublishedDate:
    """A moment in UTC (midnight where only the day is known), how exactly it is known, and the offset given."""

    published_at: datetime | None
    precision: str
    offset_minutes: int | None
    flags: tuple[str, ...]


NOTHING = PublishedDate(None, "unknown", None, ())
UNREADABLE = PublishedDate(None, "unknown", None, ("unreadable_date",))
IMPLAUSIBLE = PublishedDate(None, "unknown", None, ("implausible_date",))


def parse_date(raw: str, *, now: datetime) -> PublishedDate:
    """What `raw` says.

    A date before 1900 or more than two days after `now` is ignored and flagged implausible_date, one that
    cannot be read unreadable_date, and 5/6/2024, which could be either, ambiguous_date (read day first, or
    month first beside a clock with am or pm).  A time without an offset is taken as UTC; offset_minutes is
    then None.  Midnight without an offset, or in UTC, is how systems write a mere day.
    """
    text = " ".join(raw.split())
    if not text:
        return NOTHING
    if EPOCH.fullmatch(text):
        return _epoch(text, now)
    found = _read(text[:TEXT_LIMIT])
    if found is None:
        return UNREADABLE
    fields, flags = found
    return _resolve(fields, flags, now)


@dataclass(slots=True)
class _Fields:
    """A date's parts as written; offset is None, minutes, or an IANA zone."""

    year: int
    month: int
    day: int
    hour: int | None = None
    minute: int = 0
    second: int | None = None
    offset: int | str | None = None


def _epoch(text: str, now: datetime) -> PublishedDate:
    seconds = int(text) / (1000 if len(text) >= 12 else 1)
    moment = datetime.fromtimestamp(seconds, UTC).replace(microsecond=0)
    if not _is_plausible(moment, now):
        return IMPLAUSIBLE
    return PublishedDate(moment, "second", 0, ())


def _read(text: str) -> tuple[_Fields, tuple[str, ...]] | None:
    for pattern in (ISO, EAST_ASIAN, COMPACT):
        match = pattern.search(text)
        if match and 1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31:
            return _from_match(match), ()
    return _named_month(text) or _numeric(text)


def _from_match(match: re.Match[str]) -> _Fields:
    parts = match.groupdict()
    fields = _Fields(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    if parts.get("hour"):
        fields.hour = _hour(int(parts["hour"]), parts.get("half"))
        fields.minute = int(parts["minute"])
        fields.second = int(parts["second"]) if parts["second"] else None
        fields.offset = _offset(parts.get("offset"))
    return fields


def _named_month(text: str) -> tuple[_Fields, tuple[str, ...]] | None:
    """5 November 2024, Nov. 5, 2024, Tue, 05 Nov 2024 10:00:00 GMT, Fri Apr 28 19:20:36 CEST 2023."""
    months = _months()
    for word in WORD.finditer(text):
        name = word[0].lower()
        month = months.get(name) or (months.get(name[:3]) if name.isascii() and len(name) == 4 else None)
        if month is None:
            continue
        clock, rest = _clock(text, word.end())
        numbers = [(m.start(), m[1]) for m in NUMBER.finditer(rest)]
        day_year = _day_and_year(numbers, word.start(), word.end())
        if day_year is None:
            continue
        day, year = day_year
        fields = _Fields(year, month, day)
        _set_clock(fields, clock, text)
        return fields, ()
    return None


def _clock(text: str, month_end: int) -> tuple[re.Match[str] | None, str]:
    """The time of day, and the text with the time and offset blanked out."""
    clock = _time_of_day(text)
    rest = text
    if clock:
        rest = rest[: clock.start()] + " " * len(clock[0]) + rest[clock.end() :]
    offset = NUMERIC_OFFSET.search(rest, month_end)
    if offset:
        start, end = offset.span()
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return clock, rest


def _time_of_day(text: str) -> re.Match[str] | None:
    return next((m for m in CLOCK.finditer(text) if not _is_date_like(text, m)), None) or HOUR_ONLY.search(text)


def _is_date_like(text: str, match: re.Match[str]) -> bool:
    """12.05 of 12.05.2024 is no time."""
    if match["second"]:
        return False
    return text[match.end() : match.end() + 1] in {".", "/"} and text[match.end() + 1 : match.end() + 2].isdigit()


def _day_and_year(numbers: list[tuple[int, str]], start: int, end: int) -> tuple[int, int] | None:
    years = [n for n in numbers if (len(n[1]) == 4 and n[1][:2] in {"18", "19", "20", "21"}) or n[1].startswith("000")]
    days = [n for n in numbers if len(n[1]) <= 2 and 1 <= int(n[1]) <= 31]
    if not days:
        return None
    # The number next to the month is the day; before it where both sides have one.
    day = min(days, key=lambda n: (n[0] - end if n[0] >= end else (start - n[0]) - 2, n[0]))
    if years:
        return int(day[1]), int(years[0][1])
    short = [n for n in days if n is not day and n[0] > day[0]]
    if not short:
        return None
    return int(day[1]), _full_year(short[0][1])


def _numeric(text: str) -> tuple[_Fields, tuple[str, ...]] | None:
    match = NUMERIC.search(text)
    if not match:
        return None
    first, second, year = int(match["first"]), int(match["second"]), _full_year(match["year"])
    rest = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    clock = _time_of_day(rest)
    month_first = second > 12 or (match["mark"] == "/" and clock is not None and bool(clock["half"]))
    day, month = (second, first) if month_first else (first, second)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    fields = _Fields(year, month, day)
    _set_clock(fields, clock, rest)
    is_ambiguous = match["mark"] != "." and first <= 12 and second <= 12 and first != second
    return fields, ("ambiguous_date",) if is_ambiguous else ()


def _set_clock(fields: _Fields, clock: re.Match[str] | None, text: str) -> None:
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
    if half.lower().startswith("p") or half in AFTERNOON:
        return hour % 12 + 12
    return hour % 12


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


def _resolve(fields: _Fields, flags: tuple[str, ...], now: datetime) -> PublishedDate:
    try:
        day = datetime(fields.year, fields.month, fields.day, tzinfo=UTC)
    except ValueError:
        return IMPLAUSIBLE
    if fields.hour is None or fields.hour > 24 or fields.minute > 59:
        return PublishedDate(day, "day", None, flags) if _is_plausible(day, now) else IMPLAUSIBLE
    local = day + timedelta(hours=fields.hour, minutes=fields.minute, seconds=min(fields.second or 0, 59))
    offset = fields.offset
    if isinstance(offset, str):
        delta = local.replace(tzinfo=ZoneInfo(offset)).utcoffset()
        offset = int(delta.total_seconds() // 60) if delta is not None else None
    is_midnight = fields.hour == fields.minute == 0 and not fields.second
    if is_midnight and not offset:
        return PublishedDate(day, "day", None, flags) if _is_plausible(day, now) else IMPLAUSIBLE
    try:
        moment = local.replace(tzinfo=timezone(timedelta(minutes=offset or 0))).astimezone(UTC)
    except OverflowError:
        return IMPLAUSIBLE
    if not _is_plausible(moment, now):
        return IMPLAUSIBLE
    return PublishedDate(moment, "minute" if fields.second is None else "second", offset, flags)


def _is_plausible(moment: datetime, now: datetime) -> bool:
    return moment.year >= EARLIEST_YEAR and moment <= now.astimezone(UTC) + LATEST


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for name, number in read_pairs("months.tsv")}


@cache
def _zones() -> dict[str, str]:
    return dict(read_pairs("zones.tsv"))
