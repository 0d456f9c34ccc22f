"""Documents that answer for a figure without a word of speech: polls that "have" somebody ahead, data that "show" a rise.

Belongs here: who answers for a number that no attribution holds, where the sentence says which document it stands in.
Does not belong here: attributions (assets.facts.speech), choosing among them (sources.py).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assets.facts.quantities.lexicon import alternatives
from assets.facts.quantities.tree import MAX_CLIMB

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree

SUBJECTS = ("nsubj", "nsubjpass")


def find_document(tree: Tree, q: Quantity, lexicon: Lexicon) -> tuple[str, str] | None:
    """Name of the document that states the number, and the word that says so; None where none does."""
    start = q.head if q.head is not None else next(iter(q.tokens), None)
    if start is None or not _document(lexicon).search(tree.text):
        return None
    path = list(_upwards(tree, start))
    for below, above in zip(path, [*path[1:], None], strict=True):
        noun = _asked(tree, q, below, lexicon)
        if noun is not None:
            return _named(tree, noun), "in"
        if above is not None and (noun := _shower(tree, q, below, above, lexicon)) is not None:
            return _named(tree, noun), tree.lower(above)
    return None


@lru_cache(maxsize=4)
def _document(lexicon: Lexicon) -> re.Pattern[str]:
    """The start of a word for a document; its ending is left to the parse."""
    stems = [word.removesuffix("y").removesuffix("is") for word in lexicon.words["document"]]
    return re.compile(rf"\b(?:{alternatives(stems)})", re.IGNORECASE)


def _upwards(tree: Tree, index: int) -> Iterator[int]:
    for _ in range(MAX_CLIMB):
        yield index
        head = tree.head(index)
        if head is None:
            return
        index = head


def _shower(tree: Tree, q: Quantity, below: int, verb: int, lexicon: Lexicon) -> int | None:
    """The document that is the subject of a verb of showing: 'the survey has her at 41 percent'."""
    kind = lexicon.get("showing", tree.lemma(verb))
    if kind is None or tree.pos(verb) != "VERB" or q.start < tree.end(verb):
        return None
    if kind == "of another" and _is_its_own(tree, q, below, verb):
        return None
    if tree.dep(verb) == "acl":
        noun = tree.head(verb)
    else:
        first = tree.climb(verb, "conj") if tree.child(verb, *SUBJECTS) is None else verb
        noun = tree.child(first, "nsubj")
    return noun if noun is not None and lexicon.has("document", tree.lemma(noun)) else None


def _is_its_own(tree: Tree, q: Quantity, below: int, verb: int) -> bool:
    """'The survey has an error of 3 points', but not 'has her at 3 points' or 'gives her 3 points'."""
    if q.dimension == "time":
        return True
    return tree.dep(below) == "dobj" and tree.child(verb, "dative") is None


def _asked(tree: Tree, q: Quantity, index: int, lexicon: Lexicon) -> int | None:
    """The poll that a share is of: 'in the latest Torvale poll 41 percent chose her'."""
    if lexicon.has("asking", tree.lemma(index)):
        return None
    for prep in tree.all(index, "prep"):
        noun = tree.child(prep, "pobj")
        if tree.lower(prep) != "in" or noun is None or lexicon.get("document", tree.lower(noun)) != "poll":
            continue
        low, high = tree.edges(noun, without=frozenset())
        if not tree.start(low) <= q.start < tree.end(high):
            return noun
    return None


def _named(tree: Tree, noun: int) -> str:
    """The document with those who made it: 'a survey by the Lusk Institute'."""
    maker = next((c for c in tree.all(noun, "prep") if tree.lower(c) in ("by", "from")), None)
    maker = maker if maker is None else tree.child(maker, "pobj")
    return tree.phrase(noun) if maker is None else tree.phrase(noun, last=maker)
