"""One named mention, as the rest of the product sees it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """A named mention.  Fields are those of schemas.ENTITY_MENTIONS."""

    part: str
    sentence_no: int
    start: int
    end: int
    text: str
    kind: str
    entity_id: str
    name: str
    geonames_id: int | None = None
    country_code: str | None = None
    outside_id: str | None = None
