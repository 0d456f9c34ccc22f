"""One HTML page in, what it says as an article out.

Belongs here: everything between the bytes of a page and an article's title, text and metadata.
Does not belong here: fetching pages (sources), other forms of news, ids and revisions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from assets.articles.rejection import Unreadable


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page says.

    `text`, `captions` and `left_out` (the page's own among them) have paragraphs parted by a blank line; `url` is canonical; `published_at` is UTC, midnight where only
    the day is known; `language` is 'und' if undecided; `kind` is one of schemas.ARTICLE_KINDS.
    """

    title: str
    text: str
    captions: str
    left_out: str
    authors: tuple[str, ...]
    outlet: str | None
    url: str | None
    published_at: datetime | None
    published_precision: str
    published_offset_minutes: int | None
    published_raw: str | None
    updated_at: datetime | None
    language: str
    kind: str
    section: str | None
    tags: tuple[str, ...]
    wire_credit: str | None
    flags: tuple[str, ...]


def read_page(
    content: bytes, *, url: str | None = None, charset: str | None = None, now: datetime | None = None
) -> Page:
    """The article on a page.

    `url` is where it was fetched, `charset` what the server said, `now` the time that dates must not exceed by
    more than two days.  Unreadable where the bytes are no page, or the page is no article.
    """
    from assets.articles.page.reading import read

    return read(content, url=url, charset=charset, now=now or datetime.now(UTC))


__all__ = ["Page", "Unreadable", "read_page"]
