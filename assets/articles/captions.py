"""Captions of an article's pictures as one text beside the body.

Belongs here: which captions say something, and their form: paragraphs parted by a blank line.
Does not belong here: finding them (page/captions.py on a page, page/furniture.py in a plain text).

A caption often gives a figure that the body lacks, or in other words.  It is no part of the body, where it would stand
between two paragraphs that belong together, so it is kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assets.articles.values.words import has_run_of_letters

LEAST_WORDS = 5
MOST_CHARACTERS = 20_000
BARE_COUNT_LINE = re.compile(r"\A\s*\d[\d.,]*\s?[kKmM]?\s*\n")
WORD = re.compile(r"[^\W\d_]+")
LEAST_LETTERS = 5


def joined_captions(found: Iterable[str], body: str = "") -> str:
    """The captions as one text, each once; credits, names of agencies and what `body` has word for word are left out."""
    kept: dict[str, None] = {}
    length = 0
    for raw in found:
        caption = " ".join(BARE_COUNT_LINE.sub("", raw).split())
        if not says_something(caption) or caption in kept or caption in body:
            continue
        length += len(caption)
        if length > MOST_CHARACTERS:
            break
        kept[caption] = None
    return "\n\n".join(kept)


def says_something(caption: str) -> bool:
    """Whether there is more to it than a credit: five words, or a run of a script that does not part words."""
    return len(WORD.findall(caption)) >= LEAST_WORDS or has_run_of_letters(caption, LEAST_LETTERS)
