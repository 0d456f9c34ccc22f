"""The daemon at work: what is left of a run that was killed, who is told of it, days launched from the graph."""

import json
import os
import shutil
import signal
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from assets import schemas
from assets.days import days_between
from assets.home import Home
from assets.pending import PendingDays
from tests.integration.conftest import opened_ui

PARTITION = "2026-03-07"
WAIT_SECONDS = 180
LAUNCH = "mutation($run: ExecutionParams!) { launchRun(executionParams: $run) { ... on LaunchRunSuccess { run { runId } } } }"
STATUS = "query($id: ID!) { runOrError(runId: $id) { ... on Run { status } } }"
BACKFILL = (
    "mutation($days: LaunchBackfillParams!) { launchPartitionBackfill(backfillParams: $days)"
    " { __typename ... on LaunchBackfillSuccess { backfillId } ... on PythonError { message } } }"
)
PROGRESS = "query($id: String!) { partitionBackfillOrError(backfillId: $id) { ... on PartitionBackfill { status } } }"
RUNS_OF = (
    "query($id: String!) { partitionBackfillOrError(backfillId: $id)"
    " { ... on PartitionBackfill { runs { runId tags { key value } } } } }"
)
PIDS = "query($id: ID!) { logsForRun(runId: $id) { ... on EventConnection { events { ... on MessageEvent { message } } } } }"


class Daemon:
    """`newstally ui` on a home folder, asked as the pages ask it; `told` has the alerts."""

    def __init__(self, address: str, told: Path) -> None:
        self.address, self.told = f"{address}/graphql", told

    def ask(self, query: str, **variables: object) -> dict[str, dict[str, object]]:
        """The answer's data."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(self.address, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            data: dict[str, dict[str, object]] = json.load(answer)["data"]
        return data

    def launch(self) -> str:
        """A run of the line; its id."""
        job = {"jobName": "line", "repositoryLocationName": "newstally", "repositoryName": "__repository__"}
        tags = {"tags": [{"key": "dagster/partition", "value": PARTITION}]}
        run = self.ask(LAUNCH, run={"selector": job, "runConfigData": {}, "executionMetadata": tags})["launchRun"][
            "run"
        ]
        return str(run["runId"])  # type: ignore[index]

    def wait(self, run: str, *statuses: str) -> str:
        """Wait until the run has one of these statuses; which."""
        until = time.monotonic() + WAIT_SECONDS
        while (status := str(self.ask(STATUS, id=run)["runOrError"]["status"])) not in statuses:
            assert time.monotonic() < until, f"{run} is {status}"
            time.sleep(0.3)
        return status

    def backfill(self, assets: list[str], days: list[date]) -> list[dict[str, str]]:
        """Launch these days of these assets as the graph's button does; the tags of the runs that it took."""
        keys = [{"path": name.split("/")} for name in assets]
        wanted = {"assetSelection": keys, "partitionNames": [day.isoformat() for day in days]}
        launched = self.ask(BACKFILL, days=wanted)["launchPartitionBackfill"]
        assert launched["__typename"] == "LaunchBackfillSuccess", launched
        number = launched["backfillId"]
        until = time.monotonic() + WAIT_SECONDS
        while (status := self.ask(PROGRESS, id=number)["partitionBackfillOrError"]["status"]) == "REQUESTED":
            assert time.monotonic() < until
            time.sleep(0.5)
        assert status == "COMPLETED_SUCCESS"
        runs = self.ask(RUNS_OF, id=number)["partitionBackfillOrError"]["runs"]
        return [{tag["key"]: tag["value"] for tag in run["tags"]} for run in runs]  # type: ignore[attr-defined]

    def process_of(self, run: str) -> int:
        """The process that the run's events name."""
        marked = "Executing steps in process (pid: "
        until = time.monotonic() + WAIT_SECONDS
        while True:
            events = self.ask(PIDS, id=run)["logsForRun"]["events"]
            found = [str(event["message"]) for event in events if marked in str(event.get("message"))]  # type: ignore[attr-defined]
            if found:
                return int(found[0].partition(marked)[2].rstrip(")"))
            assert time.monotonic() < until
            time.sleep(0.3)

    def alerts(self) -> list[dict[str, object]]:
        """What the alert command was given."""
        return [json.loads(line) for line in self.told.read_text().splitlines()] if self.told.exists() else []


@contextmanager
def daemon(home: Path, told: Path) -> Iterator[Daemon]:
    """The servers, ended at the end."""
    program = f"import sys; open({str(told)!r}, 'a').write(sys.stdin.read() + chr(10))"
    script = told.with_suffix(".py")
    script.write_text(program)
    Home(home).settings.write_text(f"[alerts]\ncommand = [{sys.executable!r}, {str(script)!r}]\n")
    with opened_ui(home, signal.SIGTERM) as address:
        yield Daemon(address, told)


@pytest.fixture
def at_work(sample_home: Path, tmp_path: Path) -> Iterator[Daemon]:
    home = Path(shutil.copytree(sample_home, tmp_path / "home"))
    with daemon(home, tmp_path / "told.jsonl") as opened:
        yield opened


def test_a_killed_run_frees_its_slot_and_is_told(at_work: Daemon) -> None:
    """Runs wait for one another; one that was killed (by the system, for want of memory) must not block the line for ever."""
    first = at_work.launch()
    at_work.wait(first, "STARTED")
    second = at_work.launch()
    at_work.wait(second, "QUEUED")
    os.kill(at_work.process_of(first), signal.SIGKILL)
    assert at_work.wait(first, "FAILURE", "SUCCESS") == "FAILURE"
    assert at_work.wait(second, "FAILURE", "SUCCESS") == "SUCCESS"
    until = time.monotonic() + WAIT_SECONDS
    while not at_work.alerts():
        assert time.monotonic() < until
        time.sleep(0.5)
    (alert,) = [one for one in at_work.alerts() if one["alert"] == "run_failed"]
    assert (alert["run"], alert["job"], alert["partition"]) == (first, "line", PARTITION)
    assert "its process was killed" in str(alert["message"])


def test_days_launched_from_the_graph_are_one_run(at_work: Daemon, tmp_path: Path) -> None:
    """Dagster took the graph for one that does not match itself and refused; the days are owed to the published file."""
    days = days_between(date(2026, 3, 3), date(2026, 3, 5))
    (tags,) = at_work.backfill(list(schemas.names()), days)
    assert tags["dagster/asset_partition_range_start"] == "2026-03-03"
    assert tags["dagster/asset_partition_range_end"] == "2026-03-05"
    assert PendingDays(Home(tmp_path / "home").state / "pending").days() == days
