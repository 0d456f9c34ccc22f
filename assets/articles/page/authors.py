"""Who wrote the article, of all whom its page credits.

Belongs here: which credit is believed, and telling people from the outlet and from agencies.
Does not belong here: collecting the credits (linked_data.py, head.py, byline.py), reading names out of one (people.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.articles.page.byline import is_near_headline, looks_like_name, shown_authors, signature, visible_authors
from assets.articles.page.linked_data import Thing, texts
from assets.articles.values.addresses import host_of
from assets.articles.values.outlets import agency_of, known_names, letters
from assets.articles.values.people import is_newsroom, split_authors
from assets.articles.values.text import clean_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from assets.articles.page.blocks import Blocks
    from assets.articles.page.head import Head

AUTHOR_METAS = (
    "author", "article:author", "og:article:author", "articleauthor", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator",
    "cxenseparse:author", "citation_author", "authors", "article:author_name", "article.author", "dc.contributor", "rbauthors",
    "shareaholic:article_author_name", "twitter:data1",
)  # fmt: skip
OUTLET_METAS = ("og:site_name", "application-name", "publisher", "dc.publisher", "twitter:app:name:iphone")
HANDLE_OR_LINK = re.compile(r"^(?:https?:)?//|^@|^www\.|^/")
# Some systems write a whole JSON object into the attribute.
NAME_IN_JSON = re.compile(r'"name"\s*:\s*"([^"]+)"')


@dataclass(frozen=True, slots=True)
class House:
    """What the outlet is called anywhere on the page, so that a credit to itself is known."""

    outlet: str | None
    url: str | None
    names: frozenset[str]

    @property
    def short_names(self) -> frozenset[str]:
        """The names by their letters alone."""
        return known_names(self.outlet, host_of(self.url)) | {letters(name) for name in self.names}

    def is_credited_by(self, name: str) -> bool:
        """Whether a credit names the outlet, a newsroom or an agency."""
        return name.casefold() in self.names or is_newsroom(name, self.outlet, self.url)


def house_of(head: Head, article: Thing, outlet: str | None, url: str | None) -> House:
    """The outlet with every name that the page states for it."""
    stated = [*texts(article.get("publisher")), *head.all(*OUTLET_METAS)]
    return House(outlet, url, frozenset(name.casefold() for name in _names(stated)))


def read_authors(
    root: HtmlElement, head: Head, stated: list[tuple[str, bool]], page: Blocks, title: str, house: House
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """People of the first source that names any, and the organisations that the JSON-LD names as authors."""
    people, organisations = _stated_authors(stated, house)
    if not people:
        for statements in _author_statements(root, head, page, title, is_credited=bool(organisations)):
            people = [name for names in statements for name in _people(names, house)]
            if people:
                break
    if people:
        shown = _people(shown_authors(page, title, is_credited=True), house)
        metas = (_people(_names(head.all(name)), house) for name in AUTHOR_METAS)
        if _is_another(shown, people, page, title):
            people = shown
        else:
            people = next((names for names in (shown, *metas) if _is_all_and_more(names, people)), people)
    elif not any(agency_of(name) for name in organisations):
        # An agency tells more than the outlet, which most systems fill in where they know nobody.
        organisations = [name for name in _names(head.all(*AUTHOR_METAS)) if agency_of(name)] or organisations
    return tuple(dict.fromkeys(people)), tuple(dict.fromkeys(organisations))


def _is_all_and_more(names: list[str], stated: list[str]) -> bool:
    """Whether these are the people stated and others, none by initials: some systems state the first of several authors."""
    known = {name.casefold() for name in stated}
    more = [name for name in names if name.casefold() not in known]
    return bool(more) and len(names) - len(more) == len(known) and not any(n.isupper() and len(n) <= 3 for n in more)


def _is_another(shown: list[str], stated: list[str], page: Blocks, title: str) -> bool:
    """Whether the byline that readers see names none of the people stated: some systems state the editor, or the user who
    put the article in.
    """
    return bool(shown) and not any(is_near_headline(name, page, title) for name in stated)


def signed_by(paragraphs: list[str], house: House) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """People, and organisations, whose names are the last paragraph of the text."""
    names = signature(paragraphs)
    organisations = [name for name in names if house.is_credited_by(name)]
    people = [name for name in names if name not in organisations]
    if not all(" " in name and looks_like_name(name, is_marked=False) for name in people):
        return (), ()
    return tuple(people), tuple(organisations)


def _stated_authors(stated: list[tuple[str, bool]], house: House) -> tuple[list[str], list[str]]:
    people: list[str] = []
    organisations: list[str] = []
    for text, is_organisation in stated:
        if HANDLE_OR_LINK.match(text):
            continue
        name = " ".join(clean_text(text)[0].split())
        if is_organisation or ("," not in name and house.is_credited_by(name)):
            organisations.append(name)
            continue
        names = _names([text])
        found = _people(names, house)
        people.extend(found)
        if not found:
            organisations.extend(names[:1])
    return people, organisations


def _people(names: list[str], house: House) -> list[str]:
    """The people among the names of one statement; none of 'Newsroom, Town, Country'."""
    if names and house.is_credited_by(names[0]) and all(" " not in rest for rest in names[1:]):
        return []
    return [name for name in names if not house.is_credited_by(name)]


def _author_statements(
    root: HtmlElement, head: Head, page: Blocks, title: str, *, is_credited: bool
) -> Iterator[list[list[str]]]:
    """The statements of each source, each statement as its names."""
    for name in AUTHOR_METAS:
        yield [_names([statement]) for statement in head.all(name)]
    yield [visible_authors(root, page, title, is_credited=is_credited)]


def _names(statements: list[str]) -> list[str]:
    found: list[str] = []
    for statement in statements:
        for text in NAME_IN_JSON.findall(statement) if statement.startswith("{") else (statement,):
            if not HANDLE_OR_LINK.match(text):
                found.extend(split_authors(clean_text(text)[0]))
    return list(dict.fromkeys(found))
