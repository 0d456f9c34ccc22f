"""A text without metadata gets the day it tells of only where the text itself confirms it."""

from datetime import UTC, date, datetime

import pytest

from assets.articles.drafting.named_day import named_day

NOW = datetime(2026, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "The ferry sank on Tuesday. Ships of that line were checked earlier in March 2026, before the March 3 accident.",
            date(2026, 3, 3),
        ),
        ("Wednesday's vote, on 4 March 2026, was the closest in years.", date(2026, 3, 4)),
        ("On Monday, March 2, 2026 the bridge closed; it had opened on Thursday, 5 February 2026.", date(2026, 3, 2)),
    ],
)
def test_a_day_confirmed_by_its_weekday_is_taken(text: str, day: date) -> None:
    """An undated report must not be filed months away from the other reports of its event."""
    found = named_day(text, now=NOW)
    assert found is not None
    assert found.day == day
    assert found.phrase in text


@pytest.mark.parametrize(
    "text",
    [
        "The battle of 8 May 1945 is remembered each year.",  # no weekday at all
        "On Sunday the town recalled the flood of 3 March 2021.",  # a Wednesday
        "They met on Thursday to plan the fair of 19 March 2026.",  # after now
        "The March 3 accident happened on a Tuesday.",  # no year anywhere
        "It opened on 31 February 2026, a Saturday, said the sign.",
    ],
)
def test_a_day_that_nothing_confirms_is_left(text: str) -> None:
    """A look back must not move an article to the day it looks back on."""
    assert named_day(text, now=NOW) is None
