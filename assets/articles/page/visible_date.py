"""The publication day as the page shows it, where its metadata are silent.

Belongs here: time elements, dates in addresses, and the page-wide search of htmldate.
Does not belong here: how a date is written (dates.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assets.articles.page.dates import NOTHING, PublishedDate, parse_date
from assets.articles.page.headline import headline_positions

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from assets.articles.page.blocks import Block, Blocks
    from assets.articles.page.head import Head

IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/_-]|$)")
COMPACT_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[/_-]|$)")
DAY_FIRST_IN_ADDRESS = re.compile(r"[/_-](0[1-9]|[12]\d|3[01])[_-](0[1-9]|1[0-2])[_-]((?:19|20)\d{2})(?!\d)")
PUBLISHED = re.compile(r"publish|entry-date|post-date|created|pub-?date|datum|dateline", re.IGNORECASE)
DAY_SHAPE = re.compile(
    r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{4}\s?[./年년-]\s?\d{1,2}|\d{1,2}(?:st|nd|rd|th|er|\.|º)?,? (?:de )?[^\W\d_]{3,12}\.?,? (?:de )?\d{4}|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
)
BEFORE_HEADLINE = 6
AFTER_HEADLINE = 12
LONGEST_DATE_LINE = 120
MOST_WORDS = 7
WIDEST_OFFSET_MINUTES = 14 * 60
DATELESS = re.compile(r"[^\W\d_]{2,}")
OF_SOMETHING_ELSE = frozenset({"caption", "figure", "figcaption", "related", "comments", "sidebar", "navigation"})


def near_headline(page: Blocks, title: str, now: datetime) -> tuple[PublishedDate, str | None]:
    """The first date in a short line around the headline; NOTHING and None where there is none."""
    return next(dates_near_headline(page, title, now), (NOTHING, None))


def dates_near_headline(page: Blocks, title: str, now: datetime) -> Iterator[tuple[PublishedDate, str]]:
    """Each date in a short line behind the headline, then before it."""
    for position in headline_positions(page, title):
        after = range(position + 1, min(position + 1 + AFTER_HEADLINE, len(page.blocks)))
        before = range(position - 1, max(-1, position - 1 - BEFORE_HEADLINE), -1)
        for number in (*after, *before):
            text = page.blocks[number].text
            if _is_date_line(page.blocks[number]):
                parsed = parse_date(text, now=now)
                if parsed.published_at is not None:
                    yield parsed, text


def shown_offset(moment: PublishedDate, page: Blocks, title: str, now: datetime) -> int | None:
    """The offset of the outlet's own clock, in minutes: what lies between a moment in UTC and the clock that the page
    shows for it, where that is whole half hours; None where the page shows none.
    """
    if moment.published_at is None:
        return None
    for shown, _ in dates_near_headline(page, title, now):
        if (
            shown.precision not in {"minute", "second"}
            or shown.offset_minutes is not None
            or shown.published_at is None
        ):
            continue
        minutes = round((shown.published_at - moment.published_at.replace(second=0)).total_seconds() / 60)
        if minutes and minutes % 30 == 0 and abs(minutes) <= WIDEST_OFFSET_MINUTES:
            return minutes
    return None


def _is_date_line(block: Block) -> bool:
    """A short line with a date that is neither a caption nor another article's."""
    if len(block.text) > LONGEST_DATE_LINE or any(kind in OF_SOMETHING_ELSE for kind, _ in block.asides):
        return False
    return bool(DAY_SHAPE.search(block.text)) and len(DATELESS.findall(block.text)) <= MOST_WORDS


def in_address(url: str | None, now: datetime) -> tuple[PublishedDate, str | None]:
    """The day in a page's address; NOTHING and None where it has none."""
    address = urlsplit(url or "").path
    match = IN_ADDRESS.search(address) or COMPACT_IN_ADDRESS.search(address)
    backwards = None if match else DAY_FIRST_IN_ADDRESS.search(address)
    if match is None and backwards is None:
        return NOTHING, None
    raw = "-".join(match.groups() if match else reversed(backwards.groups() if backwards else ()))
    parsed = parse_date(raw, now=now)
    return (parsed, raw) if parsed.published_at is not None else (NOTHING, None)


def visible_date(
    root: HtmlElement, head: Head, page: Blocks, url: str | None, now: datetime, *, is_article: bool
) -> tuple[PublishedDate, str | None]:
    """A date that stands anywhere on the page as its own, with the words it was read from; NOTHING and None where none does.

    Time elements first, then the first short line with a date, then the search of htmldate, which takes longer
    where the page says that it is an article (`is_article`).
    """
    lines = (block.text for block in page.blocks if _is_date_line(block))
    for raw in (*time_elements(head), *lines):
        parsed = parse_date(raw, now=now)
        if parsed.published_at is not None:
            return parsed, raw
    return _searched(root, url, now, is_article=is_article)


def microdata_date(head: Head) -> str | None:
    """The time element that is marked as the publication's."""
    for element in head.times:
        if "datePublished" in (element.get("itemprop") or "") or element.get("pubdate") is not None:
            return (element.get("datetime") or element.text_content() or "").strip() or None
    return None


def time_elements(head: Head) -> list[str]:
    """What the page's time elements say, those marked as the publication's first."""
    marked = [e for e in head.times if PUBLISHED.search(f"{e.get('class') or ''} {e.get('itemprop') or ''}")]
    return [raw for e in [*marked, *head.times[:2]] if (raw := (e.get("datetime") or e.text_content() or "").strip())]


def _searched(
    root: HtmlElement, url: str | None, now: datetime, *, is_article: bool
) -> tuple[PublishedDate, str | None]:
    from htmldate import find_date

    found = find_date(
        root,
        url=url,
        original_date=True,
        extensive_search=is_article,
        max_date=now.strftime("%Y-%m-%d"),
        deferred_url_extractor=True,
    )
    return (parse_date(found, now=now), found) if found else (NOTHING, None)
