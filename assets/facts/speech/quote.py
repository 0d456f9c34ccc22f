"""One attribution, as the rest of the product sees it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """One attribution: what was said, by whom, by which cue.  Fields are those of schemas.QUOTES."""

    part: str
    sentence_no: int
    start: int
    end: int
    content_spans: tuple[tuple[int, int], ...]
    text: str
    form: str
    source_start: int | None = None
    source_end: int | None = None
    source_text: str | None = None
    speaker: str | None = None
    speaker_entity_id: str | None = None
    speaker_resolution: str = "unresolved"
    source_kind: str | None = None
    via: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    cue: str | None = None
