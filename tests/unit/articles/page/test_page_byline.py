"""Authors as pages show them: which line is the byline and who of it is a person."""

from __future__ import annotations

import pytest

from assets.articles.page import read_page
from tests.unit.articles.page.page_maker import NOW, page, paragraphs

HEADLINE = "<h1>Ferry runs aground off Brackwater</h1>"


def authors(body: str, head: str = "", **linked: object) -> tuple[str, ...]:
    """The authors of a page that shows no headline but the one in `body`."""
    title = "Ferry runs aground off Brackwater"
    content = page(body, head, title, **linked).replace(f"<article><h1>{title}</h1>".encode(), b"<article>", 1)
    return tuple(read_page(content, url="https://www.brackwater.example/news/ferry", now=NOW).authors)


@pytest.mark.parametrize(
    "byline",
    [
        '<div class="author"><span>By</span> <a href="/a">Ann Lee</a></div>',
        "<p>Ann Lee | 05.04.2026 - 10:20</p>",
        "<p>5 April 2026 | 10:20 | Ann Lee</p>",
        "<p>Von Ann L\u00adee</p>",
        "<li>Von: <a href=/a>Ann Lee</a></li>",
        "<div>By<a href=/a>Ann Lee</a></div>",
        "<p>Text von Ann Lee Illustration von Bob Ray</p>",
    ],
)
def test_the_byline_stands_at_the_headline_in_the_page_s_words(byline: str) -> None:
    """Pages open with headings and bylines of other articles, and share an article under another title than they show."""
    other = '<h1>Brackwater Post</h1><div class="author">By Carl Holm</div>' + "<p>Menu</p>" * 20
    found = authors(other + HEADLINE + byline + paragraphs(), headline="Ferry runs aground near Brackwater")
    assert found == ("Ann Lee",)


def test_a_label_around_the_whole_page_says_nothing_of_its_byline() -> None:
    """Layouts call everything 'sidebar' or 'promo'; then no author was found on any page of such an outlet."""
    body = f'<div class="with-sidebar sidebar">{HEADLINE}<div class="author">Ann Lee</div>{paragraphs()}</div>'
    assert authors(body) == ("Ann Lee",)


def test_a_byline_that_is_longer_than_the_metadata_is_believed() -> None:
    """Some systems state the first of several authors in their metadata."""
    byline = '<div class="author"><a href="/b">Bob Ray</a></div><div class="author"><a href="/a">Ann Lee</a></div>'
    found = authors(HEADLINE + byline + paragraphs(), headline="x", author={"@type": "Person", "name": "Ann Lee"})
    assert found == ("Bob Ray", "Ann Lee")


def test_what_stands_beside_a_name_in_a_byline_is_no_person() -> None:
    """A job or a place in the same box was taken for a second author."""
    byline = '<div class="author"><a href="/a">Ann Lee</a></div><div class="author">Harbour Correspondent</div>'
    found = authors(HEADLINE + byline + paragraphs(), headline="x", author={"@type": "Person", "name": "Ann Lee"})
    assert found == ("Ann Lee",)


def test_a_credit_to_the_publisher_by_any_of_its_names_is_no_person() -> None:
    """A broadcaster credits itself in full and is known to the page by its letters."""
    head = (
        '<meta property="og:site_name" content="BWP"><meta name="author" content="Brackwater Runde">'
        '<meta name="publisher" content="Brackwater Runde">'
    )
    assert authors(paragraphs() + "<p>Author: Ann Lee</p>", head=head) == ("Ann Lee",)


@pytest.mark.parametrize(
    ("line", "expected"),
    [("（责编：王小明、李华）", ("王小明", "李华")), ("Auteur : Ann Lee", ("Ann Lee",))],
)
def test_a_line_that_names_the_author_is_read_wherever_it_stands(line: str, expected: tuple[str, ...]) -> None:
    """Chinese and African outlets sign at the end of the text."""
    assert authors(HEADLINE + paragraphs() + f"<p>{line}</p>") == expected


def test_a_reporter_whose_name_is_one_word_stands_beside_the_newsroom() -> None:
    """Two author tags, the outlet and a Korean name, were read as 'Newsroom, Town'."""
    head = (
        '<meta property="og:site_name" content="한강일보"><meta name="author" content="한강일보">'
        '<meta name="author" content="김하늘 기자">'
    )
    assert authors(paragraphs(), head=head) == ("김하늘",)


def test_authors_in_tags_of_their_own_are_all_read() -> None:
    """Journals write a tag for each author; the first alone was taken."""
    head = "".join(f'<meta name="citation_author" content="{name}">' for name in ("Ann Lee", "Bob Ray", "Eva Holm"))
    assert authors(paragraphs(), head=head) == ("Ann Lee", "Bob Ray", "Eva Holm")


def test_the_byline_goes_before_the_user_who_put_the_article_in() -> None:
    """Systems state the editor's account as author; the page shows it in a box of editors at its end."""
    byline, editor = '<div class="author">Ann Lee</div>', '<div class="author">Carl Holm</div>'
    stated = {"@type": "Person", "name": "Carl Holm"}
    assert authors(HEADLINE + byline + paragraphs(14) + editor, headline="x", author=stated) == ("Ann Lee",)
    both = '<div class="author">Ann Lee</div><p>Edited by Carl Holm</p>'
    assert authors(HEADLINE + both + paragraphs(14), headline="x", author=stated) == ("Carl Holm",)


def test_a_meta_tag_may_name_more_authors_than_the_json_ld() -> None:
    """Some systems put the first of several authors into their JSON-LD; initials are no further person."""
    stated = {"@type": "Person", "name": "Ann Lee"}
    more = '<meta name="author" content="Ann Lee,Bob Ray">'
    assert authors(HEADLINE + paragraphs(), more, headline="x", author=stated) == ("Ann Lee", "Bob Ray")
    initials = '<meta name="author" content="Ann Lee, AL">'
    assert authors(HEADLINE + paragraphs(), initials, headline="x", author=stated) == ("Ann Lee",)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("Brackwater Post / Ann Lee", ("Ann Lee",)),
        ("Ann Lee und Bob Ray", ("Ann Lee", "Bob Ray")),
        ("BP-Redaktion", ("BP-Redaktion",)),
        ("Weitere Informationen", ()),
        ("Further links", ()),
        ("The council will vote in May.", ()),
    ],
)
def test_a_signature_under_the_text_names_the_author(last: str, expected: tuple[str, ...]) -> None:
    """Outlets that sign below the text had articles by nobody; not every short last line is a name."""
    head = '<meta property="og:site_name" content="Brackwater Post">'
    assert authors(HEADLINE + paragraphs() + f"<p>{last}</p>", head) == expected


def test_a_signature_does_not_go_before_a_credit() -> None:
    """The last line may be anybody's name."""
    agency = {"@type": "Organization", "name": "AFP"}
    body = HEADLINE + paragraphs() + "<p>Ann Lee</p>"
    assert authors(body, headline="x", author=agency) == ("AFP",)
    assert authors(body, headline="x", author={"@type": "Person", "name": "Bob Ray"}) == ("Bob Ray",)
