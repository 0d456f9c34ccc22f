"""What Dagster keeps stays small, and what is kept is what a person looks for."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from assets.home import Home
from pipelines import instance, settings
from pipelines.jobs import forget

RETENTION = settings.RetentionSettings(every_run_days=7, run_days=90)


@dg.asset
def counted() -> dg.MaterializeResult[None]:
    return dg.MaterializeResult(metadata={"note": "x" * 2000})


@dg.multi_asset_check(specs=[dg.AssetCheckSpec(f"check_{n}", asset="counted") for n in range(20)])
def counted_checks() -> Any:
    for number in range(20):
        yield dg.AssetCheckResult(
            check_name=f"check_{number}", asset_key="counted", passed=True, metadata={"note": "x" * 500}
        )


@dg.asset
def broken(fails: dg.ResourceParam[bool]) -> None:
    if fails:
        raise ValueError


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    for name in ("DAGSTER_HOME", "NEWSTALLY_HOME"):
        monkeypatch.setenv(name, "set anew by what is tested")
    instance.prepare(Home(tmp_path), settings.Settings())
    with dg.DagsterInstance.get() as made:
        yield made


def run(kept: dg.DagsterInstance, days_ago: float, *, fails: bool = False) -> str:
    """A run that was made so many days ago."""
    assets = [broken] if fails else [counted, counted_checks]
    resources = {"fails": fails} if fails else {}
    done = dg.materialize(assets, instance=kept, resources=resources, raise_on_error=False)
    at = (datetime.now(UTC) - timedelta(days=days_ago)).strftime("%Y-%m-%d %H:%M:%S.%f")
    with closing(sqlite3.connect(Path(kept.root_directory) / "history" / "runs.db")) as connection:
        connection.execute("UPDATE runs SET create_timestamp = ? WHERE run_id = ?", [at, done.run_id])
        connection.commit()
    return done.run_id


def test_recent_runs_stay_and_of_older_days_the_last_and_the_failed(kept: dg.DagsterInstance) -> None:
    """A year of hourly runs would fill the disk; without any of them nobody could say when a figure changed."""
    noon = (datetime.now(UTC) - datetime.now(UTC).replace(hour=12, minute=0)) / timedelta(days=1)
    today = [run(kept, 0), run(kept, 0)]
    older = [run(kept, 20 + noon + hours / 24) for hours in (2, 1, 0)]
    failed = run(kept, 20 + noon + 3 / 24, fails=True)
    ancient = [run(kept, 100), run(kept, 100, fails=True)]
    assert forget(kept, RETENTION, datetime.now(UTC)) == 4
    left = {record.dagster_run.run_id for record in kept.get_run_records()}
    assert left == {*today, older[-1], failed}
    assert forget(kept, RETENTION, datetime.now(UTC)) == 0
    assert not any(kept.all_logs(run_id) for run_id in ancient)


def test_a_forgotten_run_leaves_no_bytes(kept: dg.DagsterInstance) -> None:
    """Dagster's own deletion empties the run's file without shrinking it and keeps what the checks found."""
    log = kept.event_log_storage
    folder = Path(kept.root_directory) / "history" / "runs"
    first = run(kept, 0)
    for _ in range(12):
        run(kept, 30)
    full = sum(path.stat().st_size for path in folder.iterdir())
    assert forget(kept, settings.RetentionSettings(every_run_days=1, run_days=2), datetime.now(UTC)) == 12
    log.dispose()
    left = sum(path.stat().st_size for path in folder.iterdir())
    assert left < full / 4
    assert {path.name.partition(".")[0] for path in folder.iterdir()} == {first, "index"}
    record = kept.get_latest_materialization_event(dg.AssetKey("counted"))
    assert record is not None


def test_what_a_check_found_is_stored_once(kept: dg.DagsterInstance) -> None:
    """Each check's output repeats its evaluation; hundreds of them would double the log of every run."""
    logs = kept.all_logs(run(kept, 0))
    kinds = [entry.dagster_event.event_type_value for entry in logs if entry.dagster_event]
    assert kinds.count("ASSET_CHECK_EVALUATION") == 20
    assert kinds.count("STEP_OUTPUT") == 1


def test_the_output_of_an_asset_does_not_repeat_its_metadata(kept: dg.DagsterInstance) -> None:
    """Previews of fifty tables would be stored twice with every run; the materialization is where pages read them."""
    events = {entry.dagster_event_type: entry.dagster_event for entry in kept.all_logs(run(kept, 0))}
    output, made = events[dg.DagsterEventType.STEP_OUTPUT], events[dg.DagsterEventType.ASSET_MATERIALIZATION]
    assert output is not None and made is not None
    assert output.step_output_data.metadata == {}
    assert made.step_materialization_data.materialization.metadata["note"].value == "x" * 2000


def test_the_index_keeps_no_copies_of_what_checks_found(kept: dg.DagsterInstance) -> None:
    """They would be half of it; a check's history and its latest result are read from elsewhere and must stay."""
    runs = [run(kept, 0), run(kept, 0)]
    index = Path(kept.root_directory) / "history" / "runs" / "index.db"
    with closing(sqlite3.connect(index)) as connection:
        (copies,) = connection.execute("SELECT count(*) FROM event_logs WHERE event LIKE '%check_7%'").fetchone()
    assert copies == 0
    log = kept.event_log_storage
    key = dg.AssetCheckKey(dg.AssetKey("counted"), "check_7")
    history = log.get_asset_check_execution_history(key, limit=10)
    assert [record.run_id for record in history] == runs[::-1]
    (latest,) = log.get_latest_asset_check_execution_by_key([key]).values()
    assert latest.run_id == runs[1]
    assert latest.event is not None and latest.event.dagster_event is not None
    assert latest.event.dagster_event.asset_check_evaluation_data.passed


def test_what_a_forgotten_run_printed_goes_with_it(kept: dg.DagsterInstance) -> None:
    """What steps print lies in a folder a run, thousands a year."""
    old, new = run(kept, 100), run(kept, 0)
    printed = Path(kept.root_directory) / "storage"
    assert {old, new} <= {path.name for path in printed.iterdir()}
    forget(kept, RETENTION, datetime.now(UTC))
    left = {path.name for path in printed.iterdir()}
    assert new in left
    assert old not in left
