"""Captions of the pictures that belong to the article on a page.

Belongs here: telling the captions between headline and last paragraph from those of other articles' pictures.
Does not belong here: what of a caption is kept (captions.py of the stage).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.articles.page.blocks import Block, Blocks

# Kinds of asides that a caption stands in.
OF_A_PICTURE = frozenset({"figure", "figcaption", "caption"})
MOST_LINKED = 0.5


def captions_of(page: Blocks, body: Iterable[str]) -> Iterator[str]:
    """Texts of the captions from the headline above the body's first paragraph to its last one, in page order."""
    wanted = set(body)
    places = [number for number, block in enumerate(page.blocks) if block.text in wanted]
    if not places:
        return
    headlines = [number for number in range(places[0]) if page.blocks[number].tag == "h1"]
    start = headlines[-1] if headlines else places[0]
    around = set(page.blocks[places[0]].asides)
    for block in page.blocks[start : places[-1] + 1]:
        if _is_caption(block, around) and block.text not in wanted:
            yield block.text


def _is_caption(block: Block, around: set[tuple[str, int]]) -> bool:
    kinds = {kind for kind, number in block.asides if (kind, number) not in around}
    is_picture_text = block.tag in ("figcaption", "caption") or not kinds.isdisjoint({"figcaption", "caption"})
    return is_picture_text and kinds <= OF_A_PICTURE and block.link_share <= MOST_LINKED
