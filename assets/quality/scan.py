"""Looks at the data for a suite: DuckDB and pyarrow read the files, frames come out for Great Expectations to judge.

Belongs here: views over the lake, the files' footers, running a suite's SQL.
Does not belong here: deciding whether what was found is good (run.py), or which rules there are (suite.py).

A file that cannot be read, or has other columns than declared, is named by the checks on files; its day is left out
of everything else, so that one damaged file is one failed check and not twenty that could not run.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from assets import schemas
from assets.quality.outcome import EXAMPLES, Example
from assets.quality.suite import ROWS_IN_FILES, Check, Suite

if TYPE_CHECKING:
    import pandas as pd

    from assets.store import Store

HISTORY_DAYS = 14
BATCH_ROWS = 250_000
MEMORY_LIMIT = "2GB"


@dataclass
class Figures:
    """Figures per news day (one row without a day for a warehouse table), and who the offenders are.

    `values[check]` has one entry per day, None where a day was not looked at.  `failures` says why a check's SQL
    could not run.
    """

    days: list[date | None] = field(default_factory=list)
    values: dict[str, list[float | None]] = field(default_factory=dict)
    examples: dict[str, list[Example]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def add(self, check: str, day: int, value: float | None) -> None:
        """Put one value in its day's row, by the day's position."""
        column = self.values.setdefault(check, [])
        column.extend([None] * (day + 1 - len(column)))
        column[day] = value

    def frame(self, columns: Sequence[str]) -> pd.DataFrame:
        """One row a day with `day` as text and the columns named, as floats with NaN for None."""
        import pandas as pd  # costs a second of import, which only a run that judges should pay

        count = len(self.days)
        filled = {name: self.values.get(name, []) for name in columns}
        return pd.DataFrame(
            {
                schemas.DAY: pd.Series([day.isoformat() if day else "all" for day in self.days], dtype="str"),
                **{
                    name: pd.Series([*values, *[None] * (count - len(values))], dtype="float64")
                    for name, values in filled.items()
                },
            }
        )


@dataclass(frozen=True)
class FileReport:
    """What one day's file looks like from outside: offences per derived check on files, and its rows."""

    day: date
    rows: int
    unreadable: tuple[str, ...] = ()
    columns_off: tuple[str, ...] = ()
    nulls: tuple[str, ...] = ()
    null_rows: int = 0

    @property
    def is_usable(self) -> bool:
        """Whether SQL over the table's columns can read it."""
        return not self.unreadable and not self.columns_off


def inspect_file(store: Store, table: schemas.Table, day: date) -> FileReport:
    """What the day's file looks like; a day without a file has no rows and nothing wrong with it."""
    path = store.day_path(table, day)
    try:
        stamp = path.stat()
    except FileNotFoundError:
        return FileReport(day, 0)
    return _read_through(path, table, day, stamp.st_mtime_ns, stamp.st_size)


@functools.lru_cache(maxsize=4096)
def _read_through(path: Path, table: schemas.Table, day: date, _mtime_ns: int, _size: int) -> FileReport:
    """Read the whole file, row group by row group: damage shows only in the pages that are read.

    Cached, since the checks of seven tables ask for the same day of articles.
    """
    required = {c.name for c in table.columns if not c.nullable}
    nulls: dict[str, int] = {}
    try:
        source = pq.ParquetFile(path)
        found = {f.name: f.type for f in source.schema_arrow}
        for batch in source.iter_batches(batch_size=65_536):
            for name in required.intersection(batch.schema.names):
                nulls[name] = nulls.get(name, 0) + batch.column(name).null_count
    except (pa.ArrowException, OSError) as error:
        return FileReport(day, 0, unreadable=(f"{path.name}: {str(error).splitlines()[0][:200]}",))
    declared = {c.name: c.type for c in table.columns}
    off = [f"{name} is missing" for name in declared if name not in found]
    off += [f"{name} is not declared" for name in found if name not in declared]
    off += [
        f"{name} is {found[name]}, not {kind}"
        for name, kind in declared.items()
        if name in found and not same_type(found[name], kind)
    ]
    return FileReport(
        day,
        source.metadata.num_rows,
        columns_off=tuple(off),
        nulls=tuple(f"{name} in {count} rows" for name, count in sorted(nulls.items()) if count),
        null_rows=sum(nulls.values()),
    )


