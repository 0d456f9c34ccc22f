"""A year of hourly runs in Dagster's storage: how large it is each month, with the tidying of every night.

`python -m bench.records [--days N] [--postgres URL]`: three real ticks of the week's bench (`bench.ticks`) are run; the last
run of the line and the last collection are then written again for every hour of N days (400), under ids and times of
their own, and each night the real tidying forgets what the settings no longer keep.  Without an address the storage is
SQLite.  Prints the bytes of one run and, every ten days, the runs kept and the size; the exit code is 1 where it is larger
at the end than when the oldest runs have begun to go, by more than the allowance.  With NEWSTALLY_RETENTION_RUN_DAYS=20 and
40 days it takes minutes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import sys
import tempfile
import time
import uuid
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg
import sqlalchemy

from assets.home import Home
from bench.ticks import run as run_ticks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection

START = datetime(2026, 3, 3, tzinfo=UTC)
REPORTED_DAYS = 10
ALLOWANCE = 1.10
EVENTS = (
    "INSERT INTO event_logs (run_id, event, dagster_event_type, timestamp, step_key, asset_key, partition) "
    "SELECT :new, replace(event, :old, :new), dagster_event_type, :at, step_key, asset_key, partition "
    "FROM event_logs WHERE run_id = :old ORDER BY id"
)
CHECKS = (
    "INSERT INTO asset_check_executions (asset_key, check_name, partition, run_id, execution_status, evaluation_event, "
    "evaluation_event_timestamp, evaluation_event_storage_id, materialization_event_storage_id, create_timestamp) "
    "SELECT asset_key, check_name, partition, :new, execution_status, replace(evaluation_event, :old, :new), :at, "
    "(SELECT max(id) FROM event_logs), materialization_event_storage_id, :at "
    "FROM asset_check_executions WHERE run_id = :old"
)
RUNS = (
    "INSERT INTO runs (run_id, snapshot_id, pipeline_name, status, run_body, partition, partition_set, "
    "create_timestamp, update_timestamp, start_time, end_time) "
    "SELECT :new, snapshot_id, pipeline_name, status, replace(run_body, :old, :new), partition, partition_set, "
    ":at, :at, start_time, end_time FROM runs WHERE run_id = :old"
)
TAGS = "INSERT INTO run_tags (run_id, key, value) SELECT :new, key, value FROM run_tags WHERE run_id = :old"


def again(instance: dg.DagsterInstance, old: str, at: datetime) -> None:
    """The run once more, as if it had been at that time: its row, events, checks, and what its steps printed."""
    new = str(uuid.uuid4())
    values = {"old": old, "new": new, "at": at.replace(tzinfo=None)}
    log, runs = instance.event_log_storage, instance.run_storage
    with runs.connect() as connection:  # type: ignore[attr-defined]
        carry_out(connection, (RUNS, TAGS), values)
    with log.index_connection() as connection:  # type: ignore[attr-defined]
        carry_out(connection, (EVENTS, CHECKS), values)
    root = Path(instance.root_directory)
    own = root / "history" / "runs" / f"{old}.db"
    if own.is_file():
        copy = own.with_name(f"{new}.db")
        shutil.copyfile(own, copy)
        with closing(sqlite3.connect(copy)) as connection, connection:
            connection.execute("UPDATE event_logs SET run_id = ?, event = replace(event, ?, ?)", (new, old, new))
    shutil.copytree(root / "storage" / old, root / "storage" / new)


def carry_out(connection: Connection, statements: Iterable[str], values: dict[str, object]) -> None:
    """The statements in one transaction."""
    typed = [sqlalchemy.text(one).bindparams(sqlalchemy.bindparam("at", type_=sqlalchemy.DateTime)) if ":at" in one
             else sqlalchemy.text(one) for one in statements]  # fmt: skip
    for statement in typed:
        connection.execute(statement, values)


def megabytes(instance: dg.DagsterInstance) -> tuple[float, int]:
    """What Dagster's records take, on this disk and in the server's database, and how many files that are."""
    root = Path(instance.root_directory)
    files = [
        path.stat().st_size for part in ("history", "storage") for path in (root / part).rglob("*") if path.is_file()
    ]
    size = float(sum(files))
    with instance.event_log_storage.index_connection() as connection:  # type: ignore[attr-defined]
        if connection.dialect.name == "postgresql":
            size += connection.execute(sqlalchemy.text("SELECT pg_database_size(current_database())")).scalar()
    return size / 1e6, len(files)


def settle(instance: dg.DagsterInstance) -> None:
    """Let what is written so far reach the files in which it stays."""
    for path in (Path(instance.root_directory) / "history").rglob("*.db"):
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def main() -> int:
    """Run the ticks, write the year, judge its size."""
    from pipelines import settings
    from pipelines.jobs import forget

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=400)
    parser.add_argument("--postgres", default="", metavar="URL")
    options = parser.parse_args()
    os.environ.pop("NEWSTALLY_NOW", None)
    if options.postgres:
        os.environ["NEWSTALLY_STORAGE_POSTGRES_URL"] = options.postgres
    with tempfile.TemporaryDirectory(prefix="newstally-records-") as work:
        home = Home(Path(work) / "home")
        started = time.process_time()
        run_ticks(home, 3)
        print(f"three ticks took {time.process_time() - started:.1f} s of processor time", flush=True)
        retention = settings.load(home.settings).retention
        with dg.DagsterInstance.get() as instance:
            patterns = [
                instance.get_runs(dg.RunsFilter(job_name=name), limit=1)[0].run_id for name in ("line", "collect")
            ]
            settle(instance)
            before, _ = megabytes(instance)
            for hour in range(10):
                again(instance, patterns[0], START + timedelta(hours=hour))
            settle(instance)
            print(f"a run of the line takes {(megabytes(instance)[0] - before) / 10:.2f} MB", flush=True)
            sizes = {}
            for day in range(1, options.days + 1):
                midnight = START + timedelta(days=day)
                for hour in range(24):
                    for pattern in patterns:
                        again(instance, pattern, midnight + timedelta(hours=hour))
                # The real runs, whose time is the machine's, are never old.
                forget(instance, retention, midnight + timedelta(days=1, hours=3))
                if day % REPORTED_DAYS == 0:
                    settle(instance)
                    size, files = megabytes(instance)
                    sizes[day] = size
                    print(
                        f"day {day}: {instance.get_runs_count()} runs kept, {size:,.0f} MB in {files:,} files",
                        flush=True,
                    )
    settled = [size for day, size in sizes.items() if day > retention.run_days]
    return 1 if settled and settled[-1] > ALLOWANCE * settled[0] else 0


if __name__ == "__main__":
    sys.exit(main())
