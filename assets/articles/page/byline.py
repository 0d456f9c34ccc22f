"""Authors as the page shows them.

Belongs here: the elements and blocks that carry a byline, by what markup or wording says they are.
Does not belong here: reading names out of a byline (names.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assets.articles.page.names import split_authors

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from assets.articles.page.blocks import Block, Blocks

SPOKEN_BYLINE = re.compile(
    r"(?:by|von|par|por|di|av|af|door|text(?:e|o)?\s?:|words by|story by|written by|autor(?:in)?\s?:|auteur\s?:|författare\s?:|автор\s?:|"
    r"ein (?:beitrag|artikel|kommentar|gastbeitrag) von|une? (?:article|tribune) de)\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
FURNITURE_AROUND = frozenset(
    {"comments", "related", "sidebar", "advert", "consent", "navigation", "footer", "teaser", "caption"}
)
ASIDE_PARENT = re.compile(r"comment|related|teaser|recommend|sidebar|footer", re.IGNORECASE)
PARTICLES = frozenset(
    {
        "de",
        "da",
        "dos",
        "del",
        "della",
        "di",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "zu",
        "bin",
        "al",
        "el",
        "y",
        "e",
        "d’",
        "af",
        "av",
        "zur",
        "vom",
    }
)
LONGEST = 120
NEAR = 14
WORDS_OF_NO_NAME = frozenset(
    {
        "by", "powered", "more", "the", "our", "your", "all", "about", "read", "news", "posted", "published", "updated",
        "share", "follow", "on", "at", "view", "posts", "full", "profile", "bio", "uhr", "stand", "mehr", "alle", "zum",
        "autor", "autorin", "über", "artikel", "kommentar", "kommentare", "min", "minutes", "comments", "lesezeit", "photo",
        "foto", "credit", "image", "copyright", "quelle", "source", "datum", "online", "jetzt", "hier", "und", "der", "die",
        "das", "today", "yesterday", "login", "home", "contact", "email", "newsletter", "menu", "search", "subscribe",
    }
)  # fmt: skip


def visible_authors(root: HtmlElement, page: Blocks, title: str, *, is_credited: bool = False) -> list[str]:
    """Names of the first byline found: microdata, links that say so, labelled blocks, blocks that open with 'By'.

    Labels alone are not trusted where the page credits somebody elsewhere (`is_credited`).
    """
    sources = [(_by_microdata(root), True), (_by_link(root), True), (_spoken_blocks(page, title), False)]
    if not is_credited:
        sources.insert(2, (_labelled_blocks(page, title), False))
    for candidates, is_marked in sources:
        names: list[str] = []
        for text in candidates:
            names.extend(_names_of(text, is_marked=is_marked))
            if names and not is_marked:
                break
        if names:
            return list(dict.fromkeys(names))[:12]
    return []


def _by_microdata(root: HtmlElement) -> Iterator[str]:
    for element in root.xpath("//*[@itemprop and contains(@itemprop, 'author')]"):
        if not _is_aside(element):
            named = element.xpath(".//*[contains(@itemprop, 'name')]")
            yield from (_text_of(e) for e in named or [element])


def _by_link(root: HtmlElement) -> Iterator[str]:
    for element in root.xpath("//a[@rel and contains(concat(' ', @rel, ' '), ' author ')]"):
        if not _is_aside(element):
            yield _text_of(element)


def _labelled_blocks(page: Blocks, title: str) -> Iterator[str]:
    for block in _around_headline(page, title):
        if len(block.text) <= LONGEST and block.asides:
            kinds = {kind for kind, _ in block.asides}
            if "byline" in kinds and not kinds & FURNITURE_AROUND:
                yield block.text


def _spoken_blocks(page: Blocks, title: str) -> Iterator[str]:
    return (block.text for block in _around_headline(page, title) if _is_spoken(block))


def _around_headline(page: Blocks, title: str) -> list[Block]:
    """The blocks behind the headline, then those before it; all where the page shows no headline."""
    wanted = title.casefold()
    for position, block in enumerate(page.blocks):
        if block.tag == "h1" or (wanted and block.text.casefold() == wanted):
            return page.blocks[position + 1 : position + 1 + NEAR] + page.blocks[max(0, position - 4) : position]
    return page.blocks


def _is_spoken(block: Block) -> bool:
    return len(block.text) <= LONGEST and SPOKEN_BYLINE.match(block.text) is not None


def _is_aside(element: HtmlElement) -> bool:
    for count, ancestor in enumerate(element.iterancestors()):
        if count > 6:
            return False
        if ancestor.tag in {"aside", "footer", "nav"}:
            return True
        if ASIDE_PARENT.search(f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"):
            return ancestor.tag not in {"body", "html", "main"}
    return False


def _text_of(element: HtmlElement) -> str:
    return " ".join((element.get("content") or " ".join(element.itertext())).split())


def _names_of(text: str, *, is_marked: bool) -> list[str]:
    if not text or len(text) > LONGEST:
        return []
    return [name for name in split_authors(text) if looks_like_name(name, is_marked=is_marked)]


def looks_like_name(name: str, *, is_marked: bool) -> bool:
    """Whether it can be a person's name: of two to four capitalised words, or one where markup vouches for it."""
    words = name.split()
    lowered = {word.casefold().strip(".") for word in words}
    if not 1 <= len(words) <= 5 or lowered & WORDS_OF_NO_NAME or not all(c.isalpha() or c in " .'’-,·" for c in name):
        return False
    if any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in name):
        return 2 <= len(name.replace(" ", "")) <= 6
    if len(words) == 1:
        return is_marked and len(name) > 2
    return all(word[0].isupper() or word in PARTICLES or word[0] in "'’" for word in words)
