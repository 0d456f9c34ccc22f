"""The quick test of whether a sentence must be parsed for speech."""

from __future__ import annotations

import pytest

from assets.facts.speech import needs_parse


@pytest.mark.parametrize(
    "text",
    [
        "Nine boats sank, police said.",
        "She wrote to them.",
        "“Gone.”",
        "According to Lund it rained.",
        "They denied it.",
    ],
)
def test_speech_asks_for_a_parse(text: str) -> None:
    """A sentence with reported speech was left unparsed, so its source was lost."""
    assert needs_parse(text)


def test_plain_narration_needs_none() -> None:
    """Every sentence was parsed, which made the stage twice as slow."""
    assert not needs_parse("The pier stood at the mouth of the river.")
