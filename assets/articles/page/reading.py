"""The steps from a page's bytes to a Page, in their order.

Belongs here: the order, what is refused, which flags are set.
Does not belong here: any single step.
"""

from __future__ import annotations

import re
from datetime import datetime

from assets.articles.captions import joined_captions
from assets.articles.page import Page
from assets.articles.page.authors import signed_by
from assets.articles.page.blocks import read_blocks
from assets.articles.page.body import read_body
from assets.articles.page.captions import captions_of
from assets.articles.page.charset import decode
from assets.articles.page.head import Head, read_head
from assets.articles.page.kind import kind_of, paywall_flag, refuse_if_no_article, wire_credit
from assets.articles.page.linked_data import Thing, first_text, main_article, read_things
from assets.articles.page.metadata import read_metadata
from assets.articles.page.opening_lines import count_of_opening_lines
from assets.articles.page.signs import without_signs
from assets.articles.page.tree import parse_tree
from assets.articles.rejection import Unreadable
from assets.articles.values.furniture import left_out, strip_furniture
from assets.articles.values.language import language_of
from assets.articles.values.outlets import agency_of
from assets.articles.values.text import clean_text
from assets.articles.values.words import words_in

SIZE_CAP = 10_000_000
SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
)
CLOSED = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
OPENED = re.compile(rb"<(?:html|body)\b", re.IGNORECASE)
ODD_BYTES = bytes([*range(9), *range(14, 32)])
END_REGION = 4_096
# Encoded data, not a word; later stages would choke on it.
LONG_WORD = re.compile(r"[!-~]{2000,}")


def read(content: bytes, *, url: str | None, charset: str | None, now: datetime) -> Page:
    """The article on a page; see assets.articles.page.read_page."""
    _refuse_other_content(content)
    markup, flags = decode(content, charset)
    found = set(flags)
    if _is_cut(content):
        found.add("truncated")
    root, tree_flags = parse_tree(markup)
    found.update(tree_flags)
    head = read_head(root)
    things = read_things(head.linked_data)
    article = main_article(things)
    page = read_blocks(root)
    facts = read_metadata(root, head, things, page, url=url, now=now)
    found.update(facts.flags)
    body, passed_over = read_body(root, page, title=facts.title, stated=_stated(article))
    kept, removed, captions = strip_furniture(body)
    kept, beside = without_signs(kept, facts.title, facts.house)
    removed = [*removed, *beside]
    joined = "\n\n".join(kept)
    if LONG_WORD.search(joined):
        joined = LONG_WORD.sub("", joined)
        found.add("long_word_removed")
    text, text_flags = clean_text(joined)
    found.update(text_flags)
    if not text:
        text = _summary(head, article)
        found.update({"summary_only"} if text else set())
    paragraphs = [p for p in text.split("\n\n") if p]
    refuse_if_no_article(facts.title, paragraphs, removed)
    words = words_in(text)
    if paywall_flag(article, root, words, head.first("article:content_tier")):
        found.add("paywalled")
    authors, organisations = facts.authors, facts.organisations
    if not authors and not any(agency_of(name) for name in organisations):
        authors, newsrooms = signed_by(paragraphs, facts.house)
        organisations = newsrooms or organisations
    if not authors and organisations:
        authors = organisations
        found.add("byline_is_organisation")
    opening = count_of_opening_lines(paragraphs, authors)
    if opening:
        removed, text = [*paragraphs[:opening], *removed], "\n\n".join(paragraphs[opening:])
    of_pictures = joined_captions((clean_text(one)[0] for one in (*captions_of(page, body), *captions)), text)
    return Page(
        title=facts.title,
        text=text,
        captions=of_pictures,
        left_out=left_out((clean_text(one)[0] for one in (*removed, *passed_over)), f"{text}\n{of_pictures}"),
        authors=authors,
        outlet=facts.outlet,
        url=facts.url,
        published_at=facts.published.published_at,
        published_precision=facts.published.precision,
        published_offset_minutes=facts.published.offset_minutes,
        published_raw=facts.published_raw,
        updated_at=facts.updated_at,
        language=language_of(text, facts.language),
        kind=kind_of(facts.title, article, paragraphs, root, head.first("og:type")),
        section=facts.section,
        tags=facts.tags,
        wire_credit=wire_credit([*facts.authors, *facts.organisations], [*paragraphs, *removed]),
        flags=tuple(sorted(found)),
    )


def _summary(head: Head, article: Thing | None) -> str:
    """What the page says its article is about, where the article itself is not on it; '' where it is no article's page."""
    if article is None and not (head.first("og:type") or "").startswith("article"):
        return ""
    statement = first_text((article or {}).get("description")) or head.first("og:description", "description")
    return clean_text(statement)[0] if statement else ""


def _stated(article: Thing | None) -> str | None:
    """The article's text in its JSON-LD; some systems put markup there."""
    text = first_text((article or {}).get("articleBody"))
    return re.sub(r"<[^<>]{1,400}>", " ", text) if text else None


def _refuse_other_content(content: bytes) -> None:
    if not content.strip():
        raise Unreadable("empty_file", "the page is empty; fetch it again")
    if len(content) > SIZE_CAP:
        raise Unreadable("too_large", f"the page has {len(content) // 1_000_000} MB, more than the 10 MB that are read")
    for signature, name in SIGNATURES:
        if content.startswith(signature):
            raise Unreadable("binary", f"the content is {name}, not a page; name the file for what it is")
    sample = content[:4_000]
    if not sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        odd = len(sample) - len(sample.translate(None, ODD_BYTES))
        if odd * 10 > len(sample) and sample.count(0) * 3 < len(sample):
            raise Unreadable("binary", "the content is binary data, not a page; name the file for what it is")


def _is_cut(content: bytes) -> bool:
    """A page that opens html or body and does not close either was cut on its way, if it does not end in a tag."""
    if CLOSED.search(content[-END_REGION:]) or not OPENED.search(content[:20_000]):
        return False
    return CLOSED.search(content) is None
