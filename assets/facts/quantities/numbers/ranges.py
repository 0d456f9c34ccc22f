"""Two numerals that are one quantity: ranges, and units and scales shared between neighbours.

Belongs here: "15 to 20 per cent", "three or four years", "33-35 billion", "between 5 and 7", "13 dollars 45 cents",
and lists that share what stands behind the last ("four-, five- and six-cylinder").
Does not belong here: changes from one level to another, which stay two quantities (changes.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.quantities.numbers.fractions import BY_SO_MUCH
from assets.facts.quantities.numbers.numeral import scaled

if TYPE_CHECKING:
    from assets.facts.quantities.quantity import Quantity

BETWEEN = re.compile(
    r"\s?(?P<dash>[-–—−~]|--)\s?|\s?-?\s?(?P<to>to|and|or|or even|up to)[\s-]{1,2}(?:up\sto\s|as\s(?:many|much)\sas\s|even\s|perhaps\s|maybe\s|about\s|around\s|nearly\s|almost\s|more\sthan\s|over\s)?"
    r"|,?\s(?:or\s)?(?P<maybe>maybe|perhaps|possibly)\s",
    re.IGNORECASE,
)
BETWEEN_BEFORE = re.compile(r"\bbetween\s(?:the\sages\sof\s|ages?\s)?(?:about\s|around\s|roughly\s)?$", re.IGNORECASE)
FROM_BEFORE = re.compile(r"\bfrom\s(?:about\s|around\s|roughly\s|just\s|a\s|an\s|the\s)?$", re.IGNORECASE)
TO_BEFORE = re.compile(r"\bto\s(?:an?\s)?$", re.IGNORECASE)
TO_LEVEL = re.compile(r"\sto\s(?:about\s|around\s|just\s|only\s|nearly\s|almost\s)?", re.IGNORECASE)
ENDS_LEVEL = re.compile(r"\s?[.,;)]|$|\s(?:in|on|last|this|next|by|for|from|after|over|during|since|and)\b")
COMPARED = re.compile(
    r"(?:,?\s(?:against|versus|vs\.?|compared\s(?:with|to))|,\s(?:up|down)\s(?:from|on))\s(?:an?\s|the\s)?(?:(?:previous|revised|record|about|around|just|only|nearly)\s)?",
    re.IGNORECASE,
)
SHORT_STRETCH = re.compile(r"(?:\sof)?(?:\s[a-z]+){0,4}")
A_TIME_BEFORE = re.compile(r"\s(?:an?|one|the)\s(?:year|month|quarter|week|previous|same|prior)\b")
# 'to 480,000 tonnes [in 1987 from] 515,000 in 1986': between a level and the one before it a time may stand.
DATED_FROM = re.compile(
    r"(?:\s[a-z]+){0,2}\s(?:in|last|this|by|for|during|on)\s[^,.;]{2,24}\s(?:from|against|compared\swith)\s(?:an?\s|the\s)?(?:about\s|around\s)?"
)
CLOSE_RATIO = 1.5
DOZEN = 12
CENTS = 100
FEWEST_IN_RATE = 10
RATE = re.compile(r"\s(?:[a-z-]+\s){0,3}(?:per|(?:for|out\sof|in)\severy)\s")


def join(text: str, found: list[Quantity]) -> list[Quantity]:
    """Neighbours joined where the words between them make one quantity of them."""
    _share_in_lists(text, found)
    joined: list[Quantity] = []
    for q in found:
        left = joined[-1] if joined else None
        if left is not None and (
            _add_cents(text, left, q) or _make_range(text, left, q) or _rate_of_many(text, left, q)
        ):
            continue
        if left is not None:
            _share_with_new_level(text, left, q)
            _share_with_compared(text, left, q)
        joined.append(q)
    return joined


def _share_with_new_level(text: str, old: Quantity, new: Quantity) -> None:
    """'from 9 percent to 7', 'from 14-18 mpg to 24 this year': the new level is in the unit of the old one."""
    if old.unit is None or new.unit is not None or new.is_vague or old.is_age or new.numeral.scale != 1:
        return
    gap = text[old.unit_end : new.core_start]
    before = text[max(0, old.start - 8) : old.start + 5]
    follows = text[new.core_end : new.core_end + 24]
    if (
        TO_LEVEL.fullmatch(gap)
        and re.search(r"\bfrom\s", before, re.IGNORECASE)
        and (ENDS_LEVEL.match(follows) or LEVELS.search(text[max(0, old.start - LEVEL_REACH) : old.start]))
        and re.match(r"\s[a-z]+s\b", follows) is None
        and (new.value or 0) < 1000
    ):
        new.unit, new.per = old.unit, old.per


def _share_with_compared(text: str, left: Quantity, right: Quantity) -> None:
    """'3.9 mln tonnes against 2.8 mln', '190 tonnes vs 140': what an amount is compared with is in its unit."""
    if left.unit is None or right.unit is not None or right.is_vague or left.is_age or left.dimension == "time":
        return
    follows = text[right.core_end : right.core_end + 24]
    gap = text[left.unit_end : right.core_start]
    is_old_level = FROM_BEFORE.fullmatch(gap.lstrip()) and TO_BEFORE.search(text[max(0, left.start - 12) : left.start])
    compared = COMPARED.search(gap)
    is_next = compared is not None and compared.end() == len(gap)
    is_next = is_next and SHORT_STRETCH.fullmatch(gap[: compared.start() if compared else 0]) is not None
    before = text[max(0, left.start - LEVEL_REACH) : left.start]
    is_dated = TO_BEFORE.search(before) and LEVELS.search(before) and DATED_FROM.fullmatch(gap)
    is_compared = is_next or is_old_level is not None or bool(is_dated)
    if is_compared and (ENDS_LEVEL.match(follows) or A_TIME_BEFORE.match(follows)):
        right.unit, right.per = left.unit, left.per
        right.notes["compared"] = "1"


def _share_in_lists(text: str, found: list[Quantity]) -> None:
    """Give "four-" and "five-" the unit that stands behind "six-cylinder"; and 82 that of "82 - 12 percent"."""
    for left, right in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if left.unit is not None or right.unit is None or left.is_vague or left.numeral.scale > right.numeral.scale:
            continue
        gap = text[left.unit_end : right.core_start]
        if len(gap) > 14:
            continue
        dash = re.fullmatch(
            r"\s?(?:[-–—−]|--)\s?|\s?-?(?:to|or|and)\s?-?\s?(?:up to\s|about\s|around\s)?|\s?-\s(?:to|or|and)\s",
            gap,
            re.IGNORECASE,
        )
        in_list = re.fullmatch(r"-?\s?,\s?(?:and\s|or\s)?|-\s(?:and|or)\s", gap)
        if (
            dash is None
            and not (
                in_list and right.unit.dimension != "money" and (gap.startswith("-") or right.unit.name == "percent")
            )
            and not (gap == ", " and "shared_unit" in right.notes)
        ):
            continue
        if (
            right.unit.dimension == "money"
            and right.core_start != right.numeral.start
            and gap.strip() not in ("-", "–", "—")
        ):
            continue
        if (
            gap.strip().lower() == "and"
            and not BETWEEN_BEFORE.search(text[max(0, left.core_start - 40) : left.core_start])
            and (
                left.numeral.form == "digits"
                and re.search(r"\band\s?$", gap)
                and right.unit.name not in ("percent", "year")
                and right.unit.dimension != "money"
                and right.is_age is False
            )
        ):
            continue
        if right.unit.hundredths and (left.value or 0) >= CENTS:
            continue
        left.unit = right.unit
        left.notes["shared_unit"] = "1"
        if right.unit.hundredths and left.value is not None and not left.is_range:
            left.set_exact(scaled(left.value, 0.01))


def _add_cents(text: str, left: Quantity, right: Quantity) -> bool:
    """'13 dollars and 45 cents' and '$3 50' spelled in two pieces are one amount."""
    if (
        left.unit is None
        or left.dimension != "money"
        or left.unit.hundredths
        or left.value is None
        or right.value is None
    ):
        return False
    gap = text[left.unit_end : right.core_start]
    if not re.fullmatch(r"\s(?:and\s)?", gap) or (left.unit_end == left.core_end and right.unit is None):
        return False
    cents = right.unit is not None and right.unit.hundredths
    if not cents and not (
        right.unit is None
        and right.numeral.scale == 1
        and 0 < right.value < 100
        and re.match(r"\s?(?:[.,;]|$|more\b)", text[right.unit_end :][:6])
    ):
        return False
    amount = right.value if cents else scaled(right.value, 0.01)
    left.set_exact(round(left.value + amount, 2))
    left.unit_end = left.end = left.core_end = right.unit_end
    return True


def _rate_of_many(text: str, left: Quantity, right: Quantity) -> bool:
    """'21.8 deaths per 100,000 people': the second number is what the first is a rate of."""
    if right.unit is not None or left.per is not None or right.value is None or right.value < FEWEST_IN_RATE:
        return False
    if RATE.fullmatch(text[left.unit_end : right.core_start]) is None:
        return False
    left.per = f"{right.value:.15g}"
    return True


def _is_part_and_level(text: str, left: Quantity) -> bool:
    """'fell by a fifth to 4 billion': a part of the level before, and the level now."""
    return left.numeral.form == "fraction" and BY_SO_MUCH.search(text[max(0, left.start - 24) : left.start]) is not None


def _make_range(text: str, left: Quantity, right: Quantity) -> bool:
    if left.is_vague or right.is_vague or left.value is None or right.value is None or left.is_range or right.is_range:
        return False
    gap = text[left.unit_end : right.core_start]
    if _is_a_dash(left, right, gap):
        right.numeral.sign, right.numeral.start = "", right.numeral.start + 1
        right.core_start += 1
        right.set_exact(-right.value)
        gap += "-"
    match = BETWEEN.fullmatch(gap)
    if match is None or "tally" in right.notes or _is_part_and_level(text, left):
        return False
    if left.unit is not None and right.unit is not None and left.unit.name != right.unit.name:
        return False
    is_money = left.dimension == "money" and left.numeral.scale == right.numeral.scale > 1 and right.numeral.digits
    if left.unit is not None and right.unit is None and match["dash"] is None and not (left.is_age or is_money):
        return False
    if right.numeral.sign == "+" or left.per not in (None, right.per):
        return False
    low, high = left.value, right.value
    low = _shared_scale(left, right, low, high)
    if not _is_range(text, left, right, match, low, high):
        if low != left.value and match["to"] is not None:
            left.set_exact(low)
        return False
    unit = right.unit or left.unit
    left.unit = unit
    left.per = right.per or left.per
    left.value, left.low, left.high = None, min(low, high), max(low, high)
    left.bound, left.is_range = "range", True
    left.is_age = left.is_age or right.is_age
    left.core_end, left.unit_end, left.end = (
        right.core_end,
        max(right.unit_end, left.unit_end),
        max(right.end, left.end),
    )
    earlier = text[max(0, left.start - 40) : left.start]
    if BETWEEN_BEFORE.search(earlier) or FROM_BEFORE.search(earlier):
        before = re.search(
            r"\b(?:between|from)\s(?:the\sages\sof\s)?(?P<about>about\s|around\s|roughly\s|approximately\s)?(?:\w+\s)?$",
            text[max(0, left.start - 24) : left.start],
            re.IGNORECASE,
        )
        left.start -= len(before[0]) if before else 0
        left.bound = "about" if before and before["about"] else left.bound
    return True


def _is_a_dash(left: Quantity, right: Quantity, gap: str) -> bool:
    """'75 -300mm': a hyphen with a blank before it alone is a dash, where the unit knows no negative amounts."""
    return (
        gap == " "
        and right.numeral.sign == "-"
        and left.unit is None
        and right.unit is not None
        and right.dimension in ("length", "mass", "volume", "area", "time")
        and (left.value or 0) < -(right.value or 0)
    )


LEVELS = re.compile(
    r"\b(?:ris(?:e|es|en|ing)|rose|fell|fall(?:s|ing|en)?|gr[eo]w\w*|climb\w*|increas\w*|decreas\w*|drop\w*|jump\w*|cut(?:s|ting)?|rais\w*|reduc\w*"
    r"|lower\w*|narrow\w*|declin\w*|boost\w*|surg\w*|slow\w*|eas(?:e|es|ed|ing)|shr[aiu]nk\w*|widen\w*|slid\w*|slip\w*|edg(?:ed|ing|es)|inch(?:ed|ing)"
    r"|went|goes|going|gone|chang\w*|improv\w*|tumbl\w*|plung\w*|soar\w*|expand\w*|doubl\w*|tripl\w*|brought|bring\w*|slash\w*|trim\w*|hik\w*"
    r"|up|down|sw[eo]ll\w*|advanc\w*|dwindl\w*|plummet\w*|creep\w*|crept|accelerat\w*|dip\w*|gain\w*|quadrupl\w*|tick(?:ed|ing|s)|lift\w*|shift\w*|mov(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
LEVEL_REACH = 60
# 'gained 2.7 to 2,055': a change and the level that it led to.
GAINED = re.compile(
    r"\b(?:gained|lost|rose|risen|fell|fallen|climbed|dropped|added|shed|up|down|higher|lower|jumped|slipped|eased|advanced|slid|sank|slumped|plunged|tumbled"
    r"|surged|soared|rallied|declined|dipped|increased|decreased|grew|grown|shrank|narrowed|widened|edged|inched|ticked|crept|firmed|weakened|strengthened"
    r"|rising|falling|climbing|dropping|adding|gaining|losing|sliding|jumping)\s(?:by\s|(?:an?\s)?(?:further|another|additional|about|nearly|almost)\s)?$"
)
FARTHEST_ENDS = 20
FAR_ENDS = 3
LEADS = re.compile(
    r"\b(?:leads?|led|leading|trail(?:s|ed|ing)?|beat(?:s|ing)?|edge[sd]?|defeat(?:s|ed)|ahead\sof|favou?red)\s[^,.;]{0,40}$",
    re.IGNORECASE,
)


def _are_a_pair(text: str, left: Quantity, low: float, high: float) -> bool:
    """'leads Jones 48 percent to 43 percent': what each of two has in a poll."""
    if left.dimension != "share":
        return False
    return low > high or LEADS.search(text[max(0, left.start - LEVEL_REACH) : left.start]) is not None


def _are_change_and_level(left: Quantity, right: Quantity, low: float, high: float) -> bool:
    """'gained 2.7 to 2,055', 'fell $12.40 to $1,810', 'grew by 2 million to 14 million'."""
    has_signs = left.core_start < left.numeral.start and right.core_start < right.numeral.start
    named = has_signs or left.unit_end > left.core_end
    times = high / low if low else 0
    if times > FARTHEST_ENDS or (named and left.dimension == "money"):
        return True
    return (named or left.numeral.scale > 1) and times > FAR_ENDS


def _is_change(text: str, left: Quantity) -> bool:
    """Whether "from A to B" here tells of a level that changed: a verb or noun of change stands close before it."""
    return bool(LEVELS.search(text[max(0, left.start - LEVEL_REACH) : left.start]))


def _shared_scale(left: Quantity, right: Quantity, low: float, high: float) -> float:
    """'33-35 billion', 'four to five thousand': the first number takes the scale of the second if it then fits."""
    scale = right.numeral.scale
    if left.numeral.scale != 1.0 or scale < DOZEN or right.value is None:
        return low
    raised = scaled(low, scale)
    fits = raised <= high and high / raised <= 100 if raised > 0 else False
    is_as_large = low < (right.numeral.plain or 0) < low * FAR_ENDS
    if fits and left.value is not None and (left.value < 1000 or is_as_large):
        return raised
    return low


def _is_range(text: str, left: Quantity, right: Quantity, match: re.Match[str], low: float, high: float) -> bool:
    word = (match["to"] or "").lower()
    before = text[max(0, left.start - 40) : left.start]
    if BETWEEN_BEFORE.search(before):
        return word == "and" or bool(match["dash"])
    if word == "and":
        return False
    if match["dash"]:
        return low < high or (right.unit is not None and right.unit.name != "percent" and right.numeral.sign == "")
    if word in ("to", "up to"):
        if FROM_BEFORE.search(before):
            return low != left.value or not _is_change(text, left)
        if _are_a_pair(text, left, low, high) or (
            GAINED.search(before) and _are_change_and_level(left, right, low, high)
        ):
            return False
        both_named = left.unit is not None and left.unit is right.unit and left.unit_end > left.core_end
        return low < high or (both_named and not _is_change(text, left))
    both_plain = left.core_end == left.unit_end or left.unit is right.unit
    return low < high and both_plain and (high - low <= 1 or high / low < CLOSE_RATIO if low else False)
