"""What is staged is known again, however it is held in memory."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pyarrow as pa
import pytest

from assets.articles.staging import known
from assets.articles.staging.known import Homes, KeySet


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "MOST_NEW", 7)


def key(number: int) -> bytes:
    """Keys that end in zeros are among them: numpy takes such zeros for the end of a text."""
    return random.Random(number).randbytes(16 - number % 4) + bytes(number % 4)  # noqa: S311


def test_a_set_of_keys_knows_what_was_added_and_nothing_else() -> None:
    """A key that was forgotten brought its record in a second time; one that was invented lost a record."""
    keys, plain = KeySet(), set()
    for number in range(300):
        if number % 50 == 9:
            column = [key(number), None, key(number + 1000)]
            keys.add_column(
                pa.chunked_array([pa.array(column, pa.binary(16)).slice(1), pa.array(column[:1], pa.binary(16))])
            )
            plain.update(filter(None, column))
        elif number % 3:
            keys.add(key(number))
            plain.add(key(number))
        sought = [key(n) for n in range(0, 1300, 17)]
        assert [one in keys for one in sought] == [one in plain for one in sought]


def test_an_article_keeps_its_earliest_day() -> None:
    """Two days for one article made two articles of it."""
    homes, plain = Homes(), {}
    chance = random.Random(5)  # noqa: S311
    start = date(2026, 3, 1)
    for number in range(400):
        article = f"a{chance.randrange(60) * 0x0404040404040404:016x}"
        day = start + timedelta(days=chance.randrange(90))
        if number < 40:
            homes.add_rows(
                pa.chunked_array([pa.array([None, article], pa.string())]),
                pa.chunked_array([pa.array([None, day], pa.date32())]),
                start + timedelta(days=200),
            )
            plain[article] = min(day, plain.get(article, day))
        elif article not in plain or day < plain[article]:
            homes.move(article, day)
            plain[article] = day
        assert homes[article] == plain[article]
    assert all(homes[article] == day for article, day in plain.items())
    assert homes.get("a" + "f" * 16) is None
    with pytest.raises(KeyError):
        homes["a" + "f" * 16]
