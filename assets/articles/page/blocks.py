"""A page's tree as a sequence of text blocks, each with what its markup says of it.

Belongs here: where a block begins and ends, and the facts about it that a later choice needs.
Does not belong here: the choice (body.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from assets.articles.values.lexicon import read_rows

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DROPPED = frozenset(
    {
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "applet", "canvas", "audio",
        "video", "source", "track", "map", "button", "select", "option", "datalist", "input", "textarea", "head", "title",
        "link", "meta", "nav", "dialog", "menu", "rp", "rt", "progress", "meter", "frameset", "picture", "img",
    }
)  # fmt: skip
INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
        "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
        "time", "tt", "u", "var", "wbr",
    }
)  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ROLES = HEADINGS | {"p", "blockquote", "pre", "dd", "li", "td", "th", "figcaption", "dt", "caption", "summary"}
# A paragraph inside one of these is still a list item, a caption, a quotation.
OUTER_ROLES = frozenset({"li", "figcaption", "blockquote"})
ASIDE_TAGS = frozenset({"aside", "footer", "figcaption", "figure", "form", "address"})
LINE_MARK = "\n"
PARAGRAPH_MARK = "\n\x00"
BODY_MARK = re.compile(
    r"(?:article|story|post|entry|news|artikel|articulo|texto|text|blog)[-_]{0,2}(?:body|content|text|copy|inhalt)(?![a-z])"
    r"|(?:^|\s)(?:body|content)[-_]{1,2}(?:text|copy|article)|paywall-?content|rich-?text|(?:^|\s)e-content(?:\s|$)|js-article-inner",
)
SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SENTENCE_MARK = re.compile(r"[.!?…:;。！？؟।]")
INLINE_NODE = -2
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
WIDE_SCRIPT = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(slots=True)
class Block:
    """One run of text.  `tag` is the nearest element that gives it a role; `asides` the labels that its ancestors bear and
    that speak against it, each with the number of the node that bears it.
    """

    text: str
    tag: str
    link_share: float
    asides: tuple[tuple[str, int], ...]
    node: int


@dataclass(slots=True)
class Node:
    """One element that holds text: the blocks from `start` to `end`, and the weight of the good ones."""

    tag: str
    parent: int
    start: int
    end: int = 0
    weight: float = 0.0
    is_marked_body: bool = False


@dataclass(slots=True)
class Blocks:
    """All blocks in page order, and the nodes; node 0 is the root."""

    blocks: list[Block]
    nodes: list[Node]


class _Walk:
    """One walk over a tree; the parts of the block being read are kept between elements."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.nodes: list[Node] = []
        self.parts: list[str] = []
        self.linked = 0
        self.in_link = 0
        self.asides: list[tuple[str, int]] = []
        self.roles: list[str] = ["div"]

    def flush(self, node: int) -> None:
        """End the block being read."""
        if not self.parts:
            return
        raw = "".join(self.parts)
        self.parts = []
        linked, self.linked = self.linked, 0
        if raw.isspace():
            return
        share = min(1.0, linked / max(len(raw.strip()), 1))
        for piece in raw.split(PARAGRAPH_MARK) if PARAGRAPH_MARK in raw else (raw,):
            text = SPACE.sub(" ", piece).strip()
            if text:
                self.blocks.append(Block(text, self.roles[-1], share, tuple(self.asides), node))

    def content(self, element: HtmlElement, node: int) -> None:
        """Read what is inside an element, up to its end tag."""
        self._text(element.text)
        for child in element:
            tag = child.tag
            if tag in INLINE:
                self._inline(child, tag, node)
            elif tag == "br":
                self._break()
            elif tag in DROPPED:
                if tag == "img":
                    self.parts.append(" ")
            elif isinstance(tag, str):
                self.block(child, tag, node)
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            if self.in_link:
                self.linked += len(text.strip())

    def _break(self) -> None:
        """Two breaks part paragraphs, one is a space."""
        position = len(self.parts) - 1
        while position >= 0 and self.parts[position].isspace():
            if self.parts[position] == LINE_MARK:
                self.parts[position] = PARAGRAPH_MARK
                return
            position -= 1
        self.parts.append(LINE_MARK)

    def _inline(self, element: HtmlElement, tag: str, node: int) -> None:
        label = label_of(element)
        aside = meaning_of(label)[0] if label else None
        if aside == "hidden":
            return
        if aside:
            self.flush(node)
            self.asides.append((aside, INLINE_NODE))
        if tag == "a":
            self.in_link += 1
        self.content(element, node)
        if aside:
            self.flush(node)
            self.asides.pop()
        if tag == "a":
            self.in_link -= 1

    def block(self, element: HtmlElement, tag: str, parent: int) -> None:
        """Read a block-level element."""
        self.flush(parent)
        label = label_of(element)
        if "-" in tag:
            # The name of a custom element says what others say in their class.
            label = f"{tag} {label}"
        number = len(self.nodes)
        aside, is_body = meaning_of(label) if label else (None, False)
        node = Node(tag, parent, len(self.blocks))
        node.is_marked_body = is_body or element.get("itemprop") == "articleBody"
        self.nodes.append(node)
        aside = self._aside(element, tag, aside)
        if aside:
            self.asides.append((aside, number))
        has_role = tag in ROLES
        if has_role:
            self.roles.append(tag if self.roles[-1] not in OUTER_ROLES else self.roles[-1])
        self.content(element, number)
        self.flush(number)
        if has_role:
            self.roles.pop()
        if aside:
            self.asides.pop()
        node.end = len(self.blocks)

    def _aside(self, element: HtmlElement, tag: str, labelled: str | None) -> str | None:
        if tag in ASIDE_TAGS:
            return tag
        # What body and main are called says how the page is laid out, a heading's anchor where it is listed.
        if tag in {"body", "main", "html"} or (labelled == "navigation" and tag in HEADINGS):
            return None
        style = element.get("style")
        if element.get("hidden") is not None or (style and HIDDEN.search(style)):
            return "hidden"
        return labelled


def read_blocks(root: HtmlElement) -> Blocks:
    """The blocks of the page's body."""
    body = root.find("body")
    walk = _Walk()
    walk.block(root if body is None else body, "body", -1)
    return Blocks(walk.blocks, walk.nodes)


def width(text: str) -> float:
    """The length of a text in letters of an alphabet: a character of East Asia says as much as two and a half."""
    return len(text) * (2.5 if WIDE_SCRIPT.search(text) else 1.0)


def label_of(element: HtmlElement) -> str:
    """Class and id together."""
    name, identifier = element.get("class"), element.get("id")
    if name and identifier:
        return f"{name} {identifier}"
    return name or identifier or ""


@lru_cache(maxsize=50_000)
def meaning_of(label: str) -> tuple[str | None, bool]:
    """The kind of page furniture that a class or id names (None: none), and whether it names the article's text."""
    name = HUMP.sub("-", label).lower()
    match = _labels().search(name)
    return match.lastgroup if match else None, BODY_MARK.search(name) is not None


@cache
def _labels() -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in read_rows("labels.tsv"))
    return re.compile(rf"(?:^|[\s_-])(?:{kinds})(?:$|[\s_-])")
