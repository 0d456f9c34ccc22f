"""An attribution in the making: what the rules of this package hand to one another.

Belongs here: the shape, and joining spans.  Does not belong here: finding anything.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.document import Sentence, Token

Span = tuple[int, int]
GAP = 2


@dataclass(slots=True)
class Draft:
    """Content with its cue and source, as offsets in the part; `previous` is the draft whose speaker goes on."""

    sentence: Sentence
    frame: str
    group: str
    content: list[Span]
    cue: Span | None = None
    cue_token: Token | None = None
    source: Span | None = None
    source_token: Token | None = None
    source_sentence: Sentence | None = None
    previous: Draft | None = None
    quoted: list[Span] = field(default_factory=list)
    _is_ordered: bool = False

    @property
    def start(self) -> int:
        """First character of the content."""
        return self.content[0][0] if self._is_ordered else min(start for start, _ in self.content)

    @property
    def end(self) -> int:
        """Behind the last character of the content."""
        return self.content[-1][1] if self._is_ordered else max(end for _, end in self.content)

    @property
    def edge(self) -> int:
        """Behind the last character of content, cue and source."""
        return max(self.end, self.cue[1] if self.cue else 0, self.source[1] if self.source else 0)

    def add(self, span: Span) -> None:
        """Take in another stretch of content; stretches that touch (up to GAP characters apart) become one."""
        if self._is_ordered and span >= self.content[-1]:
            _append(self.content, span)
            return
        joined: list[Span] = []
        for piece in sorted([*self.content, span]):
            _append(joined, piece)
        self.content = joined
        self._is_ordered = True

    def put(self, content: list[Span]) -> None:
        """Make these stretches the content."""
        self.content = content
        self._is_ordered = False

    def near(self, span: Span) -> list[Span]:
        """The pieces of the content that may share a character with the stretch."""
        if not self._is_ordered:
            return self.content
        first = max(0, bisect_left(self.content, span) - 1)
        last = bisect_left(self.content, (span[1], span[1]), first)
        return self.content[first : last + 1]

    def drop(self, span: Span) -> None:
        """Take a stretch (a cue, a source) out of the content."""
        kept: list[Span] = []
        for start, end in self.content:
            if span[1] <= start or end <= span[0]:
                kept.append((start, end))
                continue
            if start < span[0]:
                kept.append((start, span[0]))
            if span[1] < end:
                kept.append((span[1], end))
        if kept:
            self.put(kept)


def _append(content: list[Span], span: Span) -> None:
    if content and span[0] <= content[-1][1] + GAP:
        content[-1] = (content[-1][0], max(span[1], content[-1][1]))
    else:
        content.append(span)


def overlap(one: Span, other: Span) -> int:
    """Characters that two stretches share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
