"""Attributions inside the words of others: which of them count.

What someone quoted says of thoughts, wishes and judgements ("I think", "we want") is part of the quoted words.
Only a report of a third party inside them ("police said") is one more link of the chain and stays.
Belongs here: dropping attributions that stand within another's content.  Does not belong here: finding them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assets.facts.speech.draft import Draft
    from assets.facts.speech.quotation.marks import Quoted

REPORTING_FRAMES = frozenset({"clause", "parenthesis", "according", "quote"})


def outside_quotes(drafts: Sequence[Draft], quoted: Sequence[Quoted]) -> list[Draft]:
    """The drafts, without those whose cue is among quoted words and reports no third party."""
    starts = [stretch.start for stretch in quoted]
    return [d for d in drafts if d.cue is None or _is_told(d) or not _is_quoted(d.cue[0], quoted, starts)]


def _is_quoted(at: int, quoted: Sequence[Quoted], starts: Sequence[int]) -> bool:
    """Whether an offset is among quoted words; stretches stand in order and do not overlap."""
    before = bisect_right(starts, at) - 1
    return before >= 0 and at < quoted[before].end


def without_doubles(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, without those that only say whose word a noun is: of "voiced fear that it fails" the fear is told."""
    governing = {
        (d.sentence.number, d.cue_token.head) for d in drafts if d.frame.startswith("noun_") and d.cue_token is not None
    }
    return [
        d
        for d in drafts
        if d.frame != "object" or d.cue_token is None or (d.sentence.number, d.cue_token.index) not in governing
    ]


def without_inner(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, without those whose cue is among the reported words of another and reports no third party."""
    inner = _inner(drafts)
    return [d for number, d in enumerate(drafts) if _is_third_party(d) or number not in inner]


def _inner(drafts: Sequence[Draft]) -> set[int]:
    """Numbers of the drafts whose cue stands in the content of another that reports; in one pass over the text."""
    ends, begins, asked = 0, 1, 2
    events: list[tuple[int, int, int]] = []
    for number, draft in enumerate(drafts):
        if draft.cue is not None:
            events.append((draft.cue[0], asked, number))
        if draft.group in ("say", "show") and draft.frame in REPORTING_FRAMES:
            for start, end in draft.content:
                events += [(start, begins, number), (end, ends, number)] if start < end else []
    found: set[int] = set()
    inside: Counter[int] = Counter()
    for _, what, number in sorted(events):
        if what == asked:
            if len(inside) > (number in inside):
                found.add(number)
        elif what == begins:
            inside[number] += 1
        else:
            inside[number] -= 1
            if not inside[number]:
                del inside[number]
    return found


def _is_told(draft: Draft) -> bool:
    """Whether it reports what a third party did say: "police told us", not "he wants to show", "anyone can say"."""
    token = draft.cue_token
    return _is_third_party(draft) and draft.group == "say" and token is not None and token.tag in ("VBD", "VBZ", "VBN")


def _is_third_party(draft: Draft) -> bool:
    """Whether it reports someone else's statement: a named or nominal source of a clause."""
    token = draft.source_token
    return (
        draft.group in ("say", "show")
        and draft.frame in REPORTING_FRAMES
        and token is not None
        and token.pos in ("PROPN", "NOUN")
    )
