"""What stands among an article's paragraphs and is none of them.

Belongs here: telling view counts, captions, licence lines, "read more", calls to subscribe and consent texts
from paragraphs of the article, in any plain text.
Does not belong here: finding the article on a page (body.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assets.articles.page.lexicon import read_pairs
from assets.articles.page.pattern_gate import Gate

LONGEST = 420
BARE_COUNT = re.compile(r"\d{1,3}(?:[.,]?\d{3})*\s?[kKmM]?")
CAPTION_LENGTH = 400


def strip_furniture(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Paragraphs that are the article's, and those that are not, both in order; nothing is lost between them."""
    kept: list[str] = []
    removed: list[str] = []
    present = _gate().present_in("\n".join(paragraphs).lower())
    reasons = [furniture_reason(paragraph, present) for paragraph in paragraphs]
    captions = _lead_caption(paragraphs, reasons)
    for position, paragraph in enumerate(paragraphs):
        if not paragraph.strip():
            continue
        belongs = reasons[position] is None and position not in captions
        (kept if belongs else removed).append(paragraph)
    return kept, removed


def furniture_reason(paragraph: str, present: Sequence[str] | None = None) -> str | None:
    """Why a paragraph is no part of an article (view_count, licence, caption, ...); None where it is one.

    `present` is what the gate before the patterns found in the text around it, if it was asked.
    """
    if len(paragraph) > 2 * LONGEST:
        return None
    text = " ".join(paragraph.split()) if "  " in paragraph or "\n" in paragraph else paragraph.strip()
    if not text or len(text) > LONGEST:
        return None
    if not _gate().lets_pass(text.lower(), present):
        return None
    match = _patterns().fullmatch(text)
    return _reasons()[match.lastgroup] if match and match.lastgroup else None


def _lead_caption(paragraphs: Sequence[str], reasons: Sequence[str | None]) -> set[int]:
    """The caption of a lead picture: it stands in one block with the bare count at the picture's foot, and the picture's
    licence or credit stands further down, so that text has lost its picture.
    """
    if not {"licence", "caption"} & {reason for reason in reasons if reason}:
        return set()
    for position, paragraph in enumerate(paragraphs[:4]):
        first, _, rest = paragraph.strip().partition("\n")
        if rest and len(rest) <= CAPTION_LENGTH and BARE_COUNT.fullmatch(first.strip()):
            return {position}
    return set()


@cache
def _gate() -> Gate:
    return Gate(pattern for _, pattern in read_pairs("furniture.tsv"))


@cache
def _patterns() -> re.Pattern[str]:
    rows = read_pairs("furniture.tsv")
    return re.compile("|".join(f"(?P<r{n}>{pattern})" for n, (_, pattern) in enumerate(rows)), re.IGNORECASE)


@cache
def _reasons() -> dict[str, str]:
    return {f"r{n}": reason for n, (reason, _) in enumerate(read_pairs("furniture.tsv"))}
