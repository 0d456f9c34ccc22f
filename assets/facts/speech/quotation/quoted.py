"""Words in quotation marks: each stretch gets its cue and source.

The parse is asked first: a reported clause that covers a stretch takes it in.  A stretch that the parse leaves alone
looks for its cue beside the marks: behind them ('," said X.'), before them ('X said: "'), else it goes on with the
stretch before it in its paragraph, or across paragraphs where the marks say so.
Belongs here: joining quotation marks with cues.
Does not belong here: finding the marks (marks.py) and cues beside them (beside.py), grammar of clauses (readings.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.speech import cues
from assets.facts.speech.by_place import DraftsByPlace
from assets.facts.speech.draft import Draft, overlap
from assets.facts.speech.grammar import PASSIVE_SUBJECTS, bounds
from assets.facts.speech.quotation import beside, signatures
from assets.facts.speech.source import sources

if TYPE_CHECKING:
    from assets.facts.document import Sentence, Token
    from assets.facts.speech.grammar import Tree
    from assets.facts.speech.part import Part
    from assets.facts.speech.quotation.marks import Quoted

FINAL = ",.!?…—-"
FAR = 400
LOOK_BACK = 80
REPORTING_FRAMES = frozenset({"clause", "parenthesis", "quote"})


def attach(part: Part, quoted: list[Quoted], drafts: list[Draft]) -> list[Draft]:
    """The drafts with quoted stretches joined to them, and new drafts for stretches that had none."""
    joining = _Joining(part, drafts)
    for i, quote in enumerate(quoted):
        floor = quoted[i - 1].end if i and quoted[i - 1].paragraph == quote.paragraph else 0
        ceiling = quoted[i + 1].start if i + 1 < len(quoted) else len(part.text)
        joining.take(quote, floor, ceiling)
    return list(joining.drafts)


class _Joining:
    """Joins stretches with drafts, in text order, and remembers whose words went before."""

    def __init__(self, part: Part, drafts: list[Draft]) -> None:
        self.drafts = DraftsByPlace(drafts)
        self._part = part
        self._by_cue = {d.cue_token.start: d for d in drafts if d.cue_token is not None}
        self._last: tuple[Draft, Quoted] | None = None
        self._waiting: list[Quoted] = []

    def take(self, quote: Quoted, floor: int, ceiling: int) -> None:
        """Find the draft of one stretch; `floor` and `ceiling` are the edges of its neighbours."""
        text = self._part.text
        is_utterance = _is_utterance(text, quote) or self._interrupts(quote)
        behind = beside.cue_behind(self._part, quote, ceiling) if _stands_alone(text, quote) else None
        draft = None
        if behind is not None and (is_utterance or _is_one_word(text, quote)):
            draft = self._draft_of(*behind, quote, is_strict=True)
        elif self._interrupts(quote) and self._last is not None:
            draft = self._last[0]
        if draft is None and is_utterance and _before(text, quote.start).endswith(":"):
            announcing = beside.cue_before(self._part, quote, floor)
            draft = self._announced(*announcing, quote) if announcing is not None else None
        if draft is None and self._is_listed(quote) and self._last is not None:
            draft = self._last[0]
        if draft is None:
            draft = self._covering_draft(quote)
        if draft is None and is_utterance:
            cue = beside.cue_behind(self._part, quote, ceiling) or beside.cue_before(self._part, quote, floor)
            draft = self._draft_of(*cue, quote) if cue is not None else self._signed(quote) or self._going_on(quote)
        if draft is None:
            if quote.is_open and is_utterance:
                self._waiting.append(quote)
            return
        self._join(draft, quote)
        if is_utterance or draft.group == "say":
            self._last = (draft, quote)

    def _announced(self, token: Token, sentence: Sentence, quote: Quoted) -> Draft:
        """The draft of a cue before a colon; what others report ends where it begins: "Admitting that A, he said: "."""
        draft = self._draft_of(token, sentence, quote)
        begin = min(draft.source[0] if draft.source else token.start, token.start)
        for other in self.drafts.around(begin, quote.end):
            if other is not draft and other.cue is not None and other.cue[1] <= begin:
                other.drop((begin, quote.end))
                self.drafts.moved(other)
        return draft

    def _signed(self, quote: Quoted) -> Draft | None:
        """The draft of words whose speaker stands beside them without a verb: 'X: "A"', '"A" - X'."""
        found = signatures.before(self._part, quote) or signatures.behind(self._part, quote)
        if found is None:
            return None
        cue, token, source, sentence = found
        draft = Draft(sentence, "quote", "say", [(quote.start, quote.end)], cue, None, source, token, sentence)
        self.drafts.append(draft)
        return draft

    def _join(self, draft: Draft, quote: Quoted) -> None:
        earlier = self._waiting if quote.continues else []
        self._waiting = []
        for stretch in [*earlier, quote]:
            span = (stretch.start, stretch.end)
            self.drafts.add_words(draft, span)
            draft.quoted.append(span)

    def _interrupts(self, quote: Quoted) -> bool:
        """Whether the words go on within one sentence: '"A," said X, "but b."'."""
        if self._last is None or self._last[1].paragraph != quote.paragraph:
            return False
        draft, before = self._last
        text = self._part.text
        return (
            draft.cue is not None
            and before.end <= draft.cue[0] < quote.start
            and text[before.inner_start : before.inner_end].rstrip().endswith((",", "—", "-"))
            and text[quote.inner_start : quote.inner_end].lstrip()[:1].islower()
            and _before(text, quote.start).rstrip().endswith(",")
        )

    def _is_listed(self, quote: Quoted) -> bool:
        """Whether the words are named beside others that were said: 'chanted "A" and "B"'."""
        if self._last is None or self._last[1].paragraph != quote.paragraph:
            return False
        between = self._part.text[self._last[1].end : quote.start]
        return between.strip(" ,\xa0") in ("and", "or", "but")

    def _covering_draft(self, quote: Quoted) -> Draft | None:
        """The narrowest draft whose content holds half of the stretch and whose cue stands outside it."""
        span = (quote.start, quote.end)
        best: Draft | None = None
        for draft in self.drafts.around(*span):
            if draft.cue is not None and overlap(draft.cue, span):
                continue
            shared = sum(overlap(piece, span) for piece in draft.near(span))
            leads_in = draft.cue is not None and draft.cue[1] <= quote.start and _leads_into(draft, quote)
            if (2 * shared >= span[1] - span[0] or leads_in) and (
                best is None or draft.end - draft.start < best.end - best.start
            ):
                best = draft
        return best

    def _draft_of(self, token: Token, sentence: Sentence, quote: Quoted, is_strict: bool = False) -> Draft:
        """The draft of a cue.  Where the quote is a sentence before its cue, other words are no part of it."""
        span = (quote.start, quote.end)
        draft = self._by_cue.get(token.start)
        if draft is None or (draft.frame not in ("clause", "parenthesis", "quote") and not is_strict):
            if draft is not None and all(overlap(piece, span) for piece in draft.content):
                # 'posted: "A"': what the grammar took for its object are the quoted words themselves.
                self.drafts.remove(draft)
            draft = _draft(self._part, token, sentence, span)
            self._by_cue[token.start] = draft
            self.drafts.append(draft)
        elif is_strict:
            draft.frame = "quote"
            kept = [piece for piece in draft.content if overlap(piece, span) and piece[0] >= quote.start]
            draft.put(kept or [span])
            if draft.source is None or overlap(draft.source, span):
                own = _draft(self._part, token, sentence, span)
                draft.source, draft.source_token = own.source, own.source_token
            self.drafts.moved(draft)
        return draft

    def _going_on(self, quote: Quoted) -> Draft | None:
        """The draft of a stretch without a cue: the one right before it, or a new one of the same speaker."""
        if quote.continues and self._last is not None:
            return self._last[0]
        if not _stands_alone(self._part.text, quote):
            return None
        draft = self._right_before(quote) or self._bare_report(quote)
        if draft is not None:
            return draft
        if self._last is None or self._last[1].paragraph != quote.paragraph or quote.start - self._last[1].end > FAR:
            return None
        draft = self._last[0]
        home = self._part.sentence_at(quote.inner_start) or draft.sentence
        span = (quote.start, quote.end)
        found = Draft(home, "quote", draft.group, [span], previous=draft.previous or draft, quoted=[span])
        found.source, found.source_token = draft.source, draft.source_token
        found.source_sentence = draft.source_sentence or draft.sentence
        self.drafts.append(found)
        return found

    def _right_before(self, quote: Quoted) -> Draft | None:
        """The report in the sentence before the stretch: of its paragraph, or of the one before if it stands alone."""
        best: Draft | None = None
        best_end = quote.start - FAR
        for draft in self.drafts.ending(max(0, best_end), quote.start):
            if (
                draft.group == "say"
                and draft.frame in REPORTING_FRAMES
                and draft.cue is not None
                and best_end < draft.edge <= quote.start
            ):
                best, best_end = draft, draft.edge
        if best is None:
            return None
        text = self._part.text
        if "\n" in text[best_end : quote.start]:
            line_end = text.find("\n", quote.end)
            if text[quote.end : line_end if line_end >= 0 else len(text)].strip():
                return None
            if text[best_end : quote.start].strip("\n\xa0 ").count("\n"):
                return None
        if self._part.has_sentence_within(best_end, quote.start):
            return None
        return self._main_report(best)

    def _bare_report(self, quote: Quoted) -> Draft | None:
        """A new draft of the sentence right before the stretch, if it only tells that someone spoke: 'X agreed. "A"'."""
        before = self._part.sentence_before(quote.start)
        tree = self._part.trees.get(before.number) if before is not None else None
        if before is None or tree is None or "\n" in self._part.text[before.end : quote.start]:
            return None
        root = next((t for t in tree.tokens if t.head == t.index and t.tag in ("VBD", "VBZ", "VBP")), None)
        cue = cues.verbs().get(root.lemma.lower()) if root is not None else None
        if root is None or cue is None or "quote" not in cue.frames or root.start in self._by_cue:
            return None
        draft = _draft(self._part, root, before, (quote.start, quote.end))
        if draft.source_token is None or not sources.can_speak(draft.source_token):
            return None
        self._by_cue[root.start] = draft
        self.drafts.append(draft)
        return draft

    def _main_report(self, draft: Draft) -> Draft:
        """The quote of a sentence rather than what its speaker adds to it: '"A," X said, noting that b. "C."'."""
        if draft.cue_token is None or draft.cue_token.tag != "VBG":
            return draft
        home = self.drafts.of_sentence(draft.sentence.number)
        same = (d for d in home if d.frame == "quote" and d.source == draft.source)
        return next(same, draft)


def _leads_into(draft: Draft, quote: Quoted) -> bool:
    """Whether the content runs into the stretch and ends inside it, as where a sentence ends within the marks."""
    near = draft.near((quote.start, quote.end))
    return any(start <= quote.inner_start < end <= quote.end for start, end in near)


def _before(text: str, end: int) -> str:
    """The last characters before an offset, blanks at their end left out."""
    while end and text[end - 1] in " \xa0":
        end -= 1
    return text[max(0, end - LOOK_BACK) : end]


def _stands_alone(text: str, quote: Quoted) -> bool:
    """Whether the words begin a sentence of their own: at a line's begin, behind a full stop or a colon."""
    before = _before(text, quote.start)
    return not before or before[-1] in '\n.!?:”"'


