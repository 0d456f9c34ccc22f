"""Which news days a run works on, and when their pending marks are cleared.

Belongs here: the partitions of the lake's assets, the days that a run fixed at its start, the end of a mark.
Does not belong here: the marks themselves (assets.pending) and what a stage does with a day.

A run works on the days of its own partition range and on every pending day.  The set is fixed when the run's
first stage asks for it and kept in a file, so that all stages of one run, and of its retries, see the same
days however much arrives meanwhile.  Only a run of the whole line clears marks at its end, and only those that
were not renewed since the set was fixed: a day that got new input during the run stays pending.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg

if TYPE_CHECKING:
    from assets.pending import PendingDays

FIRST_DAY = date(1970, 1, 1)
KEEP_SECONDS = 14 * 86_400

# end_offset=1: today's partition exists from midnight on, not only when the day is over.
NEWS_DAYS = dg.DailyPartitionsDefinition(start_date=FIRST_DAY.isoformat(), end_offset=1)


class RunDays:
    """The days of one run, kept under `folder` by the id of the run that its retries go back to."""

    def __init__(self, folder: Path, pending: PendingDays, run_id: str) -> None:
        self.path = Path(folder) / f"{run_id}.json"
        self.pending = pending

    def fix(self, own: Iterable[date]) -> list[date]:
        """Mark the run's own days pending, and settle on these and all other pending days, ascending."""
        known = self.known()
        if known is not None:
            return known
        self.pending.mark(own)
        fixed_ns = time.time_ns()
        days = self.pending.days()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        _drop_old(self.path.parent)
        aside = self.path.with_suffix(".tmp")
        aside.write_text(json.dumps({"fixed_ns": fixed_ns, "days": [day.isoformat() for day in days]}))
        aside.replace(self.path)
        return days

    def known(self) -> list[date] | None:
        """The days that were fixed, or None before the first stage asked."""
        if not self.path.is_file():
            return None
        return [date.fromisoformat(day) for day in json.loads(self.path.read_text())["days"]]

    def finish(self) -> list[date]:
        """Clear the marks of the fixed days that got nothing new since; the days cleared."""
        if not self.path.is_file():
            return []
        fixed_ns = json.loads(self.path.read_text())["fixed_ns"]
        cleared = [day for day in self.known() or [] if self.pending.clear_if_older(day, fixed_ns)]
        self.path.unlink()
        return cleared


def days_between(first: date, last: date) -> list[date]:
    """Every day from first to last, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _drop_old(folder: Path) -> None:
    """Runs that failed and were never retried leave their file; two weeks later nobody retries them."""
    for entry in folder.glob("*.json"):
        if entry.stat().st_mtime < time.time() - KEEP_SECONDS:
            entry.unlink(missing_ok=True)
