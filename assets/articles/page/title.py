"""The headline, of all titles that a page states.

Belongs here: which title is believed, and what of it is the section's or a kicker.
Does not belong here: what a site is called (outlets.py), where the headline stands on the page (headline.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assets.articles.page.blocks import width
from assets.articles.page.linked_data import Thing, texts
from assets.articles.values.outlets import clean_title
from assets.articles.values.text import clean_text

if TYPE_CHECKING:
    from assets.articles.page.head import Head

OTHER_METAS = ("headline", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title")
SHORTEST_TITLE = 12
TAIL_START = re.compile(r"\s*(?:[|•·»›—–｜ㅣ：:_－]|--?)\s*\S")

KICKER = re.compile(r"(?:\s*:|\s+[–—|•·-])\s+")
KICKER_END = re.compile(rf"\w\W*{KICKER.pattern}$")
WORD = re.compile(r"\w+")


def read_title(
    head: Head, article: Thing, outlet: str | None, url: str | None, section: str | None
) -> tuple[str, frozenset[str]]:
    """The headline and the flags of its text; '' where the page states none.

    It is og:title, as the outlet wants it shared; but the JSON-LD headline where that is told from an alternative one, or
    the page confirms it.  What another statement ends before, behind a separator, is the site's, not the title's.
    """
    flags: set[str] = set()
    candidates: list[str] = []
    for statement in _statements(head, article, outlet, url):
        text, found = clean_text(" ".join(statement.split()))
        cleaned = clean_title(text, outlet, url)
        if cleaned and not (outlet and cleaned.casefold() == outlet.casefold()):
            flags.update(found)
            candidates.append(cleaned)
    if not candidates:
        return "", frozenset()
    title = without_section(without_tail(candidates[0], candidates[1:]), section)
    return without_kicker(whole_title(title, candidates[1:]), candidates[1:]), frozenset(flags)


def _statements(head: Head, article: Thing, outlet: str | None, url: str | None) -> Iterator[str]:
    headline = texts(article.get("headline"))[:1]
    alternative = texts(article.get("alternativeHeadline"))[:1]
    shared = head.all("og:title")[:1]
    if headline and (_is_told_apart(headline, alternative, shared) or _is_shown(headline[0], head, outlet, url)):
        yield from headline
    yield from shared
    yield from headline
    yield from _main_heading(head)
    for name in OTHER_METAS:
        yield from head.all(name)[:1]
    yield from head.titles[:1]
    yield from texts(article.get("name"))[:1]


def _is_told_apart(headline: list[str], alternative: list[str], shared: list[str]) -> bool:
    """Whether the JSON-LD knows its headline from an alternative one; not where the outlet shares the alternative."""
    if not alternative:
        return False
    return headline == alternative or [_words(one) for one in alternative] != [_words(one) for one in shared]


def _main_heading(head: Head) -> list[str]:
    """The longest heading that the page's title repeats, since the first is the site's own on some pages; else the first."""
    title = _words(head.titles[0]) if head.titles else ""
    filled = [heading for heading in head.headings if heading]
    repeated = [heading for heading in filled if width(heading) >= SHORTEST_TITLE and _words(heading) in title]
    return [max(repeated, key=len)] if repeated else filled[:1]


def _is_shown(headline: str, head: Head, outlet: str | None, url: str | None) -> bool:
    """Whether the page shows this headline while its og:title only repeats the title that is made for search engines."""

    def words(statement: str) -> str:
        return _words(clean_title(" ".join(statement.split()), outlet, url))

    own = words(headline)
    shared = [words(statement) for statement in head.all("og:title")[:1]]
    return own not in shared and shared == [words(t) for t in head.titles[:1]] and own in map(words, head.headings)


def _words(text: str) -> str:
    return "".join(WORD.findall(text.casefold()))


def without_kicker(title: str, others: list[str]) -> str:
    """The headline alone, where another statement sets it behind a kicker in other words: what the two have in common is
    the headline.
    """
    for mark in KICKER.finditer(title):
        kicker, headline = title[: mark.start()], title[mark.end() :]
        if len(headline) <= max(len(kicker), SHORTEST_TITLE):
            break
        for other in others:
            before = other.removesuffix(headline)
            is_parted = before != other and KICKER_END.search(before) is not None
            if is_parted and {*WORD.findall(kicker.casefold())}.isdisjoint(WORD.findall(before.casefold())):
                return headline
    return title


def whole_title(title: str, others: list[str]) -> str:
    """The title, or another statement that goes on where it was cut off: with an ellipsis, or at a quotation mark that
    ended the attribute it was written in.
    """
    stem = title.rstrip("….").rstrip()
    if not title.endswith(("…", "...")) or len(stem) < SHORTEST_TITLE:
        return next((o for o in others if o.startswith(f'{title} "')), title)
    return next((o for o in others if o.startswith(stem) and len(o) > len(title)), title)


def without_section(title: str, section: str | None) -> str:
    """The title without the section's name at its end, behind a separator."""
    if not section:
        return title
    match = re.search(rf"\s*(?:[|•·»—–-]|--)\s*{re.escape(section)}$", title, re.IGNORECASE)
    return title[: match.start()] if match and match.start() >= SHORTEST_TITLE else title


def without_tail(title: str, others: list[str]) -> str:
    """The title without what stands behind a separator, or before a bar, where another statement of the same title does
    without it.
    """
    for other in others:
        before_bar, bar, rest = title.partition(" | ")
        if bar and before_bar and rest == other:
            return other
        rest = title[len(other) :]
        if width(other) >= SHORTEST_TITLE and title.startswith(other) and TAIL_START.match(rest):
            return other
    return title
