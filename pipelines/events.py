"""What of Dagster's events is worth keeping.

Belongs here: which events, and which parts of them, no page and no later run looks at.
Does not belong here: how they are stored (storage.py, postgres.py), how long runs are kept (jobs.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dagster._core.events import ASSET_CHECK_EVENTS, DagsterEventType
from dagster._core.execution.plan.outputs import StepOutputData
from dagster._core.storage.event_log.schema import AssetCheckExecutionsTable, SqlEventLogStorageTable

if TYPE_CHECKING:
    from dagster import EventLogEntry
    from sqlalchemy.engine import Connection

CHECK_STEPS = "_checks"


def worth_keeping(event: EventLogEntry) -> EventLogEntry | None:
    """The event as it is to be stored; None where it is not.

    An output of a check repeats what the check's own event says, and there are hundreds; the output of an asset repeats
    the metadata of its materialization, previews among them.  A retry looks at which assets gave an output, no more.
    """
    inner = event.dagster_event
    if inner is None or inner.event_type != DagsterEventType.STEP_OUTPUT:
        return event
    if (inner.step_key or "").endswith(CHECK_STEPS):
        return None
    data = inner.event_specific_data
    if not isinstance(data, StepOutputData) or not data.metadata:
        return event
    return event._replace(dagster_event=inner._replace(event_specific_data=data._replace(metadata={})))


def forget_copies(index: Connection, run_id: str) -> None:
    """Delete from the index of all runs the run's check events, which stand in its own file and in the table of checks.

    To be called after the run's end is stored: were the newest rows of the index deleted, their numbers would be given
    to later events, and who looks for what is newer than a number would pass these over.
    """
    kinds = [kind.value for kind in ASSET_CHECK_EVENTS]
    table = SqlEventLogStorageTable
    index.execute(table.delete().where(table.c.run_id == run_id, table.c.dagster_event_type.in_(kinds)))


def forget_checks(index: Connection, run_id: str) -> None:
    """Delete what the run's checks found, which Dagster keeps when it deletes a run."""
    index.execute(AssetCheckExecutionsTable.delete().where(AssetCheckExecutionsTable.c.run_id == run_id))
