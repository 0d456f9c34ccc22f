"""WARC and ARC files as raw records: fastwarc first, warcio where it gives up.

Belongs here: which records of a web archive hold a document, and an account of where a damaged file ends.
Does not belong here: reading the documents.

Records are numbered over all of the archive.  Bookkeeping (warcinfo, request, metadata, revisit) is no input
record and has no end of its own; every response, resource and conversion has one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

from assets.articles.opening.forms import BINARY, EMPTY, form_of
from assets.articles.record import FEED, MEMBER, PAGE, TEXT, RawRecord, Reject, sha256_of
from assets.articles.rejection import Unreadable

if TYPE_CHECKING:
    from assets.articles.settings import ReadSettings

DOCUMENT_TYPES = ("response", "resource", "conversion")
PAGE_MIMES = ("text/html", "application/xhtml+xml", "application/xhtml")
FEED_MIMES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
UNSURE_MIMES = ("", "application/octet-stream", "text/xml", "application/xml", "unk", "no-type", "unknown")


@dataclass(frozen=True, slots=True)
class Captured:
    """One record as either library gives it: the payload is decoded of transfer and content encoding."""

    number: int
    type: str
    url: str
    fetched_at: str | None
    status: int | None
    content_type: str
    payload: bytes
    is_whole: bool


def archive_records(
    open_stream: Callable[[], BinaryIO], path: str, settings: ReadSettings, is_cut: Callable[[], bool]
) -> Iterator[RawRecord | Reject]:
    """The documents of an archive in its order.

    `open_stream` gives the uncompressed bytes from the start, each time it is called; `is_cut` tells,
    when these have been read, whether the compressed data ended too early.
    """
    account = _Account()
    documents, last = 0, None
    for captured in _captured(open_stream, settings, account):
        if captured.type not in DOCUMENT_TYPES:
            continue
        documents += 1
        if last is not None:
            yield last
        last = _document(captured, path, settings)
    was_cut = is_cut()
    if last is not None:
        yield last
    last_is_cut = isinstance(last, RawRecord) and "truncated" in last.flags
    if account.failure or (was_cut and not last_is_cut):
        reason = "the compressed data is cut short" if was_cut else account.failure
        yield Reject(
            path, account.seen + 1 if account.seen else 0, "damaged", f"after {account.seen} records: {reason}"
        )
    elif not documents and not was_cut:
        yield Reject(path, 0, "no_records", f"the archive's {account.seen} records hold no document")


@dataclass(slots=True)
class _Account:
    """Records seen so far, and why reading ended, where it did not end well."""

    seen: int = 0
    failure: str = ""


def _captured(open_stream: Callable[[], BinaryIO], settings: ReadSettings, account: _Account) -> Iterator[Captured]:
    """Records by the first reader, and from where it gives up by the second."""
    for reader in (_by_fastwarc, _by_warcio):
        account.failure = ""
        try:
            for captured in reader(open_stream(), account.seen, settings):
                account.seen = captured.number
                yield captured
        except (KeyboardInterrupt, SystemExit, GeneratorExit, Unreadable):
            raise
        except BaseException as error:  # noqa: BLE001  (damage breaks either library in any way, fastwarc even by a panic)
            account.failure = " ".join(str(error).split())[:160] or type(error).__name__
        if account.seen and not account.failure:
            return


class _Forward:
    """A stream as fastwarc 2 can take it: it asks for the position, and aborts where asking raises the wrong error."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0

    def close(self) -> None:
        """End reading."""
        self._stream.close()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        piece = self._stream.read(size)
        self._position += len(piece)
        return piece

    def tell(self) -> int:
        """Bytes read so far."""
        return self._position

    def seekable(self) -> bool:
        """Never: the archive is read once, forward."""
        return False

    def seek(self, offset: int, whence: int = 0) -> int:
        """Refused."""
        raise OSError("the archive is read forward only")


def _by_fastwarc(stream: BinaryIO, skip: int, settings: ReadSettings) -> Iterator[Captured]:
    from fastwarc.warc import ArchiveIterator

    for number, record in enumerate(ArchiveIterator(_Forward(stream), parse_http=True, auto_decode="all"), 1):
        kind = str(record.record_type).rpartition(".")[2]
        if number <= skip or kind not in DOCUMENT_TYPES:
            if number > skip:
                yield _bookkeeping(number, kind)
            continue
        payload = record.reader.read(settings.document_bytes + 1)
        http = record.http_headers
        raw_length = record.content_length
        yield Captured(
            number=number,
            type=kind,
            url=(record.headers.get("WARC-Target-URI") or "").strip("<> "),
            fetched_at=record.headers.get("WARC-Date"),
            status=http.status_code if http is not None else None,
            content_type=(http.get("Content-Type") if http is not None else record.headers.get("Content-Type")) or "",
            payload=payload,
            is_whole=not record.headers.get("WARC-Truncated")
            and _is_whole(http.get("Content-Length") if http is not None else raw_length, http, payload),
        )


