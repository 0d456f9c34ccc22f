"""What is watched: the inbox, runs that fail, and data that is late.

Belongs here: sensors, each a few lines around plain code.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import dagster as dg

from assets.home import Home
from assets.quality.alert import failed_checks, late_data
from assets.quality.checks import SITE
from pipelines import alerts, inbox
from pipelines.jobs import line
from pipelines.partitions import partition_of
from pipelines.settings import Settings

LATE_SECONDS = 900


def sensors(settings: Settings, home: Home, now: Callable[[], datetime]) -> list[dg.SensorDefinition]:
    """The inbox sensor, and where an alert is configured those on failed runs and on late data.

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

    watching: list[dg.SensorDefinition] = [inbox_sensor]
    if settings.alerts.command or settings.alerts.webhook:

        @dg.run_failure_sensor(
            name="alert_sensor",
            default_status=dg.DefaultSensorStatus.RUNNING,
            description="Tells the configured program or address when a run fails or a blocking check stops it.",
        )
        def alert_sensor(context: dg.RunFailureSensorContext) -> None:
            checks = failed_checks(home.reports / SITE, context.dagster_run.run_id)
            alerts.send(settings.alerts, {**alerts.run_failed(context), "checks": checks})

        @dg.sensor(
            name="late_sensor",
            minimum_interval_seconds=LATE_SECONDS,
            default_status=dg.DefaultSensorStatus.RUNNING,
            description="Tells the configured program or address, once, when nothing was published for too long.",
        )
        def late_sensor(context: dg.SensorEvaluationContext) -> dg.SkipReason:
            published = context.instance.get_latest_materialization_event(dg.AssetKey("published"))
            if published is None:
                return dg.SkipReason("nothing was published yet")
            at = datetime.fromtimestamp(published.timestamp, UTC)
            late = late_data(at, now(), settings.freshness.fail_hours)
            if late is None or context.cursor == at.isoformat():
                return dg.SkipReason("told already" if late else f"published at {at:%Y-%m-%d %H:%M} UTC")
            alerts.send(settings.alerts, late)
            context.update_cursor(at.isoformat())
            return dg.SkipReason(str(late["message"]))

        watching += [alert_sensor, late_sensor]
    return watching
