"""Which news days a run works on, and when their pending marks are cleared.

Belongs here: the partitions of the lake's assets, the days that a run fixed at its start, the end of a mark.
Does not belong here: the marks themselves (assets.pending) and what a stage does with a day.

A run works on the days of its own partition range and on every pending day.  The set is fixed when the run's
first stage asks for it and kept in a file, so that all stages of one run, and of its retries, see the same
days however much arrives meanwhile.  Only a run of the whole line clears marks at its end, and only those that
were not renewed since the set was fixed: a day that got new input during the run stays pending.  A day that the run
holds back (assets.held) is left out by the stages that follow and stays pending too.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dagster as dg

if TYPE_CHECKING:
    from assets.pending import PendingDays

FIRST_DAY = date(1970, 1, 1)
KEEP_SECONDS = 14 * 86_400

# end_offset=1: today's partition exists from midnight on, not only when the day is over.
NEWS_DAYS = dg.DailyPartitionsDefinition(start_date=FIRST_DAY.isoformat(), end_offset=1)


class RunDays:
    """The days of one run, kept under `folder` by the run's id; `retried` is the run whose failed part it repeats."""

    def __init__(self, folder: Path, pending: PendingDays, run_id: str, retried: str | None = None) -> None:
        self.path = Path(folder) / f"{run_id}.json"
        self.retried = Path(folder) / f"{retried}.json" if retried else None
        self.pending = pending

    def fix(self, own: Iterable[date]) -> list[date]:
        """The run's days, ascending: as fixed before, else its own (marked pending here) and all that are pending."""
        if not self.path.is_file():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            _drop_old(self.path.parent)
            if self.retried is not None and self.retried.is_file():
                _write(self.path, self.retried.read_text())
            else:
                self.pending.mark(own)
                fixed_ns = time.time_ns()
                days = [day.isoformat() for day in self.pending.days()]
                _write(self.path, json.dumps({"fixed_ns": fixed_ns, "days": days}))
        return self.days()

    def hold(self, days: Iterable[date]) -> None:
        """Leave these days out of what the run still does; they stay pending."""
        days = set(days)
        self.pending.mark(days)
        note = self._note()
        note["held"] = sorted({*note.get("held", []), *(day.isoformat() for day in days)})
        _write(self.path, json.dumps(note))

    def finish(self) -> list[date]:
        """Clear the marks of the run's days that got nothing new since they were fixed; all of these days.

        Days that are held back keep theirs.
        """
        if not self.path.is_file():
            return []
        days = self.days()
        for day in days:
            self.pending.clear_if_older(day, self._note()["fixed_ns"])
        return days

    def days(self) -> list[date]:
        """The run's days without those that it holds back, ascending; none before they are fixed."""
        if not self.path.is_file():
            return []
        note = self._note()
        held = set(note.get("held", []))
        return [date.fromisoformat(day) for day in note["days"] if day not in held]

    def held(self) -> list[date]:
        """The days that this run holds back, ascending."""
        return [date.fromisoformat(day) for day in self._note().get("held", [])] if self.path.is_file() else []

    def _note(self) -> dict[str, Any]:
        note: dict[str, Any] = json.loads(self.path.read_text())
        return note


def days_between(first: date, last: date) -> list[date]:
    """Every day from first to last, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _write(path: Path, text: str) -> None:
    aside = path.with_suffix(".tmp")
    aside.write_text(text)
    aside.replace(path)


def _drop_old(folder: Path) -> None:
    """Runs that failed and were never retried leave their file; two weeks later nobody retries them."""
    for entry in folder.glob("*.json"):
        if entry.stat().st_mtime < time.time() - KEEP_SECONDS:
            entry.unlink(missing_ok=True)
