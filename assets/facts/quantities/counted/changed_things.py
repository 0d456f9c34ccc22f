"""What a change is a change of: "a 12 percent drop in crime", "cut staff to 300", "drove the shares up $5".

Belongs here: the thing behind a noun of change, and the object that a verb moves by an amount or to a level.
Does not belong here: subjects of other amounts (amount_subjects.py), the direction (numbers/change_governors.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.quantities.tree import NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

NO_THING = {"GPE", "LOC", "DATE", "TIME"}


def behind_noun(tree: Tree, q: Quantity, lexicon: Lexicon) -> int | None:
    """'a 12 percent drop in crime', 'an increase of 20 percent in rents': what has dropped or increased.

    A noun that names it itself ("a rate increase in the north") needs nothing behind it.
    """
    noun = _noun_of_change(tree, q, lexicon)
    if noun is None or any(i not in q.tokens for i in tree.all(noun, "compound")):
        return None
    for owner in (noun, q.head):
        for prep in tree.all(owner, "prep") if owner is not None else ():
            thing = tree.child(prep, "pobj")
            if thing is None or thing in q.tokens or tree.lower(prep) not in ("in", "of", "to"):
                continue
            lemma = tree.lemma(thing)
            is_when = (
                lexicon.has("time_noun", lemma) or lexicon.has("month", lemma) or tree.tokens[thing].entity in NO_THING
            )
            if tree.pos(thing) in NOUNS and not is_when and not tree.all(thing, "nummod"):
                return thing
    return None


def _noun_of_change(tree: Tree, q: Quantity, lexicon: Lexicon) -> int | None:
    nouns = lexicon.words["change_noun"]
    if q.direction is None or q.dimension in ("count", "time"):
        return None
    for index in (q.governor, q.noun):
        if index is not None and index not in q.tokens and tree.lemma(index) in nouns:
            is_verb = index == q.governor and tree.pos(index) == "VERB" and tree.child(index, "nsubj") is not None
            return None if is_verb else index
    return None


def moved_object(tree: Tree, q: Quantity, verb: int, lexicon: Lexicon) -> int | None:
    """'raise output to 44,000', 'drove the shares up $5': the object of the verb that moves it."""
    thing = tree.child(verb, "dobj")
    if thing is None or tree.pos(thing) not in NOUNS or thing >= q.tokens[0] or thing in q.tokens:
        return None
    if tree.all(thing, "nummod") or lexicon.has("time_noun", tree.lemma(thing)):
        return None
    is_moved = q.direction is not None and lexicon.has("change_verb", tree.lemma(verb))
    return thing if is_moved or "by_words" in q.notes else None
