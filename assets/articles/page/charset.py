"""Which charset bytes are in.

Belongs here: decoding, in an order of trust, the same for pages, plain text, feeds and record files.
Does not belong here: what is wrong with characters that were decoded rightly (text.py).
"""

from __future__ import annotations

import codecs
import contextlib
import re

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What pages mean by a label, where it is not what Python means by it (WHATWG Encoding Standard, section 4.2).
LABELS_IN_USE = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}

META_CHARSET = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
META_REGION = 16_384
DETECTOR_REGION = 200_000
BEYOND_ASCII_BYTES = bytes(range(0x80, 0x100))
FEW = 12
MARKUP = re.compile(rb"<(?:script|style)\b.*?</(?:script|style)|<[^<>]*>", re.IGNORECASE | re.DOTALL)
# Several letters together, and those that cp1252 has for Icelandic and cp1254 for Turkish.
OTHER_LETTERS = re.compile(rb"[\x80-\xff]{3}|[\xd0\xdd\xde\xf0\xfd\xfe]")
BEYOND_ASCII = re.compile("[^\x00-\x7f]")
REPLACEMENT = "\ufffd"


def decode(content: bytes, charset: str | None) -> tuple[str, tuple[str, ...]]:
    """Text of the bytes and sorted flags: charset_guessed, charset_mismatch, replacement_characters.

    The order of trust: byte order mark, valid UTF-8, the charset given (an HTTP header's), the one that the
    bytes name in a meta tag or XML declaration, a detector.
    """
    for mark, name in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _forgiving(content[len(mark) :], name)
    wide = _wide_without_mark(content)
    if wide:
        return _forgiving(content, wide)
    labels = [label for label in (_codec(charset), _codec(_named_inside(content))) if label]
    as_utf8 = _as_utf8(content, labels)
    if as_utf8 is not None:
        return as_utf8
    flags = {"charset_mismatch"} if "utf-8" in labels else set()
    for label in labels:
        if label != "utf-8":
            try:
                return content.decode(label), tuple(flags)
            except UnicodeDecodeError:
                continue
    text, more = _forgiving(content, _detected(content))
    return text, tuple(sorted({*flags, *more, "charset_guessed"}))


def _as_utf8(content: bytes, labels: list[str]) -> tuple[str, tuple[str, ...]] | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        nearly = _nearly_utf8(content, error)
        return None if nearly is None else (nearly, ("replacement_characters",) if REPLACEMENT in nearly else ())
    # ISO-2022 escapes are plain ASCII to every other charset.
    if labels and labels[0].startswith("iso2022") and "\x1b" in text:
        return _forgiving(content, labels[0])
    return text, ()


def _codec(label: str | None) -> str | None:
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    return LABELS_IN_USE.get(name, name)


def _named_inside(content: bytes) -> str | None:
    match = META_CHARSET.search(content[:META_REGION])
    return (match[1] or match[2]).decode("ascii") if match else None


def _wide_without_mark(content: bytes) -> str | None:
    """UTF-16 shows as a NUL in every other byte of Latin text."""
    head = content[:1024]
    if len(head) < 16 or head.count(0) < len(head) // 3:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else None


def _nearly_utf8(content: bytes, error: UnicodeDecodeError) -> str | None:
    """Text of UTF-8 with a cut end or a few stray bytes; None where it is another charset."""
    if error.end >= len(content) - 1 and error.reason == "unexpected end of data":
        return content[: error.start].decode("utf-8")
    replaced = content.decode("utf-8", "replace")
    bad = replaced.count(REPLACEMENT)
    letters = len(BEYOND_ASCII.findall(replaced)) - bad
    if letters < 20 or bad * 20 > letters:
        return None
    return content.decode("utf-8", "newstally.cp1252")


def _cp1252_byte(error: UnicodeError) -> tuple[str, int]:
    """Decoding error handler: a stray byte in UTF-8 is nearly always one of cp1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("newstally.cp1252", _cp1252_byte)


def _detected(content: bytes) -> str:
    odd = len(content) - len(content.translate(None, BEYOND_ASCII_BYTES))
    if odd <= FEW and not OTHER_LETTERS.search(content):
        # A detector guesses wildly on a handful of letters.  Where each stands between plain ones, they are the West's: words
        # of other charsets have several together.
        with contextlib.suppress(UnicodeDecodeError):
            content.decode("cp1252")
            return "cp1252"
    from charset_normalizer import from_bytes

    # Markup and menus of plain letters outvote the text.
    pieces = [piece for piece in MARKUP.split(content) if not piece.isascii()]
    best = from_bytes(b"\n".join(pieces)[:DETECTOR_REGION], enable_fallback=False).best()
    return best.encoding if best else "cp1252"


def _forgiving(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    text = content.decode(name, "replace")
    return text, ("replacement_characters",) if REPLACEMENT in text else ()
