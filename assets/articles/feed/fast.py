"""RSS 0.9 to 2.0, RDF, CDF and Atom 0.3 and 1.0 by libxml2: the fields that news needs, at the speed of C.

Belongs here: mending what keeps XML from being parsed, and which element means what.
Does not belong here: cleaning texts, or what to do when the result looks wrong (feed/__init__.py).

Entities of the document's own are never expanded and nothing is fetched, so neither a billion laughs nor a
local file can come in by a feed.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from html.entities import html5
from typing import Any
from urllib.parse import urljoin

from assets.articles.drafting.fragment import text_of_html
from assets.articles.feed.entry import Entry, Feed
from assets.articles.page.charset import decode

NOT_XML = bytes(number for number in range(32) if number not in b"\t\n\r")
NOT_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
DOCTYPE = re.compile(
    r"\A(?P<before>\s*(?:<!--.*?-->\s*|<\?.*?\?>\s*)*)<!DOCTYPE[^>\[]*(?:\[(?P<inside>.*?)\]\s*)?>",
    re.DOTALL | re.IGNORECASE,
)
# Only an entity that is a short plain text: one made of others is how a billion laughs are told.
PLAIN_ENTITY = re.compile(r"""<!ENTITY\s+([\w.-]+)\s+(?:"([^"&%<]{0,200})"|'([^'&%<]{0,200})')\s*>""")
AMPERSAND = re.compile(
    r"&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:#X([0-9a-fA-F]{1,6});|(\w{1,31});)?"
)
CDATA_START, CDATA_END = "<![CDATA[", "]]>"
DOCTYPE_REGION = 65_536
# References to characters that XML does not allow, by number.
BAD_REFERENCE = re.compile(
    r"&#(?:x0*(?:1?[0-8bcBCefEF]|19|1[aAdD]|[dD][89a-fA-F]..|[fF]{3}[eEfF])|0*(?:[0-8]|1[124-9]|2\d|3[01]));"
)
ENTRY_TAGS = ("{*}item", "{*}entry")
ROOTS = frozenset({"rss", "feed", "rdf", "channel", "redirect"})
ROOT_END = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>\s*(?:<!--.*?-->\s*)*$", re.IGNORECASE | re.DOTALL)
# Vocabularies whose elements are a feed's own, and prefixes that stand for them undeclared; those of others may
# use the same names for something else and count only where nothing better is there.
OWN_VOCABULARIES = (
    "purl.org/rss/1.0", "my.netscape.com/rdf", "channel.netscape.com/rdf", "backend.userland.com", "blogs.law.harvard.edu",
    "purl.org/net/rss1.1", "purl.org/atom", "www.w3.org/2005/atom", "purl.org/dc/", "www.w3.org/1999/xhtml",
    "newsgator", "feedburner", "rssnamespace.org",
)  # fmt: skip
OWN_PREFIXES = frozenset({"", "rss", "atom", "dc", "dcterms", "content", "feedburner"})
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ORIGINAL_LINK = "origlink"
RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
MEANINGS = {
    "title": "title", "link": "link", "guid": "id", "id": "id", "identifier": "id",
    "author": "author", "creator": "author", "managingeditor": "author",
    "published": "published", "pubdate": "published", "issued": "issued", "created": "created",
    "date": "updated", "updated": "updated", "modified": "updated",
    "description": "summary", "summary": "summary", "abstract": "summary",
    "content": "content", "encoded": "content", "body": "content", "fullitem": "content",
    "category": "tag", "subject": "tag", "source": "source", "language": "language", ORIGINAL_LINK: ORIGINAL_LINK,
}  # fmt: skip
# media:content is a file, itunes:title a short form.
NEVER_FOREIGN = frozenset({"content", "link", "id"})


def read_fast(content: bytes, charset: str | None = None, base: str | None = None) -> Feed | None:
    """The feed in the content; None where libxml2 finds no element that a feed begins with.

    Relative links are resolved against xml:base, and that against `base`.
    """
    from lxml import etree

    text = mended(decode(content, charset)[0])
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(_encoded(text), parser, base_url=base)
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


def _encoded(text: str) -> bytes:
    """UTF-8 without the characters that XML forbids."""
    content = text.encode("utf-8", "replace").translate(None, NOT_XML)
    if NOT_CHARACTERS[0][:2] in content:
        for forbidden in NOT_CHARACTERS:
            content = content.replace(forbidden, b"")
    return content


