"""Words in quotation marks: each stretch gets its cue and source.

The parse is asked first: a reported clause that covers a stretch takes it in.  A stretch that the parse leaves alone
looks for its cue beside the marks: behind them ('," said X.'), before them ('X said: "'), else it goes on with the
stretch before it in its paragraph, or across paragraphs where the marks say so.
Belongs here: joining quotation marks with cues.
Does not belong here: finding the marks (marks.py), grammar of clauses (clauses.py).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from assets.facts.speech import cues
from assets.facts.speech.draft import Draft, overlap
from assets.facts.speech.grammar import PASSIVE_SUBJECTS, Tree, bounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assets.facts.document import Sentence, Token
    from assets.facts.speech.marks import Quoted

FINAL = ",.!?…—-"
CLAUSE_ENDS = frozenset(".!?;:")
FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})


class Part:
    """One part of a document with its tokens by offset and a tree for each parsed sentence."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self.text = text
        self.sentences = list(sentences)
        self.trees = {s.number: Tree(s) for s in self.sentences if s.is_parsed}
        self._tokens = [(t, s) for s in self.sentences for t in s.tokens]
        self._starts = [t.start for t, _ in self._tokens]

    def between(self, start: int, end: int) -> list[tuple[Token, Sentence]]:
        """The tokens that begin in [start, end), with their sentences."""
        return self._tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the offset, or the next one."""
        at = bisect_left([s.end for s in self.sentences], offset + 1)
        return self.sentences[at] if at < len(self.sentences) else None


def attach(part: Part, quoted: list[Quoted], drafts: list[Draft]) -> list[Draft]:
    """The drafts with quoted stretches joined to them, and new drafts for stretches that had none."""
    drafts = list(drafts)
    by_cue = {d.cue_token.start: d for d in drafts if d.cue_token is not None}
    last: Draft | None = None
    last_end, last_paragraph = -1, -1
    for i, quote in enumerate(quoted):
        span = (quote.start, quote.end)
        covering = _covering(drafts, span)
        if covering is not None:
            covering.add(span)
            covering.quoted.append(span)
            if _is_utterance(part.text, quote):
                last, last_end, last_paragraph = covering, quote.end, quote.paragraph
            continue
        if not _is_utterance(part.text, quote):
            continue
        floor = quoted[i - 1].end if i and quoted[i - 1].paragraph == quote.paragraph else 0
        ceiling = quoted[i + 1].start if i + 1 < len(quoted) else len(part.text)
        cue = _cue_behind(part, quote, ceiling) or _cue_before(part, quote, floor)
        if cue is not None:
            token, sentence = cue
            draft = by_cue.get(token.start)
            if draft is None or draft.frame not in ("clause", "parenthesis", "quote"):
                draft = _draft(part, token, sentence, span)
                by_cue[token.start] = draft
                drafts.append(draft)
            else:
                draft.add(span)
            draft.quoted.append(span)
        elif last is not None and _goes_on(part.text, quote, last_end, last_paragraph):
            draft = last
            if quote.paragraph == last_paragraph:
                draft.add(span)
                draft.quoted.append(span)
            else:
                home = part.sentence_at(quote.inner_start) or last.sentence
                draft = Draft(home, "quote", "say", [span], previous=last.previous or last, quoted=[span])
                drafts.append(draft)
        else:
            continue
        last, last_end, last_paragraph = draft, quote.end, quote.paragraph
    return drafts


def _covering(drafts: list[Draft], span: tuple[int, int]) -> Draft | None:
    """The narrowest draft whose content holds half of the stretch and whose cue stands outside it."""
    best: Draft | None = None
    for draft in drafts:
        if draft.cue is not None and overlap(draft.cue, span):
            continue
        shared = sum(overlap(piece, span) for piece in draft.content)
        if 2 * shared >= span[1] - span[0] and (best is None or draft.end - draft.start < best.end - best.start):
            best = draft
    return best


def _is_utterance(text: str, quote: Quoted) -> bool:
    """Whether the words stand for themselves; a word or two in marks within a sentence do not."""
    inner = text[quote.inner_start : quote.inner_end].strip()
    words = len(inner.split())
    if not inner or words < 1:
        return False
    ends = inner[-1] in FINAL or quote.is_open
    before = text[: quote.start].rstrip(" \xa0")
    begins = not before or before[-1] in ',:\n.!?—–”"' or before.endswith(("said", "says"))
    if ends and begins and (words > 1 or inner[-1] in "!?"):
        return True
    return begins and words > 6 and inner[0].isupper()


def _goes_on(text: str, quote: Quoted, last_end: int, last_paragraph: int) -> bool:
    """Whether a stretch without cue belongs to the speaker of the one before it."""
    if quote.paragraph == last_paragraph:
        return quote.start - last_end < 400
    between = text[last_end : quote.start]
    return quote.continues or (quote.paragraph == last_paragraph + 1 and not between.strip(' \n\t\xa0."”'))


def _cue_behind(part: Part, quote: Quoted, ceiling: int) -> tuple[Token, Sentence] | None:
    """The cue after the marks: '," X said', '," said X'."""
    inner = part.text[quote.inner_start : quote.inner_end].rstrip()
    if not inner or (inner[-1] == "." and not inner.endswith("..")):
        return None
    passed = 0
    for position, (token, sentence) in enumerate(part.between(quote.end, min(ceiling, quote.end + 250))):
        if token.text in CLAUSE_ENDS or "\n" in part.text[quote.end : token.start]:
            return None
        if token.tag not in FINITE or token.pos != "VERB" or token.dep in ("relcl", "acl"):
            continue
        cue = cues.verbs().get(token.lemma.lower())
        if cue is not None and ("quote" in cue.frames or "object" in cue.frames):
            return token, sentence
        if position == 0 and inner[-1] in ",!?" and token.tag in ("VBD", "VBZ"):
            return token, sentence
        passed += 1
        if passed > 1:
            return None
    return None


def _cue_before(part: Part, quote: Quoted, floor: int) -> tuple[Token, Sentence] | None:
    """The cue before the marks: 'X said: "', 'X said, "', 'X said "'."""
    before = part.text[floor : quote.start].rstrip(" \xa0")
    if not before or before[-1] in ".!?;\n":
        return None
    preceding = part.between(max(floor, quote.start - 250), quote.start)
    for token, sentence in reversed(preceding):
        if "\n" in part.text[token.end : quote.start]:
            return None
        if token.text in (".", "!", "?") and token.end < quote.start - 1:
            return None
        if token.pos == "VERB":
            cue = cues.verbs().get(token.lemma.lower())
            if cue is not None and "quote" in cue.frames:
                return token, sentence
            if token.tag in ("VBD", "VBZ") and before[-1] in ":,":
                return (token, sentence) if before[-1] == ":" else None
    return None


def _draft(part: Part, token: Token, sentence: Sentence, span: tuple[int, int]) -> Draft:
    draft = Draft(sentence, "quote", "say", [span], (token.start, token.end), token)
    tree = part.trees.get(sentence.number)
    source = None
    if tree is not None:
        if tree.is_passive(token):
            source = tree.agent(token) or tree.child(token, PASSIVE_SUBJECTS)
        else:
            source = tree.subject(token)
    if source is not None and tree is not None and not span[0] <= source.start < span[1]:
        tokens = [t for t in tree.subtree(source) if not span[0] <= t.start < span[1] and t.index != token.index]
        side = [t for t in tokens if (t.index < token.index) == (source.index < token.index)]
        draft.source_token = source
        draft.source = bounds(side or [source])
    else:
        found = _named_beside(part, token, span)
        if found is not None:
            draft.source_token, draft.source = found
    return draft


def _named_beside(part: Part, cue: Token, span: tuple[int, int]) -> tuple[Token, tuple[int, int]] | None:
    """Where the parse shows no subject: the nouns right behind the cue, else right before it."""
    behind = [t for t, _ in part.between(cue.end, cue.end + 80)]
    run = []
    for token in behind:
        if token.pos not in ("PROPN", "NOUN", "PRON", "DET", "ADJ") or span[0] <= token.start < span[1]:
            break
        run.append(token)
    if not run:
        before = [t for t, _ in part.between(max(0, cue.start - 80), cue.start)]
        for token in reversed(before):
            if token.pos not in ("PROPN", "NOUN", "PRON", "DET", "ADJ") or span[0] <= token.start < span[1]:
                break
            run.insert(0, token)
    if not run:
        return None
    return run[-1], (run[0].start, run[-1].end)
