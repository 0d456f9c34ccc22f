"""Nouns that stand for an utterance or a thought: "his warning that", "calls for", "in the view of".

Belongs here: readings of one noun.  Does not belong here: verbs (verbs.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.speech import cues
from assets.facts.speech.grammar import VERBAL, Tree, bounds
from assets.facts.speech.reported.reading import Reading

if TYPE_CHECKING:
    from assets.facts.document import Token


def of_noun(tree: Tree, noun: Token) -> list[Reading]:
    """The readings of a noun, one per complement behind it."""
    cue = cues.nouns().get(noun.lemma.lower())
    source_token = _noun_source(tree, noun)
    source = None
    if source_token is not None:
        is_before = source_token.index < noun.index
        tokens = [
            t for t in tree.subtree(source_token) if t.index != noun.index and (t.index < noun.index) == is_before
        ]
        source = bounds(tokens) if tokens else None
    found = []
    for child in tree.children(noun):
        frame, inner = _noun_frame(tree, child) if child.index > noun.index else (None, child)
        if frame is None:
            continue
        group = cue.frames.get(frame) if cue else None
        if group is None and source is not None:
            group = cues.nouns()["*"].frames.get(frame)
        if group is not None:
            content = (bounds(tree.subtree(inner)),)
            span = (noun.start, noun.end)
            found.append(Reading(tree.sentence, f"noun_{frame}", group, span, noun, content, source, source_token))
    return found


def _noun_source(tree: Tree, noun: Token) -> Token | None:
    """Whose claim it is: "his claim", "the claim by X", "X made the claim"."""
    owner = tree.child(noun, ("poss",))
    if owner is None:
        by = next((c for c in tree.children(noun) if c.lemma == "by" and c.dep in ("prep", "agent")), None)
        owner = tree.child(by, ("pobj",)) if by is not None else None
    return owner or _owner(tree, noun)


def _noun_frame(tree: Tree, child: Token) -> tuple[str | None, Token]:
    """The frame that a dependent of a cue noun opens, and the token its content hangs on."""
    if child.dep in ("acl", "ccomp", "relcl", "appos"):
        if any(c.tag == "TO" for c in tree.children(child)):
            return "to", child
        if any(c.dep == "mark" for c in tree.children(child)):
            return "clause", child
    elif child.dep == "prep" and child.lemma != "by":
        return f"prep:{child.lemma.lower()}", tree.child(child, ("pobj", "pcomp")) or child
    return None, child


def _owner(tree: Tree, noun: Token) -> Token | None:
    """Who has the thought: the subject of the verb that governs the noun ("she expressed doubts")."""
    governor = tree.head(noun)
    if noun.dep in ("dobj", "attr") and governor.pos in VERBAL and not tree.is_passive(governor):
        return tree.subject(governor)
    if noun.dep == "pobj" and governor.dep == "prep" and tree.head(governor).pos in VERBAL:
        return tree.subject(tree.head(governor))
    return None
