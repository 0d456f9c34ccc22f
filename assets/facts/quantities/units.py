"""Which unit a numeral is given in: scale suffixes, unit words and symbols.

Belongs here: what stands directly before and behind the numeral.
Does not belong here: signs of money (money.py), rates (rates.py), counted nouns (nouns.py) and ranges (ranges.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assets.facts.quantities.money import any_of, money_after, money_before, scale_behind_money, skip_repeated_money
from assets.facts.quantities.numerals import Numeral, scaled
from assets.facts.quantities.quantity import Quantity
from assets.facts.quantities.rates import read_rate

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon, Unit

WORD = re.compile(r"[\s-]{0,2}((?:[^\W\d_]|[°º])[\w²³.'’]*)")
BRACKETED_UNIT = re.compile(r"\s?[(\[{<](\w{1,3})[)\]}>]")
OF = re.compile(r"\sof(?:\s(?:the|a|an))?(?=\s)")
ARTICLE = re.compile(r"\s+(?:of\s+)?an?(?=\s)")
MORE = re.compile(
    r"\s(?:more|full|whole|straight|consecutive|additional|extra|further|other|long|short|solid|calendar|nautical(?=\s(?!mile)))(?=\s)"
)
PLUS = re.compile(
    r"[\s-]plus(?=[\s-](?:second|minute|hour|day|week|month|year|mile|kilometer|kilometre|foot|acre)s?\b)"
)
FEET_BEFORE = re.compile(r"\d\s?(?:ft\.?|feet|foot|['′])\s$")
EXTENT = re.compile(r"\s(?:long|wide|tall|high|deep|thick|across|by|x)\b")
RESOLUTIONS = {480.0, 540.0, 720.0, 1080.0, 1440.0, 2160.0, 4320.0}
GLUED_ONLY = {"in", "pm", "s", "c"}
ARTICLE_AND_UNIT = re.compile(r"\b(?:an?|one)\s(?P<unit>[a-z]+)\s(?P<join>or|and)\s$", re.IGNORECASE)
STUDIED = re.compile(r"\b(?:earn\w*|hold\w*|award\w*|confer\w*|offer\w*|grant\w*)\b", re.IGNORECASE)
# What agencies write apart, also behind a number in words: "three mln dlrs".
AGENCY_SCALES = frozenset({"bn", "mn", "mln", "bln", "tn", "trn"})
# In capitals these are Minnesota and Tennessee.
STATES_TOO = {"mn", "tn"}
LONE_CAPITALS = {"A", "V", "J", "N", "F", "W", "K", "R", "L"}
VERBS_TOO = {"won"}
# Letters that are degrees behind a number of two digits and more, or where the sentence tells of warmth.
TEMPERATURES = frozenset({"C", "F"})
CHARGE = re.compile(r"\bcapacit(?:or|ance)", re.IGNORECASE)
WARMTH = re.compile(
    r"\b(?:temperatures?|degrees?|warm\w*|cold\w*|hot(?:ter|test)?|heat\w*|cool\w*|freez\w*|froze\w*|highs?|lows?|mercury|weather|"
    r"forecast\w*|thermometers?|climate|oven|boil\w*|melt\w*|shade|winters?|summers?)\b",
    re.IGNORECASE,
)
NAME_BEFORE = re.compile(
    r"(?:\b(?!(?:An?|The|At|To|By|In|With|From|About|Around|Nearly|Almost|Over|Above|Below|Under|Between|Of|And)\s)[A-Z][\w.]*|#|\b(?:class|flat|room|row|seat|type|group|grade|vitamin|hepatitis))\s$"
)
NAME_AFTER = re.compile(r"\.\s?[A-Z]|\s[A-Z][a-z]|[-\d]")


@dataclass(frozen=True)
class _Signs:
    symbols: re.Pattern[str]
    suffix: re.Pattern[str]


@lru_cache(maxsize=4)
def _signs(lexicon: Lexicon) -> _Signs:
    suffixes = tuple(word for word, (kind, _) in lexicon.number_words.items() if kind == "suffix")
    suffixes += tuple(word.upper() for word in AGENCY_SCALES if word not in STATES_TOO)
    return _Signs(
        symbols=re.compile(
            rf"(?P<gap>[\s-]{{0,2}})(?P<symbol>{any_of(lexicon.unit_symbols)})(?P<rest>$|[^\w²³]|(?<=[%°′″\"”])(?=\w))"
        ),
        suffix=re.compile(rf"(?P<gap>[\s-]?)(?P<suffix>{any_of(suffixes)})(?![\w²³])"),
    )


def quantify(text: str, numeral: Numeral, lexicon: Lexicon, taken: int = 0) -> Quantity | None:
    """The numeral with its unit; None where letters glued to it make it a name or a code.

    Characters before `taken` belong to the quantity before it.
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
    signs = _signs(lexicon)
    money_before(text, q, lexicon, taken)
    _suffix(text, q, signs, lexicon)
    if q.unit is None and not _unit_inside(text, q, lexicon, taken):
        _unit_after(text, q, signs, lexicon)
    elif q.unit_end == q.core_end:
        skip_repeated_money(text, q, lexicon)
    if numeral.spaced_minus and q.dimension == "temperature" and q.value is not None:
        q.set_exact(-q.value)
        q.core_start = q.start = q.core_start - numeral.spaced_minus
    if _is_glued_to_name(text, q):
        return None
    read_rate(text, q, q.unit_end, lexicon)
    return q


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