def same_type(found: pa.DataType, declared: pa.DataType) -> bool:
    """Whether two types hold the same values; whether an item may be null, and what it is called, is left aside."""
    if pa.types.is_list(found) and pa.types.is_list(declared):
        return same_type(found.value_type, declared.value_type)
    if pa.types.is_struct(found) and pa.types.is_struct(declared):
        return [(f.name, f.type) for f in found] == [(f.name, f.type) for f in declared]
    return bool(found == declared)


def inspect_files(store: Store, table: schemas.Table, days: Sequence[date], figures: Figures) -> list[date]:
    """Fill the figures of the checks on files for these days; returns the days whose file SQL can read.

    A day without a file is usable: it has no rows.
    """
    usable = []
    for day in days:
        figures.days.append(day)
        place = len(figures.days) - 1
        report = inspect_file(store, table, day)
        found = {
            "files_are_readable": (len(report.unreadable), report.unreadable),
            "columns_as_declared": (len(report.columns_off), report.columns_off),
            "required_values_are_present": (report.null_rows, report.nulls),
        }
        for check, (count, named) in found.items():
            figures.add(check, place, count)
            figures.examples.setdefault(check, []).extend(Example(day, one) for one in named[:EXAMPLES])
        if report.is_usable:
            figures.add(ROWS_IN_FILES, place, report.rows)
            usable.append(day)
    return usable


def batches(store: Store, table: schemas.Table, days: Iterable[date]) -> Iterator[list[date]]:
    """The days in runs whose rows together stay near BATCH_ROWS, so that years fit in memory."""
    batch: list[date] = []
    rows = 0
    for day in sorted(set(days)):
        path = store.day_path(table, day)
        try:
            here = pq.read_metadata(path).num_rows if path.is_file() else 0
        except (pa.ArrowException, OSError):
            here = 0
        if batch and rows + here > BATCH_ROWS:
            yield batch
            batch, rows = [], 0
        batch.append(day)
        rows += here
    if batch:
        yield batch


class LakeScan:
    """A DuckDB connection with the views that suite SQL reads, for one batch of days of one table."""

    def __init__(
        self, store: Store, suite: Suite, days: Sequence[date], *, today: date, temp: Path | None = None
    ) -> None:
        """`days` are judged; a day before `today` is over, so that a low count means something."""
        self.store = store
        self.suite = suite
        self.days = list(days)
        self.connection = connect(temp)
        self._make_views(today)

    def close(self) -> None:
        """Close the connection; the views go with it."""
        self.connection.close()

    def _make_views(self, today: date) -> None:
        judged = pa.table(
            {
                schemas.DAY: pa.array(self.days, pa.date32()),
                "is_over": pa.array([day < today for day in self.days], pa.bool_()),
            }
        )
        self.connection.register("judged_days", judged)
        text = "\n".join(check.sql for check in self.suite.checks)
        if re.search(rf"\b{schemas.ARRIVALS.name}\b", text):
            folders = [
                self.store.root / schemas.ARRIVALS.name / f"{schemas.DAY}={day.isoformat()}" for day in self.days
            ]
            files = [path for folder in folders for path in sorted(folder.glob("[!.]*.parquet"))]
            view_of(self.connection, schemas.ARRIVALS, schemas.ARRIVALS.name, files)
        for name in schemas.names():
            if name != self.suite.table and not re.search(rf"\b(known_|recent_)?{name}\b", text):
                continue
            make_views(self.connection, self.store, schemas.table(name), self.days, text)

    def rows(self) -> pd.DataFrame:
        """The rows frame: `day` and the columns that the suite's checks on rows read."""
        columns = ", ".join(f'"{name}"' for name in [schemas.DAY, *self.suite.row_columns])
        return self.connection.execute(f"SELECT {columns} FROM {self.suite.table}").df()

    def gather(self, figures: Figures) -> None:
        """Run the SQL of every check on figures; a statement that fails is noted, the others go on."""
        places = {day: place for place, day in enumerate(figures.days)}
        for check in self.suite.of("figures"):
            if not check.sql or check.name in figures.failures:
                continue
            try:
                found = self._offences(check) if check.lists_offenders else self._values(check)
            except duckdb.Error as error:
                figures.failures[check.name] = first_line(error)
                continue
            for day in self.days:
                value, named = found.get(day, (0.0 if check.lists_offenders else None, []))
                figures.add(check.name, places[day], value)
                figures.examples.setdefault(check.name, []).extend(Example(day, one) for one in named)

    def _offences(self, check: Check) -> dict[date, tuple[float | None, list[str]]]:
        sql = f"SELECT day, count(*), min(id, {EXAMPLES}) FROM (SELECT day, id::VARCHAR AS id FROM ({check.sql})) GROUP BY day"
        return {day: (float(count), list(named)) for day, count, named in self.connection.execute(sql).fetchall()}

    def _values(self, check: Check) -> dict[date, tuple[float | None, list[str]]]:
        sql = f"SELECT day, value::DOUBLE FROM ({check.sql})"
        return {day: (value, []) for day, value in self.connection.execute(sql).fetchall()}


