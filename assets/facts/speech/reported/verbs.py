"""Verbs that report: their source, their cue words and the class of what they take.

Belongs here: readings of one verb.  Does not belong here: its complements (clauses.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.speech import cues
from assets.facts.speech.grammar import PASSIVE_SUBJECTS, SUBJECTS, Tree, bounds
from assets.facts.speech.reported import clauses
from assets.facts.speech.reported.reading import Reading
from assets.facts.speech.source import sources

if TYPE_CHECKING:
    from assets.facts.document import Token
    from assets.facts.speech.reported.reading import Span

RAISING = frozenset({"seem", "appear", "look", "sound"})


def of_verb(tree: Tree, verb: Token) -> list[Reading]:
    """The readings of a verb, one per complement, most telling first."""
    if verb.lemma in RAISING:
        return _raising(tree, verb)
    cue = cues.verbs().get(verb.lemma.lower())
    if cue is None:
        return []
    passive = tree.is_passive(verb)
    found = []
    for frame, content in clauses.contents(tree, verb, passive):
        group = _group(cue, frame)
        if group is None:
            continue
        source_token = _source(tree, verb, passive, frame)
        source = _source_span(tree, source_token, verb, content) if source_token is not None else None
        found.append(
            Reading(
                tree.sentence,
                frame,
                group,
                _cue_span(tree, verb),
                verb,
                content,
                source,
                source_token,
            )
        )
    return found


FRAME_FALLBACKS = {
    "clause": ("clause",),
    "parenthesis": ("clause",),
    "to": ("to",),
    "object": ("object",),
    "object_to": ("object_to",),
    "object_as": ("object_as",),
    "object_of": ("object_of",),
    "object_for": ("object_for",),
    "for_to": ("prep:for",),
    "passive_clause": ("clause", "object"),
    "passive_to": ("object_to", "to"),
    "passive_as": ("object_as",),
    "passive": ("object",),
}


def _group(cue: cues.Cue, frame: str) -> str | None:
    for name in FRAME_FALLBACKS.get(frame, (frame,)):
        if name in cue.frames:
            return cue.frames[name]
    return None


def _raising(tree: Tree, verb: Token) -> list[Reading]:
    complement = tree.child(verb, ("xcomp", "ccomp", "oprd", "acomp", "prep", "advcl"))
    subject = tree.child(verb, SUBJECTS)
    if complement is None or complement.index < verb.index:
        return []
    if complement.dep == "prep" and complement.lemma.lower() != "like":
        return []
    spans: tuple[Span, ...] = (bounds(tree.subtree(complement)),)
    if subject is not None and subject.lemma.lower() not in ("it", "there"):
        spans = (bounds(tree.subtree(subject)), *spans)
    frame = "seems_" + (
        "to" if complement.dep == "xcomp" else "clause" if complement.dep == "ccomp" else complement.dep
    )
    return [Reading(tree.sentence, frame, "show", _cue_span(tree, verb), verb, spans)]


def _source(tree: Tree, verb: Token, passive: bool, frame: str) -> Token | None:
    if passive:
        if verb.lemma == "quote" or frame == "to":
            return tree.child(verb, PASSIVE_SUBJECTS) or tree.agent(verb)
        return tree.agent(verb)
    subject = tree.subject(verb)
    if subject is not None and verb.tag == "VBG" and not sources.can_speak(subject):
        return _reporter_above(tree, verb) or subject
    return subject or _name_before(tree, verb)


def _name_before(tree: Tree, verb: Token) -> Token | None:
    """The name or pronoun right before a finite verb that the parse gave no subject."""
    if verb.tag not in ("VBD", "VBZ", "VBP") or verb.index == 0:
        return None
    before = tree.tokens[verb.index - 1]
    if before.pos == "ADV" and before.index:
        before = tree.tokens[before.index - 1]
    is_name = before.pos == "PROPN" or before.text.lower() in ("he", "she", "they", "who")
    return before if is_name and before.dep not in ("pobj", "dobj") else None


def _reporter_above(tree: Tree, verb: Token) -> Token | None:
    """Who reports the clause that a participle hangs on: "she said prices were too high, adding ..."."""
    for above in tree.ancestors(verb):
        if above.dep == "ccomp":
            subject = tree.child(tree.head(above), SUBJECTS)
            if subject is not None and sources.can_speak(subject):
                return subject
    return None


def _source_span(tree: Tree, source: Token, verb: Token, content: tuple[Span, ...]) -> Span:
    """The source's phrase, cut short of the cue and of the content."""
    left_out = [
        t.index
        for t in tree.subtree(source)
        if t.index != source.index and t.dep in ("acl", "relcl") and tree.is_within(verb, t)
    ]
    tokens = tree.subtree(source, without=left_out)
    outside = [
        t
        for t in tokens
        if t.index == source.index or not any(start <= t.start and t.end <= end for start, end in content)
    ]
    if source.index < verb.index:
        outside = [t for t in outside if t.index < verb.index]
    else:
        outside = [t for t in outside if t.index > verb.index]
    while outside and outside[0].text in clauses.QUOTES:
        outside = outside[1:]
    return bounds(outside) if outside else (source.start, source.end)


def _cue_span(tree: Tree, verb: Token) -> Span:
    """The verb with its auxiliaries and negation right before it."""
    first = verb
    for child in reversed([c for c in tree.children(verb) if c.index < verb.index]):
        if child.dep in ("aux", "auxpass", "neg") and child.index >= first.index - 2:
            first = child
        elif child.dep != "advmod":
            break
    return first.start, verb.end
