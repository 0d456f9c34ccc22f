"""A page's tree as a sequence of text blocks, each with what its markup says of it.

Belongs here: where a block begins and ends, and the facts about it that a later choice needs.
Does not belong here: the choice (body.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from assets.articles.page.lexicon import read_rows

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
TEXT_TAGS = frozenset({"p", "blockquote", "pre", "q", "dd"})
SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SENTENCE_MARK = re.compile(r"[.!?…:;。！？؟।]")
INLINE_NODE = -2
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
WIDE_SCRIPT = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(slots=True)
class Block:
    """One run of text.  `tag` is the nearest element that gives it a role; `asides` the labels that its ancestors bear and
    that speak against it, each with the number of the node that bears it."""

    text: str
    tag: str
    link_share: float
    asides: tuple[tuple[str, int], ...]
    node: int


@dataclass(slots=True)
class Node:
    """One element that holds text: the blocks from `start` to `end`, and the weight of the good ones."""

    tag: str
    label: str
    parent: int
    start: int
    end: int = 0
    weight: float = 0.0
    is_marked_body: bool = False
    children: list[int] = field(default_factory=list)


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

    def text(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            if self.in_link:
                self.linked += len(text.strip())

    def flush(self, node: int) -> None:
        if not self.parts:
            return
        raw = "".join(self.parts)
        self.parts = []
        linked, self.linked = self.linked, 0
        for piece in raw.split("\n\n\x00") if "\x00" in raw else (raw,):
            text = SPACE.sub(" ", piece).strip()
            if text:
                share = min(1.0, linked / max(len(raw.strip()), 1))
                self.blocks.append(Block(text, self.roles[-1], share, tuple(self.asides), node))

    def element(self, element: HtmlElement, parent: int) -> None:
        tag = element.tag
        if tag in INLINE:
            self._inline(element, parent)
        elif tag == "br":
            # Two breaks part paragraphs, one is a space.
            gap = self.parts and self.parts[-1] == "\n"
            if gap:
                self.parts[-1] = "\n\n\x00"
            else:
                self.parts.append("\n")
        else:
            self._block(element, tag, parent)

    def _inline(self, element: HtmlElement, parent: int) -> None:
        label = label_of(element)
        aside = aside_label(label) if label else None
        if aside == "hidden" or element.get("hidden") is not None:
            return
        if aside:
            self.flush(parent)
            self.asides.append((aside, INLINE_NODE))
        is_link = element.tag == "a"
        self.in_link += is_link
        self.text(element.text)
        for child in element:
            self.child(child, parent)
        if aside:
            self.flush(parent)
            self.asides.pop()
        self.in_link -= is_link

    def _block(self, element: HtmlElement, tag: str, parent: int) -> None:
        self.flush(parent)
        label = label_of(element)
        if element.get("hidden") is not None or HIDDEN.search(element.get("style") or ""):
            return
        number = len(self.nodes)
        node = Node(tag, label, parent, len(self.blocks))
        node.is_marked_body = is_body_label(label) or "articlebody" in (element.get("itemprop") or "").lower()
        self.nodes.append(node)
        aside = self._aside(tag, label)
        if aside:
            self.asides.append((aside, number))
        has_role = (
            tag in TEXT_TAGS or tag in HEADINGS or tag in {"li", "td", "th", "figcaption", "dt", "caption", "summary"}
        )
        if has_role:
            self.roles.append(tag if self.roles[-1] not in {"li", "figcaption", "blockquote"} else self.roles[-1])
        self.text(element.text)
        for child in element:
            self.child(child, number)
        self.flush(number)
        if has_role:
            self.roles.pop()
        if aside:
            self.asides.pop()
        node.end = len(self.blocks)

    def _aside(self, tag: str, label: str) -> str | None:
        if tag in {"aside", "footer", "figcaption", "figure", "form", "address"}:
            return tag
        return aside_label(label) if label else None

    def child(self, child: HtmlElement, parent: int) -> None:
        if isinstance(child.tag, str) and child.tag not in DROPPED:
            self.element(child, parent)
        elif child.tag in {"img", "picture"}:
            self.text(" ")
        self.text(child.tail)


def read_blocks(root: HtmlElement) -> Blocks:
    """The blocks of the page's body."""
    body = root.find("body")
    walk = _Walk()
    walk.element(root if body is None else body, -1)
    walk.flush(0)
    if walk.nodes:
        walk.nodes[0].end = len(walk.blocks)
    return Blocks(walk.blocks, walk.nodes)


def label_of(element: HtmlElement) -> str:
    """Class and id together."""
    name, identifier = element.get("class"), element.get("id")
    if name and identifier:
        return f"{name} {identifier}"
    return name or identifier or ""


@lru_cache(maxsize=20_000)
def aside_label(label: str) -> str | None:
    """The kind of page furniture that a class or id names; None where it names none."""
    match = _labels().search(HUMP.sub("-", label).lower())
    return match.lastgroup if match else None


@lru_cache(maxsize=20_000)
def is_body_label(label: str) -> bool:
    """Whether a class or id names the article's text."""
    return BODY_MARK.search(HUMP.sub("-", label).lower()) is not None


BODY_MARK = re.compile(
    r"(?:article|story|post|entry|news|artikel|articulo|texto|text|blog)[-_]{0,2}(?:body|content|text|copy|inhalt)(?![a-z])"
    r"|(?:^|\s)(?:body|content)[-_]{1,2}(?:text|copy|article)|paywall-?content|rich-?text|(?:^|\s)e-content(?:\s|$)|js-article-inner",
)


@cache
def _labels() -> re.Pattern[str]:
    rows = [(kind, pattern) for kind, pattern in read_rows("labels.tsv")]
    kinds: dict[str, list[str]] = {}
    for kind, pattern in rows:
        kinds.setdefault(kind, []).append(pattern)
    return re.compile("|".join(f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in kinds.items()))
