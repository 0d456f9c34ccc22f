"""One numeric fact, as the rest of the product sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Fact:
    """One quantity stated in one sentence.  Fields are those of schemas.NUMERIC_FACTS, without the ids.

    `signs` is what its grammar says of how surely it was read, `doubts` all that speaks against it, the heaviest first.
    """

    part: str
    sentence_no: int
    start: int
    end: int
    phrase: str
    value: float | None
    low: float | None
    high: float | None
    bound: str
    unit: str
    measure: str
    direction: str | None = None
    unit_code: str | None = None
    per: str | None = None
    base_value: float | None = None
    base_low: float | None = None
    base_high: float | None = None
    base_unit: str | None = None
    counted: str | None = None
    subject: str | None = None
    place: str | None = None
    place_geonames_id: int | None = None
    place_country: str | None = None
    time: str | None = None
    time_start: date | None = None
    time_end: date | None = None
    said_by: str | None = None
    said_by_entity_id: str | None = None
    said_by_name: str | None = None
    said_by_kind: str | None = None
    said_by_cue: str | None = None
    said_by_form: str | None = None
    via: str | None = None
    polarity: str = "asserted"
    scope: str = "current"
    is_summed: bool = False
    parts: tuple[str, ...] = ()
    part_spans: tuple[tuple[int, int], ...] = ()
    confidence: float = 0.5
    signs: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
