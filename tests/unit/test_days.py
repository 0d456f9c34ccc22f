"""A run's days are fixed once, and a mark is cleared only when nothing new came for its day."""

from datetime import date
from pathlib import Path

from assets.days import RunDays, days_between
from assets.pending import PendingDays

ONE, TWO, THREE = days_between(date(2026, 3, 1), date(2026, 3, 3))


def test_days_that_arrive_during_a_run_wait_for_the_next(tmp_path: Path) -> None:
    """A late stage must not publish, and clear, a day that the first stage never saw."""
    pending = PendingDays(tmp_path / "pending")
    pending.mark([ONE])
    run = RunDays(tmp_path / "runs", pending, "first")
    assert run.fix([TWO]) == [ONE, TWO]
    pending.mark([THREE])
    assert RunDays(tmp_path / "runs", pending, "first").fix([TWO]) == [ONE, TWO]
    assert run.finish() == [ONE, TWO]
    assert pending.days() == [THREE]


def test_a_day_with_new_input_during_the_run_stays_pending(tmp_path: Path) -> None:
    """Its new articles were not read by this run; clearing the mark would lose them until the next arrival."""
    pending = PendingDays(tmp_path / "pending")
    pending.mark([ONE, TWO])
    run = RunDays(tmp_path / "runs", pending, "first")
    fixed = run.fix([])
    later = (tmp_path / "runs" / "first.json").stat().st_mtime_ns + 1_000_000_000
    pending.mark([TWO])
    import os

    os.utime(tmp_path / "pending" / TWO.isoformat(), ns=(later, later))
    assert fixed == [ONE, TWO]
    run.finish()
    assert pending.days() == [TWO]


def test_a_retry_from_the_failed_step_keeps_the_days_of_the_run_it_repeats(tmp_path: Path) -> None:
    """The steps before the failure have not seen what was marked since."""
    pending = PendingDays(tmp_path / "pending")
    pending.mark([ONE])
    RunDays(tmp_path / "runs", pending, "failed").fix([])
    pending.mark([THREE])
    retry = RunDays(tmp_path / "runs", pending, "retry", retried="failed")
    assert retry.fix([]) == [ONE]
    retry.finish()
    assert pending.days() == [THREE]
    whole_again = RunDays(tmp_path / "runs", pending, "again")
    assert whole_again.fix([]) == [THREE]


def test_a_run_that_is_killed_leaves_its_own_days_pending(tmp_path: Path) -> None:
    """A backfill that dies half-way must be finished by the next run."""
    pending = PendingDays(tmp_path / "pending")
    RunDays(tmp_path / "runs", pending, "killed").fix([ONE, TWO])
    assert PendingDays(tmp_path / "pending").days() == [ONE, TWO]
