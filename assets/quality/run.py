"""Judges a table: a suite and the days or the file to judge in, one report out.

Belongs here: the order of one table's checking, and adding up what batches of rows and figures say.
Does not belong here: reading files (scan.py), the verdict on a frame (judge.py), keeping and showing reports (site.py),
stopping a run (checks.py).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from assets import schemas
from assets.quality.judge import Verdict, judge
from assets.quality.outcome import EXAMPLES, Kind, Outcome, Status, TableReport
from assets.quality.scan import Figures, LakeScan, WarehouseScan, batches, first_line, inspect_file, inspect_files
from assets.quality.suite import ROWS_READ, WAREHOUSE, Check, Suite, load, warehouse_tables

if TYPE_CHECKING:
    import pandas as pd

    from assets.store import Store


def check_lake_table(
    store: Store,
    table: str,
    days: Sequence[date],
    *,
    now: datetime,
    run_id: str,
    temp: Path | None = None,
    suite: Suite | None = None,
) -> TableReport:
    """Judge these days of one lake table by its suite.  `now` is aware; days before its date count as over."""
    started = time.perf_counter()
    rules = suite or load(table)
    shape = schemas.table(table)
    figures = Figures()
    tally = Tally(rules)
    for batch in batches(store, shape, days):
        usable = inspect_files(store, shape, batch, figures)
        sound = [day for day in usable if upstream_is_usable(store, shape, day)]
        if not sound:
            continue
        scan = LakeScan(store, rules, sound, today=now.date(), temp=temp)
        try:
            rows = scan.rows()
            count_rows(rows, sound, figures)
            tally.add_rows(rows)
            scan.gather(figures)
        finally:
            scan.close()
    tally.add_figures(figures)
    return TableReport(
        table=table,
        run_id=run_id,
        ran_at=now,
        days=tuple(sorted(set(days))),
        rows=tally.rows,
        seconds=round(time.perf_counter() - started, 3),
        outcomes=tally.outcomes(),
    )


def check_warehouse(
    published: Path, store: Store, *, now: datetime, run_id: str, temp: Path | None = None
) -> list[TableReport]:
    """Judge every table of the published file that has a suite.  A file that does not open fails all checks as not run."""
    suites = [load(table) for table in warehouse_tables()]
    try:
        scan = WarehouseScan(published, store, suites, temp=temp)
    except duckdb.Error as error:
        reason = first_line(error)
        return [
            report_of(suite, Figures([None], failures=dict.fromkeys(names(suite.checks), reason)), 0, now, run_id, 0.0)
            for suite in suites
        ]
    reports = []
    try:
        for suite in suites:
            started = time.perf_counter()
            figures = Figures([None])
            scan.gather(suite, figures)
            rows = scan.rows(suite.table.removeprefix(WAREHOUSE))
            reports.append(report_of(suite, figures, rows, now, run_id, started))
    finally:
        scan.close()
    return reports


def report_of(suite: Suite, figures: Figures, rows: int, now: datetime, run_id: str, started: float) -> TableReport:
    """The report of a suite that is judged by figures alone; `started` is a perf_counter, 0 where nothing was done."""
    tally = Tally(suite)
    tally.add_figures(figures)
    return TableReport(
        table=suite.table,
        run_id=run_id,
        ran_at=now,
        days=(),
        rows=rows,
        seconds=round(time.perf_counter() - started, 3) if started else 0.0,
        outcomes=tally.outcomes(),
    )


def upstream_is_usable(store: Store, table: schemas.Table, day: date) -> bool:
    """Whether SQL can read the day's files of the tables this one is made from; their own checks name the damage."""
    lake = set(schemas.names())
    return all(inspect_file(store, schemas.table(name), day).is_usable for name in table.upstream if name in lake)


def count_rows(rows: pd.DataFrame, days: Sequence[date], figures: Figures) -> None:
    """Note per day how many rows the frame holds, to be compared with what the files say they hold."""
    found = rows[schemas.DAY].astype("str").str[:10].value_counts()
    places = {day: place for place, day in enumerate(figures.days)}
    for day in days:
        figures.add(ROWS_READ, places[day], float(found.get(day.isoformat(), 0)))


