"""When people came to harm, where only a sentence beside the count says it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from assets.facts.analyse import Analyst

if TYPE_CHECKING:
    from assets.facts.language import Language

PUBLISHED = datetime(2021, 6, 16, tzinfo=UTC)
COUNT = "A blast at a mill in Torvale killed nine workers."


def times(language: Language, text: str) -> list[tuple[str | None, str | None]]:
    facts = Analyst(language).read("", text, PUBLISHED).facts
    return [
        (fact.time, str(fact.time_start) if fact.time_start else None) for fact in facts if fact.measure == "killed"
    ]


@pytest.mark.parametrize(
    ("text", "time", "day"),
    [
        (f"{COUNT} The blast, which occurred on Monday, shook the town.", "Monday", "2021-06-14"),
        (f"{COUNT} It happened shortly before noon Tuesday.", "shortly before noon Tuesday", "2021-06-15"),
        (f"{COUNT} The explosion at the mill took place on June 14.", "June 14", "2021-06-14"),
        ("A ferry capsized off Lusk yesterday. Nine sailors were killed.", "yesterday", "2021-06-15"),
        (
            "Police were called to a shooting at a bar on Sunday. There they found nine men dead.",
            "Sunday",
            "2021-06-13",
        ),
    ],
)
def test_the_time_of_the_event_is_taken_from_beside(language: Language, text: str, time: str, day: str) -> None:
    """A count had no time where the sentence before or behind dates its event."""
    assert times(language, text) == [(time, day)]


@pytest.mark.parametrize(
    "text",
    [
        f"{COUNT} Another blast occurred on Monday.",
        f"{COUNT} The mayor spoke on Monday.",
        f"{COUNT} The mill opened on Monday after a strike.",
        "A ferry capsized off Lusk yesterday. A separate fire killed nine sailors.",
        "Yesterday the mayor of Lusk spoke of the flood. Nine sailors were killed.",
        "A flood hit Lusk in 2012. Nine sailors were killed.",
    ],
)
def test_no_other_time_is_taken_from_beside(language: Language, text: str) -> None:
    """What is said of another event, of a speech or of years ago dates no count."""
    assert times(language, text) == [(None, None)]
