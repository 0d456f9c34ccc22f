"""RSS 0.9 to 2.0, RDF, CDF and Atom 0.3 and 1.0 by libxml2: the fields that news needs, at the speed of C.

Belongs here: mending what keeps XML from being parsed, and which element means what.
Does not belong here: cleaning texts, or what to do when the result looks wrong (feed/__init__.py).

Entities of the document's own are never expanded and nothing is fetched, so neither a billion laughs nor a
local file can come in by a feed.
"""

from __future__ import annotations

import html
import re
from html.entities import html5
from typing import Any
from urllib.parse import urljoin

from assets.articles.feed.entry import Entry, Feed
from assets.articles.fragment import text_of_html
from assets.articles.page.text import decode

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
CDATA_OR_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|&(?:#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(\w{1,31});)?", re.DOTALL
)
XML_ENTITIES = {"amp", "lt", "gt", "quot", "apos"}
ENTRY_TAGS = ("{*}item", "{*}entry")
ROOTS = frozenset({"rss", "feed", "rdf", "channel", "redirect"})
ROOT_END = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>\s*(?:<!--.*?-->\s*)*$", re.IGNORECASE | re.DOTALL)
MEDIA_NAMESPACE = "search.yahoo.com/mrss"
ITUNES_NAMESPACE = "itunes"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ORIGINAL_LINK = "origlink"
RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
MEANINGS = {
    "title": "title", "link": "link", "guid": "id", "id": "id", "identifier": "id",
    "author": "author", "creator": "author", "managingeditor": "author",
    "pubdate": "published", "published": "published", "issued": "published", "created": "published",
    "date": "updated", "updated": "updated", "modified": "updated",
    "description": "summary", "summary": "summary", "abstract": "summary",
    "content": "content", "encoded": "content", "body": "content", "fullitem": "content",
    "category": "tag", "subject": "tag", "source": "source", "language": "language", ORIGINAL_LINK: ORIGINAL_LINK,
}  # fmt: skip
MANY = frozenset({"author", "tag", "link"})


def read_fast(content: bytes, charset: str | None = None) -> Feed | None:
    """The feed in the content; None where libxml2 finds no element that a feed begins with."""
    from lxml import etree

    text = mended(decode(content, charset)[0])
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or _local(root.tag) not in ROOTS:
        return None
    feed = _head(root)
    feed.is_truncated = not ROOT_END.search(text[-2000:])
    fatal = any(error.level_name == "FATAL" for error in parser.error_log)
    feed.is_damaged = fatal and not feed.is_truncated
    feed.entries = [_entry(node) for node in root.iter(*ENTRY_TAGS) if not _is_nested(node)]
    return feed


