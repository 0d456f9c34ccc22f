"""The whole line, from a folder of articles to the published file, as a person runs it."""

import csv
import io
import json
import os
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import dagster as dg
import pytest

from assets.home import Home
from tests.integration.conftest import lake_bytes, newstally, start


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("line") / "home"


@pytest.fixture(scope="module")
def said(home: Path, articles: Path) -> str:
    """What the first run on the articles said."""
    done = newstally("run", articles, home=home)
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


def test_the_summary_says_what_came_of_it(said: str) -> None:
    """A newcomer sees counts, the refused file with its reason, the file and how to ask it; no log line."""
    assert said.startswith("4 records in 2 sources: 3 new articles.\n3 news days, 2026-03-09 to 2026-03-11:\n")
    assert "  articles                  3   from 2 outlets" in said
    assert "  rejects                   1" in said
    assert "broken.html: " in said
    assert "Published " in said
    assert "checks failed" not in said
    assert "INFO" not in said
    assert "DEBUG" not in said


def test_the_published_file_answers(said: str, home: Path) -> None:
    """The figures of the story must lead back to both outlets."""
    assert said
    asked = newstally(
        "query",
        "--format",
        "csv",
        "select o.outlet_id, f.measure, f.low from numeric_facts f join articles o using (article_id, revision) "
        "where f.measure in ('killed', 'evacuated') order by all",
        home=home,
    )
    assert asked.returncode == 0, asked.stderr
    rows = {(row["outlet_id"], row["measure"], float(row["low"])) for row in csv.DictReader(io.StringIO(asked.stdout))}
    assert {("drava-courier.example", "killed", 4.0), ("mur-post.example", "killed", 6.0)} <= rows


def test_the_run_is_on_dagsters_records(said: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The UI must show the run, every touched day and every check, as for a run that it started itself."""
    assert said
    monkeypatch.setenv("DAGSTER_HOME", str(home / "dagster"))
    with dg.DagsterInstance.get() as instance:
        run = instance.get_runs()[0]
        assert (run.job_name, run.status, run.tags["dagster/partition"]) == (
            "line",
            dg.DagsterRunStatus.SUCCESS,
            "2026-03-12",
        )
        days = instance.get_materialized_partitions(dg.AssetKey("numeric_facts"))
        assert days == {"2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12"}
        event = instance.get_latest_materialization_event(dg.AssetKey("articles"))
        assert event is not None
        assert event.asset_materialization is not None
        metadata = event.asset_materialization.metadata
        assert metadata["rows"].value == 3
        assert "Leoben" in str(metadata["preview"].value) or "Maribor" in str(metadata["preview"].value)
        assert "█" in str(metadata["rows_by_day"].value)


def test_the_log_is_json_lines(said: str, home: Path) -> None:
    """Programs that watch the log need one object a line."""
    assert said
    lines = [json.loads(line) for line in (home / "dagster" / "logs" / "newstally.jsonl").read_text().splitlines()]
    assert any(line.get("step") == "articles_stage" and "3 rows" in line["message"] for line in lines)
    assert all(line["at"] and line["level"] for line in lines)


def test_status_says_that_all_is_well(said: str, home: Path) -> None:
    """After a good run nothing may call for a person."""
    assert said
    done = newstally("status", "--json", home=home)
    status = json.loads(done.stdout)
    assert (done.returncode, status["is_well"], status["pending_days"], status["news_days"]) == (0, True, [], 3)
    assert status["last_run"]["status"] == "SUCCESS"
    assert status["newest_news_day"] == "2026-03-11"


def test_the_same_input_again_changes_no_byte(said: str, home: Path, articles: Path) -> None:
    """A nightly run over an inbox that nobody emptied must not grow or touch the lake."""
    assert said
    before = {path: path.stat().st_mtime_ns for path in (home / "lake").rglob("*.parquet")}
    content = lake_bytes(home)
    again = newstally("run", articles, home=home)
    assert again.returncode == 0, again.stderr
    assert again.stdout.startswith("Nothing new: 2 sources taken in before.\n")
    assert lake_bytes(home) == content
    assert {path: path.stat().st_mtime_ns for path in (home / "lake").rglob("*.parquet")} == before


def test_old_runs_are_forgotten_without_a_daemon(said: str, home: Path, tmp_path: Path) -> None:
    """Where cron starts the line nothing else would ever delete a run, and a year of them takes tens of gigabytes."""
    assert said
    copy = Home(Path(shutil.copytree(home, tmp_path / "home")))
    history = copy.dagster / "history"
    with closing(sqlite3.connect(history / "runs.db")) as connection, connection:
        (old,) = connection.execute("SELECT run_id FROM runs ORDER BY id LIMIT 1").fetchone()
        connection.execute("UPDATE runs SET create_timestamp = '2025-01-01 10:00:00.000000' WHERE run_id = ?", [old])
    assert list(copy.dagster.rglob(f"{old}*"))
    done = newstally("run", home=copy.root)
    assert done.returncode == 0, done.stderr
    assert list(copy.dagster.rglob(f"{old}*")) == []
    assert json.loads(newstally("status", "--json", home=copy.root).stdout)["is_well"]


@pytest.mark.parametrize("step", ["facts_stage", "warehouse_stage"])
def test_a_killed_run_is_finished_by_the_next(said: str, home: Path, articles: Path, tmp_path: Path, step: str) -> None:
    """A kill -9 in the middle must lose nothing, leave no lock, and end in the same bytes."""
    assert said
    killed = Home(tmp_path / "killed")
    process = start("run", articles, home=killed.root)
    log = killed.dagster / "logs" / "newstally.jsonl"
    wanted = "duplicates_stage" if step == "facts_stage" else "stories_stage"
    until = time.monotonic() + 200
    while not (log.is_file() and f'"{wanted}"' in log.read_text()):
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert not killed.published.exists()
    done = newstally("run", home=killed.root)
    assert done.returncode == 0, done.stderr
    assert lake_bytes(killed.root) == lake_bytes(home)
    assert killed.published.is_file()
    assert json.loads(newstally("status", "--json", home=killed.root).stdout)["pending_days"] == []
