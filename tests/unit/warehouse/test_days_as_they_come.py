"""Whatever order the days come in, the file holds what one build of the whole lake would hold."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from test_warehouse_build import contents

from assets import schemas
from assets.home import Home
from assets.store import Store
from assets.warehouse.build import build_warehouse
from bench.warehouse_lake import FIRST_DAY, Maker

NOW = datetime(2031, 6, 1, tzinfo=UTC)
DAYS, ARTICLES_PER_DAY = 24, 6
Rows = dict[str, list[dict[str, Any]]]


def write(store: Store, day: date, rows: Rows, share: float = 1.0) -> None:
    """Put the first of a day's articles into the lake, with all that is said of them."""
    ids = list(dict.fromkeys(row["article_id"] for row in rows["articles"]))
    kept = set(ids[: max(1, round(share * len(ids)))])
    for table in schemas.LAKE:
        full = [
            {c.name: row.get(c.name) for c in table.columns} for row in rows[table.name] if row["article_id"] in kept
        ]
        store.write_day(table, day, pa.Table.from_pylist(full, schema=table.schema))


def corrected(rows: Rows, pick: random.Random) -> None:
    """Change what a later look at the same day may change: a number, a story, an outlet's name, a time."""
    for fact in pick.sample(rows["numeric_facts"], 8):
        for name in ("value", "low", "high"):
            fact[name] = None if fact[name] is None else fact[name] + 1
    pick.choice(rows["stories"])["story_id"] = pick.choice(rows["stories"])["story_id"]
    article = pick.choice(rows["articles"])
    article["outlet"] = f"{article['outlet']} Online"
    article["published_at"] += timedelta(minutes=7)


@pytest.mark.parametrize("seed", range(3))
def test_days_as_they_come_hold_what_a_whole_build_holds(tmp_path: Path, seed: int) -> None:
    """Rows that a partial build leaves behind, repeats, or fails to move with a change on another day."""
    pick = random.Random(seed)  # noqa: S311
    maker = Maker(DAYS * ARTICLES_PER_DAY, DAYS, seed)
    lake = {FIRST_DAY + timedelta(days=number): maker.day(number) for number in range(DAYS)}
    *early, last = lake
    late = pick.sample(early, 2)
    home, store = Home(tmp_path), Store(tmp_path / "lake")
    for day in sorted(set(early) - set(late)):
        write(store, day, lake[day])
    assert build_warehouse(store, home, now=NOW).is_full

    changes = [(late[0], 1.0), (late[1], 0.5), (last, 0.5), (last, 1.0), (pick.choice(early), 1.0)]
    for number, (day, share) in enumerate(changes):
        if number == len(changes) - 1:
            corrected(lake[day], pick)
        write(store, day, lake[day], share)
        report = build_warehouse(store, home, now=NOW)
        assert report.changed
        assert not report.is_full
        whole = Home(tmp_path / f"whole-{number}")
        assert build_warehouse(store, whole, now=NOW).is_full
        partly, wholly = contents(home.published), contents(whole.published)
        assert {name for name in wholly if wholly[name] != partly[name]} == set()
