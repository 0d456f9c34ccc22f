"""What a page says of itself outside JSON-LD: meta tags, links, headings, marked elements.

Belongs here: collecting these statements in one walk over the tree.
Does not belong here: choosing between them (metadata.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement


UNTYPED_LINKED_DATA = re.compile(r"""\s*[{\[]\s*(?:\{\s*)?"@(?:context|graph|type)"\s*:""")


@dataclass(slots=True)
class Head:
    """The statements, as written and in page order.  `metas` is keyed by name, property or itemprop in lower case."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    linked_data: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    times: list[HtmlElement] = field(default_factory=list)
    canonical: str | None = None
    language: str | None = None

    def first(self, *names: str) -> str | None:
        """The first filled meta of these names, in the order of the names."""
        for name in names:
            for value in self.metas.get(name, ()):
                if value:
                    return value
        return None

    def all(self, *names: str) -> list[str]:
        """Every filled meta of these names."""
        return [value for name in names for value in self.metas.get(name, ()) if value]


def read_head(root: HtmlElement) -> Head:
    """The statements of the whole page."""
    head = Head()
    for element in root.iter(*READERS):
        READERS[element.tag](head, element)
    return head


def _add_script(head: Head, element: HtmlElement) -> None:
    kind, text = element.get("type"), element.text or ""
    # Some pages leave the type out.
    if "ld+json" in (kind or "").lower() or (kind is None and UNTYPED_LINKED_DATA.match(text)):
        head.linked_data.append(text)


def _add_link(head: Head, element: HtmlElement) -> None:
    if (element.get("rel") or "").lower() == "canonical" and head.canonical is None:
        head.canonical = (element.get("href") or "").strip() or None


def _add_title(head: Head, element: HtmlElement) -> None:
    # Titles of inline drawings are none of the page's.
    parent = element.getparent()
    if parent is not None and parent.tag in {"head", "html", "body"}:
        head.titles.append(element.text_content())


def _add_heading(head: Head, element: HtmlElement) -> None:
    head.headings.append(" ".join(element.text_content().split()))


def _add_time(head: Head, element: HtmlElement) -> None:
    head.times.append(element)


def _add_root(head: Head, element: HtmlElement) -> None:
    head.language = head.language or element.get("lang") or element.get("xml:lang")


def _add_meta(head: Head, element: HtmlElement) -> None:
    content = (element.get("content") or "").strip()
    if content:
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute)
            if name:
                head.metas.setdefault(name.strip().lower(), []).append(content)


READERS: dict[str, Callable[[Head, HtmlElement], None]] = {
    "html": _add_root,
    "meta": _add_meta,
    "link": _add_link,
    "title": _add_title,
    "script": _add_script,
    "h1": _add_heading,
    "time": _add_time,
}
