"""What is watched: the inbox, and runs that fail.

Belongs here: sensors, each a few lines around plain code.
"""

import time
from collections.abc import Callable
from datetime import datetime

import dagster as dg

from assets.home import Home
from pipelines import alerts, inbox
from pipelines.jobs import line
from pipelines.partitions import partition_of
from pipelines.settings import Settings


def sensors(settings: Settings, home: Home, now: Callable[[], datetime]) -> list[dg.SensorDefinition]:
    """The inbox sensor, and the alert on failed runs where an alert is configured.

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
            alerts.send(settings.alerts, alerts.run_failed(context))

        watching.append(alert_sensor)
    return watching
