"""One part of a document (its title or its text) as the rules of speech look at it.

Belongs here: tokens by offset, sentences by offset, a tree for each parsed sentence.
Does not belong here: finding anything said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from assets.facts.speech.grammar import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assets.facts.document import Sentence, Token


class Part:
    """One part of a document with its tokens by offset and a tree for each parsed sentence."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self.text = text
        self.sentences = list(sentences)
        self.trees = {s.number: Tree(s) for s in self.sentences if s.is_parsed}
        self._tokens = [(t, s) for s in self.sentences for t in s.tokens]
        self._starts = [t.start for t, _ in self._tokens]
        self._ends = [s.end for s in self.sentences]
        self._sentence_starts = [s.start for s in self.sentences]

    def between(self, start: int, end: int) -> list[tuple[Token, Sentence]]:
        """The tokens that begin in [start, end), with their sentences."""
        return self._tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the offset, or the next one."""
        at = bisect_right(self._ends, offset)
        return self.sentences[at] if at < len(self.sentences) else None

    def sentence_before(self, offset: int) -> Sentence | None:
        """The last sentence that has ended at the offset."""
        at = bisect_right(self._ends, offset)
        return self.sentences[at - 1] if at else None

    def has_sentence_within(self, start: int, end: int) -> bool:
        """Whether a whole sentence stands between the offsets."""
        at = bisect_left(self._sentence_starts, start)
        return at < len(self.sentences) and self.sentences[at].end <= end