def _is_whole(length: Any, http: Any, payload: bytes) -> bool:
    """Whether the payload has the length that was announced; encoded payloads cannot be compared."""
    if http is not None and (http.get("Content-Encoding") or http.get("Transfer-Encoding")):
        return True
    try:
        return length in (None, "") or len(payload) >= int(length)
    except ValueError:
        return True


def _by_warcio(stream: BinaryIO, skip: int, settings: ReadSettings) -> Iterator[Captured]:
    from warcio.archiveiterator import ArchiveIterator

    # warcio prints what it mends to a logger of its own; the account is kept here.
    logging.getLogger("warcio").setLevel(logging.ERROR)
    records = ArchiveIterator(stream, arc2warc=True, verify_http=False)
    # It writes this to standard error for each blank line that is missing.
    records.INC_RECORD = ""
    for number, record in enumerate(records, 1):
        url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
        if record.rec_type in DOCUMENT_TYPES and ":" not in url:
            # It takes any line for the header of an ARC record.
            raise ValueError(f"no header of a record where the {number}. should begin")
        if number <= skip:
            continue
        if record.rec_type not in DOCUMENT_TYPES:
            yield _bookkeeping(number, record.rec_type)
            continue
        http = record.http_headers
        try:
            status = int(http.get_statuscode()) if http is not None else None
        except ValueError:
            status = None
        payload = record.content_stream().read(settings.document_bytes + 1)
        headers = record.rec_headers
        yield Captured(
            number=number,
            type=record.rec_type,
            url=url,
            fetched_at=headers.get_header("WARC-Date"),
            status=status,
            content_type=(http.get_header("Content-Type") if http is not None else headers.get_header("Content-Type"))
            or "",
            payload=payload,
            is_whole=not headers.get_header("WARC-Truncated")
            and _is_whole(http.get_header("Content-Length") if http is not None else None, None, payload),
        )


def _bookkeeping(number: int, kind: str) -> Captured:
    return Captured(number, kind, "", None, None, "", b"", True)


def _document(captured: Captured, path: str, settings: ReadSettings) -> RawRecord | Reject:
    sha = sha256_of(captured.payload)
    mime = captured.content_type.split(";")[0].strip().lower()

    def refuse(reason: str, detail: str) -> Reject:
        return Reject(path, captured.number, reason, f"{captured.url}: {detail}", sha)

    if captured.status is not None and captured.status // 100 == 3:
        return refuse("not_an_article", f"a redirect (HTTP {captured.status})")
    if captured.status is not None and captured.status != 200:
        return refuse("error_page", f"HTTP {captured.status}")
    if len(captured.payload) > settings.document_bytes:
        return refuse("too_large", f"more than {settings.document_bytes:,} bytes")
    form = _form(mime, captured)
    if form is None:
        return refuse("not_an_article", f"{mime or 'content of no known type'}")
    if form == EMPTY:
        return refuse("empty_text", "the record has no content")
    raw = RawRecord(
        source_path=path if form != FEED else f"{path}{MEMBER}{captured.number}",
        record=captured.number if form != FEED else 0,
        form=form,
        content=captured.payload,
        sha256=sha,
        url=captured.url or None,
        charset=_charset(captured.content_type),
        fetched_at=captured.fetched_at,
    )
    return raw if captured.is_whole else replace(raw, flags=("truncated",))


def _form(mime: str, captured: Captured) -> str | None:
    if not captured.payload.strip():
        return EMPTY
    found = form_of(captured.payload[:8192], "")
    if found == BINARY:
        return None
    if mime in PAGE_MIMES or (mime in UNSURE_MIMES and found == PAGE):
        return PAGE
    if mime in FEED_MIMES or (mime in UNSURE_MIMES and found == FEED):
        return FEED
    is_robots = urlsplit(captured.url).path.endswith("/robots.txt")
    return TEXT if mime == "text/plain" and not is_robots and found in (TEXT, PAGE) else None


def _charset(content_type: str) -> str | None:
    _, mark, rest = content_type.lower().partition("charset=")
    return rest.split(";")[0].strip(" \"'") or None if mark else None
