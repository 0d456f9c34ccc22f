"""What the words around a number make of it: at least, more than, up to, about, and so on.

Belongs here: bound words before and behind a quantity, and the interval that follows.
Does not belong here: direction of change (changes.py).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assets.facts.quantities.lexicon import Lexicon, alternatives

if TYPE_CHECKING:
    from assets.facts.quantities.quantity import Quantity

OVER_IS_MORE = re.compile(
    r"\b(?:for|in|after|within|of|to|by|with|at|than|just|well|slightly|little|a\sbit|been|is|was|are|were|be|ago|aged|age|took|takes?|taken|taking|last(?:s|ed|ing)?|span\w*"
    r"|spen[dt]\w*|serv\w*|wait\w*|work\w*|lived?|stay\w*|for\sthe|need\w*|requir\w*|has|have|had|and|or|until|from|some|now|already|still|dating|dates?)\s$",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"\b(?:an?|the)\s$", re.IGNORECASE)
REACHES = 48


@lru_cache(maxsize=4)
def _compiled(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    before, after = lexicon.bounds_before, lexicon.bounds_after
    words = [word for word in before if word[0].isalpha()]
    signs = [word for word in before if not word[0].isalpha()]
    return (
        re.compile(
            rf"(?:(?<![\w’'])(?P<word>{alternatives(words)})[\s-]{{1,2}}|(?P<sign>{alternatives(signs)})\s?)(?P<article>(?:an?\s|the\s)?)$",
            re.IGNORECASE,
        ),
        re.compile(rf"(?P<gap>\s?)(?P<phrase>{alternatives(list(after))})(?![\w])", re.IGNORECASE),
    )


def read_bound(text: str, q: Quantity, lexicon: Lexicon) -> None:
    """Set `bound`, the interval and the phrase's ends from the words around it."""
    before, after = _compiled(lexicon)
    found: list[str] = []
    for _ in range(2):
        left = text[max(0, q.start - REACHES) : q.start]
        match = before.search(left)
        if match is None:
            break
        phrase = re.sub(r"[\s-]+", " ", match["word"].lower()) if match["word"] else match["sign"]
        if match["article"] and match["article"].strip().lower() == "the":
            break
        if match["article"] and _is_preposition(q, phrase):
            break
        if not _holds(text, q, phrase, left[: match.start()], lexicon):
            break
        found.append(lexicon.bounds_before[phrase])
        q.start -= len(left) - match.start()
        _take_well(text, q)
    bound = _strongest(found)
    if bound is None and not q.is_vague:
        for position in sorted({q.core_end, q.unit_end, q.end}):
            match = after.match(text, position)
            if match and _holds_after(text, q, match, position):
                bound = lexicon.bounds_after[
                    re.sub(r"[\s-]+", " ", match["phrase"].lower())
                    if match["phrase"].lower() not in lexicon.bounds_after
                    else match["phrase"].lower()
                ]
                q.end = max(q.end, match.end())
                break
    if bound:
        apply_bound(q, bound)


def _is_preposition(q: Quantity, phrase: str) -> bool:
    """'ran over a 12-week period', 'a story about a 6-year-old': with an article behind it, it bounds no number."""
    return (phrase == "over" and q.dimension == "time") or (phrase == "about" and q.is_age)


def _take_well(text: str, q: Quantity) -> None:
    match = re.search(
        r"\b(?:far|well|slightly|just|a\slittle|considerably|significantly)\s$",
        text[max(0, q.start - 16) : q.start],
        re.IGNORECASE,
    )
    if match and "just" not in match[0].lower():
        q.start -= len(match[0])


def _strongest(found: list[str]) -> str | None:
    if not found:
        return None
    inner = found[0]
    if inner == "about" and len(found) > 1:
        return found[1]
    return inner


NEEDS_A_MEASURE = re.compile(r"(?:old|high|long|bigg?|larg|short|small|low|young)e?r\sthan")
LARGE = 100
FEW = 20
NEEDS_DIGITS = {"c.", "upper", "max", "minimum", "<", ">"}


@lru_cache(maxsize=4)
def _not_bounds(lexicon: Lexicon) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """By bound word: each rule with the expression for the words before it."""
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for (phrase, rule), words in lexicon.not_bounds.items():
        any_word = alternatives(list(words)).replace(r"\*", r"\w*").replace("'", "['’]")
        ending = r"\b.{0,12}$" if rule == "spread" else r"\s$"
        found.setdefault(phrase, []).append((rule, re.compile(rf"\b(?:{any_word}){ending}", re.IGNORECASE)))
    return found


def _holds(text: str, q: Quantity, phrase: str, left: str, lexicon: Lexicon) -> bool:
    """Whether the word bounds the number here, and is not something else spelled alike."""
    for rule, behind in _not_bounds(lexicon).get(phrase, ()):
        if behind.search(left) is None:
            continue
        if rule == "large":
            return q.unit is not None or (q.value or 0) >= LARGE
        is_few = q.unit is None and q.numeral.form == "words" and (q.value or 0) < FEW
        if rule == "never" or (rule == "few" and is_few) or (rule == "spread" and q.dimension == "time"):
            return False
    if phrase == "over" and text.startswith("about ", q.start):
        # 'turned over about 300 emails': the verb's own word.
        return False
    if phrase == "over" and q.dimension == "time" and not q.is_age:
        # 'a grant over three years' is spread over them; 'lasted over three years' is more than that.
        return OVER_IS_MORE.search(left) is not None
    if phrase == "under" and q.unit is None and q.noun is None:
        return re.match(r"\s[A-Z]", text[q.end : q.end + 3]) is None
    if phrase in NEEDS_DIGITS:
        return bool(q.numeral.digits)
    return q.unit is not None or NEEDS_A_MEASURE.fullmatch(phrase) is None


def _holds_after(text: str, q: Quantity, match: re.Match[str], position: int) -> bool:
    phrase = match["phrase"].lower()
    if phrase == "+":
        return position == q.core_end or position == q.unit_end
    if phrase in ("plus", "max", "odd", "tops"):
        follows = text[match.end() : match.end() + 14]
        return phrase != "plus" or (
            bool(re.match(r"\s(?:years?|people|[a-z]+s)\b", follows)) and match["gap"] == " " and position == q.core_end
        )
    if phrase in ("or over", "or under", "and over", "and under", "and up", "and above", "or above"):
        return not re.match(r"\s\d", text[match.end() : match.end() + 3])
    return True


def apply_bound(q: Quantity, bound: str) -> None:
    """Turn an exact number or a range into what the bound word makes of it."""
    if q.is_vague:
        return
    if q.is_range:
        if bound == "about":
            q.bound = bound
        else:
            q.notes["range_bound"] = bound
        return
    q.bound = bound
    if bound in ("at_least", "more_than"):
        q.low, q.high = q.value, None
    elif bound in ("at_most", "less_than"):
        q.low, q.high = None, q.value
