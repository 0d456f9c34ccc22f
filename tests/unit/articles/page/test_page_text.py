"""Bytes into clean characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.articles.page.charset import decode
from assets.articles.values.furniture import strip_furniture
from assets.articles.values.language import detect_language
from assets.articles.values.text import clean_characters, clean_text

GERMAN = "Der Bürgermeister von Brackwasser eröffnete die neue Fähre, über die lange gestritten wurde. " * 3


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"])
def test_text_survives_its_charset_without_being_told(charset: str) -> None:
    """Headers are often missing or wrong; the bytes decide first."""
    text, _ = decode(GERMAN.encode(charset), None)
    assert text == GERMAN


def test_valid_utf8_wins_over_a_wrong_label_and_a_wrong_utf8_label_is_flagged() -> None:
    """Believing the label is how most mojibake comes about."""
    assert decode(GERMAN.encode(), "iso-8859-1") == (GERMAN, ())
    text, flags = decode(GERMAN.encode("cp1252"), "utf-8")
    assert text == GERMAN
    assert "charset_mismatch" in flags


def test_the_charset_in_the_page_is_used() -> None:
    """A Japanese page in its own charset names it in a meta tag."""
    text = "<meta charset=shift_jis>港の評議会は新しい渡し船を承認した。"
    assert decode(text.encode("cp932"), None) == (text, ())


def test_a_cut_or_stray_byte_does_not_turn_utf8_into_another_charset() -> None:
    """One bad byte in a long page must not spoil all other letters."""
    assert decode(GERMAN.encode()[:-1] + "ü".encode()[:1], None)[0] == GERMAN[:-1]
    stray = (GERMAN * 3).encode() + b"\x92"
    assert decode(stray, None)[0] == GERMAN * 3 + "’"


def test_invisible_characters_go_and_meaningful_joiners_stay() -> None:
    """A zero-width space splits a word for matching; in Persian the joiner is spelling."""
    assert clean_text("bud\u200bget \u202eoffi\x01cials\u202c\ufeff")[0] == "budget officials"
    assert clean_text("می\u200cخواهم")[0] == "می\u200cخواهم"


def test_space_is_single_and_paragraphs_stay() -> None:
    """Offsets and hashes must not depend on how a file was wrapped."""
    assert clean_text("a\u00a0 b\r\n\r\n\r\n\r\nc \n d\t e ")[0] == "a b\n\nc\nd e"


def test_entities_are_resolved_once() -> None:
    """JSON and CSV often carry escaped HTML text."""
    assert clean_text("Fish &amp; Chips &#8212; 5 &lt; 6")[0] == "Fish & Chips — 5 < 6"
    assert clean_text("AT&T; R&D")[0] == "AT&T; R&D"


@pytest.mark.parametrize("text", ["donâ€™t", "cafÃ©", "â€œferryâ€\x9d"])
def test_mojibake_is_repaired_and_flagged(text: str) -> None:
    """Wrongly decoded text never matches its sound copy."""
    assert clean_text(text)[1] == ("mojibake_repaired",)


@pytest.mark.parametrize("text", ["Ça va à Évian", "naïve façade", "Ålesund – Ørsta", "Я люблю", "Łódź"])
def test_sound_letters_are_left_alone(text: str) -> None:
    """Repairing what is not broken destroys names."""
    assert clean_text(text) == (text, ())


@given(st.text(max_size=200) | st.text(alphabet="ae \u0301\u200b\u200c\u00ad\n\t\r\u00a0\u0646", max_size=30))
def test_cleaning_characters_twice_changes_nothing(text: str) -> None:
    """The text's hash must be the same however often it is read."""
    once = clean_characters(text)
    assert clean_characters(once) == once


def test_furniture_is_parted_from_paragraphs_and_nothing_is_lost() -> None:
    """View counts and licence lines become numbers and sources in later stages."""
    article = [
        "The ferry to Brackwater sank in shallow water on Monday.",
        "All 12 people on board walked ashore, the harbour office said.",
    ]
    furniture = [
        "433",
        "Read more: Ferry line approved",
        "© 2026 Brackwater Post. All rights reserved.",
        "Advertisement",
        "Share this article",
        "5 min read",
        "Photo: A. Lindqvist / Post",
        "This entry was posted on May 5th, 2026 at 9:12 and is filed under Harbours.",
        "Sie können alle Antworten zu diesem Eintrag über den RSS-Feed verfolgen.",
        "Hat Ihnen dieser Artikel gefallen? Dann werden Sie Mitglied.",
    ]
    kept, removed, _ = strip_furniture([furniture[0], article[0], *furniture[1:], article[1]])
    assert kept == article
    assert removed == furniture


def test_the_caption_that_lost_its_picture_goes_with_its_count() -> None:
    """The caption of a lead picture repeats figures of the article, which then count twice."""
    caption = "A pilot boat waits off Brackwater after the ferry sank with 12 people on board."
    text = [
        "The ferry sank on Monday.",
        f"433\n{caption}",
        "All 12 walked ashore.",
        "Image is licensed under Creative Commons and was made by the harbour office.",
    ]
    assert strip_furniture(text).kept == [text[0], text[2]]
    assert strip_furniture(text).captions == [text[1]]
    assert strip_furniture(["433", *text[:1], *text[2:]]).kept == [text[0], text[2]]


@pytest.mark.parametrize(
    "sentence",
    [
        "Photo finishes are rare in rowing, but the jury needed one on Sunday, and it took an hour to decide.",
        "Share prices fell by 3 percent after the harbour company said it would miss its target for the year.",
        "Register offices in the county were closed on Friday. Staff had asked for more pay, the union said.",
        "Related arrests were made in three towns, police said, and two people were still in custody at night.",
        "This entry was thrown out of the race in 2026 because its crew had posted no list of names in time for it.",
        "Source code for the ticket system was published last week, which the council had promised in spring.",
    ],
)
def test_sentences_that_open_like_furniture_stay(sentence: str) -> None:
    """A pattern that is too wide loses a paragraph without a word."""
    assert strip_furniture([sentence]) == ([sentence], [], [])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council approved the new ferry line on Tuesday.", "en"),
        ("Der Stadtrat hat am Dienstag die neue Fähre genehmigt.", "de"),
        ("El ayuntamiento aprobó el martes la nueva línea de barcos.", "es"),
        ("市議会は火曜日に新しい渡し船を承認した。", "ja"),
        ("Городской совет одобрил новый паром во вторник.", "ru"),
        ("12", "und"),
        ("", "und"),
    ],
)
def test_languages(text: str, language: str) -> None:
    """What is not English is flagged by its language, not parsed as English."""
    assert detect_language(text) == language
