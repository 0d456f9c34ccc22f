"""JSON Feed, versions 1 and 1.1 (jsonfeed.org), as entries.

Belongs here: the names of its members.  Does not belong here: JSON in general (tables.py).
"""

from __future__ import annotations

from typing import Any

from assets.articles.feed.entry import Entry, Feed


def read_json_feed(document: Any) -> Feed:
    """The feed; items that are no objects become empty entries, so that each is accounted for."""
    feed = Feed(
        title=_text(document, "title"),
        link=_text(document, "home_page_url") or None,
        language=_text(document, "language") or None,
        authors=_authors(document),
    )
    for item in document.get("items") or []:
        feed.entries.append(_entry(item) if isinstance(item, dict) else Entry())
    return feed


def _entry(item: dict[str, Any]) -> Entry:
    markup, plain = _text(item, "content_html"), _text(item, "content_text")
    return Entry(
        title=_text(item, "title"),
        link=_text(item, "url") or _text(item, "external_url") or None,
        id=_text(item, "id") or None,
        authors=_authors(item),
        published=_text(item, "date_published") or None,
        updated=_text(item, "date_modified") or None,
        summary=_text(item, "summary"),
        summary_is_html=False,
        content=markup or plain,
        content_is_html=bool(markup),
        tags=tuple(str(tag) for tag in item.get("tags") or () if isinstance(tag, str)),
        language=_text(item, "language") or None,
    )


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    given = item.get("authors") or [item.get("author")]
    found = [one if isinstance(one, str) else one.get("name") for one in given if isinstance(one, str | dict)]
    return tuple(name for name in found if isinstance(name, str) and name)
