"""Multiples: "2.5x", "twice as many", "tenfold".

Belongs here: telling a multiple that is one word or has a letter for "times" behind it, and what it then counts.
Does not belong here: "three times", which counts as other nouns do (nouns.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.quantities.quantity import Quantity

# '3x', '2.5x what it was', and neither '4x4' nor '5x the size' glued to more letters.
TIMES_SIGN = re.compile(r"[x×](?![\w×])(?!\s?\d)")
FOLD = re.compile(r"fold$", re.IGNORECASE)
MANY = 5
# 'the aim is twofold': it has two parts, and nothing is multiplied.
HAS_PARTS = re.compile(r"\b(?:is|are|was|were|be|being)\s$", re.IGNORECASE)


def read_multiple(text: str, q: Quantity) -> None:
    """Mark the number as a multiple, and take the letter for "times" into it."""
    if q.numeral.form == "multiple":
        q.is_multiple = True
    elif q.numeral.form == "digits" and q.unit is None and TIMES_SIGN.match(text, q.core_end):
        q.is_multiple = True
        q.core_end = q.unit_end = q.end = q.core_end + 1


def counted_by(text: str, q: Quantity) -> str:
    """What a multiple counts: folds or times."""
    return "fold" if FOLD.search(text[q.core_start : q.core_end]) else "times"


def has_parts(q: Quantity, before: str) -> bool:
    """Whether 'twofold' tells of parts: 'the aim is twofold'."""
    is_fold = q.numeral.form == "multiple" and q.numeral.end - q.numeral.start > len("twice")
    return is_fold and HAS_PARTS.search(before) is not None and (q.value or 0) < MANY
