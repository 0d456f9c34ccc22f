"""What came of checking a table: plain data that the runner makes and the UI, the pages and the alerts show.

Belongs here: the shapes, and how they are kept as JSON.
Does not belong here: judging (run.py), scanning (scan.py), showing (site.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Literal

Status = Literal["passed", "failed", "not_run", "nothing_to_judge"]
Severity = Literal["critical", "warning"]
Kind = Literal["rows", "offences", "figure", "whole"]

EXAMPLES = 20


@dataclass(frozen=True)
class Example:
    """One offending row, named by its key, and the news day it belongs to (None in the warehouse)."""

    day: date | None
    id: str


@dataclass(frozen=True)
class Outcome:
    """What one check found.

    `days` are the news days that broke the rule (all that were judged where that cannot be told), none in the warehouse.
    `judged` counts what it looked at: rows for kind `rows`, else news days (1 for kind `whole`, a warehouse table).  `offending`
    counts the rows or days that broke the rule, and for kinds `offences` and `whole` the offences found.  `examples` names at
    most EXAMPLES offenders.  `rule` is the expectation with its arguments, `sql` what gathered the figure it judges.  `observed` is the worst figure found, where one was weighed.  `reason` says why a
    check with status `not_run` could not run.
    """

    check: str
    status: Status
    severity: Severity
    kind: Kind
    guards: str
    rule: str
    sql: str = ""
    judged: int = 0
    offending: int = 0
    observed: float | None = None
    examples: tuple[Example, ...] = ()
    reason: str = ""
    days: tuple[date, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing stands against the data; a check that could not run has not passed."""
        return self.status in ("passed", "nothing_to_judge")

    @property
    def sentence(self) -> str:
        """One line for a person, without any text taken from the data."""
        if self.status == "not_run":
            return "The check could not run, which says nothing about the data."
        if self.status == "nothing_to_judge":
            return "There was nothing to judge."
        if self.kind == "whole":
            return "Holds." if self.passed else f"{counted(self.offending, 'offence')}."
        where = counted(self.judged, "row" if self.kind == "rows" else "day")
        if self.status == "passed":
            return f"Holds in {where}."
        if self.kind == "offences":
            return f"{counted(self.offending, 'offence')} in {where}."
        found = "" if self.observed is None else f" (found {self.observed:.4g})"
        return f"Broken by {self.offending:,} of {where}{found}."


@dataclass(frozen=True)
class TableReport:
    """All outcomes of one table in one run.  `days` are the news days judged, none for a warehouse table."""

    table: str
    run_id: str
    ran_at: datetime
    days: tuple[date, ...]
    rows: int
    seconds: float
    outcomes: tuple[Outcome, ...] = field(default=())

    @property
    def blocking(self) -> tuple[Outcome, ...]:
        """The failures that must stop what is made from this table."""
        return tuple(o for o in self.outcomes if not o.passed and o.severity == "critical")

    @property
    def warnings(self) -> tuple[Outcome, ...]:
        """The failures that let the data through."""
        return tuple(o for o in self.outcomes if not o.passed and o.severity == "warning")

    def as_json(self) -> dict[str, Any]:
        """The report as values that json.dump takes."""
        plain = asdict(self)
        plain["ran_at"] = self.ran_at.isoformat()
        plain["days"] = [day.isoformat() for day in self.days]
        for outcome in plain["outcomes"]:
            outcome["days"] = [day.isoformat() for day in outcome["days"]]
            outcome["examples"] = [
                {"day": example["day"].isoformat() if example["day"] else None, "id": example["id"]}
                for example in outcome["examples"]
            ]
        return plain


def counted(number: int, noun: str) -> str:
    """'1 row', '1,204 rows'."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def describe_days(days: Sequence[date]) -> str:
    """The days as people write them: 'no day', one day, or 'first to last (n days)'."""
    if not days:
        return "no day"
    if len(days) == 1:
        return days[0].isoformat()
    return f"{min(days).isoformat()} to {max(days).isoformat()} ({len(set(days))} days)"
