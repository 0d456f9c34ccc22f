"""Dates of other scripts and calendars in ASCII digits and Gregorian years.

Belongs here: digits of any script, words without accents and points, years and months of the calendars that news is dated
in (Buddhist, Solar Hijri, the eras of Japan and Taiwan).
Does not belong here: where in a text year, month and day stand (written_dates.py).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import cache, lru_cache

from assets.articles.values.lexicon import read_rows

# Letters with the marks that some scripts need to write a word: whatever is no space, digit or sign, since no class of
# the pattern language has both.
LETTER = "[^\\s\\d_!-/:-@\\[-`{-~\xa0-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u2000-\u2bff\u3000-\u3004\u3007-\u3030\uff00-\uff0f\uff1a-\uff20]"
ACCENTS = dict.fromkeys(
    [
        *range(0x300, 0x370),
        *range(0x591, 0x5BE),
        *range(0x64B, 0x660),
        0x670,
        0x640,
        0x93C,
        0x9BC,
        0xA3C,
        0x200C,
        0x200D,
    ]
)
SAME_LETTER = str.maketrans(
    {"ı": "i", "ی": "ي", "ى": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ە": "ه", "ة": "ه", "'": "’", "׳": "’"}
)
SIGNS = str.maketrans(
    {"／": "/", "．": ".", "：": ":", "－": "-", "、": ",", "，": ",", "،": ",", "\xa0": " ", "\u202f": " "}
)

DIRECTION_MARKS = (0x200E, 0x200F, 0x61C, *range(0x202A, 0x202F), *range(0x2066, 0x206A))

BUDDHIST_YEARS = range(2443, 2701)
BUDDHIST_AHEAD = 543
SOLAR_YEARS = range(1279, 1480)
# 1 Farvardin 1399; leap years are told by what 33 leaves of the year, which holds for all years of printed news.
SOLAR_START = date(2020, 3, 20)
SOLAR_START_YEAR = 1399
SOLAR_LEAP_REMAINDERS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
SOLAR_CYCLE = 33
FIRST_LONG_MONTHS = 6


def plain_digits(text: str) -> str:
    """The text with its digits and the signs between them as ASCII ones, without marks of direction."""
    return text if text.isascii() else text.translate(_digits())


@cache
def _digits() -> dict[int, str | None]:
    values = ((number, unicodedata.decimal(chr(number), None)) for number in range(0x660, 0x10000))
    digits: dict[int, str | None] = {number: str(value) for number, value in values if value is not None}
    return digits | SIGNS | dict.fromkeys(DIRECTION_MARKS)


@lru_cache(maxsize=4096)
def plain_word(word: str) -> str:
    """A word in lower case without accents, vowel points and the second spellings of a letter."""
    return unicodedata.normalize("NFKD", word.lower()).translate(ACCENTS).translate(SAME_LETTER)


def gregorian_year(year: int) -> int:
    """The year; a Buddhist one, which no Gregorian date of news can have, as the Gregorian it stands for."""
    return year - BUDDHIST_AHEAD if year in BUDDHIST_YEARS else year


def is_solar_year(year: int) -> bool:
    """Whether the year can only be one of the Solar Hijri calendar: in the Gregorian it would be the Middle Ages."""
    return year in SOLAR_YEARS


def solar_day(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """The Gregorian year, month and day of a Solar Hijri date; None where there is no such day."""
    longest = 31 if month <= FIRST_LONG_MONTHS else 30 if month < 12 or _is_solar_leap(year) else 29
    if not (1 <= month <= 12 and 1 <= day <= longest):
        return None
    first = min(year, SOLAR_START_YEAR)
    between = range(first, max(year, SOLAR_START_YEAR))
    days = sum(366 if _is_solar_leap(one) else 365 for one in between)
    start = SOLAR_START + timedelta(days=days if year >= SOLAR_START_YEAR else -days)
    months_before = month - 1
    found = start + timedelta(days=31 * min(months_before, 6) + 30 * max(0, months_before - 6) + day - 1)
    return found.year, found.month, found.day


def _is_solar_leap(year: int) -> bool:
    return year % SOLAR_CYCLE in SOLAR_LEAP_REMAINDERS


def with_western_years(text: str) -> str:
    """The text with years of an era (令和8年, 民國115年) as Gregorian ones."""
    return _era().sub(lambda m: f"{_eras()[m['era']] + (1 if m['year'] == '元' else int(m['year']))}年", text)


@cache
def solar_months() -> dict[str, int]:
    """Names of the Solar Hijri months as `plain_word` writes them."""
    return {plain_word(name): int(number) for kind, name, number in read_rows("calendars.tsv") if kind == "solar"}


@cache
def _eras() -> dict[str, int]:
    return {name: int(number) for kind, name, number in read_rows("calendars.tsv") if kind == "era"}


@cache
def _era() -> re.Pattern[str]:
    return re.compile(rf"(?P<era>{'|'.join(_eras())})\s?(?P<year>\d{{1,3}}|元)\s?年")
