"""An article's metadata, chosen from all that its page says.

Belongs here: which statement is believed: JSON-LD first, then meta tags, then the page's marked elements.
Does not belong here: collecting the statements (linked_data.py, head.py), who wrote it (authors.py) and the text (body.py).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from assets.articles.page.authors import HANDLE_OR_LINK, OUTLET_METAS, house_of, read_authors
from assets.articles.page.dates import PublishedDate, parse_date
from assets.articles.page.linked_data import Thing, address, credited, first_text, main_article, texts
from assets.articles.page.names import (
    canonical_url,
    clean_title,
    outlet_id,
    whole_title,
    without_section,
    without_tail,
)
from assets.articles.page.text import clean_text
from assets.articles.page.visible_date import (
    in_address,
    microdata_date,
    near_headline,
    shown_offset,
    time_elements,
    visible_date,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from assets.articles.page.blocks import Blocks
    from assets.articles.page.head import Head

PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "date.available", "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "publish_date", "published_time",
    "pubdate", "dc.date.issued", "dcterms.issued", "article_date_original", "article.published", "originalpublicationdate",
    "rnews:datepublished", "iso-8601-publish-date", "cxenseparse:publishtime", "cxenseparse:recs:publishtime",
    "publication_date", "citation_publication_date", "ptime", "shareaholic:article_published_time",
)  # fmt: skip
LOOSE_METAS = (
    "date", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "date.created", "datecreated", "displaydate",
    "article:post_date", "uploaddate", "citation_online_date",
)  # fmt: skip
UPDATED_METAS = (
    "article:modified_time", "og:updated_time", "article:modified", "datemodified", "last-modified", "lastmod", "lastupdate",
    "dcterms.modified", "dc.date.modified", "date.updated", "last_updated_date", "revision_date", "shareaholic:article_modified_time",
)  # fmt: skip
SECTION_METAS = (
    "article:section",
    "og:article:section",
    "parsely-section",
    "section",
    "articlesection",
    "cxenseparse:section",
)
TAG_METAS = ("article:tag", "og:article:tag", "news_keywords", "parsely-tags", "sailthru.tags", "keywords")
WORD = re.compile(r"\w+")
MOST_TAGS = 30


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of its article; `organisations` are credited outlets and agencies."""

    title: str
    authors: tuple[str, ...]
    organisations: tuple[str, ...]
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
    title = _title(head, article, outlet, found_url, flags)
    house = house_of(head, article, outlet, found_url)
    people, organisations = read_authors(root, head, credited(article.get("author"), things), page, title, house)
    published, raw = _published(root, head, article, page, title, found_url, now)
    flags.update(published.flags)
    return Metadata(
        title=title,
        authors=people,
        organisations=organisations,
        outlet=outlet,
        url=found_url,
        published=published,
        published_raw=raw,
        updated_at=_updated(head, article, published, now),
        language=_language(head, article),
        section=_section(head, article),
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


# ---------------------------------------------------------------- title
def _title(head: Head, article: Thing, outlet: str | None, url: str | None, flags: set[str]) -> str:
    """og:title, which is the headline as the outlet wants it shared; but the JSON-LD headline where its alternative
    headline or the page confirms it.  What another statement ends before, behind a separator, is the site's, not the
    title's.
    """
    statements = [" ".join(statement.split()) for statement in _title_statements(head, article, outlet, url)]
    candidates: list[str] = []
    for statement in statements:
        text, found = clean_text(statement)
        cleaned = clean_title(text, outlet, url)
        if cleaned and not _is_outlet(cleaned, outlet):
            flags.update(found)
            candidates.append(cleaned)
    if not candidates:
        return ""
    section = first_text(article.get("articleSection")) or head.first(*SECTION_METAS)
    title = without_section(without_tail(candidates[0], candidates[1:]), section)
    return whole_title(title, candidates[1:])


def _title_statements(head: Head, article: Thing, outlet: str | None, url: str | None) -> Iterator[str]:
    headline = texts(article.get("headline"))[:1]
    if headline and (
        headline == texts(article.get("alternativeHeadline"))[:1] or _is_shown(headline[0], head, outlet, url)
    ):
        yield from headline
    yield from head.all("og:title")[:1]
    yield from headline
    yield from (heading for heading in head.headings[:1] if heading)
    yield from head.all("twitter:title", "dc.title", "parsely-title", "sailthru.title", "title")[:1]
    yield from head.titles[:1]
    yield from texts(article.get("name"))[:1]


def _is_shown(headline: str, head: Head, outlet: str | None, url: str | None) -> bool:
    """Whether the page shows this headline while its og:title only repeats the title that is made for search engines."""

    def words(statement: str) -> str:
        return "".join(WORD.findall(clean_title(" ".join(statement.split()), outlet, url).casefold()))

    own = words(headline)
    shared = [words(statement) for statement in head.all("og:title")[:1]]
    return own not in shared and shared == [words(t) for t in head.titles[:1]] and own in map(words, head.headings)


def _is_outlet(title: str, outlet: str | None) -> bool:
    return outlet is not None and title.casefold() == outlet.casefold()


# ---------------------------------------------------------------- dates
def _published(
    root: HtmlElement, head: Head, article: Thing, page: Blocks, title: str, url: str | None, now: datetime
) -> tuple[PublishedDate, str | None]:
    """The first readable statement, made exact by another of the same day where it lacks a clock or an offset.

    Firm statements go before what stands near the headline, and that before statements that may mean another day
    (of the file, of the last change).  Where two firm ones differ, the headline's decides.
    """
    flags: set[str] = set()
    firm = _readable(_firm_statements(head, article), now, flags)
    loose = _readable(_loose_statements(head, article), now, flags)
    if len({_day(parsed) for parsed, _ in firm}) > 1:
        shown, _ = near_headline(page, title, now)
        agreeing = [item for item in firm if _tells_the_same_day(shown, item[0])]
        firm = agreeing + [item for item in firm if item not in agreeing]
    if not firm:
        shown, raw = in_address(url, now)
        if shown.published_at is None:
            shown, raw = near_headline(page, title, now)
        if shown.published_at is not None and raw is not None:
            firm = [(shown, raw)]
    if firm or loose:
        chosen, raw = _most_exact(firm + loose + _readable(time_elements(head), now, set()))
        flags.update(chosen.flags)
        offset = chosen.offset_minutes
        if offset == 0:
            offset = shown_offset(chosen, page, title, now) or 0
        return PublishedDate(chosen.published_at, chosen.precision, offset, _sorted(flags)), raw
    seen, raw_seen = visible_date(root, head, page, url, now, is_article=_says_article(head, article))
    if seen.published_at is not None:
        flags.update(seen.flags)
        return PublishedDate(seen.published_at, seen.precision, seen.offset_minutes, _sorted(flags)), raw_seen
    unread = next(iter([*_firm_statements(head, article), *_loose_statements(head, article)]), None)
    return PublishedDate(None, "unknown", None, _sorted(flags)), unread


def _says_article(head: Head, article: Thing) -> bool:
    return bool(article) or (head.first("og:type") or "").lower().startswith("article")


def _readable(statements: Iterable[str], now: datetime, flags: set[str]) -> list[tuple[PublishedDate, str]]:
    found: list[tuple[PublishedDate, str]] = []
    for raw in statements:
        parsed = parse_date(raw, now=now)
        if parsed.published_at is not None:
            found.append((parsed, raw))
        elif "implausible_date" in parsed.flags:
            flags.add("implausible_date")
    return found


def _sorted(flags: set[str]) -> tuple[str, ...]:
    return tuple(sorted(flags))


def _day(date: PublishedDate) -> object:
    return date.published_at.date() if date.published_at else None


def _tells_the_same_day(shown: PublishedDate, other: PublishedDate) -> bool:
    if shown.published_at is None or other.published_at is None:
        return False
    local = other.published_at + timedelta(minutes=other.offset_minutes or 0)
    return shown.published_at.date() in {local.date(), other.published_at.date()}


def _firm_statements(head: Head, article: Thing) -> Iterator[str]:
    yield from texts(article.get("datePublished"))[:1]
    for name in PUBLISHED_METAS:
        yield from head.all(name)[:1]
    marked = microdata_date(head)
    if marked:
        yield marked


def _loose_statements(head: Head, article: Thing) -> Iterator[str]:
    for name in LOOSE_METAS:
        yield from head.all(name)[:1]
    yield from texts(article.get("dateCreated"))[:1]
    yield from texts(article.get("uploadDate"))[:1]


def _most_exact(candidates: list[tuple[PublishedDate, str]]) -> tuple[PublishedDate, str]:
    first, raw = candidates[0]
    if first.precision != "day" and first.offset_minutes is not None:
        return (first, raw) if first.offset_minutes else _by_own_clock(candidates)
    for other, other_raw in candidates[1:]:
        if other.offset_minutes is None or other.precision == "day":
            continue
        if _tells_the_same(first, other):
            return other, other_raw
    if first.precision == "day":
        for other, other_raw in candidates[1:]:
            if other.precision != "day" and _tells_the_same(first, other):
                return other, other_raw
    return first, raw


def _by_own_clock(candidates: list[tuple[PublishedDate, str]]) -> tuple[PublishedDate, str]:
    """The first statement, or another of the same moment that has the outlet's own offset and not UTC."""
    first, raw = candidates[0]
    for other, other_raw in candidates[1:]:
        if not other.offset_minutes or other.published_at is None or first.published_at is None:
            continue
        if abs((other.published_at - first.published_at).total_seconds()) < 60:
            return other, other_raw
    return first, raw


def _tells_the_same(first: PublishedDate, other: PublishedDate) -> bool:
    """Whether `other` has the first one's day, or its clock where it has one, in its own zone or in UTC."""
    if first.published_at is None or other.published_at is None:
        return False
    local = other.published_at + timedelta(minutes=other.offset_minutes or 0)
    if first.precision == "day":
        return first.published_at.date() in {local.date(), other.published_at.date()}
    return any(abs((first.published_at - moment).total_seconds()) < 60 for moment in (local, other.published_at))


def _updated(head: Head, article: Thing, published: PublishedDate, now: datetime) -> datetime | None:
    for raw in [*texts(article.get("dateModified"))[:1], *head.all(*UPDATED_METAS)]:
        parsed = parse_date(raw, now=now)
        if parsed.published_at is None or parsed.precision == "day":
            continue
        if published.published_at is None or parsed.published_at >= published.published_at:
            return parsed.published_at
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
