"""When things run of themselves.

Belongs here: the schedules.  The inbox and the sources' intervals are watched by sensors.
"""

import dagster as dg

from pipelines.jobs import line
from pipelines.partitions import partition_of
from pipelines.settings import Settings


def schedules(settings: Settings, tidy: dg.JobDefinition) -> list[dg.ScheduleDefinition]:
    """The line's schedule and the nightly tidying, both on from the start."""

    @dg.schedule(
        name="line_schedule",
        job=line,
        cron_schedule=settings.line.schedule,
        execution_timezone="UTC",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Runs the line for today's news day: takes in, recomputes what is pending, publishes.",
    )
    def line_schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        moment = context.scheduled_execution_time
        return dg.RunRequest(run_key=moment.isoformat(), partition_key=partition_of(moment))

    nightly = dg.ScheduleDefinition(
        name="tidy_schedule",
        job=tidy,
        cron_schedule="17 3 * * *",
        execution_timezone="UTC",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Forgets old runs, every night.",
    )
    return [line_schedule, nightly]
