"""A page becomes one article with its text and metadata, or is refused with the reason."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from page_maker import NOW, SENTENCES, page, paragraphs

from assets.articles.page import Page, read_page
from assets.articles.rejection import Unreadable


def read(content: bytes, url: str | None = "https://example.org/a/1") -> Page:
    return read_page(content, url=url, now=NOW)


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(content)
    assert caught.value.detail
    return caught.value.reason


def test_every_paragraph_is_kept_in_order_and_furniture_is_not() -> None:
    """A lost paragraph is the worst defect of an extractor, a share bar in the text the most usual one."""
    body = (
        paragraphs(3)
        + '<div class="share-buttons">Share this on Facebook</div><aside class="related">Read also: Storm sinks pier</aside>'
        + "<figure><img src=a.jpg><figcaption>The old pier in winter. Photo: A. Lindqvist</figcaption></figure>"
        + paragraphs(3)
        + '<section class="comments"><p>I was there and it was quite different, believe me, said nobody.</p></section>'
    )
    found = read(page(body)).text.split("\n\n")
    assert found == [f"{SENTENCES[n]} ({n + 1})" for n in (0, 1, 2, 0, 1, 2)]


def test_captions_of_the_article_are_kept_apart() -> None:
    """A figure that only a caption gives was lost; captions of other articles' pictures are no part of this one."""
    lead = (
        "<figure><img src=a.jpg><figcaption>Boats bring 40 people ashore at Brackwater on Monday.</figcaption></figure>"
    )
    credit = "<figure><img src=b.jpg><figcaption>Photo: A. Lindqvist</figcaption></figure>"
    inner = '<div class="wp-caption"><img src=c.jpg><p class="wp-caption-text">The pier, of which 30 metres broke off.</p></div>'
    other = "<aside class=related><figure><figcaption>Nine cows were saved from the marsh last week.</figcaption></figure></aside>"
    found = read(page(lead + paragraphs(2) + credit + other + inner + paragraphs(2) + other))
    assert found.captions.split("\n\n") == [
        "Boats bring 40 people ashore at Brackwater on Monday.",
        "The pier, of which 30 metres broke off.",
    ]
    assert "ashore" not in found.text


def test_no_paragraph_goes_in_silence() -> None:
    """A sentence in a box beside the text, or a licence line below it, was gone without a trace."""
    box = (
        '<div class="infobox"><p>The harbour counted 4,100 boats last year, more than in any year before it.</p></div>'
    )
    licence = "<p>Image is licensed under the Creative Commons Attribution 4.0 licence.</p>"
    comment = '<div class="comments"><p>I was there and it was quite different, believe me, said nobody.</p></div>'
    found = read(page(paragraphs(2) + box + paragraphs(2) + licence + comment))
    assert set(found.left_out.split("\n\n")) == {
        "The harbour counted 4,100 boats last year, more than in any year before it.",
        "Image is licensed under the Creative Commons Attribution 4.0 licence.",
    }
    assert "4,100" not in found.text


def test_the_opening_paragraph_outside_the_body_is_kept() -> None:
    """Many systems keep the opening in the page's header; readers that take the body alone lose it."""
    lead = "Brackwater gets a ferry again, eleven years after the last one was scrapped."
    body = f'<div class="teaser-text">{lead}</div><div class="article-body">{paragraphs()}</div>'
    assert read(page(body)).text.startswith(lead)


def test_a_label_on_the_whole_page_does_not_remove_the_article() -> None:
    """Classes such as has-sidebar or no-comments stand on elements that hold everything."""
    content = page(f'<div class="with comments sidebar">{paragraphs()}</div>')
    assert read(content).text.count("\n\n") == 4


def test_a_label_on_part_of_the_page_says_what_it_is() -> None:
    """The same class on a smaller element must still remove it."""
    content = page(
        paragraphs(8) + '<div class="sidebar"><p>Elsewhere a lamp post fell over, nobody was hurt by it.</p></div>'
    )
    assert "lamp post" not in read(content).text


def test_breaks_part_paragraphs_as_elements_do() -> None:
    """Old systems write one element with double line breaks."""
    body = "<div>" + "<br><br>".join(SENTENCES) + "</div>"
    assert read(page(body)).text.split("\n\n") == list(SENTENCES)


def test_text_that_only_json_has_is_taken_from_there() -> None:
    """Pages rendered in the browser carry their article in JSON-LD alone."""
    stated = "\n\n".join(SENTENCES)
    found = read(page("<div id=app></div>", headline="Council approves ferry line", articleBody=stated))
    assert found.text.split("\n\n") == list(SENTENCES)


