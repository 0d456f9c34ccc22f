"""Builds the warehouse: the lake's rows and the statements of sql/ make one DuckDB file, beside the published one.

Belongs here: what one build does, whole or for the days that changed.
Does not belong here: the statements (sql/), making tables of them (making.py), judging the result (soundness.py),
putting it in place (publish.py).

A build starts from a copy of the published file where that one was made by the same recipe (statements, schemas,
DuckDB version) and only a part of the days has changed; else from nothing.  Both ways give the same rows.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from assets import schemas
from assets.errors import UserError
from assets.store import OutdatedLakeError, outdated_files
from assets.warehouse.building import publish, soundness, statements
from assets.warehouse.building.making import LEXICONS, LakeFile, Making, lexicon_text, sql_text

if TYPE_CHECKING:
    from assets.home import Home
    from assets.store import Store

MEMORY_LIMIT = "1500MB"
STORAGE_VERSION = "v1.5.0"
# The published file as a database, and how many rows it keeps together: few enough that two threads share the articles'
# texts, and that a story's rows are found without reading most of a table.
DATABASE = "newstally"
ROW_GROUP_ROWS = 20_480
# Beyond this share of changed rows a build from nothing is quicker and leaves a better sorted file.
INCREMENTAL_SHARE = 0.25


@dataclass
class BuildReport:
    """What a build did.  `rows` per table of the file; `days` those renewed (all of them in a full build).

    `changed` is False where the published file already holds this lake: nothing was built then.
    """

    file: Path
    built_at: datetime
    is_full: bool
    changed: bool = True
    days: list[date] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def total_seconds(self) -> float:
        """Wall time of all steps."""
        return sum(self.seconds.values())


def build_warehouse(
    store: Store, home: Home, *, now: datetime, judge: Callable[[Path], Sequence[str]] = lambda _: ()
) -> BuildReport:
    """Build from the store's Parquet, check, and publish to `home.published`.

    `now` (aware) is recorded as the build's time.  `judge` is given the finished file before it is published and
    says, in a few words each, what must keep it from being published.  Raises UserError where it says anything, where
    another build runs, the folder cannot be written, or another program holds the published file open for writing;
    OutdatedLakeError where the lake has columns of another version; RuntimeError where the build is unsound.  In every such case the published file stays as it was.
    """
    with publish.builder_lock(home):
        aside = publish.aside_path(home)
        try:
            report = _build(store, home, aside, now=now)
        except duckdb.Error as error:
            if outdated := outdated_files(store):
                raise OutdatedLakeError(outdated) from error
            raise
        if report.changed:
            started = time.perf_counter()
            if faults := judge(aside):
                aside.unlink()
                raise UserError(f"the new warehouse was not published, the one before stays: {'; '.join(faults)}")
            report.seconds["judge"] = time.perf_counter() - started
            started = time.perf_counter()
            publish.put_in_place(aside, home)
            report.file = home.published
            report.seconds["publish"] = time.perf_counter() - started
        return report


def lake_files(store: Store) -> list[LakeFile]:
    """Every day of every lake table on disk, in the order of tables and days."""
    found = []
    for table in schemas.LAKE:
        for day in store.days(table):
            stat = store.day_path(table, day).stat()
            found.append(LakeFile(table.name, day, stat.st_size, stat.st_mtime_ns))
    return found


def _build(store: Store, home: Home, aside: Path, *, now: datetime) -> BuildReport:
    files = lake_files(store)
    recipe = statements.recipe([duckdb.__version__, *(lexicon_text(name) for name in LEXICONS)])
    changed = _changed_days(home, files, recipe)
    if changed is not None and not changed:
        return BuildReport(home.published, now, is_full=False, changed=False)
    is_full = changed is None
    started = time.perf_counter()
    if not is_full:
        shutil.copyfile(home.published, aside)
    with opened_aside(aside, home) as connection:
        run = Making(connection, store, set(changed or ()), is_full)
        run.seconds["copy"] = time.perf_counter() - started
        run.everything()
        run.record(files, recipe, now)
        rows = {
            s.name: int(_one(connection, f'SELECT count(*) FROM "{s.name}"'))
            for s in statements.load()
            if s.kind == "table"
        }
        run.timed("check", lambda: soundness.verify(connection, store))
        run.timed("checkpoint", lambda: connection.execute("CHECKPOINT"))
    days = sorted({f.day for f in files}) if is_full else sorted(run.days)
    return BuildReport(aside, now, is_full, days=days, rows=rows, seconds=run.seconds)


@contextlib.contextmanager
def opened_aside(aside: Path, home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file in the making, as the default database of a connection; whole on disk once this is left."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(home.warehouse / ".spill"),
        "preserve_insertion_order": False,
    }
    with closing(duckdb.connect(config=config)) as connection:
        # DuckDB would draw its bar into a log or a pipe as well.
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET TimeZone = 'UTC'")
        # A build that is killed is thrown away, so a log to recover it from would be written for nothing.
        connection.execute(
            f"ATTACH {sql_text(str(aside))} AS {DATABASE} (STORAGE_VERSION '{STORAGE_VERSION}', "
            f"ROW_GROUP_SIZE {ROW_GROUP_ROWS}, RECOVERY_MODE 'no_wal_writes')"
        )
        connection.execute(f"USE {DATABASE}")
        yield connection
        connection.execute("USE memory")
        connection.execute(f"DETACH {DATABASE}")


def _changed_days(home: Home, files: list[LakeFile], recipe: str) -> set[date] | None:
    """Days whose lake files differ from those the published file was made of; None where a full build is due."""
    if not home.published.is_file():
        return None
    try:
        with closing(publish.open_read_only(home.published)) as connection:
            if _one(connection, "SELECT recipe FROM build_info") != recipe:
                return None
            before = {
                LakeFile(*row)
                for row in connection.execute('SELECT table_name, day, "bytes", modified_ns FROM lake_files').fetchall()
            }
    except duckdb.Error:
        # Whatever is wrong with the published file, the lake is the truth and a new file mends it.
        return None
    changed = {f.day for f in before.symmetric_difference(files)}
    both = [*before, *files]
    moved = sum(f.bytes for f in both if f.day in changed)
    return changed if moved <= INCREMENTAL_SHARE * sum(f.bytes for f in both) else None


def _one(connection: duckdb.DuckDBPyConnection, query: str, parameters: object = None) -> Any:
    row = connection.execute(query, parameters).fetchone()
    return None if row is None else row[0]
