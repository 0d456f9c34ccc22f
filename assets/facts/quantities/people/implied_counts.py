"""Counts that one word or turn implies: "both", "a third victim", "killed his wife before himself", "a 3-year-old and four adults".

Belongs here: the shape of a sum, what people are summed by, and sums that are no plain list.
Does not belong here: lists of people (sums.py, listed_people.py), counts over several sentences (derived_counts.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from assets.facts.quantities.measure import measures
from assets.facts.quantities.numbers.numeral import Numeral
from assets.facts.quantities.people.listed_people import ONE_ALONE, is_person, size_of, span_of
from assets.facts.quantities.people.tellings import suicide
from assets.facts.quantities.quantity import Quantity
from assets.facts.quantities.tree import NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon

FEWEST = 2
SUMMED = {
    "killed",
    "injured",
    "missing",
    "detained",
    "abducted",
    "rescued",
    "hospitalised",
    "shoot",
    "stab",
    "hit",
    "strike",
}
A_BEFORE = re.compile(r"\b(?:an?|the)\s$", re.IGNORECASE)
AND_ANOTHER = re.compile(
    r"(?:\s(?:boy|girl|baby|child|infant|toddler|man|woman))?,?\s(?:and|along\swith|as\swell\sas)\s"
)
# 'A third victim was hurt' may count the dead too; from here on it counts the injured.
FEWEST_INJURED = 5
ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)", re.IGNORECASE)
# 'The second murder in a week' counts another series than the dead of one event, as does 'a second grader'.
SERIES = {"homicide", "murder", "killing", "slaying", "grader"}
OF_THE_YEAR = re.compile(r"\b(?:of|this|so\sfar\sthis)\s(?:the\s)?year\b|\bin\s(?:19|20)\d\d\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sum:
    """A listed count; offsets in the sentence.  `parts` are the spans added up, `token` decides time and polarity.

    A list whose first member is a stated number begins and ends with that number; it stands before its parts.
    """

    start: int
    end: int
    value: float
    measure: str
    parts: tuple[tuple[int, int], ...]
    counted: str
    token: int
    bound: str = "exact"


def as_said(tree: Tree, head: int, start: int, end: int, lexicon: Lexicon) -> Quantity | None:
    """The list as a quantity with the measure that is said of it; None where it is none that people are summed by."""
    numeral = Numeral(start, end, "words", None)
    q = Quantity(numeral, start, end, start, end, end, None, None, None, tokens=[head], head=head, noun=head)
    q.counted, q.counted_lemma = "people", tree.lemma(head)
    measures.read_measure(tree, q, lexicon)
    return q if q.measure in SUMMED else None


def with_the_killer(tree: Tree, found: Sequence[Quantity], lexicon: Lexicon) -> Iterator[Sum]:
    """'He strangled his wife before killing himself': two are dead."""
    match = suicide(tree.text)
    if match is None:
        return
    for verb in range(tree.at(match.start())):
        victim = tree.child(verb, "dobj") if lexicon.has("killing_verb", tree.lemma(verb)) else None
        is_named = victim is not None and tree.lower(victim) not in ONE_ALONE
        if victim is None or not is_named or victim < verb or tree.end(victim) > match.start():
            continue
        if tree.all(victim, "conj"):
            continue
        size = size_of(tree, victim, found, lexicon)
        q = as_said(tree, victim, tree.start(victim), tree.end(victim), lexicon)
        is_alone = size is not None and size[1] is None and not _are_others_between(tree, victim, match, found, lexicon)
        if size is not None and is_alone and q is not None and q.measure == "killed":
            span = span_of(tree, victim, None)
            yield Sum(span[0], match.end(), size[0] + 1, "killed", (span, match.span()), "people", verb)
            return


def _are_others_between(
    tree: Tree, victim: int, match: re.Match[str], found: Sequence[Quantity], lexicon: Lexicon
) -> bool:
    """'shot his wife, two children and his sister before killing himself': more victims, however they are parsed."""
    between = range(victim + 1, tree.at(match.start()))
    return any(tree.end(victim) < q.start < match.start() and not q.is_age for q in found) or any(
        is_person(tree, index, lexicon) and tree.pos(index) == "NOUN" for index in between
    )


def with_a_child(tree: Tree, found: Sequence[Quantity]) -> Iterator[Sum]:
    """'a 3-year-old and four adults were shot': the age stands for its owner, whatever the parse makes of it."""
    for age, q in pairwise(found):
        gap = tree.text[age.unit_end : q.start]
        before = A_BEFORE.search(tree.text[: age.core_start])
        is_list = age.is_age and before is not None and AND_ANOTHER.fullmatch(gap)
        if is_list and before is not None and q.measure in SUMMED and q.value is not None and q.bound == "exact":
            start = before.start()
            spans = ((start, age.unit_end), (q.start, q.end))
            governor = q.governor if q.governor is not None else q.head
            yield Sum(start, q.end, q.value + 1, q.measure, spans, "people", governor or 0)


def both(tree: Tree, lexicon: Lexicon) -> Iterator[Sum]:
    """'Both were arrested', 'both men died', 'they were both killed'."""
    for index, token in enumerate(tree.tokens):
        if token.text.lower() != "both" or tree.dep(index) in ("preconj", "cc"):
            continue
        head, last = tree.head(index), index
        noun: int | None = index
        if head is not None and tree.pos(head) in NOUNS and head > index:
            noun, last = (head, head) if is_person(tree, head, lexicon) else (None, index)
        elif head is not None and tree.dep(index) not in ("nsubj", "nsubjpass", "dobj"):
            noun = _subject(tree, head)
            noun = noun if noun is not None and _may_be_both(tree, noun, lexicon) else None
        if noun is None:
            continue
        start, end = tree.start(index), tree.end(last)
        if (q := as_said(tree, noun, start, end, lexicon)) is not None:
            governor = q.governor if q.governor is not None else noun
            yield Sum(start, end, 2.0, q.measure, ((start, end),), "people", governor)
        elif tree.lower(noun) == "victims":
            yield Sum(start, end, 2.0, "victim", ((start, end),), "people", noun)


def _subject(tree: Tree, verb: int) -> int | None:
    """The subject of a verb, or of its auxiliary where the parse has hung it there."""
    subjects = (tree.child(index, "nsubj", "nsubjpass") for index in (verb, *tree.all(verb, "auxpass", "aux")))
    return next((subject for subject in subjects if subject is not None), None)


def _may_be_both(tree: Tree, noun: int, lexicon: Lexicon) -> bool:
    """'they were both killed', 'his brother, Tom, and his aunt, Ada, were both hurt', however these are parsed."""
    return (
        tree.lower(noun) in ("they", "who", "them")
        or tree.tokens[noun].entity == "PERSON"
        or is_person(tree, noun, lexicon)
    )


def ordinals(tree: Tree, lexicon: Lexicon) -> Iterator[Sum]:
    """'A third victim has died': three are dead."""
    for index, token in enumerate(tree.tokens):
        word = token.text.lower()
        count = lexicon.get("ordinal", word) or (word[:-2] if ORDINAL.fullmatch(word) else None)
        noun = tree.head(index)
        if not count or int(count) < FEWEST or noun is None or tree.dep(index) not in ("amod", "nummod", "compound"):
            continue
        is_death = lexicon.has("says_itself", tree.lemma(noun)) and lexicon.get("noun", tree.lemma(noun)) == "killed"
        if (
            not (is_person(tree, noun, lexicon) or is_death)
            or tree.lemma(noun) in SERIES
            or OF_THE_YEAR.search(tree.text)
        ):
            continue
        start, end = tree.start(index), tree.end(noun)
        q = as_said(tree, noun, start, end, lexicon)
        to_die = any(
            lexicon.get("agent", tree.lemma(verb)) == "killed" and tree.pos(verb) == "VERB"
            for verb in tree.all(noun, "relcl", "acl", "advcl")
        )
        if (to_die or (q is not None and q.measure == "killed")) and end > start:
            governor = q.governor if q is not None and q.governor is not None else noun
            yield Sum(start, end, float(count), "killed", ((start, end),), "people", governor)
        elif q is not None and q.measure == "injured" and int(count) >= FEWEST_INJURED and end > start:
            governor = q.governor if q.governor is not None else noun
            yield Sum(start, end, float(count), "injured", ((start, end),), "people", governor)
