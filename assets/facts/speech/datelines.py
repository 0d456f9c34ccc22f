"""Datelines are nobody's words, and no speaker.

Belongs here: keeping them out of what people said.  Does not belong here: finding them (assets/facts/datelines.py).
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from assets.facts.datelines import find_datelines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assets.facts.speech.draft import Draft, Span


def without_datelines(drafts: Sequence[Draft], text: str) -> list[Draft]:
    """The drafts with datelines taken out of their content; one that a dateline is said to speak is dropped."""
    lines = list(find_datelines(text))
    if not lines:
        return list(drafts)
    kept = []
    for draft in drafts:
        if any(_is_within(draft.source, line) or _is_within((draft.start, draft.end), line) for line in lines):
            continue
        for line in lines:
            draft.drop(line)
            _cut_source(draft, line)
        kept.append(draft)
    return kept


def _cut_source(draft: Draft, line: Span) -> None:
    """Take the dateline off a source that the parse let begin with it: "LUSK, May 3 - Harbour Works Ltd said"."""
    if draft.source is None or not line[0] <= draft.source[0] < line[1]:
        return
    home = draft.source_sentence or draft.sentence
    behind = [t for t in home.tokens if line[1] <= t.start < draft.source[1]]
    draft.source = (line[1], draft.source[1])
    if draft.source_token is not None and draft.source_token.start < line[1]:
        name = list(takewhile(lambda t: t.pos in ("DET", "ADJ", "NOUN", "PROPN", "NUM"), behind))
        draft.source_token = name[-1] if name else None


def _is_within(span: Span | None, line: Span) -> bool:
    return span is not None and line[0] <= span[0] and span[1] <= line[1]
