"""Dates as sources write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assets.articles.values.dates import parse_date

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("raw", "moment", "precision", "offset"),
    [
        ("2026-05-05T10:30:00+02:00", at(2026, 5, 5, 8, 30), "second", 120),
        ("2026-05-05T10:30:00.123456Z", at(2026, 5, 5, 10, 30), "second", 0),
        ("2026-05-05T10:30:00+0530", at(2026, 5, 5, 5, 0), "second", 330),
        ("2026-05-05 10:30", at(2026, 5, 5, 10, 30), "minute", None),
        ("2026-05-05 10:30:00 +02:00", at(2026, 5, 5, 8, 30), "second", 120),
        ("2026-05-05", at(2026, 5, 5), "day", None),
        ("2026-05-05T00:00:00Z", at(2026, 5, 5), "day", None),
        ("2026-05-05T00:00:00+02:00", at(2026, 5, 4, 22), "second", 120),
        ("20260505T103000Z", at(2026, 5, 5, 10, 30), "second", 0),
        ("Tue, 05 May 2026 10:30:00 GMT", at(2026, 5, 5, 10, 30), "second", 0),
        ("Tue, 05 May 26 10:30:00 EST", at(2026, 5, 5, 15, 30), "second", -300),
        ("Tue May 05 10:30:00 CEST 2026", at(2026, 5, 5, 8, 30), "second", 120),
        ("May 5, 2026 at 9:25 p.m. ET", at(2026, 5, 6, 1, 25), "minute", -240),
        ("Dec. 5, 2025, 9:25 PM ET", at(2025, 12, 6, 2, 25), "minute", -300),
        ("5 May 2026", at(2026, 5, 5), "day", None),
        ("Published: 5th May 2026 | 12 am", at(2026, 5, 5), "day", None),
        ("5. Mai 2026, 10.30 Uhr", at(2026, 5, 5, 10, 30), "minute", None),
        ("5 de mayo de 2026 a las 10:30", at(2026, 5, 5, 10, 30), "minute", None),
        ("le 5 août 2026 à 10h30", at(2026, 8, 5, 10, 30), "minute", None),
        ("5 мая 2026, 10:30", at(2026, 5, 5, 10, 30), "minute", None),
        ("26-FEB-1987 15:01:01.79", at(1987, 2, 26, 15, 1, 1), "second", None),
        ("05.05.2026 - 10:30", at(2026, 5, 5, 10, 30), "minute", None),
        ("2026年5月5日 10時30分", at(2026, 5, 5, 10, 30), "minute", None),
        ("2026년 5월 5일 오후 3:04", at(2026, 5, 5, 15, 4), "minute", None),
        ("05.04.2026 - Updated: 06.04.2026", at(2026, 4, 5), "day", None),
        ("25/12/2025", at(2025, 12, 25), "day", None),
        ("12/25/2025 3:05 PM", at(2025, 12, 25, 15, 5), "minute", None),
        ("1777977000", at(2026, 5, 5, 10, 30), "second", 0),
        ("1777977000000", at(2026, 5, 5, 10, 30), "second", 0),
    ],
)  # fmt: skip
def test_ways_of_writing(raw: str, moment: datetime, precision: str, offset: int | None) -> None:
    """Each line is a way that pages, feeds or records write a date; a misread one moves the article to another day."""
    found = parse_date(raw, now=NOW)
    assert (found.published_at, found.precision, found.offset_minutes) == (moment, precision, offset)


@pytest.mark.parametrize(
    "raw", ["2099-01-01", "0001-01-01T00:00:00", "2026-02-30", "1 January 1850", "2026-11-04T00:00:00Z"]
)
def test_impossible_days_are_ignored_and_flagged(raw: str) -> None:
    """A default year or a typing error must not make a news day."""
    found = parse_date(raw, now=NOW)
    assert (found.published_at, found.precision, found.flags) == (None, "unknown", ("implausible_date",))


@pytest.mark.parametrize("raw", ["", "yesterday", "Oct 5", "5 of 12", "Room 2026"])
def test_what_is_no_date_gives_none(raw: str) -> None:
    """Guessing a year would be worse than not knowing it."""
    assert parse_date(raw, now=NOW).published_at is None


def test_a_day_that_could_be_a_month_is_flagged() -> None:
    """5/6/2026 is June in Brackwater and May in Ohio."""
    assert parse_date("5/6/2026", now=NOW).flags == ("ambiguous_date",)
    assert parse_date("5/5/2026", now=NOW).flags == ()
    assert parse_date("5/6/2026 3:05 PM", now=NOW).published_at == at(2026, 5, 6, 15, 5)
