"""Dates as newspapers of many languages write them, in their own words, digits and calendars."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assets.articles.values.date_lines import dated_parts
from assets.articles.values.dates import parse_date

NOW = datetime(2026, 6, 1, tzinfo=UTC)

WRITTEN = [
    ("٥ مايو ٢٠٢٦", "2026-05-05"),
    ("05 كانون الثاني 2026", "2026-01-05"),
    ("نشر في: 12 شباط/فبراير 2026", "2026-02-12"),
    ("14 جانفي 2026", "2026-01-14"),
    ("5\u200f/5\u200f/2026 02:30 م", "2026-05-05 14:30"),
    ("18 ذو القعدة 1447هـ - 5 مايو 2026م", "2026-05-05"),
    ("5 במאי 2026, 14:30", "2026-05-05 14:30"),
    ("ב-12 בינואר 2026", "2026-01-12"),
    ("سه\u200cشنبه ۱۵ اردیبهشت ۱۴۰۵ - ۱۴:۳۰", "2026-05-05 14:30"),
    ("۱۴۰۵/۰۲/۱۵ ۱۴:۳۰", "2026-05-05 14:30"),
    ("۳۰ اسفند ۱۴۰۳", "2025-03-20"),
    ("12 فروری 2026", "2026-02-12"),
    ("05 मई 2026, 02:30 PM", "2026-05-05 14:30"),
    ("५ ऑक्टोबर २०२५", "2025-10-05"),
    ("প্রকাশ: ১২ জানুয়ারি ২০২৬, ১৪:৩০", "2026-01-12 14:30"),
    ("12 ஜனவரி 2026", "2026-01-12"),
    ("2026 മേയ് 5", "2026-05-05"),
    ("12 ಜನವರಿ 2026", "2026-01-12"),
    ("วันอังคารที่ 5 พฤษภาคม พ.ศ. 2569", "2026-05-05"),
    ("5 พ.ค. 69", "2026-05-05"),
    ("05/05/2569 14:30 น.", "2026-05-05 14:30"),
    ("5 ឧសភា 2026", "2026-05-05"),
    ("令和8年5月5日", "2026-05-05"),
    ("2026年5月5日 午後2時", "2026-05-05 14:00"),
    ("２０２６年５月５日", "2026-05-05"),
    ("民國115年5月5日", "2026-05-05"),
    ("2026. 5. 5. 오후 2:30", "2026-05-05 14:30"),
    ("5 tháng 3, 2026", "2026-03-05"),
    ("05 Tháng Mười Một 2025", "2025-11-05"),
    ("5 KASIM 2025", "2025-11-05"),
    ("12 ΙΑΝΟΥΑΡΙΟΥ 2026", "2026-01-12"),
    ("5 травня 2026 року, 14:30", "2026-05-05 14:30"),
    ("5 мая 2026 г., 14:30 (МСК)", "2026-05-05 14:30"),
    ("2026. május 5. 14:30", "2026-05-05 14:30"),
    ("2026. gada 12. janvārī", "2026-01-12"),
    ("2026 m. gegužės 5 d. 14:30", "2026-05-05 14:30"),
    ("12 d'abril de 2026", "2026-04-12"),
    ("2026ko maiatzaren 5a", "2026-05-05"),
    ("5. toukokuuta 2026 klo 14.30", "2026-05-05 14:30"),
    ("le 1er fevrier 2026 à 14h30", "2026-02-01 14:30"),
    ("2026 жылғы 5 мамыр", "2026-05-05"),
    ("5-may, 2026", "2026-05-05"),
    ("2026 оны 5-р сарын 12", "2026-05-12"),
    ("Jumanne, Mei 05, 2026", "2026-05-05"),
    ("Mayo 5, 2026", "2026-05-05"),
    ("2026-05-05 02:30 PM", "2026-05-05 14:30"),
]


@pytest.mark.parametrize(("written", "expected"), WRITTEN)
def test_date_is_read_in_its_own_language(written: str, expected: str) -> None:
    """A date that is not read files the article under the day it arrived."""
    found = parse_date(written, now=NOW)
    assert found.published_at is not None
    local = found.published_at + timedelta(minutes=found.offset_minutes or 0)
    assert f"{local:%Y-%m-%d %H:%M}" == (expected if ":" in expected else f"{expected} 00:00")
    assert (found.precision == "day") == (":" not in expected)


@pytest.mark.parametrize(("written", "expected"), WRITTEN)
def test_line_with_the_date_is_seen_to_have_one(written: str, expected: str) -> None:
    """A line that is not known to hold a date is never read."""
    found = [parse_date(part.text, now=NOW).published_at for part in dated_parts(written, "")]
    assert [f"{day:%Y-%m-%d}" for day in found if day] == [expected[:10]]


@pytest.mark.parametrize(
    "written",
    ["30 اسفند 1404", "31 شهریور 2026", "5 мухаррама 1447", "12 เสาธง 2569", "令和8年13月5日"],
)
def test_day_that_no_calendar_has_is_not_invented(written: str) -> None:
    """A day of another calendar that does not exist must not become a neighbouring one."""
    assert parse_date(written, now=NOW).published_at is None
