"""The article's text on a page.

Belongs here: finding the paragraphs of the article in the tree.
Does not belong here: telling furniture from text by its wording (furniture.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def read_body(root: HtmlElement) -> list[str]:
    """Paragraphs of the article, in order; empty where the page has none."""
    from trafilatura import extract

    text = extract(root, favor_precision=True, include_comments=False, include_tables=True, fast=False)
    return [line for line in (text or "").split("\n") if line.strip()]
