"""The publication day as the page shows it, where its metadata are silent.

Belongs here: time elements, dates in addresses, and the page-wide search of htmldate.
Does not belong here: how a date is written (dates.py).
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from assets.articles.page.dates import NOTHING, PublishedDate, parse_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from assets.articles.page.head import Head

IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/_-]|$)")
PUBLISHED = re.compile(r"publish|entry-date|post-date|created|pub-?date|datum|dateline", re.IGNORECASE)


def visible_date(root: HtmlElement, head: Head, url: str | None, now: datetime) -> tuple[PublishedDate, str | None]:
    """The date with the words it was read from; NOTHING and None where the page shows none."""
    for raw in _time_elements(head):
        parsed = parse_date(raw, now=now)
        if parsed.published_at is not None:
            return parsed, raw
    in_address = IN_ADDRESS.search(url or "")
    if in_address:
        raw = "-".join(in_address.groups())
        parsed = parse_date(raw, now=now)
        if parsed.published_at is not None:
            return parsed, raw
    return _searched(root, url, now)


def _time_elements(head: Head) -> list[str]:
    marked = [
        e
        for e in head.times
        if PUBLISHED.search(f"{e.get('class') or ''} {e.get('itemprop') or ''}") or e.get("pubdate") is not None
    ]
    return [raw for e in [*marked, *head.times[:1]] if (raw := (e.get("datetime") or e.text_content() or "").strip())]


def _searched(root: HtmlElement, url: str | None, now: datetime) -> tuple[PublishedDate, str | None]:
    from htmldate import find_date

    found = find_date(
        root,
        url=url,
        original_date=True,
        extensive_search=True,
        max_date=now.strftime("%Y-%m-%d"),
        deferred_url_extractor=True,
    )
    return (parse_date(found, now=now), found) if found else (NOTHING, None)
