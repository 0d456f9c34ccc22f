"""What a plain count is said of: the noun over it, the subject of its verb, the place where there are so many.

Belongs here: reading that word off the tree for numbers without a unit.
Does not belong here: amounts with a unit (amount_subjects.py), the text of the subject (subjects.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.quantities.counted import changed_things
from assets.facts.quantities.counted.governors import subject_of, verb_over
from assets.facts.quantities.tree import NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity


def of_count(tree: Tree, q: Quantity, lexicon: Lexicon) -> int | None:
    """The noun that a plain count is said of: what its noun belongs to, or the subject of its verb."""
    index = _by_relation(tree, q, lexicon)
    return index if index is not None else _elsewhere(tree, q, lexicon)


def _by_relation(tree: Tree, q: Quantity, lexicon: Lexicon) -> int | None:
    noun = q.noun if q.noun is not None else q.head
    if noun is None:
        return None
    relation, head = tree.dep(noun), tree.head(noun)
    if q.noun is None and relation == "pobj" and head is not None and tree.lower(head) in ("of", "at"):
        over = tree.head(head)
        if over is not None and tree.pos(over) in NOUNS and over not in q.tokens:
            return over
    if relation in ("dobj", "attr", "npadvmod") or (q.noun is None and relation == "pobj"):
        return _of_verb(tree, q, noun, lexicon)
    if q.noun is None and relation in ("nsubj", "nsubjpass"):
        return None
    if relation == "compound" and head is not None:
        return head
    over = _over_preposition(tree, q, head) if relation == "pobj" and head is not None else None
    if over is not None:
        return over
    of = next((c for c in tree.all(noun, "prep") if tree.lower(c) == "of"), None)
    if of is not None and q.noun is not None and tree.end(noun) >= q.end - 1:
        return tree.child(of, "pobj")
    if relation in ("nsubj", "nsubjpass"):
        return tree.child(noun, "poss")
    return None


def _of_verb(tree: Tree, q: Quantity, noun: int, lexicon: Lexicon) -> int | None:
    """The subject of the verb that the counted complements, or what the verb brings to the number."""
    verb = verb_over(tree, noun)
    if verb is None:
        return None
    moved = changed_things.moved_object(tree, q, verb, lexicon)
    return moved if moved is not None else (subject_of(tree, verb) if verb < noun else None)


def _over_preposition(tree: Tree, q: Quantity, prep: int) -> int | None:
    """'reductions on 50 products', 'looked at four options': the noun it modifies, or the subject of the verb."""
    over = tree.head(prep)
    if over is None or over in q.tokens:
        return None
    if tree.pos(over) in NOUNS:
        verb = tree.head(over)
        if tree.dep(over) == "attr" and verb is not None:
            return subject_of(tree, verb) or over
        return over
    verb = over if tree.pos(over) in ("VERB", "AUX") else verb_over(tree, over)
    return subject_of(tree, verb) if verb is not None and verb < prep else None


def _elsewhere(tree: Tree, q: Quantity, lexicon: Lexicon) -> int | None:
    """Subjects of votes ("cleared the House 220-215"), of how often ("spins 70 times a minute") and of what there is."""
    if q.head is None:
        return None
    own = tree.child(q.head, "nsubj")
    if own is not None and q.noun is None and own < q.tokens[0]:
        return own
    verb = verb_over(tree, q.head)
    if verb is None:
        return None
    is_often = q.noun is not None and tree.lower(q.noun) == "times"
    if is_often or "tally" in q.notes:
        return subject_of(tree, verb)
    return _where_there_are(tree, q, verb, lexicon) if tree.child(verb, "expl") is not None else None


def _where_there_are(tree: Tree, q: Quantity, verb: int, lexicon: Lexicon) -> int | None:
    """'there are 40 schools in the county', 'there are 300 students studying at the college': county and college."""
    noun = q.noun if q.noun is not None else q.head
    doing = tree.child(noun, "acl") if noun is not None else None
    for owner in (noun, doing, verb):
        for prep in tree.all(owner, "prep") if owner is not None else ():
            place = tree.child(prep, "pobj")
            is_place = tree.lower(prep) in ("in", "at", "on", "within", "inside") and place is not None
            if is_place and place is not None and tree.pos(place) in NOUNS and place > q.tokens[-1]:
                is_when = lexicon.has("time_noun", tree.lemma(place)) or tree.tokens[place].entity in ("DATE", "TIME")
                return None if is_when else place
    return None
