"""Signs and codes of currencies beside a number: "$40", "500 FCFA", "EUR 3 million".

Belongs here: telling them from other letters, and what they do to the value.
Does not belong here: names of currencies in words, which are read as other unit words are (units.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assets.facts.quantities.numbers.numeral import scaled
from assets.facts.quantities.numbers.shared_currencies import UNKNOWN, Purse

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

FEW_DIGITS = re.compile(r"\d")
SCALE_LETTERS = re.compile(r"\s?(?:mn|mln|m|bn|bln|b|tn|trn|k)\b", re.IGNORECASE)
SHORT = 2
FEWEST_DIGITS = 3
REPEATED = re.compile(r"\s(?:dollars|US|USD|Canadian|Australian)\b(?!\s+[A-Z])")
# "500 CFA francs": a name in words, which is longer.
NEXT_WORD = re.compile(r"\s([^\W\d_]+)")
SCALE = re.compile(r"\s(million|billion|trillion|thousand)\b")


@dataclass(frozen=True)
class _Signs:
    before: re.Pattern[str]
    after: re.Pattern[str]


@lru_cache(maxsize=4)
def _signs(lexicon: Lexicon) -> _Signs:
    signs = any_of(lexicon.currency_signs)
    return _Signs(
        before=re.compile(
            rf"(?:(?<![^\W\d_])(?P<million>M))?(?:(?<![^\W\d_])|(?<=M))(?P<sign>{signs})\s{{0,2}}(?P<minus>[-−]\s?)?$"
        ),
        after=re.compile(rf"\s{{0,2}}(?P<million>M(?=[A-Z]{{3}}\b))?(?P<sign>{signs})(?![^\W\d_])(?!\s?\d)"),
    )


def any_of(items: Iterable[str]) -> str:
    """The items as alternatives of a pattern, the longest first."""
    return "|".join(re.escape(item) for item in sorted(items, key=lambda item: (-len(item), item)))


def money_before(text: str, q: Quantity, lexicon: Lexicon, taken: int, purse: Purse = UNKNOWN) -> None:
    """Take the sign before the number into the quantity; characters before `taken` belong to another one."""
    before = text[max(0, q.core_start - 12, taken) : q.core_start]
    match = _signs(lexicon).before.search(before)
    if match is None or q.numeral.form == "vague":
        word = re.search(r"\b(dollar|euro|rmb|sen|usd)s?\s$", before)
        if word and FEW_DIGITS.match(text, q.core_start) and not re.search(r"\d\s?\S+\s$", before):
            q.unit = lexicon.currency_words.get(word[1])
            q.core_start -= len(before) - word.start()
            q.start = q.core_start
        return
    sign = match["sign"]
    if not _is_money(text, sign, q, before.endswith(sign), lexicon):
        return
    q.unit = purse.money(sign, q.core_start, lexicon) or lexicon.currency_signs[sign]
    if match["million"] and sign.isalpha() and len(sign) == 3:
        q.value = scaled(q.value or 0.0, 1e6)
    if match["minus"] and q.value is not None and q.value > 0:
        q.value = -q.value
        q.numeral.sign = "-"
    if q.value is not None:
        q.set_exact(q.value)
    q.core_start -= len(before) - match.start()
    if (
        q.core_start
        and q.numeral.sign == ""
        and text[q.core_start - 1] in "-−+"
        and (q.core_start < 2 or text[q.core_start - 2] in " ([")
    ):
        q.numeral.sign = "+" if text[q.core_start - 1] == "+" else "-"
        q.core_start -= 1
        if q.numeral.sign == "-" and q.value is not None:
            q.set_exact(-q.value)
    q.start = q.core_start


def _is_money(text: str, sign: str, q: Quantity, is_glued: bool, lexicon: Lexicon) -> bool:
    """Whether letters before the number are money, and no name that ends in them ("COP 28", "State Route SR 9")."""
    has_digits = len(q.numeral.digits) >= FEWEST_DIGITS
    rule = lexicon.get("short_sign", sign)
    if rule == "scaled":
        return q.numeral.scale > 1 or SCALE_LETTERS.match(text, q.core_end) is not None
    if sign.isalpha() and len(sign) <= SHORT and rule is None:
        return is_glued and has_digits
    return has_digits or q.numeral.scale > 1 or not lexicon.has("code_word", sign)


def money_after(text: str, q: Quantity, lexicon: Lexicon, purse: Purse = UNKNOWN) -> bool:
    """Take the sign behind the number into the quantity, with a scale behind it; whether there is one."""
    match = _signs(lexicon).after.match(text, q.core_end) if q.numeral.form != "vague" else None
    if match is None:
        return False
    sign = match["sign"]
    if sign.isalpha() and len(sign) <= SHORT and text[q.core_end : match.start("sign")]:
        return False
    if lexicon.get("short_sign", sign) == "scaled" and q.numeral.scale == 1.0:
        return False
    word = NEXT_WORD.match(text, match.end())
    if word and f"{sign} {word[1]}".lower() in lexicon.currency_words:
        return False
    q.unit = purse.money(sign, q.core_end, lexicon) or lexicon.currency_signs[sign]
    if match["million"] and q.value is not None:
        q.set_exact(scaled(q.value, 1e6))
    q.unit_end = q.end = match.end()
    scale_behind_money(text, q, lexicon)
    return True


def skip_repeated_money(text: str, q: Quantity, lexicon: Lexicon) -> None:
    """'$10 dollars', '$31.20 US': the second naming belongs to the phrase."""
    match = REPEATED.match(text, q.core_end)
    if match and match[0].strip() == "dollars":
        q.unit_end = q.end = match.end()
    elif (
        match and q.unit and q.unit.name == "USD" and text[match.end() : match.end() + 2].strip() in ("", ".", ",", ")")
    ):
        says = lexicon.currency_words.get(match[0].strip().lower() + " dollar")
        q.unit = says or q.unit
        q.unit_end = q.end = match.end()


def scale_behind_money(text: str, q: Quantity, lexicon: Lexicon) -> None:
    """Scale the value by the word behind a sign that stands behind the number: '3€ million'."""
    match = SCALE.match(text, q.unit_end)
    if match and q.value is not None and q.numeral.scale == 1.0:
        q.set_exact(scaled(q.value, lexicon.number_words[match[1]][1]))
        q.unit_end = q.end = match.end()
