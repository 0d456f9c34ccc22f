"""Rates: what a quantity is said of by time or by piece ("a week", "per share", "/hour").

Belongs here: reading `per` behind a number or its unit.
Does not belong here: units that are rates by themselves (rates.tsv, read by lexicon.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

PER_SLASH = re.compile(r"\s?/\s?([^\W\d_][\w²³]*)")
# 'per trained employee', 'per registered voter': the noun behind the participle.
OF_A_KIND = re.compile(r"[a-z]+ed\s([a-z]+)\b")
# 'per common share', 'per limited partnership unit': one to three words that say of which kind the piece is.
KINDS = tuple(re.compile(rf"(?:[^\W\d_][\w'’.-]*\s){{{words}}}([a-z]+)\b") for words in (1, 2, 3))
NO_KIND = re.compile(r"(?:of|in|on|at|for|to|by|from|and|or|than|the|an?|was|were|is|are)\s")
PER_WORD = re.compile(
    r"(?:\s(?:more|less|extra))?[\s-]+(?:(per|each)|(an?))[\s-]+([^\W\d_][\w'’]*(?:[\s-](?:metre|meter|foot|mile|kilometre|kilometer|m|ft|inch|centimetre))?)(?!\s(?:earlier|ago|later|before|after|from|old)\b)",
    re.IGNORECASE,
)


def read_rate(text: str, q: Quantity, position: int, lexicon: Lexicon) -> bool:
    """'a week', 'per share', '/hour' at the position; sets `per` and stretches the phrase."""
    if q.unit is not None and q.unit.per and q.per is None:
        q.per = q.unit.per
        return True
    if q.per is not None:
        return False
    if q.unit is not None and (slash := PER_SLASH.match(text, position)):
        name = _per_name(slash[1], lexicon)
        if name:
            q.per, q.unit_end = name, max(q.unit_end, slash.end())
            q.end = max(q.end, slash.end())
            return True
    match = PER_WORD.match(text, position)
    if match is None:
        return False
    word = match[3]
    whole = lexicon.unit_words.get(re.sub(r"[\s-]+", " ", word.lower()))
    first = re.split(r"[\s-]", word)[0]
    if not match[1] and not lexicon.has("per", first.lower()):
        return False
    if match[1] and match[1].lower() == "each" and not lexicon.has("per", first.lower()):
        return False
    thing = _piece(text, match.start(3), lexicon) if match[1] and not whole else None
    first = thing[1] if thing else first
    end = thing.end() if thing else match.start(3) + (len(word) if whole else len(first))
    q.per = whole.name if whole else (_per_name(first, lexicon) or first.lower())
    if q.unit is not None:
        q.unit_end = end
    q.end = max(q.end, end)
    return True


def _piece(text: str, start: int, lexicon: Lexicon) -> re.Match[str] | None:
    """The words from `start` to the noun that they describe, where it is not the first one."""
    if lexicon.has("per", text[start:].split(maxsplit=1)[0].strip(".,;:").lower()):
        return None
    for pattern in KINDS:
        kinds = pattern.match(text, start)
        if kinds is None or NO_KIND.search(kinds[0]):
            break
        if lexicon.has("per", kinds[1]):
            return kinds
    return OF_A_KIND.match(text, start)


def _per_name(word: str, lexicon: Lexicon) -> str | None:
    unit = lexicon.unit_symbols.get(word) or lexicon.unit_words.get(word.lower())
    if unit:
        return unit.name
    return lexicon.get("per", word.lower())
