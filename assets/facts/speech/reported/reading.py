"""One reading of one cue: the shape that all modules of reported speech by grammar hand on.

Belongs here: the shape.  Does not belong here: finding readings (readings.py and what it asks).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.document import Sentence, Token

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of one cue: offsets of cue, source and content, and the tokens they hang on."""

    sentence: Sentence
    frame: str
    group: str
    cue: Span
    cue_token: Token
    content: tuple[Span, ...]
    source: Span | None = None
    source_token: Token | None = None
