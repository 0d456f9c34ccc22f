"""Which of a page's titles is the headline."""

from __future__ import annotations

import pytest
from page_maker import NOW, page, paragraphs

from assets.articles.page import Page, read_page
from assets.articles.page.title import whole_title, without_kicker, without_section, without_tail


def read(content: bytes) -> Page:
    return read_page(content, url="https://example.org/a/1", now=NOW)


def test_a_title_that_was_cut_goes_on_elsewhere() -> None:
    """Sharing services cut titles; a cut headline loses its figures."""
    assert (
        whole_title("Ferry with 12 aboard sinks…", ["Harbour", "Ferry with 12 aboard sinks off Brackwater"])
        == "Ferry with 12 aboard sinks off Brackwater"
    )
    assert (
        whole_title("Ferry with 12 aboard sinks", ["Ferry with 12 aboard sinks twice"]) == "Ferry with 12 aboard sinks"
    )
    assert whole_title("Mayor and", ['Mayor and "iron lady" quits']) == 'Mayor and "iron lady" quits'


def test_a_tail_is_known_by_another_statement_that_ends_before_it() -> None:
    """Sections and slogans behind the headline are in no list of names."""
    assert without_tail("Ferry sinks off pier | Harbour", ["Ferry sinks off pier"]) == "Ferry sinks off pier"
    assert without_tail("Harbour | Ferry sinks off pier", ["Ferry sinks off pier"]) == "Ferry sinks off pier"
    assert without_section("Ferry sinks off pier - Harbour", "Harbour") == "Ferry sinks off pier"
    assert without_tail("Ferry sinks off pier and hotel", ["Ferry sinks off pier"]) == "Ferry sinks off pier and hotel"


def test_what_two_titles_set_behind_different_kickers_is_the_headline() -> None:
    """A kicker was kept in front of the headline, and grouped articles by their topic."""
    title = "Vote in Brackwater: Council approves the ferry line to Port Ellery"
    assert (
        without_kicker(title, ["Harbour news - Council approves the ferry line to Port Ellery"])
        == "Council approves the ferry line to Port Ellery"
    )
    assert without_kicker(title, ["Brackwater - Council approves the ferry line to Port Ellery"]) == title
    assert without_kicker(title, ["Port Ellery waits for the ferry line"]) == title
    short = "Council approves the ferry line: What to know"
    assert without_kicker(short, ["Harbour line - What to know"]) == short


@pytest.mark.parametrize(
    ("search_title", "expected"),
    [
        ("Brackwater ferry: all you need to know", "Council approves ferry line"),
        ("Council approves ferry line | Brackwater Post", "Brackwater ferry: all you need to know"),
    ],
)
def test_the_headline_that_readers_see_goes_before_one_made_for_search_engines(
    search_title: str, expected: str
) -> None:
    """Where og:title repeats the title element, both are made to be found; where it stands alone, it is the outlet's choice."""
    head = (
        '<meta property="og:title" content="Brackwater ferry: all you need to know">'
        '<meta property="og:site_name" content="Brackwater Post">'
    )
    content = page(head=head, headline="Council approves ferry line").replace(
        b"<title>Council approves ferry line", b"<title>" + search_title.encode(), 1
    )
    assert read(content).title == expected


@pytest.mark.parametrize(
    ("alternative", "shared", "expected"),
    [
        ("Ferry line is coming", "All you need to know of the ferry", "Council approves ferry line"),
        ("All you need to know of the ferry", "All you need to know of the ferry", "All you need to know of the ferry"),
        ("Council approves ferry line", "All you need to know of the ferry", "Council approves ferry line"),
    ],
)
def test_an_outlet_that_knows_alternatives_knows_its_headline(alternative: str, shared: str, expected: str) -> None:
    """og:title went before a headline that the outlet itself had told from its variants."""
    head = f'<meta property="og:title" content="{shared}">'
    found = read(
        page(
            head=head,
            title="Ferry line approved",
            headline="Council approves ferry line",
            alternativeHeadline=alternative,
        )
    )
    assert found.title == expected


def test_the_main_heading_is_the_one_that_the_pages_title_repeats() -> None:
    """Old systems set the site's name or 'Menu' as the first main heading; it became the title of every article."""
    body = "<h1>The Harbour Diary</h1><h1>Ferries of Port Ellery stand still</h1>" + paragraphs()
    title = "Ferries of Port Ellery stand still - The Harbour Diary"
    markup = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    assert read(markup.encode()).title == "Ferries of Port Ellery stand still"


def test_the_headline_meta_ends_before_the_section() -> None:
    """Without it a section glued to the shared title stayed there."""
    head = (
        '<meta property="og:title" content="Council approves the ferry line-Harbour">'
        '<meta name="headline" content="Council approves the ferry line">'
    )
    assert (
        read(page(head=head, title="Council approves the ferry line-Harbour")).title
        == "Council approves the ferry line"
    )
