"""Which reading of a cue is taken, by rule.

A cue is an attribution where the sentence states that someone does say, think, want or judge something.  Words of
saying count wherever they stand; words of thinking, wanting and judging only as statements: not as mere
possibilities ("could oppose"), not as aims ("to oppose"), not without anyone who does it.
Belongs here: the default choice.  Does not belong here: listing readings (readings.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.entities.tables import words
from assets.facts.speech.cues import LEXICON
from assets.facts.speech.source import sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assets.facts.document import Token
    from assets.facts.speech.grammar import Tree
    from assets.facts.speech.reported.reading import Reading

MODALS = frozenset(
    {"can", "could", "may", "might", "must", "should", "shall", "will", "would", "'ll", "’ll", "'d", "’d"}
)
CLAUSES = frozenset({"clause", "parenthesis", "according", "per", "quote", "noun_clause", "adverb"})
STATED = frozenset({"ROOT", "conj", "advcl", "parataxis", "ccomp", "relcl", "dep", "pcomp"})
UNTOLD = frozenset({"passive"})


def choose(tree: Tree, options: Sequence[Reading]) -> Reading | None:
    """The first reading that the lexicon knows and the sentence states; None if there is none."""
    return next((reading for reading in options if _is_stated(tree, reading)), None)


def _is_stated(tree: Tree, reading: Reading) -> bool:
    source = reading.source_token
    speaks = source is not None and sources.can_speak(tree.antecedent(source))
    if reading.frame == "parenthesis" and (
        reading.group == "think" or not MODALS.isdisjoint(_helpers(tree, reading.cue_token))
    ):
        # "you know", "I think": a way of speaking.  "It will hold, he said": not the holding is thrown in.
        return False
    if reading.frame in CLAUSES and reading.group in ("say", "show"):
        return reading.group == "say" or source is None or speaks
    if reading.frame.startswith("noun_"):
        # "Plans to mend the pier" that are nobody's tell of no thought or wish.
        return reading.source is not None or reading.group not in ("think", "want")
    if reading.frame.startswith("seems_"):
        return True
    if reading.frame.startswith("adj_"):
        return speaks and MODALS.isdisjoint(_helpers(tree, tree.head(reading.cue_token)))
    return _is_done(tree, reading, speaks)


def _is_done(tree: Tree, reading: Reading, speaks: bool) -> bool:
    """Whether the sentence says that someone does what the verb says, not that he could or should."""
    token = reading.cue_token
    helpers = _helpers(tree, token)
    if reading.frame == "clause" and ("to" not in helpers or token.dep in ("ROOT", "advcl")):
        return True
    if reading.frame in UNTOLD and reading.source is None:
        return False
    if reading.frame == "object_as" and reading.group == "say" and _is_calling(token, helpers):
        return True
    if "to" in helpers:
        return speaks and _is_carried_out(token, reading.group)
    if not MODALS.isdisjoint(helpers):
        # "She would back a ban" tells what she thinks; "he said she would back a ban" what he thinks of her.
        return reading.source is not None and token.dep in ("ROOT", "conj", "advcl", "relcl")
    if reading.source is None:
        return token.dep in STATED and (
            reading.frame.startswith("passive") or (token.tag == "VBN" and reading.frame.startswith("prep:"))
        )
    return (token.dep in STATED or (token.dep, token.tag) == ("acl", "VBG")) and not _is_assault(tree, reading)


def _is_carried_out(token: Token, group: str) -> bool:
    """Whether an infinitive tells what is done: "went on air to announce it", "came to believe it"."""
    return (token.dep, group) in {("advcl", "say"), ("xcomp", "think")}


def _helpers(tree: Tree, verb: Token) -> list[str]:
    return [c.lemma.lower() for c in tree.children(verb) if c.dep == "aux"]


def _is_calling(token: Token, helpers: list[str]) -> bool:
    """Whether something is called something, also in passing: "to call it a sham", "which would call it a sham"."""
    if "to" in helpers and token.dep in ("xcomp", "acl"):
        return False
    return (token.dep, token.tag) != ("acl", "VBN")


def _is_assault(tree: Tree, reading: Reading) -> bool:
    """Whether a word of blame is meant with arms: "attacked the port"."""
    if reading.cue_token.lemma.lower() not in words("armed_verbs", LEXICON):
        return False
    start, end = reading.content[-1]
    inside = [t for t in tree.tokens if start <= t.start and t.end <= end]
    return any(t.entity in ("GPE", "LOC", "FAC") or t.lemma.lower() in words("targets", LEXICON) for t in inside)
