"""Direction: whether a number is the size of a change, or the level that a change reached.

Belongs here: verbs and nouns of change around a quantity, and which number of "from A to B" is the old level.
Does not belong here: bounds, which may stand beside a direction ("rose under 4%").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree

MORE_FEWER = re.compile(r"\s(?:(more)|(fewer|less))\s(?!than\b)[a-z]", re.IGNORECASE)
UP_DOWN = re.compile(
    r"\b(?:(up|higher)|(down|lower|off))\s(?:by\s|about\s|around\s|nearly\s|almost\s|roughly\s|some\s|as\smuch\sas\s|more\sthan\s|an?\s(?:estimated\s)?|slightly\s|just\s|over\s)*$",
    re.IGNORECASE,
)
FROM = re.compile(
    r"\bfrom\s(?:about\s|around\s|roughly\s|nearly\s|just\s|an?\s|the\s|its\s|last\syear['’]s\s)*$", re.IGNORECASE
)
TO = re.compile(
    r"\b(?:to|at)\s(?:about\s|around\s|roughly\s|nearly\s|just\s|over\s|more\sthan\s|under\s|an?\s(?:record\s)?|some\s|almost\s)*$",
    re.IGNORECASE,
)
BY = re.compile(r"\bby\s(?:an?\s)?(?:[a-z]+\s)?$", re.IGNORECASE)
# 'ended up 12', 'two or up 12': no change by so much.
NO_CHANGE = re.compile(
    r"\b(?:or|and|end|ends|ended|set|add|adds|given?|gave|made|make|take|took|show|shows|shut|shot|gun|gunned|shooting)\s$"
)
# With these 'up' and 'down' say how a level moved: 'went up 12'.
MOVES_SO_FAR = {"go", "come", "be", "close", "end", "finish", "open", "settle", "move", "trade"}
OLD_RANGE = re.compile(r"\b(?:up|down|higher|lower|rising|falling)\sfrom\b", re.IGNORECASE)
# 'down from $89 to $93 billion': the range is where it was before.
OLD_LEVELS = re.compile(r".{0,4}\b(?:up|down|higher|lower)\sfrom\s", re.IGNORECASE)
# 'from 352 million in May and 286 million a year ago': both are old levels.
AND_OLD = re.compile(r"^[^.;]{0,40}\sand\s$")
OR_TOLD = re.compile(r",?\sor\s(?:by\s)?")
UP_ON = re.compile(
    r"\s(?:(up\s(?:on|from|than)|above\s(?:on|from|than)|higher|more(?=\sthan|\s(?:[a-z]+\s)?[a-z]+s\b|\s(?:[a-z]+\s)?people))|(?:(?:down|below)\s(?:on|from|than)|lower|fewer|less)(?!\s(?:dense|corrosive)))\b",
    re.IGNORECASE,
)
NEW_LEVEL = re.compile(
    r"\bto\s(?:[a-z]+\s){0,3}?[$€£¥]?(?:\d|(?:half|zero|an?|[a-z]*(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|ty))\b)"
)
SIGNED = {"+": "increase", "-": "decrease"}


def change_verbs(tree: Tree, lexicon: Lexicon) -> dict[int, str]:
    """Tokens of the sentence that are verbs or nouns of change, with their direction."""
    verbs, nouns = lexicon.words.get("change_verb", {}), lexicon.words.get("change_noun", {})
    found: dict[int, str] = {}
    for token in tree.tokens:
        lemma = token.lemma.lower()
        if token.pos in ("VERB", "AUX"):
            particle = tree.lower(token.index + 1) if token.index + 1 < len(tree.tokens) else ""
            says = verbs.get(f"{lemma} {particle}") or verbs.get(lemma)
            if says is not None:
                found[token.index] = says
        elif token.pos == "NOUN" and lemma in nouns:
            found[token.index] = nouns[lemma]
    return found


def read_direction(tree: Tree, q: Quantity, changes: dict[int, str]) -> None:
    """Set `direction`, and mark the old level of a change."""
    text = tree.text
    before = text[max(0, q.start - 44) : q.start]
    is_from = FROM.search(before) is not None and (not q.is_range or OLD_RANGE.search(before) is not None)
    if is_from or (q.is_range and OLD_LEVELS.match(text, max(0, q.start - 7))):
        q.is_old_level = not is_from or _is_left_behind(tree, q, changes, before)
        if q.is_old_level:
            q.notes["old_level"] = "1"
        return
    if said := _stated(tree, q, changes, before):
        q.direction = said
        return
    if q.head is None or q.is_age or (text[max(0, q.start - 1) : q.start] == "(" and text[q.end : q.end + 1] == ")"):
        return
    governor = _change_over(tree, q, changes)
    if governor is None:
        governor = _verb_before_by(tree, q, changes, before)
    if governor is None or _changes_nothing(tree, q, governor):
        return
    if (tree.pos(governor) == "NOUN" and not _is_a_result(tree, q, governor)) or _is_size_or_level(
        tree, q, governor, before
    ):
        q.direction = changes[governor]
        q.governor = governor


def _changes_nothing(tree: Tree, q: Quantity, governor: int) -> bool:
    """Money that is raised, the speed that a car is brought to, and how long a drop took: no figure that has moved."""
    lemma = tree.lemma(governor)
    if lemma == "lose" and BY.search(tree.text[max(0, q.start - 24) : q.start]):
        # 'lost to her by 30 points': the margin of a contest.
        return True
    if lemma == "raise":
        return q.dimension == "money" and tree.dep(q.head or 0) == "dobj"
    if lemma in ("accelerate", "decelerate"):
        return q.dimension in ("length", "speed")
    return tree.pos(governor) == "NOUN" and q.dimension == "time"


def _is_left_behind(tree: Tree, q: Quantity, changes: dict[int, str], before: str) -> bool:
    """Whether 'from A' is the old level of a change: a word of change before it, or the new level behind it."""
    text = tree.text
    if NEW_LEVEL.search(text[q.end : q.end + 60]) or OLD_RANGE.search(before):
        return True
    return any(index < q.tokens[0] for index in changes) and not _is_source(tree, q, changes)


def _is_source(tree: Tree, q: Quantity, changes: dict[int, str]) -> bool:
    """'rose on orders from 12 clients': whom something comes from is no level."""
    prep = next((i for i in range(q.tokens[0] - 1, -1, -1) if tree.lower(i) == "from"), None)
    over = tree.head(prep) if prep is not None else None
    if over is None or over in changes or tree.pos(over) != "NOUN" or tree.tokens[over].entity in ("DATE", "TIME"):
        return False
    return tree.child(over, "nummod") is None


def _stated(tree: Tree, q: Quantity, changes: dict[int, str], before: str) -> str | None:
    """The direction by a sign, by the verb right before a multiple, or by the words that touch the number."""
    if q.numeral.sign in SIGNED and q.unit_name in ("percent", "point", "basis_point", "percentage_point"):
        return SIGNED[q.numeral.sign]
    if q.is_multiple and q.tokens[0] - 1 in changes:
        return changes[q.tokens[0] - 1]
    return _by_words(tree, q, changes, before)


def share_direction(text: str, left: Quantity, right: Quantity) -> None:
    """'up 120 points, or 0.4%': the same change told again in another unit."""
    gap = text[left.end : right.start]
    if left.is_old_level and left.dimension == right.dimension and AND_OLD.search(gap):
        right.direction, right.is_old_level = None, True
        return
    if left.direction and right.direction is None and left.dimension != right.dimension and OR_TOLD.fullmatch(gap):
        right.direction = left.direction


def _by_words(tree: Tree, q: Quantity, changes: dict[int, str], before: str) -> str | None:
    """'up 5 percent', '34 percent down on', '12 fewer beds': the direction by the words that touch the number."""
    text = tree.text
    match = UP_DOWN.search(before) if q.dimension != "time" else None
    if match and not NO_CHANGE.search(before[: match.start()]) and not _is_particle(tree, q, changes, match[0]):
        q.notes["by_words"] = "1"
        return "increase" if match[1] else "decrease"
    behind = UP_ON.match(text, q.unit_end) if q.dimension in ("share", "points", "money") else None
    if behind:
        q.notes["by_words"] = "1"
        return "increase" if behind[1] else "decrease"
    fewer = MORE_FEWER.match(text, q.core_end) if q.unit is None else None
    return "decrease" if fewer and fewer[2] else None


def _is_particle(tree: Tree, q: Quantity, changes: dict[int, str], words: str) -> bool:
    """'calling up 100,000 reservists', 'wrote down $3 billion': the word is part of a verb that changes no level."""
    word = tree.at(q.start - len(words))
    verb = tree.head(word)
    if tree.dep(word) != "prt" or verb is None or verb in changes or tree.lemma(verb) in MOVES_SO_FAR:
        return False
    return (q.dimension in ("count", "money") and " by" not in words) or tree.lemma(verb) == "make"


def _verb_before_by(tree: Tree, q: Quantity, changes: dict[int, str], before: str) -> int | None:
    """'fell at one point on Tuesday by a record 20 percent': the verb of change of the same clause."""
    by = BY.search(before)
    if by is None or q.unit is None:
        return None
    for index in range(q.tokens[0] - 1, -1, -1):
        if tree.tokens[index].text in (",", ";", ":", "(") or tree.pos(index) == "CCONJ":
            return None
        if tree.pos(index) == "VERB":
            return index if index in changes else None
    return None


def _change_over(tree: Tree, q: Quantity, changes: dict[int, str]) -> int | None:
    """The verb or noun of change that the quantity complements."""
    index = q.head
    if index is None:
        return None
    # The parse may hang the new level of "from 20 to 35" on the "from".
    preposition = "to" if not q.is_range and TO.search(tree.text[max(0, q.start - 44) : q.start]) else ""
    for _ in range(4):
        head = tree.head(index)
        if head is None:
            return None
        if tree.dep(index) == "prep" and not preposition:
            preposition = tree.lower(index)
        if head in changes and head not in q.tokens:
            relation = tree.dep(index)
            if tree.pos(head) == "NOUN":
                return (
                    head
                    if relation in ("nummod", "amod", "compound", "nmod", "npadvmod", "prep", "quantmod")
                    and not (relation == "prep" and tree.lower(index) not in ("of", "to", "by"))
                    else None
                )
            if relation in (
                "dobj",
                "npadvmod",
                "prep",
                "advmod",
                "obl",
                "dative",
                "attr",
                "oprd",
                "ccomp",
                "quantmod",
                "acomp",
                "nummod",
                "appos",
                "conj",
            ):
                return (
                    head
                    if relation != "prep"
                    or preposition
                    in (
                        "by",
                        "to",
                        "at",
                        "of",
                        "over",
                        "under",
                        "above",
                        "below",
                        "about",
                        "around",
                        "up",
                        "down",
                        "past",
                    )
                    else None
                )
            return None
        if tree.pos(head) in ("VERB", "AUX") and tree.dep(head) not in ("advcl", "xcomp"):
            return None
        index = head
    return None


def _is_a_result(tree: Tree, q: Quantity, noun: int) -> bool:
    """'a loss of $3 million': what was lost in a period, no change of a level."""
    return q.dimension == "money" and tree.lemma(noun) == "loss"


def _is_size_or_level(tree: Tree, q: Quantity, governor: int, before: str) -> bool:
    if q.dimension in ("share", "share_change", "money", "points", "temperature", "frequency") or TO.search(before):
        return (tree.lemma(governor) != "loss" and tree.lower(governor) != "lost") or (
            q.unit is not None and q.dimension != "money"
        )
    if q.is_multiple or re.search(r"\bby\s(?:\w+\s){0,2}$", before):
        return True
    return (
        q.unit is None
        and tree.lemma(governor)
        in ("rise", "increase", "grow", "fall", "drop", "decline", "decrease", "climb", "add", "shed", "gain")
        and tree.dep(q.head or 0) in ("dobj", "npadvmod")
        and q.noun is None
    )
