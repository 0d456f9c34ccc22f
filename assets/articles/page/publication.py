"""When an article was published and last changed, of all dates that its page states.

Belongs here: which statement is believed.  Does not belong here: the dates that readers see (visible_date.py), how a date is
written (dates.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from assets.articles.page.linked_data import Thing, texts
from assets.articles.page.visible_date import (
    CHANGE,
    PUBLICATION,
    in_address,
    in_words,
    marked_dates,
    near_headline,
    shown_offset,
    time_elements,
    visible_date,
)
from assets.articles.values.dates import PublishedDate, parse_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from assets.articles.page.blocks import Blocks
    from assets.articles.page.head import Head

Dated = tuple[PublishedDate, str]

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

WIDEST_OFFSET = timedelta(hours=14)
# From this hour of UTC on a full hour may be the midnight of a clock east of it.
EARLIEST_MIDNIGHT = 21


@dataclass(frozen=True, slots=True)
class Publication:
    """When the article was published, with the words that was read from, and when it was last changed."""

    published: PublishedDate
    raw: str | None
    updated_at: datetime | None


def read_publication(
    root: HtmlElement, head: Head, article: Thing, page: Blocks, title: str, url: str | None, now: datetime
) -> Publication:
    """The first readable statement, made exact by another of the same day where it lacks a clock or an offset.

    Firm statements go before what the page shows, and that before statements that may mean another day (of the file, of
    the last change).
    """
    flags: set[str] = set()
    firm = _readable(_firm_statements(head, article), now, flags)
    loose = _readable(_loose_statements(head, article), now, flags)
    changes = [parsed for parsed, _ in _readable(_change_statements(head, article), now, set()) if _has_clock(parsed)]
    if firm:
        firm = _weighed(firm, changes, page, title, now)
    else:
        shown = ((date, raw) for date, raw in _shown(page, title, url, now) if raw is not None)
        firm = list(islice(shown, 1))
    raw: str | None
    if firm or loose:
        chosen, raw = _most_exact(firm + loose + _readable(time_elements(head), now, set()))
        chosen = _by_local_clock(chosen, changes, page, title, now)
    else:
        chosen, raw = visible_date(root, head, page, title, url, now, is_article=_says_article(head, article))
        raw = raw or next(iter([*_firm_statements(head, article), *_loose_statements(head, article)]), None)
    flags.update(chosen.flags)
    published = replace(chosen, flags=tuple(sorted(flags)))
    return Publication(published, raw, _updated(changes, published))


def _weighed(firm: list[Dated], changes: list[PublishedDate], page: Blocks, title: str, now: datetime) -> list[Dated]:
    """The firm statements, those first that the headline's date confirms where they differ; or that date instead of them
    where it is earlier and they only repeat the last change, as some systems do.
    """
    is_one_day = len({_day(parsed) for parsed, _ in firm}) == 1
    stated = firm[0][0].published_at
    if is_one_day and all(change.published_at != stated for change in changes):
        return firm
    shown, raw = near_headline(page, title, now)
    if shown.published_at is None or stated is None or raw is None:
        return firm
    if not is_one_day:
        agreeing = [item for item in firm if _tells_the_same_day(shown, item[0])]
        return agreeing + [item for item in firm if item not in agreeing]
    latest = shown.published_at + timedelta(days=1) if shown.precision == "day" else shown.published_at
    is_earlier = stated - latest > WIDEST_OFFSET and "ambiguous_date" not in shown.flags
    return [(shown, raw)] if is_earlier else firm


def _shown(page: Blocks, title: str, url: str | None, now: datetime) -> Iterator[tuple[PublishedDate, str | None]]:
    """What the page shows as its day: in its address, near the headline, or in so many words; last, that of a change."""
    yield in_address(url, now)
    yield near_headline(page, title, now)
    yield in_words(page, title, now)
    yield near_headline(page, title, now, CHANGE)


def _by_local_clock(
    chosen: PublishedDate, changes: list[PublishedDate], page: Blocks, title: str, now: datetime
) -> PublishedDate:
    """A moment in UTC with the offset of the outlet's own clock, as the page shows this moment or its last change; or the
    day that the page shows, where the moment is that day's midnight on a clock east of UTC.
    """
    moment = chosen.published_at
    if moment is None or chosen.precision == "day" or chosen.offset_minutes:
        return chosen
    if moment.hour >= EARLIEST_MIDNIGHT and moment.minute == moment.second == 0:
        shown, _ = near_headline(page, title, now)
        if shown.precision == "day" and _day(shown) == moment.date() + timedelta(days=1):
            return replace(shown, flags=chosen.flags)
    if chosen.offset_minutes is None:
        return chosen
    # Some pages call what they show their latest version, and mean the first.
    moments = [(moment, PUBLICATION), *((m, CHANGE) for m in (*_moments_in_utc(changes), moment))]
    offsets = (shown_offset(stated, page, title, now, roles) for stated, roles in moments)
    offset = next((offset for offset in offsets if offset is not None), None)
    return replace(chosen, offset_minutes=offset or 0)


def _moments_in_utc(changes: list[PublishedDate]) -> list[datetime]:
    return [one.published_at for one in changes if one.published_at is not None and one.offset_minutes == 0]


def _says_article(head: Head, article: Thing) -> bool:
    return bool(article) or (head.first("og:type") or "").lower().startswith("article")


def _readable(statements: Iterable[str], now: datetime, flags: set[str]) -> list[Dated]:
    found: list[Dated] = []
    for raw in statements:
        parsed = parse_date(raw, now=now)
        if parsed.published_at is not None:
            found.append((parsed, raw))
        elif "implausible_date" in parsed.flags:
            flags.add("implausible_date")
    return found


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
    yield from marked_dates(head)


def _loose_statements(head: Head, article: Thing) -> Iterator[str]:
    for name in LOOSE_METAS:
        yield from head.all(name)[:1]
    yield from texts(article.get("dateCreated"))[:1]
    yield from texts(article.get("uploadDate"))[:1]


def _most_exact(candidates: list[Dated]) -> Dated:
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


def _by_own_clock(candidates: list[Dated]) -> Dated:
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


def _change_statements(head: Head, article: Thing) -> list[str]:
    return [*texts(article.get("dateModified"))[:1], *head.all(*UPDATED_METAS)]


def _has_clock(date: PublishedDate) -> bool:
    return date.precision != "day"


def _updated(changes: list[PublishedDate], published: PublishedDate) -> datetime | None:
    """The first stated change that is not before the publication."""
    for change in changes:
        if change.published_at is not None and (
            published.published_at is None or change.published_at >= published.published_at
        ):
            return change.published_at
    return None
