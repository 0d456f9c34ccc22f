"""What a quantity counts or measures: the counted noun, stated or understood, and the subject it is said of.

Belongs here: reading the noun phrase around a number off the dependency tree.
Does not belong here: what is said of it (measures.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.quantities.numbers.multiples import counted_by
from assets.facts.quantities.tree import NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.quantity import Quantity

NUMBER_DEPS = {"nummod", "quantmod", "compound", "amod", "nmod", "det", "advmod", "npadvmod", "predet", "poss"}
TIME_NOUNS = {
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    *(f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")),
}
# 'employs 800', 'seats 300': people, whatever was counted before.
OF_PEOPLE = {"employ", "hire", "seat", "sleep", "accommodate"}
NOBODY = {"nobody", "everyone", "everybody", "someone", "anyone", "anybody", "something", "nothing", "everything"}
NOT_COUNTED = {"percent", "cent", "time", "number", "total", "average", "least", "most", "more", "other", "others"}
TRIM = re.compile(
    r"^(?:(?:the|a|an|of|these|those|all|his|her|their|its|our|my|more|fewer|additional|extra|another|total|just|only)\s+)+",
    re.IGNORECASE,
)


FEWEST_ELIDED = 1e6
ELIDED_REACH = 80
FINITE = ("VBD", "VBZ", "VBP", "MD")
# What says how large the counted is, and no part of its name: 'a 3,000-strong crowd', 'a 4-foot-wide gap'.
OF_SIZE = re.compile(r"-(?:strong|plus|odd|wide|long|tall|high|deep|thick)\b")
# 'beating the 1.6% analysts had expected': those who expect it are not counted.
EXPECTED = re.compile(
    r"\s(?:analysts?|economists?|investors?|traders?|forecasters?|markets?|Wall\sStreet)\s(?:had\s|were\s|was\s)?(?:expect|forecast|predict|estimat|anticipat)\w*\b",
    re.IGNORECASE,
)
# 'within a few miles of the fort': how near it is, and nothing that has a length.
WITHIN = re.compile(r"\bwithin\s(?:just\s|only\s|about\s|around\s)?$", re.IGNORECASE)
YEAR_ON_YEAR = re.compile(r"[\s-](?:year|month|quarter|week)[\s-](?:on|over|to)[\s-](?:year|month|quarter|week)\b")
# 'six months' imprisonment'.
OWNER_SIGN = re.compile(r"^['’]s?\s")
# 'the ten U.S. military sites': points that end no sentence.
INITIALS = re.compile(r"\b(?:[A-Z]\.)+")
# '53,000 last year', '200 a week earlier': when it was, and nothing that is counted.
WHEN_BEHIND = re.compile(
    r"\s(?:(?:last|this|next|every|each|that)\s(?:[a-z]+\s)?|an?\s|the\s(?:previous|following|same|next|prior)\s)"
    r"(?:year|quarter|month|week|weekend|season|decade|spring|summer|autumn|fall|winter|night|morning|afternoon|evening|time)\b",
    re.IGNORECASE,
)
LEADING_NUMBER = re.compile(
    r"^(?:combined\s)?(?:\d[\d,./-]*(?:%|\s(?:pct|percent|per\scent))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|dozen)\s(?=[^\W\d])|^or\s(?:more|fewer|less|so)\s",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(r"[.;:)|•►]|\b(?:was|were|is|are|said|has|had)\b|^\sas\s(?!many|much)")


def plain(phrase: str) -> str | None:
    """A noun phrase without articles, owners and numbers before it; None where nothing is left."""
    return LEADING_NUMBER.sub("", TRIM.sub("", phrase)) or None


def link(tree: Tree, q: Quantity) -> None:
    """Fill `tokens` and `head`: the tokens of number and unit, and the topmost of them."""
    q.tokens = tree.within(q.core_start, max(q.unit_end, q.core_end)) or [tree.at(q.core_start)]
    q.head = tree.top_of(q.tokens)


def read_counted(tree: Tree, q: Quantity, taken: set[int]) -> None:
    """Fill `noun`, `counted` and stretch the phrase over it; `taken` are tokens of other numbers and units."""
    if q.is_multiple:
        q.counted = counted_by(tree.text, q)
        return
    noun = _counted_noun(tree, q, taken)
    if noun is None:
        return
    noun = _worth_of(tree, _owned(tree, q, _behind_hyphen(tree, noun)))
    if q.unit is None and tree.lemma(noun) in ("percent", "%"):
        return
    q.noun = noun
    q.counted, end = _text_of(tree, q, noun)
    q.counted_lemma = tree.lemma(noun)
    if (q.counted and (q.unit is None or q.is_vague)) or (
        q.counted and tree.start(noun) < q.end + 60 and q.dimension in ("share", "mass", "volume", "data")
    ):
        q.end = max(q.end, end)


def _counted_noun(tree: Tree, q: Quantity, taken: set[int]) -> int | None:
    """The head of what is counted, behind "of", modified by the number, or next behind it."""
    if "tally" in q.notes or any(p.match(tree.text, q.unit_end) for p in (YEAR_ON_YEAR, EXPECTED, WHEN_BEHIND)):
        return None
    noun = _of_phrase(tree, q)
    if q.unit is None and re.match(r"\stimes\b", tree.text[q.unit_end : q.unit_end + 7]):
        noun = tree.at(q.unit_end + 1)
    if noun is None:
        noun = _modified_noun(tree, q) if not q.is_age else None
    if noun is None and q.unit is None:
        noun = _noun_behind(tree, q)
    if noun in taken and noun is not None:
        head = tree.head(noun)
        is_free = head is not None and head not in taken and head > q.tokens[-1] and tree.pos(head) in NOUNS
        noun = head if is_free else None
    if noun is not None and (tree.lower(noun) in TIME_NOUNS or tree.lower(noun) in NOBODY):
        return None
    return noun


def _worth_of(tree: Tree, noun: int) -> int:
    """'$3 million worth of goods': the goods."""
    of = tree.child(noun, "prep") if tree.lower(noun) == "worth" else None
    return (tree.child(of, "pobj") if of is not None and tree.lower(of) == "of" else None) or noun


def _owned(tree: Tree, q: Quantity, noun: int) -> int:
    """'two sheriff's deputies': more than one of what stands behind an owner in the singular."""
    owned = tree.head(noun)
    is_owner = tree.dep(noun) == "poss" and tree.tokens[noun].tag == "NN" and (q.value or 0) > 1
    if not is_owner or owned is None or owned < noun or tree.tokens[owned].tag != "NNS":
        return noun
    return owned


