"""Which unit a numeral is given in: money signs, scale suffixes, unit words and symbols, rates.

Belongs here: what stands directly before and behind the numeral.
Does not belong here: counted nouns (nouns.py) and ranges (ranges.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assets.facts.quantities.numerals import Numeral, scaled
from assets.facts.quantities.quantity import Quantity

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon, Unit

WORD = re.compile(r"[\s-]{0,2}((?:[^\W\d_]|[°º])[\w²³.'’]*)")
PER_SLASH = re.compile(r"\s?/\s?([^\W\d_][\w²³]*)")
PER_WORD = re.compile(
    r"[\s-]+(?:(per|each)|(an?))[\s-]+([^\W\d_][\w'’]*(?:[\s-](?:metre|meter|foot|mile|kilometre|kilometer|m|ft|inch|centimetre))?)(?!\s(?:earlier|ago|later|before|after|from|old)\b)",
    re.IGNORECASE,
)
FEW_DIGITS = re.compile(r"\d")
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


@dataclass(frozen=True)
class _Signs:
    before: re.Pattern[str]
    after: re.Pattern[str]
    symbols: re.Pattern[str]
    suffix: re.Pattern[str]


@lru_cache(maxsize=4)
def _signs(lexicon: Lexicon) -> _Signs:
    signs, symbols = tuple(lexicon.currency_signs), tuple(lexicon.unit_symbols)
    suffixes = tuple(word for word, (kind, _) in lexicon.number_words.items() if kind == "suffix")
    suffixes += tuple(word.upper() for word in AGENCY_SCALES if word not in STATES_TOO)

    def any_of(items: tuple[str, ...]) -> str:
        return "|".join(re.escape(item) for item in sorted(items, key=lambda item: (-len(item), item)))

    return _Signs(
        before=re.compile(
            rf"(?:(?<![^\W\d_])(?P<million>M))?(?:(?<![^\W\d_])|(?<=M))(?P<sign>{any_of(signs)})\s{{0,2}}(?P<minus>[-−]\s?)?$"
        ),
        after=re.compile(rf"\s{{0,2}}(?P<million>M(?=[A-Z]{{3}}\b))?(?P<sign>{any_of(signs)})(?![^\W\d_])(?!\s?\d)"),
        symbols=re.compile(
            rf"(?P<gap>[\s-]{{0,2}})(?P<symbol>{any_of(symbols)})(?P<rest>$|[^\w²³]|(?<=[%°′″\"”])(?=\w))"
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
    _money_before(text, q, signs, lexicon, taken)
    _suffix(text, q, signs, lexicon)
    if q.unit is None and not _unit_inside(text, q, lexicon, taken):
        _unit_after(text, q, signs, lexicon)
    elif q.unit_end == q.core_end:
        _skip_repeated_money(text, q, lexicon)
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


def _money_before(text: str, q: Quantity, signs: _Signs, lexicon: Lexicon, taken: int) -> None:
    before = text[max(0, q.core_start - 12, taken) : q.core_start]
    match = signs.before.search(before)
    if match is None or q.numeral.form == "vague":
        word = re.search(r"\b(dollar|euro|rmb|sen|usd)s?\s$", before)
        if word and FEW_DIGITS.match(text, q.core_start) and not re.search(r"\d\s?\S+\s$", before):
            q.unit = lexicon.currency_words.get(word[1])
            q.core_start -= len(before) - word.start()
            q.start = q.core_start
        return
    sign = match["sign"]
    if sign.isalpha() and len(sign) <= 2 and sign not in ("RM", "Rs", "Rp", "DM", "Tk", "Dh", "PS"):
        glued = before.endswith(sign)
        if not glued or len(q.numeral.digits) < 3:
            return
    if lexicon.has("code_word", sign) and len(q.numeral.digits) < 3:
        return
    q.unit = lexicon.currency_signs[sign]
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


def _skip_repeated_money(text: str, q: Quantity, lexicon: Lexicon) -> None:
    """'$10 dollars', '$31.20 US': the second naming belongs to the phrase."""
    match = re.compile(r"\s(?:dollars|US|USD|Canadian|Australian)\b(?!\s+[A-Z])").match(text, q.core_end)
    if match and match[0].strip() == "dollars":
        q.unit_end = q.end = match.end()
    elif (
        match and q.unit and q.unit.name == "USD" and text[match.end() : match.end() + 2].strip() in ("", ".", ",", ")")
    ):
        says = lexicon.currency_words.get(match[0].strip().lower() + " dollar")
        q.unit = says or q.unit
        q.unit_end = q.end = match.end()


def _unit_after(text: str, q: Quantity, signs: _Signs, lexicon: Lexicon) -> None:
    if q.numeral.form != "vague" and (match := signs.after.match(text, q.core_end)):
        sign = match["sign"]
        if not sign.isalpha() or len(sign) >= 3 or text[q.core_end : match.start("sign")] == "":
            q.unit = lexicon.currency_signs[sign]
            if match["million"] and q.value is not None:
                q.set_exact(scaled(q.value, 1e6))
            q.unit_end = q.end = match.end()
            _scale_behind_money(text, q, lexicon)
            return
    if _symbol(text, q, signs, lexicon):
        return
    if q.numeral.form == "digits" and (bracket := BRACKETED_UNIT.match(text, q.core_end)):
        unit = lexicon.unit_symbols.get(bracket[1])
        if unit and len(text[q.core_end : bracket.end()]) <= 6:
            q.unit, q.unit_end, q.end = unit, bracket.end(), bracket.end()
            return
    _unit_word(text, q, lexicon)


def _scale_behind_money(text: str, q: Quantity, lexicon: Lexicon) -> None:
    match = re.compile(r"\s(million|billion|trillion|thousand)\b").match(text, q.unit_end)
    if match and q.value is not None and q.numeral.scale == 1.0:
        q.set_exact(scaled(q.value, lexicon.number_words[match[1]][1]))
        q.unit_end = q.end = match.end()


def _symbol(text: str, q: Quantity, signs: _Signs, lexicon: Lexicon) -> bool:
    if q.numeral.form not in ("digits", "fraction"):
        return False
    match = signs.symbols.match(text, q.core_end)
    if match is None or not _symbol_fits(text, q, match["symbol"], match["gap"], match.end("symbol")):
        return False
    q.unit = lexicon.unit_symbols[match["symbol"]]
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
    if len(symbol) == 1 and symbol.isalpha():
        return _letter_fits(symbol, gap, after)
    if symbol == "PS":
        return not (gap and re.match(r"\s?\d", after))
    if symbol == "MP":
        return re.match(r"\s[A-Z]|s\b", after) is None
    return not (symbol == "st" and gap)


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
        _scale_behind_money(text, q, lexicon)


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
    end = match.start(3) + (len(word) if whole else len(first))
    q.per = whole.name if whole else (_per_name(first, lexicon) or first.lower())
    if q.unit is not None:
        q.unit_end = end
    q.end = max(q.end, end)
    return True


def _per_name(word: str, lexicon: Lexicon) -> str | None:
    unit = lexicon.unit_symbols.get(word) or lexicon.unit_words.get(word.lower())
    if unit:
        return unit.name
    if lexicon.has("per", word.lower()):
        return word.lower()
    return None