def _is_utterance(text: str, quote: Quoted) -> bool:
    """Whether the words stand for themselves; a word or two in marks within a sentence do not."""
    inner = text[quote.inner_start : quote.inner_end].strip()
    words = len(inner.split())
    if not inner or words < 1:
        return False
    ends = inner[-1] in FINAL or quote.is_open
    before = _before(text, quote.start)
    is_read_out = bool(before) and ["", *before.rstrip(",: ").rsplit(None, 1)][-1].lower() in cues.spoken_forms()
    begins = (
        not before or before[-1] in ',:\n.!?—–”"' or (is_read_out and (inner[0].isupper() or before.endswith("said")))
    )
    if ends and begins and (words > 1 or inner[-1] in "!?"):
        return True
    return begins and (words > 6 or (is_read_out and words > 1)) and inner[0].isupper()


def _is_one_word(text: str, quote: Quoted) -> bool:
    """Whether it is a single word that is said: '"Safety," said X'."""
    inner = text[quote.inner_start : quote.inner_end]
    return inner.endswith(",") and inner[:1].isupper() and _stands_alone(text, quote)


def _draft(part: Part, token: Token, sentence: Sentence, span: tuple[int, int]) -> Draft:
    draft = Draft(sentence, "quote", "say", [span], (token.start, token.end), token)
    tree = part.trees.get(sentence.number)
    source = _subject(tree, token, span) if tree is not None else None
    if source is not None and tree is not None and not span[0] <= source.start < span[1]:
        tokens = [t for t in tree.subtree(source) if not span[0] <= t.start < span[1] and t.index != token.index]
        side = [t for t in tokens if (t.index < token.index) == (source.index < token.index)]
        draft.source_token = source
        draft.source = bounds(side or [source])
    else:
        found = _named_between(part, token, span) or _named_beside(part, token, span)
        if found is not None:
            draft.source_token, draft.source = found
    return draft