def _behind_hyphen(tree: Tree, noun: int) -> int:
    """'one ex-wife': the noun behind the hyphen, where the number was linked to what stands before it."""
    behind = noun + 2
    if (
        behind < len(tree.tokens)
        and tree.pos(behind) == "NOUN"
        and tree.text[tree.end(noun) : tree.start(behind)] == "-"
    ):
        return behind
    return noun


def _of_phrase(tree: Tree, q: Quantity) -> int | None:
    """'dozens of people', 'three of the men', '41 percent of voters', 'two ounces of marijuana'."""
    match = re.compile(r"(?:-owned|\s(?:more|others|each|\([^)]{1,24}\)))?\s(of|among)\s").match(tree.text, q.unit_end)
    if (
        match is None
        or q.is_age
        or (q.dimension == "length" and WITHIN.search(tree.text[max(0, q.start - 24) : q.start]))
    ):
        return None
    if match[1] == "among" and q.unit_name != "percent":
        return None
    of = tree.at(match.end() - 2)
    target = tree.child(of, "pobj")
    if target is None or target < of:
        following = list(range(of + 1, min(of + 8, len(tree.tokens))))
        verb = next((i for i in following if tree.tokens[i].tag in FINITE), len(tree.tokens))
        nouns = [i for i in following if tree.pos(i) in NOUNS and i < verb]
        target = _end_of_run(tree, nouns[0]) if nouns else None
    if target is None:
        return None
    if tree.text[tree.start(target)].isdigit():
        return None
    if tree.pos(target) in ("PRON", "DET"):
        q.notes["of_pronoun"] = tree.lower(target)
        return None
    nested = tree.child(target, "prep")
    if tree.lemma(target) in ("million", "thousand", "number") and nested is not None and tree.lower(nested) == "of":
        return tree.child(nested, "pobj") or target
    return target


def _modified_noun(tree: Tree, q: Quantity) -> int | None:
    """The noun that the number, or number and unit, modify: '48 missiles', '$1.3 trillion spending bill'."""
    top = q.head
    if top is None:
        return None
    for _ in range(3):
        head = tree.head(top)
        if head is None:
            return None
        if tree.dep(top) not in NUMBER_DEPS or head in q.tokens:
            return None
        if tree.pos(head) in NOUNS and head > q.tokens[-1]:
            if _is_cut_off(tree, q.tokens[-1], head):
                return None
            return head
        if (
            tree.pos(head) in ("ADJ", "VERB", "NUM")
            and head > q.tokens[-1]
            and tree.dep(top) in ("npadvmod", "nummod", "quantmod", "compound", "amod", "advmod")
        ):
            top = head
            continue
        return None
    return None


def _is_cut_off(tree: Tree, left: int, right: int) -> bool:
    between = INITIALS.sub("", tree.text[tree.end(left) : tree.start(right)])
    return ELSEWHERE.search(between) is not None or right - left > 9


