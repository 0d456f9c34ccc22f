"""What Dagster adds to a day's run: the stages as plain functions, and the same through Dagster, in the same minute.

`python -m bench.overhead [--articles N]`: N invented articles of one news day (1,000) go through the whole line twice, each
in a process forked from one that has imported everything, so that neither pays for imports.  Prints processor seconds of
both, children included.  The plain way takes in, cleans, groups, reads, judges every table, builds and publishes the
warehouse and writes the report pages: all that a run does but for Dagster's records and its metadata.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from assets import schemas
from assets.home import Home
from assets.pending import PendingDays
from assets.store import Store
from bench.fork_server import load
from bench.invented_news import spread

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
DAY = datetime(2026, 3, 11, tzinfo=UTC)
GOAL = 0.15


def write_articles(folder: Path, count: int) -> None:
    """The articles as one JSON Lines file."""
    folder.mkdir(parents=True)
    with (folder / "day.jsonl").open("w", encoding="utf-8") as stream:
        for told in spread(count, DAY, DAY.replace(hour=23)):
            row = {"id": told.number, "url": told.url, "source": told.outlet, "title": told.title, "language": "en",
                   "published_at": told.published_at.isoformat(), "text": told.text}  # fmt: skip
            stream.write(json.dumps(row) + "\n")


def plainly(home: Home, folder: Path) -> None:
    """Every stage as a function, and the judging of every table."""
    from assets.articles.build import build_articles
    from assets.articles.intake import take_in
    from assets.facts.build import build_facts
    from assets.quality.run import check_lake_table, check_warehouse
    from assets.quality.site import publish
    from assets.resources import LanguageResource
    from assets.stories.resume import settle_duplicates, settle_stories
    from assets.warehouse.build import build_warehouse

    store, unsettled = Store(home.lake), PendingDays(home.state / "unsettled")
    pending = PendingDays(home.state / "pending")
    take_in([folder], store, pending, now=NOW)
    # Today's own day, which a run works on as well.
    days = sorted({*pending.days(), NOW.date()})

    def judge(*tables: schemas.Table) -> None:
        for table in tables:
            report = check_lake_table(store, table.name, days, now=NOW, run_id="plain", temp=home.state / "spill")
            publish(home.reports / "quality", [report])

    build_articles(store, days)
    judge(schemas.ARTICLES, schemas.REJECTS)
    settle_duplicates(store, days, unsettled)
    judge(schemas.DUPLICATES, schemas.CONTAINMENTS)
    settle_stories(store, days, unsettled)
    judge(schemas.STORIES)
    build_facts(store, days, LanguageResource().model)
    judge(schemas.SENTENCES, schemas.ENTITY_MENTIONS, schemas.QUOTES, schemas.NUMERIC_FACTS)
    build_warehouse(store, home, now=NOW)
    reports = check_warehouse(home.published, store, now=NOW, run_id="plain", temp=home.state / "spill")
    publish(home.reports / "quality", reports)


def through_dagster(home: Home, folder: Path) -> None:
    """The job `line`, as `newstally run` runs it."""
    from pipelines.cli.line import run_line

    run_line(home, [folder])


def processor_seconds(work: Callable[[], None]) -> float:
    """User and system seconds of the work in a forked child, its children included.  RuntimeError where it fails."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise RuntimeError(f"the run ended with {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime


def main() -> int:
    """Measure and print; 1 where the overhead is above the goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    options = parser.parse_args()
    os.environ["NEWSTALLY_NOW"] = NOW.isoformat()
    load()
    from pipelines import instance, settings

    with tempfile.TemporaryDirectory(prefix="newstally-overhead-") as work:
        folder = Path(work) / "in"
        write_articles(folder, options.articles)
        plain_home, dagster_home = Home(Path(work) / "plain"), Home(Path(work) / "dagster")
        plain_home.state.mkdir(parents=True)
        plain_home.warehouse.mkdir(parents=True)
        plain = processor_seconds(lambda: plainly(plain_home, folder))
        print(f"plain functions    {plain:7.1f} s of processor time", flush=True)
        instance.prepare(dagster_home, settings.Settings())
        through = processor_seconds(lambda: through_dagster(dagster_home, folder))
        print(f"through Dagster    {through:7.1f} s")
        events = sum(path.stat().st_size for path in (dagster_home.dagster / "history").rglob("*") if path.is_file())
    share = through / plain - 1
    print(
        f"overhead           {share:7.1%} of the work (goal: under {GOAL:.0%}); Dagster's records {events / 1e6:.1f} MB"
    )
    return 0 if share < GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
