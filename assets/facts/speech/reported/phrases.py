"""Phrases and adverbs that attribute the clause they stand in: "according to police", "reportedly".

Belongs here: readings of one such phrase.  Does not belong here: verbs (verbs.py), nouns (nouns.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.speech import cues
from assets.facts.speech.grammar import VERBAL, Tree, bounds
from assets.facts.speech.reported.reading import Reading
from assets.facts.speech.source import sources

if TYPE_CHECKING:
    from assets.facts.document import Token
    from assets.facts.speech.reported.reading import Span


def of_phrase(tree: Tree, token: Token) -> list[Reading]:
    """'According to police', 'Based on a report by police': the clause it hangs on is the content."""
    word = token.text.lower()
    if word == "according":
        to = tree.child(token, ("prep",)) or next((t for t in tree.tokens[token.index + 1 : token.index + 2]), None)
        noun = tree.child(to, ("pobj", "pcomp")) if to is not None else None
        cue = (token.start, to.end) if to is not None else (token.start, token.end)
        frame = "according"
    elif word == "based":
        on = tree.child(token, ("prep",))
        noun = tree.child(on, ("pobj",)) if on is not None and on.lemma == "on" else None
        cue, frame = (token.start, on.end if on is not None else token.end), "according"
        if noun is None or tree.subtree(token)[0].index or not sources.is_document(noun):
            return []
    elif word == "per" and token.dep == "prep" and tree.head(token).pos in VERBAL:
        noun, cue, frame = tree.child(token, ("pobj",)), (token.start, token.end), "per"
        if noun is None or not noun.entity:
            return []
    else:
        return []
    if noun is None:
        return []
    own = {t.index for t in tree.subtree(token)}
    content = _whole_before(tree, token) or _clause_round(tree, token, own)
    if not content:
        return []
    return [Reading(tree.sentence, frame, "say", cue, token, content, bounds(tree.subtree(noun)), noun)]


def _whole_before(tree: Tree, token: Token) -> tuple[Span, ...]:
    """All that a sentence says before a source that closes it behind a comma: "A did this while B did that, according to C"."""
    if token.index < 4 or tree.tokens[token.index - 1].text not in (",", '"', "”", "''"):
        return ()
    behind = tree.tokens[token.index + 1 :]
    if any(t.text in (",", ";", "–", "—", "-", "(") or t.pos in VERBAL for t in behind):
        return ()
    return (bounds(list(tree.tokens[: token.index])),)


def _clause_round(tree: Tree, token: Token, own: set[int]) -> tuple[Span, ...]:
    """The clause a sentence adverbial stands in, in one or two pieces."""
    top = tree.head(token)
    for ancestor in (top, *tree.ancestors(top)):
        top = ancestor
        if ancestor.pos in VERBAL and ancestor.dep in ("ROOT", "ccomp", "conj", "parataxis", "advcl", "relcl"):
            break
    while top.dep == "conj" and tree.head(top).pos in VERBAL and top.index > token.index:
        top = tree.head(top)
    tokens = [t for t in tree.subtree(top) if t.index not in own]
    first, last = min(own), max(own)
    before = [t for t in tokens if t.index < first]
    after = [t for t in tokens if t.index > last]
    pieces = [bounds(side) for side in (before, after) if sum(t.text.isalnum() for t in side) > 0]
    if len(pieces) == 2:
        # A sentence adverbial at the end of a clause reports that clause; what follows it is a new one.
        lengths = [end - start for start, end in pieces]
        if lengths[0] > 25:
            pieces = pieces[:1] if not _is_parenthesis(tree, last) else pieces
    return tuple(pieces)


def _is_parenthesis(tree: Tree, last: int) -> bool:
    """Whether what follows the words is still the same clause: a verb or complement, not 'and' with a new one."""
    following = tree.tokens[last + 1 :]
    return bool(following) and not any(t.dep == "cc" for t in following[:2])


def of_adverb(tree: Tree, adverb: Token) -> list[Reading]:
    """The reading of an adverb that marks its clause as hearsay or appearance."""
    group = cues.phrases("adverb").get(adverb.text.lower())
    if group is None:
        return []
    governor = tree.head(adverb)
    if governor.pos not in VERBAL:
        return []
    tokens = [t for t in tree.subtree(governor) if t.index != adverb.index]
    before = [t for t in tokens if t.index < adverb.index]
    after = [t for t in tokens if t.index > adverb.index]
    content = tuple(bounds(side) for side in (before, after) if side)
    return [Reading(tree.sentence, "adverb", group, (adverb.start, adverb.end), adverb, content)]
