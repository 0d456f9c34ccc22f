"""A numeral with what stands directly before and behind it: scale letters, and which sort of unit is looked for.

Belongs here: the order in which units are looked for, scale letters, names that the number is glued to.
Does not belong here: unit words (unit_words.py), symbols (unit_symbols.py), signs of money (money.py), rates (rates.py), counted nouns (nouns.py) and ranges (ranges.py).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assets.facts.quantities.numbers.compounds import add_rest, read_mark
from assets.facts.quantities.numbers.money import any_of, money_after, money_before, skip_repeated_money
from assets.facts.quantities.numbers.multiples import read_multiple
from assets.facts.quantities.numbers.numeral import Numeral, scaled
from assets.facts.quantities.numbers.rates import read_rate
from assets.facts.quantities.numbers.shared_currencies import UNKNOWN, Purse
from assets.facts.quantities.numbers.unit_symbols import read_symbol
from assets.facts.quantities.numbers.unit_words import read_unit_word
from assets.facts.quantities.quantity import Quantity

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon

BRACKETED_UNIT = re.compile(r"\s?[(\[{<](\w{1,3})[)\]}>]")
ARTICLE_AND_UNIT = re.compile(r"\b(?:an?|one)\s(?P<unit>[a-z]+)\s(?P<join>or|and)\s$", re.IGNORECASE)
# What agencies write apart, also behind a number in words: "three mln dlrs".
AGENCY_SCALES = frozenset({"bn", "mn", "mln", "bln", "tn", "trn"})
# In capitals these are Minnesota and Tennessee.
STATES_TOO = {"mn", "tn"}
STRONGEST = 11
MAGNITUDE_BEFORE = re.compile(
    r"\bmagnitudes?(?:[\s-]|\sof\s|\s(?:was|is)\s(?:put\sat\s)?)(?:an?\s)?(?:about\s|at\sleast\s|estimated\s|preliminary\s|revised\s|up\sto\s|greater\sthan\s|over\s|above\s)*$",
    re.IGNORECASE,
)
MAGNITUDE_AFTER = re.compile(
    r"(?P<unit>[\s-]magnitude\b)?(?(unit)|,?\son\sthe\s(?:open-ended\s)?(?:Richter|moment\smagnitude)\b)", re.IGNORECASE
)
# '$5m-10m': the sign of money holds for both.
MONEY_BEFORE = re.compile(r"[$€£¥]\s?[\d.,]+\s?(?:m|bn|b|k|tn|t|M|B|K)\s?(?:[-–—]|to)\s?[\d.,]+$")
# '250m DKK': no length has such a code behind it.
CODE_BEHIND = re.compile(r"\s([A-Z]{3})\b")
# '1.5m-2m sales': what is counted stands behind the second number.
SECOND_OF_RANGE = re.compile(r"^\s?(?:[-–—]|to|or|and)\s?[\d.,]+m(?=\s)")
RACE = re.compile(
    r"\s(?:individual\s|men['’]s\s|women['’]s\s)?(?:hurdles|sprint\w*|dash|races?|relays?|freestyle|butterfly|backstroke|breaststroke|medley|finals?|heats?|runners?"
    r"|swim\w*|steeplechase|champion\w*|world\srecord|gold|track|pool)\b"
)


@lru_cache(maxsize=4)
def _suffixes(lexicon: Lexicon) -> re.Pattern[str]:
    suffixes = tuple(word for word, (kind, _) in lexicon.number_words.items() if kind == "suffix")
    suffixes += tuple(word.upper() for word in AGENCY_SCALES if word not in STATES_TOO)
    return re.compile(rf"(?P<gap>[\s-]?)(?P<suffix>{any_of(suffixes)})(?![\w²³])")


def quantify(text: str, numeral: Numeral, lexicon: Lexicon, taken: int = 0, purse: Purse = UNKNOWN) -> Quantity | None:
    """The numeral with its unit; None where letters glued to it make it a name or a code.

    Characters before `taken` belong to the quantity before it.  `purse` tells whose money a shared word
    is.
    """
    q = Quantity(
        numeral,
        numeral.start,
        numeral.end,
        numeral.start,
        numeral.end,
        numeral.end,
        numeral.value,
        numeral.low if numeral.form == "vague" else numeral.value,
        numeral.high if numeral.form == "vague" else numeral.value,
        is_vague=numeral.form == "vague",
        bound="vague" if numeral.form == "vague" else "exact",
    )
    money_before(text, q, lexicon, taken, purse)
    _suffix(text, q, lexicon)
    if q.unit is None and not _unit_inside(text, q, lexicon, taken):
        _unit_after(text, q, lexicon, purse)
    elif q.unit_end == q.core_end:
        skip_repeated_money(text, q, lexicon)
    read_multiple(text, q)
    _magnitude(text, q, lexicon)
    if numeral.spaced_minus and q.dimension == "temperature" and q.value is not None:
        q.set_exact(-q.value)
        q.core_start = q.start = q.core_start - numeral.spaced_minus
    add_rest(text, q, lexicon)
    if _is_glued_to_name(text, q, taken):
        return None
    read_rate(text, q, q.unit_end, lexicon)
    return q


def _magnitude(text: str, q: Quantity, lexicon: Lexicon) -> None:
    """'a magnitude 6.1 quake', 'a 5.8-magnitude quake', '7.2 on the Richter scale'."""
    if q.unit is not None or q.numeral.form != "digits" or not 0 < (q.value or 0) < STRONGEST:
        return
    if behind := MAGNITUDE_AFTER.match(text, q.core_end):
        q.unit_end = q.end = q.core_end + len(behind["unit"] or "")
    elif MAGNITUDE_BEFORE.search(text[max(0, q.core_start - 40) : q.core_start]) is None:
        return
    q.unit = lexicon.units["magnitude"]


def _unit_inside(text: str, q: Quantity, lexicon: Lexicon, taken: int) -> bool:
    """'a day or two', 'a decade and a half': the unit stands between the article and the number."""
    n = q.numeral
    if n.value not in (0.5, 2.0) or n.form not in ("words", "fraction"):
        return False
    match = ARTICLE_AND_UNIT.search(text[max(taken, q.core_start - 28) : q.core_start])
    unit = lexicon.unit_words.get(match["unit"].lower()) if match else None
    if match is None or unit is None or (match["join"] == "or") != (n.value == 2.0):
        return False
    if n.value == 2.0:
        q.value, q.low, q.high, q.bound, q.is_range = None, 1.0, 2.0, "range", True
    else:
        q.set_exact(1.5)
    q.unit = unit
    q.start = q.core_start = q.core_start - len(match[0])
    return True


def _is_glued_to_name(text: str, q: Quantity, taken: int) -> bool:
    """Letters that touch the number and are no unit, scale or sign: 'M21', '24703L202', 'x2'."""
    after = text[q.unit_end : q.unit_end + 1]
    if text.endswith("illion", 0, q.unit_end):
        return False
    if after.isdigit() and q.unit_end > q.core_end:
        return False
    if after and (after.isalpha() or after == "_") and text[q.unit_end - 1 : q.unit_end] not in '%°″"”':
        return True
    before = text[q.core_start - 1 : q.core_start] if q.core_start > taken else ""
    return bool(before) and (before.isalnum() or before in "_#@") and (q.numeral.form != "vague")


def _suffix(text: str, q: Quantity, lexicon: Lexicon) -> None:
    """Scale letters behind the number: always behind money, else where they are no unit."""
    if q.numeral.form == "vague" or q.numeral.scale != 1.0:
        return
    match = _suffixes(lexicon).match(text, q.core_end)
    if match is None:
        return
    letters, gap = match["suffix"], match["gap"]
    letters = letters if letters in lexicon.number_words else letters.lower()
    if q.numeral.form == "words" and not (gap == " " and letters in AGENCY_SCALES):
        return
    if q.unit is None:
        if not _is_scale(text, match, letters, lexicon):
            return
    elif gap == "-" and letters not in ("m", "mil", *AGENCY_SCALES):
        return
    scale = lexicon.number_words[letters][1]
    q.numeral.scale = scale
    q.core_end = q.unit_end = q.end = match.end()
    if q.value is not None:
        q.set_exact(scaled(q.value, scale))


def _is_scale(text: str, match: re.Match[str], letters: str, lexicon: Lexicon) -> bool:
    """Whether scale letters behind a number without money are that, and no unit of length, weight or data."""
    if MONEY_BEFORE.search(text[max(0, match.start() - 24) : match.start()]):
        return True
    gap = match["gap"]
    could_be_unit = letters in ("m", "mm", "t", "b", "T", "mil")
    follows = text[match.end() : match.end() + 30]
    follows = SECOND_OF_RANGE.sub("", follows) if letters == "m" else follows
    if letters == "m" and not gap and RACE.match(follows):
        return False
    counts_something = re.match(
        r"\s(?!(?:from|away|long|wide|high|tall|deep|race|in|at|to|above|below|and|of|x|by|or|per|apart|dash)\b)[a-z]{3,}",
        follows,
    )
    behind = CODE_BEHIND.match(follows)
    if behind and not gap and behind[1] in lexicon.currency_signs:
        return True
    if could_be_unit and not (letters == "m" and not gap and counts_something) and letters != "mil":
        return False
    if gap == " " and letters not in ("bn", "mn", "mln", "B", "M", "mil", "tn", "trn", "bln", "bil"):
        return False
    if gap == "-":
        return letters in AGENCY_SCALES
    return not (letters in ("B", "M", "T", "K") and gap and not re.match(r"\s[a-z]", follows))


def _unit_after(text: str, q: Quantity, lexicon: Lexicon, purse: Purse) -> None:
    if money_after(text, q, lexicon, purse):
        return
    if read_mark(text, q, lexicon) or read_symbol(text, q, lexicon):
        return
    if q.numeral.form == "digits" and (bracket := BRACKETED_UNIT.match(text, q.core_end)):
        unit = lexicon.unit_symbols.get(bracket[1])
        if unit and len(text[q.core_end : bracket.end()]) <= 6:
            q.unit, q.unit_end, q.end = unit, bracket.end(), bracket.end()
            return
    read_unit_word(text, q, lexicon, purse)
