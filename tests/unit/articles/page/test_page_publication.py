"""Which of the dates on a page is the publication's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from page_maker import NOW, page, paragraphs

from assets.articles.page import Page, read_page

RELATED = "<aside><p>1 May 2026</p></aside>"


def read(content: bytes) -> Page:
    return read_page(content, now=NOW)


@pytest.mark.parametrize(
    "lines",
    [
        "<p>Last updated: 6 May 2026</p><p>Published: 5 May 2026</p>",
        "<p>Published: 5 May 2026 | Updated: 6 May 2026</p>",
        "<p>Updated 6 May 2026, originally published 5 May 2026</p>",
        "<p>Zuletzt geändert am 06.05.2026</p><p>05.05.2026</p>",
        "<p>Mis à jour le 6 mai 2026 - Publié le 5 mai 2026</p>",
        "<p>Member since: 6 May 2024</p><p>5 May 2026</p>",
        "<p>Termin: 06.05.2027</p><p>05.05.2026</p>",
        "<p>05 | 05 | 2026</p>",
        '<p><time class="updated">4 May 2026</time> <time class="entry-date published">5 May 2026</time></p>',
    ],
)
def test_what_stands_beside_a_date_says_what_it_is_the_day_of(lines: str) -> None:
    """A change, a user's registration or an event beside the headline was taken for the publication."""
    found = read(page(lines + paragraphs()))
    assert (found.published_at, found.published_precision) == (datetime(2026, 5, 5, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    "sentence",
    [
        "This entry was posted on Tuesday, May 5th, 2026 and is filed under ferries and harbours of the western coast.",
        "Dieser Beitrag wurde am Dienstag, 5. Mai 2026 veröffentlicht und unter Fähren und Häfen der Westküste abgelegt.",
        "Zugriffe: 61 Letzte Änderung: 09.05.2026 - 14:49:39 Erschienen am: 05.05.2026 von der Redaktion am Hafen der Stadt",
        "Council approves ferry line wurde am 5. Mai 2026 gepostet und unter Fähren und Häfen der ganzen Westküste abgelegt.",
    ],
)
def test_a_page_may_say_in_a_sentence_when_it_was_published(sentence: str) -> None:
    """Old blog systems state the date in the footer of a post alone."""
    found = read(page(paragraphs() + f"<p>{sentence}</p>"))
    assert found.published_at == datetime(2026, 5, 5, tzinfo=UTC)


def test_a_sentence_on_another_publication_is_not_the_pages() -> None:
    """The day of a report that the article writes about is none of its own."""
    text = "<p>The harbour's report, which was published on 5 May 2026, puts the cost of the line at four million.</p>"
    assert read(page(paragraphs() + text)).published_at is None


def test_a_shown_change_is_better_than_nothing() -> None:
    """Public broadcasters show no other day than that of the last change; the file's own date is later still."""
    head = '<meta name="date" content="2026-05-09">'
    found = read(page("<p>Stand: 06.05.2026 18:00 Uhr</p>" + paragraphs(), head=head))
    assert found.published_at == datetime(2026, 5, 6, 18, tzinfo=UTC)


def test_the_first_of_two_days_is_kept_where_the_metadata_only_know_the_last_change() -> None:
    """Some systems write the last change into both fields; the dateline still has the first publication."""
    line = "<p>May 3, 2026 / 12:25 PM / Updated 8 hours ago</p>"
    change = "2026-05-05T09:49:32Z"
    found = read(page(line + paragraphs(), headline="x", datePublished=change, dateModified=change))
    assert found.published_at == datetime(2026, 5, 3, 12, 25, tzinfo=UTC)


def test_a_day_in_the_dateline_does_not_take_the_clock_of_the_same_day() -> None:
    """Without the guard every article that was never changed lost its time of day."""
    moment = "2026-05-05T16:30:00Z"
    found = read(page("<p>May 5, 2026</p>" + paragraphs(), headline="x", datePublished=moment, dateModified=moment))
    assert (found.published_at, found.published_precision) == (datetime(2026, 5, 5, 16, 30, tzinfo=UTC), "second")


def test_local_midnight_in_utc_is_the_day_that_the_page_shows() -> None:
    """A mere day, kept as local midnight and written in UTC, put the article on the day before."""
    found = read(page("<p>5 May 2026</p>" + paragraphs(), headline="x", datePublished="2026-05-04T22:00Z"))
    assert (found.published_at, found.published_precision) == (datetime(2026, 5, 5, tzinfo=UTC), "day")


def test_the_outlets_clock_is_known_from_a_change_too() -> None:
    """A page that shows only its last change tells the offset of its clock as well as another."""
    found = read(
        page(
            "<p>Updated: 6 May 2026, 10:27</p>" + paragraphs(),
            headline="x",
            datePublished="2026-05-05T10:35:41Z",
            dateModified="2026-05-06T08:27:52Z",
        )
    )
    assert found.published_at == datetime(2026, 5, 5, 10, 35, 41, tzinfo=UTC)
    assert found.published_offset_minutes == 120


def test_linked_data_are_read_where_the_script_has_no_type() -> None:
    """A browser takes such a script for program text; it says what it is in its first words."""
    script = '<script>{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "x", "datePublished": "2026-05-05T10:30:00+02:00"}</script>'
    assert read(page(head=script)).published_offset_minutes == 120
