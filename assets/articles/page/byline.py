"""Authors as the page shows them.

Belongs here: the elements and blocks that carry a byline, by what markup or wording says they are.
Does not belong here: reading names out of a byline (people.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from assets.articles.page.headline import headline_positions
from assets.articles.values.calendars import LETTER
from assets.articles.values.people import COLON, one_of, split_authors

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from assets.articles.page.blocks import Block, Blocks

FURNITURE_AROUND = frozenset(
    {
        "comments", "related", "sidebar", "advert", "consent", "navigation", "footer", "teaser", "caption", "figure",
        "figcaption", "player", "tags",
    }
)  # fmt: skip
ASIDE_PARENT = re.compile(r"comment|related|teaser|recommend|sidebar|footer", re.IGNORECASE)
PARTICLES = frozenset(
    {
        "de", "da", "dos", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ter", "zu", "bin", "al", "el",
        "y", "e", "d’", "af", "av", "zur", "vom",
    }
)  # fmt: skip
LONGEST = 120
LONGEST_SIGNATURE = 60
SIGNATURE = re.compile(r"(?:[^\W\d_]|[ .,/&'’-])*[^\W\d_]")
NEAR = 14
BEFORE = 4
MOST_NAMES = 12
HALF_LINKED = 0.5
SOFT_HYPHEN = "\xad"
BAR = re.compile(r"\s*[|•]\s*")
DAY_OR_CLOCK = re.compile(r"\d{1,2}[./:]\d{2}|\b(?:19|20)\d{2}\b")
NAME = re.compile(f"(?:{LETTER}|[ .'’,·・-])+")
# Latin, Greek, Cyrillic and Armenian have capitals.
CASED = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u058f\u1e00-\u1fff]")
UNPARTED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
LONGEST_WORD = 16
EAST_ASIAN_BYLINE = re.compile(
    "[〔【（(\\[]?(?:本(?:[报報社])?(?:特[约約派])?)?[記记]者\\s*[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])"
    "|[가-힣]{2,4}\\s?(?:선임|인턴)?(?:기자|특파원)(?![가-힣])"
)
WORDS_OF_NO_NAME = frozenset(
    {
        "by", "powered", "more", "the", "our", "your", "all", "about", "read", "news", "posted", "published", "updated",
        "share", "follow", "on", "at", "view", "views", "posts", "full", "profile", "bio", "uhr", "stand", "mehr", "alle", "zum",
        "autor", "autorin", "über", "artikel", "kommentar", "kommentare", "min", "minutes", "comments", "lesezeit", "photo",
        "foto", "credit", "image", "copyright", "quelle", "source", "datum", "online", "jetzt", "hier", "und", "der", "die",
        "das", "alles", "zitat", "weitere", "informationen", "information", "más", "información", "links", "social", "media", "today", "yesterday", "login", "home", "contact", "email", "newsletter", "menu", "search", "subscribe",
    }
)  # fmt: skip


def visible_authors(root: HtmlElement, page: Blocks, title: str, *, is_credited: bool = False) -> list[str]:
    """Names of the first byline found: microdata, links that say so, blocks around the headline that are labelled or open
    with 'By', lines of a name and a date, and last what names the author in so many words anywhere.

    Weak signs are not trusted where the page credits somebody elsewhere (`is_credited`).
    """
    for candidates in (_by_microdata(root), _by_link(root)):
        names = [name for text in candidates for name in _names_of(text, is_marked=True)]
        if names:
            return list(dict.fromkeys(names))[:MOST_NAMES]
    return shown_authors(page, title, is_credited=is_credited)


def shown_authors(page: Blocks, title: str, *, is_credited: bool = False) -> list[str]:
    """Names of the first byline among the page's blocks."""
    around = _around_headline(page, title)
    strong = (_labelled_blocks(around, "author"), _spoken_blocks(around), _declarations(page, "label"))
    weak = (_labelled_blocks(around, "byline"), _pieces_of_datelines(around))
    edited = _declarations(page, "editor")
    for candidates, is_strong in (
        *((one, True) for one in strong),
        *(() if is_credited else (*((one, False) for one in weak), (edited, True))),
    ):
        for texts in candidates:
            names = [name for text in texts for name in _names_of(text, is_marked=False, is_said=is_strong)]
            if names:
                return list(dict.fromkeys(names))[:MOST_NAMES]
    return []


def is_near_headline(name: str, page: Blocks, title: str) -> bool:
    """Whether the name stands in the blocks around the headline."""
    wanted = name.casefold()
    return any(wanted in block.text.casefold() for block in _around_headline(page, title))


def signature(paragraphs: list[str]) -> list[str]:
    """Names that sign the text: its last paragraph, where that is nothing but names."""
    last = paragraphs[-1] if len(paragraphs) > 1 else ""
    return list(split_authors(last)) if len(last) <= LONGEST_SIGNATURE and SIGNATURE.fullmatch(last) else []


