"""The few lines at the end of `newstally run`.

Belongs here: counting in the lake what a run worked on, and saying it calmly.
Does not belong here: running anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets import schemas
from assets.articles.record import UNKNOWN_OUTLET
from assets.store import Store
from pipelines.cli.shown import one_line, shown

if TYPE_CHECKING:
    from assets.home import Home
    from pipelines.cli.line import LineOutcome

SHOWN_REJECTS = 3
SHOWN_CHECKS = 5
EXAMPLE = "select measure, low, best, high, independent_sources from story_figures"


def print_summary(home: Home, outcome: LineOutcome, seconds: float) -> None:
    """Say what came of the run on the news days that it worked on."""
    store = Store(home.lake)
    days = outcome.news_days
    intake = outcome.metadata.get("arrivals", {})
    click.echo(intake_line(intake))
    damaged = intake.get("damaged_files")
    for path in damaged if isinstance(damaged, list) else []:
        click.echo(
            f"{one_line(str(path))}: damaged and set aside; what it held comes in again from sources still there"
        )
    with_news = set(store.days(schemas.ARTICLES))
    click.echo(_days_line([day for day in days if day in with_news]))
    for name, count, note in counts(store, days):
        click.echo(f"  {name:<18}{count:>9,}{'   ' + note if note else ''}".rstrip())
    _print_checks(outcome)
    _print_rejects(store, days)
    click.echo(f"\nPublished {shown(home.published)} in {seconds:.1f} s.")
    click.echo(f'Ask it:  newstally{_home_option(home)} query "{EXAMPLE}"')
    click.echo(f"See it:  newstally{_home_option(home)} ui")


def counts(store: Store, days: list[date]) -> list[tuple[str, int, str]]:
    """What there is on these days: a name, a count, and a note where there is something to add."""
    duplicates = store.read(schemas.DUPLICATES, days, ["relation"]).column("relation").to_pylist()
    copies = sum(relation not in ("original", "revision") for relation in duplicates)
    stories = len(set(store.read(schemas.STORIES, days, ["story_id"]).column("story_id").to_pylist()))
    articles = store.read(schemas.ARTICLES, days, ["outlet_id", "revision"])
    outlets = len(set(articles.column("outlet_id").to_pylist()) - {UNKNOWN_OUTLET})
    revised = sum(revision > 1 for revision in articles.column("revision").to_pylist())
    notes = [f"from {counted(outlets, 'outlet')}"] if outlets else ["of no named outlet"]
    notes += [f"{revised} of them revisions"] if revised else []
    return [
        ("articles", articles.num_rows, ", ".join(notes) if articles.num_rows else ""),
        ("copies", copies, "of another article's text" if copies else ""),
        ("stories", stories, ""),
        ("numeric facts", rows(store, schemas.NUMERIC_FACTS, days), ""),
        ("quotes", rows(store, schemas.QUOTES, days), ""),
        ("rejects", rows(store, schemas.REJECTS, days), ""),
    ]


def rows(store: Store, table: schemas.Table, days: list[date]) -> int:
    """Rows of the days, from the files' footers."""
    import pyarrow.parquet as pq

    paths = (store.day_path(table, day) for day in days)
    return sum(pq.read_metadata(path).num_rows for path in paths if path.is_file())


def intake_line(intake: Mapping[str, object]) -> str:
    """What came in, from the metadata of `arrivals`."""

    def count(name: str) -> int:
        found = intake.get(name, 0)
        return found if isinstance(found, int) else 0

    sources, known = count("sources"), count("sources_known")
    if not sources:
        return "Nothing lies in the inbox."
    if sources == known:
        return f"Nothing new: {counted(sources, 'source')} taken in before."
    news = [counted(count("articles"), "new article")]
    news += [counted(count("revisions"), "revision")] if count("revisions") else []
    again = count("unchanged") + count("known")
    news += [f"{again:,} known already"] if again else []
    return f"{counted(count('records'), 'record')} in {counted(sources - known, 'source')}: {', '.join(news)}."


def counted(number: int, noun: str) -> str:
    """The number with its noun, in the plural where it is not one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _days_line(days: list[date]) -> str:
    if not days:
        return "No news day to work on."
    if len(days) == 1:
        return f"News day {days[0]}:"
    return f"{len(days)} news days, {days[0]} to {days[-1]}:"


def _print_checks(outcome: LineOutcome) -> None:
    failed = [check for check in outcome.checks if not check.passed]
    passed = len(outcome.checks) - len(failed)
    click.echo(f"  {'checks passed':<18}{passed:>9,}")
    if failed:
        click.echo(f"  {'checks failed':<18}{len(failed):>9,}")
    for check in failed[:SHOWN_CHECKS]:
        click.echo(f"    {check.asset}: {check.name}{': ' + check.description if check.description else ''}")
    if len(failed) > SHOWN_CHECKS:
        click.echo(f"    and {len(failed) - SHOWN_CHECKS} more; newstally status lists them")


def _print_rejects(store: Store, days: list[date]) -> None:
    rejects = store.read(schemas.REJECTS, days, ["reason", "detail", "source_path", "source_record"]).to_pylist()
    if not rejects:
        return
    click.echo("\nRejected:")
    for reason, count in sorted(Counter(reject["reason"] for reject in rejects).items(), key=lambda i: (-i[1], i[0])):
        click.echo(f"  {count:>6,}  {reason}")
        for reject in [r for r in rejects if r["reason"] == reason][:SHOWN_REJECTS]:
            record = f" record {reject['source_record']}" if reject["source_record"] else ""
            where = reject["source_path"].removeprefix(f"{Path.cwd()}/")
            click.echo(f"          {one_line(where)}{record}: {one_line(reject['detail'])}")


def _home_option(home: Home) -> str:
    return "" if home.root == Path("var").resolve() else f" --home {shown(home.root)}"
