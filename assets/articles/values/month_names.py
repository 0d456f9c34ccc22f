"""Names of months, in all languages at once.

Belongs here: which month a word or phrase names, and where in a text one is named.
Does not belong here: the day and the year beside it (written_dates.py), other calendars' years and days (calendars.py).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from assets.articles.values.calendars import LETTER, plain_word, solar_months
from assets.articles.values.lexicon import read_pairs

WORD = re.compile(f"{LETTER}+(?:['’׳]{LETTER}+)?")


class NamedMonth(NamedTuple):
    """A month's number, where its name begins and ends, and whether it is of the Solar Hijri calendar."""

    number: int
    start: int
    end: int
    is_solar: bool


def months_in(text: str) -> list[NamedMonth]:
    """The months named in a text: phrases first, then single words."""
    found: list[NamedMonth] = []
    is_ascii = text.isascii()
    if not is_ascii or "'" in text:
        found = [NamedMonth(_months()[_as_listed(m[0])], *m.span(), False) for m in _phrases().finditer(text)]
    for word in WORD.finditer(text):
        month = month_of(word[0])
        if month is not None:
            found.append(NamedMonth(month, *word.span(), False))
        elif not is_ascii and (solar := solar_months().get(plain_word(word[0]))):
            found.append(NamedMonth(solar, *word.span(), True))
    return found


def month_of(word: str) -> int | None:
    """The month that a word names in some language, with or without its accents or a Hebrew 'in'; None where it names none."""
    months = _months()
    name = _as_listed(word)
    if name.isascii():
        return months.get(name) or (months.get(name[:3]) if len(name) == 4 else None) or _plain_months().get(name)
    plain = plain_word(word)
    return (
        months.get(name)
        or _plain_months().get(plain)
        or (_plain_months().get(plain[1:]) if plain.startswith("ב") else None)
    )


def _as_listed(name: str) -> str:
    return " ".join(name.lower().replace("'", "’").split())


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for name, number in read_pairs("months.tsv")}


@cache
def _plain_months() -> dict[str, int]:
    """The names as `plain_word` writes them, without those that then mean two months."""
    found: dict[str, set[int]] = {}
    for name, number in _months().items():
        found.setdefault(plain_word(name), set()).add(number)
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1}


@cache
def _phrases() -> re.Pattern[str]:
    """The names of several words or with signs in them, the longest first."""
    names = sorted((name for name in _months() if WORD.fullmatch(name) is None), key=len, reverse=True)
    spelled = (re.escape(name).replace("\\ ", r"\s+").replace("’", "['’]") for name in names)
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(spelled)})(?![^\W\d_])", re.IGNORECASE)
