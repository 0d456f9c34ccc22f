"""Files of many rows: JSON Lines, JSON, CSV, TSV and Parquet, one raw record a row.

Belongs here: taking a file apart into rows without holding it whole, and an account of rows that are broken.
Does not belong here: what the fields of a row mean (fields.py).
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from assets.articles.drafting.fields import common_names, normal_name
from assets.articles.record import FEED, FIELDS, JSON_LINE, RawRecord, Reject, sha256_of

if TYPE_CHECKING:
    from assets.articles.settings import ReadSettings

Row = RawRecord | Reject
LISTS = (
    "articles",
    "items",
    "entries",
    "docs",
    "documents",
    "results",
    "data",
    "stories",
    "news",
    "records",
    "response",
)
JSON_FEED = "https://jsonfeed.org/version/"
DELIMITERS = ",\t;|"
PARQUET_ROWS = 256
READ_CHARACTERS = 1 << 20


# ---------------------------------------------------------------- JSON Lines
def in_utf8(stream: BinaryIO, head: bytes) -> BinaryIO:
    """The stream, in UTF-8 where its `head` shows UTF-16 or UTF-32, as some shells write what they redirect."""
    encoding = json.detect_encoding(head[:4]) if head else "utf-8"
    if encoding.startswith("utf-8"):
        return stream
    return codecs.EncodedFile(stream, "utf-8", encoding, "replace")


def json_lines(stream: BinaryIO, path: str, settings: ReadSettings) -> Iterator[Row]:
    """A record a line; the record number is the line's.  Blank lines are no records."""
    limit = settings.document_bytes
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
            yield Reject(path, number, "too_large", f"line {number} is longer than {limit:,} bytes")
        elif content := line.strip(b" \t\r\n\x00\xef\xbb\xbf" if number == 1 else b" \t\r\n\x00"):
            yield RawRecord(path, number, JSON_LINE, content, sha256_of(content))


# ---------------------------------------------------------------- JSON
def json_document(stream: BinaryIO, path: str, settings: ReadSettings, head: bytes) -> Iterator[Row]:
    """The elements of a top-level array, or of the list of articles in a top-level object, or the one article.

    An array is read element by element; an object must fit the feed limit.  `head` is how the stream begins.
    """
    text = codecs.getreader(_json_encoding(head))(stream, "replace")
    buffer = text.read(READ_CHARACTERS).lstrip("\ufeff \t\r\n")
    if buffer.startswith("["):
        yield from _array(text, buffer[1:], path, settings)
        return
    buffer += text.read(settings.feed_bytes + 1)
    if len(buffer) > settings.feed_bytes:
        yield Reject(path, 0, "too_large", f"a JSON object of more than {settings.feed_bytes:,} bytes; use JSON Lines")
        return
    try:
        document = json.loads(buffer)
    except (ValueError, RecursionError) as error:
        yield Reject(path, 0, "broken_record", f"not JSON: {error}")
        return
    yield from _object(document, buffer, path, settings)


def _json_encoding(head: bytes) -> str:
    encoding = json.detect_encoding(head[:4]) if head else "utf-8"
    return _encoding_of(head) if encoding == "utf-8" else encoding


def _object(document: Any, source: str, path: str, settings: ReadSettings) -> Iterator[Row]:
    if not isinstance(document, Mapping):
        yield Reject(path, 0, "not_an_article", f"JSON that is neither an object nor a list: {source[:40]}")
        return
    if str(document.get("version", "")).startswith(JSON_FEED):
        content = source.encode("utf-8", "replace")
        yield RawRecord(path, 0, FEED, content, sha256_of(content))
        return
    rows = _list_inside(document, settings)
    if rows is None:
        if has_article_fields(document, settings):
            yield _row(document, path, 1)
        else:
            yield Reject(
                path, 0, "not_an_article", f"a JSON object without title or text: {', '.join(list(document)[:6])}"
            )
        return
    if not rows:
        yield Reject(path, 0, "no_records", "the list of articles is empty")
    for number, row in enumerate(rows, 1):
        yield _row(row, path, number)


def _list_inside(document: Mapping[str, Any], settings: ReadSettings) -> list[Any] | None:
    for name in LISTS:
        value = document.get(name)
        if isinstance(value, list) and (not value or isinstance(value[0], Mapping)):
            return value
        if (
            isinstance(value, Mapping)
            and not has_article_fields(document, settings)
            and (inner := _list_inside(value, settings)) is not None
        ):
            return inner
    return None


