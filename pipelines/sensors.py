"""What is watched: the inbox, the sources' intervals, runs that fail, what is late, days held back.

Belongs here: sensors, each a few lines around plain code.
"""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

import dagster as dg

from assets.errors import UserError
from assets.home import Home
from assets.quality.alert import failed_checks
from assets.quality.checks import SITE
from pipelines import alerts, inbox
from pipelines.jobs import COLLECT, collect, line
from pipelines.partitions import partition_of
from pipelines.settings import Settings

LATE_SECONDS = 300
COLLECT_SECONDS = 60
AT_WORK = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
]


def sensors(settings: Settings, home: Home, now: Callable[[], datetime]) -> list[dg.SensorDefinition]:
    """The sensors of the inbox and the sources; where an alert is configured also those on failed runs and lateness.

    The sensor looks at the inbox without the home resource, whose lock a run holds for as long as it lasts.
    """

    @dg.sensor(
        name="inbox_sensor",
        job=line,
        minimum_interval_seconds=settings.line.inbox_seconds,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Runs the line when a file in the inbox is new or changed and no longer being written.",
    )
    def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        folder = home.inbox
        found = inbox.settled(inbox.look(folder), time.time_ns(), settings.line.settle_seconds)
        names = inbox.fresh(found, inbox.from_cursor(context.cursor))
        if not names:
            return dg.SkipReason(f"nothing new in {folder}")
        request = dg.RunRequest(
            run_key=inbox.content_key(folder, names),
            partition_key=partition_of(now()),
            tags={"newstally/inbox_files": str(len(names))},
        )
        return dg.SensorResult([request], cursor=inbox.to_cursor(found))

    @dg.sensor(
        name="collect_sensor",
        job=collect,
        minimum_interval_seconds=COLLECT_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Asks each source of sources.yaml again when its own interval has passed.",
    )
    def collect_sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        from assets.articles.sources import due_sources  # its readers are needed by no other sensor

        due = due_sources(home, now())
        if not due:
            return dg.SkipReason("no source is due" if home.sources.is_file() else f"there is no {home.sources}")
        if context.instance.get_runs_count(dg.RunsFilter(job_name=COLLECT, statuses=AT_WORK)):
            return dg.SkipReason("the last collection is still at work")
        asked = {"ops": {"collected": {"config": {"sources": due}}}}
        return dg.RunRequest(run_config=asked, tags={"newstally/sources": str(len(due))})

    watching: list[dg.SensorDefinition] = [inbox_sensor, collect_sensor]
    if settings.alerts.command or settings.alerts.webhook:

        @dg.run_failure_sensor(
            name="alert_sensor",
            default_status=dg.DefaultSensorStatus.RUNNING,
            description="Tells the configured program or address when a run fails or a blocking check stops it.",
        )
        def alert_sensor(context: dg.RunFailureSensorContext) -> None:
            checks = failed_checks(home.reports / SITE, context.dagster_run.run_id)
            # Dagster asks once for each run, also where this fails.
            if trouble := alerts.tell(home, settings.alerts, {**alerts.run_failed(context), "checks": checks}):
                raise UserError(trouble)

        @dg.sensor(
            name="late_sensor",
            minimum_interval_seconds=LATE_SECONDS,
            default_status=dg.DefaultSensorStatus.RUNNING,
            description="Tells the configured program or address, once each: late data, late sources, days held back.",
        )
        def late_sensor(context: dg.SensorEvaluationContext) -> dg.SkipReason:
            said = [alerts.tell_again(home, settings.alerts)]
            published = context.instance.get_latest_materialization_event(dg.AssetKey("published"))
            at = datetime.fromtimestamp(published.timestamp, UTC) if published else None
            troubles = alerts.standing_troubles(home, at, now(), settings.freshness.fail_hours)
            told = set(json.loads(context.cursor or "[]"))
            said += [alerts.tell(home, settings.alerts, troubles[name]) for name in sorted(troubles.keys() - told)]
            context.update_cursor(json.dumps(sorted(troubles)))
            said += [str(one["message"]) for one in troubles.values()]
            return dg.SkipReason("; ".join(filter(None, said)) or "all is well")

        watching += [alert_sensor, late_sensor]
    return watching
