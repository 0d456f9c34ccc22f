"""Which measure a predicate is filed under: "claimed the lives of three" is killed, "was taken to hospital" is hospitalised.

Belongs here: looking a verb, noun or adjective up in lexicon/measures.tsv, alone and with what it takes.
Does not belong here: finding the predicates (predicates.py), choosing among them (measures.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.quantities.measure.complements import Predicate, complements

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree

LIFE = {"life", "lives"}
# Nouns that are filed by what stands before them, if at all.
OPEN_NOUNS = {"case", "fire", "force", "troop", "soldier"}
DEADLY = {"fatally", "mortally"}


def filed(tree: Tree, q: Quantity, predicate: Predicate, lexicon: Lexicon) -> str | None:
    """The measure that the lexicon files the predicate under, if any."""
    if predicate.form == "noun":
        return _by_noun(tree, predicate, lexicon)
    if predicate.form == "adjective":
        if predicate.lemma == "missing" and predicate.token < q.tokens[0]:
            # 'from missing two games': a verb, whatever the parser says.
            return None
        return lexicon.get("adjective", predicate.lemma) or lexicon.get("adjective", tree.lemma(predicate.token))
    return _by_verb(tree, q, predicate, lexicon) if predicate.form in ("patient", "agent") else None


def _by_noun(tree: Tree, predicate: Predicate, lexicon: Lexicon) -> str | None:
    """'the deaths of three'; 'claimed the lives of three' by the verb."""
    if predicate.lemma in LIFE:
        verb = tree.head(predicate.token)
        return lexicon.get("lives", tree.lemma(verb)) if verb is not None else None
    return lexicon.get("noun", predicate.lemma) if predicate.lemma not in OPEN_NOUNS else None


def _by_verb(tree: Tree, q: Quantity, predicate: Predicate, lexicon: Lexicon) -> str | None:
    lemma, verb = predicate.lemma, predicate.lemma.split()[0]
    if q.counted_lemma in LIFE and (taken := lexicon.get("lives", verb)):
        return taken
    measure = lexicon.get(predicate.form, lemma) or lexicon.get(predicate.form, verb)
    if measure is None:
        companions = [tree.lemma(i) for i in complements(tree, predicate.token) if not _is_of_one(tree, q, i)]
        pairs = (lexicon.get(predicate.form, f"{verb} {companion}") for companion in companions)
        return next((pair for pair in pairs if pair), None)
    if q.unit is not None:
        return None
    return "killed" if measure == "injured" and _is_deadly(tree, q, predicate) else measure


def _is_deadly(tree: Tree, q: Quantity, predicate: Predicate) -> bool:
    """'fatally wounded three': they died of it."""
    return any(
        tree.lower(child) in DEADLY and not _is_of_one(tree, q, child) for child in tree.all(predicate.token, "advmod")
    )


def _is_of_one(tree: Tree, q: Quantity, adverb: int) -> bool:
    """'five were shot, one fatally', 'two of them fatally': the adverb is said of the number before it alone."""
    last = adverb - 1
    if last > 1 and tree.lower(last) in ("them", "whom") and tree.lower(last - 1) == "of":
        last -= 2
    return last >= 0 and tree.tokens[last].tag == "CD" and last not in q.tokens
