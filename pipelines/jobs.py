"""The jobs: the line, and the tidying of what Dagster itself keeps.

Belongs here: what is run together.  When it runs is in schedules.py and sensors.py.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import dagster as dg

from pipelines.settings import RetentionSettings

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
    """The job that forgets runs older than the settings keep them; Dagster has no retention of its own for these."""

    @dg.op(description="Delete finished runs and their events that are older than the settings keep them.")
    def forget_old_runs(context: dg.OpExecutionContext) -> None:
        before = now() - timedelta(days=retention.run_days)
        old = dg.RunsFilter(statuses=FINISHED, created_before=before)
        forgotten = 0
        while records := context.instance.get_run_records(old, limit=RUNS_A_ROUND):
            for record in records:
                context.instance.delete_run(record.dagster_run.run_id)
            forgotten += len(records)
        context.add_output_metadata({"runs": forgotten, "older_than_days": retention.run_days})

    @dg.job(name="tidy", description=f"Forgets runs older than {retention.run_days} days, so that storage stays small.")
    def tidy() -> None:
        forget_old_runs()

    return tidy
