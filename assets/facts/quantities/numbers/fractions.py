"""Fractions in words: "half of", "a third", "two-thirds", "three quarters of a million".

Belongs here: telling them from halves of matches, quarters of years and ordinals.
Does not belong here: fractions in digits and glyphs, and what is added to a number ("and a half"; numerals.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.quantities.numbers.numeral import Numeral, Patterns, apply_scale, known

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon

LAST_QUARTERS = 3
# 'sales reached 146,000 in a quarter': three months.
IN_A_QUARTER = re.compile(r"\b(?:in|for|during|per|over|within|such|once)\s$", re.IGNORECASE)
# 'fell by a fifth', 'rose by almost a tenth'.
BY_SO_MUCH = re.compile(
    r"\bby\s(?:about\s|almost\s|nearly\s|over\s|around\s|roughly\s|just\s(?:over\s|under\s)?|(?:more|less)\sthan\s|at\sleast\s|up\sto\s)?$",
    re.IGNORECASE,
)
# Not 'by a third officer'.
NOTHING_RANKED = re.compile(
    r"\s?(?:[,.;:)]|$)|\s(?:to|in|from|of|on|over|since|last|this|compared|year|after|when|while|as|and|at|but|since|between)\b"
)
OF_ANY = re.compile(r"\sof\b|[\s-](?:century|mile|million|billion|hour|point|inch|percent|percentage)")
QUARTERS_OF_YEARS = re.compile(r"\b(?:first|last|past|previous|next|these|those)\s$", re.IGNORECASE)
ORDINAL_HALF = re.compile(r"\b(?:first|second|latter|last|other|top|bottom|back)\s$", re.IGNORECASE)
HALF_OF = re.compile(
    r"\s+(?:of\b|an?\b|the\b|that\b|this\b|these\b|those\b|its\b|their\b|his\b|her\b|our\b|my\b|your\b|all\b|as\b|million\b|billion\b|dozen\b|trillion\b|past\b)"
    r"|-(?:dozen|million|billion|hour|mile|century|inch|point|day|year|percent|pint|pound)\b",
    re.IGNORECASE,
)


def times_fraction(text: str, start: int, position: int, value: float, p: Patterns, lexicon: Lexicon) -> Numeral | None:
    """'two-thirds', 'three quarters billion', 'one third'; but not 'two third graders'."""
    fraction = p.fraction.match(text, position)
    if fraction is None or value >= 100:
        return None
    word = fraction[1].lower()
    if (value == 1) == word.endswith("s") and word != "half":
        return None
    if word == "quarters" and (value != LAST_QUARTERS or QUARTERS_OF_YEARS.search(text[max(0, start - 12) : start])):
        return None
    share = value * known(word, lexicon)[1]
    return apply_scale(text, Numeral(start, fraction.end(), "fraction", share, plain=share), p, lexicon)


def fraction_of_one(text: str, start: int, position: int, p: Patterns, lexicon: Lexicon) -> Numeral | None:
    """A fraction behind an article: 'a third of', 'an eighth of'; None for 'a quarter' of a year."""
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
    if BY_SO_MUCH.search(text[max(0, start - 24) : start]) and NOTHING_RANKED.match(text, fraction.end()):
        return _of_one(text, start, fraction.end(), word, p, lexicon)
    if word not in ("half", "quarter") and not of_whole:
        if not re.compile(r"(?:\s+(?:as|more|less|fewer|higher|lower|smaller|larger)\b|\s*[,.;)]|$)").match(
            text, fraction.end()
        ):
            return None
        if word != "third":
            return None
    return _of_one(text, start, fraction.end(), word, p, lexicon)


def _of_one(text: str, start: int, end: int, word: str, p: Patterns, lexicon: Lexicon) -> Numeral:
    value = lexicon.number_words[word][1]
    return apply_scale(text, Numeral(start, end, "fraction", value, plain=value), p, lexicon)


def half(text: str, start: int, position: int, word: str, p: Patterns, lexicon: Lexicon) -> Numeral | None:
    """'half of', 'half a million', 'nearly half', 'quarter million'; None for halves of matches and 'half past'."""
    follows = HALF_OF.match(text, position)
    if word == "half" and ORDINAL_HALF.search(text[max(0, start - 10) : start]):
        return None
    if word == "half" and follows and "past" not in follows[0]:
        unit_follows = re.compile(r"(\s+an?|(?=-))(?=[\s-]+\w)", re.IGNORECASE).match(text, position)
        end = unit_follows.end() if unit_follows and unit_follows.end() > position else position
        numeral = apply_scale(text, Numeral(start, end, "fraction", 0.5, plain=0.5), p, lexicon)
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
        return apply_scale(text, Numeral(start, position, "fraction", 0.25, plain=0.25), p, lexicon)
    return None