def mended(text: str) -> str:
    """The text without what is forbidden in XML: control characters, bare ampersands, entities of HTML."""
    text = NOT_XML.sub("", text)
    text = DOCTYPE.sub("", DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"), count=1), count=1)
    return CDATA_OR_AMPERSAND.sub(_mended_piece, text) if "&" in text else text


def _mended_piece(match: re.Match[str]) -> str:
    piece = match[0]
    if piece[0] == "<" or (piece[1:2] == "#" and _is_xml_character(piece)):
        return piece
    name = match[1]
    if name in XML_ENTITIES:
        return piece
    if name and f"{name};" in html5:
        return html.escape(html5[f"{name};"], quote=False)
    return f"&amp;{piece[1:]}" if not piece.startswith("&#") else ""


def _is_xml_character(reference: str) -> bool:
    number = int(reference[3:-1], 16) if reference[2] in "xX" else int(reference[2:-1])
    return number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000


def _local(tag: Any) -> str:
    """Name without namespace or undeclared prefix, in lower case; '' for what is no element."""
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _space(tag: str) -> str:
    """Namespace, or the prefix where it was not declared."""
    space = tag[1:].partition("}")[0] if tag[0] == "{" else tag.rpartition(":")[0]
    return space.lower()


def _is_nested(node: Any) -> bool:
    parent = node.getparent()
    return parent is not None and any(True for _ in node.iterancestors(*ENTRY_TAGS))


def _parts(node: Any) -> dict[str, list[Any]]:
    """The children that mean something, by meaning; those of media and podcast dialects behind the others."""
    found: dict[str, list[Any]] = {}
    later: list[tuple[str, Any]] = []
    for child in node:
        meaning = MEANINGS.get(_local(child.tag))
        if meaning is None:
            continue
        space = _space(child.tag)
        if MEDIA_NAMESPACE in space or space == "media":
            if meaning == "summary":
                later.append((meaning, child))
        elif ITUNES_NAMESPACE in space:
            if meaning != "tag":
                later.append((meaning, child))
        else:
            found.setdefault(meaning, []).append(child)
    for meaning, child in later:
        if meaning not in found:
            found[meaning] = [child]
    return found


def _head(root: Any) -> Feed:
    head = root if _local(root.tag) in ("feed", "channel") else next(root.iter("{*}channel", "{*}Channel"), root)
    parts = _parts(head)
    return Feed(
        title=_title(parts),
        link=_link(head, parts),
        language=root.get(XML_LANGUAGE) or head.get(XML_LANGUAGE) or _first_text(parts, "language") or None,
        authors=_people(parts),
    )


def _entry(node: Any) -> Entry:
    parts = _parts(node)
    summary, summary_is_html = _body(parts.get("summary"))
    content, content_is_html = _body(parts.get("content"))
    return Entry(
        title=_title(parts),
        link=_link(node, parts),
        id=_first_text(parts, "id") or node.get(RDF_ABOUT),
        authors=_people(parts),
        published=_first_text(parts, "published") or None,
        updated=_first_text(parts, "updated") or None,
        summary=summary,
        summary_is_html=summary_is_html,
        content=content,
        content_is_html=content_is_html,
        tags=_tags(parts),
        source=_source(parts),
        language=node.get(XML_LANGUAGE),
    )


def _text(node: Any) -> str:
    return "".join(node.itertext()).strip()


def _first_text(parts: dict[str, list[Any]], meaning: str) -> str:
    return next(filter(None, (_text(node) for node in parts.get(meaning, ()))), "")


def _value(node: Any) -> tuple[str, bool]:
    """Content of a text construct, and whether it is markup (RFC 4287, section 3.1; Atom 0.3 modes; RSS)."""
    kind, mode = (node.get("type") or "").lower(), (node.get("mode") or "").lower()
    if len(node):
        return _inner_markup(node), True
    value = (node.text or "").strip()
    is_binary = mode == "base64" or (kind.startswith("application/") and not kind.endswith("xml"))
    if is_binary and (decoded := _base64(value)) is not None:
        return decoded, True
    return value, kind not in ("text", "text/plain")


def _base64(value: str) -> str | None:
    import base64

    try:
        return base64.b64decode("".join(value.split()), validate=True).decode("utf-8")
    except ValueError:
        return None


def _inner_markup(node: Any) -> str:
    from lxml import etree

    children = (etree.tostring(child, encoding="unicode", with_tail=True) for child in node)
    return (html.escape(node.text or "", quote=False) + "".join(children)).strip()


def _body(nodes: list[Any] | None) -> tuple[str, bool]:
    """The longest of several: an entry may carry its content in two types."""
    return max((_value(node) for node in nodes or ()), key=lambda one: len(one[0]), default=("", True))


def _title(parts: dict[str, list[Any]]) -> str:
    for node in parts.get("title", ()):
        value, is_html = _value(node)
        if is_html and "<" in value:
            value = text_of_html(value)
        if value:
            return " ".join(html.unescape(value).split() if is_html else value.split())
    return ""


def _link(node: Any, parts: dict[str, list[Any]]) -> str | None:
    found: tuple[int, str] | None = None
    for link in parts.get("link", ()):
        href = link.get("href")
        target = (href or _text(link)).strip()
        if not target or (href and link.get("rel", "alternate") != "alternate"):
            continue
        rank = 0 if not href or "html" in link.get("type", "html") else 1
        if found is None or rank < found[0]:
            found = (rank, urljoin(link.base or "", target))
    original = _first_text(parts, ORIGINAL_LINK)
    if original:
        return original
    if found:
        return found[1]
    for name in parts.get("id", ()):
        text = _text(name)
        if text.startswith(("http://", "https://")) and name.get("isPermaLink", "true") == "true":
            return text
    about: str | None = node.get("href") or node.get(RDF_ABOUT)
    return about


def _people(parts: dict[str, list[Any]]) -> tuple[str, ...]:
    names = []
    for node in parts.get("author", ()):
        inner = {_local(child.tag): _text(child) for child in node}
        names.append((inner.get("name") or inner.get("email") or "") if inner else _text(node))
    return tuple(dict.fromkeys(filter(None, names)))


def _tags(parts: dict[str, list[Any]]) -> tuple[str, ...]:
    names = ((node.get("term") or node.get("label") or _text(node)).strip() for node in parts.get("tag", ()))
    return tuple(dict.fromkeys(filter(None, names)))


def _source(parts: dict[str, list[Any]]) -> str | None:
    for node in parts.get("source", ()):
        title = next((_text(child) for child in node if _local(child.tag) == "title"), "") if len(node) else _text(node)
        if title and not title.startswith(("http://", "https://")):
            return title
    return None
