"""Adjectives that tell what someone thinks or wants: "confident that", "critical of", "eager to".

Belongs here: readings of one adjective.  Does not belong here: verbs (verbs.py), nouns (nouns.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.speech import cues
from assets.facts.speech.grammar import SUBJECTS, VERBAL, Tree, bounds
from assets.facts.speech.reported.reading import Reading

if TYPE_CHECKING:
    from assets.facts.document import Token


def of_adjective(tree: Tree, adjective: Token) -> list[Reading]:
    """The readings of an adjective that the lexicon knows, one per complement behind it."""
    cue = cues.adjectives().get(adjective.lemma.lower()) or cues.adjectives().get(adjective.text.lower())
    if cue is None:
        return []
    source = _holder(tree, adjective)
    phrase = bounds([t for t in tree.subtree(source) if t.index < adjective.index] or [source]) if source else None
    found = []
    for child in tree.children(adjective):
        frame, inner = _frame(tree, child) if child.index > adjective.index else (None, child)
        group = cue.frames.get(frame) if frame else None
        if group is not None:
            content = (bounds(tree.subtree(inner)),)
            span = (adjective.start, adjective.end)
            found.append(Reading(tree.sentence, f"adj_{frame}", group, span, adjective, content, phrase, source))
    return found


def _frame(tree: Tree, child: Token) -> tuple[str | None, Token]:
    """The frame that a dependent of an adjective opens, and the token its content hangs on."""
    if child.dep in ("ccomp", "xcomp", "acl", "advcl"):
        return ("to" if any(c.tag == "TO" for c in tree.children(child)) else "clause"), child
    if child.dep == "prep":
        return f"prep:{child.lemma.lower()}", tree.child(child, ("pobj", "pcomp")) or child
    return None, child


def _holder(tree: Tree, adjective: Token) -> Token | None:
    """Who is said to be so: the subject of its verb, or the noun it stands behind."""
    governor = tree.head(adjective)
    if adjective.pos in VERBAL and (own := tree.child(adjective, (*SUBJECTS, "nsubjpass"))) is not None:
        return own
    if adjective.dep in ("acomp", "oprd", "conj", "advcl") and governor.pos in VERBAL:
        return tree.subject(governor)
    if adjective.dep == "conj" and governor.pos == "ADJ":
        return _holder(tree, governor)
    if adjective.dep in ("amod", "acl", "relcl") and adjective.index > governor.index:
        return governor
    return None
