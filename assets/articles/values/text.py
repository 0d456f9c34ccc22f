"""Clean characters.

Belongs here: mojibake, control and invisible characters, white space; the same for pages, plain text, feeds and record
files.
Does not belong here: decoding (charset.py), what a paragraph is worth (furniture.py), anything about markup (tree.py).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

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
