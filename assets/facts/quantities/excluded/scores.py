"""Scores of games and tallies of votes: two numbers with a dash that are no range; a tally is two counts.

Belongs here: telling such a pair from a range.
Does not belong here: ranges (ranges.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.quantities.quantity import Quantity

SCORE = re.compile(r"(\d{1,3})[-–—−](\d{1,3})(?![\d%]|[.,/]\d|[-–]\d|\s?(?:%|percent|per cent))")
# A vote: two numbers, each of which counts those who voted so.
VOTE_BEFORE = re.compile(
    r"\b(?:votes?\s(?:of|was|is)|voted|voting|ruled|ruling|(?:passed|approved|confirmed|rejected|adopted|defeated|cleared|failed|sided|decided)(?:\s[\w'’.-]+){0,5})\s?(?:by\s(?:an?\s)?)?$",
    re.IGNORECASE,
)
VOTE_AFTER = re.compile(
    r"\s(?:[a-z-]+\s)?(?:votes?|ruling|decision|ballot|majority(?=\s(?:ruling|decision|vote)))\b(?!\s(?:share|lead|margin))",
    re.IGNORECASE,
)
TALLY_REACH = 40
NO_VOTE = re.compile(r"\b(?:win|wins|won|loss|losses|points?|goals?|games?|score[ds]?|beat|runs?|sets?|Ages?|aged)\b")


def is_score(text: str, q: Quantity, before: str, after: str) -> bool:
    """One of a pair that is a score or a record: '3-2', '12-for-20'."""
    if q.numeral.scale != 1:
        return False
    left = SCORE.match(text, q.numeral.start)
    if left and q.numeral.digits == left[1]:
        if is_tally(
            text[max(0, q.core_start - TALLY_REACH) : q.core_start], text[left.end() : left.end() + TALLY_REACH]
        ):
            q.notes["tally"] = "1"
            return False
        return _pair_is_score(float(left[1]), float(left[2]), text[left.end() : left.end() + 40], before)
    right = re.search(r"(?<![\d.,-])(\d{1,3})[-–—−]$", before)
    if right and re.fullmatch(r"\d{1,3}", q.numeral.digits):
        earlier = text[max(0, q.core_start - len(right[0]) - 40) : q.core_start - len(right[0])]
        if is_tally(earlier, after):
            q.notes["tally"] = "1"
            return False
        return _pair_is_score(float(right[1]), float(q.numeral.digits), after, earlier)
    return bool(
        re.match(r"-for-\d", after)
        or re.search(r"\d-for-$", before)
        or re.match(r"-by-\d+\b(?!-?\s?(?:foot|feet|inch|met|mile|yard|cm|mm))", after)
        or re.search(r"\d-by-$", before)
        or re.match(r"-under\b", after)
        or re.match(r"-over\b", after)
        or re.search(r"\d-(?:under|over)(?:-par)?\s$", before)
    )


def is_tally(before: str, after: str) -> bool:
    """'voted 51-49', 'a 5-4 ruling': the two sides of a vote."""
    said = VOTE_BEFORE.search(before) is not None or VOTE_AFTER.match(after) is not None
    return said and NO_VOTE.search(before + after[:20]) is None


def _pair_is_score(one: float, other: float, after: str, before: str) -> bool:
    if one >= other:
        return True
    if re.match(r"\s?-?(?:year|month|day|hour|minute|mile|week|[a-z]+\s?%)", after):
        return False
    if re.search(
        r"\b(?:beat|won|win|lost|lose|led|leading|lead|trailed|trail|tied|ahead|down|up|victory|defeat|score|draw|drew|games?|match|record|Jan|Feb)\b[^.]{0,25}$",
        before,
    ):
        return True
    return not re.match(r"\s(?:[a-z]+\s){0,2}[a-z]{2,}s?\b", after) or bool(
        re.match(
            r"\s(?:win|victory|defeat|loss|lead|vote|ruling|decision|draw|record|advantage|in|on|at|to|by|with|when|after|against|over|and|as|for|run|mark|start|deficit)\b",
            after,
        )
    )
