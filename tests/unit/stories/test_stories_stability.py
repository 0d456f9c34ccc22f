"""Groups do not depend on order, batches or the day on which an article came in; ids stand when later days come."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from assets import schemas
from assets.store import Store
from assets.stories.build import build_duplicates, build_stories
from assets.stories.stream import group_rows
from tests.unit.stories.newsroom import BLAZE, FLOOD, NEXT_BLAZE, NEXT_FLOOD
from tests.unit.stories.rows import FERRY, FERRY_OWN, TUNNEL, article, digest, put, table

START = datetime(2026, 4, 1, tzinfo=UTC)
TEXTS = [
    ("Ferry aground off Marrow Point", FERRY),
    ("Hours in the dark on the Grey Heron ferry", FERRY_OWN),
    ("Kelder tunnel breaks through", TUNNEL),
    *((title, text) for _, title, text in (*FLOOD[:3], NEXT_FLOOD, BLAZE, NEXT_BLAZE)),
]
LAST_LINES = ["", "\n\nThe inquiry goes on.", "\n\nA second report is due on Friday, officials said.", "\n\nRead more."]


@st.composite
def newsrooms(draw: st.DrawFn, most: int = 14) -> list[dict]:
    """Articles of a few texts, cut, extended and renumbered, by several outlets over twenty days."""
    rows = []
    for number in range(draw(st.integers(2, most))):
        title, text = draw(st.sampled_from(TEXTS))
        paragraphs = text.split("\n\n")[: draw(st.integers(1, 5))]
        text = "\n\n".join(paragraphs) + draw(st.sampled_from(LAST_LINES))
        if draw(st.booleans()):
            text = text.replace("5", str(draw(st.integers(2, 9))))
        moment = START + timedelta(hours=draw(st.integers(0, 480)))
        when = moment.strftime(draw(st.sampled_from(["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d"])))
        outlet = draw(st.sampled_from(["harbour-post", "lake-gazette", "valley-courier"]))
        rows.append(article(f"n{number}", title, text, when, outlet, draw(st.sampled_from([None, None, "Northwire"]))))
    return rows


def settled(store: Store, days: list) -> None:
    build_stories(store, sorted({*days, *build_duplicates(store, days).changed_days()}))


def columns(store: Store, which: schemas.Table, *names: str) -> dict[str, tuple]:
    return {row["article_id"]: tuple(row[name] for name in names) for row in store.read(which).to_pylist()}


@settings(max_examples=15, deadline=None)
@given(rows=newsrooms(), data=st.data())
def test_order_and_batches_change_nothing(rows: list[dict], data: st.DataObject) -> None:
    """The same articles in another order or in other batches fell into other groups."""
    expected = {row["article_id"]: row for row in group_rows(table(rows)).to_pylist()}
    shuffled = data.draw(st.permutations(rows))
    batch = data.draw(st.integers(1, len(rows)))
    found = {row["article_id"]: row for row in group_rows(table(shuffled), batch=batch).to_pylist()}
    assert found == expected


@settings(max_examples=6, deadline=None)
@given(rows=newsrooms(most=6), data=st.data())
def test_articles_that_come_late_end_where_they_would_have_been(rows: list[dict], data: st.DataObject) -> None:
    """A lake whose old days were filled up later had other groups than one that had every article in time."""
    names = ("duplicate_group", "original_id", "relation", "matched_id", "similarity", "lag_seconds")
    with tempfile.TemporaryDirectory() as folder:
        whole, grown = Store(Path(folder) / "whole"), Store(Path(folder) / "grown")
        settled(whole, put(whole, rows))
        arrived: list[dict] = []
        for row in data.draw(st.permutations(rows)):
            arrived.append(row)
            put(grown, [other for other in arrived if other["day"] == row["day"]])
            settled(grown, [row["day"]])
        assert columns(grown, schemas.DUPLICATES, *names) == columns(whole, schemas.DUPLICATES, *names)
        assert set(columns(grown, schemas.STORIES, "story_id")) == {row["article_id"] for row in rows}
        before = digest(Path(folder) / "grown")
        settled(grown, grown.days(schemas.ARTICLES))
        groups = columns(grown, schemas.DUPLICATES, *names)
        assert groups == columns(whole, schemas.DUPLICATES, *names)
        settled(grown, grown.days(schemas.ARTICLES))
        again = digest(Path(folder) / "grown")
        assert {path: again[path] for path in before if "duplicate" in path} == {
            path: before[path] for path in before if "duplicate" in path
        }


@settings(max_examples=6, deadline=None)
@given(rows=newsrooms())
def test_later_days_change_no_id(rows: list[dict]) -> None:
    """Groups and stories of yesterday had other ids once today's articles had come."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        known: dict[str, tuple] = {}
        told: dict[str, tuple] = {}
        for day in sorted({row["day"] for row in rows}):
            put(store, [row for row in rows if row["day"] == day])
            settled(store, [day])
            groups = columns(store, schemas.DUPLICATES, "duplicate_group", "relation")
            stories = columns(store, schemas.STORIES, "story_id")
            assert known.items() <= groups.items()
            assert told.items() <= stories.items()
            known, told = groups, stories


@settings(max_examples=6, deadline=None)
@given(rows=newsrooms())
def test_a_group_lies_within_one_story(rows: list[dict]) -> None:
    """Copies of one text stood in two stories."""
    story_of: dict[str, str] = {}
    for row in group_rows(table(rows)).to_pylist():
        assert story_of.setdefault(row["duplicate_group"], row["story_id"]) == row["story_id"]
