"""`newstally status`: whether this home folder is in order, in ten lines.

Belongs here: what Dagster and the lake know of the last runs, and saying it.
Does not belong here: what the machine lacks (doctor.py) and mending anything.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets import schemas
from assets.errors import UserError
from assets.held import HeldDays
from assets.home import Home
from assets.lock import lock_holder
from assets.pending import PendingDays
from assets.store import Store
from pipelines.cli.shown import harmless

if TYPE_CHECKING:
    import dagster as dg

SHOWN_CHECKS = 8
SHOWN_DAYS = 5
SUBJECT_WIDTH = 15
SECONDS_AN_HOUR = 3600


@dataclass(frozen=True)
class FailedCheck:
    """A check whose latest result is a failure; `is_blocking` where what it judged is not published."""

    asset: str
    check: str
    is_blocking: bool
    said: str


@dataclass(frozen=True)
class HeldBack:
    """A news day whose new rows are not published, since when, and why."""

    day: str
    since: str
    reasons: list[str]


@dataclass
class Status:
    """The state of a home folder.  Times are ISO 8601 in UTC, sizes in bytes, ages in hours."""

    home: str
    published_at: str | None = None
    published_age_hours: float | None = None
    is_stale: bool = False
    newest_news_day: str | None = None
    news_days: int = 0
    pending_days: list[str] = field(default_factory=list)
    held_days: list[HeldBack] = field(default_factory=list)
    late_sources: list[dict[str, str]] = field(default_factory=list)
    sources: int = 0
    sources_trouble: str = ""
    at_work: str | None = None
    last_run: dict[str, object] | None = None
    failed_checks: list[FailedCheck] = field(default_factory=list)
    disk_bytes: dict[str, int] = field(default_factory=dict)

    @property
    def is_well(self) -> bool:
        """Nothing here needs a person."""
        last_failed = self.last_run is not None and self.last_run["status"] == "FAILURE"
        troubles = (self.is_stale, last_failed, self.held_days, self.late_sources, self.sources_trouble)
        return not any(troubles) and not any(check.is_blocking for check in self.failed_checks)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Last good day, late sources, held days, failed checks, what is pending, disk use.  Exit code 1 where something needs a person."""
    home: Home = ctx.obj
    status = examine(home)
    if as_json:
        click.echo(json.dumps({**asdict(status), "is_well": status.is_well}, ensure_ascii=False))
    else:
        print_status(status)
    if not status.is_well:
        ctx.exit(1)


def examine(home: Home) -> Status:
    """The state of the home folder; nothing is written."""
    from pipelines import settings

    chosen = settings.load(home.settings)
    store = Store(home.lake)
    days = store.days(schemas.ARTICLES)
    status = Status(home=str(home.root), news_days=len(days), at_work=lock_holder(home))
    status.newest_news_day = days[-1].isoformat() if days else None
    status.pending_days = [day.isoformat() for day in PendingDays(home.state / "pending").days()]
    status.held_days = [
        HeldBack(held.day.isoformat(), held.since, [str(reason) for reason in held.reasons])
        for held in HeldDays(home.state / "held").all()
    ]
    _read_sources(status, home)
    for name in ("inbox", "lake", "warehouse", "reports", "dagster"):
        status.disk_bytes[name] = size_of(home.root / name)
    if not (home.dagster / "dagster.yaml").is_file():
        return status

    from pipelines import instance

    instance.prepare(home, chosen)
    import dagster as dg

    with dg.DagsterInstance.get() as dagster_instance:
        _read_instance(status, dagster_instance, chosen.freshness.fail_hours)
    return status


def _read_sources(status: Status, home: Home) -> None:
    if not home.sources.is_file():
        return
    from assets.articles.sources import late_sources, read_sources
    from assets.resources import parse_now

    try:
        status.sources = len(read_sources(home.sources))
        status.late_sources = [
            asdict(late) for late in late_sources(home, parse_now(os.environ.get("NEWSTALLY_NOW", "")))
        ]
    except UserError as error:
        status.sources_trouble = str(error)


