"""Which news days have new input that the line has not yet taken all the way to the published file.

Belongs here: the marks that let a killed run be picked up by the next one.
Does not belong here: deciding what a stage does with a day.

The rule: whoever changes a day marks it before the change, and only the publication of the warehouse clears
marks, those it read before it began.  A mark is an empty file named after the day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path


class PendingDays:
    """The set of pending days under one folder; every operation is safe to repeat."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)

    def mark(self, days: Iterable[date]) -> None:
        """Add days to the set."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for day in days:
            (self.folder / day.isoformat()).touch()

    def days(self) -> list[date]:
        """The pending days, ascending."""
        if not self.folder.is_dir():
            return []
        return sorted(date.fromisoformat(entry.name) for entry in self.folder.iterdir())

    def clear(self, days: Iterable[date]) -> None:
        """Take days out of the set."""
        for day in days:
            (self.folder / day.isoformat()).unlink(missing_ok=True)