def _subject(tree: Tree, verb: Token, span: tuple[int, int]) -> Token | None:
    """Who says it by the parse; where that is nobody, or no one who speaks, the last one before it who does."""
    if tree.is_passive(verb):
        return tree.agent(verb) or tree.child(verb, PASSIVE_SUBJECTS)
    source = tree.subject(verb)
    is_mute = source is None or not sources.can_speak(tree.antecedent(source))
    if is_mute and (verb.tag == "VBG" or source is None):
        floor = span[1] if verb.start >= span[1] else 0
        before = [
            t for t in tree.tokens[: verb.index] if t.dep == "nsubj" and t.start >= floor and sources.can_speak(t)
        ]
        return before[-1] if before else source
    return source


def _named_between(part: Part, cue: Token, span: tuple[int, int]) -> tuple[Token, tuple[int, int]] | None:
    """Where the parse shows no subject: the words that open what stands between the marks and a cue behind them."""
    if cue.start < span[1]:
        return None
    run: list[Token] = []
    for token, _ in part.between(span[1], cue.start):
        is_named = token.pos in beside.NOMINAL or (token.text[:1].isupper() and not run)
        if not is_named:
            break
        run.append(token)
    return (run[-1], (run[0].start, run[-1].end)) if run else None


def _named_beside(part: Part, cue: Token, span: tuple[int, int]) -> tuple[Token, tuple[int, int]] | None:
    """The nouns right behind the cue, unless these are who was told, else right before it."""
    verb = cues.verbs().get(cue.lemma.lower())
    is_told = verb is not None and "addressee" in verb.frames
    behind = [] if is_told else [t for t, _ in part.between(cue.end, cue.end + 80)]
    run = []
    for token in behind:
        if token.pos not in beside.NOMINAL or span[0] <= token.start < span[1]:
            break
        run.append(token)
    if not run:
        before = [t for t, _ in part.between(max(0, cue.start - 80), cue.start)]
        for token in reversed(before):
            if token.pos not in beside.NOMINAL or span[0] <= token.start < span[1]:
                break
            run.insert(0, token)
    if not run:
        return None
    return run[-1], (run[0].start, run[-1].end)
