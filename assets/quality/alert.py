"""What an alert says of the data: which blocking checks failed in a run, and that the published file is late.

Belongs here: finding out, and putting it into plain values.
Does not belong here: whom to tell and how (pipelines.alerts), and when (pipelines.sensors).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from assets.quality.site import known_tables, read_history
from assets.quality.site_pages import WARNING

SECONDS_AN_HOUR = 3600


def failed_checks(site: Path, run_id: str) -> list[dict[str, str]]:
    """The blocking checks that failed in a run, from the report site's history: table, check, what was found, page.

    Empty where the run failed before or without a check.  Names and sentences are the suites' own, without text from
    articles.
    """
    return [
        {"table": table, "check": check, "state": state, "found": said, "page": str(site / entry.page)}
        for table in known_tables(site)
        for entry in read_history(site, table)
        if entry.run_id == run_id
        for check, (state, said) in entry.troubles.items()
        if state != WARNING
    ]


def late_data(published_at: datetime, now: datetime, fail_hours: int) -> dict[str, object] | None:
    """What to say where the last publication is more than `fail_hours` ago; None where it is not.  Times are aware."""
    age = now - published_at
    if age <= timedelta(hours=fail_hours):
        return None
    hours = round(age.total_seconds() / SECONDS_AN_HOUR, 1)
    return {
        "alert": "data_is_late",
        "published_at": published_at.isoformat(),
        "hours": hours,
        "message": f"nothing was published for {hours} hours; more than {fail_hours} is too long",
    }
