"""What stands among an article's paragraphs and is none of them.

Belongs here: telling view counts, captions, licence lines, "read more", calls to subscribe and consent texts
from paragraphs of the article, in any plain text.
Does not belong here: finding the article on a page (body.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from assets.articles.values.lexicon import read_pairs
from assets.articles.values.pattern_gate import Gate

LONGEST = 420
BARE_COUNT = re.compile(r"\d{1,3}(?:[.,]?\d{3})*\s?[kKmM]?")
CAPTION_LENGTH = 400
REPEATED = 80


class Stripped(NamedTuple):
    """Paragraphs that are the article's, and those that are not, both in order: nothing is lost between them.

    `captions` are those of `removed` that tell of a picture.
    """

    kept: list[str]
    removed: list[str]
    captions: list[str]


def strip_furniture(paragraphs: Sequence[str], encoded: bytes | None = None) -> Stripped:
    """The paragraphs parted into the article's and the page's.

    `encoded` is the text that the paragraphs are of, in UTF-8, if it is at hand.
    """
    stripped = Stripped([], [], [])
    whole = "\n".join(paragraphs).encode("utf-8", "surrogatepass") if encoded is None else encoded
    present = furniture_gate().present_in(whole)
    suspects = furniture_gate().suspects(paragraphs, present, LONGEST)
    reasons = {position: reason for position in suspects if (reason := furniture_reason(paragraphs[position], present))}
    reasons |= dict.fromkeys(_lead_caption(paragraphs, reasons.values()), "caption")
    if not reasons:
        stripped.kept.extend(one for one in paragraphs if one and not one.isspace())
        return stripped
    for position, paragraph in enumerate(paragraphs):
        if not paragraph or paragraph.isspace():
            continue
        if position not in reasons:
            stripped.kept.append(paragraph)
            continue
        stripped.removed.append(paragraph)
        if reasons[position] == "caption":
            stripped.captions.append(paragraph)
    return stripped


def left_out(removed: Iterable[str], kept: str) -> str:
    """What was taken out as one text, paragraphs parted by a blank line, each once, without the lines that `kept` has."""
    given = (" ".join(line.split()) for paragraph in removed for line in paragraph.split("\n"))
    return "\n\n".join(dict.fromkeys(line for line in given if line and line not in kept))


def furniture_reason(paragraph: str, present: Sequence[str] | None = None) -> str | None:
    """Why a paragraph is no part of an article (view_count, licence, caption, ...); None where it is one.

    `present` is what the gate before the patterns found in the text around it, if it was asked.
    """
    if len(paragraph) > 2 * LONGEST:
        return None
    text = " ".join(paragraph.split()) if "  " in paragraph or "\n" in paragraph else paragraph.strip()
    if len(text) > LONGEST or not text:
        return None
    return _known_reason(text) if len(text) <= REPEATED else _reason(text, present)


@lru_cache(maxsize=8192)
def _known_reason(text: str) -> str | None:
    """As `_reason`, kept for short paragraphs: outlets repeat them."""
    return _reason(text, None)


def _reason(text: str, present: Sequence[str] | None) -> str | None:
    for number in furniture_gate().candidates(text, present):
        reason, pattern = _patterns()[number]
        if pattern.fullmatch(text):
            return reason
    return None


def _lead_caption(paragraphs: Sequence[str], reasons: Collection[str]) -> set[int]:
    """The caption of a lead picture: it stands in one block with the bare count at the picture's foot, and the picture's
    licence or credit stands further down, so that text has lost its picture.
    """
    if {"licence", "caption", "credit"}.isdisjoint(reasons):
        return set()
    for position, paragraph in enumerate(paragraphs[:4]):
        first, _, rest = paragraph.strip().partition("\n")
        if rest and len(rest) <= CAPTION_LENGTH and BARE_COUNT.fullmatch(first.strip()):
            return {position}
    return set()


@cache
def furniture_gate() -> Gate:
    """The quick look that spares most paragraphs the patterns."""
    return Gate(pattern for _, pattern in read_pairs("furniture.tsv"))


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in read_pairs("furniture.tsv")]
