"""Attributions inside the words of others: which of them count.

What someone quoted says of thoughts, wishes and judgements ("I think", "we want") is part of the quoted words.
Only a report of a third party inside them ("police said") is one more link of the chain and stays.
Belongs here: dropping attributions that stand within another's content.  Does not belong here: finding them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assets.facts.speech.draft import Draft
    from assets.facts.speech.marks import Quoted

REPORTING_FRAMES = frozenset({"clause", "parenthesis", "according", "quote"})


def outside_quotes(drafts: Sequence[Draft], quoted: Sequence[Quoted]) -> list[Draft]:
    """The drafts, without those whose cue is among quoted words and reports no third party."""
    return [d for d in drafts if d.cue is None or _is_told(d) or not any(q.start <= d.cue[0] < q.end for q in quoted)]


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
    return [d for d in drafts if _is_third_party(d) or not _is_inner(d, drafts)]


def _is_inner(draft: Draft, drafts: Sequence[Draft]) -> bool:
    if draft.cue is None:
        return False
    at = draft.cue[0]
    return any(
        other is not draft
        and other.group in ("say", "show")
        and other.frame in REPORTING_FRAMES
        and any(start <= at < end for start, end in other.content)
        for other in drafts
    )


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
