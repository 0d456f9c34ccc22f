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


ENDS_OF_MEASURES = re.compile(r"\b(?:metres?|meters?|feet|degrees?|points?|inches|km|percent|%)\s$", re.IGNORECASE)
NEVER_BEHIND = {
    "over": re.compile(
        r"\b(?:victory|win|won|lead|control|concerns?|fears?|questions?|row|dispute|debate|fight|protests?|argument|prevailed|triumph|the|last|in)\s$",
        re.IGNORECASE,
    ),
    "past": re.compile(r"\b(?:the|last|in)\s$"),
    "above": ENDS_OF_MEASURES,
    "below": ENDS_OF_MEASURES,
}
MOSTLY_NOT_BEHIND = {
    "about": re.compile(
        r"\b(?:talk\w*|worr\w+|concern\w*|know|knew|knows|think\w*|question\w*|said|say|book|story|movie|film|told|debate|information|is\sall|what|details?|hear\w*|care\w*|argument)\s$",
        re.IGNORECASE,
    ),
    "around": re.compile(r"\b(?:turn\w*|built|revolv\w+|wrapped|gathered)\s$", re.IGNORECASE),
    "up to": re.compile(r"\b(?:it['’]s|added|adds?|lived?s?|stands?|stood|going|back)\s$", re.IGNORECASE),
}
SPREAD_OVER = re.compile(
    r"\b(?:loan|paid|pay|spread|growth|rise|rose|grown?|grew|money|course)\b.{0,12}$", re.IGNORECASE
)
OVER_THEM = re.compile(
    r"\b(?:presid\w+|argu\w+|fought|fight\w*|clash\w*|battl\w+|worr\w+|fum\w+|feud\w*|disagre\w+|sued?|suing|watch\w*|hover\w*"
    r"|stumbl\w+|quarrel\w*|spar\w*|rul\w+|resign\w*|fired|arrest\w*|charged|indict\w*|criticiz\w+|criticis\w+|attack\w*|apologi\w+"
    r"|outrage|anger|angry|uproar|criticism|lawsuits?|scandals?|tensions?|charges|crossed|pored?|jump\w*|flew|fly|flying|flown|hand\w*|take|took|taken|look\w*)\s$",
    re.IGNORECASE,
)
NEEDS_A_MEASURE = re.compile(r"(?:old|high|long|bigg?|larg|short|small|low|young)e?r\sthan")
NEEDS_DIGITS = {"c.", "upper", "max", "minimum", "<", ">"}


def _holds(text: str, q: Quantity, phrase: str, left: str) -> bool:
    """Whether the word bounds the number here, and is not something else spelled alike."""
    if (never := NEVER_BEHIND.get(phrase)) and never.search(left):
        return False
    if (mostly := MOSTLY_NOT_BEHIND.get(phrase)) and mostly.search(left):
        return q.unit is not None or (q.value or 0) >= 100
    if phrase == "over" and q.dimension == "time" and SPREAD_OVER.search(left):
        return False
    if (
        phrase == "over"
        and q.unit is None
        and q.numeral.form == "words"
        and (q.value or 0) < 20
        and OVER_THEM.search(left)
    ):
        return False
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
