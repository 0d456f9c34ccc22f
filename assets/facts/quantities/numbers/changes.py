"""Direction: whether a number is the size of a change, or the level that a change reached.

Belongs here: signs and words of change that touch a number, and which number of "from A to B" is the old level.
Does not belong here: verbs and nouns of change that govern it (change_governors.py), bounds, which may stand beside a direction ("rose under 4%").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.quantities.numbers.change_governors import governing_change, is_other_particle

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree

MORE_FEWER = re.compile(r"\s(?:(more)|(fewer|less))\s(?!than\b)[a-z]", re.IGNORECASE)
UP_DOWN = re.compile(
    r"\b(?:(up|higher)|(down|lower|off))\s(?:by\s|about\s|around\s|nearly\s|almost\s|roughly\s|some\s|as\smuch\sas\s|more\sthan\s|an?\s(?:estimated\s)?|slightly\s|just\s|only\s|over\s)*$",
    re.IGNORECASE,
)
FROM = re.compile(
    r"\bfrom\s(?:about\s|around\s|roughly\s|nearly\s|just\s|an?\s|the\s|its\s|last\syear['’]s\s)*$", re.IGNORECASE
)
OLD_RANGE = re.compile(r"\b(?:up|down|higher|lower|rising|falling)\sfrom\b", re.IGNORECASE)
# 'down from $89 to $93 billion': the range is where it was before.
OLD_LEVELS = re.compile(r".{0,4}\b(?:up|down|higher|lower)\sfrom\s", re.IGNORECASE)
# 'from 352 million in May and 286 million a year ago': both are old levels.
AND_OLD = re.compile(r"^[^.;]{0,40}\sand\s$")
OR_TOLD = re.compile(r",?\sor\s(?:by\s)?")
# 'about 11%, or $350, higher': the same told in another unit may stand between.
UP_ON = re.compile(
    r"(?:,\sor\s(?:about\s)?[^\s,]{1,12}(?:\s[a-z]{1,12})?,)?\s(?:(up\s(?:on|from|than)|above\s(?:on|from|than)|higher|more(?=\sthan|\s(?:[a-z]+\s)?[a-z]+s\b|\s(?:[a-z]+\s)?people))|(?:(?:down|below)\s(?:on|from|than)|lower|fewer|less)(?!\s(?:dense|corrosive)))\b",
    re.IGNORECASE,
)
NEW_LEVEL = re.compile(
    r"\bto\s(?:[a-z]+\s){0,3}?[$€£¥]?(?:\d|(?:half|zero|an?|[a-z]*(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|ty))\b)"
)
UP_TO = "up to "
DOWN_TO = re.compile(
    r"(?<!\bcomes\s)(?<!\bcome\s)(?<!\bcame\s)\b(?:down|lower)\sto\s(?:about\s|around\s|nearly\s|almost\s|roughly\s|just\s|some\s|an?\s)*$",
    re.IGNORECASE,
)
NO_CHANGE_BEFORE = re.compile(
    r"\b(?:or|and|end|ends|ended|set|set|add|adds|given?|gave|made|make|take|took|show|shows|shut|shot|gun|gunned|shooting)\s$"
)
# 'from 2 percent [in spring] to [3 percent]': what lies between tells a time, so it is no span of prices or places.
TIMES_APART = re.compile(
    r"\s[^,.;:()]{0,40}\b(?:\d{4}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?|spring|summer|autumn|fall|winter|quarter"
    r"|months?|years?|weeks?|decades?|days?|today|now|ago|earlier|before)\b[^.;:()]{0,12}?\sto\s(?:about\s|around\s|nearly\s|almost\s|roughly\s|just\s|an?\s)*",
)
SIGNED = {"+": "increase", "-": "decrease"}


def read_direction(tree: Tree, q: Quantity, changes: dict[int, str], lexicon: Lexicon) -> None:
    """Set `direction`, and mark the old level of a change; `changes` are the words of `change_words`."""
    text = tree.text
    if _reaches_up_to(tree, q, changes):
        q.start += len(UP_TO)
        q.bound = "exact"
        q.low = q.high = q.value
    before = text[max(0, q.start - 44) : q.start]
    is_from = FROM.search(before) is not None and (not q.is_range or OLD_RANGE.search(before) is not None)
    if is_from or (q.is_range and OLD_LEVELS.match(text, max(0, q.start - 7))):
        q.is_old_level = not is_from or _is_left_behind(tree, q, changes, before)
        if q.is_old_level:
            q.notes["old_level"] = "1"
        return
    if said := _stated(tree, q, changes, before, lexicon):
        q.direction = said
        return
    if q.head is None or q.is_age or (text[max(0, q.start - 1) : q.start] == "(" and text[q.end : q.end + 1] == ")"):
        return
    governor = governing_change(tree, q, changes, before, lexicon)
    if governor is not None:
        q.direction = changes[governor]
        q.governor = governor


def _reaches_up_to(tree: Tree, q: Quantity, changes: dict[int, str]) -> bool:
    """'pushed prices up to $90', 'inched back up to 5%': the "up" is the verb's, and bounds nothing."""
    if q.bound != "at_most" or not tree.text.startswith(UP_TO, q.start):
        return False
    up = tree.at(q.start)
    verb = tree.head(up)
    return tree.dep(up) in ("prt", "advmod") and verb in changes and changes.get(verb) == "increase"


