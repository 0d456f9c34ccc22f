"""Quoted words whose speaker stands beside them without a verb: 'Mayor Lund: "A"', '"A" - Lund, mayor'.

Belongs here: names before a colon and signatures behind a dash, next to quotation marks.
Does not belong here: lines that open with a name and have no marks (lines.py), verbs (quoted.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.speech.source import sources

if TYPE_CHECKING:
    from assets.facts.document import Sentence, Token
    from assets.facts.speech.part import Part
    from assets.facts.speech.quotation.marks import Quoted

Signature = tuple[tuple[int, int], "Token", tuple[int, int], "Sentence"]

COLON = re.compile(
    r"(?:^|[\n.!?)\]–—-]\s+|\n)(?P<who>[A-Z][^\n:;.!?“”\"()]{1,90}?)(?: \([^\n()]{1,30}\))?(?P<cue>:)\s*$"
)
DASH = re.compile(r"[ \xa0]*(?:\n\s*)?(?P<cue>[–—-]{1,2})[ \xa0]?(?P<who>[A-Z][^\n:;“”\",]{2,60})")
REACH = 120


def before(part: Part, quote: Quoted) -> Signature | None:
    """The name before a colon right before the marks: (cue, head of the name, name, its sentence)."""
    floor = max(0, quote.start - REACH)
    match = COLON.search(part.text[floor : quote.start])
    if match is None:
        return None
    return _signature(part, floor, match)


def behind(part: Part, quote: Quoted) -> Signature | None:
    """The name behind a dash right behind the marks, on the same line or the next."""
    match = DASH.match(part.text[quote.end : quote.end + REACH])
    if match is None:
        return None
    return _signature(part, quote.end, match)


def _signature(part: Part, offset: int, match: re.Match[str]) -> Signature | None:
    start, end = offset + match.start("who"), offset + match.end("who")
    end = start + len(part.text[start:end].rstrip())
    tokens = part.between(start, end)
    if any(token.pos in ("VERB", "AUX") for token, _ in tokens):
        return None
    named = [(token, sentence) for token, sentence in tokens if token.entity == "PERSON"]
    if not named and not (tokens and sources.can_speak(tokens[-1][0])):
        return None
    token, sentence = named[-1] if named else tokens[-1]
    return (offset + match.start("cue"), offset + match.end("cue")), token, (start, end), sentence
