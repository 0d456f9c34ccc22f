"""What was known at a time: the macros on all that is known now, against a warehouse that never saw what came later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from warehouse_lake import Lake, at

from assets.warehouse.build import build_warehouse

# Each report: outlet, when it was readable, revision of its article, the article that it copies, and its numbers.
REPORTS: list[tuple[str, str, int, str, dict[str, float]]] = [
    ("Kestrel News", "05-12 08:00", 1, "", {"killed": 12, "injured": 40}),
    ("Harbour Radio", "05-12 08:30", 1, "Kestrel News", {"killed": 12, "injured": 40}),
    ("Elmsford Herald", "05-12 09:00", 1, "", {"killed": 14}),
    # A correction, and one that takes a number back.
    ("Elmsford Herald", "05-12 11:00", 2, "", {"killed": 15}),
    ("Kestrel News", "05-12 12:00", 2, "", {"injured": 40}),
    ("Northern Ledger", "05-12 16:00", 1, "", {"killed": 19, "missing": 3}),
    # Readable since the first evening, though it was taken in long after the last one.
    ("Valley Post", "05-12 20:00", 1, "", {"killed": 19, "injured": 44}),
    ("Northern Ledger", "05-14 10:00", 2, "", {"killed": 24, "missing": 0}),
]
TIMES = sorted({when for _, when, *_ in REPORTS})


def lake_of(folder: Path, until: str) -> Lake:
    """The lake of the reports that were readable at `until`, published."""
    lake = Lake(folder)
    ids: dict[str, str] = {}
    for outlet, when, revision, original, numbers in REPORTS:
        if when > until:
            continue
        first = next(r[1] for r in REPORTS if r[0] == outlet)
        fields: dict[str, Any] = {"updated_at": at(when)} if revision > 1 else {}
        ids[outlet] = lake.article(
            outlet,
            first,
            f"Ferry, by {outlet}",
            story="ferry",
            revision=revision,
            article_id=ids.get(outlet, f"a{len(ids):016x}"),
            copy_of=ids.get(original),
            text=f"What {outlet} says at {when}.",
            arrived_at=at("05-30 00:00") if outlet == "Valley Post" else at(when),
            **fields,
        )
        for measure, value in numbers.items():
            lake.fact(ids[outlet], measure, value, revision=revision, counted="people")
    build_warehouse(lake.write(), lake.home, now=at("06-01 00:00"))
    return lake


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """All reports."""
    return lake_of(tmp_path_factory.mktemp("everything"), TIMES[-1])


def rows(lake: Lake, query: str) -> list[tuple[Any, ...]]:
    """The answer, in an order of its own."""
    with duckdb.connect(str(lake.home.published), read_only=True) as connection:
        return sorted(connection.execute(query).fetchall(), key=repr)


@pytest.mark.parametrize("time", TIMES)
def test_what_was_known_is_what_a_warehouse_of_that_time_says(everything: Lake, time: str, tmp_path: Path) -> None:
    """A later correction, a number taken back or a late report that shines through into the past."""
    then = lake_of(tmp_path, time)
    moment = f"'2031-{time}:00+00'"
    columns = (
        "measure, counted, low, best, high, independent_sources, conflicting_sources, reports, conflicts, superseded"
    )
    known = rows(everything, f"SELECT figure_id, {columns} FROM story_figures_as_of({moment})")
    assert known == rows(then, f"SELECT figure_id, {columns} FROM story_figures")
    assert known
    texts = "SELECT article_id, revision, title, text"
    assert rows(everything, f"{texts} FROM articles_as_of({moment})") == rows(
        then, f"{texts} FROM articles WHERE is_latest"
    )


def test_before_the_first_report_nothing_was_known(everything: Lake) -> None:
    """A figure that is older than its first report."""
    assert rows(everything, "FROM story_figures_as_of('2031-05-12 07:59:59+00')") == []
    assert rows(everything, "FROM articles_as_of('2031-05-12 07:59:59+00')") == []