def _is_left_behind(tree: Tree, q: Quantity, changes: dict[int, str], before: str) -> bool:
    """Whether 'from A' is the old level of a change: a word of change before it, or the new level behind it."""
    if NEW_LEVEL.search(tree.text[q.end : q.end + 60]) or OLD_RANGE.search(before):
        return True
    return any(index < q.tokens[0] for index in changes) and not _is_source(tree, q, changes)


def _is_source(tree: Tree, q: Quantity, changes: dict[int, str]) -> bool:
    """'rose on orders from 12 clients': whom something comes from is no level."""
    prep = next((i for i in range(q.tokens[0] - 1, -1, -1) if tree.lower(i) == "from"), None)
    over = tree.head(prep) if prep is not None else None
    if over is None or over in changes or tree.pos(over) != "NOUN" or tree.tokens[over].entity in ("DATE", "TIME"):
        return False
    return tree.child(over, "nummod") is None


def _stated(tree: Tree, q: Quantity, changes: dict[int, str], before: str, lexicon: Lexicon) -> str | None:
    """The direction by a sign, by the verb right before a multiple, or by the words that touch the number."""
    if q.numeral.sign in SIGNED and q.unit_name in ("percent", "point", "basis_point", "percentage_point"):
        return SIGNED[q.numeral.sign]
    if q.is_multiple and q.tokens[0] - 1 in changes:
        return changes[q.tokens[0] - 1]
    return _by_words(tree, q, changes, before, lexicon)


def share_direction(text: str, left: Quantity, right: Quantity) -> None:
    """'up 120 points, or 0.4%': the same change told again; 'from 2% in May to 3% in June': a rise, whatever the verb."""
    gap = text[left.end : right.start]
    if left.is_old_level and left.dimension == right.dimension and AND_OLD.search(gap):
        right.direction, right.is_old_level = None, True
        return
    if right.direction is not None:
        return
    if left.direction and left.dimension != right.dimension and OR_TOLD.fullmatch(gap):
        right.direction = left.direction
    elif left.is_old_level and left.unit is not None and left.unit is right.unit and TIMES_APART.fullmatch(gap):
        right.direction = _from_to(left.value, right.value)


def _from_to(old: float | None, new: float | None) -> str | None:
    if old is None or new is None or old == new:
        return None
    return "increase" if new > old else "decrease"


def _by_words(tree: Tree, q: Quantity, changes: dict[int, str], before: str, lexicon: Lexicon) -> str | None:
    """'up 5 percent', '34 percent down on', '12 fewer beds': the direction by the words that touch the number."""
    match = UP_DOWN.search(before) if q.dimension != "time" else None
    if match and not NO_CHANGE_BEFORE.search(before[: match.start()]):
        word = tree.at(q.start - len(before) + match.start())
        if not is_other_particle(tree, word, changes, lexicon):
            q.notes["by_words"] = "1"
            return "increase" if match[1] else "decrease"
    if q.dimension in ("share", "points", "money"):
        if behind := UP_ON.match(tree.text, q.unit_end):
            q.notes["by_words"] = "1"
            return "increase" if behind[1] else "decrease"
        if DOWN_TO.search(before):
            return "decrease"
    fewer = MORE_FEWER.match(tree.text, q.core_end) if q.unit is None else None
    return "decrease" if fewer and fewer[2] else None
