"""Paths in, outcomes out: files found, opened, unpacked and taken apart into raw records, and these read.

Belongs here: the way from a path to raw records, through compression and archives.
Does not belong here: finding files (files.py), what a form's content means (convert.py and the readers).
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from assets.articles.opening import forms, members
from assets.articles.opening.files import Found, find
from assets.articles.opening.tables import csv_rows, in_utf8, json_document, json_lines, parquet_rows
from assets.articles.opening.unpack import UnpackedStream, compression_of, name_inside
from assets.articles.opening.web_archives import archive_records
from assets.articles.record import MEMBER, Mark, Outcome, RawRecord, Reject, sha256_of
from assets.articles.rejection import Unreadable
from assets.articles.settings import ReadSettings
from assets.articles.values.addresses import canonical_url
from assets.articles.workers import Converter

BUFFER = 256 * 1024
SPOOLED_BYTES = 32 << 20
DOCUMENTS = (forms.PAGE, forms.TEXT, forms.MARKDOWN, forms.FEED)


def read_inputs(
    paths: Sequence[str | Path], *, now: datetime, settings: ReadSettings | None = None
) -> Iterator[Outcome]:
    """What became of each record of the files, folders and globs: articles and rejects in a fixed order.

    Memory is bounded by a few documents.  UserError where a path does not exist or holds no file.
    """
    limits = settings or ReadSettings()
    with Converter(now=now, settings=limits) as converter:
        items = converter.outcomes(raw for found in find(paths) for raw in raw_records(found, limits))
        yield from (one for one in items if not isinstance(one, Mark))


def raw_records(found: Found, settings: ReadSettings) -> Iterator[RawRecord | Reject]:
    """The records of one file, a reject where it cannot be opened."""
    source = Source(str(found.path), found.path.name, lambda: found.path.open("rb"))
    try:
        for record in _records(source, settings, depth=0):
            yield record if isinstance(record, Reject) else _beside(record, found.sidecar)
    except Unreadable as error:
        yield Reject(source.path, 0, error.reason, error.detail)
    except OSError as error:
        yield Reject(source.path, 0, "unreadable", f"{error.strerror or error}")
    except Exception as error:  # noqa: BLE001  (one poisoned file must not end the batch)
        yield Reject(source.path, 0, "unreadable", f"the reader failed: {type(error).__name__}: {error}"[:300])


@dataclass(frozen=True)
class Source:
    """Bytes that can be read from the start more than once, under the path and name that they go by."""

    path: str
    name: str
    open: Callable[[], BinaryIO]
    size: int | None = None


def _beside(record: RawRecord, sidecar: dict[str, str]) -> RawRecord:
    if not sidecar or record.form != forms.PAGE:
        return record
    url, flags = sidecar.get("url"), record.flags
    if url and canonical_url(url) is None:
        url, flags = None, (*flags, "unusable_sidecar_url")
    return replace(
        record,
        flags=flags,
        url=record.url or url,
        charset=record.charset or sidecar.get("charset"),
        fetched_at=record.fetched_at or sidecar.get("fetched_at"),
    )


class _Unpacking:
    """Opens a source, takes off its compression, and remembers whether the data was cut short."""

    def __init__(self, source: Source, settings: ReadSettings) -> None:
        self.source = source
        self.settings = settings
        self.compression: str | None = None
        self._stream: UnpackedStream | None = None

    def open(self) -> BinaryIO:
        """The uncompressed bytes from the start."""
        stream = self.source.open()
        if stream.seekable():
            head = stream.read(8)
            stream.seek(0)
        else:
            # Inside other compressed data there is no way back, but a look ahead.
            head = stream.peek(8)[:8]  # type: ignore[attr-defined]
        self.compression = compression_of(head)
        if self.compression is None:
            return stream
        self._stream = UnpackedStream(stream, self.compression, self.settings)
        return io.BufferedReader(self._stream, BUFFER)

    @property
    def is_cut(self) -> bool:
        """Whether the compressed data ended too early, as far as it was read."""
        return self._stream is not None and self._stream.truncated

    @property
    def name(self) -> str:
        """Name without the suffix of the compression."""
        return name_inside(self.source.name, self.compression) if self.compression else self.source.name


def _records(source: Source, settings: ReadSettings, depth: int) -> Iterator[RawRecord | Reject]:
    unpacking = _Unpacking(source, settings)
    with unpacking.open() as stream:
        head = stream.read(forms.HEAD_BYTES)
    if unpacking.compression and compression_of(head):
        yield from _packed_again(unpacking, settings, depth)
        return
    form = forms.form_of(head, unpacking.name)
    if form == forms.EMPTY:
        yield Reject(source.path, 0, "empty_file", "the file is empty", sha256_of(head))
    elif form == forms.BINARY:
        what = forms.foreign(head) or "binary data of no known form"
        yield Reject(source.path, 0, "binary", f"the content is {what}")
    elif form in DOCUMENTS:
        yield _document(unpacking, form)
    elif form in (forms.ZIP, forms.TAR):
        yield from _archive(unpacking, form, depth)
    else:
        yield from _rows(unpacking, form, head)


def _packed_again(unpacking: _Unpacking, settings: ReadSettings, depth: int) -> Iterator[RawRecord | Reject]:
    """The records of what was compressed twice, as a transfer does that compresses by itself."""
    if depth >= settings.archive_depth:
        yield _too_deep(unpacking.source.path, depth)
        return
    yield from _records(Source(unpacking.source.path, unpacking.name, unpacking.open), settings, depth + 1)


def _too_deep(path: str, depth: int) -> Reject:
    return Reject(path, 0, "decompression_bomb", f"archives inside archives more than {depth} deep")


def _document(unpacking: _Unpacking, form: str) -> RawRecord | Reject:
    limit = unpacking.settings.feed_bytes if form == forms.FEED else unpacking.settings.document_bytes
    path = unpacking.source.path
    with unpacking.open() as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        return Reject(
            path, 0, "too_large", f"larger than {limit:,} bytes; raise the limit in the settings if it is meant"
        )
    flags = ("truncated",) if unpacking.is_cut else ()
    return RawRecord(path, 0 if form == forms.FEED else 1, form, content, sha256_of(content), flags=flags)


def _rows(unpacking: _Unpacking, form: str, head: bytes) -> Iterator[RawRecord | Reject]:
    path, settings = unpacking.source.path, unpacking.settings
    if form == forms.WARC:
        yield from archive_records(unpacking.open, path, settings, lambda: unpacking.is_cut)
        return
    with unpacking.open() as stream:
        number = 0
        if form == forms.JSON_LINES:
            rows = json_lines(in_utf8(stream, head), path, settings)
        elif form == forms.JSON:
            rows = json_document(stream, path, settings, head)
        elif form == forms.CSV:
            rows = csv_rows(stream, path, settings, head)
        else:
            rows = parquet_rows(_seekable(stream), path, settings)
        for record in rows:
            number = record.record
            yield record
    if unpacking.is_cut:
        yield Reject(path, number + 1, "damaged", f"the compressed data is cut short after record {number}")
    elif not number and form == forms.JSON_LINES:
        yield Reject(path, 0, "no_records", "the file holds no line")


def _seekable(stream: BinaryIO) -> BinaryIO:
    if not isinstance(stream, io.BufferedReader) or not isinstance(stream.raw, UnpackedStream):
        return stream
    return spooled(stream)


def spooled(stream: BinaryIO) -> BinaryIO:
    """The rest of the stream in memory, or in a temporary file where it is large."""
    copy = tempfile.SpooledTemporaryFile(SPOOLED_BYTES)  # noqa: SIM115  (closed by who reads it)
    while piece := stream.read(BUFFER):
        copy.write(piece)
    copy.seek(0)
    return copy  # type: ignore[return-value]


def _archive(unpacking: _Unpacking, form: str, depth: int) -> Iterator[RawRecord | Reject]:
    path, settings = unpacking.source.path, unpacking.settings
    if depth >= settings.archive_depth:
        yield _too_deep(path, depth)
        return
    reader = members.zip_members if form == forms.ZIP else members.tar_members
    count = 0
    for member in reader(unpacking.open, path, settings):
        count += 1
        if isinstance(member, Reject):
            yield member
            continue
        inner = Source(f"{path}{MEMBER}{member.name}", Path(member.name).name, member.open)
        try:
            for record in _records(inner, settings, depth + 1):
                yield record if isinstance(record, Reject) else _beside(record, member.sidecar)
        except Unreadable as error:
            yield Reject(inner.path, 0, error.reason, error.detail)
        except members.MEMBER_ERRORS as error:
            yield Reject(inner.path, 0, "damaged", f"the archive's member cannot be read: {error}")
    if not count:
        yield Reject(path, 0, "no_records", "the archive holds no file")
