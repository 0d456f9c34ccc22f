"""The publication day as the page shows it, where its metadata are silent.

Belongs here: time elements, dates in addresses, and the page-wide search of htmldate.
Does not belong here: how a date is written (dates.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assets.articles.page.headline import headline_positions
from assets.articles.values.calendars import LETTER, plain_digits
from assets.articles.values.date_lines import DAY_SHAPE, DatedPart, dated_parts
from assets.articles.values.dates import NOTHING, PublishedDate, parse_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from assets.articles.page.blocks import Block, Blocks
    from assets.articles.page.head import Head

IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/_-]|$)")
COMPACT_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[/_-]|$)")
DAY_FIRST_IN_ADDRESS = re.compile(r"[/_-](0[1-9]|[12]\d|3[01])[_-](0[1-9]|1[0-2])[_-]((?:19|20)\d{2})(?!\d)")
PUBLISHED = re.compile(r"publish|entry-date|post-date|created|pub-?date|datum|dateline", re.IGNORECASE)
BEFORE_HEADLINE = 6
AFTER_HEADLINE = 12
LONGEST_DATE_LINE = 120
LONGEST_STATEMENT = 400
MOST_WORDS = 7
WIDEST_OFFSET_MINUTES = 14 * 60
DATELESS = re.compile(f"{LETTER}{{2,}}")
OF_ANOTHER_ARTICLE = frozenset({"caption", "figure", "figcaption", "related", "comments", "teaser"})
OF_SOMETHING_ELSE = frozenset({"caption", "figure", "figcaption", "related", "comments", "sidebar", "navigation"})
PUBLICATION = frozenset({None, "published"})
CHANGE = frozenset({"updated"})


def near_headline(
    page: Blocks, title: str, now: datetime, roles: frozenset[str | None] = PUBLICATION
) -> tuple[PublishedDate, str | None]:
    """The first date in a short line around the headline; NOTHING and None where there is none.

    A date that the line says to be of a change, or of something else, is read only where `roles` ask for it.
    """
    return next(_dates_near_headline(page, title, now, roles), (NOTHING, None))


def _dates_near_headline(
    page: Blocks, title: str, now: datetime, roles: frozenset[str | None]
) -> Iterator[tuple[PublishedDate, str]]:
    """Each date in a short line behind the headline, then before it."""
    for position in headline_positions(page, title):
        after = range(position + 1, min(position + 1 + AFTER_HEADLINE, len(page.blocks)))
        before = range(position - 1, max(-1, position - 1 - BEFORE_HEADLINE), -1)
        for number in (*after, *before):
            if _is_date_line(page.blocks[number]):
                parts = dated_parts(page.blocks[number].text, title)
                yield from _readable((part for part in parts if part.role in roles), now)


def in_words(page: Blocks, title: str, now: datetime) -> tuple[PublishedDate, str | None]:
    """The first date that the page says in so many words to be its publication's, wherever it says so."""
    for block in page.blocks:
        if len(block.text) <= LONGEST_STATEMENT and not any(kind in OF_ANOTHER_ARTICLE for kind, _ in block.asides):
            parts = dated_parts(block.text, title)
            stated = (part for part in parts if part.role == "published" and part.is_of_the_page)
            for found in _readable(stated, now):
                return found
    return NOTHING, None


def shown_offset(moment: datetime, page: Blocks, title: str, now: datetime, roles: frozenset[str | None]) -> int | None:
    """The offset of the outlet's own clock, in minutes: what lies between a moment in UTC and the clock that the page
    shows for it in a line of these roles, where that is whole half hours; None where the page shows none.
    """
    for shown, _ in _dates_near_headline(page, title, now, roles):
        if (
            shown.precision not in {"minute", "second"}
            or shown.offset_minutes is not None
            or shown.published_at is None
        ):
            continue
        minutes = round((shown.published_at - moment.replace(second=0)).total_seconds() / 60)
        if minutes and minutes % 30 == 0 and abs(minutes) <= WIDEST_OFFSET_MINUTES:
            return minutes
    return None


def _is_date_line(block: Block) -> bool:
    """A short line with a date that is neither a caption nor another article's."""
    if len(block.text) > LONGEST_DATE_LINE or any(kind in OF_SOMETHING_ELSE for kind, _ in block.asides):
        return False
    return bool(DAY_SHAPE.search(plain_digits(block.text))) and len(DATELESS.findall(block.text)) <= MOST_WORDS


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
    root: HtmlElement, head: Head, page: Blocks, title: str, url: str | None, now: datetime, *, is_article: bool
) -> tuple[PublishedDate, str | None]:
    """A date that stands anywhere on the page as its own, with the words it was read from; NOTHING and None where none does.

    Time elements first, then the first short line with a date, then the search of htmldate, which takes longer
    where the page says that it is an article (`is_article`).
    """
    for raw in time_elements(head):
        parsed = parse_date(raw, now=now)
        if parsed.published_at is not None:
            return parsed, raw
    parts = [part for block in page.blocks if _is_date_line(block) for part in dated_parts(block.text, title)]
    for roles in (PUBLICATION, CHANGE):
        for found in _readable((part for part in parts if part.role in roles), now):
            return found
    return _searched(root, url, now, is_article=is_article)


def _readable(parts: Iterable[DatedPart], now: datetime) -> Iterator[tuple[PublishedDate, str]]:
    for part in parts:
        parsed = parse_date(part.text, now=now)
        if parsed.published_at is not None:
            yield parsed, part.text


def marked_dates(head: Head) -> Iterator[str]:
    """The time element that microdata mark as the publication's, and the first that a microformat does (hAtom,
    h-entry: the class `published`, `dt-published`).
    """
    for is_marked in (_is_microdata, _is_microformat):
        element = next((e for e in head.times if is_marked(e)), None)
        raw = _said_by(element) if element is not None else ""
        if raw:
            yield raw


def _is_microdata(element: HtmlElement) -> bool:
    return "datePublished" in (element.get("itemprop") or "") or element.get("pubdate") is not None


def _is_microformat(element: HtmlElement) -> bool:
    return not {"published", "dt-published"}.isdisjoint((element.get("class") or "").split())


def _said_by(element: HtmlElement) -> str:
    return (element.get("datetime") or element.text_content() or "").strip()


def time_elements(head: Head) -> list[str]:
    """What the page's time elements say, those marked as the publication's first."""
    marked = [e for e in head.times if PUBLISHED.search(f"{e.get('class') or ''} {e.get('itemprop') or ''}")]
    return [raw for e in [*marked, *head.times[:2]] if (raw := _said_by(e))]


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
