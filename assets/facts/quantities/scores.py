"""Scores of games, votes of a court and the like: two numbers with a dash that are no range.

Belongs here: telling such a pair from a range.
Does not belong here: ranges (ranges.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.quantities.quantity import Quantity

SCORE = re.compile(r"(\d{1,3})[-–—−](\d{1,3})(?![\d%]|[.,]\d|[-–]\d|\s?(?:%|percent|per cent))")


def is_score(text: str, q: Quantity, before: str, after: str) -> bool:
    """One of a pair that is a score, a vote or a record: '3-2', '12-for-20'."""
    left = SCORE.match(text, q.numeral.start)
    if left and q.numeral.digits == left[1]:
        return _pair_is_score(float(left[1]), float(left[2]), text[left.end() : left.end() + 40], before)
    right = re.search(r"(?<![\d.,-])(\d{1,3})[-–—−]$", before)
    if right and re.fullmatch(r"\d{1,3}", q.numeral.digits):
        earlier = text[max(0, q.core_start - len(right[0]) - 40) : q.core_start - len(right[0])]
        return _pair_is_score(float(right[1]), float(q.numeral.digits), after, earlier)
    return bool(
        re.match(r"-for-\d", after)
        or re.search(r"\d-for-$", before)
        or re.match(r"-under\b", after)
        or re.match(r"-over\b", after)
    )


def _pair_is_score(one: float, other: float, after: str, before: str) -> bool:
    if one >= other:
        return True
    if re.match(r"\s?-?(?:year|month|day|hour|minute|mile|week|[a-z]+\s?%)", after):
        return False
    if re.search(
        r"\b(?:beat|won|win|lost|lose|led|leading|lead|trailed|trail|tied|ahead|down|up|victory|defeat|score|draw|drew|games?|match|record|vote|voted|ruled|ruling|decision|Ages?|aged|Jan|Feb)\b[^.]{0,25}$",
        before,
    ):
        return True
    return not re.match(r"\s(?:[a-z]+\s){0,2}[a-z]{2,}s?\b", after) or bool(
        re.match(
            r"\s(?:win|victory|defeat|loss|lead|vote|ruling|decision|draw|record|advantage|in|on|at|to|by|with|when|after|against|over|and|as|for|run|mark|start|deficit)\b",
            after,
        )
    )
