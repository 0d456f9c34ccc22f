"""Feeds through feedparser, which reads nearly everything and takes its time.

Belongs here: its result in our shapes.  Does not belong here: deciding when it is asked (feed/__init__.py).
"""

from __future__ import annotations

from typing import Any

from assets.articles.feed.entry import Entry, Feed


def read_forgiving(content: bytes, charset: str | None = None, base: str | None = None) -> Feed | None:
    """The feed as feedparser finds it; None where it finds none.

    Relative links are resolved; markup comes back without scripts.
    """
    import feedparser

    headers = {"content-location": base or ""}
    if charset:
        headers["content-type"] = f"application/xml; charset={charset}"
    # Bytes, never a text: a text could be an address, which feedparser would fetch.
    parsed = feedparser.parse(content, response_headers=headers)
    # Of bytes without anything in them it says nothing at all.
    if not parsed.get("version") and not parsed.get("entries"):
        return None
    head = parsed.feed
    return Feed(
        title=head.get("title", ""),
        link=head.get("link") or None,
        language=head.get("language") or None,
        authors=_people(head),
        entries=[_entry(one) for one in parsed.entries],
        is_damaged=bool(parsed.bozo),
    )


def _entry(one: Any) -> Entry:
    content: Any = max(one.get("content", ()), key=lambda part: len(part.get("value", "")), default={})
    source = one.get("source") or {}
    return Entry(
        title=one.get("title", ""),
        link=one.get("link") or None,
        id=one.get("id") or None,
        authors=_people(one),
        published=one.get("published") or None,
        updated=one.get("updated") or None,
        summary=one.get("summary", ""),
        summary_is_html=(one.get("summary_detail") or {}).get("type") != "text/plain",
        content=content.get("value", ""),
        content_is_html=content.get("type") != "text/plain",
        tags=tuple(dict.fromkeys(tag["term"] for tag in one.get("tags", ()) if tag.get("term"))),
        source=source.get("title") or None,
        language=None,
    )


def _people(one: Any) -> tuple[str, ...]:
    names = [person.get("name") or person.get("email") for person in one.get("authors", ()) if person]
    found = [name for name in names if name]
    return tuple(dict.fromkeys(found)) or ((one["author"],) if one.get("author") else ())