def _is_glued_to_name(text: str, q: Quantity) -> bool:
    """Letters that touch the number and are no unit, scale or sign: 'M21', '24703L202', 'x2'."""
    after = text[q.unit_end : q.unit_end + 1]
    if text.endswith("illion", 0, q.unit_end):
        return False
    if after and (after.isalpha() or after == "_") and text[q.unit_end - 1 : q.unit_end] not in '%°″"”':
        return True
    before = text[q.core_start - 1 : q.core_start] if q.core_start else ""
    return bool(before) and (before.isalnum() or before in "_#@") and (q.numeral.form != "vague")


def _suffix(text: str, q: Quantity, signs: _Signs, lexicon: Lexicon) -> None:
    """Scale letters behind the number: always behind money, else where they are no unit."""
    if q.numeral.form == "vague" or q.numeral.scale != 1.0:
        return
    match = signs.suffix.match(text, q.core_end)
    if match is None:
        return
    letters, gap = match["suffix"], match["gap"]
    letters = letters if letters in lexicon.number_words else letters.lower()
    if q.numeral.form == "words" and not (gap == " " and letters in AGENCY_SCALES):
        return
    if q.unit is None:
        if not _is_scale(text, match, letters):
            return
    elif gap == "-" and letters not in ("m", "mil", *AGENCY_SCALES):
        return
    scale = lexicon.number_words[letters][1]
    q.numeral.scale = scale
    q.core_end = q.unit_end = q.end = match.end()
    if q.value is not None:
        q.set_exact(scaled(q.value, scale))


def _is_scale(text: str, match: re.Match[str], letters: str) -> bool:
    """Whether scale letters behind a number without money are that, and no unit of length, weight or data."""
    gap = match["gap"]
    could_be_unit = letters in ("m", "mm", "t", "b", "T", "mil")
    follows = text[match.end() : match.end() + 30]
    counts_something = re.match(
        r"\s(?!(?:from|away|long|wide|high|tall|deep|race|in|at|to|above|below|and|of|x|by|or|per|apart|dash)\b)[a-z]{3,}",
        follows,
    )
    if could_be_unit and not (letters == "m" and not gap and counts_something) and letters != "mil":
        return False
    if gap == " " and letters not in ("bn", "mn", "mln", "B", "M", "mil", "tn", "trn", "bln", "bil"):
        return False
    if gap == "-":
        return letters in AGENCY_SCALES
    return not (letters in ("B", "M", "T", "K") and gap and not re.match(r"\s[a-z]", follows))


def _unit_after(text: str, q: Quantity, signs: _Signs, lexicon: Lexicon) -> None:
    if money_after(text, q, lexicon):
        return
    if _symbol(text, q, signs, lexicon):
        return
    if q.numeral.form == "digits" and (bracket := BRACKETED_UNIT.match(text, q.core_end)):
        unit = lexicon.unit_symbols.get(bracket[1])
        if unit and len(text[q.core_end : bracket.end()]) <= 6:
            q.unit, q.unit_end, q.end = unit, bracket.end(), bracket.end()
            return
    _unit_word(text, q, lexicon)


def _symbol(text: str, q: Quantity, signs: _Signs, lexicon: Lexicon) -> bool:
    if q.numeral.form not in ("digits", "fraction"):
        return False
    match = signs.symbols.match(text, q.core_end)
    if match is None or not _symbol_fits(text, q, match["symbol"], match["gap"], match.end("symbol")):
        return False
    q.unit = lexicon.unit_symbols[match["symbol"]]
    if match["symbol"] == "F" and CHARGE.search(text):
        q.unit = lexicon.units["farad"]
    q.unit_end = q.end = match.end("symbol")
    points = re.compile(r"\spoints?\b").match(text, q.unit_end)
    if points and q.unit.name == "percent":
        q.unit, q.unit_end, q.end = lexicon.units["percentage_point"], points.end(), points.end()
    return True


