"""A feed and its entries as plain data.

Belongs here: the shapes that all readers of feeds give, and how an entry becomes a draft.
Does not belong here: reading.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assets.articles.record import Draft


@dataclass(slots=True)
class Entry:
    """One entry.  `summary` and `content` are markup where `..._is_html`, else plain text."""

    title: str = ""
    link: str | None = None
    id: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    summary: str = ""
    summary_is_html: bool = True
    content: str = ""
    content_is_html: bool = True
    tags: tuple[str, ...] = ()
    source: str | None = None
    language: str | None = None

    @property
    def body(self) -> str:
        """The full content, or the summary where there is none or the content is shorter."""
        return self.content if len(self.content) >= len(self.summary) else self.summary

    @property
    def body_is_html(self) -> bool:
        """Whether `body` is markup."""
        return self.content_is_html if len(self.content) >= len(self.summary) else self.summary_is_html


@dataclass(slots=True)
class Feed:
    """A feed.  `is_damaged`: its XML broke somewhere; `is_truncated`: it ended before its root did."""

    title: str = ""
    link: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    entries: list[Entry] = field(default_factory=list)
    is_damaged: bool = False
    is_truncated: bool = False


def draft_of(entry: Entry, feed: Feed) -> Draft:
    """The article that an entry tells of; a body that is only the summary is flagged `summary_only`."""
    draft = Draft(
        title=entry.title,
        text=entry.body,
        authors=entry.authors or feed.authors,
        outlet=entry.source or feed.title or None,
        url=entry.link,
        published_raw=entry.published or entry.updated,
        updated_raw=entry.updated if entry.published else None,
        language=entry.language or feed.language,
        tags=entry.tags,
        own_id=entry.id,
    )
    if entry.body and entry.body_is_html:
        draft.flags.append("html_text")
    if entry.body and not entry.content:
        draft.flags.append("summary_only")
    return draft
