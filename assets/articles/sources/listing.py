"""What a feed or a sitemap lists.

Belongs here: addresses of articles with the sign of their last change.
Does not belong here: the articles (the feed reader reads whole entries out of the inbox).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from assets.articles.feed import read_feed
from assets.articles.feed.entry import draft_of
from assets.articles.rejection import Unreadable
from assets.articles.values.dates import parse_date

if TYPE_CHECKING:
    from assets.articles.feed.entry import Entry, Feed

FULL_TEXT = 700
FULL_SHARE = 0.8
MARKUP = re.compile(r"<[^<>]*>")
LARGEST_SITEMAP = 52_428_800


@dataclass(frozen=True)
class Listed:
    """One article that a listing names; `stamp` changes when the article does, as far as the listing tells.

    `entry` is what the listing itself has of the article, for the case that its page cannot be had.
    """

    url: str
    stamp: str
    entry: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class FeedListing:
    """A feed's entries, newest first as the feed has them; `is_full`: the entries carry the articles themselves."""

    entries: tuple[Listed, ...]
    is_full: bool


def list_feed(content: bytes, url: str, charset: str | None) -> FeedListing:
    """The entries of a feed; one without an address goes by its id or its title, so that it is accounted for.

    Unreadable where it is no feed or has no entry.
    """
    try:
        feed = read_feed(content, charset=charset)
    except Unreadable as error:
        raise Unreadable(error.reason, error.detail + _what_it_is(content)) from None
    listed: dict[str, Listed] = {}
    full = 0
    for entry in feed.entries:
        full += len(MARKUP.sub("", entry.body)) >= FULL_TEXT
        address = _joined(url, entry.link.strip()) if entry.link else None
        name = address or entry.id or entry.title
        listed.setdefault(name, Listed(name, entry.updated or entry.published or "", _row(entry, feed, address)))
    return FeedListing(tuple(listed.values()), full >= FULL_SHARE * len(feed.entries))


def _joined(base: str, link: str) -> str:
    """The address that a listing gives; one that cannot be read stays as it is, and is told when it is asked for."""
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def _what_it_is(content: bytes) -> str:
    """What stands in a listing's place, for the most usual mistakes; '' where that is not told at a glance."""
    head = content[:2_000].lower()
    if not content.strip():
        return "; the answer is empty"
    if b"<urlset" in head or b"<sitemapindex" in head:
        return "; it is a sitemap: write kind: sitemap"
    if b"<rss" in head or b"<feed" in head or b"<rdf:rdf" in head:
        return "; it is a feed: write kind: feed"
    return (
        "; it is a web page: its source text names the address of its feed, if it has one" if b"<html" in head else ""
    )


def _row(entry: Entry, feed: Feed, address: str | None) -> dict[str, object]:
    """What the feed itself tells of an article, as a row that the intake reads like the feed's own entry."""
    draft = draft_of(entry, feed)
    told = {
        "id": draft.own_id,
        "url": address,
        "title": draft.title,
        "authors": list(draft.authors),
        "source": draft.outlet,
        "published_at": draft.published_raw,
        "updated_at": draft.updated_raw,
        "language": draft.language,
        "tags": list(draft.tags),
        "summary" if "summary_only" in draft.flags else "text": draft.text,
    }
    return {name: value for name, value in told.items() if value}


def list_sitemap(
    content: bytes, url: str, *, now: datetime, max_age_days: float
) -> tuple[tuple[Listed, ...], tuple[Listed, ...]]:
    """Articles and further sitemaps that a sitemap names and that changed in the last `max_age_days` (or do not say).

    ValueError where it is no sitemap.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(_unpacked(content), parser=parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or etree.QName(root).localname not in {"urlset", "sitemapindex"}:
        raise ValueError("it is no sitemap" + _what_it_is(content))
    oldest = now - timedelta(days=max_age_days)
    articles: list[Listed] = []
    sitemaps: list[Listed] = []
    for item in root:
        if not isinstance(item.tag, str):
            continue
        values = {etree.QName(e).localname: (e.text or "").strip() for e in item.iter() if isinstance(e.tag, str)}
        if not values.get("loc"):
            continue
        stamp = values.get("lastmod") or values.get("publication_date") or ""
        changed = parse_date(stamp, now=now).published_at if stamp else None
        if changed is not None and changed < oldest - timedelta(days=1):
            continue
        into = sitemaps if etree.QName(item).localname == "sitemap" else articles
        into.append(Listed(_joined(url, values["loc"]), stamp))
    return tuple(articles), tuple(sitemaps)


def _unpacked(content: bytes) -> bytes:
    """A sitemap may be a gzip file; it is not unpacked beyond the protocol's own limit of 50 MB."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(content, LARGEST_SITEMAP)
    except zlib.error:
        raise ValueError("its gzip data are damaged") from None
    if unpacker.unconsumed_tail:
        raise ValueError("it unpacks to more than 50 MB")
    return unpacked