def _noun_behind(tree: Tree, q: Quantity) -> int | None:
    """The head of the noun run that follows the number, where the parse does not link them."""
    index = q.tokens[-1] + 1
    tokens = tree.tokens
    gap_start = tree.end(q.tokens[-1])
    seen = 0
    while index < len(tokens) and seen < 5:
        token = tokens[index]
        if token.pos in NOUNS or (token.tag in ("NNS", "NN")):
            between = tree.text[gap_start : tree.start(index)]
            if ELSEWHERE.match(between) or (re.search(r"[,;:.()|•►]\s*$", between) and seen == 0):
                return None
            return _end_of_run(tree, index)
        if (
            token.pos not in ("ADJ", "NUM")
            and not (token.tag in ("VBN", "VBG", "JJ") and index + 1 < len(tokens) and tokens[index + 1].pos in NOUNS)
            and token.text not in ("-", "more")
        ):
            return None
        if token.text in (",", "and") and seen == 0:
            return None
        index += 1
        seen += 1
    return None


def _end_of_run(tree: Tree, index: int) -> int:
    while (
        index + 1 < len(tree.tokens)
        and tree.pos(index + 1) in NOUNS
        and tree.text[tree.end(index) : tree.start(index + 1)] in (" ", "-", "")
    ):
        if tree.tokens[index].tag == "NNS" and tree.tokens[index + 1].tag == "NNP":
            break
        if tree.lower(index + 1) in TIME_NOUNS:
            break
        index += 1
    return index


def _text_of(tree: Tree, q: Quantity, noun: int) -> tuple[str | None, int]:
    first = tree.left_modifiers(noun)
    first_offset = tree.start(first)
    if first_offset < q.unit_end <= tree.start(noun):
        first_offset = q.unit_end
    size = OF_SIZE.match(tree.text, q.unit_end)
    if size is not None and first_offset < size.end() < tree.end(noun):
        first_offset = size.end()
    end = tree.end(noun)
    joined = tree.child(noun, "conj")
    if (
        joined is not None
        and joined == noun + 2
        and tree.pos(joined) in NOUNS
        and tree.lower(noun + 1) == "and"
        and tree.lower(joined) != "counting"
        and not (tree.tokens[noun].tag == "NNS" and tree.tokens[joined].tag == "NN")
        and not tree.all(joined, "nummod")
    ):
        end = tree.end(joined)
    words = OWNER_SIGN.sub("", tree.text[first_offset:end].rpartition("|")[2]).lstrip(" -–,")
    return plain(words), end


def _is_of_a_noun(tree: Tree, q: Quantity) -> bool:
    """'estimates of 64,900', 'a record of 12': the noun before says what the number is, whatever was counted earlier."""
    of = tree.head(q.head) if q.head is not None else None
    over = tree.head(of) if of is not None and tree.lower(of) == "of" else None
    return (
        over is not None
        and tree.pos(over) in NOUNS
        and tree.lemma(over) not in NOT_COUNTED | {"toll", "count", "tally"}
    )


def understood_noun(tree: Tree, q: Quantity, earlier: list[Quantity]) -> None:
    """For a bare number ('wounded 12', 'two more'): the counted noun of the nearest count before it."""
    if q.unit is not None or q.noun is not None or "tally" in q.notes or _is_of_a_noun(tree, q):
        return
    if q.value is not None and q.value != int(q.value) and q.numeral.scale == 1:
        return
    verb = tree.head(q.head) if q.head is not None else None
    if verb is not None and tree.lemma(verb) in OF_PEOPLE:
        return
    for other in reversed(earlier):
        if (
            other.unit is None
            and other.counted
            and not (other.is_age or other.is_multiple)
            and not (q.is_vague and other.value == 1)
        ):
            q.counted, q.counted_lemma, q.noun_is_elided = other.counted, other.counted_lemma, True
            return


def understood_money(tree: Tree, left: Quantity, q: Quantity) -> None:
    """'$7 million for tools and 1.7 million to repay debt': millions that count nothing are money like those before."""
    is_open = q.unit is None and q.noun is None and q.numeral.scale >= FEWEST_ELIDED and not q.is_vague
    if not is_open or left.dimension != "money" or q.core_start - left.unit_end > ELIDED_REACH:
        return
    between = range(left.tokens[-1] + 1, q.tokens[0])
    if any(tree.tokens[i].tag in FINITE or tree.lower(i) == ";" for i in between):
        return
    q.unit = left.unit


def share_in_lists(text: str, found: list[Quantity]) -> None:
    """'four-, five- and six-cylinder engines': the first members count what the last one does."""
    for left, right in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        gap = text[left.core_end : right.core_start]
        if (
            left.unit is None
            and right.unit is None
            and re.fullmatch(r"-\s?,\s?(?:and\s|or\s)?|-\s(?:and|or|to)\s", gap)
        ):
            left.counted, left.counted_lemma, left.noun = right.counted, right.counted_lemma, right.noun
            left.end = max(left.core_end, min(left.end, right.core_start))
