"""Plain text and Markdown: title, date and body out of texts without markup."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest
from articles_samples import NOW, PARAGRAPHS, TITLE, read_one, reasons

from assets.articles.drafting.assembly import is_date
from assets.articles.drafting.paragraphs import paragraphs
from assets.articles.drafting.plain import read_plain, split_header

BODY = "\n\n".join(PARAGRAPHS)


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_headline_stands_below_the_furniture_of_the_page(tmp_path):
    """'Today: ...', the section and the date line were taken for the headline or left in the text."""
    text = f"Today : Mar 4, 2026\nWorld News\n3 March 2026\n\n{TITLE}\n\nNine of eleven members agreed\n\n{BODY}"
    article = read_one(write(tmp_path, "a.txt", text))
    assert article.title == TITLE
    assert article.published_at == datetime(2026, 3, 3, tzinfo=UTC)
    assert article.published_precision == "day"
    assert article.text.startswith("Nine of eleven members agreed\n\nThe harbour council")
    assert "Today" not in article.text
    assert article.left_out == "Today : Mar 4, 2026"
    assert article.section == "World News"


def test_a_country_over_the_date_line_is_no_headline(tmp_path):
    """A label over the date was taken for the headline, and the headline for the first paragraph."""
    article = read_one(write(tmp_path, "a.txt", f"Austria\n4 March 2026\n\n{TITLE}\n\n{BODY}"))
    assert (article.title, article.section) == (TITLE, "Austria")


def test_view_count_caption_and_licence_line_leave_the_text(tmp_path):
    """A bare number became the first paragraph, the caption was read as reporting, or its figure was lost without a trace."""
    caption = "A crane lifts a sluice gate in an earlier storm. Crews worked on after the March 1 flood, which hurt 7."
    licence = "Image is licensed under the Creative Commons Attribution 4.0 licence and was made by the harbour office."
    article = read_one(write(tmp_path, "a.txt", f"{TITLE}\n\n512\n{caption}\n\n{BODY}\n\n{licence}"))
    assert article.title == TITLE
    assert article.text == BODY
    assert article.captions == caption
    assert article.left_out.split("\n\n") == ["512", licence]


def test_a_day_in_the_text_is_no_publication_date(tmp_path):
    """'the March 1 flood' in a caption was taken for the day of publication."""
    article = read_one(write(tmp_path, "a.txt", f"{TITLE}\n\nWork began after the March 1 flood.\n\n{BODY}"))
    assert article.published_at is None
    assert article.published_precision == "unknown"
    assert article.news_day(NOW) == NOW.date()


def test_header_lines_are_metadata_and_not_text(tmp_path):
    """Lines such as 'Source: ...' stayed in the text, and the address was not made canonical."""
    head = (
        f"Title: {TITLE}\nSource: Ellery Post\nBy: Mara Linden and Jo Weir\nDate: 2026-03-03T09:30:00+02:00\n"
        "URL: http://ellerypost.example/wall?utm_source=feed\n\n"
    )
    article = read_one(write(tmp_path, "a.txt", head + BODY))
    assert (article.title, article.outlet, article.text) == (TITLE, "Ellery Post", BODY)
    assert article.authors == ("Mara Linden", "Jo Weir")
    assert article.url == "https://ellerypost.example/wall"
    assert article.published_at == datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
    assert article.published_offset_minutes == 120


def test_a_first_sentence_with_a_colon_is_no_header():
    """An article that began 'Note: ...' lost its first paragraph to the header."""
    text = "Note: the vote was close.\n\nMore followed."
    assert split_header(text) == ({}, text)


def test_text_without_headline_keeps_its_first_paragraph(tmp_path):
    """The first paragraph was cut off as headline where a text has none."""
    article = read_one(write(tmp_path, "a.txt", BODY))
    assert article.title == ""
    assert article.text == BODY


def test_byline_and_update_lines_are_read(tmp_path):
    """'By ...' and 'Updated: ...' above the body were kept as paragraphs."""
    head = f"{TITLE}\n\nBy Mara Linden\nPublished: 3 March 2026 09:30 GMT\nUpdated: 4 March 2026 10:00 GMT\n\n"
    article = read_one(write(tmp_path, "a.txt", head + BODY))
    assert article.authors == ("Mara Linden",)
    assert article.published_at == datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
    assert article.updated_at == datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
    assert article.text == BODY


def test_front_matter_of_markdown(tmp_path):
    """Front matter was printed as text, and marks of Markdown stayed in it."""
    text = (
        "---\ntitle: Flood wall approved\nauthor: [Mara Linden, Jo Weir]\ndate: 2026-03-03\ntags: [flood, harbour]\n"
        f"url: https://ellerypost.example/md\n---\n\n## Vote\n\n**Nine** of [eleven](https://x.example) agreed.\n\n{BODY}"
    )
    article = read_one(write(tmp_path, "a.md", text))
    assert article.title == "Flood wall approved"
    assert article.authors == ("Mara Linden", "Jo Weir")
    assert article.tags == ("flood", "harbour")
    assert article.text == f"Vote\n\nNine of eleven agreed.\n\n{BODY}"


def test_heading_of_markdown_without_front_matter(tmp_path):
    """Without front matter the first heading was left in the body and the title stayed empty."""
    article = read_one(write(tmp_path, "a.md", f"# {TITLE}\n\n3 March 2026\n\n{BODY}"))
    assert (article.title, article.text) == (TITLE, BODY)
    assert article.published_precision == "day"


def test_broken_front_matter_is_kept_and_flagged(tmp_path):
    """A colon in a title broke the YAML, and the whole file was refused."""
    article = read_one(write(tmp_path, "a.md", f"---\ntitle: a: b: [c\n---\n\n{BODY}"))
    assert "broken_front_matter" in article.flags
    assert PARAGRAPHS[-1] in article.text


def test_wrapped_lines_are_joined_and_indented_ones_are_not():
    """Lines wrapped at 60 columns made a paragraph of each line."""
    wrapped = (
        "ELLERY, March 3 - The harbour council approved a flood\nwall on Tuesday, officials said in the evening after\na vote.\n"
        "    The work takes three years and will cost more than was\nplanned in January.\n"
    )
    assert paragraphs(wrapped) == [
        "ELLERY, March 3 - The harbour council approved a flood wall on Tuesday, officials said in the evening after a vote.",
        "The work takes three years and will cost more than was planned in January.",
    ]


def test_long_lines_are_paragraphs_each():
    """A text with one line a paragraph and no blank lines came out as a single paragraph."""
    assert paragraphs("\n".join(PARAGRAPHS)) == list(PARAGRAPHS)


@pytest.mark.parametrize("line", ["25 April 2025", "Apr 25, 2025", "Friday, 25 April 2025", "2025-04-25 10:00 GMT"])
def test_lines_that_are_dates(line):
    """A date line was taken for the headline."""
    assert is_date(line, now=NOW)


@pytest.mark.parametrize("line", ["Twelve hurt on 25 April 2025 in the harbour", "433", "Election 2025", TITLE])
def test_lines_that_are_no_dates(line):
    """A headline that names a day was taken for a date line and lost."""
    assert not is_date(line, now=NOW)


def test_a_list_of_names_is_no_article(tmp_path):
    """A file of paths, one a line, became an article."""
    assert reasons(write(tmp_path, "a.txt", "part/0001\npart/0002\npart/0003\n")) == ["not_an_article"]


def test_every_line_of_a_bare_text_ends_somewhere():
    """A line above the headline that is neither furniture nor metadata was dropped in silence."""
    draft = read_plain(f"An odd line\n\n{TITLE}\n\n{BODY}", looks_like_date=partial(is_date, now=NOW))
    assert draft.title == "An odd line"
    assert draft.text == f"{TITLE}\n\n{BODY}"
