"""What an outlet repeats over its articles goes, the background of an event stays, and the order of arrival is no matter."""

from __future__ import annotations

import random
from datetime import date

import pytest
from articles_samples import NOW
from lake_maker import Lake, write

from assets import schemas

CALL = "Sign off your day with the Ellery Evening, our letter to readers of the harbour."
BACKGROUND = "The flood wall broke in January and twelve people were killed in the lower quarter."
SUBJECTS = (
    "Ferry captain honoured", "Orchard prices climb", "Museum reopens doors", "Bridge tender awarded",
    "Hospital hires nurses", "Chess champion resigns", "Railway strike averted", "Glacier survey begins",
)  # fmt: skip


def record(number, *extra, title=None, day=3, host="ellerypost.example"):
    """An article of its own subject with further paragraphs."""
    subject = title or SUBJECTS[number]
    body = [f"{subject}, the town heard on Monday, and {number} people came to see it for themselves.", *extra]
    body.append(f"Nobody could say on day {number} how long it would last, but the mayor was of good hope.")
    return {
        "id": f"r{number}",
        "title": subject,
        "text": "\n\n".join(body),
        "url": f"https://{host}/{number}/{'-'.join(subject.lower().split())}",
        "published_at": f"2026-03-{day:02d}",
    }


@pytest.fixture
def lake(tmp_path):
    return Lake(tmp_path / "home")


def texts(lake):
    """Text of each article by its title."""
    return {row["title"]: row["text"] for row in lake.rows()}


def test_a_call_in_articles_on_different_subjects_goes(lake, tmp_path):
    """The outlet's call to readers stood in every article; or it went without a flag, a count or a trace."""
    rows = [record(n, CALL, day=3 + n % 3) for n in range(5)]
    lake.take_in(write(tmp_path, "a.jsonl", rows))
    built = lake.build()
    flagged = [row for row in lake.rows() if "repeated_furniture" in row["flags"]]
    # The fourth subject of the window is there on the second day.
    assert [row["day"].day for row in flagged] == [4, 4, 5]
    assert built.counts["repeated_paragraphs"] == 3
    for row in flagged:
        assert CALL not in row["text"]
        assert len(row["text"].split("\n\n")) == 2
        assert row["left_out"] == CALL
        assert row["word_count"] == len(row["text"].split())
    staged = lake.arrivals()
    assert sum(CALL in text for text in staged["text"].to_pylist()) == 5


def test_the_background_of_an_event_stays(lake, tmp_path):
    """The paragraph on the dead that a newspaper repeats in each report on one event was taken for furniture."""
    titles = ["Flood wall: the search", "Who built the flood wall", "Minister visits flood town", "Flood victims named"]
    rows = [record(n, BACKGROUND, title=title) for n, title in enumerate(titles * 2)]
    lake.take_in(write(tmp_path, "a.jsonl", rows))
    assert lake.build().counts["repeated_paragraphs"] == 0
    assert all(BACKGROUND in text for text in texts(lake).values())


def test_copies_and_other_outlets_do_not_count(lake, tmp_path):
    """One article under many addresses, or a sentence that four outlets share, made furniture of news."""
    copies = [record(0, CALL, host=f"s{n}.ellerypost.example") for n in range(6)]
    shared = [record(n, BACKGROUND, host=f"outlet{n}.example") for n in range(6)]
    lake.take_in(write(tmp_path, "a.jsonl", [*copies, *shared]))
    assert lake.build().counts["repeated_paragraphs"] == 0


def test_an_article_that_is_mostly_repeated_stays_whole(lake, tmp_path):
    """A recurring notice, the same every day but for its headline, was emptied."""
    notice = {n: {**record(n), "text": f"{CALL}\n\n{BACKGROUND}\n\nAll {n} is well."} for n in range(6)}
    lake.take_in(write(tmp_path, "a.jsonl", notice.values()))
    lake.build()
    assert all(CALL in text and BACKGROUND in text for text in texts(lake).values())


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_arrival_is_no_matter(tmp_path, seed):
    """Days built before a late arrival kept what the same input in another order lost."""
    rows = [record(n, CALL, day=3 + n) for n in range(8)]
    whole, piecemeal = Lake(tmp_path / "whole"), Lake(tmp_path / "piecemeal")
    whole.take_in(write(tmp_path / "in", "all.jsonl", rows))
    whole.build()
    random.Random(seed).shuffle(rows)  # noqa: S311  (an order, not a secret)
    for number, one in enumerate(rows):
        piecemeal.take_in(write(tmp_path / "in", f"{number}.jsonl", [one]))
        piecemeal.build()
        piecemeal.pending.clear(piecemeal.pending.days())
    assert sum("repeated_furniture" in row["flags"] for row in whole.rows()) == 5
    assert texts(piecemeal) == texts(whole)
    assert [row["flags"] for row in piecemeal.rows()] == [row["flags"] for row in whole.rows()]


def test_only_later_days_that_may_change_are_done_again(lake, tmp_path):
    """One late article made the line recompute two weeks."""
    lake.take_in(write(tmp_path, "a.jsonl", [record(n, CALL, day=3 + n) for n in range(5)]))
    lake.take_in(write(tmp_path, "b.jsonl", [record(6, day=9)]))
    lake.pending.clear(lake.pending.days())
    report = lake.take_in(write(tmp_path, "c.jsonl", [record(7, CALL, day=2)]))
    assert report.days == [date(2026, 3, day) for day in (2, 3, 4, 5, 6, 7)]
    assert lake.pending.days() == report.days


def test_texts_that_differ_only_in_furniture_are_one_revision(lake, tmp_path):
    """A new call to readers under an old text counted as a changed article."""
    rows = [record(n, CALL) for n in range(5)]
    lake.take_in(write(tmp_path, "a.jsonl", [*rows, record(0)]), now=NOW)
    assert lake.build().counts["revisions"] == 5
    assert len(lake.rows(schemas.ARTICLES)) == 5
