"""An attribution in the making: what the rules of this package hand to one another.

Belongs here: the shape, and joining spans.  Does not belong here: finding anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.document import Sentence, Token

Span = tuple[int, int]


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

    @property
    def start(self) -> int:
        """First character of the content."""
        return min(start for start, _ in self.content)

    @property
    def end(self) -> int:
        """Behind the last character of the content."""
        return max(end for _, end in self.content)

    def add(self, span: Span, gap: int = 2) -> None:
        """Take in another stretch of content; stretches that touch (up to `gap` characters apart) become one."""
        joined: list[Span] = []
        for start, end in sorted([*self.content, span]):
            if joined and start <= joined[-1][1] + gap:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        self.content = joined

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
            self.content = kept


def overlap(one: Span, other: Span) -> int:
    """Characters that two stretches share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