def test_a_page_that_only_summarises_is_a_flagged_stub() -> None:
    """An article behind a script must not vanish, nor pass as whole."""
    found = read(page("<div id=app></div>", headline="Council approves ferry line", description=SENTENCES[0]))
    assert (found.text, found.kind) == (SENTENCES[0], "stub")
    assert "summary_only" in found.flags


def test_metadata_come_from_json_ld_before_meta_tags() -> None:
    """Meta tags often hold another author, a cut title, or the time of the last change."""
    head = (
        '<meta name="author" content="webmaster"><meta property="og:site_name" content="Brackwater Post">'
        '<meta name="date" content="2026-05-09"><link rel="canonical" href="http://m.example.org/a/1?utm_source=x">'
    )
    found = read(
        page(
            head=head, headline="Council approves ferry line | Brackwater Post", datePublished="2026-05-05T10:30:00+02:00",
            dateModified="2026-05-05T12:00:00+02:00", author=[{"@type": "Person", "name": "By Ann Lee"}],
            articleSection="Harbour", keywords="ferry, council", publisher={"@type": "Organization", "name": "BP"},
        )
    )  # fmt: skip
    assert found.title == "Council approves ferry line"
    assert found.authors == ("Ann Lee",)
    assert found.published_at == datetime(2026, 5, 5, 8, 30, tzinfo=UTC)
    assert (found.published_precision, found.published_offset_minutes) == ("second", 120)
    assert found.published_raw == "2026-05-05T10:30:00+02:00"
    assert found.updated_at == datetime(2026, 5, 5, 10, 0, tzinfo=UTC)
    assert (found.outlet, found.section, found.tags) == ("Brackwater Post", "Harbour", ("ferry", "council"))
    assert found.url == "https://www.example.org/a/1"
    assert found.language == "en"
    assert found.kind == "article"
    assert found.flags == ()


def test_a_clock_with_offset_completes_a_clock_without() -> None:
    """One statement without a zone must not cost the offset that another one gives."""
    head = '<meta property="article:published_time" content="2026-05-05T10:30:00+02:00">'
    found = read(page(head=head, headline="x", datePublished="2026-05-05 10:30:00"))
    assert (found.published_at, found.published_offset_minutes) == (datetime(2026, 5, 5, 8, 30, tzinfo=UTC), 120)


def test_the_clock_under_the_headline_tells_the_offset_of_a_moment_in_utc() -> None:
    """Evening news in America is dated the next day in UTC; the page's own clock says which day it was there."""
    body = "<p class=dateline>May 5, 2026 at 9:25 p.m.</p>" + paragraphs()
    found = read(page(body, headline="x", datePublished="2026-05-06T01:25:54Z"))
    assert (found.published_at, found.published_offset_minutes) == (datetime(2026, 5, 6, 1, 25, 54, tzinfo=UTC), -240)


def test_the_date_under_the_headline_is_found_without_metadata() -> None:
    """A sidebar's dates must not win over the article's own."""
    body = '<div class="sidebar">1 January 2020</div><p class="meta">5 May 2026, 10:30</p>' + paragraphs()
    found = read(page(body), url=None)
    assert (found.published_at, found.published_precision) == (datetime(2026, 5, 5, 10, 30, tzinfo=UTC), "minute")


def test_an_impossible_date_is_kept_as_written_and_flagged() -> None:
    """A page from the future would land in a news day of its own."""
    found = read(page(headline="x", datePublished="2099-01-01T00:00:00Z"), url=None)
    assert (found.published_at, found.published_precision, found.published_raw) == (
        None,
        "unknown",
        "2099-01-01T00:00:00Z",
    )
    assert "implausible_date" in found.flags