def mended(text: str) -> str:
    """The text with its own plain entities and those of HTML resolved, and bare ampersands escaped."""
    text = DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"), count=1)
    own: dict[str, str] = {}
    doctype = DOCTYPE.match(text[:DOCTYPE_REGION])
    if doctype:
        own = {name: one or other for name, one, other in PLAIN_ENTITY.findall(doctype["inside"] or "")}
        text = doctype["before"] + text[doctype.end() :]
    if "&" not in text:
        return text
    pieces = []
    position = 0
    while position < len(text):
        start = text.find(CDATA_START, position)
        start = len(text) if start < 0 else start
        outside = AMPERSAND.sub(lambda match: _mended_piece(match, own), text[position:start])
        end = text.find(CDATA_END, start)
        position = len(text) if end < 0 else end + len(CDATA_END)
        pieces += [BAD_REFERENCE.sub("", outside), text[start:position]]
    return "".join(pieces)


def _mended_piece(match: re.Match[str], own: dict[str, str]) -> str:
    if match[1]:
        return f"&#x{match[1]};"
    name = match[2]
    if name in own:
        return own[name]
    if name and f"{name};" in html5:
        return html.escape(html5[f"{name};"], quote=False)
    return f"&amp;{match[0][1:]}"


@lru_cache(maxsize=4096)
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
        name = _local(child.tag)
        meaning = MEANINGS.get(name)
        if meaning is None:
            if name == "group":
                later += [("summary", inner) for inner in child if _local(inner.tag) == "description"]
            continue
        if _is_own(child.tag):
            found.setdefault(meaning, []).append(child)
        elif meaning not in NEVER_FOREIGN:
            later.append((meaning, child))
    own = set(found)
    for meaning, child in later:
        if meaning not in own or meaning == "tag":
            found.setdefault(meaning, []).append(child)
    return found


@lru_cache(maxsize=1024)
def _is_own(tag: str) -> bool:
    space = _space(tag)
    return space in OWN_PREFIXES or any(vocabulary in space for vocabulary in OWN_VOCABULARIES)


def _head(root: Any) -> Feed:
    head = root if _local(root.tag) in ("feed", "channel") else next(root.iter("{*}channel", "{*}Channel"), root)
    parts = _parts(head)
    return Feed(
        title=_title(parts),
        link=_link(head, parts),
        language=(root.get(XML_LANGUAGE) or head.get(XML_LANGUAGE) or _first_text(parts, "language") or "").replace(
            "_", "-"
        )
        or None,
        authors=_people(parts),
    )


def _entry(node: Any) -> Entry:
    parts = _parts(node)
    summary, summary_is_html = _body(parts.get("summary"))
    content, content_is_html = _body(parts.get("content"))
    return Entry(
        title=_title(parts),
        link=_link(node, parts),
        id=_id(node, parts),
        authors=_people(parts),
        published=next(filter(None, (_first_text(parts, name) for name in ("published", "issued", "created"))), None),
        updated=_text(parts["updated"][-1]) or None if "updated" in parts else None,
        summary=summary,
        summary_is_html=summary_is_html,
        content=content,
        content_is_html=content_is_html,
        tags=_tags(parts),
        source=_source(parts),
        language=node.get(XML_LANGUAGE),
    )


def _id(node: Any, parts: dict[str, list[Any]]) -> str | None:
    found: str | None = _first_text(parts, "id") or node.get(RDF_ABOUT)
    return urljoin(node.base or "", found) if found and found.startswith("/") else found


def _text(node: Any) -> str:
    return "".join(node.itertext()).strip() if len(node) else (node.text or "").strip()


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
    about: str | None = node.get("href") or node.get("HREF") or node.get(RDF_ABOUT)
    return about


def _people(parts: dict[str, list[Any]]) -> tuple[str, ...]:
    names = []
    for node in parts.get("author", ()):
        inner = {_local(child.tag): _text(child) for child in node}
        names.append((inner.get("name") or inner.get("email") or "") if inner else _text(node))
    return tuple(dict.fromkeys(filter(None, names)))


def _tags(parts: dict[str, list[Any]]) -> tuple[str, ...]:
    given = [
        inner for node in parts.get("tag", ()) for inner in node.iter() if _local(inner.tag) in ("category", "subject")
    ]
    names = ((node.get("term") or node.get("text") or _text(node) or node.get("label") or "").strip() for node in given)
    return tuple(dict.fromkeys(filter(None, names)))


def _source(parts: dict[str, list[Any]]) -> str | None:
    for node in parts.get("source", ()):
        title = _title(_parts(node)) if len(node) else _text(node)
        if title and not title.startswith(("http://", "https://")):
            return title
    return None
