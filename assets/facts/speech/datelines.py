"""Datelines are nobody's words, and no speaker.

Belongs here: keeping them out of what people said.  Does not belong here: finding them (assets/facts/datelines.py).
"""

from __future__ import annotations

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
        kept.append(draft)
    return kept


def _is_within(span: Span | None, line: Span) -> bool:
    return span is not None and line[0] <= span[0] and span[1] <= line[1]
