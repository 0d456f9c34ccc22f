"""Headlines and interview lines that name their source before a colon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assets.facts.entities import find_mentions
from assets.facts.speech import find_quotes

if TYPE_CHECKING:
    from assets.facts.language import Language


@pytest.mark.parametrize(
    ("title", "source", "content"),
    [
        ("Police: nine people hurt in pier fire", "Police", "nine people hurt in pier fire"),
        ("Nine people hurt in pier fire: police", "police", "Nine people hurt in pier fire"),
        ("Nine people hurt in pier fire - officials", "officials", "Nine people hurt in pier fire"),
    ],
)
def test_headline_names_its_source(language: Language, title: str, source: str, content: str) -> None:
    """A figure in a headline lost its source, which only a colon or a dash shows."""
    document = language.document(title, "")
    (quote,) = [q for q in find_quotes(document, find_mentions(document)) if q.source_text == source]
    assert quote.text == content
    assert quote.part == "title"


def test_label_of_a_list_is_no_speaker(language: Language) -> None:
    """'Correction:' and 'Weather:' became people who speak."""
    document = language.document("", "Weather: rain is expected all day in the north.\n\nNote: times are local times.")
    assert not [q for q in find_quotes(document, find_mentions(document)) if q.cue == ":"]
