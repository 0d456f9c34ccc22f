"""Which news days have new input that the line has not yet taken all the way to the published file.

Belongs here: the marks that let a killed run be picked up by the next one.
Does not belong here: deciding what a stage does with a day.

The rule: whoever changes a day marks it before the change, and only the publication of the warehouse clears
marks, those it read before it began.  A mark is an empty file named after the day.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path


class PendingDays:
    """The set of pending days under one folder; every operation is safe to repeat."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)

    def mark(self, days: Iterable[date]) -> None:
        """Add days to the set."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._alone():
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

    def clear_if_older(self, day: date, than_ns: int) -> bool:
        """Clear the day unless it was marked again after `than_ns` (nanoseconds since 1970); whether it was cleared."""
        mark = self.folder / day.isoformat()
        if not mark.exists():
            return False
        with self._alone():
            if mark.stat().st_mtime_ns > than_ns:
                return False
            mark.unlink()
        return True

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Without this, a mark renewed between the look at its time and its removal would be lost."""
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)
