"""What the report site keeps of each validation: one entry a run and table.

Belongs here: the entry's shape, how it is made of a report, and how it lies in a file.
Does not belong here: files and their pruning (site.py), pages (site_pages.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from assets.quality.outcome import describe_days
from assets.quality.suite import WAREHOUSE

if TYPE_CHECKING:
    from assets.quality.outcome import Outcome, TableReport

MOMENT = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Entry:
    """One validation as its table's history keeps it.

    `troubles` are the checks that did not pass, each with its state and a sentence on what was found.
    """

    page: str
    run_id: str
    ran_at: datetime
    days: str
    rows: int
    seconds: float
    checks: int
    troubles: dict[str, tuple[str, str]]

    @property
    def worst(self) -> str:
        """The state that stands for the whole validation."""
        found = {state for state, _ in self.troubles.values()}
        return next((state for state in ("failed_critical", "not_run", "failed_warning") if state in found), "passed")

    def state(self, check: str) -> str:
        """One check's state in this validation."""
        return self.troubles[check][0] if check in self.troubles else "passed"

    def as_json(self) -> dict[str, Any]:
        """The entry as values that json.dump takes."""
        return {**self.__dict__, "ran_at": self.ran_at.isoformat()}

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Entry:
        """The entry from what as_json gave."""
        troubles = {check: (state, said) for check, (state, said) in plain["troubles"].items()}
        return cls(**{**plain, "ran_at": datetime.fromisoformat(plain["ran_at"]), "troubles": troubles})


def entry_of(report: TableReport) -> Entry:
    """The history's line for a report."""
    run = re.sub(r"[^A-Za-z0-9]", "", report.run_id)[:8] or "run"
    return Entry(
        page=f"{report.table}/{report.ran_at:{MOMENT}}-{run}.html",
        run_id=report.run_id,
        ran_at=report.ran_at,
        days=extent(report),
        rows=report.rows,
        seconds=report.seconds,
        checks=len(report.outcomes),
        troubles={o.check: (state_of(o), o.sentence) for o in report.outcomes if not o.passed},
    )


def extent(report: TableReport) -> str:
    """What was judged: news days of a lake table, a warehouse table as a whole."""
    return "the whole table" if report.table.startswith(WAREHOUSE) else describe_days(report.days)


def state_of(outcome: Outcome) -> str:
    """Key into WORDS."""
    return f"failed_{outcome.severity}" if outcome.status == "failed" else outcome.status
