"""Which numerals are no quantities: years, dates, clock times, scores, addresses, names, codes, list marks, "one".

Belongs here: the order in which a numeral is judged by what stands around it.
Does not belong here: the sorts of number themselves (calendar_numbers, label_numbers, scores, ones).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assets.facts.quantities.excluded.calendar_numbers import (
    is_clock,
    is_date,
    is_spelled_day,
    is_spelled_time,
    is_year,
)
from assets.facts.quantities.excluded.label_numbers import (
    counts_behind,
    is_address,
    is_code,
    is_list_mark,
    is_name,
    is_named_time,
    is_one_of_labels,
    is_spelled_name,
)
from assets.facts.quantities.excluded.ones import is_pronoun_one
from assets.facts.quantities.excluded.scores import is_score
from assets.facts.quantities.lexicon import alternatives
from assets.facts.quantities.numbers.multiples import has_parts

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

CLOCK_AFTER = re.compile(
    r"\s?(?:[ap]\.?\s?m\b\.?|o['’]clock|hrs\b|GMT|UTC|[ECMP][SD]?T\b|noon\b|midnight\b)", re.IGNORECASE
)
BLOCK = re.compile(r"(?:-?hundred)?\s(?:block|blk)\b", re.IGNORECASE)
CALIBER = re.compile(
    r"[\s-]?(?:caliber|calibre|cal\b|gauge\s(?:shot|pump|rifle)|mm\s(?:hand|pistol|gun|rifle|semi|cartridge|ammun|round|bullet|Glock|caliber|calibre|firearm))",
    re.IGNORECASE,
)
SMALL_BORE = re.compile(
    r"\s(?-i:[A-Z])|[\s-]?cal|\s(?:rifle|pistol|handgun|revolver|magnum|bullet|round|gun)", re.IGNORECASE
)
HALF = 0.5
COPYRIGHT = re.compile(r"(?:\bcopyright|©|\([cC]\))\s$", re.IGNORECASE)
NETWORK = re.compile(r"G\b")
STAR_RANK = re.compile(r"-stars?\b", re.IGNORECASE)
REST_OF_UNIT = re.compile(r"\b(?:day|week|month|year|decade|century|hour|minute|mile|metre|meter|inch)\sand\s$")
SECOND_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\s?[/–-]\s?$")
LONE_NUMBER = re.compile(r"[\s(\[*#]*\d[\d,.\s]*[\s)\]*]*")
# 'H-2A visas': letters on both sides.
LETTER_BEFORE = re.compile(r"\b[B-Z]-$")
CODE_BEFORE = re.compile(r"[^\W\d_]{2}-$")
# An address of the web, with or without what it begins with.
ADDRESS = re.compile(
    r"\b(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+){0,4}\.(?:com|org|net|gov|edu|co|uk|ly|tv|me|io)/\S+"
)
# '8×10 glossies', 'a 5x7 print', '[Task Force]-401'.
DIMENSIONS_AFTER = re.compile(r"[x×]\d{1,2}\b(?!\s?(?:m|ft|cm|mm|km|in|feet|foot|met|inch))")
DIMENSIONS_BEFORE = re.compile(r"\b\d{1,2}[x×]$")
BRACKETED_NAME = re.compile(r"[^\W\d][\])]-$")
# Where a case, a law or a rule stands: '410 U.S. 113', '42 U.S.C. 1983', '28 CFR 35.104'.
CITATION = re.compile(
    r"\b\d{1,4}\s(?:U\.\s?S\.(?:\s?C\.)?|F\.\s?(?:2d|3d|4th|Supp\.(?:\s?[23]d)?)|S\.\s?Ct\.|L\.\s?Ed\.(?:\s?2d)?|C\.?F\.?R\.?|U\.?S\.?C\.?)\s(?:§{1,2}\s?)?\d[\d.]*"
)
# '+44 7435 939 154': a telephone number with its country.
CALLING = re.compile(r"\+\d{1,3}(?:[\s.-]?\(?\d{2,5}\)?){2,5}(?![\d,])")
# '501(c)(3)', '§ 1': a place in a law.
SECTION = re.compile(r"\b\d+(?:\([a-z\d]{1,3}\))+(?=[\s.,;)])|§{1,2}\s?\d[\d.-]*")
# 'a five-to-one margin', 'odds of 3-to-2', 'outnumbered six to one': how two sides compare, and a count of neither.
A_SIDE = r"(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|hundred|thousand)"
ODDS = re.compile(
    rf"\b{A_SIDE}-to-(?:1|one)\b(?!-\w)|\b{A_SIDE}[-\s]to[-\s]{A_SIDE}(?=\s(?:margin|ratio|odds|underdogs?|favou?rites?)\b)"
    rf"|(?<=\boutnumbered\s){A_SIDE}\sto\s{A_SIDE}\b|(?<=\bodds\sof\s){A_SIDE}[-\s]to[-\s]{A_SIDE}\b",
    re.IGNORECASE,
)
# 'a zero-emission bus', 'zero-tolerance rules': without any, and no number.
ZERO_KIND = re.compile(r"\bzero-(?=[a-z])", re.IGNORECASE)
# 'stage 4 lung cancer', 'a category 3 storm', 'Executive Order 13,769': which kind, and not how many.
KIND = re.compile(
    r"\b(?:stage|type|category|phase|tier|schedule)(?<!\bon\sstage)\s(?:\d|one|two|three|four|five)(?=\s[a-z])"
    r"|\bExecutive\sOrders?\s(?:No\.\s)?\d[\d,]*"
)
NO_QUANTITY = (ADDRESS, CITATION, CALLING, SECTION, ZERO_KIND, KIND)
SAYS_ODDS = ("-to-", "margin", "ratio", "odds", "underdog", "favorite", "favourite", "outnumbered")
HOURS = frozenset(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])
JOINED_WORD = re.compile(
    r"\b(?:to|and|or|mid|a|now|per|minus|from|then|nearly|almost|under|over|plus|sub|non|pre|post|twenty|thirty|one|two|three|four|five|six|seven|eight|nine|ten)-$",
    re.IGNORECASE,
)
NEXT_LABEL = re.compile(r"(?:\s[A-Z]\w*){0,2}(?:,\s|,?\s(?:and|or|to|through)\s|[-–])")
YEAR_PAIR = re.compile(r"\s?(?:and|to|or|through|until|[-–—/,])\s?")


def kept(text: str, found: list[Quantity], lexicon: Lexicon, is_headline: bool) -> list[Quantity]:
    """The quantities that are some; a number joined to a year ("between 1990 and 2004") is a year too."""
    good: list[Quantity] = []
    if LONE_NUMBER.fullmatch(text):
        return good
    year_end: int | None = None
    label_end: int | None = None
    phrases = [match.span() for match in _set_phrases(lexicon).finditer(text)]
    phrases += [match.span() for pattern in NO_QUANTITY for match in pattern.finditer(text)]
    if any(word in text for word in SAYS_ODDS):
        phrases += [match.span() for match in ODDS.finditer(text)]
    for q in found:
        if any(start < q.core_end and q.core_start < end for start, end in phrases):
            continue
        digits = q.numeral.digits
        four = len(digits) == 4 and digits.isdigit() and q.unit is None
        if four and year_end is not None and YEAR_PAIR.fullmatch(text[year_end : q.core_start]):
            year_end = q.core_end
            continue
        before, after = text[max(0, q.core_start - 40) : q.core_start], text[q.core_end : q.core_end + 60]
        follows = label_end is not None and NEXT_LABEL.fullmatch(text[label_end : q.core_start]) is not None
        if q.unit is None and (
            (follows and not counts_behind(after, lexicon)) or is_one_of_labels(before, after, lexicon)
        ):
            label_end = q.core_end
            continue
        if is_excluded(text, q, lexicon, is_headline):
            year_end = q.core_end if four else None
            is_label = digits.isdigit() and not four and is_name(q, before, after, lexicon, is_headline)
            label_end = q.core_end if is_label else None
            continue
        label_end = None
        year_end = None
        good.append(q)
    return good


@lru_cache(maxsize=4)
def _set_phrases(lexicon: Lexicon) -> re.Pattern[str]:
    words = alternatives(list(lexicon.words["set_phrase"])).replace("…", r"\d{1,4}").replace("/", r"\s?/\s?")
    return re.compile(rf"(?<![\w$])(?:{words})(?![\w%])", re.IGNORECASE)


def is_excluded(text: str, q: Quantity, lexicon: Lexicon, is_headline: bool = False) -> bool:
    """Whether the numeral, read as it stands in `text`, is not a quantity."""
    n = q.numeral
    before = text[max(0, q.core_start - 40) : q.core_start]
    after = text[q.core_end : q.core_end + 60]
    if n.form == "words":
        return _word_excluded(text, q, before, after, lexicon, is_headline=is_headline)
    if n.form == "vague":
        return False
    if n.form == "multiple":
        return has_parts(q, before)
    if n.form == "digits" and COPYRIGHT.search(before):
        return True
    if n.form == "fraction":
        return q.unit is None and n.value == HALF and REST_OF_UNIT.search(before) is not None
    return q.dimension != "money" and _digits_excluded(text, q, before, after, lexicon, is_headline=is_headline)


def _digits_excluded(text: str, q: Quantity, before: str, after: str, lexicon: Lexicon, *, is_headline: bool) -> bool:
    n = q.numeral
    if NETWORK.match(after) and n.end - n.start == 1:
        return True
    if LETTER_BEFORE.search(before) and 0 < q.unit_end - q.core_end < 3:
        return True
    if CODE_BEFORE.search(before) and not JOINED_WORD.search(before) and q.unit_end - q.core_end < 3:
        return True
    if (
        (STAR_RANK.match(after) and (n.value or 0) <= 7)
        or CALIBER.match(after)
        or (n.digits.startswith(".") and SMALL_BORE.match(after))
    ):
        return True
    if is_date(text, q, before, after, lexicon) or is_clock(q, before, after):
        return True
    if DIMENSIONS_AFTER.match(after) or DIMENSIONS_BEFORE.search(before) or BRACKETED_NAME.search(before):
        return True
    if q.dimension == "time" and is_named_time(text, q, is_headline=is_headline):
        return True
    if q.unit is not None and q.unit.name == "year" and (SECOND_YEAR.search(before) or _is_year_itself(text, q)):
        return True
    if q.unit is not None and (q.dimension != "time" or q.unit.name != "second"):
        return False
    return (
        is_code(text, q, before, after, lexicon)
        or is_year(q, before, after)
        or is_score(text, q, before, after)
        or is_address(q, before, after, lexicon)
        or is_name(q, before, after, lexicon, is_headline)
        or is_list_mark(text, q, after)
    )


def _is_year_itself(text: str, q: Quantity) -> bool:
    """'1985 yr', 'the 2019 year': a year, and no duration of so many years."""
    is_one = re.match(r"[\s-](?:yr|year)\b", text[q.core_end : q.core_end + 6]) is not None
    return is_one and re.fullmatch(r"(?:19|20)\d\d", q.numeral.digits) is not None


def _word_excluded(text: str, q: Quantity, before: str, after: str, lexicon: Lexicon, *, is_headline: bool) -> bool:
    if CLOCK_AFTER.match(after) or BLOCK.match(after) or is_spelled_day(before, after, lexicon):
        return True
    word = text[q.core_start : q.core_end].lower()
    if word.endswith("dozen") and re.search(r"\bbaker['’]?s\s$", before):
        return True
    if re.match(r"-(?:th\b|ish\b|some\b|for-\w)|\sNews\b", after) or (
        before.endswith("-") and not JOINED_WORD.search(before)
    ):
        return True
    if STAR_RANK.match(after) or is_spelled_name(text, q, before, after, lexicon, is_headline=is_headline):
        return True
    if word == "one":
        return re.match(r"\sof\s", after) is not None or is_pronoun_one(before, after)
    return q.unit is None and word in HOURS and is_spelled_time(before, after)
