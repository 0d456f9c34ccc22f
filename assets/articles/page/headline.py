"""Where on a page its headline stands.

Belongs here: finding the block that is the headline.
Does not belong here: what is read around it (byline.py, visible_date.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.articles.page.blocks import Blocks

HEADINGS = frozenset({"h1", "h2", "h3"})
# Outlets share an article under another title than its page shows; half of the words in common is no chance.
ALIKE = 0.5
MOST = 2
WORD = re.compile(r"\w+")


def headline_positions(page: Blocks, title: str) -> list[int]:
    """The blocks that may be the headline, the likeliest first: a main heading in the title's words, another heading in
    them, the heading most like the title; else any block in its words and any main heading, as they stand.
    """
    wanted = title.casefold()
    exact = [n for n, b in enumerate(page.blocks) if wanted and b.text.casefold() == wanted]
    main = [n for n, b in enumerate(page.blocks) if b.tag == "h1"]
    found = (
        [n for n in exact if n in main]
        or [n for n in exact if page.blocks[n].tag in HEADINGS]
        or _most_alike(page, wanted)
        or sorted({*exact, *main})
    )
    return found[:MOST]


def _most_alike(page: Blocks, wanted: str) -> list[int]:
    words = set(WORD.findall(wanted))
    if not words:
        return []
    best, found = ALIKE, []
    for number, block in enumerate(page.blocks):
        if block.tag in HEADINGS:
            own = set(WORD.findall(block.text.casefold()))
            likeness = 2 * len(words & own) / (len(words) + len(own)) if own else 0.0
            if likeness > best:
                best, found = likeness, [number]
    return found
