"""Amounts told in two units: "6-foot-4", "6'2", "5ft 11in", "2h 15m", "1h40".

Belongs here: the marks and letters that are a unit only because the rest of the amount stands behind them, and a rest
whose unit is understood, which is one amount with the whole.
Does not belong here: amounts whose two units are both written, which stay two quantities; dollars and cents (ranges.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

# "6'2\"", '5ft11in', "6'2".
FEET = re.compile(
    r"\s?(?:['’′]|ft\.?)(?:(?=\s?\d{1,2}(?:\.\d+|\s?[½¼¾])?\s?(?:in(?:s|ch|ches)?\b|[\"”″]|''|’’))|(?=\d{1,2}(?!\w|\.\d)))"
)
HOURS = re.compile(r"h(?:r|rs)?(?:(?=\s?\d{1,2}\s?m(?:in|ins|ns)?\b)|(?=\d\d(?!\w|\.\d)))")
MOST_FEET = 99
# What goes on behind '5 feet 11' where eleven inches are meant, and not eleven of something.
ENDS = r"(?=$|[,;)]|\.(?!\d)|\s(?:tall|and|or|but|with|high|long|in\sheight)\b)"
REST = re.compile(rf"-(?P<joined>[^\W_]+)(?![\w.]*\d|-?\s?(?:inch|in\b|[\"”″]|to\b))|\s?(?P<apart>[^\W_]+){ENDS}")
# How many of the smaller unit, which is not named, make one of the larger.
PARTS = {"foot": 12, "hour": 60}


def read_mark(text: str, q: Quantity, lexicon: Lexicon) -> bool:
    """Take a mark of feet or hours with the rest behind it for the unit; whether there is one."""
    if not q.numeral.digits.isdigit() or q.numeral.scale != 1.0:
        return False
    for pattern, name in ((FEET, "foot"), (HOURS, "hour")):
        mark = pattern.match(text, q.core_end)
        if mark and 0 < (q.value or 0) <= MOST_FEET:
            q.unit, q.unit_end, q.end = lexicon.units[name], mark.end(), mark.end()
            return True
    return False


def add_rest(text: str, q: Quantity, lexicon: Lexicon) -> None:
    """'6-foot-4', 'five foot ten', '1h40': the rest without a unit makes one amount with the whole, in its unit."""
    parts = PARTS.get(q.unit_name)
    if parts is None or q.value is None or not q.value.is_integer() or q.numeral.form not in ("digits", "words"):
        return
    match = REST.match(text, q.unit_end)
    word = (match["joined"] or match["apart"]).lower() if match else ""
    rest = float(word) if word.isdigit() else lexicon.number_words.get(word, ("", 0.0))[1]
    is_small = word.isdigit() or lexicon.number_words.get(word, ("",))[0] == "unit"
    if match is None or not is_small or not 0 < rest < parts:
        return
    q.set_exact(q.value + rest / parts)
    q.core_end = q.unit_end = q.end = match.end()


def is_minutes(text: str, left: Quantity | None, q: Quantity) -> bool:
    """'2h 15m': metres behind hours are minutes."""
    return (
        left is not None
        and left.unit_name == "hour"
        and q.unit_name == "metre"
        and text[left.unit_end : q.core_start] in ("", " ")
    )
