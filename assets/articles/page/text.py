"""From bytes to clean characters.

Belongs here: which charset bytes are in, mojibake, control and invisible characters, white space; the same for
pages, plain text, feeds and record files.
Does not belong here: what a paragraph is worth (furniture.py) and anything about markup (tree.py).
"""

from __future__ import annotations

import codecs
import contextlib
import html
import re
import unicodedata
from collections.abc import Iterable

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

# C0 and C1 controls but tab and line ends, soft hyphen, zero-width and direction marks, byte order mark,
# object replacement, noncharacters and lone surrogates.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
# Joiners carry meaning in Persian, in Indic scripts and in emoji, not between Latin letters.
LATIN_JOINER = re.compile("(?<=[\u0020-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?=[\u0020-\u024f])")
LINE_END = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
ODD_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
SPACES = re.compile(" {2,}")
SPACE_AT_LINE_EDGE = re.compile(" *\n *")
BLANK_LINES = re.compile("\n{3,}")
ENTITY = re.compile(r"&(?:#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z]{2,8}[0-9]?);")
# A character that UTF-8 lead bytes turn into when read as cp1252 or cp1251, then one that its trail bytes become.
MOJIBAKE_HINT = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2044\u20ac\u2122]"
    "|\u00e2\u20ac|[\u0420\u0421][\u00a0-\u00bf\u0402-\u045f\u2018-\u203a]"
)
MOJIBAKE_LEAD = re.compile("[\u00c2-\u00f4\u0420\u0421]")
BEYOND_ASCII_BYTES = bytes(range(0x80, 0x100))
FEW = 12
MARKUP = re.compile(rb"<(?:script|style)\b.*?</(?:script|style)|<[^<>]*>", re.IGNORECASE | re.DOTALL)
# Several letters together, and those that cp1252 has for Icelandic and cp1254 for Turkish.
OTHER_LETTERS = re.compile(rb"[\x80-\xff]{3}|[\xd0\xdd\xde\xf0\xfd\xfe]")
BEYOND_ASCII = re.compile("[^\x00-\x7f]")
REPLACEMENT = "\ufffd"


def utf8(text: str) -> bytes:
    """The text in UTF-8; what cannot be encoded counts as it stands."""
    return text.encode("utf-8", "surrogatepass")


def cleaned(raw: str, flags: set[str]) -> str:
    """As `clean_text`, which most texts are spared; its flags are added to `flags`."""
    if is_clean(raw):
        return raw
    text, found = clean_text(raw)
    flags.update(found)
    return text


def clean_text(raw: str) -> tuple[str, tuple[str, ...]]:
    """Clean text and sorted flags: mojibake_repaired, replacement_characters.

    Entities are resolved, invisible characters removed, Unicode is NFC, spaces are single, lines have no
    space at their edges and at most one blank line stands between two.
    """
    flags: set[str] = set()
    text = raw
    if "&" in text and ENTITY.search(text):
        text = html.unescape(text)
    if not text.isascii():
        if may_be_mojibake(text):
            repaired = repair_mojibake(text)
            if repaired != text:
                flags.add("mojibake_repaired")
                text = repaired
        if REPLACEMENT in text:
            flags.add("replacement_characters")
    return clean_characters(text), tuple(sorted(flags))


class _Harmless(dict[str, bool]):
    """Whether a character is never changed by the clean-up, whatever stands beside it; found out once for each."""

    def __missing__(self, character: str) -> bool:
        known = self[character] = (
            character not in JOINERS
            and character != REPLACEMENT
            and not unicodedata.category(character).startswith("M")
            and not JAMO.match(character)
            and clean_characters(character) == character
        )
        return known


PLAIN_BYTES = bytes([*range(0x20, 0x7F), 0x0A])
JOINERS = "\u200c\u200d"
JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")
HARMLESS = _Harmless()


def is_clean(text: str) -> bool:
    """Whether `clean_text` would change nothing, as far as that is told at a glance; nine texts of ten leave here."""
    if text.isascii() and text.isprintable() and "&" not in text:
        return "  " not in text and text[:1] != " " and text[-1:] != " "
    if " \n" in text or "\n " in text or "\n\n\n" in text or text[:1].isspace() or text[-1:].isspace():
        return False
    return has_clean_lines(text, utf8(text))


def has_clean_lines(text: str, encoded: bytes) -> bool:
    """As `is_clean`, of a text, given in UTF-8 too, whose lines and paragraphs are known to be parted as they should be."""
    return b"  " not in encoded and has_clean_characters(text, encoded)


def has_clean_characters(text: str, encoded: bytes) -> bool:
    """As `is_clean`, of a text, given in UTF-8 too, whose spaces and line breaks are known to be as they should be.

    Built of operations that run in C: what is not plain ASCII is set apart, and its characters looked at once each.
    """
    if b"&" in encoded and ENTITY.search(text):
        return False
    odd = encoded.translate(None, PLAIN_BYTES)
    if not odd:
        return True
    characters = odd.decode("utf-8", "surrogatepass")
    if not all(map(HARMLESS.__getitem__, set(characters))):
        return False
    # What stands apart in the text is side by side here, so only the text itself can confirm mojibake.
    return not MOJIBAKE_HINT.search(characters) or not may_be_mojibake(text, set(characters))


def may_be_mojibake(text: str, odd: Iterable[str] | None = None) -> bool:
    """Whether something in the text looks like mojibake; `odd` are its characters beyond plain ASCII, if they are at hand."""
    return any(_leads_mojibake(text, one) for one in (odd_characters(utf8(text)) if odd is None else odd))


def odd_characters(encoded: bytes) -> set[str]:
    """The characters of a text, given in UTF-8, that are neither plain ASCII nor a newline."""
    return set(encoded.translate(None, PLAIN_BYTES).decode("utf-8", "surrogatepass"))


def _leads_mojibake(text: str, character: str) -> bool:
    """Whether the character begins what looks like mojibake somewhere; finding it runs in C, unlike the pattern."""
    if not MOJIBAKE_LEAD.match(character):
        return False
    position = text.find(character)
    while position >= 0:
        if MOJIBAKE_HINT.match(text, position):
            return True
        position = text.find(character, position + 1)
    return False


def clean_characters(text: str) -> str:
    """The text without invisible characters and surplus white space, in NFC."""
    odd = odd_characters(utf8(text))
    if any(map(LINE_END.match, odd)):
        text = LINE_END.sub("\n", text)
    for pattern, plain in ((INVISIBLE, ""), (ODD_SPACE, " ")):
        for character in filter(pattern.match, odd):
            text = text.replace(character, plain)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if "\u200c" in text or "\u200d" in text:
            text = unicodedata.normalize("NFC", LATIN_JOINER.sub("", text))
    if "  " in text:
        text = SPACES.sub(" ", text)
    if " \n" in text or "\n " in text:
        text = SPACE_AT_LINE_EDGE.sub("\n", text)
    if "\n\n\n" in text:
        text = BLANK_LINES.sub("\n\n", text)
    return text.strip()


def repair_mojibake(text: str) -> str:
    """The text with UTF-8 that was read as another charset read rightly; unchanged where it is sound."""
    from ftfy import fix_encoding

    # One line at a time: a sound quotation must not keep a broken paragraph from being repaired.
    return "\n".join(fix_encoding(line) if MOJIBAKE_HINT.search(line) else line for line in text.split("\n"))


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
