"""Where a sentence writes a number, and which: digits, words, fractions, mixed forms and vague words.

Belongs here: reading numerals off the characters of a sentence, scales included.
Does not belong here: whether the numeral is a quantity (exclusions), and what it measures (units and the rest).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assets.facts.quantities.lexicon import Lexicon, alternatives

PLAIN = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:, 0\d\d)+(?!\d)|\d+)(?:\.\d+)?|(?<![\d.])\.\d+"
SCIENTIFIC = re.compile(r"\s?[×x]\s?10\s?(?:\^\s?)?([-−–]?\d+)|[eE]([-+]?\d+)\b")
SLASH = re.compile(r"\s?/\s?(\d{1,3})(?![\d/]|\.\d)")
MIXED = re.compile(r"[\s-](\d)\s?/\s?(\d{1,2})(?![\d/]|\.\d)")
GLYPHS = "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
GLYPH = re.compile(rf"\s?([{GLYPHS}])")
# Layout glues words together: '$1.2 trillionlast year'.
GLUED_SCALE = re.compile(r"\s(million|billion|trillion)(?=[a-z]{2})(?!aire|th)")
MINUS = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(\[,:;]))[-−–]$")
SPACED_MINUS = re.compile(r"(?:(?<=\s)|(?<=^))[-−]\s$")
MINUS_WORD = re.compile(r"\b(?:minus|negative)[\s-]{1,2}$", re.IGNORECASE)
# 'a margin of error of plus or minus 3 points': as much either way.
PLUS_OR_MINUS = re.compile(r"\bplus(?:\sor\s|-or-|\sand\s|\s?/\s?)minus\s$|\+\s?/\s?[-−–]\s?$|±\s?$", re.IGNORECASE)
PLUS = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(\[,:;]))\+$")
OF_A = re.compile(r"\s+of\s+an?(?=\s+(?:million|billion|trillion|thousand|dozen)\b)", re.IGNORECASE)
AND_A_HALF = re.compile(
    r"[\s-]+and[\s-]+(?:a[\s-]+|one[\s-]+)?(half|quarter)\b|[\s-]+and[\s-]+(three)[\s-]+quarters\b", re.IGNORECASE
)
TWICE = r"twice(?=\s(?:as\s(?:many|much|few|likely|fast|large|big|high|long|old|often|good|well|bad|strong|heavy|hard|deep|[a-z]+\sas)\b|the(?!\s(?:other|next|same|first|last|past|previous)\b)|that|those|its|their|his|her|our|what)\b)"
LAST_QUARTERS = 3
# 'sales reached 146,000 in a quarter': three months.
IN_A_QUARTER = re.compile(r"\b(?:in|for|during|per|over|within|such|once)\s$", re.IGNORECASE)
OF_ANY = re.compile(r"\sof\b|[\s-](?:century|mile|million|billion|hour|point|inch|percent|percentage)")
QUARTERS_OF_YEARS = re.compile(r"\b(?:first|last|past|previous|next|these|those)\s$", re.IGNORECASE)
FRACTION_DENOMINATORS = {2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100}


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
class _Patterns:
    start: re.Pattern[str]
    word: re.Pattern[str]
    gap: re.Pattern[str]
    scale: re.Pattern[str]
    fraction: re.Pattern[str]
    vague: re.Pattern[str]
    one_in: re.Pattern[str]


@lru_cache(maxsize=4)
def patterns(lexicon: Lexicon) -> _Patterns:
    """The compiled expressions of a lexicon."""
    kinds: dict[str, list[str]] = {}
    for word, (kind, _) in lexicon.number_words.items():
        kinds.setdefault(kind, []).append(word)
    vague = tuple(lexicon.vague_words)
    counting = alternatives(kinds["unit"] + kinds["ten"] + kinds["scale"])
    fractions = alternatives(kinds["fraction"])
    scales = alternatives(kinds["scale"])
    return _Patterns(
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


def find_numerals(text: str, lexicon: Lexicon) -> list[Numeral]:
    """Every written number of a sentence, in order, not overlapping.  Linear in the length of the text."""
    p = patterns(lexicon)
    found: list[Numeral] = []
    position = 0
    while match := p.start.search(text, position):
        numeral = _read(text, match, p, lexicon)
        if numeral is None:
            position = match.end()
            continue
        found.append(numeral)
        position = max(numeral.end, match.start() + 1)
    return found


def _read(text: str, match: re.Match[str], p: _Patterns, lexicon: Lexicon) -> Numeral | None:
    if match["digits"]:
        return _digits(text, match, p, lexicon)
    if match["glyph"]:
        value = lexicon.number_words[match["glyph"]][1]
        return _scaled(text, Numeral(match.start(), match.end(), "fraction", value, plain=value), p, lexicon)
    if match["twice"]:
        return Numeral(match.start(), match.end(), "multiple", 2.0, plain=2.0)
    if match["fold"]:
        value = lexicon.number_words[match["word"].lower()][1]
        return Numeral(match.start(), match.end(), "multiple", value, plain=value)
    if match["vague"]:
        key = re.sub(r"[\s-]+", " ", match["vague"].lower())
        low, high = lexicon.vague_words[key]
        return Numeral(match.start(), match.end(), "vague", None, low, high)
    return _words(text, match, p, lexicon)


def _digits(text: str, match: re.Match[str], p: _Patterns, lexicon: Lexicon) -> Numeral | None:
    raw = match["digits"]
    start, end = match.span()
    if raw.startswith(".") and start and (text[start - 1].isalnum() or text[start - 1] == "."):
        return None
    value = float(raw.replace(",", "").replace(" ", ""))
    if value == float("inf"):
        return None
    numeral = Numeral(start, end, "digits", value, plain=value, digits=raw)
    if glyph := GLYPH.match(text, end):
        numeral.value = numeral.plain = value + lexicon.number_words[glyph[1]][1]
        numeral.end = glyph.end()
    elif (mixed := MIXED.match(text, end)) and 0 < int(mixed[1]) < int(mixed[2]) and raw.isdigit():
        numeral.value = numeral.plain = value + int(mixed[1]) / int(mixed[2])
        numeral.end = mixed.end()
    elif (slash := SLASH.match(text, end)) and raw.isdigit():
        below = int(slash[1])
        if 0 < value < below and below in FRACTION_DENOMINATORS and (not start or text[start - 1] not in "/.-"):
            numeral.value = numeral.plain = value / below
            numeral.form = "fraction"
            numeral.end = slash.end()
    elif power := SCIENTIFIC.match(text, end):
        exponent = int((power[1] or power[2]).replace("−", "-").replace("–", "-"))
        if abs(exponent) < 100:
            numeral.value = numeral.plain = value * 10.0**exponent
            numeral.end = power.end()
    elif (rate := p.one_in.match(text, end)) and raw.isdigit():
        _one_in(numeral, rate, lexicon)
    _scaled(text, numeral, p, lexicon)
    _glued_scale(text, numeral, lexicon)
    _sign(text, numeral)
    return numeral


def _glued_scale(text: str, numeral: Numeral, lexicon: Lexicon) -> None:
    glued = GLUED_SCALE.match(text, numeral.end) if numeral.scale == 1.0 else None
    if glued:
        numeral.scale = lexicon.number_words[glued[1]][1]
        numeral.value, numeral.end = scaled(numeral.value or 0.0, numeral.scale), glued.end()


def _one_in(numeral: Numeral, rate: re.Match[str], lexicon: Lexicon) -> None:
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


def _scaled(text: str, numeral: Numeral, p: _Patterns, lexicon: Lexicon) -> Numeral:
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


def _sign(text: str, numeral: Numeral) -> None:
    before = text[max(0, numeral.start - 12) : numeral.start]
    if PLUS_OR_MINUS.search(text[max(0, numeral.start - 16) : numeral.start]):
        return
    minus = MINUS_WORD.search(before) or MINUS.search(before)
    if minus and numeral.value is not None:
        numeral.sign = "-"
        numeral.value = -numeral.value
        numeral.plain = -numeral.plain
        numeral.start -= len(before) - minus.start()
    elif spaced := SPACED_MINUS.search(before):
        numeral.spaced_minus = len(before) - spaced.start()
    elif PLUS.search(before):
        numeral.sign = "+"
        numeral.start -= 1


def _words(text: str, match: re.Match[str], p: _Patterns, lexicon: Lexicon) -> Numeral | None:
    start, position = match.span("word")
    first = match["word"].lower()
    if first in ("half", "quarter"):
        return _half(text, start, position, first, p, lexicon)
    if first in ("a", "an"):
        if (scale := p.scale.match(text, position)) is None:
            return _fraction_of_one(text, start, position, p, lexicon)
        words, position = [("unit", 1.0), _known(scale[1], lexicon)], scale.end()
    else:
        words = [_known(first, lexicon)]
        if words[0][0] == "scale" and first != "dozen":
            return None
    value, position = _read_on(text, position, words, p, lexicon)
    numeral = _times_fraction(text, start, position, value, p, lexicon)
    if numeral is not None:
        return numeral
    value, position = _and_a_half(text, position, value, lexicon)
    numeral = Numeral(start, position, "words", value, plain=value)
    if value < 100 and (rate := p.one_in.match(text, position)):
        _one_in(numeral, rate, lexicon)
        if numeral.form == "fraction":
            return numeral
    _scaled(text, numeral, p, lexicon)
    if numeral.scale == 1.0 and words[-1][0] == "scale" and len(words) > 1:
        numeral.scale = words[-1][1]
        numeral.plain = value / numeral.scale
    if first not in ("a", "an"):
        _sign(text, numeral)
    return numeral


def _times_fraction(
    text: str, start: int, position: int, value: float, p: _Patterns, lexicon: Lexicon
) -> Numeral | None:
    """'two-thirds', 'three quarters billion', 'one third'; but not 'two third graders'."""
    fraction = p.fraction.match(text, position)
    if fraction is None or value >= 100:
        return None
    word = fraction[1].lower()
    if (value == 1) == word.endswith("s") and word != "half":
        return None
    if word == "quarters" and (value != LAST_QUARTERS or QUARTERS_OF_YEARS.search(text[max(0, start - 12) : start])):
        return None
    share = value * _known(word, lexicon)[1]
    return _scaled(text, Numeral(start, fraction.end(), "fraction", share, plain=share), p, lexicon)


def _and_a_half(text: str, position: int, value: float, lexicon: Lexicon) -> tuple[float, int]:
    if add := AND_A_HALF.match(text, position):
        return value + (0.75 if add[2] else lexicon.number_words[add[1].lower()][1]), add.end()
    if glyph := GLYPH.match(text, position):
        return value + lexicon.number_words[glyph[1]][1], glyph.end()
    return value, position


def _known(word: str, lexicon: Lexicon) -> tuple[str, float]:
    return lexicon.number_words[word.lower()]


def _read_on(
    text: str, position: int, words: list[tuple[str, float]], p: _Patterns, lexicon: Lexicon
) -> tuple[float, int]:
    """Value of the number words from `words` on, as far as they make one number, and where they end."""
    while (gap := p.gap.match(text, position)) and (word := p.word.match(text, gap.end())):
        kind, value = _known(re.sub(r"[\s-]+", " ", word[0]), lexicon)
        if not _goes_on(words, kind, value, with_and="and" in gap[0]):
            break
        words.append((kind, value))
        position = word.end()
    total, current = 0.0, 0.0
    for number, (kind, value) in enumerate(words):
        if kind != "scale":
            current += value
        elif value < 1000:
            current = max(current, 1.0) * value
        elif number and words[number - 1][0] == "scale" and not current:
            total *= value
        else:
            total, current = total + max(current, 1.0) * value, 0.0
    return total + current, position


def _goes_on(words: list[tuple[str, float]], kind: str, value: float, *, with_and: bool) -> bool:
    """Whether the next number word belongs to the same number: 'twenty' goes on with 'five', 'three' does not."""
    last_kind, last_value = words[-1]
    if kind == "scale":
        if with_and or (value == 12 and last_kind == "scale"):
            return False
        return last_kind != "scale" or value > last_value or value >= 1000
    if last_kind == "scale":
        return not (with_and and last_value > 1000)
    return kind == "unit" and last_kind == "ten" and not with_and and value < 10


def _fraction_of_one(text: str, start: int, position: int, p: _Patterns, lexicon: Lexicon) -> Numeral | None:
    fraction = p.fraction.match(text, position)
    if fraction is None:
        return None
    word = fraction[1].lower()
    if (
        word == "quarter"
        and IN_A_QUARTER.search(text[max(0, start - 12) : start])
        and not OF_ANY.match(text, fraction.end())
    ):
        return None
    of_whole = re.compile(
        r"(?:\s+of\b|\s+(?:to|and|or)\s+(?:an?\s+|one[\s-]+)?(?:half|quarter|third|fifth)\b|[\s-]+(?:century|mile|million|billion|dozen|hour|pound|point|inch|percent|percentage)\b)",
        re.IGNORECASE,
    ).match(text, fraction.end())
    if word not in ("half", "quarter") and not of_whole:
        if not re.compile(r"(?:\s+(?:as|more|less|fewer|higher|lower|smaller|larger)\b|\s*[,.;)]|$)").match(
            text, fraction.end()
        ):
            return None
        if word != "third":
            return None
    value = lexicon.number_words[word][1]
    return _scaled(text, Numeral(start, fraction.end(), "fraction", value, plain=value), p, lexicon)


ORDINAL_HALF = re.compile(r"\b(?:first|second|latter|last|other|top|bottom|back)\s$", re.IGNORECASE)
HALF_OF = re.compile(
    r"\s+(?:of\b|an?\b|the\b|that\b|this\b|these\b|those\b|its\b|their\b|his\b|her\b|our\b|my\b|your\b|all\b|as\b|million\b|billion\b|dozen\b|trillion\b|past\b)"
    r"|-(?:dozen|million|billion|hour|mile|century|inch|point|day|year|percent|pint|pound)\b",
    re.IGNORECASE,
)


def _half(text: str, start: int, position: int, word: str, p: _Patterns, lexicon: Lexicon) -> Numeral | None:
    follows = HALF_OF.match(text, position)
    if word == "half" and ORDINAL_HALF.search(text[max(0, start - 10) : start]):
        return None
    if word == "half" and follows and "past" not in follows[0]:
        unit_follows = re.compile(r"(\s+an?|(?=-))(?=[\s-]+\w)", re.IGNORECASE).match(text, position)
        end = unit_follows.end() if unit_follows and unit_follows.end() > position else position
        numeral = _scaled(text, Numeral(start, end, "fraction", 0.5, plain=0.5), p, lexicon)
        if numeral.scale == 1.0:
            numeral.end = position
        return numeral
    if word == "half":
        before = text[max(0, start - 10) : start]
        if re.search(
            r"\b(?:about|nearly|almost|than|roughly|just|over|around|least|the other)\s$", before, re.IGNORECASE
        ) and not re.compile(r"\s+(?:time|way|brother|sister|hour)\b", re.IGNORECASE).match(text, position):
            return Numeral(start, position, "fraction", 0.5, plain=0.5)
        return None
    if p.scale.match(text, position):
        return _scaled(text, Numeral(start, position, "fraction", 0.25, plain=0.25), p, lexicon)
    return None
