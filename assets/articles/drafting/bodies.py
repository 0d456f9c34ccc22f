"""The body of an article out of a raw text: paragraphs, clean characters, no furniture.

Belongs here: one text at a time, and the order in which it is cleaned.
Does not belong here: the rules themselves (paragraphs.py, page/text.py, page/furniture.py), or the look at many texts
at once that spares most of them these steps (glance.py).
"""

from __future__ import annotations

from typing import NamedTuple

from assets.articles.drafting.paragraphs import paragraphs
from assets.articles.values.furniture import strip_furniture
from assets.articles.values.text import SPACES, clean_text, has_clean_characters, utf8
from assets.articles.values.words import word_count


class Body(NamedTuple):
    """The clean text without furniture, the same in UTF-8, and the number of its words.

    `removed` are the paragraphs that were told apart, in order, `captions` those of them that tell of a picture, and `flags`
    what the clean-up found.
    """

    text: str
    encoded: bytes
    words: int
    removed: list[str]
    captions: list[str]
    flags: frozenset[str]


def body_of(raw: str) -> Body:
    """The body of a raw text; all of it where no paragraph would be left, since then the rules misread it."""
    return without_furniture(*tidied(raw))


def tidied(raw: str) -> tuple[str, frozenset[str]]:
    """The text in clean paragraphs, parted by blank lines, and the flags of its clean-up."""
    text = "\n\n".join(paragraphs(raw))
    if has_clean_characters(text, utf8(text)):
        return SPACES.sub(" ", text) if "  " in text else text, frozenset()
    text, flags = clean_text(text)
    return text, frozenset(flags)


def without_furniture(text: str, flags: frozenset[str]) -> Body:
    """The body of a tidied text, with the flags of its clean-up."""
    encoded = utf8(text)
    given = text.split("\n\n")
    stripped = strip_furniture(given, encoded)
    if not stripped.kept:
        stripped = stripped._replace(kept=given, removed=[], captions=[])
    text = "\n\n".join(line for paragraph in stripped.kept for line in paragraph.split("\n"))
    encoded = utf8(text)
    return Body(text, encoded, word_count(text, encoded), stripped.removed, stripped.captions, flags)
