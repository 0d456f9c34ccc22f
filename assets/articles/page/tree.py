"""Markup into a tree, whatever its state.

Belongs here: parsing, and the caps that keep hostile markup from costing time or losing text.
Does not belong here: what the elements mean.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.articles.rejection import Unreadable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The parser drops what lies deeper than its own limit without a word, so deeper nesting is flattened before.
DEPTH_CAP = 180
# Comparing each attribute with all before it takes minutes from here on.
LONG_TAG = 8_000
ATTRIBUTE_CAP = 300

CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
LONG_TAGS = re.compile(rf"<([a-zA-Z][\w:-]*)\s[^<>]{{{LONG_TAG},}}>")
NESTING_TAG = re.compile(
    r"<(/?)(?:a|abbr|article|aside|b|big|blockquote|center|cite|code|dd|del|details|div|dl|dt|em|figure|font|footer|form|"
    r"header|i|ins|main|mark|nav|ol|q|s|section|small|span|strike|strong|sub|sup|table|tbody|td|tr|tt|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
TAG = re.compile(r"<(?:html|head|body|p|div|span|a|h[1-6]|article|title|meta|br|table|ul|section)\b", re.IGNORECASE)


def parse_tree(markup: str) -> tuple[HtmlElement, tuple[str, ...]]:
    """The root element and flags (deep_nesting, many_attributes).

    Unreadable (not_a_page, empty_file) where there is no markup or nothing in it.
    """
    if not markup.strip():
        raise Unreadable("empty_file", "the page is empty; fetch it again")
    if not TAG.search(markup):
        raise Unreadable("not_a_page", "there is no HTML element in it; name the file for what it is")
    flags: set[str] = set()
    if LONG_TAGS.search(markup):
        markup, cut = LONG_TAGS.subn(_shortened, markup)
        if cut and "data-newstally-cut" in markup:
            flags.add("many_attributes")
    root, is_cut = _parsed(markup)
    if is_cut:
        flags.add("deep_nesting")
        root, _ = _parsed(flattened(markup))
    if root is None:
        raise Unreadable("not_a_page", "no HTML element could be read from it; fetch it again")
    return root, tuple(sorted(flags))


def flattened(markup: str) -> str:
    """The markup without the tags that open or close an element deeper than DEPTH_CAP; all text stays."""
    depth = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        if match[1]:
            depth = max(depth - 1, 0)
            return match[0] if depth < DEPTH_CAP else " "
        depth += 1
        return match[0] if depth <= DEPTH_CAP else " "

    return NESTING_TAG.sub(keep, markup)


def _shortened(match: re.Match[str]) -> str:
    return match[0] if match[0].count("=") <= ATTRIBUTE_CAP else f"<{match[1]} data-newstally-cut>"


def _parsed(markup: str) -> tuple[HtmlElement | None, bool]:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    # Control characters end an element's text, or the whole page, for the parser.
    content = CONTROL.sub("", markup).encode("utf-8", "replace")
    try:
        root = html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        # The parser reports a want of memory as a fault of the page.
        if any(one.type == etree.ErrorTypes.ERR_NO_MEMORY for one in parser.error_log):
            raise MemoryError from None
        root = None
    last = parser.error_log.last_error
    return root, last is not None and "depth" in last.message.lower()
