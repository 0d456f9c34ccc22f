"""A date as a source writes it: the moment that it stands for, its precision and offset.

Belongs here: whether a date can be true, and what moment it is.
Does not belong here: how a date is written (written_dates.py), where on a page it stands (publication.py, visible_date.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from assets.articles.values.written_dates import Fields, read_fields

EARLIEST_YEAR = 1900
LATEST = timedelta(days=2)
TEXT_LIMIT = 120

EPOCH = re.compile(r"\d{9,10}|\d{12,13}")


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


@lru_cache(maxsize=4096)
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
    found = read_fields(text[:TEXT_LIMIT])
    if found is None:
        return UNREADABLE
    fields, flags = found
    return _resolve(fields, flags, now)


def _epoch(text: str, now: datetime) -> PublishedDate:
    seconds = int(text) / (1000 if len(text) >= 12 else 1)
    moment = datetime.fromtimestamp(seconds, UTC).replace(microsecond=0)
    if not _is_plausible(moment, now):
        return IMPLAUSIBLE
    return PublishedDate(moment, "second", 0, ())


def _resolve(fields: Fields, flags: tuple[str, ...], now: datetime) -> PublishedDate:
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
