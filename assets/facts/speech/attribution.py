"""Whose words a stretch of text is.

Belongs here: from a span to the innermost attribution around it.  Does not belong here: finding attributions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.speech import cues

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assets.facts.speech.quote import Quote


def source_of(part: str, start: int, end: int, quotes: Iterable[Quote]) -> Quote | None:
    """The innermost attribution whose content covers [start, end) of the part; None where the outlet itself speaks.

    Only reports count: a number in what someone wants, praises or asks about is the outlet's own.
    """
    around = (
        q
        for q in quotes
        if q.part == part
        and q.source_text
        and any(s <= start and end <= e for s, e in q.content_spans)
        and (q.form != "indirect" or cues.is_report(q.cue))
    )
    return min(around, key=lambda quote: quote.end - quote.start, default=None)
