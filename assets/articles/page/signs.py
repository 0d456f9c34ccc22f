"""Paragraphs that only name or announce what stands elsewhere on the page.

Belongs here: the headline again, the outlet's name alone, and a last line that leads to links or pictures.
Does not belong here: what is furniture by its wording in any text (furniture.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assets.articles.values.outlets import letters
from assets.articles.values.words import words_in

if TYPE_CHECKING:
    from assets.articles.page.authors import House

LONGEST = 300
COLONS = (":", "：")
MOST_WORDS = 12


def without_signs(paragraphs: Sequence[str], title: str, house: House) -> tuple[list[str], list[str]]:
    """The paragraphs without such ones, and these, both in order; all of them where nothing else would be left."""
    kept: list[str] = []
    gone: list[str] = []
    headline, names = letters(title), house.short_names
    for number, paragraph in enumerate(paragraphs):
        own = letters(paragraph) if len(paragraph) <= LONGEST else ""
        is_sign = bool(own) and (own in names or (number == 0 and own == headline))
        (gone if is_sign else kept).append(paragraph)
    while len(kept) > 1 and kept[-1].endswith(COLONS) and words_in(kept[-1]) <= MOST_WORDS:
        gone.append(kept.pop())
    return (kept, gone) if kept else (list(paragraphs), [])