class Tally:
    """Adds up what batches of rows and the figures of all days say of one suite's checks."""

    def __init__(self, suite: Suite) -> None:
        self.suite = suite
        self.rows = 0
        self.days = 0
        self._verdicts: dict[str, list[Verdict]] = {}
        self._days: tuple[date, ...] = ()
        self._judged: dict[str, int] = {}

    def add_rows(self, rows: pd.DataFrame) -> None:
        """Judge one batch of rows; a batch without rows says nothing."""
        self.rows += len(rows)
        checks = self.suite.of("rows")
        if not len(rows) or not checks:
            return
        named = rows.assign(**{schemas.DAY: rows[schemas.DAY].astype("str").str[:10]})
        self._keep(
            checks, judge(checks, named, [schemas.DAY, *self.suite.key]), dict.fromkeys(names(checks), len(rows))
        )

    def add_figures(self, figures: Figures) -> None:
        """Judge the figures of all days."""
        self.days = len(figures.days)
        self._days = tuple(day for day in figures.days if day is not None)
        if not figures.days:
            return
        runnable = [check for check in self.suite.of("figures") if check.name not in figures.failures]
        columns = list(dict.fromkeys(column for check in runnable for column in check.columns))
        frame = figures.frame(columns)
        verdicts = judge(runnable, frame, [schemas.DAY])
        for check in runnable:
            if check.lists_offenders and not verdicts[check.name].reason:
                verdicts[check.name] = Verdict(
                    holds=verdicts[check.name].holds,
                    offending=int(frame[check.name].sum()),
                    examples=tuple(figures.examples.get(check.name, ()))[:EXAMPLES],
                    days=frozenset(
                        day
                        for day, count in zip(figures.days, frame[check.name], strict=True)
                        if day is not None and count > 0
                    ),
                )
        judged = {check.name: int(frame[list(check.columns)].notna().all(axis=1).sum()) for check in runnable}
        self._keep(runnable, verdicts, judged)
        for name, reason in figures.failures.items():
            self._verdicts[name] = [Verdict(holds=False, reason=reason)]

    def _keep(self, checks: Sequence[Check], verdicts: dict[str, Verdict], judged: dict[str, int]) -> None:
        for name in names(checks):
            self._verdicts.setdefault(name, []).append(verdicts[name])
            self._judged[name] = self._judged.get(name, 0) + judged[name]

    def outcomes(self) -> tuple[Outcome, ...]:
        """One outcome a check, in the suite's order."""
        return tuple(
            merge(
                check,
                self._verdicts.get(check.name, []),
                self._judged.get(check.name, 0),
                self._days,
                is_whole=self.suite.layer == "warehouse",
            )
            for check in self.suite.checks
        )


def names(checks: Sequence[Check]) -> list[str]:
    """The checks' names, in order."""
    return [check.name for check in checks]


def merge(
    check: Check, verdicts: Sequence[Verdict], judged: int, days: Sequence[date] = (), *, is_whole: bool = False
) -> Outcome:
    """One outcome from the verdicts of all batches: the worst status, all offenders counted; `days` were judged."""
    reasons = [verdict.reason for verdict in verdicts if verdict.reason]
    status: Status
    if reasons:
        status = "not_run"
    elif not judged:
        status = "nothing_to_judge"
    else:
        status = "passed" if all(verdict.holds for verdict in verdicts) else "failed"
    kind: Kind = "rows" if check.frame == "rows" else "offences" if check.lists_offenders else "figure"
    if is_whole:
        kind = "whole"
    failed = [verdict for verdict in verdicts if not verdict.holds]
    return Outcome(
        check=check.name,
        status=status,
        severity=check.severity,
        kind=kind,
        guards=check.guards,
        rule=check.rule,
        sql=check.sql.strip(),
        judged=judged,
        offending=sum(verdict.offending for verdict in failed),
        observed=next((verdict.observed for verdict in failed if verdict.observed is not None), None),
        examples=tuple(example for verdict in failed for example in verdict.examples)[:EXAMPLES],
        reason=reasons[0] if reasons else "",
        days=tuple(sorted(offending_days(failed, days))),
    )


def offending_days(failed: Sequence[Verdict], judged: Sequence[date]) -> set[date]:
    """The days of the offenders; every judged day where a failure does not name its own."""
    named: set[date] = set()
    for verdict in failed:
        if not verdict.days:
            return set(judged)
        named |= verdict.days
    return named
