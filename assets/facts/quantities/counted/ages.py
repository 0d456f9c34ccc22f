"""Ages: "29-year-old", "aged 25", "Maddon, 66,", "ten months old", "at the age of 12".

Belongs here: telling an age from a duration or a bare number, and whose age it is.
Does not belong here: durations (units.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assets.facts.quantities.counted.nouns import TIME_NOUNS, WHEN_BEHIND
from assets.facts.quantities.tree import NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

OLD = re.compile(r"[\s-]{0,3}(?:olds?\b|of\s+age\b)", re.IGNORECASE)
YEARS_OLD = re.compile(r"[\s-]{0,3}(?:y/?o|yo|yr[\s-]old|years?[\s-]old)s?\b", re.IGNORECASE)
AGED = re.compile(
    r"\b(?:aged?|ages|ages?\s+of|aging|turn(?:s|ed|ing)|(?-i:turn)|who\sis|who\swas|age[ds]?\s(?:of\s|between\s)?(?:\d{1,3}|[a-z]+)(?:,\s(?:\d{1,3}|[a-z]+))*(?:,|,?\s(?:and|to|or)))\s(?:about\s|around\s|just\s|between\s)?$",
    re.IGNORECASE,
)
APPOSED = re.compile(r"\s?(?:,|\)|\s\(|;|—|–|\s-\s|\.(?:\s|$)|$|\s(?:and|of|from)\b)")
# 'two men, 25 and 30, were shot'.
AGES_BEHIND = re.compile(r",\s(?:ages?\s|aged\s)?(\d{1,2}(?:,\s\d{1,2})*,?\sand\s\d{1,2})(?=[,.;)]|$)")
STATED = re.compile(r"\s?(?:[,.;)]|$|\s(?:and|but|when|now|at|so|because|while|as|after|before|until|in|on)\b)")
EACH_AGED = re.compile(r",\s(?:both|each|all)\s$")
COUNTED_OWNERS = re.compile(r"^(?:\d+|both|two|three|four|five|six|seven|eight|nine|ten)\s(?=\w)", re.IGNORECASE)
# 'at the age of four months', 'aged six weeks'.
# 'raise the retirement age from 65 to 69', 'the voting age is 18'.
AGE_LEVEL = re.compile(
    r"\bage(?:\slimit)?(?:\sfrom\s\d{1,2})?\s(?:to|from|at|is|was|stays\sat|r[io]ses?\sto|be)\s$", re.IGNORECASE
)
AT_AGE = re.compile(r"\b(?:aged|age\sof)\s$", re.IGNORECASE)
ONE_PERSON = {"he", "she", "i", "who"}
WORD_AGE = re.compile(r"\s?\b(?:the\s)?ages?$", re.IGNORECASE)
AGE_UNITS = {"year", "month", "week", "day"}
OLDEST = 125


def read_age(text: str, q: Quantity, lexicon: Lexicon) -> None:
    """Mark the quantity as an age where the words say so, and give it its unit."""
    if (q.value is None or q.numeral.scale != 1) and not (q.is_range and q.unit_name in AGE_UNITS):
        _old_scaled(text, q)
        return
    years = YEARS_OLD.match(text, q.core_end)
    if years and q.unit is None:
        q.unit = lexicon.units["year"]
        _mark(q, years.end())
    elif q.unit_name in AGE_UNITS and (old := OLD.match(text, q.unit_end)):
        _mark(q, old.end())
    elif q.unit_name in AGE_UNITS and AT_AGE.search(text[max(0, q.start - 12) : q.start]):
        _mark(q, q.unit_end)
    elif q.unit is None and (q.value or 0) <= OLDEST and "," not in q.numeral.digits and _is_aged(text, q):
        q.unit = lexicon.units["year"]
        _mark(q, q.core_end)


def _is_aged(text: str, q: Quantity) -> bool:
    """'aged 25', 'turned 40 on Monday', 'who was 10', but not 'turned 40 heads' and 'aged 25 percent'."""
    before = AGED.search(text[max(0, q.start - 40) : q.start]) or AGE_LEVEL.search(text[max(0, q.start - 40) : q.start])
    if before is None or re.match(r"\s(?:percent|%)", text[q.core_end : q.core_end + 12]):
        return False
    if re.match(r"turn|who", before[0], re.IGNORECASE):
        return (
            re.match(r"\s?(?:[,.;]|$|on\b|in\b|this\b|last\b|next\b|when\b)", text[q.core_end : q.core_end + 8])
            is not None
        )
    return True


def _old_scaled(text: str, q: Quantity) -> None:
    if q.unit_name in AGE_UNITS and q.value is not None and (old := OLD.match(text, q.unit_end)):
        _mark(q, old.end())


def _mark(q: Quantity, end: int) -> None:
    q.is_age = True
    q.unit_end = max(q.unit_end, end)
    q.end = max(q.end, end)


def read_apposed_age(tree: Tree, q: Quantity, lexicon: Lexicon) -> None:
    """'Dominic Boyd, 39,' and 'Smith (45)': a small number set beside a person's name."""
    text = tree.text
    if (
        q.unit is not None
        or q.value is None
        or not q.numeral.digits.isdigit()
        or not 0 < q.value <= 110
        or q.numeral.scale != 1
    ):
        return
    before, after = text[: q.core_start], text[q.core_end : q.core_end + 20]
    brackets = before.endswith("(") and after.startswith(")")
    commas = bool(
        re.search(r"(?:[\w.'’”\"\])],|[\w.],[”\"’])\s?(?:then\s|now\s|just\s|both\s|each\s|all\s|also\s)?$", before)
    ) and bool(APPOSED.match(after))
    if not (brackets or commas) or (re.match(r"\s(?:and|of|from)\s\d", after) and brackets):
        return
    owner = (
        tree.at(len(re.sub(r"[,(\s”\"’]*(?:then\s|now\s|just\s|both\s|each\s|all\s|also\s)?$", "", before)) - 1)
        if before.strip()
        else None
    )
    if owner is None:
        return
    each = EACH_AGED.search(before) is not None and lexicon.has("person", tree.lemma(owner))
    if _is_person(tree, owner) or each or (commas and _is_one_person(tree, q, owner, lexicon)):
        q.unit = lexicon.units["year"]
        q.is_age = True
        q.noun = owner
        return