def size_of(folder: Path) -> int:
    """Bytes of all files under the folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def print_status(status: Status) -> None:
    """The state in a few lines."""
    say("home", status.home)
    if status.published_at is None:
        say("published", "nothing yet; newstally run PATH... makes the first file")
    else:
        age = f"{status.published_age_hours:.1f} hours ago"
        say("published", f"{status.published_at}, {age}{', stale' if status.is_stale else ''}", bad=status.is_stale)
    newest = f", the newest {status.newest_news_day}" if status.newest_news_day else ""
    say("news days", f"{status.news_days:,}{newest}")
    pending = status.pending_days
    say("pending", f"{len(pending)}: {', '.join(pending[:5])}{' ...' * (len(pending) > 5)}" if pending else "none")
    _print_held(status)
    _print_sources(status)
    if status.last_run is not None:
        run = status.last_run
        say("last run", f"{run['status']} at {run['at']} ({run['run'][:8]})", bad=run["status"] == "FAILURE")  # type: ignore[index]
    if status.at_work:
        say("at work", status.at_work)
    _print_checks(status)
    sizes = ", ".join(f"{name} {megabytes(size)}" for name, size in status.disk_bytes.items() if size)
    say("disk", sizes or "nothing yet")


def say(subject: str, text: str, *, bad: bool = False) -> None:
    """One line: a subject and what there is to say of it, in red where it needs a person."""
    text = harmless(text)
    click.echo(f"{subject:<{SUBJECT_WIDTH}}{click.style(text, fg='red') if bad else text}")


def _print_held(status: Status) -> None:
    for held in status.held_days[:SHOWN_DAYS]:
        say("held back", f"{held.day} since {held.since}: {held.reasons[0]}", bad=True)
        for reason in held.reasons[1:]:
            say("", reason)
    if len(status.held_days) > SHOWN_DAYS:
        say("", f"and {len(status.held_days) - SHOWN_DAYS} more")


def _print_sources(status: Status) -> None:
    late = status.late_sources
    if status.sources_trouble:
        say("sources", status.sources_trouble, bad=True)
    elif status.sources:
        say("sources", f"{status.sources}, {f'{len(late)} of them late' if late else 'none late'}", bad=bool(late))
    for one in late[:SHOWN_DAYS]:
        say("", one["message"])


def _print_checks(status: Status) -> None:
    blocking = sum(check.is_blocking for check in status.failed_checks)
    failed = len(status.failed_checks)
    say("failed checks", f"{failed}, {blocking} of them blocking" if failed else "none", bad=blocking > 0)
    for check in status.failed_checks[:SHOWN_CHECKS]:
        say("", f"{check.asset}: {check.check}{': ' + check.said if check.said else ''}")
    if failed > SHOWN_CHECKS:
        say("", f"and {failed - SHOWN_CHECKS} more")


def megabytes(size: int) -> str:
    """A size for people."""
    return f"{size / 1e6:,.1f} MB"


def _read_instance(status: Status, instance: dg.DagsterInstance, fail_hours: int) -> None:
    import dagster as dg

    from pipelines.definitions import build_defs
    from pipelines.jobs import LINE

    runs = instance.get_run_records(dg.RunsFilter(job_name=LINE), limit=1)
    if runs:
        run = runs[0]
        status.last_run = {
            "run": run.dagster_run.run_id,
            "status": run.dagster_run.status.value,
            "at": _iso(run.create_timestamp.timestamp()),
        }
    published = instance.get_latest_materialization_event(dg.AssetKey("published"))
    if published is not None:
        status.published_at = _iso(published.timestamp)
        status.published_age_hours = (datetime.now(UTC).timestamp() - published.timestamp) / SECONDS_AN_HOUR
        status.is_stale = status.published_age_hours > fail_hours
    graph = build_defs(home=Home(Path(status.home))).resolve_asset_graph()
    latest = instance.event_log_storage.get_latest_asset_check_execution_by_key(list(graph.asset_check_keys))
    for key, record in sorted(latest.items(), key=lambda item: (item[0].asset_key, item[0].name)):
        event = record.event.dagster_event if record.event else None
        if event is None or event.event_type_value != "ASSET_CHECK_EVALUATION":
            continue
        evaluation = event.asset_check_evaluation_data
        if not evaluation.passed:
            status.failed_checks.append(
                FailedCheck(
                    key.asset_key.to_user_string(),
                    key.name,
                    evaluation.severity == dg.AssetCheckSeverity.ERROR,
                    " ".join((evaluation.description or "").split()),
                )
            )


def _iso(timestamp: float) -> str:
    return datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
