"""A sentence's dependency tree, ready for questions.

Belongs here: finding tokens by offset, governors, children, phrase edges.
Does not belong here: what any of it means.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.document import Sentence, Token

NOUNS = {"NOUN", "PROPN"}
MODIFIERS = ("compound", "amod", "nmod", "poss")
PHRASE_INSIDE = {
    "det",
    "amod",
    "compound",
    "nummod",
    "poss",
    "quantmod",
    "nmod",
    "advmod",
    "predet",
    "case",
    "neg",
    "npadvmod",
    "punct",
}
BLANK = re.compile(r"\s")
MAX_CLIMB = 40


class Tree:
    """One sentence with children and phrase edges worked out once.  Offsets count in the sentence.

    `written` is the sentence with every white space as a blank: wrapped lines are no different from others.  `text`
    is the same, and in small letters where the whole sentence is in capitals, which then say nothing.
    """

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.written = BLANK.sub(" ", sentence.text)
        small = self.written.lower()
        self.text = small if self.written.isupper() and len(small) == len(self.written) else self.written
        self.tokens: tuple[Token, ...] = sentence.tokens
        self.base = sentence.start
        self._starts = [t.start - sentence.start for t in self.tokens]
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for t in self.tokens:
            if t.head != t.index and 0 <= t.head < len(self.tokens):
                self.children[t.head].append(t.index)

    def start(self, index: int) -> int:
        """Offset of a token in the sentence."""
        return self._starts[index]

    def end(self, index: int) -> int:
        """Offset behind a token in the sentence."""
        return self.tokens[index].end - self.base

    def at(self, offset: int) -> int:
        """Index of the token that covers the offset, or of the one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def within(self, start: int, end: int) -> list[int]:
        """Indices of tokens that share a character with [start, end)."""
        first = self.at(start)
        found = []
        for index in range(first, len(self.tokens)):
            if self._starts[index] >= end:
                break
            if self.end(index) > start:
                found.append(index)
        return found

    def dep(self, index: int) -> str:
        """Relation of a token to its governor."""
        return self.tokens[index].dep

    def pos(self, index: int) -> str:
        """Part of speech."""
        return self.tokens[index].pos

    def lemma(self, index: int) -> str:
        """Lemma in lower case."""
        return self.tokens[index].lemma.lower()

    def lower(self, index: int) -> str:
        """The token in lower case."""
        return self.tokens[index].text.lower()

    def head(self, index: int) -> int | None:
        """The governor; None for the root."""
        head = self.tokens[index].head
        return None if head == index else head

    def child(self, index: int, *deps: str) -> int | None:
        """The first child in one of the relations."""
        for child in self.children[index]:
            if self.tokens[child].dep in deps:
                return child
        return None

    def all(self, index: int, *deps: str) -> list[int]:
        """The children in one of the relations."""
        return [child for child in self.children[index] if self.tokens[child].dep in deps]

    def top_of(self, indices: list[int]) -> int:
        """The token among these whose governor lies outside."""
        inside = set(indices)
        for index in reversed(indices):
            if self.tokens[index].head not in inside or self.tokens[index].head == index:
                return index
        return indices[-1]

    def edges(
        self,
        index: int,
        *,
        without: frozenset[str] = frozenset(
            {"relcl", "advcl", "punct", "cc", "conj", "appos", "acl", "ccomp", "parataxis"}
        ),
    ) -> tuple[int, int]:
        """First and last token of the phrase under a token, leaving out branches in the relations named."""
        low = high = index
        stack = [index]
        while stack:
            current = stack.pop()
            low, high = min(low, current), max(high, current)
            stack.extend(child for child in self.children[current] if self.tokens[child].dep not in without)
        return low, high

    def phrase(self, index: int, *, first: int | None = None, last: int | None = None) -> str:
        """Text of the tokens from `first` (default: the phrase's left edge of modifiers) to `last` (default: the token)."""
        low = index if first is None else first
        if first is None:
            low = self.left_modifiers(index)
        high = index if last is None else last
        return self.text[self.start(low) : self.end(high)]

    def left_modifiers(self, index: int) -> int:
        """Leftmost token of the run of modifiers that ends at a noun."""
        low = index
        for child in self.children[index]:
            if child < index and self.tokens[child].dep in PHRASE_INSIDE and self.tokens[child].dep != "punct":
                low = min(low, self.edges(child)[0])
        return low

    def climb(self, index: int, *deps: str) -> int:
        """Follow governors while the relation is one of these."""
        for _ in range(MAX_CLIMB):
            head = self.head(index)
            if head is None or self.tokens[index].dep not in deps:
                break
            index = head
        return index
