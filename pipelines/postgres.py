"""Dagster's own PostgreSQL storage, without the events that nobody looks at, and with one connection that is kept.

Belongs here: what is different from Dagster's classes.  Needs the package dagster-postgres, so only Dagster imports it, by
name, where a server's address is set.
Does not belong here: which events are worth keeping (events.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dagster._serdes import ConfigurableClassData
from dagster_postgres import DagsterPostgresStorage, PostgresEventLogStorage
from dagster_postgres.utils import create_pg_engine

from pipelines.events import forget_checks, worth_keeping

if TYPE_CHECKING:
    from dagster import EventLogEntry


# Threads that ask at the same time get connections of their own, which are closed when they are done.
MORE_CONNECTIONS = 20


class SlimEventLog(PostgresEventLogStorage):
    """The event log; its tables are those of Dagster's own class, which can take over at any time.

    Dagster's class opens a connection for each of a run's events and questions, some 2,600, and the server a process for
    each connection.  Here a process keeps one, which is tried before it is used, so a server may be started anew meanwhile.
    """

    def __init__(self, postgres_url: str, inst_data: ConfigurableClassData | None = None) -> None:
        super().__init__(postgres_url, inst_data=inst_data)
        self._engine = create_pg_engine(
            postgres_url,
            isolation_level="AUTOCOMMIT",
            pool_size=1,
            max_overflow=MORE_CONNECTIONS,
            pool_pre_ping=True,
        )

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Any) -> SlimEventLog:
        """The event log as another Dagster process describes it."""
        return cls(config_value["postgres_url"], inst_data)

    def store_event(self, event: EventLogEntry) -> None:
        """Store what is worth keeping of the event."""
        kept = worth_keeping(event)
        if kept is not None:
            super().store_event(kept)

    def store_event_batch(self, events: Sequence[EventLogEntry]) -> None:
        """Store what is worth keeping of the events of one run."""
        kept = [one for event in events if (one := worth_keeping(event)) is not None]
        if kept:
            super().store_event_batch(kept)

    def dispose(self) -> None:
        """Close the kept connection."""
        super().dispose()
        self._engine.dispose()

    def delete_events(self, run_id: str) -> None:
        """Delete all that is kept of a run; Dagster's own class leaves what the checks found."""
        super().delete_events(run_id)
        with self.index_connection() as connection:
            forget_checks(connection, run_id)


class SlimStorage(DagsterPostgresStorage):
    """Dagster's PostgreSQL storage with the event log above."""

    def __init__(self, postgres_url: str, inst_data: ConfigurableClassData | None = None) -> None:
        super().__init__(postgres_url, inst_data=inst_data)
        self._event_log_storage = SlimEventLog(postgres_url)

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Any) -> SlimStorage:
        """The storage as dagster.yaml describes it."""
        return cls(config_value["postgres_url"], inst_data)

    @property
    def event_storage_data(self) -> ConfigurableClassData | None:
        """How another process makes the event log."""
        return self.inst_data and ConfigurableClassData(__name__, SlimEventLog.__name__, self.inst_data.config_yaml)