def _by_microdata(root: HtmlElement) -> Iterator[str]:
    for element in root.xpath("//*[@itemprop and contains(@itemprop, 'author')]"):
        if not _is_aside(element):
            named = element.xpath(".//*[contains(@itemprop, 'name')]")
            yield from (_text_of(e) for e in named or [element])


def _by_link(root: HtmlElement) -> Iterator[str]:
    for element in root.xpath("//a[@rel and contains(concat(' ', @rel, ' '), ' author ')]"):
        if not _is_aside(element):
            yield _text_of(element)


def _around_headline(page: Blocks, title: str) -> list[Block]:
    """The blocks behind the headline, then those before it; all where the page shows no headline.

    What labels the headline too says nothing of them, so they come without it.
    """
    positions = headline_positions(page, title)
    if not positions:
        return page.blocks
    position = positions[0]
    common = set(page.blocks[position].asides)
    around = page.blocks[position + 1 : position + 1 + NEAR] + page.blocks[max(0, position - BEFORE) : position]
    return [replace(b, asides=tuple(a for a in b.asides if a not in common)) for b in around] if common else around


def _spoken_blocks(around: list[Block]) -> Iterator[list[str]]:
    return ([block.text] for block in around if _is_spoken(block))


def _labelled_blocks(around: list[Block], label: str) -> Iterator[list[str]]:
    """The labelled blocks, neighbours of one kind together."""
    labelled = (b for b in around if len(b.text) <= LONGEST and not _is_furniture(b))
    for (_, kinds), together in groupby(labelled, key=_likeness):
        if label in kinds:
            yield [block.text for block in together]


def _likeness(block: Block) -> tuple[bool, tuple[str, ...]]:
    """What the names of one byline have in common, and a job or a place beside them has not."""
    return block.link_share > HALF_LINKED, tuple(kind for kind, _ in block.asides)


def _pieces_of_datelines(around: list[Block]) -> Iterator[list[str]]:
    """What stands beside a date between bars: 'Ann Lee | 4.5.2026 - 10:20'."""
    for block in around:
        if len(block.text) <= LONGEST and not _is_furniture(block) and BAR.search(block.text):
            pieces = BAR.split(block.text)
            if any(DAY_OR_CLOCK.search(piece) for piece in pieces):
                yield [piece for piece in pieces if " " in piece.strip()]


def _declarations(page: Blocks, role: str) -> Iterator[list[str]]:
    """Lines that name the author or the editor in so many words, wherever they stand."""
    for block in page.blocks:
        if len(block.text) <= LONGEST and not _is_furniture(block):
            declared = _declared(role).match(block.text)
            if declared:
                yield [declared["names"]]


@cache
def _declared(role: str) -> re.Pattern[str]:
    words = one_of(role)
    return re.compile(
        rf"[(（【]?(?:{words})(?:{COLON}|(?<=/autor)\s|(?<=/autorin)\s)(?P<names>[^:：()（）]+)[)）】]?$", re.IGNORECASE
    )


def _is_furniture(block: Block) -> bool:
    return any(kind in FURNITURE_AROUND for kind, _ in block.asides)


def _is_spoken(block: Block) -> bool:
    return len(block.text) <= LONGEST and opens_with_by(block.text)


def opens_with_by(text: str) -> bool:
    """Whether a line opens as a byline does: with 'By', with a job and a colon, or with a name and a job in Chinese or Korean."""
    return _spoken().match(text) is not None or EAST_ASIAN_BYLINE.match(text) is not None


@cache
def _spoken() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{one_of('by')})(?:\s*[:：]\s*|\s+)(?={LETTER})|(?:{one_of('label')}){COLON}(?={LETTER})"
        rf"|(?:ein (?:beitrag|artikel|kommentar|gastbeitrag) von|une? (?:article|tribune) de)\s+|(?-i:By(?=[A-Z]))",
        re.IGNORECASE,
    )


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


def _names_of(text: str, *, is_marked: bool, is_said: bool = False) -> list[str]:
    if not text or len(text) > LONGEST:
        return []
    text = text.replace(SOFT_HYPHEN, "")
    return [name for name in split_authors(text) if looks_like_name(name, is_marked=is_marked, is_said=is_said)]


def looks_like_name(name: str, *, is_marked: bool, is_said: bool = False) -> bool:
    """Whether it can be a person's name: of two to four capitalised words, or one where markup vouches for it.

    A script without capitals tells nothing, so markup or words (`is_said`) must vouch for it.
    """
    words = name.split()
    lowered = {word.casefold().strip(".") for word in words}
    if not 1 <= len(words) <= 5 or lowered & WORDS_OF_NO_NAME or not NAME.fullmatch(name):
        return False
    if UNPARTED.search(name):
        return 2 <= len(name.replace(" ", "")) <= 6
    if not CASED.search(name):
        return (is_marked or is_said) and 2 <= len(words) <= 4 and all(len(word) <= LONGEST_WORD for word in words)
    if len(words) == 1:
        return is_marked and len(name) > 2
    return words[-1] not in PARTICLES and all(
        word[0].isupper() or word in PARTICLES or word[0] in "'’" for word in words
    )
