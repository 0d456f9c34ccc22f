"""The shapes that pass between the readers: a raw record, and the two ways it can end.

Belongs here: plain data and the ids and hashes that follow from it.
Does not belong here: reading bytes, or deciding what a field means.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from assets.ids import stable_id

MEMBER = "!/"
UNKNOWN_OUTLET = "unknown"
LONGEST_REPEATED = 400

# Forms of a raw record, that is of one document or one row; files of many records are taken apart before.
PAGE, TEXT, MARKDOWN, FEED, FIELDS, JSON_LINE = "page", "text", "markdown", "feed", "fields", "json_line"


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One document or row as it lies in its source, before anything in it is understood.

    `content` is bytes, or the row's fields for the form FIELDS.  `record` counts from 1 within
    `source_path`; a FEED has 0 and its entries are numbered when it is read.  `url`, `charset` and
    `fetched_at` are what stands beside the document (a sidecar, a WARC header), `flags` what is already
    known to be unusual, e.g. truncated.
    """

    source_path: str
    record: int
    form: str
    content: bytes | dict[str, Any]
    sha256: str
    url: str | None = None
    charset: str | None = None
    fetched_at: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that could not become an article; record 0 stands for the whole source."""

    source_path: str
    record: int
    reason: str
    detail: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """A record that became an article: the columns of the articles table but revision and arrived_at.

    `own_id` is the id that the record itself carried, if any.
    """

    article_id: str
    own_id: str | None
    title: str
    text: str
    captions: str
    left_out: str
    authors: tuple[str, ...]
    outlet: str | None
    outlet_id: str
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
    word_count: int
    text_sha256: str
    source_path: str
    record: int
    source_sha256: str

    def news_day(self, arrived: datetime) -> date:
        """Publication day in UTC where known, else the day of arrival."""
        return (self.published_at or arrived).date()


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the stream of records: so many raw records of a source have passed, and whether it has ended."""

    source_path: str
    source_sha256: str
    records: int
    is_end: bool


Outcome = ReadArticle | Reject


@dataclass(slots=True)
class Draft:
    """What a reader found in a record, still as the source wrote it; `assembly` makes an article of it."""

    title: str = ""
    text: str = ""
    captions: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    authors: tuple[str, ...] = ()
    byline: str = ""
    outlet: str | None = None
    url: str | None = None
    published_raw: str | None = None
    updated_raw: str | None = None
    language: str | None = None
    kind: str = "article"
    section: str | None = None
    tags: tuple[str, ...] = ()
    own_id: str | None = None
    flags: list[str] = field(default_factory=list)


def sha256_of(content: bytes) -> str:
    """SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def sha256_of_text(title: str, encoded: bytes) -> str:
    """SHA-256 of title, a newline and the text in UTF-8; what cannot be encoded counts as it stands."""
    found = hashlib.sha256(f"{title}\n".encode("utf-8", "surrogatepass"))
    found.update(encoded)
    return found.hexdigest()


def article_id_of(url: str | None, outlet_id: str, title: str, text: str) -> str:
    """Id by the canonical address; without one by outlet, title and text."""
    return stable_id("a", url) if url else stable_id("a", outlet_id, title, text)


def paragraph_keys(outlet_id: str, text: str) -> list[int]:
    """Keys of the outlet's paragraphs that are short enough to be furniture, each once, ascending; none without an outlet."""
    if outlet_id == UNKNOWN_OUTLET:
        return []
    return sorted({paragraph_key(outlet_id, one) for one in text.split("\n\n") if 0 < len(one) <= LONGEST_REPEATED})


def paragraph_key(outlet_id: str, paragraph: str) -> int:
    """Key of an outlet's paragraph, whatever its case: a hash of 63 bits."""
    said = f"{outlet_id}\x1f{paragraph.casefold()}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(said, digest_size=8).digest(), "big") >> 1