class WarehouseScan:
    """The published file, read-only, with the lake beside it as known_<table>; its tables are judged as a whole."""

    def __init__(self, published: Path, store: Store, suites: Sequence[Suite], *, temp: Path | None = None) -> None:
        """Raises duckdb.Error where the file does not open."""
        self.connection = connect(temp)
        text = "\n".join(check.sql for suite in suites for check in suite.checks)
        for name in schemas.names():
            if re.search(rf"\bknown_{name}\b", text):
                table = schemas.table(name)
                make_view(self.connection, store, table, f"known_{name}", store.days(table), set())
        quoted = str(published).replace("'", "''")
        self.connection.execute(f"ATTACH '{quoted}' AS published (READ_ONLY)")
        self.connection.execute("USE published")

    def close(self) -> None:
        """Close the connection and with it the file."""
        self.connection.close()

    def rows(self, table: str) -> int:
        """Rows of a table or view of the file."""
        found = self.connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        return int(found[0]) if found else 0

    def gather(self, suite: Suite, figures: Figures) -> None:
        """Run the SQL of every check of a suite into the figures' one row."""
        for check in suite.checks:
            sql = f"SELECT count(*), min(id, {EXAMPLES}) FROM (SELECT id::VARCHAR AS id FROM ({check.sql}))"
            try:
                found = self.connection.execute(sql).fetchone()
            except duckdb.Error as error:
                figures.failures[check.name] = first_line(error)
                continue
            count, named = found or (0, None)
            figures.add(check.name, 0, float(count))
            figures.examples[check.name] = [Example(None, one) for one in named or []]


def connect(temp: Path | None = None) -> duckdb.DuckDBPyConnection:
    """An in-memory connection with a memory limit; what does not fit goes to `temp`, if given."""
    config: dict[str, Any] = {"memory_limit": MEMORY_LIMIT}
    if temp is not None:
        config["temp_directory"] = str(temp)
    connection = duckdb.connect(config=config)
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET enable_progress_bar = false")
    return connection


def make_views(
    connection: duckdb.DuckDBPyConnection, store: Store, table: schemas.Table, days: Sequence[date], text: str
) -> None:
    """Views <table>, and known_<table> and recent_<table> where the text names them."""
    broken = {day for day in days if not inspect_file(store, table, day).is_usable}
    make_view(connection, store, table, table.name, days, broken)
    existing = store.days(table) if re.search(rf"\b(known|recent)_{table.name}\b", text) else []
    if re.search(rf"\bknown_{table.name}\b", text):
        make_view(connection, store, table, f"known_{table.name}", existing, broken)
    if re.search(rf"\brecent_{table.name}\b", text):
        near = {day - timedelta(days=back) for day in days for back in range(HISTORY_DAYS + 1)}
        make_view(connection, store, table, f"recent_{table.name}", [day for day in existing if day in near], broken)


def make_view(
    connection: duckdb.DuckDBPyConnection,
    store: Store,
    table: schemas.Table,
    view: str,
    days: Sequence[date],
    broken: set[date],
) -> None:
    """One view over the files of these days but the broken ones; a day without a file has no rows."""
    paths = (store.day_path(table, day) for day in days if day not in broken)
    view_of(connection, table, view, [path for path in paths if path.is_file()])


def view_of(connection: duckdb.DuckDBPyConnection, table: schemas.Table, view: str, files: Sequence[Path]) -> None:
    """One view over Parquet files that lie in folders by day."""
    if not files:
        connection.register(view, table.schema_with_day.empty_table())
        return
    listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
    connection.execute(
        f"CREATE TEMP VIEW {view} AS SELECT * FROM read_parquet([{listed}], "
        f"hive_partitioning = true, hive_types = {{'{schemas.DAY}': DATE}})"
    )


def first_line(error: Exception) -> str:
    """An error as one line; its type where it has no words."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0][:300]}" if lines else type(error).__name__
