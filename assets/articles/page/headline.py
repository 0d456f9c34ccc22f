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
    """The blocks that may be the headline, the likeliest first: a main heading in the title's words, any block in them,
    the heading most like the title, any main heading.
    """
    wanted = title.casefold()
    main = [n for n, b in enumerate(page.blocks) if b.tag == "h1"]
    exact = [n for n, b in enumerate(page.blocks) if wanted and b.tag in HEADINGS and b.text.casefold() == wanted]
    exact = [n for n in exact if n in main] or exact
    if not exact:
        exact = _most_alike(page, wanted) or [
            n for n, b in enumerate(page.blocks) if wanted and b.text.casefold() == wanted
        ]
    return (exact or main)[:MOST]


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
