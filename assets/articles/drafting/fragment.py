"""Text of a piece of HTML: what feeds and records carry in a field.

Belongs here: paragraphs out of markup that is already known to be an article's body.
Does not belong here: finding the body on a page (page/), or cleaning characters (page/text.py).
"""

from __future__ import annotations

import html
import re
from typing import Any

# libxml2 ends a comment later than browsers do, and one that is not closed never.
COMMENT = re.compile(r"<!--.*?--!?>|<!--[^>]*>|<!--.*\Z", re.DOTALL)
ANY_TAG = re.compile(r"<[/!?A-Za-z][^>]*>")
# What stands inside embed, object and iframe is kept: unclosed ones swallow the text behind them.
DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "svg",
        "form",
        "button",
        "template",
        "figure",
        "figcaption",
        "audio",
        "video",
        "canvas",
        "select",
        "textarea",
        "math",
        "head",
        "title",
    ]
)
BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "aside",
        "main",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "blockquote",
        "pre",
        "address",
        "center",
        "hr",
        "nav",
        "fieldset",
        "details",
        "summary",
    ]
)
# Agencies put exchange symbols and company names in angle brackets: <XYZ>, <HARBOUR WORKS INC>.
SIGN_IN_BRACKETS = re.compile(r"<([A-Z][A-Z0-9.&' -]{0,40})>")
ELEMENTS = (
    BLOCKS
    | DROPPED
    | frozenset(
        [
            "a",
            "abbr",
            "acronym",
            "applet",
            "area",
            "audio",
            "b",
            "base",
            "basefont",
            "bdi",
            "bdo",
            "big",
            "body",
            "br",
            "caption",
            "cite",
            "code",
            "col",
            "colgroup",
            "data",
            "datalist",
            "del",
            "dfn",
            "dialog",
            "dir",
            "em",
            "embed",
            "font",
            "frame",
            "frameset",
            "html",
            "i",
            "iframe",
            "img",
            "input",
            "ins",
            "kbd",
            "label",
            "legend",
            "link",
            "map",
            "mark",
            "menu",
            "meta",
            "meter",
            "noframes",
            "object",
            "optgroup",
            "option",
            "output",
            "param",
            "picture",
            "progress",
            "q",
            "s",
            "samp",
            "search",
            "small",
            "source",
            "span",
            "strike",
            "strong",
            "sub",
            "sup",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "time",
            "track",
            "tt",
            "u",
            "var",
            "wbr",
        ]
    )
)
WHITE = re.compile(r"[ \t\r\n\f]+")


def _escaped_sign(match: re.Match[str]) -> str:
    return match[0] if match[1].split()[0].lower() in ELEMENTS else f"&lt;{match[1]}&gt;"


def text_of_html(markup: str) -> str:
    """The words of the markup, blocks parted by a blank line; a text without tags comes back unescaped."""
    return text_and_captions(markup)[0]


def text_and_captions(markup: str) -> tuple[str, list[str]]:
    """As `text_of_html`, and the captions of the pictures in it, in order."""
    if "<!--" in markup:
        markup = COMMENT.sub("", markup)
    markup = SIGN_IN_BRACKETS.sub(_escaped_sign, markup)
    if "<" not in markup or not ANY_TAG.search(markup):
        return html.unescape(markup), []
    from lxml import etree

    parser = etree.HTMLParser(recover=True, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(f"<div>{markup}</div>".encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return html.unescape(ANY_TAG.sub(" ", markup)), []
    captions = (WHITE.sub(" ", "".join(one.itertext())).strip() for one in root.iter("figcaption"))
    return _text(root), [caption for caption in captions if caption]


def _text(root: Any) -> str:
    pieces: list[str] = []
    # An explicit stack: markup nests deeper than Python's.
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, is_end = stack.pop()
        tag = node.tag
        if is_end:
            if tag in BLOCKS:
                pieces.append("\n\n")
            pieces.append(WHITE.sub(" ", node.tail or ""))
            continue
        if tag == "br":
            pieces.append("\n")
        elif tag in BLOCKS:
            pieces.append("\n\n")
        stack.append((node, True))
        if tag not in DROPPED:
            pieces.append(WHITE.sub(" ", node.text or ""))
            stack.extend((child, False) for child in reversed(node))
    paragraphs = re.split(r"\n[ ]*\n\s*", "".join(pieces))
    return "\n\n".join(one.strip() for one in paragraphs if one.strip())
