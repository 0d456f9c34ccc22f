"""What form a file's content has, decided by the content first and by the name where that leaves it open.

Belongs here: looking at the first bytes.
Does not belong here: reading the form.
"""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import json
import re
from pathlib import PurePath

HEAD_BYTES = 64 * 1024

PAGE, TEXT, MARKDOWN, FEED = "page", "text", "markdown", "feed"
JSON_LINES, JSON, CSV, PARQUET, WARC, ZIP, TAR = "json_lines", "json", "csv", "parquet", "warc", "zip", "tar"
EMPTY, BINARY = "empty", "binary"

BY_SUFFIX: dict[str, str] = {
    ".html": PAGE, ".htm": PAGE, ".xhtml": PAGE, ".shtml": PAGE, ".aspx": PAGE, ".php": PAGE,
    ".txt": TEXT, ".text": TEXT, ".md": MARKDOWN, ".markdown": MARKDOWN,
    ".rss": FEED, ".atom": FEED, ".rdf": FEED, ".xml": FEED,
    ".jsonl": JSON_LINES, ".ndjson": JSON_LINES, ".json": JSON, ".csv": CSV, ".tsv": CSV, ".tab": CSV,
    ".warc": WARC, ".arc": WARC,
}  # fmt: skip

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PAR1", PARQUET),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"WARC/", WARC),
    (b"filedesc://", WARC),
    (b"\x04\x22\x4d\x18", WARC),  # LZ4, which only web archives come in
)
FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (image, sound or video)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"ID3", "a sound file"),
    (b"OggS", "an Ogg file"),
    (b"{\\rtf", "an RTF document"),
)
UTF16 = (b"\xff\xfe", b"\xfe\xff")
FEED_ROOT = re.compile(rb"<(?:[A-Za-z][\w.-]{0,20}:)?(rss|feed|rdf|channel)[\s>/]", re.IGNORECASE)
PAGE_MARK = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<title[\s>]", re.IGNORECASE)
TAGS = re.compile(rb"</?(?:p|div|span|a|br|h[1-6]|table|ul|li|meta|script)\b[^>]*>", re.IGNORECASE)
XML_MARK = re.compile(rb"^\s*<\?xml", re.IGNORECASE)
FRONT_MATTER = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:---|\+\+\+)\s*\r?\n[\w-]+\s*[:=]")
# What may follow the first bracket of JSON; "[Updated] The ..." and "{{template" are none.
JSON_START = re.compile(rb"\{\s*(?:[\"}]|\Z)|\[\s*(?:[\[\]{\"\d-]|null|true|false|\Z)")
OBJECT_LINE = re.compile(rb"^\{\s*\"", re.MULTILINE)
LEAST_WORDS = 30
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
CONTROL_SHARE = 0.1


def foreign(head: bytes) -> str | None:
    """What the content is, in words, where it is a known form that holds no articles; else None."""
    start = head.lstrip(b"\x00\r\n\t ")
    return next((name for magic, name in FOREIGN if start.startswith(magic)), None)


def is_tar(head: bytes) -> bool:
    """Whether the first 512 bytes are a tar header."""
    return len(head) >= 263 and head[257:262] == b"ustar"


def form_of(head: bytes, name: str) -> str:
    """Form of content that begins with `head` (64 KB are enough) and lies in a file of that name."""
    if not head.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        return EMPTY
    for magic, form in MAGIC:
        if head.startswith(magic):
            return form
    if is_tar(head):
        return TAR
    if foreign(head):
        return BINARY
    by_name = BY_SUFFIX.get(PurePath(name).suffix.lower())
    if head.startswith(UTF16) or _looks_utf16(head):
        head = _narrowed(head)
    elif _is_binary(head):
        return BINARY
    return _text_form(head, by_name)


def _looks_utf16(head: bytes) -> bool:
    """Whether every other byte is zero, as in Latin text of two bytes a character without a mark."""
    sample = head[:400]
    return len(sample) > 20 and (sample[1::2].count(0) > len(sample) * 0.4 or sample[::2].count(0) > len(sample) * 0.4)


def _narrowed(head: bytes) -> bytes:
    return head.replace(b"\x00", b"").lstrip(b"\xff\xfe")


def _is_binary(head: bytes) -> bool:
    """Whether control characters are so many that no text has them; a few strays are only dirt."""
    return len(CONTROL.findall(head)) > CONTROL_SHARE * len(head)


def _text_form(head: bytes, by_name: str | None) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if JSON_START.match(start):
        return _json_form(start, by_name)
    if start.startswith(b"<") and (marked := _markup_form(start, by_name)):
        return marked
    if by_name == JSON_LINES and OBJECT_LINE.search(start):
        return JSON_LINES
    is_table = looks_tabular(start)
    if by_name == CSV and (is_table or not reads_as_text(start)):
        return CSV
    if FRONT_MATTER.match(head):
        return MARKDOWN
    if PAGE_MARK.search(start[:8192]):
        return PAGE
    if is_table:
        return CSV
    if by_name in (None, TEXT, MARKDOWN, WARC):
        return by_name or TEXT
    return TEXT if reads_as_text(start) else by_name


def reads_as_text(start: bytes) -> bool:
    """Whether content that bears the name of another form is prose all the same: words enough, no markup, no cells."""
    if TAGS.search(start) or _has_cells(start):
        return False
    words = start[:4096].split()
    lettered = sum(any(byte > 0x40 for byte in word) for word in words)
    return lettered >= LEAST_WORDS and lettered * 5 >= len(words) * 4


def _has_cells(start: bytes) -> bool:
    """Whether the first two rows part into the same number of cells, of which there are several."""
    text = start[:4096].decode("utf-8", "replace")
    for delimiter in "\t,;|":
        rows = csv.reader((line for line in io.StringIO(text, newline="") if line.strip()), delimiter=delimiter)
        with contextlib.suppress(csv.Error):
            counts = [len(row) for row in itertools.islice(rows, 2)]
            if len(counts) == 2 and counts[0] == counts[1] > 1:
                return True
    return False


def _markup_form(start: bytes, by_name: str | None) -> str | None:
    page, feed = PAGE_MARK.search(start[:8192]), FEED_ROOT.search(start)
    if feed and (page is None or feed.start() < page.start()):
        return FEED
    if page or by_name == PAGE or len(TAGS.findall(start)) >= 3:
        return PAGE
    return FEED if by_name == FEED or XML_MARK.match(start) else None


def _json_form(start: bytes, by_name: str | None) -> str:
    """Lines of objects, or one document, whatever the name says; it decides only on a single line, which is both."""
    line, newline, rest = start.partition(b"\n")
    if not newline or not rest.strip():
        return JSON_LINES if by_name == JSON_LINES and start[:1] == b"{" else JSON
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        # A broken first line among sound ones is still a file of lines.
        return JSON_LINES if start[:1] == b"{" and OBJECT_LINE.search(rest) else JSON
    return JSON_LINES if start[:1] == b"{" or OBJECT_LINE.search(rest) else JSON


def looks_tabular(start: bytes) -> bool:
    """Whether the first line reads as the header of a table that has a title or text column."""
    header = start.split(b"\n", 1)[0].decode("utf-8", "replace").strip().lower()
    if len(header) > 2000:
        return False
    for delimiter in ("\t", ",", ";", "|"):
        names = {name.strip(" \"'") for name in header.split(delimiter)}
        if len(names) >= 2 and names & {"title", "headline", "text", "body", "content", "article", "story"}:
            return all(len(name) < 40 for name in names)
    return False
