"""One written number: its shape, the expressions that numbers are found by, and its scale.

Belongs here: what digits, words and fractions have in common.
Does not belong here: reading each of them (numerals.py, fractions.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assets.facts.quantities.lexicon import Lexicon, alternatives

PLAIN = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:, 0\d\d)+(?!\d)|\d+)(?:\.\d+)?|(?<![\d.])\.\d+"
GLYPHS = "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
OF_A = re.compile(r"\s+of\s+an?(?=\s+(?:million|billion|trillion|thousand|dozen)\b)", re.IGNORECASE)
TWICE = r"twice(?=\s(?:as\s(?:many|much|few|likely|fast|large|big|high|long|old|often|good|well|bad|strong|heavy|hard|deep|[a-z]+\sas)\b|the(?!\s(?:other|next|same|first|last|past|previous)\b)|that|those|its|their|his|her|our|what)\b)"


@dataclass(slots=True)
class Numeral:
    """One written number.  Offsets count in the sentence; `low` and `high` are set for vague words only.

    `form` is digits, words, fraction, multiple ("twice", "tenfold") or vague.  `plain` is the number before its scale was applied.
    """

    start: int
    end: int
    form: str
    value: float | None
    low: float | None = None
    high: float | None = None
    plain: float = 0.0
    scale: float = 1.0
    sign: str = ""
    digits: str = ""
    spaced_minus: int = 0


@dataclass(frozen=True)
class Patterns:
    """The compiled expressions that a lexicon's numbers are found by."""

    start: re.Pattern[str]
    word: re.Pattern[str]
    gap: re.Pattern[str]
    scale: re.Pattern[str]
    fraction: re.Pattern[str]
    vague: re.Pattern[str]
    one_in: re.Pattern[str]


@lru_cache(maxsize=4)
def patterns(lexicon: Lexicon) -> Patterns:
    """The compiled expressions of a lexicon."""
    kinds: dict[str, list[str]] = {}
    for word, (kind, _) in lexicon.number_words.items():
        kinds.setdefault(kind, []).append(word)
    vague = tuple(lexicon.vague_words)
    counting = alternatives(kinds["unit"] + kinds["ten"] + kinds["scale"])
    fractions = alternatives(kinds["fraction"])
    scales = alternatives(kinds["scale"])
    return Patterns(
        start=re.compile(
            rf"(?P<digits>{PLAIN})|(?P<glyph>[{GLYPHS}])|\b(?P<vague>{alternatives(list(vague))})\b(?!-)"
            rf"|\b(?P<word>{counting}|half|quarter|an?(?=[\s-]+(?:{scales}|{fractions})\b))(?P<fold>[\s-]?fold)?\b|\b(?P<twice>{TWICE})",
            re.IGNORECASE,
        ),
        word=re.compile(rf"(?:{counting})\b", re.IGNORECASE),
        gap=re.compile(r"(?:[\s-]|\s?-\s?){1,2}(?:and[\s-]+)?"),
        scale=re.compile(rf"[\s-]{{1,2}}({scales})\b", re.IGNORECASE),
        fraction=re.compile(rf"[\s-]{{1,3}}({fractions})\b", re.IGNORECASE),
        vague=re.compile(rf"(?:{alternatives(list(vague))})\b", re.IGNORECASE),
        one_in=re.compile(
            rf"(?:\s+(?:in|out\s+of)\s+(?:every\s+)?|-in-)(\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}(?![.,]\d)|{alternatives(kinds['unit'] + kinds['ten'])}|a\s+(?:hundred|thousand|million))\b(?!\s*(?:percent|per\s+cent|%|(?:second|minute|hour|day|week|month|year|game|match|inning|quarter|over|start|appearance|outing|meeting)s?\b))",
            re.IGNORECASE,
        ),
    )


def apply_scale(text: str, numeral: Numeral, p: Patterns, lexicon: Lexicon) -> Numeral:
    """The numeral with the scales that stand behind it: 'million', 'of a million', 'hundred thousand'."""
    if numeral.form == "fraction" and (of := OF_A.match(text, numeral.end)):
        numeral.end = of.end()
    while scale := p.scale.match(text, numeral.end):
        numeral.scale *= lexicon.number_words[scale[1].lower()][1]
        numeral.end = scale.end()
    numeral.value = scaled(numeral.value or 0.0, numeral.scale)
    return numeral


def scaled(value: float, scale: float) -> float:
    """The product as a person would write it: 16.4 and a million give 16400000, not 16399999.999999998."""
    return float(Decimal(repr(value)) * Decimal(repr(scale)))


def read_one_in(numeral: Numeral, rate: re.Match[str], lexicon: Lexicon) -> None:
    """Make it a share: 'one in five', '2 out of 3'."""
    below = _small(rate[1], lexicon)
    is_year = below in range(1900, 2101) and "," not in rate[1]
    if below and numeral.value is not None and numeral.value < below and not is_year:
        numeral.value = numeral.plain = numeral.value / below
        numeral.form = "fraction"
        numeral.end = rate.end()


def _small(word: str, lexicon: Lexicon) -> float:
    word = word.lower().replace(",", "")
    if word.isdigit():
        return float(word)
    if word.startswith("a"):
        word = word.split()[-1]
    return lexicon.number_words.get(word, ("", 0.0))[1]


def known(word: str, lexicon: Lexicon) -> tuple[str, float]:
    """Kind and value of a number word."""
    return lexicon.number_words[word.lower()]
