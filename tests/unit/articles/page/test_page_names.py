"""Addresses, outlets, titles and people in the one form they are known by."""

from __future__ import annotations

import pytest

from assets.articles.values.addresses import canonical_url, url_key
from assets.articles.values.outlets import clean_title, outlet_id
from assets.articles.values.people import is_newsroom, split_authors


@pytest.mark.parametrize(
    "variant",
    [
        "https://www.brackwater.co.uk/news/1?id=3",
        "http://www.brackwater.co.uk/news/1?id=3",
        "HTTPS://WWW.Brackwater.co.uk:443/news/1?id=3#top",
        "https://m.brackwater.co.uk/news/1?id=3",
        "https://www.brackwater.co.uk/news/1/amp?id=3",
        "https://www.brackwater.co.uk/news/1?utm_source=x&id=3&fbclid=y",
        "//www.brackwater.co.uk/news/1?id=3",
        "https://www.google.com/amp/s/www.brackwater.co.uk/news/1/amp?id=3",
        "http://web.archive.org/web/20310512080000/http://www.brackwater.co.uk/news/1?id=3",
        "https://web.archive.org/web/20310512080000id_/https://m.brackwater.co.uk/news/1?id=3&utm_source=x",
    ],
)
def test_variants_of_one_address_are_one(variant: str) -> None:
    """Each variant would be an article of its own."""
    expected = "https://www.brackwater.co.uk/news/1" + ("" if "google" in variant else "?id=3")
    assert canonical_url(variant) == expected


@pytest.mark.parametrize(
    "text", ["", "mailto:a@b.example", "/news/1", "javascript:void(0)", "http://", "http://[::1", "nonsense"]
)
def test_what_is_no_address_is_none(text: str) -> None:
    """A relative path as an address would merge articles of all outlets."""
    assert canonical_url(text) is None


def test_the_key_of_an_address_forgets_what_never_tells_pages_apart() -> None:
    """Two captures of one page with and without www must be one article."""
    keys = {
        url_key(canonical_url(u) or u)
        for u in (
            "https://brackwater.example/a/",
            "http://www.brackwater.example/a/index.html",
            "https://brackwater.example/a",
        )
    }
    assert keys == {"brackwater.example/a"}
    assert (
        url_key("https://b.example/a?y=2&x=1")
        == url_key("https://b.example/a?x=1&y=2")
        != url_key("https://b.example/a?x=1&y=3")
    )


def test_outlet_ids() -> None:
    """The registered domain is the outlet, on whatever host the page stands."""
    assert outlet_id("Brackwater Post", "https://news.brackwater.co.uk/1") == "brackwater.co.uk"
    assert outlet_id("The Brackwater Post", None) == "the-brackwater-post"
    assert outlet_id(None, None) == "unknown"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ferry sinks | Brackwater Post", "Ferry sinks"),
        ("Ferry sinks - Harbour - Brackwater Post", "Ferry sinks - Harbour"),
        ("Brackwater Post: ferry sinks", "Brackwater Post: ferry sinks"),
        ("Brackwater Post | Ferry sinks", "Ferry sinks"),
        ("Ferry sinks › Brackwater Post", "Ferry sinks"),
        ("Ferry sinks – who pays?", "Ferry sinks – who pays?"),
        ("Brackwater Post", "Brackwater Post"),
    ],
)
def test_the_sites_name_is_no_part_of_a_title(title: str, expected: str) -> None:
    """It makes titles of one story look alike per outlet; a dash inside the headline must stay."""
    assert clean_title(title, "Brackwater Post", "https://brackwaterpost.example/1") == expected


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("By Ann Lee and Bob Ray", ("Ann Lee", "Bob Ray")),
        ("Von Max Muster und Eva Beispiel", ("Max Muster", "Eva Beispiel")),
        ("Ann Lee, Staff Writer", ("Ann Lee",)),
        ("Ann Lee | Senior Correspondent", ("Ann Lee",)),
        ("ann@post.example (Ann Lee)", ("Ann Lee",)),
        ("Ann Lee <ann@post.example>", ("Ann Lee",)),
        ("Lee, Ann", ("Ann Lee",)),
        ("Ann Lee, Jr.", ("Ann Lee, Jr",)),
        ("José de la Cruz", ("José de la Cruz",)),
        ("Ann Lee, Ann Lee", ("Ann Lee",)),
        ("박준석 기자", ("박준석",)),
        ("Ann E Lee e Bob Ray", ("Ann E Lee", "Bob Ray")),
        ("Meteorologist Ann Lee", ("Ann Lee",)),
        ("Ann Lee Senior Reporter", ("Ann Lee",)),
        ("Harbour Policy Analyst", ()),
        ("Brackwater Bureau Chief", ()),
        ("Analysis by Ann Lee, Bob Ray", ("Ann Lee", "Bob Ray")),
        ("Ein Gastbeitrag von Ann Lee", ("Ann Lee",)),
        ("Ann Lee, Author of", ("Ann Lee",)),
        ("ByAnn Lee", ("Ann Lee",)),
        ("Byron Lee", ("Byron Lee",)),
        ("Ann Lee Fotos: Bob Ray", ("Ann Lee",)),
        ("Nachrichten", ()),
        ("admin", ()),
        ("wordpressadmin", ()),
        ("admin2", ()),
        ("", ()),
    ],
)
def test_bylines(byline: str, names: tuple[str, ...]) -> None:
    """Each is a usual way to write who wrote it."""
    assert split_authors(byline) == names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Brackwater Post", True),
        ("Brackwater Post Staff", True),
        ("AFP", True),
        ("Associated Press", True),
        ("Ann Lee", False),
        ("Apolline Afpeter", False),
        ("Harbour Editorial Board", True),
    ],
)
def test_outlets_and_agencies_are_no_people(name: str, expected: bool) -> None:
    """They would be counted as a journalist with thousands of articles."""
    assert is_newsroom(name, "Brackwater Post") is expected
