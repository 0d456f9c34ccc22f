"""The suites in Dagster: one check spec an expectation; one multi_asset_check a lake table, one step for the warehouse.

Belongs here: what Dagster is told of a suite and of its outcomes, and that a critical failure holds its days back.
Does not belong here: looking at data or judging it (run.py), and which tables a stage has (assets.<stage>.checks).

A lake table's critical check does not block in Dagster's sense, which would stop the other days of the run as well: it
fails as an error, and the days that broke the rule are held back (assets.held).

Text from articles reaches Dagster only inside JSON metadata, which its UI shows as it is: descriptions are shown as
Markdown, so they hold nothing but the suite's own words and numbers.
"""

# No `from __future__ import annotations` here: Dagster reads the annotations of a check's function as they are.
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import dagster as dg
import duckdb
import pyarrow as pa

from assets import schemas
from assets.held import Reason
from assets.quality.outcome import Outcome, TableReport
from assets.quality.run import check_lake_table, check_warehouse
from assets.quality.site import publish
from assets.quality.suite import Check, Suite, load, warehouse_tables
from assets.resources import HomeResource, StepContext
from assets.second_process import HELPER

SITE = "quality"
LOOSE_DAYS = 14

# Checks run before the stage that would go on with what they judge; Dagster takes the highest number first.
SOON = {"dagster/priority": "10"}


def checks_of(*tables: str) -> list[dg.AssetChecksDefinition]:
    """The checks of these lake tables, in one Dagster definition a table."""
    return [lake_checks(load(table)) for table in tables]


def lake_checks(suite: Suite) -> dg.AssetChecksDefinition:
    """One lake table's checks, all in one step: each step that judges for itself would import the library anew."""
    described = specs(suite, key_of(suite.table))

    @dg.multi_asset_check(name=f"{suite.table}_checks", specs=described, can_subset=True, op_tags=SOON)
    def judge(context: dg.AssetCheckExecutionContext, home: HomeResource) -> Iterator[dg.AssetCheckResult]:
        def report_of_days() -> TableReport:
            return HELPER.call(
                check_lake_table,
                home.store,
                suite.table,
                judged_days(context, home, schemas.table(suite.table)),
                now=home.now,
                run_id=context.run.run_id,
                temp=home.paths.state / "spill",
            )

        try:
            report = report_of_days()
        except (duckdb.Error, pa.ArrowException, OSError):
            # Rules compare with other days: a damaged file of one of these is set aside.
            if not home.hold_damaged(context):
                raise
            report = report_of_days()
        home.hold(context, reasons(report))
        yield from results(context, home, [report])

    return judge


def reasons(report: TableReport) -> dict[date, list[Reason]]:
    """What stands against each day of a lake table."""
    found: dict[date, list[Reason]] = {}
    for outcome in report.blocking:
        for day in outcome.days or report.days:
            found.setdefault(day, []).append(Reason(report.table, outcome.check, outcome.sentence))
    return found


def judge_warehouse(context: StepContext, home: HomeResource, file: Path) -> list[TableReport]:
    """Judge a file by the suites of its tables."""
    return HELPER.call(
        check_warehouse,
        file,
        home.publishable,
        now=home.now,
        run_id=context.run.run_id,
        temp=home.paths.state / "spill",
    )


def warehouse_specs() -> list[dg.AssetCheckSpec]:
    """A spec for each check of the published file's tables, for the step that builds it."""
    return [spec for suite in map(load, warehouse_tables()) for spec in specs(suite, key_of(suite.table))]


def key_of(table: str) -> dg.AssetKey:
    """The asset of a suite's table: `story_figures` of the warehouse is warehouse/story_figures."""
    return dg.AssetKey(table.split("."))


def judged_days(context: dg.AssetCheckExecutionContext, home: HomeResource, table: schemas.Table) -> list[date]:
    """The run's days, and those that a stage rewrote on its own account since the run began; never none of a table.

    Stories of earlier days reach into later ones, so a run may change days that nobody named.
    """
    days = set(home.days(context))
    began_ns = home.run_days(context).path.stat().st_mtime_ns
    filled = home.store.days(table)
    days |= {day for day in filled if home.store.day_path(table, day).stat().st_mtime_ns >= began_ns}
    if not days and not home.run_days(context).held():
        return filled[-LOOSE_DAYS:]
    return sorted(days)


def specs(suite: Suite, key: dg.AssetKey) -> list[dg.AssetCheckSpec]:
    """A spec for each check of the suite; critical ones of the warehouse block, those of the lake hold days back."""
    return [
        dg.AssetCheckSpec(
            name=check.name,
            asset=key,
            description=describe(check),
            blocking=check.severity == "critical" and suite.layer == "warehouse",
            metadata={"rule": check.rule, "severity": check.severity},
        )
        for check in suite.checks
    ]


def describe(check: Check) -> str:
    """What the check guards and how, as Markdown; both come from the suite, not from data."""
    how = f"```sql\n{check.sql.strip()}\n```" if check.sql else f"`{check.rule}`"
    return f"{check.guards}\n\n{how}"


def results(context: StepContext, home: HomeResource, reports: Sequence[TableReport]) -> Iterator[dg.AssetCheckResult]:
    """Publish the reports' pages, and give one result for each check that the run selected."""
    pages = publish(home.paths.reports / SITE, reports)
    for report, page in zip(reports, pages, strict=True):
        key = key_of(report.table)
        for outcome in report.outcomes:
            if dg.AssetCheckKey(key, outcome.check) in context.selected_asset_check_keys:
                yield result(outcome, report.days, page, key)


def result(outcome: Outcome, days: Sequence[date], page: Path, key: dg.AssetKey) -> dg.AssetCheckResult:
    """One outcome as Dagster keeps it."""
    metadata: dict[str, dg.MetadataValue] = {
        "report": dg.MetadataValue.path(page),
        "judged": dg.MetadataValue.int(outcome.judged),
    }
    if not outcome.passed:
        metadata["offending"] = dg.MetadataValue.int(outcome.offending)
        metadata["offenders"] = dg.MetadataValue.json(
            [
                {"id": example.id, "day": example.day.isoformat() if example.day else None}
                for example in outcome.examples
            ]
        )
        if outcome.reason:
            metadata["could_not_run_because"] = dg.MetadataValue.json(outcome.reason)
        if outcome.severity == "critical" and (outcome.days or days):
            held = [day.isoformat() for day in outcome.days or days]
            metadata["days_held_back"] = dg.MetadataValue.json(held)
    if outcome.observed is not None:
        metadata["observed"] = dg.MetadataValue.float(outcome.observed)
    if len(days) == 1:
        metadata["news_day"] = dg.MetadataValue.text(days[0].isoformat())
    return dg.AssetCheckResult(
        asset_key=key,
        check_name=outcome.check,
        passed=outcome.passed,
        severity=dg.AssetCheckSeverity.ERROR if outcome.severity == "critical" else dg.AssetCheckSeverity.WARN,
        description=outcome.sentence.removesuffix("."),
        metadata=metadata,
    )
