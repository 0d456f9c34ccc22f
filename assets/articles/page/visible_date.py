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

    from assets.articles.page.blocks import Blocks
    from assets.articles.page.head import Head

IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/_-]|$)")
PUBLISHED = re.compile(r"publish|entry-date|post-date|created|pub-?date|datum|dateline", re.IGNORECASE)
DAY_SHAPE = re.compile(
    r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{4}\s?[./年년-]\s?\d{1,2}|\d{1,2}(?:st|nd|rd|th|er|\.|º)?,? (?:de )?[^\W\d_]{3,12}\.?,? (?:de )?\d{4}|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
)
BEFORE_HEADLINE = 6
AFTER_HEADLINE = 12
LONGEST_DATE_LINE = 120


def near_headline(page: Blocks, title: str, now: datetime) -> tuple[PublishedDate, str | None]:
    """The first date in a short line around the headline; NOTHING and None where there is none."""
    for position in _headlines(page, title):
        after = range(position + 1, min(position + 1 + AFTER_HEADLINE, len(page.blocks)))
        before = range(position - 1, max(-1, position - 1 - BEFORE_HEADLINE), -1)
        for number in (*after, *before):
            text = page.blocks[number].text
            if len(text) <= LONGEST_DATE_LINE and DAY_SHAPE.search(text):
                parsed = parse_date(text, now=now)
                if parsed.published_at is not None:
                    return parsed, text
    return NOTHING, None


def _headlines(page: Blocks, title: str) -> list[int]:
    wanted = title.casefold()
    exact = [n for n, b in enumerate(page.blocks) if wanted and b.text.casefold() == wanted]
    return (exact or [n for n, b in enumerate(page.blocks) if b.tag == "h1"])[:2]


def visible_date(
    root: HtmlElement, head: Head, page: Blocks, title: str, url: str | None, now: datetime
) -> tuple[PublishedDate, str | None]:
    """The date with the words it was read from; NOTHING and None where the page shows none."""
    shown, raw = near_headline(page, title, now)
    if shown.published_at is not None:
        return shown, raw
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


def microdata_date(head: Head) -> str | None:
    """The time element that is marked as the publication's."""
    for element in head.times:
        if "datePublished" in (element.get("itemprop") or "") or element.get("pubdate") is not None:
            return (element.get("datetime") or element.text_content() or "").strip() or None
    return None


def _time_elements(head: Head) -> list[str]:
    marked = [e for e in head.times if PUBLISHED.search(f"{e.get('class') or ''} {e.get('itemprop') or ''}")]
    return [raw for e in [*marked, *head.times[:1]] if (raw := (e.get("datetime") or e.text_content() or "").strip())]


def _searched(root: HtmlElement, url: str | None, now: datetime) -> tuple[PublishedDate, str | None]:
    from htmldate import find_date

    found = find_date(
        root,
        url=url,
        original_date=True,
        extensive_search=False,
        max_date=now.strftime("%Y-%m-%d"),
        deferred_url_extractor=True,
    )
    return (parse_date(found, now=now), found) if found else (NOTHING, None)
