"""What the published file holds, table by table, for a page that shows it.

Belongs here: columns with their comments, row counts and first rows of every table and view.
Does not belong here: how they are shown (Dagster's metadata, the data dictionary).
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.warehouse.building.publish import open_read_only

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa


@dataclass(frozen=True)
class DescribedColumn:
    """A column as the file declares it; `comment` is empty where it has none."""

    name: str
    type: str
    comment: str


@dataclass(frozen=True)
class Described:
    """A table or view: its columns in order, how many rows it has, and the first of them."""

    columns: tuple[DescribedColumn, ...]
    rows: int
    head: pa.Table


def describe(file: Path, names: list[str], rows: int) -> dict[str, Described]:
    """The tables and views of these names, with so many first rows each; duckdb.Error where one is not there."""
    found = {}
    with closing(open_read_only(file)) as connection:
        for name in names:
            columns = connection.execute(
                "SELECT column_name, data_type, coalesce(comment, '') FROM duckdb_columns() "
                "WHERE table_name = $name AND NOT internal ORDER BY column_index",
                {"name": name},
            ).fetchall()
            count = connection.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0]
            head = connection.sql(f'SELECT * FROM "{name}" LIMIT {rows:d}').to_arrow_table()
            found[name] = Described(tuple(DescribedColumn(*column) for column in columns), count, head)
    return found
