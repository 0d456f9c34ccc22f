"""Dagster's own SQLite storage, with connections that are kept.

Belongs here: how Dagster's event log is opened where it lies in SQLite.
Does not belong here: where Dagster's files are and whether they are SQLite at all (instance.py), which events are worth
keeping (events.py).

Dagster's class opens and closes a connection for each of the some 600 events of a run.  Every commit then waits for the
disk, every close of the last connection copies the write-ahead log into the database and waits again, and every
statement is compiled anew.  Measured on 190 asset checks: 7.1 s of CPU and 58 s on a busy disk, against 2.1 s and 8 s
with the connections kept.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy
from dagster._core.events import EVENT_TYPE_TO_PIPELINE_RUN_STATUS, DagsterEventType
from dagster._core.storage.dagster_run import FINISHED_STATUSES
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage
from dagster._serdes import ConfigurableClassData

from pipelines.events import forget_checks, forget_copies, worth_keeping

if TYPE_CHECKING:
    from dagster import AssetKey, AssetRecordsFilter, EventLogEntry, EventRecordsResult
    from sqlalchemy.engine import Connection, Engine

# Each run has a database file of its own; a webserver looks into many.
KEPT_ENGINES = 8
BUSY_SECONDS = 60
REMEMBERED_SECONDS = 2.0
ENDS_OF_RUNS = {kind for kind, status in EVENT_TYPE_TO_PIPELINE_RUN_STATUS.items() if status in FINISHED_STATUSES}


class KeptEventLog(SqliteEventLogStorage):
    """The event log in SQLite; the files are those of Dagster's own class, which can take over at any time."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: OrderedDict[str, Engine] = OrderedDict()
        self._at_work: dict[tuple[int, str], Connection] = {}
        self._tables: set[str] = set()
        self._latest: dict[str, tuple[float, EventRecordsResult]] = {}
        super().__init__(base_dir, inst_data)
        # One thread may have both of an event's files open.
        self._db_lock = threading.RLock()  # type: ignore[assignment]

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Any) -> KeptEventLog:
        """The storage as dagster.yaml, or another Dagster process, describes it."""
        return cls(inst_data=inst_data, **config_value)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        at_work = self._at_work.get((threading.get_ident(), shard))
        if at_work is not None:
            yield at_work
            return
        with self._db_lock:
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.begin() as connection:
                yield connection

    def _engine(self, shard: str) -> Engine:
        if shard in self._engines:
            self._engines.move_to_end(shard)
            return self._engines[shard]
        engine = sqlalchemy.create_engine(
            self.conn_string_for_shard(shard),
            pool_size=1,
            connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        )
        sqlalchemy.event.listen(engine, "connect", _do_not_wait_for_the_disk)
        self._engines[shard] = engine
        while len(self._engines) > KEPT_ENGINES:
            self._engines.popitem(last=False)[1].dispose()
        return engine

    def store_event(self, event: EventLogEntry) -> None:
        """Store what is worth keeping of the event; with the run's last one its copies of check events go."""
        kept = worth_keeping(event)
        if kept is None:
            return
        kind = kept.dagster_event_type
        if kind == DagsterEventType.ASSET_MATERIALIZATION:
            self._latest.clear()
        with self._one_transaction(kept.run_id):
            super().store_event(kept)
            if kind in ENDS_OF_RUNS:
                with self.index_connection() as connection:
                    forget_copies(connection, kept.run_id)

    def store_event_batch(self, events: Sequence[EventLogEntry]) -> None:
        """Store the events of one run, in one transaction a file."""
        if events:
            with self._one_transaction(events[0].run_id):
                for event in events:
                    self.store_event(event)

    @contextmanager
    def _one_transaction(self, run_id: str) -> Iterator[None]:
        """Let every statement meanwhile go through one connection to each of the two files that an event is written to."""
        here = threading.get_ident()
        if (here, run_id) in self._at_work:
            yield
            return
        with self._connect(run_id) as run, self._connect(INDEX_SHARD_NAME) as index:
            self._at_work |= {(here, run_id): run, (here, INDEX_SHARD_NAME): index}
            try:
                yield
            finally:
                del self._at_work[here, run_id], self._at_work[here, INDEX_SHARD_NAME]

    def has_table(self, table_name: str) -> bool:
        """Whether the index has the table; Dagster asks the file's schema twice for each check."""
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    def fetch_materializations(
        self,
        records_filter: AssetKey | AssetRecordsFilter,
        limit: int,
        cursor: str | None = None,
        ascending: bool = False,
    ) -> EventRecordsResult:
        """The materializations; each check of a table asks anew for the same one, and is told what was just found."""
        question = repr((records_filter, limit, cursor, ascending))
        at, found = self._latest.get(question, (0.0, None))
        if found is None or time.monotonic() - at > REMEMBERED_SECONDS:
            found = super().fetch_materializations(records_filter, limit, cursor, ascending)
            self._latest = {question: (time.monotonic(), found)}
        return found

    def delete_events(self, run_id: str) -> None:
        """Delete all that is kept of a run; Dagster's own class leaves the emptied file and what the checks found."""
        super().delete_events(run_id)
        with self.index_connection() as connection:
            forget_checks(connection, run_id)
        with self._db_lock:
            engine = self._engines.pop(run_id, None)
            if engine is not None:
                engine.dispose()
            self._initialized_dbs.discard(run_id)
        for path in Path(self._base_dir).glob(f"{run_id}.db*"):
            path.unlink(missing_ok=True)

    def compact(self) -> None:
        """Give back to the disk what deleted runs have taken in the index."""
        with self.index_connection() as connection:
            pages, free = (
                int(connection.exec_driver_sql(f"PRAGMA {name}").scalar() or 0)
                for name in ("page_count", "freelist_count")
            )
        if free * 2 > pages:
            with self._engine(INDEX_SHARD_NAME).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM")

    def dispose(self) -> None:
        """Close what is kept."""
        for engine in self._engines.values():
            engine.dispose()
        super().dispose()


class KeptStorage(DagsterSqliteStorage):
    """Dagster's SQLite storage under one folder, with the event log above."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        super().__init__(base_dir, inst_data)
        self._event_log_storage = KeptEventLog(str(Path(base_dir) / "history" / "runs"))

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Any) -> KeptStorage:
        """The storage as dagster.yaml describes it."""
        return cls(inst_data=inst_data, **config_value)

    @property
    def event_storage_data(self) -> ConfigurableClassData:
        """How another process makes the event log."""
        folder = Path(self.base_dir) / "history" / "runs"
        return ConfigurableClassData(__name__, KeptEventLog.__name__, f"base_dir: {folder}\n")


def _do_not_wait_for_the_disk(connection: sqlite3.Connection, _record: object) -> None:
    """In write-ahead mode this cannot corrupt the file, and loses nothing when a process is killed.

    When the power fails the last events of a run may be missing from its log, never anything from the lake.
    """
    connection.execute("PRAGMA synchronous=NORMAL")
