"""One raw record to its outcomes: which reader a form goes to, and what an error in it means.

Belongs here: the dispatch by form, and the rule that whatever happens to a record it has an outcome.
Does not belong here: limits of time and memory (workers.py), or taking files apart (read.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from assets.articles.record import (
    FEED,
    FIELDS,
    JSON_LINE,
    MARKDOWN,
    PAGE,
    TEXT,
    Draft,
    Outcome,
    RawRecord,
    ReadArticle,
    Reject,
    sha256_of,
)
from assets.articles.rejection import Unreadable

if TYPE_CHECKING:
    from assets.articles.drafting.bodies import Body
    from assets.articles.settings import ReadSettings


Read = TypeVar("Read")
MOST_NAMES = 12
FEW = 4
ROWS = frozenset({FIELDS, JSON_LINE})


def outcomes_of(raw: RawRecord, *, now: datetime, settings: ReadSettings) -> list[Outcome]:
    """What became of the record: one article or reject, or one for each entry of a feed.  Never raises."""
    return outcomes_of_many([raw], now=now, settings=settings)[0]


def outcomes_of_many(raws: Sequence[RawRecord], *, now: datetime, settings: ReadSettings) -> list[list[Outcome]]:
    """As `outcomes_of` of each record; rows are read faster together."""
    drafts = [_guarded(raw, lambda one: _draft_of_row(one, settings)) if raw.form in ROWS else None for raw in raws]
    bodies = _bodies(drafts)
    found: list[list[Outcome]] = []
    for raw, draft, body in zip(raws, drafts, bodies, strict=True):
        if isinstance(draft, Reject):
            found.append([draft])
            continue
        read = partial(_outcomes, draft=draft, body=body, now=now, settings=settings)
        outcomes = _guarded(raw, read)
        found.append([outcomes] if isinstance(outcomes, Reject) else outcomes)
    return found


def _guarded(raw: RawRecord, read: Callable[[RawRecord], Read]) -> Read | Reject:
    """What `read` makes of the record, or the reject that its error means."""
    try:
        return read(raw)
    except Unreadable as error:
        return reject_of(raw, error.reason, error.detail)
    except MemoryError:
        return reject_of(raw, "out_of_memory", "reading it took more memory than the limit")
    except RecursionError:
        return reject_of(raw, "too_deep", "it nests deeper than can be read")
    except Exception as error:  # noqa: BLE001  (one poisoned document must not end the batch)
        return reject_of(raw, "unreadable", f"the reader failed: {type(error).__name__}: {error}"[:300])


def _bodies(drafts: Sequence[Draft | Reject | None]) -> Sequence[Body | None]:
    """The bodies of drafts that are no markup, all read together; a few texts are read faster alone."""
    bodies: list[Body | None] = [None] * len(drafts)
    texts = {
        number: one.text for number, one in enumerate(drafts) if isinstance(one, Draft) and "html_text" not in one.flags
    }
    if len(texts) < FEW:
        return bodies
    from assets.articles.drafting.glance import bodies_of

    try:
        together = bodies_of(list(texts.values()))
    except Exception:  # noqa: BLE001  (each text is then read alone, and the poisoned one ends as a reject)
        return bodies
    for number, body in zip(texts, together, strict=True):
        bodies[number] = body
    return bodies


def reject_of(raw: RawRecord, reason: str, detail: str) -> Reject:
    """The reject of a raw record."""
    return Reject(raw.source_path, raw.record, reason, " ".join(detail.split()), raw.sha256)


def _outcomes(
    raw: RawRecord, *, draft: Draft | None, body: Body | None, now: datetime, settings: ReadSettings
) -> list[Outcome]:
    from assets.articles.drafting.assembly import article_of, article_of_page

    if draft is not None:
        return [article_of(draft, raw, now=now, settings=settings, body=body)]
    if raw.form == FEED:
        return _feed(raw, now, settings)
    if raw.form == PAGE:
        from assets.articles.page import read_page

        assert isinstance(raw.content, bytes)  # noqa: S101  (only FIELDS carries a mapping)
        page = read_page(raw.content, url=raw.url, charset=raw.charset)
        return [article_of_page(page, raw, now=now, settings=settings)]
    return [_plain(raw, now, settings)]


def _draft_of_row(raw: RawRecord, settings: ReadSettings) -> Draft:
    from assets.articles.drafting.fields import draft_from_fields

    row, flags = _row(raw)
    draft = draft_from_fields(row, settings.field_names)
    draft.flags += flags
    if not draft.title and not draft.text:
        names = ", ".join(map(str, list(row)[:MOST_NAMES])) or "none"
        raise Unreadable("empty_text", f"neither a text nor a title is in its fields, which are {names}")
    return draft


def _row(raw: RawRecord) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The record's fields, and the flags of its charset."""
    if isinstance(raw.content, dict):
        return raw.content, ()
    flags: tuple[str, ...] = ()
    try:
        text = raw.content.decode("utf-8")
    except UnicodeDecodeError:
        from assets.articles.page.charset import decode

        text, flags = decode(raw.content, raw.charset)
    try:
        row = json.loads(text)
    except ValueError as error:
        raise Unreadable("broken_record", f"line {raw.record} is not JSON: {error}") from None
    if not isinstance(row, dict):
        raise Unreadable("broken_record", f"line {raw.record} is no JSON object")
    return row, flags


def _plain(raw: RawRecord, now: datetime, settings: ReadSettings) -> ReadArticle:
    from assets.articles.drafting.assembly import article_of, has_prose, is_date
    from assets.articles.drafting.plain import read_markdown, read_plain
    from assets.articles.page.charset import decode

    assert raw.form in (TEXT, MARKDOWN)  # noqa: S101
    assert isinstance(raw.content, bytes)  # noqa: S101
    text, flags = decode(raw.content, raw.charset)
    read = read_markdown if raw.form == MARKDOWN else read_plain
    draft = read(text.replace("\x00", ""), looks_like_date=partial(is_date, now=now))
    draft.flags += flags
    if not has_prose(f"{draft.title}\n{draft.text}"):
        raise Unreadable("not_an_article", "no line of the text has three words")
    return article_of(draft, raw, now=now, settings=settings)


def _feed(raw: RawRecord, now: datetime, settings: ReadSettings) -> list[Outcome]:
    from assets.articles.drafting.assembly import article_of
    from assets.articles.feed import read_feed
    from assets.articles.feed.entry import draft_of

    assert isinstance(raw.content, bytes)  # noqa: S101
    feed = read_feed(raw.content, charset=raw.charset, base=raw.url)
    found: list[Outcome] = []
    for number, entry in enumerate(feed.entries, 1):
        draft = draft_of(entry, feed)
        flags = raw.flags
        if number == len(feed.entries) and (feed.is_truncated or feed.is_damaged):
            flags = (*flags, "truncated")
        own = replace(raw, record=number, sha256=_sha(draft.title, draft.url, draft.text), flags=flags, url=None)
        try:
            found.append(article_of(draft, own, now=now, settings=settings))
        except Unreadable as error:
            found.append(reject_of(own, error.reason, error.detail))
    return found


def _sha(*parts: str | None) -> str:
    return sha256_of("\x1f".join(part or "" for part in parts).encode("utf-8", "surrogatepass"))
