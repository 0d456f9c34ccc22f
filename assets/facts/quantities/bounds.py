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

FILLER = re.compile(
    r"(?:\s(?:the|a|an|only|just|even|perhaps|maybe|possibly|another|staggering|whopping|record|total|of|average|estimated|reported))+\s$",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"\b(?:an?|the)\s$", re.IGNORECASE)
REACHES = 48


@lru_cache(maxsize=4)
def _compiled(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
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
    before, after = _compiled(tuple(lexicon.bounds_before), tuple(lexicon.bounds_after))
    found: list[str] = []
    for _ in range(2):
        left = text[max(0, q.start - REACHES) : q.start]
        match = before.search(left)
        if match is None:
            break
        phrase = re.sub(r"[\s-]+", " ", match["word"].lower()) if match["word"] else match["sign"]
        if match["article"] and match["article"].strip().lower() == "the":
            break
        if not _holds(text, q, phrase, left[: match.start()]):
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


def _holds(text: str, q: Quantity, phrase: str, left: str) -> bool:
    """Whether the word bounds the number here, and is not something else spelled alike."""
    after = text[q.end : q.end + 30]
    if phrase in ("over", "above", "under", "below", "past", "around", "about", "some"):
        if (
            phrase == "over"
            and q.dimension == "time"
            and re.search(
                r"\b(?:\w+ed|spread|rise|rose|fell|grow|grew|growth|money|course|out|years?|%|percent|dollars?|loan|paid|pay)\s$",
                left,
                re.IGNORECASE,
            )
        ):
            return not re.search(r"\$\s?[\d.,]+\s$", left) and not re.search(
                r"\b(?:loan|paid|spread|course|growth|rise)\b.{0,10}$", left
            )
        if phrase == "over" and re.search(
            r"\b(?:victory|win|won|lead|control|concerns?|fears?|questions?|row|dispute|debate|fight|protests?|argument|prevailed|triumph)\s$",
            left,
            re.IGNORECASE,
        ):
            return False
        if phrase == "under" and (q.unit is None and q.noun is None and re.match(r"\s[A-Z]", after)):
            return False
        if phrase in ("past", "over") and re.search(r"\b(?:the|last|in)\s$", left):
            return False
        if phrase == "above" and re.search(
            r"\b(?:metres?|meters?|feet|degrees?|points?|inches|km|percent|%)\s$", left, re.IGNORECASE
        ):
            return False
        if phrase == "below" and re.search(
            r"\b(?:metres?|meters?|feet|degrees?|points?|inches|km)\s$", left, re.IGNORECASE
        ):
            return False
        if phrase == "about" and re.search(
            r"\b(?:talk\w*|worr\w+|concern\w*|know|knew|knows|think\w*|question\w*|said|say|book|story|movie|film|told|debate|information|is\sall|what|details?|hear\w*|care\w*|argument)\s$",
            left,
            re.IGNORECASE,
        ):
            return q.unit is not None or (q.value or 0) >= 100
        if phrase == "around" and re.search(r"\b(?:turn\w*|built|revolv\w+|wrapped|gathered)\s$", left, re.IGNORECASE):
            return q.unit is not None
    if phrase in ("c.", "upper", "max", "minimum"):
        return bool(q.numeral.digits)
    if phrase in ("topped", "topping", "exceed", "exceeds", "exceeded", "exceeding", "surpassing"):
        return q.unit is not None or bool(q.numeral.digits)
    if phrase in ("<", ">"):
        return bool(q.numeral.digits)
    if phrase in (
        "older than",
        "higher than",
        "longer than",
        "bigger than",
        "larger than",
        "shorter than",
        "smaller than",
        "lower than",
        "younger than",
        "greater than",
    ):
        return q.unit is not None or q.is_age or phrase == "greater than"
    if phrase == "higher than" or (
        phrase == "up to"
        and re.search(
            r"\b(?:is|was|it's|it’s|been|added|add|adds|live|lived|lives|stand|stood|going)\s$", left, re.IGNORECASE
        )
        and not re.search(r"\b(?:is|was|been)\s$", left)
    ):
        return bool(q.unit) and phrase == "up to"
    return True


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
        if bound != "about":
            q.notes["range_bound"] = bound
        return
    q.bound = bound
    if bound in ("at_least", "more_than"):
        q.low, q.high = q.value, None
    elif bound in ("at_most", "less_than"):
        q.low, q.high = None, q.value
