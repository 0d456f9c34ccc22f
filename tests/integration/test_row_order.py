"""What is published depends on the lake's rows alone, not on the order in which they are met."""

import random
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from assets.home import Home
from assets.store import Store
from assets.warehouse import build
from assets.warehouse.building import statements
from assets.warehouse.building.publish import open_read_only

NOW = datetime(2026, 3, 7, 6, tzinfo=UTC)


def contents(file: Path) -> dict[str, list[str]]:
    """All rows of all tables and views, in an order of their own."""
    with closing(open_read_only(file)) as connection:
        return {
            s.name: sorted(map(repr, connection.execute(f'SELECT * FROM "{s.name}"').fetchall()))
            for s in statements.load()
            if s.kind in ("table", "view")
        }


@pytest.mark.parametrize(("threads", "seed"), [(1, 1), (2, 2), (3, 3), (8, 4), (8, 5), (1, 6)])
def test_the_order_of_rows_decides_nothing(
    sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, threads: int, seed: int
) -> None:
    """Two of thirteen runs that were killed and repeated once published other disagreements from the same lake."""
    home = Home(tmp_path / "home")
    shutil.copytree(sample_home / "lake", home.lake)
    home.warehouse.mkdir(parents=True)
    dice = random.Random(seed)  # noqa: S311
    for path in sorted(home.lake.rglob("part-0.parquet")):
        rows = pq.read_table(path)
        order = list(range(rows.num_rows))
        dice.shuffle(order)
        pq.write_table(rows.take(order), path, row_group_size=dice.randint(1, 5))
    connect = duckdb.connect

    def with_threads(*arguments: Any, **options: Any) -> duckdb.DuckDBPyConnection:
        options["config"] = {**options.get("config", {}), "threads": threads}
        return connect(*arguments, **options)

    monkeypatch.setattr(build.duckdb, "connect", with_threads)
    assert build.build_warehouse(Store(home.lake), home, now=NOW).is_full
    monkeypatch.undo()
    found, wanted = contents(home.published), contents(Home(sample_home).published)
    assert {name for name in wanted if found[name] != wanted[name]} == set()
