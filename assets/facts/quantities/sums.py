"""People that a text lists instead of counting: "a mother and her two sons were killed", "a double homicide".

Belongs here: adding up the members of such a list, with the phrases that were added.
Does not belong here: adding up stated numbers, of one text or of several.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.facts.quantities.tree import NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

SUMMED = {"killed", "injured", "missing", "detained", "abducted", "rescued", "hospitalised"}
FEWEST = 2
MOST_MEMBERS = 24
MULTIPLE = re.compile(
    r"\b(?P<many>double|twin|triple|quadruple|quintuple)[\s-](?P<what>homicide|murder|slaying|killing|fatality)(?P<suicide>[\s-]suicide)?\b",
    re.IGNORECASE,
)
NOT_AN_EVENT = re.compile(r"\s(?:case|trial|charges?|suspect|convict)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sum:
    """A listed count; offsets in the sentence, `parts` as the text has them, `token` decides time and polarity."""

    start: int
    end: int
    value: float
    measure: str
    parts: tuple[str, ...]
    counted: str
    token: int


def find_sums(tree: Tree, found: Sequence[Quantity], lexicon: Lexicon) -> list[Sum]:
    """Listed counts of the sentence, in order; lists whose members all carry numbers are left to the numbers."""
    sums = [one for verb in range(len(tree.tokens)) if (one := _of_verb(tree, verb, found, lexicon)) is not None]
    for match in MULTIPLE.finditer(tree.text):
        many = int(lexicon.get("multiple_event", match["many"].lower()) or 0)
        value = many + (1 if match["suicide"] else 0)
        sums.append(
            Sum(match.start(), match.end(), value, "killed", (match[0],), "people", tree.at(match.start("what")))
        )
    return sorted(sums, key=lambda one: (one.start, one.end))


def _of_verb(tree: Tree, verb: int, found: Sequence[Quantity], lexicon: Lexicon) -> Sum | None:
    if tree.pos(verb) not in ("VERB", "ADJ"):
        return None
    slot = _slot(tree, verb, lexicon)
    if slot is None:
        return None
    head, measure = slot
    members = _members(tree, head)
    if not FEWEST <= len(members) <= MOST_MEMBERS:
        return None
    sizes = [_size(tree, member, found, lexicon) for member in members]
    known = [size for size in sizes if size is not None]
    if len(known) < len(sizes) or all(stated for _, stated in known):
        return None
    total = sum(size for size, _ in known)
    first = min(tree.left_modifiers(member) for member in members)
    last = max(members)
    parts = tuple(tree.phrase(member) for member in members)
    return Sum(tree.start(first), tree.end(last), total, measure, parts, "people", verb)


def _slot(tree: Tree, verb: int, lexicon: Lexicon) -> tuple[int, str] | None:
    """The noun that the verb's measure is said of, with the measure."""
    lemma = tree.lemma(verb)
    thing, passive, subject = tree.child(verb, "dobj"), tree.child(verb, "nsubjpass"), tree.child(verb, "nsubj")
    if tree.pos(verb) == "ADJ":
        return None
    if passive is not None:
        measure = lexicon.get("patient", lemma)
        return (passive, measure) if measure in SUMMED else None
    if thing is not None:
        measure = lexicon.get("patient", lemma)
        return (thing, measure) if measure in SUMMED else None
    if subject is not None:
        measure = lexicon.get("agent", lemma)
        if measure is None:
            state = next(
                (
                    c
                    for c in tree.all(verb, "acomp", "oprd", "xcomp", "attr")
                    if lexicon.get("adjective", tree.lower(c))
                ),
                None,
            )
            measure = lexicon.get("adjective", tree.lower(state)) if state is not None else None
        return (subject, measure) if measure in SUMMED else None
    return None


def _members(tree: Tree, head: int) -> list[int]:
    members = [head]
    while len(members) < MOST_MEMBERS:
        joined = next(
            (
                c
                for c in tree.all(members[-1], "conj", "appos")
                if tree.dep(c) == "conj" and tree.pos(c) in (*NOUNS, "PRON")
            ),
            None,
        )
        if joined is None:
            break
        members.append(joined)
    return members


def _size(tree: Tree, member: int, found: Sequence[Quantity], lexicon: Lexicon) -> tuple[float, bool] | None:
    """How many people one member of the list is, and whether a number says so; None where that is open."""
    for q in found:
        if q.noun == member and q.unit is None and not q.is_age:
            return (q.value, True) if q.value is not None and q.bound == "exact" else None
    token = tree.tokens[member]
    if token.pos == "PROPN":
        is_person = token.entity == "PERSON"
        return (1.0, False) if is_person and token.tag == "NNP" else None
    if lexicon.has("person", tree.lower(member)):
        return (1.0, False) if token.tag in ("NN", "NNP", "PRP", "JJ") else None
    return None
