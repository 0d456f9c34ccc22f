"""Telling someone that a run failed, or that something is late or held back.

Belongs here: what there is to tell, what an alert says, and handing it to the configured program or address.
Does not belong here: deciding when (sensors.py).
"""

from __future__ import annotations

import json
import os
import subprocess
import time
import urllib.request
from typing import TYPE_CHECKING

from assets.errors import UserError
from assets.held import HeldDays
from assets.quality.alert import late_data

if TYPE_CHECKING:
    from datetime import datetime

    import dagster as dg

    from assets.home import Home
    from pipelines.settings import AlertSettings

TIMEOUT_SECONDS = 20
UNSENT = "alerts"
ENDED = "the run failed outside its steps: its process was killed, or could not start; its page in the UI says more"


def run_failed(context: dg.RunFailureSensorContext) -> dict[str, object]:
    """What is known of a failed run: job, run, partition, the failed steps with the cause of each."""
    steps = {
        event.step_key: cause.message.strip()
        for event in context.get_step_failure_events()
        if (data := event.step_failure_data).error and (cause := data.error.cause or data.error)
    }
    message = context.failure_event.message
    if not steps:
        # Of a run whose process is gone Dagster says only that it was marked from outside.
        error = getattr(context.failure_event.event_specific_data, "error", None)
        message = (error.cause or error).message.strip() if error else ENDED
    return {
        "alert": "run_failed",
        "job": context.dagster_run.job_name,
        "run": context.dagster_run.run_id,
        "partition": context.partition_key,
        "message": message,
        "steps": steps,
    }


def standing_troubles(
    home: Home, published_at: datetime | None, now: datetime, fail_hours: int
) -> dict[str, dict[str, object]]:
    """What is wrong without a run that failed, by a name that stays the same for as long as it lasts.

    Late data, each late source, each day that is held back with its reasons.
    """
    found: dict[str, dict[str, object]] = {}
    if published_at is not None and (late := late_data(published_at, now, fail_hours)):
        found[f"data {published_at.isoformat()}"] = late
    for held in HeldDays(home.state / "held").all():
        reasons = [str(reason) for reason in held.reasons]
        found[f"day {held.day} {held.since}"] = {
            "alert": "day_held_back",
            "day": held.day.isoformat(),
            "since": held.since,
            "reasons": reasons,
            "message": f"{held.day} is held back: {reasons[0]}",
        }
    from assets.articles.sources import late_sources  # its readers are needed by no other alert

    try:
        late_ones = late_sources(home, now)
    except UserError as error:
        found["sources.yaml"] = {"alert": "sources_wrong", "message": str(error)}
        return found
    for source in late_ones:
        found[f"source {source.name} {source.since}"] = {
            "alert": "source_is_late",
            "source": source.name,
            "since": source.since,
            "message": source.message,
        }
    return found


def tell(home: Home, settings: AlertSettings, alert: dict[str, object]) -> str:
    """Hand the alert to each receiver that is configured; who did not take it and why, empty where all did.

    For those it is kept, and `tell_again` tries once more.
    """
    return _tell(home, settings, alert, [name for name in RECEIVERS if getattr(settings, name)])


def tell_again(home: Home, settings: AlertSettings) -> str:
    """Hand over what was not taken before, the oldest first; who still does not take it and why, empty where all do."""
    for path in sorted((home.state / UNSENT).glob("*.json")):
        kept = json.loads(path.read_text(encoding="utf-8"))
        trouble = _tell(home, settings, kept["alert"], [name for name in kept["to"] if getattr(settings, name)])
        path.unlink()
        if trouble:
            return trouble
    return ""


def _tell(home: Home, settings: AlertSettings, alert: dict[str, object], to: list[str]) -> str:
    body = json.dumps(alert, ensure_ascii=False)
    troubles = {name: trouble for name in to if (trouble := RECEIVERS[name](settings, body.encode()))}
    if not troubles:
        return ""
    kept = home.state / UNSENT
    kept.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"to": list(troubles), "alert": alert}, ensure_ascii=False)
    (kept / f"{time.time_ns()}.json").write_text(text, encoding="utf-8")
    return "; ".join(f"an alert was not taken by alerts.{name} {trouble}" for name, trouble in troubles.items())


def _to_command(settings: AlertSettings, body: bytes) -> str:
    # A Python program of the user's finds its own modules, which is switched off for those of this product.
    theirs = {name: text for name, text in os.environ.items() if name != "PYTHONSAFEPATH"}
    try:
        subprocess.run(settings.command, input=body, timeout=TIMEOUT_SECONDS, check=True, env=theirs)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        return f"{settings.command[0]}: {error}"
    return ""


def _to_webhook(settings: AlertSettings, body: bytes) -> str:
    # The address is checked to be http(s) when the settings are read.
    request = urllib.request.Request(settings.webhook, body, {"Content-Type": "application/json"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310
            return ""
    except OSError as error:
        return f"{settings.webhook}: {error}"


RECEIVERS = {"command": _to_command, "webhook": _to_webhook}
