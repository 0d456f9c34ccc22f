"""What the grammar around a number says of how surely it was read: the signs told by tree and quantity.

Belongs here: signs that need the parse and the steps by which a quantity was read.
Does not belong here: signs of a finished fact (stated.py), what each sign weighs (lexicon/confidence.tsv, weighing.py).

The names of the signs are the rows of the list, and what a user reads where a fact is doubted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assets.facts.quantities.measure.measures import LISTED
from assets.facts.quantities.tree import NOUNS

if TYPE_CHECKING:
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree

# Words between the number and the word that says its measure, commas among them.
FAR_WORDS = 5
# Words between the number and the noun that it counts.
FAR_NOUN = 3
# Governors above the number, and steps from the noun to the word that says the measure.
DEEP = 5
FAR_STEPS = 3
MOST_STEPS = 12
NAMES = {"ORG", "PERSON", "GPE", "LAW", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "NORP", "LOC", "ORDINAL"}
TIMES = {"DATE", "TIME"}
SINGULAR = ("NN", "NNP")
DIRECT = ("nsubj", "dobj")
CLAUSES = ("relcl", "acl")
NOT_PAST = ("VB", "VBP")


def signs_of_reading(tree: Tree, q: Quantity) -> tuple[str, ...]:
    """The signs of one quantity that is read to its end."""
    return (*_of_the_parser(tree, q), *_of_the_noun(tree, q), *(_of_amount(q) if q.unit else _of_count(tree, q)))


def _of_the_parser(tree: Tree, q: Quantity) -> Iterator[str]:
    """Whether the model's own names, dates and amounts agree, and how deep in the sentence the number stands."""
    labels = {tree.tokens[index].entity for index in q.tokens}
    is_time = q.is_age or q.dimension == "time"
    if not labels.isdisjoint(NAMES) or not (is_time or labels.isdisjoint(TIMES)):
        yield "parsed as a name or a date"
    elif is_time and not labels.isdisjoint(TIMES):
        yield "parsed as a time"
    if (q.dimension == "money" and "MONEY" not in labels) or (q.unit_name == "percent" and "PERCENT" not in labels):
        yield "not parsed as an amount"
    if q.head is not None and _is_deep(tree, q.head):
        yield "deep in the sentence"


def _is_deep(tree: Tree, index: int) -> bool:
    above: int | None = index
    for _ in range(DEEP):
        above = tree.head(above) if above is not None else None
    return above is not None


def _of_the_noun(tree: Tree, q: Quantity) -> Iterator[str]:
    """How the counted noun was found, and what it looks like."""
    noun = q.noun
    if noun is None:
        if tree.dep(q.head or 0) == "appos":
            yield "beside a noun"
        if not (q.counted or q.unit or q.is_age or q.value is None or "tally" in q.notes):
            yield "nothing counted"
        return
    relation = tree.dep(noun)
    if relation == "appos":
        yield "beside a noun"
    elif relation in ("compound", "nmod"):
        yield "counted is part of a compound"
    elif relation == "pobj" and q.head is not None and tree.head(tree.tokens[noun].head) == q.head:
        yield "counted stands behind 'of'"
    if not q.unit and q.value != 1 and tree.tokens[noun].tag in SINGULAR and _is_of_many(tree, q):
        yield "counted is singular"
    if noun - q.tokens[-1] > FAR_NOUN:
        yield "counted is far off"


def _is_of_many(tree: Tree, q: Quantity) -> bool:
    """Whether the noun should be plural: not in 'a three-seat lead', 'half the town'."""
    is_joined = q.is_hyphenated or tree.text[q.core_end : q.core_end + 1] == "-"
    return not is_joined and q.numeral.form != "fraction"


def _of_amount(q: Quantity) -> Iterator[str]:
    """What tells amounts apart that are filed under the right measure."""
    if q.dimension == "money" and q.measure == "price":
        yield "price by default"
    if q.unit_name == "percent" and q.measure == "share":
        yield "percent taken for a share"
    if q.per is not None:
        yield "rate"


def _of_count(tree: Tree, q: Quantity) -> Iterator[str]:
    """How far the word that says the measure is from what is counted, and what kind of word it is."""
    if q.counted_lemma and q.counted_lemma == q.measure and q.measure not in LISTED:
        yield "measure is what is counted"
    if "whole" in q.notes:
        yield "said of a part of them"
    governor, noun = q.governor, q.noun if q.noun is not None else q.head
    if governor is None or noun is None:
        return
    yield from _of_the_way(tree, noun, governor)
    first, last = (governor, q.tokens[0]) if governor < q.tokens[0] else (q.tokens[-1], governor)
    if last - first > FAR_WORDS:
        yield "measure is far off"
    if any(token.tag == "CD" for token in tree.tokens[first + 1 : last]):
        yield "another number before the measure"
    token = tree.tokens[governor]
    if token.pos in NOUNS or token.pos == "ADJ":
        yield "measure is no verb"
    elif token.tag in NOT_PAST:
        yield "measure is a verb in the present"


def _of_the_way(tree: Tree, noun: int, governor: int) -> Iterator[str]:
    """The steps in the tree from what is counted up to the word that says the measure."""
    steps, index, relation = 0, noun, tree.dep(noun)
    while index != governor and steps < MOST_STEPS:
        above = tree.head(index)
        if above is None:
            break
        index, steps = above, steps + 1
    if index != governor:
        if tree.dep(governor) in CLAUSES:
            yield "measure is said in a clause of its own"
        return
    if steps == 1 and relation in DIRECT:
        yield "subject or object of the measure"
    elif steps == 1 and relation == "nsubjpass":
        yield "subject of a passive"
    elif steps >= FAR_STEPS:
        yield "measure stands over another noun"
    if tree.dep(governor) in CLAUSES:
        yield "measure is said in a clause of its own"
