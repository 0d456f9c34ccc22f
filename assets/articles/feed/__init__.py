"""RSS, Atom, RDF and JSON feeds as drafts: a fast reader first, a forgiving one where its result looks suspicious.

Belongs here: which reader's result counts, and what an entry's parts mean for an article.
Does not belong here: reading XML (fast.py), the forgiving reader (forgiving.py), fetching a feed.
"""

from __future__ import annotations

import json
from typing import Any

from assets.articles.feed.entry import Entry, Feed
from assets.articles.feed.fast import read_fast
from assets.articles.feed.forgiving import read_forgiving
from assets.articles.feed.json_feed import read_json_feed
from assets.articles.rejection import Unreadable


def read_feed(content: bytes, *, charset: str | None = None, base: str | None = None) -> Feed:
    """The feed with its entries in order; `base` is its own address, for links that are relative.

    Unreadable('no_records') where a feed has no entry, Unreadable('broken_record') where it is none.
    """
    found = parse_feed(content, charset=charset, base=base)
    if found is None:
        raise Unreadable("broken_record", "neither of two readers finds a feed in it")
    if not found.entries:
        raise Unreadable("no_records", "the feed has no entries")
    return found


def parse_feed(content: bytes, *, charset: str | None = None, base: str | None = None) -> Feed | None:
    """The feed, with or without entries; None where it is none."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _read_json(content)
    fast = read_fast(content, charset, base)
    if fast is not None and not is_suspicious(fast):
        return fast
    return better(fast, read_forgiving(content, charset, base))


def is_suspicious(feed: Feed) -> bool:
    """Whether a fast result may have lost something: no entries, damage inside, characters or titles missing."""
    if not feed.entries or feed.is_damaged:
        return True
    return any("\ufffd" in entry.title or not (entry.title or entry.body) for entry in feed.entries)


def better(fast: Feed | None, forgiven: Feed | None) -> Feed | None:
    """The result with more entries; of equals the fast one, unless it has less text."""
    if fast is None or forgiven is None:
        return fast or forgiven
    if len(forgiven.entries) != len(fast.entries):
        chosen = max(fast, forgiven, key=lambda feed: len(feed.entries))
    else:
        chosen = max(fast, forgiven, key=lambda feed: sum(bool(e.title) + bool(e.body) for e in feed.entries))
    if fast.is_truncated:
        chosen.is_truncated = True
    return chosen


def _read_json(content: bytes) -> Feed:
    try:
        document: Any = json.loads(content.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("broken_record", f"a JSON feed that is not JSON: {error}") from None
    return read_json_feed(document)


__all__ = ["Entry", "Feed", "parse_feed", "read_feed"]
