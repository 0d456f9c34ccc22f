"""Numbers that say when: days of a month, clock times, years.

Belongs here: telling such a number from a quantity by what stands around it.
Does not belong here: reading dates for their meaning (times.py).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assets.facts.quantities.lexicon import alternatives

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

CLOCK_AFTER = re.compile(
    r"\s?(?:[ap]\.?\s?m\b\.?|o['’]clock|hrs\b|GMT|UTC|[ECMP][SD]?T\b|noon\b|midnight\b)", re.IGNORECASE
)
CLOCK = re.compile(r"[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?\s?m\b|\s?h\b)?", re.IGNORECASE)
NUMERIC_DATE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{2,4}(?!\d)")
NUMERIC_DATE_END = re.compile(r"\b\d{1,4}([-/.])\d{1,2}\1$")
ORDINAL_AFTER = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
DECADE_AFTER = re.compile(r"['’]?s\b(?!\s?\.)")
DASH = r"\s?[-–—−]\s?"
YEAR_AFTER = re.compile(r"\s?(?:BC|BCE|AD|CE|B\.C\.|A\.D\.)\b")
YEAR_RANGE_AFTER = re.compile(r"[-–/]\d{2,4}\b")
AMOUNT_OF = re.compile(
    r"\b(?:average|total|maximum|minimum|price|cost|sum|record|count|worth|population|crowd|toll)\s(?:of|at|to)\s$",
    re.IGNORECASE,
)
HOURS = 12
ON_THE_HOUR = re.compile(r"\b(?:at|until|till|before|after|around)\s(?:about\s|around\s|just\safter\s)?$")
THAT_DAY = re.compile(
    r"\s(?:last\snight|tonight|tomorrow|yesterday|(?:this|that|yesterday|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s(?:morning|afternoon|evening|night))\b"
)
DAY_PART = re.compile(r"\s(?:in\sthe\s(?:morning|afternoon|evening)|at\snight|sharp|tonight|tomorrow)\b")
ERA_BEFORE = re.compile(r"\b(?:A\.?D\.?|BC|CE)\s$")
BOUND_BEFORE = re.compile(
    r"\b(?:(?:more|less|fewer|greater|higher|lower)\sthan|about|nearly|almost|some|over|least|roughly|approximately|to\sup\sto|estimated)\s$",
    re.IGNORECASE,
)
DAY_ENDS = re.compile(r"\s?(?:[,.;:)]|$)|\s(?:when|and|to|through|until|at|in|for|as|after|before)\b")
# 'on April 2, 7, 8 and 22': behind a comma only where the list goes on or ends.
NEXT_DAY = re.compile(r",\s\d|,?\s(?:and|or)\s\d|\s?[.;)]|$")
ENDS_CLAUSE = re.compile(r"\s?(?:[.,;)]|$|when|before|after)")
PLURAL_BEHIND = re.compile(
    r"\s(?:[a-z]+\s)?(?:people|men|women|children|persons|soldiers|troops|others|civilians|[a-z]{3,}s)\b"
)
TIME_WORD_BEFORE = re.compile(
    r"\b(?:in|since|of|by|until|till|during|before|after|from|through|circa|late|early|mid|year|summer|winter|spring|autumn|fall|the|between|to|for|[Aa]pril|[Mm]ay|[Jj]une?|[Jj]uly?|[Aa]ugust|[Ss]ept\w*|[Oo]ct\w*|[Nn]ov\w*|[Dd]ec\w*|[Jj]an\w*|[Ff]eb\w*|[Mm]arch)\.?,?\s$"
)


def is_spelled_time(before: str, after: str) -> bool:
    """'at six in the morning', 'half past two'."""
    if re.search(r"\bat\s$", before) and DAY_PART.match(after):
        return True
    return bool(re.search(r"\b(?:half|quarter|minutes)\s(?:past|to)\s$", before))


def is_spelled_day(before: str, after: str, lexicon: Lexicon) -> bool:
    """'on March eight, when': a day of a month in words."""
    month = re.search(rf"\b(?:{_months(lexicon)})\s$", before, re.IGNORECASE)
    return month is not None and month[0][0].isupper() and DAY_ENDS.match(after) is not None


@lru_cache(maxsize=4)
def _months(lexicon: Lexicon) -> str:
    return alternatives(list(lexicon.words["month"]))


def is_date(text: str, q: Quantity, before: str, after: str, lexicon: Lexicon) -> bool:
    """A day of a month ('12 May', 'March 3 to 5', '4/7/2021') or an ordinal."""
    if ORDINAL_AFTER.match(after) and q.unit_name != "stone":
        return True
    months = _months(lexicon)
    value = q.numeral.value or 0
    if NUMERIC_DATE.match(text, q.numeral.start) or NUMERIC_DATE_END.search(before):
        return True
    if value <= 31 and q.numeral.scale == 1 and "." not in q.numeral.digits:
        if re.match(
            rf"\s(?:of\s)?(?:{months})(?:\b|\s|$)(?!\s(?:be|have|not|also|well|still|soon|even|only|need|want|never|take|go|face)\b)",
            after,
            re.IGNORECASE,
        ) and (not re.match(r"\s(?:may|march|mar|dec|jan)\b", after) or re.search(r"\bon\s$", before)):
            return True
        month = re.search(rf"\b(?:{months})\s$", before, re.IGNORECASE)
        if month and (
            month[0][0].isupper()
            or month[0].strip(" .") not in ("may", "march", "mar")
            or re.search(r"\bon\s$", before[: month.start()])
        ):
            return not (q.unit is not None and q.dimension != "time")
        if re.search(
            rf"\b(?:{months})\s\d{{1,2}}(?:st|nd|rd|th)?{DASH}$|\b(?:{months})\s\d{{1,2}}(?:,\s\d{{1,2}})?,?\s(?:and|to|or|through)\s$",
            before,
            re.IGNORECASE,
        ):
            return q.unit is None
        if q.unit is None and (
            days := re.search(
                rf"\b(?:{months})\s\d{{1,2}}(?:,\s\d{{1,2}})*(,\s|,?\s(?:and|or)\s)$", before, re.IGNORECASE
            )
        ):
            return (NEXT_DAY if days[1] == ", " else DAY_ENDS).match(after) is not None
        if re.match(rf"(?:{DASH}|\s(?:and|to|or|until|through)\s)\d{{1,2}}\s(?=[A-Z])(?i:{months})\b", after):
            # 'from 8 to 10 June', 'on 8 and 10 June'.
            return q.unit is None
    return False


def is_clock(q: Quantity, before: str, after: str) -> bool:
    """A clock time: '10:30', '5 pm', 'at six in the morning', 'shortly after 8 last night'."""
    if q.unit is None and (q.numeral.value or 0) <= HOURS and ON_THE_HOUR.search(before) and THAT_DAY.match(after):
        return True
    if CLOCK_AFTER.match(after) or re.match(rf"{DASH}\d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?m", after):
        return not (q.unit is not None and q.dimension not in ("length", "time", "count"))
    if re.search(r"\d{1,2}:(?:\d\d:)?$", before):
        return True
    value = q.numeral.value or 0
    if value <= 59 and "." not in q.numeral.digits and CLOCK.match(after) and after.startswith(":"):
        return True
    return bool(re.search(r"\bat\s(?:about\s|around\s)?$", before)) and bool(
        re.match(r"\s(?:in\sthe\s(?:morning|afternoon|evening)|at\snight|tonight|tomorrow)\b", after)
    )


def is_year(q: Quantity, before: str, after: str) -> bool:
    """A year, a decade or an era: '1984', '1990s', '44 BC'; not '1984 people'."""
    digits = q.numeral.digits
    if YEAR_AFTER.match(after) or ERA_BEFORE.search(before):
        return True
    if len(digits) == 2 and digits.isdigit() and (re.search(r"['’]$", before) or DECADE_AFTER.match(after)):
        return True
    if re.search(r"(?:1[5-9]|20)\d\d\s?[-–/]\s?$", before) and len(digits) <= 4:
        return True
    if len(digits) != 4 or not digits.isdigit() or q.numeral.scale != 1 or not 1000 <= int(digits) <= 2100:
        return False
    if DECADE_AFTER.match(after):
        return True
    if AMOUNT_OF.search(before):
        return False
    if BOUND_BEFORE.search(before):
        return int(digits) >= 1900 and ENDS_CLAUSE.match(after) is not None
    return _is_plain_year(int(digits), before, after)


def _is_plain_year(value: int, before: str, after: str) -> bool:
    """A bare number of four digits: a year, unless it counts a plural noun that stands behind it."""
    plural = PLURAL_BEHIND.match(after)
    if value < 1500:
        if re.search(r"\b(?:in|since|year|circa|by\sthe\syear|AD|between|from)\s$", before, re.IGNORECASE):
            return plural is None
        return bool(YEAR_RANGE_AFTER.match(after)) and bool(re.search(r"\b(?:in|from)\s$", before))
    if plural is None:
        return True
    of_time = TIME_WORD_BEFORE.search(before)
    if of_time is None:
        return before.strip() == "" or (value >= 1900 and value % 100 != 0)
    weak = of_time[0].strip(" ,").lower() in ("the", "to", "for", "of", "by", "from")
    return not (weak and value % 100 == 0)
