"""What a build must satisfy before it is put in place: nothing lost, nothing twice, figures in order.

Belongs here: checks of the file against the lake and against its own keys, quick enough to run in every build.
Does not belong here: judging the news in it (assets.quality).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from assets import schemas
from assets.warehouse.building import statements

if TYPE_CHECKING:
    import duckdb

    from assets.store import Store

COPIED = {
    "articles": "articles",
    "rejects": "rejects",
    "containments": "containments",
    "sentences": "sentences",
    "mentions": "entity_mentions",
    "quotes": "quotes",
    "numeric_facts": "numeric_facts",
}
UNIQUE = ("article_index", "outlets", "stories", "days", "numeric_facts", "classed_reports", "story_figures")
EMPTY = {
    "figures with low above high": "SELECT count(*) FROM story_figures WHERE low > high",
    "figures whose best lies outside low and high": "SELECT count(*) FROM story_figures WHERE best < low OR best > high",
    "facts without their article": (
        "SELECT count(*) FROM numeric_facts AS f ANTI JOIN article_index AS i "
        "ON f.article_id = i.article_id AND f.revision = i.revision"
    ),
}


def verify(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """RuntimeError with every fault found, one line; silent where the build is sound."""
    faults = [*_lost(connection, store), *_twice(connection), *_wrong(connection)]
    if faults:
        raise RuntimeError(f"the new warehouse is unsound and was not published: {'; '.join(faults)}")


def _lost(connection: duckdb.DuckDBPyConnection, store: Store) -> list[str]:
    faults = []
    for name, source in COPIED.items():
        table = schemas.table(source)
        expected = sum(pq.read_metadata(store.day_path(table, day)).num_rows for day in store.days(table))
        found = _count(connection, f"SELECT count(*) FROM {name}")
        if found != expected:
            faults.append(f"{name} has {found} rows of {expected} in the lake")
    return faults


def _twice(connection: duckdb.DuckDBPyConnection) -> list[str]:
    faults = []
    keys = {s.name: s.key for s in statements.load()}
    for name in UNIQUE:
        columns = ", ".join(keys[name])
        hashed = f"hash({columns})"
        repeated = _count(connection, f"SELECT count(*) - count(DISTINCT {hashed}) FROM {name}")
        if repeated:
            faults.append(f"{name} repeats {repeated} keys ({columns})")
    return faults


def _wrong(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [f"{count} {fault}" for fault, query in EMPTY.items() if (count := _count(connection, query))]


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return 0 if row is None else int(row[0])