def read_stated_age(tree: Tree, q: Quantity, lexicon: Lexicon) -> None:
    """'He is 34', 'the victim was 15, police said': a bare number that one person is said to be."""
    if q.unit is not None or q.value is None or not 0 < q.value <= OLDEST or q.numeral.scale != 1 or q.head is None:
        return
    if (
        q.numeral.form not in ("digits", "words")
        or not q.value.is_integer()
        or tree.dep(q.head) not in ("attr", "acomp")
    ):
        return
    verb = tree.head(q.head)
    subject = tree.child(verb, "nsubj") if verb is not None and tree.lemma(verb) == "be" else None
    if subject is None or not STATED.match(tree.text[q.core_end : q.core_end + 12]):
        return
    if tree.lower(subject) in ONE_PERSON or _is_person(tree, subject) or _is_one_person(tree, q, subject, lexicon):
        q.unit = lexicon.units["year"]
        q.is_age = True


def read_age_of(tree: Tree, q: Quantity, lexicon: Lexicon) -> None:
    """'a boy of nine', 'a baby of eight months': what such a noun is of is an age; a father is of so many children."""
    if q.value is None or not 0 < q.value <= OLDEST or q.numeral.scale != 1 or q.head is None or q.is_age:
        return
    of = tree.head(q.head) if tree.dep(q.head) == "pobj" and (q.unit is None or q.unit_name in AGE_UNITS) else None
    owner = tree.head(of) if of is not None and tree.lower(of) == "of" else None
    if owner is None or tree.tokens[owner].tag != "NN" or not lexicon.has("of_an_age", tree.lower(owner)):
        return
    q.unit = q.unit or lexicon.units["year"]
    q.is_age, q.noun = True, owner


def _is_person(tree: Tree, owner: int) -> bool:
    token = tree.tokens[owner]
    if token.entity == "PERSON":
        return True
    if token.entity == "GPE" and _is_full_name(tree, owner):
        return True
    if token.entity in ("GPE", "DATE", "LOC", "FAC", "MONEY", "CARDINAL"):
        return False
    return (
        token.pos == "PROPN"
        and token.text[:1].isupper()
        and (owner == 0 or tree.pos(owner - 1) in ("PROPN", "PUNCT") or tree.lower(owner) in ("jr.", "sr.", "jr", "sr"))
    )


def _is_full_name(tree: Tree, last: int) -> bool:
    """'Jon Marlow, 22,': two names and more, which stand behind no preposition as a place does."""
    first = last
    while first > 0 and tree.pos(first - 1) == "PROPN":
        first -= 1
    return first < last and (first == 0 or tree.pos(first - 1) not in ("ADP", "SCONJ", "PUNCT"))


def _is_one_person(tree: Tree, q: Quantity, owner: int, lexicon: Lexicon) -> bool:
    """'another man, 24,' or 'Marlowe, 44, remained': the age of somebody without a name, or with one misread."""
    token = tree.tokens[owner]
    if token.tag.endswith("S"):
        return False
    is_beside = q.head is not None and tree.dep(q.head) == "appos" and tree.head(q.head) == owner
    is_name = token.text[:1].isupper() and is_beside and tree.dep(owner) in ("nsubj", "nsubjpass", "dobj")
    return lexicon.has("person", tree.lower(owner)) or (is_name and token.entity not in ("DATE", "MONEY", "CARDINAL"))


