"""Words behind a number that are its unit: "40 miles", "seven pounds", "two points".

Belongs here: finding the longest run of words that names a unit or a currency, and telling it from other words that
are spelled alike.
Does not belong here: symbols (unit_symbols.py), scales (units.py), signs of money (money.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.quantities.numbers.money import scale_behind_money
from assets.facts.quantities.numbers.numeral import scaled
from assets.facts.quantities.numbers.shared_currencies import UNKNOWN, Purse

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon, Unit
    from assets.facts.quantities.quantity import Quantity

WORD = re.compile(r"[\s-]{0,2}((?:[^\W\d_]|[°º])[\w²³.'’]*)")
OF = re.compile(r"\sof(?:\s(?:the|a|an))?(?=\s)")
ARTICLE = re.compile(r"\s+(?:of\s+)?an?(?=\s)")
MORE = re.compile(
    r"\s(?:more|full|whole|straight|consecutive|additional|extra|further|other|long|short|solid|calendar|nautical(?=\s(?!mile)))(?=\s)"
)
PLUS = re.compile(
    r"[\s-]plus(?=[\s-](?:second|minute|hour|day|week|month|year|mile|kilometer|kilometre|foot|acre)s?\b)"
)
RESOLUTIONS = {480.0, 540.0, 720.0, 1080.0, 1440.0, 2160.0, 4320.0}
STUDIED = re.compile(r"\b(?:earn\w*|hold\w*|award\w*|confer\w*|offer\w*|grant\w*)\b", re.IGNORECASE)
VERBS_TOO = {"won"}
# What tells points that are won, lost or measured from those that somebody makes in a speech.
POINTS_WON = re.compile(
    r"\b(?:scor\w*|lead\w*|led|ahead|behind|trail\w*|w[io]n\w*|lost|los[es]\w*|r[io]s\w+|rose|fell|fall\w*|gain\w*|drop\w*|down|up|index|average|ratings?|"
    r"margins?|polls?|shares?|game|match|season|table|advantage|gap|deficit|clear|percentage|higher|lower|jump\w*|slip\w*|cut|rais\w*|swing)\b",
    re.IGNORECASE,
)
# What tells a weight from stones that are counted.
WEIGHED = re.compile(
    r"\b(?:weigh\w*|weight|heav\w*|lighter|lost|lose|losing|gained|put\son|shed|overweight|pounds?|lbs?|lb)\b",
    re.IGNORECASE,
)
OBJECT_BEHIND = re.compile(r"\s(?:the|a|an|by|in|their|his|her)\b")
PLACE_OF_STUDY = re.compile(r"\s(?:in\s[A-Z]|from\s[A-Z])")
# 'the 2024 Euro final': a championship.
EURO_OF_YEAR = re.compile(r"(?:19|20)\d\d\sEuro\b")
# 'a 15-point peace plan': a plan in fifteen parts.
PLAN_BEHIND = re.compile(
    r"\s(?:[\w-]+\s){0,2}(?:plan|proposal|agenda|program(?:me)?|list|platform|memo(?:randum)?|manifesto|strategy|checklist|framework|statement|guide)s?\b"
)
ORDINALS_TOO = {"second", "third", "quarter"}
NEEDS_DIGITS = frozenset(
    {"mark", "sol", "ether", "real", "pc", "sec", "min", "min.", "mins", "deg", "pt", "hr", "yd", "mos", "mach"}
)
SHORT = 3
SHORT_NAMES = {"yen", "¢", "won", "sen", "元"}
FEWEST_WON = 100
# Fewer crowns or soles are things.
FEWEST_OF_MONEY = 10
FEWEST_DEGREES = 10
# Fewer are kicks of a ball.
FEWEST_PUNTS = 1000


def read_unit_word(text: str, q: Quantity, lexicon: Lexicon, purse: Purse = UNKNOWN) -> None:
    """The longest run of up to four words behind the number that names a unit or a currency.

    `purse` tells whose money a shared word is.
    """
    position = _past_small_words(text, q)
    if q.numeral.form != "digits" and text[position : position + 1].isalpha():
        return
    words: list[str] = []
    ends: list[int] = []
    while len(words) < 4 and (match := WORD.match(text, position)):
        words.append(match[1].lower())
        ends.append(match.end(1))
        position = match.end(1)
    for count in range(len(words), 0, -1):
        last = words[count - 1]
        for form in dict.fromkeys((last, last.rstrip(".'’"))):
            key = " ".join([*words[: count - 1], form])
            end = ends[count - 1] - len(last) + len(form)
            unit = lexicon.unit_words.get(key)
            currency = purse.money(key, q.core_end, lexicon) or lexicon.currency_words.get(key)
            unit = currency if unit is None or (currency and _is_money_too(text, q, end)) else unit
            if unit is not None and _word_fits(text, q, key, unit, end, lexicon):
                _take_unit(text, q, unit, end, lexicon)
                return


def _past_small_words(text: str, q: Quantity) -> int:
    """The end of 'of the', 'an' or 'more' between the number and its unit, where such a word may stand."""
    position = q.core_end
    if q.is_vague and (of := OF.match(text, position)):
        position = of.end()
    elif q.numeral.form == "fraction" and (article := ARTICLE.match(text, position)):
        position = article.end()
    if q.numeral.form == "digits" and (plus := PLUS.match(text, position)):
        position = plus.end()
    more = MORE.match(text, position)
    return more.end() if more else position


def _is_money_too(text: str, q: Quantity, end: int) -> bool:
    """Whether 'pounds' or 'drams' are money: where there are millions of them, or where their worth follows in dollars."""
    return q.numeral.scale >= 1e6 or re.match(r"\s(?:sterling|\(\$)", text[end : end + 12]) is not None


def _take_unit(text: str, q: Quantity, unit: Unit, end: int, lexicon: Lexicon) -> None:
    q.unit, q.unit_end, q.end = unit, end, end
    if unit.hundredths and q.value is not None:
        q.set_exact(scaled(q.value, 0.01))
    elif unit.dimension == "money":
        scale_behind_money(text, q, lexicon)


def _word_fits(text: str, q: Quantity, key: str, unit: Unit, end: int, lexicon: Lexicon) -> bool:
    """Whether the word is the unit here, and no verb, ordinal, kick of a ball or thing that is spelled alike."""
    if key in NEEDS_DIGITS:
        return q.numeral.form == "digits"
    if unit.dimension == "money":
        return _money_fits(text, q, key, end, lexicon)
    hyphen = text[q.core_end : q.core_end + 1] == "-"
    value = q.value or 0
    if key in ORDINALS_TOO:
        return q.numeral.form != "words" or hyphen or value == 1
    if key == "point" and PLAN_BEHIND.match(text, end):
        return False
    if key == "point":
        return q.value in (1, 0.5, 0.25) or hyphen or value < 1
    if key == "stone":
        return WEIGHED.search(text[max(0, q.core_start - 40) : end + 24]) is not None
    if key == "points" and q.numeral.form != "digits":
        return POINTS_WON.search(text[max(0, q.core_start - 60) : end + 40]) is not None
    if key == "degrees" and PLACE_OF_STUDY.match(text, end):
        return value >= FEWEST_DEGREES and STUDIED.search(text[max(0, q.core_start - 30) : q.core_start]) is None
    return True


def _money_fits(text: str, q: Quantity, key: str, end: int, lexicon: Lexicon) -> bool:
    value, digits = q.value or 0, q.numeral.digits
    if lexicon.has("money_or_thing", key):
        return q.numeral.scale > 1 or (bool(digits) and value >= FEWEST_OF_MONEY)
    if key == "euro" and EURO_OF_YEAR.match(text, q.core_start):
        return False
    if key in ("punt", "punts"):
        return value >= FEWEST_PUNTS
    if key in VERBS_TOO:
        return q.numeral.form != "vague" and value >= FEWEST_WON and OBJECT_BEHIND.match(text, end) is None
    if key == "p":
        return text[q.core_end : q.core_end + 1].isalpha() and q.value not in RESOLUTIONS
    if key == "marks":
        return bool(digits) and value > 1
    if len(key) <= SHORT and key not in SHORT_NAMES:
        return bool(digits) or q.numeral.scale > 1
    return True
