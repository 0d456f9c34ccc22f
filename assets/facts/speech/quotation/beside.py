"""Cues that stand beside quotation marks: '," X said', 'X said: "'.

Belongs here: finding the word of speech behind or before a stretch of quoted words.
Does not belong here: whose words they are (quoted.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.speech import cues
from assets.facts.speech.grammar import VERBAL

if TYPE_CHECKING:
    from assets.facts.document import Sentence, Token
    from assets.facts.speech.part import Part
    from assets.facts.speech.quotation.marks import Quoted

NOMINAL = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"})
CLAUSE_ENDS = frozenset(".!?;:")
FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})


def cue_behind(part: Part, quote: Quoted, ceiling: int) -> tuple[Token, Sentence] | None:
    """The cue after the marks: '," X said', '," said X'."""
    inner = part.text[quote.inner_start : quote.inner_end].rstrip()
    if not inner:
        return None
    if inner[-1] == "." and not inner.endswith(".."):
        return _bare_cue(part, quote, ceiling)
    clause = []
    for token, sentence in part.between(quote.end, min(ceiling, quote.end + 250)):
        if token.text in CLAUSE_ENDS or "\n" in part.text[quote.end : token.start]:
            break
        clause.append((token, sentence))
    finite = [(t, s) for t, s in clause if t.pos == "VERB" and t.tag in FINITE and not _is_said_of_noun(part, t, s)]
    for token, sentence in finite[:3]:
        cue = cues.verbs().get(token.lemma.lower())
        if cue is not None and ("quote" in cue.frames or "object" in cue.frames):
            if token is not finite[0][0] and finite[0][0].tag in ("VBD", "VBZ") and "quote" not in cue.frames:
                break
            return token, sentence
    if finite and inner[-1] in ",!?" and finite[0][0].tag in ("VBD", "VBZ"):
        return finite[0]
    return next(((t, s) for t, s in clause if t.text.lower() in cues.finite_forms()), None)


def _is_said_of_noun(part: Part, verb: Token, sentence: Sentence) -> bool:
    """Whether a verb stands in a clause that describes a noun: "an official who asked not to be named"."""
    tree = part.trees.get(sentence.number)
    if tree is None:
        return False
    for token in (verb, *tree.ancestors(verb)):
        if token.dep in ("relcl", "acl"):
            return True
        if token.pos not in VERBAL:
            break
    return False


def _bare_cue(part: Part, quote: Quoted, ceiling: int) -> tuple[Token, Sentence] | None:
    """The cue of a sentence of its own that says nothing else, behind quoted words that end in a full stop."""
    run: list[tuple[Token, Sentence]] = []
    for token, sentence in part.between(quote.end, min(ceiling, quote.end + 80)):
        if token.text in CLAUSE_ENDS or "\n" in part.text[quote.end : token.start]:
            break
        run.append((token, sentence))
    if len(run) < 2 or any(t.pos not in NOMINAL for t, _ in run[:-1]):
        return None
    token, sentence = run[-1]
    return (token, sentence) if token.text.lower() in cues.finite_forms() else None


def cue_before(part: Part, quote: Quoted, floor: int) -> tuple[Token, Sentence] | None:
    """The cue before the marks: 'X said: "', 'X said, "', 'X said "'."""
    before = part.text[floor : quote.start].rstrip(" \xa0")
    if before.rstrip().endswith(":"):
        before = before.rstrip()
    if not before or before[-1] in ".!?;\n":
        return None
    edge = floor + len(before)
    preceding = part.between(max(floor, quote.start - 250), quote.start)
    for token, sentence in reversed(preceding):
        if "\n" in part.text[token.end : edge]:
            return None
        if token.text in (".", "!", "?") and token.end < edge - 1:
            return None
        if token.pos == "VERB":
            cue = cues.verbs().get(token.lemma.lower())
            if cue is not None and "quote" in cue.frames:
                return token, sentence
            if token.tag in ("VBD", "VBZ") and before[-1] in ":,":
                is_beside = quote.start - token.end < 30
                return (token, sentence) if before[-1] == ":" or is_beside else None
    return None
