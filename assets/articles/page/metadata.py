"""An article's metadata, chosen from all that its page says.

Belongs here: which statement is believed: JSON-LD first, then meta tags, then the page's marked elements.
Does not belong here: collecting the statements (linked_data.py, head.py), who wrote it (authors.py) and the text (body.py).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from assets.articles.page.authors import HANDLE_OR_LINK, OUTLET_METAS, House, house_of, read_authors
from assets.articles.page.linked_data import Thing, address, credited, first_text, main_article, texts
from assets.articles.page.publication import read_publication
from assets.articles.page.title import read_title
from assets.articles.values.addresses import canonical_url
from assets.articles.values.outlets import outlet_id
from assets.articles.values.text import clean_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from assets.articles.page.blocks import Blocks
    from assets.articles.page.head import Head
    from assets.articles.values.dates import PublishedDate

SECTION_METAS = (
    "article:section",
    "og:article:section",
    "parsely-section",
    "section",
    "articlesection",
    "cxenseparse:section",
)
TAG_METAS = ("article:tag", "og:article:tag", "news_keywords", "parsely-tags", "sailthru.tags", "keywords")
MOST_TAGS = 30


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of its article; `organisations` are credited outlets and agencies, `house` is the outlet."""

    title: str
    authors: tuple[str, ...]
    organisations: tuple[str, ...]
    house: House
    outlet: str | None
    url: str | None
    published: PublishedDate
    published_raw: str | None
    updated_at: datetime | None
    language: str | None
    section: str | None
    tags: tuple[str, ...]
    flags: tuple[str, ...]


def read_metadata(
    root: HtmlElement, head: Head, things: list[Thing], page: Blocks, *, url: str | None, now: datetime
) -> Metadata:
    """The page's metadata.  `url` is where the page was fetched, if that is known."""
    article = main_article(things) or {}
    flags: set[str] = set()
    found_url = _url(head, article, url)
    outlet = _outlet(head, article)
    section = _section(head, article)
    title, title_flags = read_title(head, article, outlet, found_url, section)
    flags.update(title_flags)
    house = house_of(head, article, outlet, found_url)
    people, organisations = read_authors(root, head, credited(article.get("author"), things), page, title, house)
    publication = read_publication(root, head, article, page, title, found_url, now)
    flags.update(publication.published.flags)
    return Metadata(
        title=title,
        authors=people,
        organisations=organisations,
        house=house,
        outlet=outlet,
        url=found_url,
        published=publication.published,
        published_raw=publication.raw,
        updated_at=publication.updated_at,
        language=_language(head, article),
        section=section,
        tags=_tags(head, article),
        flags=tuple(sorted(flags)),
    )


# ---------------------------------------------------------------- address and outlet
def _url(head: Head, article: Thing, fetched: str | None) -> str | None:
    """The canonical link where it is of the same site and not its front page; else where the page was fetched."""
    own = canonical_url(fetched) if fetched else None
    statements = [
        head.canonical,
        head.first("og:url"),
        address(article.get("mainEntityOfPage")),
        address(article.get("url")),
    ]
    for statement in statements:
        if not statement:
            continue
        candidate = canonical_url(urljoin(fetched or "", statement))
        if candidate is None or urlsplit(candidate).path in {"", "/"}:
            continue
        if own is None or outlet_id(None, candidate) == outlet_id(None, own):
            return candidate
    return own


def _outlet(head: Head, article: Thing) -> str | None:
    for statement in (head.first("og:site_name"), first_text(article.get("publisher")), head.first(*OUTLET_METAS)):
        if statement and not HANDLE_OR_LINK.match(statement):
            return clean_text(statement)[0]
    return None


# ---------------------------------------------------------------- the rest
def _language(head: Head, article: Thing) -> str | None:
    statement = (
        first_text(article.get("inLanguage"))
        or head.language
        or head.first("og:locale", "content-language", "language")
    )
    match = re.match(r"([A-Za-z]{2,3})(?:[-_]|$)", statement or "")
    return match[1].lower() if match else None


def _section(head: Head, article: Thing) -> str | None:
    found = texts(article.get("articleSection"))[:1] or head.all(*SECTION_METAS)[:1]
    return clean_text(found[0])[0] or None if found else None


def _tags(head: Head, article: Thing) -> tuple[str, ...]:
    statements = texts(article.get("keywords"))
    for name in TAG_METAS:
        if statements:
            break
        statements = head.all(name)
    tags = [clean_text(html.unescape(tag))[0] for text in statements for tag in re.split(r"[,;]", text)]
    return tuple(dict.fromkeys(tag for tag in tags if tag and len(tag) <= 80))[:MOST_TAGS]
