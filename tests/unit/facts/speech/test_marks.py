"""Quotation marks, sound and faulty."""

from __future__ import annotations

import pytest

from assets.facts.speech.quotation.marks import find_quoted


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quoted(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We are safe,” she said. “All of us.”", ["“We are safe,”", "“All of us.”"]),
        ('"We are safe," she said.', ['"We are safe,"']),
        ("''We are safe,'' she said.", ["''We are safe,''"]),
        ("‘We are safe,’ she said, and the workers’ union agreed.", ["‘We are safe,’"]),
        ("«We are safe», she said.", ["«We are safe»"]),
        ("It's the captain's ship, isn't it?", []),
    ],
)
def test_each_style_of_marks_is_read(text: str, expected: list[str]) -> None:
    """A style of marks was not known, or apostrophes were taken for marks."""
    assert quoted(text) == expected


def test_an_odd_mark_does_not_end_the_search() -> None:
    """One forgotten mark turned every quote after it inside out."""
    text = 'He called it "a mess and left.\n\n"We are safe," said Lund.\n\n"Nobody was hurt," said Quill.'
    assert quoted(text)[-2:] == ['"We are safe,"', '"Nobody was hurt,"']


def test_a_quote_goes_on_over_paragraphs() -> None:
    """The second paragraph of a long quote was a quote of nobody."""
    first, second = find_quoted("“It began at night.\n\n“By morning the pier was gone.”")
    assert first.is_open
    assert second.continues