@pytest.mark.parametrize(
    ("author", "expected", "is_flagged"),
    [
        (
            [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Organization", "name": "Brackwater Post"}],
            ("Ann Lee",),
            False,
        ),
        ({"@type": "Organization", "name": "Brackwater Post"}, ("Brackwater Post",), True),
        ({"@type": "Person", "givenName": "Ann", "familyName": "Lee"}, ("Ann Lee",), False),
        ("Ann Lee, Bob Ray", ("Ann Lee", "Bob Ray"), False),
        (["https://example.org/ann", "Ann Lee"], ("Ann Lee",), False),
    ],
)
def test_who_counts_as_an_author(author: object, expected: tuple[str, ...], is_flagged: bool) -> None:
    """The outlet is no author beside people, and is flagged where it is all that is credited."""
    head = '<meta property="og:site_name" content="Brackwater Post">'
    found = read(page(head=head, headline="x", author=author))
    assert found.authors == expected
    assert ("byline_is_organisation" in found.flags) is is_flagged


def test_an_author_named_by_reference_is_looked_up() -> None:
    """Common plug-ins write the author as a bare @id."""
    graph = '{"@graph": [{"@type": "Person", "@id": "#a", "name": "Ann Lee"}, {"@type": "Article", "headline": "x", "author": {"@id": "#a"}}]}'
    assert read(page(head=f'<script type="application/ld+json">{graph}</script>')).authors == ("Ann Lee",)


@pytest.mark.parametrize(
    "byline",
    [
        "<p>By Ann Lee</p>",
        '<span itemprop="author">Ann Lee</span>',
        '<a rel="author" href=/ann>Ann Lee</a>',
        '<div class="article-byline">Ann Lee</div>',
    ],
)
def test_a_byline_on_the_page_is_read(byline: str) -> None:
    """Each is a usual way to show the author where no metadata do."""
    found = read(page(byline + paragraphs()))
    assert found.authors == ("Ann Lee",)


def test_a_photographer_is_no_author() -> None:
    """Credits of pictures are marked like bylines."""
    found = read(page('<figure><figcaption class="byline">Carl Holm</figcaption></figure>' + paragraphs()))
    assert found.authors == ()


def test_a_canonical_link_to_the_front_page_or_another_site_is_not_believed() -> None:
    """Believing it makes one article of all pages of an outlet."""
    for link in ("https://example.org/", "https://example.net/a/1"):
        head = f'<link rel="canonical" href="{link}">'
        assert read(page(head=head)).url == "https://example.org/a/1"


def test_mojibake_is_repaired_and_flagged() -> None:
    """Text that was decoded wrongly once is common in old archives."""
    found = read(page(paragraphs() + "<p>The mayor said she donâ€™t mind the cafÃ© on the pier at all.</p>"))
    assert "don’t mind the café" in found.text
    assert "mojibake_repaired" in found.flags


def test_a_cut_page_keeps_what_came_and_is_flagged() -> None:
    """A transfer that broke off must not pass as a whole article."""
    content = page()
    found = read(content[: len(content) * 3 // 4])
    assert "truncated" in found.flags
    assert found.text.startswith(SENTENCES[0])


@pytest.mark.parametrize("depth", [300, 5_000, 100_000])
def test_deep_nesting_loses_no_text(depth: int) -> None:
    """The parser drops what lies deep without a word."""
    found = read(page("<div>" * depth + paragraphs() + "</div>" * depth))
    assert found.text.count("\n\n") == 4
    assert "deep_nesting" in found.flags


def test_a_tag_with_very_many_attributes_is_read_in_time() -> None:
    """The parser compares each attribute with all others: 200,000 take minutes."""
    attributes = " ".join(f'a{n}="x"' for n in range(200_000))
    found = read(page(f"<div {attributes}>{paragraphs()}</div>"))
    assert found.text.count("\n\n") == 4
    assert "many_attributes" in found.flags


def test_control_characters_do_not_end_the_text() -> None:
    """The parser ends a text, or the page, at some of them."""
    found = read(page(paragraphs()).replace(b"harbour", b"har\x00bo\x01\x1bur"))
    assert found.text.startswith(SENTENCES[0])


def test_paywalls_are_flagged() -> None:
    """A stub must not pass as the whole article."""
    stub = '<p>The council met.</p><div class="paywall">Subscribe to continue reading</div>'
    assert "paywalled" in read(page(stub)).flags
    assert "paywalled" in read(page(headline="x", isAccessibleForFree="False")).flags
    assert "paywalled" not in read(page(headline="x", isAccessibleForFree=True)).flags


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (page(**{"@type": "LiveBlogPosting", "headline": "x"}), "live_blog"),
        (page(paragraphs(12), title="Live: council votes on the ferry"), "live_blog"),
        (
            page("<p>Pictures of the pier.</p>" + "<figure><img src=a.jpg><figcaption>Pier</figcaption></figure>" * 12),
            "gallery",
        ),
        (
            page(
                "<p>Watch the council vote.</p>",
                **{"@type": "VideoObject", "headline": "x", "uploadDate": "2026-05-05", "datePublished": "2026-05-05"},
            ),
            "video",
        ),
        (page("<p>The council met.</p>"), "stub"),
        (page(paragraphs(5)), "article"),
    ],
)
def test_kinds(content: bytes, kind: str) -> None:
    """Live blogs, galleries and stubs must not be weighed as articles."""
    assert read(content).kind == kind


def test_a_wire_credit_is_found_in_the_dateline() -> None:
    """Copies of one dispatch count as one source only if the agency is known."""
    found = read(page("<p>BRACKWATER (Reuters) - " + SENTENCES[0] + "</p>" + paragraphs()))
    assert found.wire_credit == "Reuters"
    assert read(page()).wire_credit is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty_file"),
        (b"  \n ", "empty_file"),
        (b"%PDF-1.4\n\x00\x01", "binary"),
        (bytes(range(256)) * 40, "binary"),
        (b"only words, no markup", "not_a_page"),
        (b"<html><body>" + b"<p>x</p>" * 1_400_000, "too_large"),
        (page("<p>The page you are looking for is gone.</p>", title="404 Not Found"), "error_page"),
        (page("<p>Please wait while we check your browser.</p>", title="Just a moment..."), "error_page"),
        (
            page(
                "<p>We and our partners store cookies. We need your consent to use cookies and personal data.</p>",
                title="Before you continue",
            ),
            "consent_wall",
        ),
        (page("<div></div>"), "empty_text"),
    ],
)
def test_what_is_no_article_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    """An error page or a consent wall in an article's place would enter the figures."""
    assert refusal(content) == reason


