"""The daemon at work: what is left of a run that was killed, and who is told of it."""

import json
import os
import shutil
import signal
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assets.home import Home
from tests.integration.conftest import opened_ui

PARTITION = "2026-03-07"
WAIT_SECONDS = 180
LAUNCH = "mutation($run: ExecutionParams!) { launchRun(executionParams: $run) { ... on LaunchRunSuccess { run { runId } } } }"
STATUS = "query($id: ID!) { runOrError(runId: $id) { ... on Run { status } } }"
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
