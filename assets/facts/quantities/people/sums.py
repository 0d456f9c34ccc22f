"""People that a sentence lists instead of counting: "a mother and her two sons were killed", "a double homicide".

Belongs here: adding up the members of such a list, with the spans that were added, and all sums of a sentence in order.
Does not belong here: who is in a list (listed_people.py), "both" and "a third victim" (implied_counts.py), adding up over
several sentences (derived_counts.py), what is said of the listed (measures.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from assets.facts.quantities.lexicon import alternatives
from assets.facts.quantities.people.implied_counts import (
    FEWEST,
    SUMMED,
    Sum,
    as_said,
    both,
    ordinals,
    with_a_child,
    with_the_killer,
)
from assets.facts.quantities.people.listed_people import (
    MOST_MEMBERS,
    ONE_ALONE,
    members_of,
    size_of,
    span_of,
    without_names,
)
from assets.facts.quantities.people.title_lists import find_title_lists
from assets.facts.quantities.tree import NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.document import Sentence
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

NOT_FREE = {"poss", "compound", "nmod", "appos", "conj"}
OPENS_A_PART = re.compile(
    r"\b(?:includ(?:ing|es?|ed)|such\sas|like|among(?:\s(?:them|those|the\s\w+))?(?:\s(?:is|are|was|were))?|especially|one\sof|two\sof)[\s:]*(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
PARTED = {"killed", "injured", "missing"}
JOINS = re.compile(r"\b(?:and|with|plus|well\sas)\b|&", re.IGNORECASE)
FURTHER = {"also", "too", "likewise"}


@lru_cache(maxsize=4)
def _multiple_events(lexicon: Lexicon) -> re.Pattern[str]:
    """'double homicide', 'triple fatal shooting', 'double murder-suicide'."""
    many, what = alternatives(list(lexicon.words["multiple_event"])), alternatives(list(lexicon.words["harm_event"]))
    return re.compile(
        rf"\b(?P<many>{many})[\s-](?P<fatal>(?:fatal|deadly)\s)?(?P<what>{what})(?P<suicide>[\s-]suicide)?\b",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4)
def _words_of_harm(lexicon: Lexicon) -> frozenset[str]:
    forms = ("patient", "agent", "noun", "adjective", "lives")
    listed = {word for form in forms for word, measure in lexicon.words[form].items() if measure in SUMMED}
    return (
        frozenset(word for entry in listed for word in entry.split()) - {"be", "in", "to"}
        | lexicon.words["other_harm"].keys()
    )


def may_sum(sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether the sentence has a word of harm at all, which every sum needs, and what else it needs."""
    if _multiple_events(lexicon).search(sentence.text):
        return True
    if not sentence.is_parsed:
        return False
    words = _words_of_harm(lexicon)
    return any(token.lemma.lower() in words or token.text.lower() in words for token in sentence.tokens)


def find_sums(tree: Tree, found: Sequence[Quantity], lexicon: Lexicon, *, is_headline: bool = False) -> list[Sum]:
    """Listed counts of the sentence, in order; a headline, and a line of the text that repeats it, leaves words out."""
    sums = [
        *_lists(tree, found, lexicon),
        *with_a_child(tree, found),
        *both(tree, lexicon),
        *ordinals(tree, lexicon),
        *with_the_killer(tree, found, lexicon),
    ]
    for match in _multiple_events(lexicon).finditer(tree.text):
        many = int(lexicon.get("multiple_event", match["many"].lower()) or 0)
        value = many + (1 if match["suicide"] else 0)
        measure = "killed" if match["fatal"] else lexicon.get("harm_event", match["what"].lower()) or "killed"
        sums.append(
            Sum(match.start(), match.end(), value, measure, (match.span(),), "people", tree.at(match.start("what")))
        )
    if is_headline:
        listed = list(_of_the_title(tree, lexicon))
        sums = [one for one in sums if not any(_is_within(one, other) for other in listed)] + listed
    return sorted(sums, key=lambda one: (one.start, one.end))


def _lists(tree: Tree, found: Sequence[Quantity], lexicon: Lexicon) -> Iterator[Sum]:
    for head in range(len(tree.tokens)):
        if tree.dep(head) in NOT_FREE or tree.pos(head) not in (*NOUNS, "PRON", "ADJ", "NUM"):
            continue
        members = without_names(tree, members_of(tree, head, lexicon))
        if not FEWEST <= len(members) <= MOST_MEMBERS:
            continue
        sizes = [size_of(tree, member, found, lexicon) for member in members]
        known = [size for size in sizes if size is not None]
        if len(known) < len(sizes) or _restates(known) or not _ends(tree, members) or _adds_others(tree, members):
            continue
        first, last = min(tree.left_modifiers(member) for member in members), max(members)
        stated = known[0][1]
        start = stated.start if stated else tree.start(first)
        q = as_said(tree, head, start, max(tree.end(last), stated.end if stated else 0), lexicon)
        q = q or next((one for one in found if one.noun == head and one.measure in SUMMED), None)
        if (
            q is None
            or _are_apart(known, q)
            or OPENS_A_PART.search(tree.text[max(0, start - 40) : start])
            or _is_further(tree, q)
        ):
            continue
        spans = tuple(span_of(tree, member, size[1]) for member, size in zip(members, known, strict=True))
        end = stated.core_end if stated else tree.end(last)
        start = (stated.start if stated.bound == "at_least" else stated.core_start) if stated else start
        total = sum(size for size, _ in known)
        bound = "at_least" if any(one and one.bound == "at_least" for _, one in known) else "exact"
        governor = q.governor if q.governor is not None else head
        yield Sum(start, end, total, q.measure, spans, "people", governor, bound)


def _of_the_title(tree: Tree, lexicon: Lexicon) -> Iterator[Sum]:
    """'Baby, 4 others injured in crash'."""
    for one in find_title_lists(tree.text, lexicon):
        start, end = one.spans[0][0], one.spans[-1][1]
        yield Sum(start, end, one.value, one.measure, one.spans, "people", tree.at(one.harm))


def _is_within(one: Sum, whole: Sum) -> bool:
    return one.measure == whole.measure and whole.start <= one.start and one.end <= whole.end


def _restates(known: Sequence[tuple[float, Quantity | None]]) -> bool:
    """'three others, two men and a woman': the first number is already the sum of the rest."""
    return len(known) > FEWEST and known[0][0] == sum(size for size, _ in known[1:])


def _are_apart(known: Sequence[tuple[float, Quantity | None]], q: Quantity) -> bool:
    """'2 clerks dead and at least 7 others injured': parsed as a list, but each is said something else of."""
    said = {one.measure for _, one in known if one is not None} | {q.measure}
    return len(said & PARTED) > 1


def _adds_others(tree: Tree, members: Sequence[int]) -> bool:
    """'he and six others were shot': of him the text has told already, and tells what became of him."""
    return tree.lower(members[0]) in ONE_ALONE and tree.lower(members[-1]) == "others"


def _ends(tree: Tree, members: Sequence[int]) -> bool:
    """Whether the last member is joined as a last one is: 'three others, two men' goes on, and says who the three are."""
    gap = tree.text[tree.end(members[-2]) : tree.start(tree.left_modifiers(members[-1]))]
    return JOINS.search(gap) is not None


def _is_further(tree: Tree, q: Quantity) -> bool:
    """'were killed, too': the list comes on top of others."""
    return q.governor is not None and any(tree.lower(c) in FURTHER for c in tree.all(q.governor, "advmod"))
