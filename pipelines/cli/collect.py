"""`newstally collect`: fetch what is new from the live sources.

Belongs here: arguments and the summary.
Does not belong here: fetching (assets.articles.sources).
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from assets.errors import UserError
from assets.lock import collect_lock
from pipelines.cli.shown import harmless

if TYPE_CHECKING:
    from assets.articles.sources import CollectReport, SourceReport
    from assets.home import Home

SHOWN_PROBLEMS = 3
LONGEST_PROBLEM = 150


@click.command()
@click.option("--source", "names", multiple=True, metavar="NAME", help="Only this source; may be given again.")
@click.pass_obj
def command(home: Home, names: tuple[str, ...]) -> None:
    """Fetch what is new from the live sources in sources.yaml into the inbox.  Exit code 1 where a source failed."""
    from assets.articles.sources import collect

    started = time.monotonic()
    with collect_lock(home, lambda holder: click.echo(f"{holder} is collecting; waiting for it", err=True)):
        report = collect(home, only=names, on_source=_tell if sys.stderr.isatty() else None)
    print_summary(report, home, time.monotonic() - started)
    if report.failed:
        rest = "nothing else was hindered, and the next run asks again"
        raise UserError(
            f"{len(report.failed)} of {len(report.sources)} sources failed ({', '.join(report.failed)}); {rest}"
        )


def _tell(source: SourceReport) -> None:
    """One source is done: said on a terminal while the others go on."""
    click.echo(f"{source.name}: {source.delivered} new", err=True)


def print_summary(report: CollectReport, home: Home, seconds: float) -> None:
    """One line a source, its problems below it, and the sum."""
    width = max((len(source.name) for source in report.sources), default=0)
    for source in report.sources:
        click.echo(f"{source.name:<{width}}  {_words(source)}")
        for problem in source.problems[:SHOWN_PROBLEMS]:
            click.echo(f"{'':<{width}}  ! {harmless(problem)[:LONGEST_PROBLEM]}")
        more = len(source.problems) - SHOWN_PROBLEMS
        if more > 0:
            click.echo(f"{'':<{width}}  ! and {more} more")
    plural = "s" * (report.delivered != 1)
    click.echo(f"\n{report.delivered} new file{plural} in {home.inbox} after {seconds:.1f} s.")


def _words(source: SourceReport) -> str:
    if source.is_failed:
        return "failed"
    words = [f"{source.delivered} new"]
    for count, word in (
        (source.unchanged, "unchanged"),
        (source.waiting, "left for the next run"),
        (source.given_up, "given up"),
    ):
        if count:
            words.append(f"{count} {word}")
    return ", ".join(words)
