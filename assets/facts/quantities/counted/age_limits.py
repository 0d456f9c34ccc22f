"""Ages that bound a group: "voters over 65", "anyone older than 70", "adults 18 and over", "those between 18 and 29".

Belongs here: telling such an age from a count or an amount by the people before it.
Does not belong here: ages of one person (ages.py), what the bound word makes of the number (bounds.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.quantities.tree import NOUNS

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree

COMPARED = re.compile(r"\b(?:older|younger)\sthan\s$", re.IGNORECASE)
AGE_OF = re.compile(r"\b(?:over|under|above|below|past|beyond)\s(?:the\s)?age\s(?:of\s)?$", re.IGNORECASE)
BESIDE_PEOPLE = re.compile(r"\s(?:aged\s|age\s)?(?:over|under|above|below)\s$", re.IGNORECASE)
BEHIND_PEOPLE = re.compile(r"\s(?:ages?\s|aged\s)?$", re.IGNORECASE)
AND_OLDER = re.compile(r"\s?(?:and|or)\s(?P<than>older|younger|over|under|up|above)\b(?!\s[\d$])", re.IGNORECASE)
AGE_GROUP = re.compile(
    r"[\s-](?:(?:age|year[\s-]old)[\s-])?(?:group|bracket|demographic|cohort)s?\b|[\s-]age\srange\b", re.IGNORECASE
)
ANYONE = frozenset({"anyone", "anybody", "everyone", "everybody", "someone", "those", "ones", "folks", "kids"})
OLDEST_LIMIT = 110
REACH = 40


def read_age_limit(tree: Tree, q: Quantity, lexicon: Lexicon) -> None:
    """Make a bare number the age that people are over or under; `noun` becomes the people."""
    if q.unit is not None or not _could_be_an_age(q) or _counts(tree, q):
        return
    first = max(0, q.start - REACH)
    before = tree.text[first : q.start]
    people: int | None
    if q.is_range and (group := AGE_GROUP.match(tree.text, q.core_end)) is not None:
        people = tree.at(group.end() - 1)
    elif q.is_range:
        people = _people_before(tree, q.start, lexicon) if (q.low or 0) < (q.high or 0) else None
    elif (compared := COMPARED.search(before) or AGE_OF.search(before)) is not None:
        people = _people_before(tree, first + compared.start(), lexicon)
        people = people if people is not None else q.tokens[0]
    elif (beside := BESIDE_PEOPLE.search(before)) is not None:
        people = _people_before(tree, first + beside.start(), lexicon)
    else:
        and_older = AND_OLDER.match(tree.text, q.core_end)
        behind = BEHIND_PEOPLE.search(before) if and_older is not None else None
        people = _people_before(tree, first + behind.start(), lexicon) if behind else None
        if people is None and and_older is not None and and_older["than"].lower() in ("older", "younger"):
            people = q.tokens[0]
    if people is None:
        return
    q.unit = lexicon.units["year"]
    q.is_age = True
    if tree.pos(people) in NOUNS:
        q.noun = people


def _could_be_an_age(q: Quantity) -> bool:
    ends = (q.low, q.high) if q.is_range else (q.value,)
    is_plain = q.numeral.scale == 1 and q.numeral.form in ("digits", "words")
    return is_plain and all(end is not None and 0 < end <= OLDEST_LIMIT and end.is_integer() for end in ends)


def _people_before(tree: Tree, end: int, lexicon: Lexicon) -> int | None:
    """The token that ends at the offset, where it means people."""
    if end <= 0:
        return None
    index = tree.at(end - 2 if tree.text[end - 1].isspace() else end - 1)
    word, lemma = tree.lower(index), tree.lemma(index)
    is_people = word in ANYONE or lexicon.has("people", word) or lexicon.has("person", lemma)
    return index if is_people and tree.tokens[index].tag in ("NNS", "NN", "DT", "PRP", "NNP") else None


def _counts(tree: Tree, q: Quantity) -> bool:
    """'older than 70 countries': a plural right behind the number is what it counts."""
    behind = q.tokens[-1] + 1
    return behind < len(tree.tokens) and tree.tokens[behind].tag == "NNS"
