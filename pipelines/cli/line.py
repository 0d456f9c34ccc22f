"""The job `line` run in this process, on the home folder's own Dagster instance so that the UI shows the run.

Belongs here: starting it, what overlaps with it, turning its failure into one line.
Does not belong here: arguments (run.py), and the summary (summary.py).
"""

from __future__ import annotations

import io
import os
import socket
from collections.abc import Mapping
from contextlib import redirect_stderr
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assets.disk import lack, refusal, trouble
from assets.errors import UserError
from assets.second_process import HELPER

if TYPE_CHECKING:
    import dagster as dg

    from assets.home import Home

KEPT = "what was taken in is kept and the next run goes on from there"
PROCESS_TAG = "newstally/process"


@dataclass(frozen=True)
class CheckResult:
    """One check's result: `is_error` where it holds days back or, in the warehouse, stops the run."""

    asset: str
    name: str
    passed: bool
    is_error: bool
    description: str


@dataclass
class LineOutcome:
    """What a run of the line did: its id, the newest metadata of each asset, every check's result."""

    run_id: str
    metadata: dict[str, Mapping[str, object]] = field(default_factory=dict)
    checks: list[CheckResult] = field(default_factory=list)

    @property
    def news_days(self) -> list[date]:
        """The news days that the run worked on and published."""
        days = self.metadata.get("published", {}).get("news_days", [])
        return [date.fromisoformat(day) for day in days] if isinstance(days, list) else []


def run_line(home: Home, paths: list[Path]) -> LineOutcome:
    """Run the line on the paths (the inbox where there are none).  UserError in one line where it fails.

    The home folder must be prepared (pipelines.instance).
    """
    HELPER.start("great_expectations.expectations", "assets.quality.run")
    try:
        return _run_line(home, paths)
    except UserError:
        raise
    except Exception as error:
        # Dagster writes its records under the same folder, and falls over them before it can say why.
        if (lacking := lack(error, home.root)) is None:
            raise
        raise UserError(f"{lacking}, and run again: {KEPT}") from error
    finally:
        HELPER.stop()


def _run_line(home: Home, paths: list[Path]) -> LineOutcome:
    import dagster as dg

    from pipelines import settings
    from pipelines.definitions import build_defs
    from pipelines.instance import log_file
    from pipelines.jobs import forget
    from pipelines.partitions import partition_of
    from pipelines.progress import TerminalLine, logger_to

    chosen = settings.load(home.settings)
    # What libraries print by the way, Dagster's complaints of a full disk among it, is no word to a person; the line that
    # says what goes on has taken hold of the terminal before.
    with TerminalLine() as line, redirect_stderr(io.StringIO()), dg.DagsterInstance.get() as instance:
        settle_dead_runs(instance)
        defs = build_defs(home=home, settings=chosen, loggers={"progress": logger_to(line.say)})
        now = defs.resources["home"].now  # type: ignore[index]
        result = defs.resolve_job_def("line").execute_in_process(
            instance=instance,
            partition_key=partition_of(now),
            run_config={
                "ops": {"arrivals": {"config": {"paths": [str(path) for path in paths]}}},
                "loggers": {"progress": {}},
            },
            tags={PROCESS_TAG: process_name(), "newstally/started_by": "newstally run"},
            raise_on_error=False,
        )
        if result.success:
            # Where cron starts the line there is no daemon, whose nightly job does this.
            forget(instance, chosen.retention, now)
    outcome = read_outcome(result)
    if not result.success:
        raise UserError(failure_line(result, outcome, log_file(home)))
    return outcome


def read_outcome(result: dg.ExecuteInProcessResult) -> LineOutcome:
    """The outcome as plain values."""
    import dagster as dg

    outcome = LineOutcome(result.run_id)
    for event in result.all_events:
        if event.is_step_materialization:
            made = event.step_materialization_data.materialization
            outcome.metadata[made.asset_key.to_user_string()] = {k: v.value for k, v in made.metadata.items()}
    for check in result.get_asset_check_evaluations():
        outcome.checks.append(
            CheckResult(
                asset=check.asset_key.to_user_string(),
                name=check.check_name,
                passed=check.passed,
                is_error=check.severity == dg.AssetCheckSeverity.ERROR,
                description=check.description or "",
            )
        )
    return outcome


def failure_line(result: dg.ExecuteInProcessResult, outcome: LineOutcome, log: Path) -> str:
    """Why the run failed, and that nothing is lost."""
    kept = KEPT
    # A check on the lake holds days back and ends no run.
    failed = [c for c in outcome.checks if not c.passed and c.is_error and c.asset.startswith("warehouse/")]
    if failed:
        first = failed[0]
        more = f" and {len(failed) - 1} more" if len(failed) > 1 else ""
        why = f": {first.description}" if first.description else ""
        return f"check {first.name} of {first.asset}{more} failed{why}; nothing was published; {kept}; details in {log}"
    for event in result.all_events:
        # What a resource stumbles over, the lock for one, fails the run before there is a step.
        data = (
            event.step_failure_data
            if event.is_step_failure
            else event.job_failure_data
            if event.is_run_failure
            else None
        )
        if data is not None and (error := data.error):
            cause = error.cause or error
            message = " ".join(cause.message.split())
            if cause.cls_name in {UserError.__name__, *(kind.__name__ for kind in UserError.__subclasses__())}:
                return message.partition(f"{cause.cls_name}: ")[2]
            root = log.parents[2]
            if lacking := trouble(error.to_string(), root) or refusal(root):
                return f"{lacking}, and run again: {kept}"
            return f"{event.step_key or 'the run'} failed with {message}; {kept}; details in {log}"
    return f"the run failed; {kept}; details in {log}"


def process_name() -> str:
    """Host and id of this process, as the tag of a run has them."""
    return f"{socket.gethostname()}:{os.getpid()}"


def settle_dead_runs(instance: dg.DagsterInstance, *, is_only_ui: bool = False) -> int:
    """Mark runs whose process is gone as failed, so that the UI does not show them as at work; how many there were.

    Runs of the command line carry their process.  Those of the UI are children of it: a UI that starts, and is the
    only one, knows that they are gone.
    """
    import dagster as dg

    at_work = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]
    dead = [
        run
        for run in instance.get_runs(dg.RunsFilter(statuses=at_work))
        if (is_only_ui if (name := run.tags.get(PROCESS_TAG)) is None else not is_alive(name))
    ]
    for run in dead:
        instance.report_run_failed(run, "The process that ran this was ended before it was done.")
    return len(dead)


def is_alive(name: str) -> bool:
    """Whether the process of a run's tag may still be at work; one on another machine may."""
    host, _, pid = name.rpartition(":")
    if host != socket.gethostname():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
