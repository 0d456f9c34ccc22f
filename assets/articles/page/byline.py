"""Authors as the page shows them.

Belongs here: the elements that carry a byline, by what markup says they are.
Does not belong here: reading names out of a byline (names.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.articles.page.names import split_authors

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MARKED = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author|autor|auteur|autore|authors|article-?author|post-?author|entry-?author|author-?name|"
    r"c-byline|fn|contributor|redakteur|forfatter|byline-?name)(?:[\s_-]|$)|(?:article|post|entry|story|content)[_-]*(?:author|byline)"
    r"|author[_-]*(?:name|link)|byline[_-]*(?:name|author)",
    re.IGNORECASE,
)
NOT_BYLINE = re.compile(
    r"comment|avatar|related|teaser|bio|description|social|sidebar|newsletter|footer|image|img|photo|share",
    re.IGNORECASE,
)
LONGEST = 160
ANCESTORS = 6


def visible_authors(root: HtmlElement) -> list[str]:
    """Names of the first marked element that holds a plausible byline; microdata and rel=author before classes."""
    for candidates in (_by_microdata(root), _by_link(root), _by_class(root)):
        names: list[str] = []
        for element in candidates:
            names.extend(_names_of(element))
            if len(names) >= 8:
                break
        if names:
            return list(dict.fromkeys(names))
    return []


def _by_microdata(root: HtmlElement) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    for element in root.xpath("//*[@itemprop and contains(@itemprop, 'author')]"):
        if _is_aside(element):
            continue
        named = element.xpath(".//*[contains(@itemprop, 'name')]")
        found.extend(named or [element])
    return found


def _by_link(root: HtmlElement) -> list[HtmlElement]:
    return [e for e in root.xpath("//a[@rel and contains(concat(' ', @rel, ' '), ' author ')]") if not _is_aside(e)]


def _by_class(root: HtmlElement) -> list[HtmlElement]:
    for element in root.xpath("//body//*[@class or @id or @data-testid]"):
        label = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}"
        if MARKED.search(label) and not NOT_BYLINE.search(label) and not _is_aside(element) and _names_of(element):
            return [element]
    return []


def _is_aside(element: HtmlElement) -> bool:
    for count, ancestor in enumerate(element.iterancestors()):
        if count > ANCESTORS:
            return False
        if ancestor.tag in {"aside", "footer", "nav"}:
            return True
        if re.search(
            r"comment|related|teaser|recommend",
            f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}",
            re.IGNORECASE,
        ):
            return ancestor.tag not in {"body", "html", "main"}
    return False


def _names_of(element: HtmlElement) -> list[str]:
    links = [a for a in element.iter("a") if (a.text_content() or "").strip()] if element.tag != "a" else []
    texts = [" ".join((element.get("content") or element.text_content()).split())]
    if links and len(texts[0]) > 40:
        texts = [" ".join(a.text_content().split()) for a in links]
    return [
        name
        for text in texts
        if text and len(text) <= LONGEST
        for name in split_authors(text)
        if _looks_like_name(name)
    ]


def _looks_like_name(name: str) -> bool:
    words = name.split()
    return 1 <= len(words) <= 5 and name[0].isalpha() and not name.islower() and len(name) > 2