def has_article_fields(row: Iterable[str], settings: ReadSettings) -> bool:
    """Whether one of the fields is a title or a text by its name, a common one or one of the settings'."""
    names = {normal_name(str(name)) for name in row}
    known, own = common_names(), settings.field_names
    return any(
        normal_name(name) in names
        for meaning in ("title", "text", "html", "summary")
        for name in (*own.get(meaning, ()), *known[meaning])
    )


def _row(row: Any, path: str, number: int) -> Row:
    if not isinstance(row, Mapping):
        return Reject(path, number, "broken_record", f"element {number} is no object")
    content = json.dumps(row, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return RawRecord(path, number, FIELDS, dict(row), sha256_of(content))


def _array(text: codecs.StreamReader, buffer: str, path: str, settings: ReadSettings) -> Iterator[Row]:
    decoder = json.JSONDecoder()
    number, position, is_done = 0, 0, False
    while True:
        while position < len(buffer) and buffer[position] in " \t\r\n,":
            position += 1
        if position < len(buffer) and buffer[position] == "]":
            if not number:
                yield Reject(path, 0, "no_records", "the list is empty")
            if (buffer[position + 1 :] + text.read(READ_CHARACTERS)).strip():
                yield Reject(
                    path, number + 1, "broken_record", "something stands behind the list's end; it cannot be read"
                )
            return
        try:
            element, end = decoder.raw_decode(buffer, position)
            # A number or a word at the buffer's end may go on in the next piece.
            if end >= len(buffer) and not is_done:
                raise json.JSONDecodeError("more to come", buffer, end)
        except (json.JSONDecodeError, RecursionError) as error:
            more = "" if is_done else text.read(READ_CHARACTERS)
            if not more and not is_done:
                is_done = True
                continue
            if is_done or isinstance(error, RecursionError) or len(buffer) - position > settings.document_bytes:
                detail = "the list is cut short" if is_done else f"element {number + 1} is not JSON or too large"
                yield Reject(path, number + 1, "broken_record", f"{detail}; what follows cannot be read")
                return
            buffer, position = buffer[position:] + more, 0
            continue
        number += 1
        yield _row(element, path, number)
        position = end


# ---------------------------------------------------------------- CSV
def csv_rows(stream: BinaryIO, path: str, settings: ReadSettings, head: bytes) -> Iterator[Row]:
    """A record a row below the header; the delimiter is the one that parts the header best."""
    csv.field_size_limit(settings.document_bytes)
    text = io.TextIOWrapper(stream, encoding=_encoding_of(head), errors="replace", newline="")
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace")
    delimiter = max(DELIMITERS, key=lambda mark: (first.count(mark), -DELIMITERS.index(mark)))
    reader = csv.reader(text, delimiter=delimiter)
    header: list[str] = []
    number = 0
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if not header:
                header = [name.strip().lstrip("\ufeff") for name in row]
                if not has_article_fields(header, settings):
                    yield Reject(path, 0, "not_an_article", f"a table without a title or text column: {first[:80]}")
                    return
                continue
            number += 1
            yield _csv_row(header, row, path, number)
    except csv.Error as error:
        yield Reject(path, number + 1, "broken_record", f"row {number + 1}: {error}; what follows cannot be read")
        return
    if not number:
        yield Reject(path, 0, "no_records", "the table has a header and no rows")


def _csv_row(header: list[str], row: list[str], path: str, number: int) -> RawRecord:
    flags = () if len(row) == len(header) else ("extra_cells",) if len(row) > len(header) else ("missing_cells",)
    content = "\x1f".join(row).encode("utf-8", "surrogatepass")
    return RawRecord(path, number, FIELDS, dict(zip(header, row, strict=False)), sha256_of(content), flags=flags)


def _encoding_of(head: bytes) -> str:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


# ---------------------------------------------------------------- Parquet
def parquet_rows(stream: BinaryIO, path: str, settings: ReadSettings) -> Iterator[Row]:
    """A record a row.  The stream must be seekable."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        file = pq.ParquetFile(stream)
        if not has_article_fields(file.schema_arrow.names, settings):
            names = ", ".join(file.schema_arrow.names[:8])
            yield Reject(path, 0, "not_an_article", f"a table without a title or text column: {names}")
            return
        for batch in file.iter_batches(batch_size=PARQUET_ROWS):
            for row in batch.to_pylist():
                number += 1
                yield _parquet_row(row, path, number)
    except (pa.ArrowException, OSError) as error:
        yield Reject(path, number + 1 if number else 0, "damaged", f"after {number} rows: {error}")
        return
    if not number:
        yield Reject(path, 0, "no_records", "the table has no rows")


def _parquet_row(row: dict[str, Any], path: str, number: int) -> RawRecord:
    content = json.dumps(row, sort_keys=True, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
    return RawRecord(path, number, FIELDS, row, sha256_of(content))
