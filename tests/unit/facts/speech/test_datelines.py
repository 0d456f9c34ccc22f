"""Datelines: where they end, and that nobody says them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assets.facts.datelines import find_datelines
from assets.facts.entities import find_mentions
from assets.facts.speech import find_quotes

if TYPE_CHECKING:
    from assets.facts.language import Language


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("LUSK (Harbour News) - The dam held.", ["LUSK (Harbour News) - "]),
        ("Lusk, Ohio (HN) — Two boats sank.", ["Lusk, Ohio (HN) — "]),
        ("PORT QUILL, March 3 - Shares fell.", ["PORT QUILL, March 3 - "]),
        ("MARLOW — “We lost it,” he said.", ["MARLOW — "]),
        ("A storm.\n(Harbour News) - Boats sank.", ["(Harbour News) - "]),
        ("NHA - founded in the spring - sank two boats.", []),
        ("The mayor (Lund) spoke - and left.", []),
        ("Lund said 10 - 12 boats sank.", []),
    ],
)
def test_datelines_end_behind_their_dash(text: str, lines: list[str]) -> None:
    """A name with a remark behind a dash was cut off, or a dateline was not seen."""
    assert [text[start:end] for start, end in find_datelines(text)] == lines


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        (
            "LUSK (Harbour News) - The dam will hold through the winter, engineers said on Monday.",
            "The dam will hold through the winter",
            "engineers",
        ),
        (
            "PORT QUILL, April 3 (Harbour News) - Two men were hurt in the blast, police said.",
            "Two men were hurt in the blast",
            "police",
        ),
    ],
)
def test_nobody_says_the_dateline(language: Language, text: str, content: str, source: str) -> None:
    """Reported words began with the dateline, or its place was taken for a speaker."""
    document = language.document("", text)
    quotes = find_quotes(document, find_mentions(document))
    assert [(q.text, q.source_text) for q in quotes] == [(content, source)]


def test_quoted_words_behind_a_dateline_are_direct(language: Language) -> None:
    """The dateline before the marks made a mixed quote of a direct one."""
    document = language.document("", "MARLOW, Ohio (HN) — “We lost the bridge,” Mayor Ann Dole said.")
    (quote,) = find_quotes(document, find_mentions(document))
    assert (quote.text, quote.form) == ("“We lost the bridge,”", "direct")
