"""The lake: day-partitioned Parquet with atomic writes and reads by day.

Belongs here: where a table's files lie, how a day is written, read and compared.
Does not belong here: what the columns mean (assets.schemas) and when a day is computed (the stages).

A day of a table is one file, `<lake>/<table>/day=YYYY-MM-DD/part-0.parquet`.  Rows are sorted by the
table's order and written with fixed settings, so the same rows are the same bytes; a day whose bytes would
not change is left alone, modification time included.  A day without rows has no file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from assets import schemas
from assets.errors import UserError

FILE_NAME = "part-0.parquet"
ROW_GROUP_ROWS = 65_536


@dataclass(frozen=True)
class DayWrite:
    """What one write of one day of one table did: `rows` it now has, and whether its bytes changed."""

    table: str
    day: date
    rows: int
    changed: bool


@dataclass
class StageReport:
    """What a stage did: the days it wrote, and counts worth showing (rejects by reason, groups, ...)."""

    writes: list[DayWrite] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def rows(self, table: str) -> int:
        """Rows over the days written of that table."""
        return sum(write.rows for write in self.writes if write.table == table)

    def changed_days(self, *tables: str) -> list[date]:
        """Days whose bytes changed, of the tables named or of all, ascending and each once."""
        return sorted({w.day for w in self.writes if w.changed and (not tables or w.table in tables)})


class Store:
    """The lake under one folder.  Writers of different days never meet; one day has one writer at a time."""

    def __init__(self, root: Path) -> None:
        self.root = Path(root)

    def day_path(self, table: schemas.Table, day: date) -> Path:
        """The file that holds, or would hold, one day of a table."""
        return self.root / table.name / f"{schemas.DAY}={day.isoformat()}" / FILE_NAME

    def days(self, table: schemas.Table) -> list[date]:
        """Days of which the table has rows, ascending."""
        folder = self.root / table.name
        if not folder.is_dir():
            return []
        prefix = f"{schemas.DAY}="
        return sorted(
            date.fromisoformat(entry.name.removeprefix(prefix))
            for entry in folder.iterdir()
            if entry.name.startswith(prefix) and (entry / FILE_NAME).is_file()
        )

    def read(
        self, table: schemas.Table, days: Iterable[date] | None = None, columns: Sequence[str] | None = None
    ) -> pa.Table:
        """Rows of the days (all days if None) with `day` first; days without a file have no rows."""
        wanted = self.days(table) if days is None else sorted(set(days))
        pieces = [self.read_day(table, day, columns) for day in wanted if self.day_path(table, day).is_file()]
        if not pieces:
            fields = [f for f in table.schema_with_day if columns is None or f.name == schemas.DAY or f.name in columns]
            return pa.schema(fields).empty_table()
        return pa.concat_tables(pieces)

    def read_day(self, table: schemas.Table, day: date, columns: Sequence[str] | None = None) -> pa.Table:
        """One day's rows with `day` first; FileNotFoundError where the day has none."""
        names = None if columns is None else [c for c in columns if c != schemas.DAY]
        rows = pq.ParquetFile(self.day_path(table, day)).read(columns=names)
        days = pa.array([day], pa.date32()).take(pa.array([0] * rows.num_rows, pa.int32()))
        return rows.add_column(0, pa.field(schemas.DAY, pa.date32(), False), days).replace_schema_metadata(None)

    def write_day(self, table: schemas.Table, day: date, rows: pa.Table) -> DayWrite:
        """Put `rows` (any column order, `day` ignored) in place of the day in one step.

        Raises ValueError or ArrowInvalid where the rows do not have the table's shape.
        """
        shaped = shape(table, rows)
        target = self.day_path(table, day)
        if shaped.num_rows == 0:
            existed = target.exists()
            if existed:
                target.unlink()
            return DayWrite(table.name, day, 0, existed)
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f".{FILE_NAME}.{os.getpid()}.tmp")
        try:
            pq.write_table(shaped, aside, compression="zstd", row_group_size=ROW_GROUP_ROWS, store_schema=True)
            if target.exists() and _same_bytes(aside, target):
                return DayWrite(table.name, day, shaped.num_rows, changed=False)
            with aside.open("rb") as stream:
                os.fsync(stream.fileno())
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
        return DayWrite(table.name, day, shaped.num_rows, changed=True)

    def digest(self, table: schemas.Table, day: date) -> str:
        """SHA-256 of the day's file; of nothing where the day has no rows."""
        path = self.day_path(table, day)
        content = path.read_bytes() if path.is_file() else b""
        return hashlib.sha256(content).hexdigest()


class OutdatedLakeError(UserError):
    """Days of the lake (`days`) were written by another version of this program and have other columns."""

    def __init__(self, days: Iterable[date]) -> None:
        self.days = sorted(days)
        super().__init__(
            f"{len(self.days)} news days of the lake (the first is {self.days[0]}) were written by another version of newstally; "
            "make them anew with: newstally run"
        )


def outdated_files(store: Store) -> dict[date, list[Path]]:
    """Files whose columns are not those that are declared now, by day; files that cannot be read are passed over."""
    found: dict[date, list[Path]] = {}
    for table in schemas.LAKE:
        declared = [(field.name, field.type) for field in table.schema]
        for day in store.days(table):
            path = store.day_path(table, day)
            try:
                schema = pq.read_schema(path)
            except (pa.ArrowException, OSError):
                continue
            if [(field.name, field.type) for field in schema] != declared:
                found.setdefault(day, []).append(path)
    return found


def is_readable(path: Path) -> bool:
    """Whether every page of a Parquet file can be read."""
    try:
        for _ in pq.ParquetFile(path).iter_batches(batch_size=65_536):
            pass
    except (pa.ArrowException, OSError):
        return False
    return True


def shape(table: schemas.Table, rows: pa.Table) -> pa.Table:
    """Rows in the table's column order, types and row order.  ValueError names what is missing or null."""
    missing = [c.name for c in table.columns if c.name not in rows.column_names]
    if missing:
        raise ValueError(f"{table.name}: rows lack {', '.join(missing)}")
    chosen = rows.select([c.name for c in table.columns])
    for column in table.columns:
        if not column.nullable and chosen[column.name].null_count:
            raise ValueError(
                f"{table.name}.{column.name} must not be null, and {chosen[column.name].null_count} rows are"
            )
    shaped = chosen.cast(table.schema)
    return shaped.sort_by([(name, "ascending") for name in table.order]).combine_chunks()


def _same_bytes(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
