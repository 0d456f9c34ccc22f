"""The jobs: the line, and the tidying of what Dagster itself keeps.

Belongs here: what is run together.  When it runs is in schedules.py and sensors.py.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import dagster as dg

from pipelines.settings import RetentionSettings
from pipelines.storage import KeptEventLog

LINE = "line"
COLLECT = "collect"
COLLECTED = dg.AssetSelection.assets("collected")
RUNS_A_ROUND = 200
FINISHED = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]

line = dg.define_asset_job(
    name=LINE,
    selection=dg.AssetSelection.all() - COLLECTED,
    description=(
        "Everything from the inbox to the published file: takes in what has arrived, works on every pending news "
        "day, builds and publishes the DuckDB file. Launch it for today's partition; a range recomputes these days."
    ),
)

collect = dg.define_asset_job(
    name=COLLECT,
    selection=COLLECTED,
    description="Asks the live sources whose interval has passed; what is new goes into the inbox.",
)


def tidy_job(retention: RetentionSettings, now: Callable[[], datetime]) -> dg.JobDefinition:
    """The job that forgets runs as the settings say; Dagster has no retention of its own for these."""

    @dg.op(description="Delete finished runs and their events that the settings no longer keep.")
    def forget_old_runs(context: dg.OpExecutionContext) -> None:
        context.add_output_metadata({"runs": forget(context.instance, retention, now())})

    @dg.job(
        name="tidy",
        description=(
            f"Forgets runs older than {retention.run_days} days, and of those older than {retention.every_run_days} days "
            "all that went well but the last of each day, so that storage stays small."
        ),
    )
    def tidy() -> None:
        forget_old_runs()

    return tidy


def forget(instance: dg.DagsterInstance, retention: RetentionSettings, now: datetime) -> int:
    """Delete the runs that the settings no longer keep, with their events and what they printed; how many there were."""
    old = [*_finished(instance, FINISHED, now - timedelta(days=retention.run_days))]
    kept: set[tuple[str, date]] = set()
    spare = []
    for run in _finished(instance, [dg.DagsterRunStatus.SUCCESS], now - timedelta(days=retention.every_run_days)):
        place = (run.dagster_run.job_name, run.create_timestamp.date())
        if place in kept:
            spare.append(run)
        kept.add(place)
    unwanted = {run.dagster_run.run_id for run in (*old, *spare)}
    for run_id in sorted(unwanted):
        instance.delete_run(run_id)
        instance.compute_log_manager.delete_logs(prefix=[run_id])
    if unwanted and isinstance(log := instance.event_log_storage, KeptEventLog):
        log.compact()
    return len(unwanted)


def _finished(
    instance: dg.DagsterInstance, statuses: list[dg.DagsterRunStatus], before: datetime
) -> Iterator[dg.RunRecord]:
    """Runs that ended, created before then, the newest first."""
    wanted = dg.RunsFilter(statuses=statuses, created_before=before)
    cursor = None
    while records := instance.get_run_records(wanted, limit=RUNS_A_ROUND, cursor=cursor):
        yield from records
        cursor = records[-1].dagster_run.run_id