def read_listed_ages(tree: Tree, found: Sequence[Quantity], lexicon: Lexicon) -> None:
    """'Two men, 25 and 30, were shot': as many small numbers behind the counted people as these are."""
    for q in found:
        people = tree.head(q.head) if q.head is not None else None
        if people is None or q.unit is not None or not lexicon.has("person", tree.lemma(people)):
            continue
        match = AGES_BEHIND.match(tree.text, tree.end(people))
        listed = [one for one in found if match and match.start(1) <= one.core_start < match.end(1)]
        if listed and len(listed) == q.value:
            _mark_all(listed, people, lexicon)
    for q in found:
        people = tree.head(q.head) if q.head is not None and tree.dep(q.head) == "appos" else None
        if people is None or q.unit is not None or tree.tokens[people].tag != "NNS":
            continue
        match = AGES_BEHIND.match(tree.text, tree.end(people)) if lexicon.has("person", tree.lemma(people)) else None
        if match:
            # 'her sons, 7 and 8, were hurt'.
            _mark_all([o for o in found if match.start(1) <= o.core_start < match.end(1)], people, lexicon)


def _mark_all(ages: Sequence[Quantity], owner: int, lexicon: Lexicon) -> None:
    for one in ages:
        one.unit, one.is_age, one.noun = lexicon.units["year"], True, owner


def age_owner(tree: Tree, q: Quantity) -> str | None:
    """Whose age it is: the name before it, the noun that it modifies, or the subject it is said of."""
    if q.noun is not None:
        low = q.noun
        while low > 0 and _goes_on_before(tree, low):
            low -= 1
        return tree.text[tree.start(low) : tree.end(q.noun)]
    above = _noun_run_behind(tree, q) or (None if _is_nominal(tree, q) else _noun_above(tree, q))
    return COUNTED_OWNERS.sub("", above) if above else None


def _goes_on_before(tree: Tree, name: int) -> bool:
    """'Maud Ellis-Boyd': the word before is part of the name, and so is a hyphen inside it."""
    gap = tree.text[tree.end(name - 1) : tree.start(name)]
    return (tree.pos(name - 1) == "PROPN" and gap in (" ", "")) or (
        gap == "" and (tree.lower(name - 1) == "-" or tree.lower(name) == "-")
    )


def _is_nominal(tree: Tree, q: Quantity) -> bool:
    """'signs of the 20-year-old', 'this 17-year-old': the age stands for its owner, and no other noun is meant."""
    if q.head is None or re.search(r"\bolds?$", tree.text[q.core_start : q.end], re.IGNORECASE) is None:
        return False
    return tree.dep(q.head) in ("nsubj", "nsubjpass", "pobj", "dobj", "dative", "poss", "conj", "ROOT") and (
        re.search(
            r"\b(?:the|an?|this|that|another|his|her|their|one)\s(?:\w+\s)?$",
            tree.text[max(0, q.start - 20) : q.start],
            re.IGNORECASE,
        )
        is not None
    )


def _noun_run_behind(tree: Tree, q: Quantity) -> str | None:
    """'29-year-old Jacob Blake', '37-year-old Janesville man'."""
    if WHEN_BEHIND.match(tree.text, q.end):
        # 'turned 13 last month'.
        return None
    first = tree.at(q.end - 1) + 1
    index = first
    while (
        index < len(tree.tokens)
        and (tree.pos(index) in ("ADJ", *NOUNS))
        and tree.text[tree.end(index - 1) : tree.start(index)] in (" ", "-", "")
        and not (index > first and _opens_a_time(tree, index))
    ):
        index += 1
    last = index - 1
    while last >= first and tree.pos(last) not in NOUNS:
        last -= 1
    if last < first:
        return None
    if tree.pos(first) != "PROPN" and tree.pos(last) == "PROPN":
        common = [i for i in range(first, last + 1) if tree.pos(i) == "NOUN"]
        if common and common[-1] < last:
            first = common[-1] + 1
    return tree.text[tree.start(first) : tree.end(last)]


def _opens_a_time(tree: Tree, index: int) -> bool:
    """'his 19-year-old brother Monday afternoon', 'a 9-year-old child last year'."""
    return tree.tokens[index].entity in ("DATE", "TIME") or tree.lower(index) in TIME_NOUNS


def _noun_above(tree: Tree, q: Quantity) -> str | None:
    top = q.head
    for _ in range(6):
        head = tree.head(top) if top is not None else None
        if head is None or q.head is None or ":" in tree.text[tree.end(min(head, q.head)) : q.start]:
            return None
        subject = tree.child(head, "nsubj", "nsubjpass")
        if subject is not None and tree.lower(subject) in ("who", "that") and tree.dep(head) == "relcl":
            owner = tree.head(head)
            return tree.phrase(owner) if owner is not None and tree.pos(owner) in NOUNS else None
        if subject is not None and subject < q.head:
            return WORD_AGE.sub("", tree.phrase(subject)) if tree.pos(subject) in NOUNS else None
        if tree.pos(head) in NOUNS and head < q.head and (named := WORD_AGE.sub("", tree.phrase(head))):
            return named
        top = head
    return None
