"""Letters and signs behind a number that are its unit: "20C", "5 km", "12%", "6′".

Belongs here: telling such a symbol from a name, an initial or the end of a quotation.
Does not belong here: words (unit_words.py), scale letters (units.py), signs of money (money.py).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assets.facts.quantities.numbers.money import any_of

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

FEET_BEFORE = re.compile(r"\d\s?(?:ft\.?|feet|foot|['′])\s$")
EXTENT = re.compile(r"\s(?:long|wide|tall|high|deep|thick|across|by|x)\b")
GLUED_ONLY = {"in", "pm", "s", "c"}
LONE_CAPITALS = {"A", "V", "J", "N", "F", "W", "K", "R", "L"}
# Letters that are degrees behind a number of two digits and more, or where the sentence tells of warmth.
TEMPERATURES = frozenset({"C", "F"})
CHARGE = re.compile(r"\bcapacit(?:or|ance)", re.IGNORECASE)
WARMTH = re.compile(
    r"\b(?:temperatures?|degrees?|warm\w*|cold\w*|hot(?:ter|test)?|heat\w*|cool\w*|freez\w*|froze\w*|highs?|lows?|mercury|weather|"
    r"forecast\w*|thermometers?|climate|oven|boil\w*|melt\w*|shade|winters?|summers?)\b",
    re.IGNORECASE,
)
NAME_BEFORE = re.compile(
    r"(?:\b(?!(?:An?|The|At|To|By|In|With|From|About|Around|Nearly|Almost|Over|Above|Below|Under|Between|Of|And)\s)[A-Z][\w.]*|#|\b(?:class|flat|room|row|seat|type|group|grade|vitamin|hepatitis))\s$"
)
NAME_AFTER = re.compile(r"\.\s?[A-Z]|\s[A-Z][a-z]|[-\d]")


@lru_cache(maxsize=4)
def _symbols(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<gap>[\s-]{{0,2}})(?P<symbol>{any_of(lexicon.unit_symbols)})(?P<rest>$|[^\w²³]|(?<=[%°′″\"”])(?=\w))"
    )


def read_symbol(text: str, q: Quantity, lexicon: Lexicon) -> bool:
    """Take the symbol behind the number for its unit; whether there is one."""
    if q.numeral.form not in ("digits", "fraction"):
        return False
    match = _symbols(lexicon).match(text, q.core_end)
    if match is None or not _symbol_fits(text, q, match["symbol"], match["gap"], match.end("symbol")):
        return False
    q.unit = lexicon.unit_symbols[match["symbol"]]
    if match["symbol"] == "F" and CHARGE.search(text):
        q.unit = lexicon.units["farad"]
    q.unit_end = q.end = match.end("symbol")
    points = re.compile(r"\spoints?\b").match(text, q.unit_end)
    if points and q.unit.name == "percent":
        q.unit, q.unit_end, q.end = lexicon.units["percentage_point"], points.end(), points.end()
    return True


def _symbol_fits(text: str, q: Quantity, symbol: str, gap: str, end: int) -> bool:
    """Whether the letters are the unit here, and not a name or the end of a quotation."""
    after = text[end : end + 12]
    if symbol == "in" and FEET_BEFORE.search(text[max(0, q.core_start - 8) : q.core_start]):
        return True
    if symbol in GLUED_ONLY and (gap or (symbol == "s" and "." not in q.numeral.digits)):
        return False
    if symbol in ('"', "”") and ((gap and not EXTENT.match(after)) or _closes_a_quotation(text, q.core_start)):
        return False
    if symbol in TEMPERATURES and not (symbol == "F" and CHARGE.search(text)):
        return _is_temperature(text, q, gap, after)
    if len(symbol) == 1 and symbol.isalpha():
        return _letter_fits(symbol, gap, after)
    if symbol == "PS":
        return not (gap and re.match(r"\s?\d", after))
    if symbol == "MP":
        return re.match(r"\s[A-Z]|s\b", after) is None
    if symbol == "st":
        return not gap and (not q.numeral.digits.endswith("1") or q.numeral.digits.endswith("11"))
    return True


def _is_temperature(text: str, q: Quantity, gap: str, after: str) -> bool:
    """'20C in the shade', 'a high of 68 F', and not 'Room 12C', 'a 4C cable', '20 C. Lane'."""
    if NAME_BEFORE.search(text[max(0, q.core_start - 20) : q.core_start]) or NAME_AFTER.match(after):
        return False
    is_plain = len(q.numeral.digits.lstrip("0")) > 1 and not gap
    return is_plain or WARMTH.search(text[max(0, q.core_start - 120) : q.unit_end + 60]) is not None


def _letter_fits(symbol: str, gap: str, after: str) -> bool:
    if (gap == "-" and symbol != "m") or (symbol == "L" and gap):
        return False
    if symbol in LONE_CAPITALS and gap and re.match(r"\.\s?[A-Za-z]|\s[A-Z][a-z]", after):
        return False
    if symbol == "A" and gap and re.match(r"\s[a-z]", after):
        return re.match(r"\s(?:and|at|to|of|or|for)\b", after) is not None
    return True


def _closes_a_quotation(text: str, position: int) -> bool:
    return text.count('"', 0, position) % 2 == 1 or "“" in text[:position]