def test_the_same_bytes_give_the_same_page() -> None:
    """A run over the same input must change no byte of the lake."""
    content = page(headline="x", keywords=["b", "a"], author=["Bob Ray", "Ann Lee"])
    assert read(content) == read(content)


NOTICE = "<h1>Ferries of Port Ellery stand still</h1><p>Ferries stop at 6 pm.</p><p>Buses run instead</p>"


@pytest.mark.parametrize(
    "body",
    [
        f"<article>{NOTICE}</article>",
        f"<main>{NOTICE}</main>",
        f"<div class=story>{NOTICE}</div>",
        f"<article class=teaser><div class=teaser>{NOTICE}</div></article>",
    ],
)
def test_a_notice_of_short_lines_is_an_article(body):
    """A notice without one long paragraph was refused as empty, or came with the navigation around it."""
    page = read_page(
        f"<html><head><title>Ferries of Port Ellery stand still</title></head><body><nav><a href=/>Home</a></nav>{body}"
        "<footer><p>Contact us</p></footer></body></html>".encode()
    )
    assert page.text.split("\n\n")[0] == "Ferries stop at 6 pm."
    assert "Home" not in page.text
    assert "Contact" not in page.text
    assert page.kind == "stub"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Council approves ferry line", ""),
        ("Brackwater Post", ""),
        ("", "Brackwater Post"),
        ("", "More on the ferry line:"),
        ("", "Read the plan here:"),
        ("Published:</p><p>3 March 2026", ""),
        ("Warning: Undefined array key 7 in /srv/www/post/single.php on line 41", ""),
    ],
)
def test_lines_that_only_name_or_announce_stand_beside_the_text(first: str, last: str) -> None:
    """The outlet's name, the label over a date, a program's complaint or the words over lost links stood in the text."""
    meta = '<meta property="og:site_name" content="Brackwater Post">'
    found = read(page(f"<p>{first}</p>{paragraphs()}<p>{last}</p>", head=meta))
    expected = read(page(head=meta)).text
    assert found.text == expected
    for line in filter(None, (first.partition("<")[0], last)):
        assert line in found.left_out or line == found.title


def test_a_text_that_goes_on_behind_a_colon_keeps_it() -> None:
    """A sentence that ends in a colon opens what stands below it, unless nothing does."""
    body = f"{paragraphs(3)}<p>The mayor named three conditions:</p><p>The pier is repaired, the berths stay, and the fare is kept low.</p>"
    assert "The mayor named three conditions:\n\nThe pier" in read(page(body)).text


def test_a_name_inside_a_json_object_in_an_attribute() -> None:
    """Pieces of JSON stood as authors."""
    head = """<meta name="author" content='{"@type":"Person","name":"Ann Lee"}'>"""
    assert read(page(head=head)).authors == ("Ann Lee",)