def _symbol_fits(text: str, q: Quantity, symbol: str, gap: str, end: int) -> bool:
    """Whether the letters are the unit here, and not a name or the end of a quotation."""
    after = text[end : end + 12]
    if symbol == "in" and FEET_BEFORE.search(text[max(0, q.core_start - 8) : q.core_start]):
        return True
    if symbol in GLUED_ONLY and (gap or (symbol == "s" and "." not in q.numeral.digits)):
        return False
    if symbol in ('"', "”") and ((gap and not EXTENT.match(after)) or _closes_a_quotation(text, q.core_start)):
        return False
    if symbol in TEMPERATURES and not (symbol == "F" and CHARGE.search(text)):
        return _is_temperature(text, q, gap, after)
    if len(symbol) == 1 and symbol.isalpha():
        return _letter_fits(symbol, gap, after)
    if symbol == "PS":
        return not (gap and re.match(r"\s?\d", after))
    if symbol == "MP":
        return re.match(r"\s[A-Z]|s\b", after) is None
    return not (symbol == "st" and gap)


def _is_temperature(text: str, q: Quantity, gap: str, after: str) -> bool:
    """'20C in the shade', 'a high of 68 F', and not 'Room 12C', 'a 4C cable', '20 C. Lane'."""
    if NAME_BEFORE.search(text[max(0, q.core_start - 20) : q.core_start]) or NAME_AFTER.match(after):
        return False
    is_plain = len(q.numeral.digits.lstrip("0")) > 1 and not gap
    return is_plain or WARMTH.search(text[max(0, q.core_start - 120) : q.unit_end + 60]) is not None


def _letter_fits(symbol: str, gap: str, after: str) -> bool:
    if (gap == "-" and symbol != "m") or (symbol == "L" and gap):
        return False
    if symbol in LONE_CAPITALS and gap and re.match(r"\.\s?[A-Za-z]|\s[A-Z][a-z]", after):
        return False
    if symbol == "A" and gap and re.match(r"\s[a-z]", after):
        return re.match(r"\s(?:and|at|to|of|or|for)\b", after) is not None
    return True


def _closes_a_quotation(text: str, position: int) -> bool:
    return text.count('"', 0, position) % 2 == 1 or "“" in text[:position]


def _unit_word(text: str, q: Quantity, lexicon: Lexicon) -> None:
    """The longest run of up to four words behind the number that names a unit or a currency."""
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
            unit = lexicon.unit_words.get(key) or lexicon.currency_words.get(key)
            if unit is not None and _word_fits(text, q, key, unit, end):
                _take_unit(text, q, key, unit, end, lexicon)
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


def _take_unit(text: str, q: Quantity, key: str, unit: Unit, end: int, lexicon: Lexicon) -> None:
    q.unit, q.unit_end, q.end = unit, end, end
    if key in ("pound", "pounds") and (
        q.numeral.scale >= 1e6 or re.match(r"\s(?:sterling|\(\$)", text[end : end + 12])
    ):
        q.unit = lexicon.units["GBP"]
    if unit.hundredths and q.value is not None:
        q.set_exact(scaled(q.value, 0.01))
    elif unit.dimension == "money":
        scale_behind_money(text, q, lexicon)


def _word_fits(text: str, q: Quantity, key: str, unit: Unit, end: int) -> bool:
    glued = text[q.core_end : q.core_end + 1].isalpha()
    after = text[end : end + 20]
    if key in VERBS_TOO:
        return (
            q.numeral.form != "vague"
            and (q.value or 0) >= 100
            and not re.match(r"\s(?:the|a|an|by|in|their|his|her)\b", after)
        )
    if key == "p":
        return glued and q.value not in RESOLUTIONS
    if (
        key in ("second", "third", "quarter")
        and q.numeral.form == "words"
        and text[q.core_end : q.core_end + 1] != "-"
        and (q.value or 0) != 1
    ):
        return False
    if key in (
        "mark",
        "sol",
        "ether",
        "real",
        "pc",
        "sec",
        "min",
        "min.",
        "mins",
        "deg",
        "pt",
        "hr",
        "yd",
        "mos",
        "mach",
    ):
        return q.numeral.form == "digits"
    if (
        key == "point"
        and q.value not in (1, 0.5, 0.25)
        and text[q.core_end : q.core_end + 1] != "-"
        and (q.value or 0) >= 1
    ):
        return False
    if unit.dimension == "money" and len(key) <= 3 and key not in ("yen", "yen", "¢", "won", "baht", "sen", "元"):
        return bool(q.numeral.digits) or q.numeral.scale > 1
    if key == "stone":
        return False
    if key in ("marks", "mark") and not (q.numeral.digits and (q.value or 0) > 1):
        return False
    if key == "degrees" and re.match(r"\s(?:in\s[A-Z]|from\s[A-Z])", after):
        return (q.value or 0) >= 10 and STUDIED.search(text[max(0, q.core_start - 30) : q.core_start]) is None
    return True
