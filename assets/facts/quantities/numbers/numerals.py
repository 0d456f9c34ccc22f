"""Where a sentence writes a number, and which: digits, words, mixed forms and vague words.

Belongs here: reading numerals off the characters of a sentence.
Does not belong here: scales (numeral.py), fractions in words (fractions.py), whether the numeral is a quantity (exclusions), and what it measures (units and the rest).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.quantities.numbers.fractions import fraction_of_one, half, times_fraction
from assets.facts.quantities.numbers.numeral import (
    GLYPHS,
    Numeral,
    Patterns,
    apply_scale,
    known,
    patterns,
    read_one_in,
    scaled,
)

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon

SCIENTIFIC = re.compile(r"\s?[×x]\s?10\s?(?:\^\s?)?([-−–]?\d+)|[eE]([-+]?\d+)\b")
SLASH = re.compile(r"\s?/\s?(\d{1,3})(?![\d/]|\.\d)")
MIXED = re.compile(r"[\s-](\d)\s?/\s?(\d{1,2})(?![\d/]|\.\d)")
GLYPH = re.compile(rf"\s?([{GLYPHS}])")
# Layout glues words together: '$1.2 trillionlast year'.
GLUED_SCALE = re.compile(r"\s(million|billion|trillion)(?=[a-z]{2})(?!aire|th)")
MINUS = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(\[,:;]))[-−–]$")
SPACED_MINUS = re.compile(r"(?:(?<=\s)|(?<=^))[-−]\s$")
MINUS_WORD = re.compile(r"\b(?:minus|negative)[\s-]{1,2}$", re.IGNORECASE)
# 'a margin of error of plus or minus 3 points': as much either way.
PLUS_OR_MINUS = re.compile(r"\bplus(?:\sor\s|-or-|\sand\s|\s?/\s?)minus\s$|\+\s?/\s?[-−–]\s?$|±\s?$", re.IGNORECASE)
PLUS = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(\[,:;]))\+$")
AND_A_HALF = re.compile(
    r"[\s-]+and[\s-]+(?:a[\s-]+|one[\s-]+)?(half|quarter)\b|[\s-]+and[\s-]+(three)[\s-]+quarters\b", re.IGNORECASE
)
FRACTION_DENOMINATORS = {2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100}


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


def _read(text: str, match: re.Match[str], p: Patterns, lexicon: Lexicon) -> Numeral | None:
    if match["digits"]:
        return _digits(text, match, p, lexicon)
    if match["glyph"]:
        value = lexicon.number_words[match["glyph"]][1]
        return apply_scale(text, Numeral(match.start(), match.end(), "fraction", value, plain=value), p, lexicon)
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


def _digits(text: str, match: re.Match[str], p: Patterns, lexicon: Lexicon) -> Numeral | None:
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
        read_one_in(numeral, rate, lexicon)
    apply_scale(text, numeral, p, lexicon)
    _glued_scale(text, numeral, lexicon)
    _sign(text, numeral)
    return numeral


def _glued_scale(text: str, numeral: Numeral, lexicon: Lexicon) -> None:
    glued = GLUED_SCALE.match(text, numeral.end) if numeral.scale == 1.0 else None
    if glued:
        numeral.scale = lexicon.number_words[glued[1]][1]
        numeral.value, numeral.end = scaled(numeral.value or 0.0, numeral.scale), glued.end()


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


def _words(text: str, match: re.Match[str], p: Patterns, lexicon: Lexicon) -> Numeral | None:
    start, position = match.span("word")
    first = match["word"].lower()
    if first in ("half", "quarter"):
        return half(text, start, position, first, p, lexicon)
    if first in ("a", "an"):
        if (scale := p.scale.match(text, position)) is None:
            return fraction_of_one(text, start, position, p, lexicon)
        words, position = [("unit", 1.0), known(scale[1], lexicon)], scale.end()
    else:
        words = [known(first, lexicon)]
        if words[0][0] == "scale" and first != "dozen":
            return None
    value, position = _read_on(text, position, words, p, lexicon)
    numeral = times_fraction(text, start, position, value, p, lexicon)
    if numeral is not None:
        return numeral
    value, position = _and_a_half(text, position, value, lexicon)
    numeral = Numeral(start, position, "words", value, plain=value)
    if value < 100 and (rate := p.one_in.match(text, position)):
        read_one_in(numeral, rate, lexicon)
        if numeral.form == "fraction":
            return numeral
    apply_scale(text, numeral, p, lexicon)
    if numeral.scale == 1.0 and words[-1][0] == "scale" and len(words) > 1:
        numeral.scale = words[-1][1]
        numeral.plain = value / numeral.scale
    if first not in ("a", "an"):
        _sign(text, numeral)
    return numeral


def _and_a_half(text: str, position: int, value: float, lexicon: Lexicon) -> tuple[float, int]:
    if add := AND_A_HALF.match(text, position):
        return value + (0.75 if add[2] else lexicon.number_words[add[1].lower()][1]), add.end()
    if glyph := GLYPH.match(text, position):
        return value + lexicon.number_words[glyph[1]][1], glyph.end()
    return value, position


def _read_on(
    text: str, position: int, words: list[tuple[str, float]], p: Patterns, lexicon: Lexicon
) -> tuple[float, int]:
    """Value of the number words from `words` on, as far as they make one number, and where they end."""
    while (gap := p.gap.match(text, position)) and (word := p.word.match(text, gap.end())):
        kind, value = known(re.sub(r"[\s-]+", " ", word[0]), lexicon)
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
