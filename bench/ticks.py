"""A week of hourly ticks against a feed server on the loopback: nothing missed, nothing twice, memory and time flat.

`python -m bench.ticks [--hours N]`: a real HTTP server offers one feed with full texts and one with summaries and pages
behind them; each hour both have new articles, and old ones fall out of the feed.  At each tick the collect sensor and the
line's schedule are asked as the daemon asks them, and what they request is run, all in one process, which is harder on
memory than the daemon's process a run.  The present is set, the week takes minutes.  Exit code 1 where an article is
missing or double, or where the last day takes more memory or processor time than the second by more than the allowance.

A machine that others use gives a second of processor time more or less work from hour to hour.  So each tick is followed by
a fixed piece of work, and time is judged in multiples of it.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import statistics
import sys
import tempfile
import threading
import time
import warnings
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg
import duckdb

from assets.home import Home
from bench.invented_news import Told, article

if TYPE_CHECKING:
    from collections.abc import Iterator

START = datetime(2026, 3, 2, tzinfo=UTC)
WINDOW = 12
SENTENCES = 4
MEMORY_ALLOWANCE = 1.10
TIME_ALLOWANCE = 1.20
DAY = 24


@dataclass
class Paper:
    """What the server offers: an article an hour in the full feed, one every second hour behind the brief one."""

    now: datetime = START
    asked: list[str] = field(default_factory=list)

    def told(self, kind: str) -> list[Told]:
        """All articles of a feed up to now, the newest first."""
        step = timedelta(hours=1 if kind == "full" else 2)
        first = 0 if kind == "full" else 1_000_000
        count = (self.now - START) // step + 1
        return [article(first + n, START + n * step, sentences=SENTENCES, outlets=1) for n in range(count)][::-1]

    def feed(self, kind: str, address: str) -> bytes:
        """The feed as it is now."""
        items = [
            f"<item><title>{html.escape(one.title)} ({one.number})</title><link>{address}/page/{one.number}</link>"
            f"<pubDate>{format_datetime(one.published_at)}</pubDate>"
            + (
                f"<content:encoded><![CDATA[{paragraphs(one)}]]></content:encoded>"
                if kind == "full"
                else f"<description>{html.escape(one.text[:80])}</description>"
            )
            + "</item>"
            for one in self.told(kind)[:WINDOW]
        ]
        head = '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        return f"{head}<channel><title>{kind} paper</title>{''.join(items)}</channel></rss>".encode()

    def page(self, number: int) -> bytes:
        """An article's page."""
        one = next(one for one in self.told("brief") if one.number == number)
        title = html.escape(f"{one.title} ({one.number})")
        return (
            f"<html lang=en><head><title>{title}</title>"
            f'<meta property="article:published_time" content="{one.published_at.isoformat()}"></head>'
            f"<body><article><h1>{title}</h1>{paragraphs(one)}</article></body></html>"
        ).encode()


def paragraphs(one: Told) -> str:
    """The text as HTML."""
    return "".join(f"<p>{html.escape(piece)}</p>" for piece in one.text.split("\n\n"))


@contextmanager
def served(paper: Paper) -> Iterator[str]:
    """The paper on a port of the loopback; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paper.asked.append(self.path)
            if self.path in ("/full.xml", "/brief.xml"):
                body, kind = paper.feed(self.path[1:-4], address), "application/rss+xml"
            elif self.path.startswith("/page/"):
                body, kind = paper.page(int(self.path.removeprefix("/page/"))), "text/html; charset=utf-8"
            else:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Ticks:
    """What came of the ticks: CPU seconds and resident megabytes after each, articles offered, published, distinct.

    `multiples` are the seconds in those that a fixed piece of work took right after.
    """

    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    multiples: list[float] = field(default_factory=list)
    collections: int = 0
    offered: int = 0
    published: int = 0
    distinct: int = 0


def tick(home: Home, now: datetime) -> int:
    """Ask the sensor and the schedule, run what they want; how many collections that were.

    RuntimeError where a run fails.
    """
    from pipelines.definitions import build_defs
    from pipelines.progress import logger_to

    # A logger that tells nobody, in place of the console's.
    defs = build_defs(home=home, now=now.isoformat(), loggers={"progress": logger_to(lambda _: None)})
    with dg.DagsterInstance.get() as instance:
        repository = defs.get_repository_def()
        # A schedule's context opens an instance of its own, which has to be closed before the one around it: Dagster loads
        # the next tick's definitions with the instance that it believes to be open.
        with (
            dg.build_sensor_context(instance=instance) as sensed,
            dg.build_schedule_context(
                instance=instance, scheduled_execution_time=now, repository_def=repository
            ) as planned,
        ):
            asked = repository.get_sensor_def("collect_sensor").evaluate_tick(sensed).run_requests or []
            due = repository.get_schedule_def("line_schedule").evaluate_tick(planned).run_requests or []
        for job, request in [("collect", one) for one in asked] + [("line", one) for one in due]:
            done = defs.resolve_job_def(job).execute_in_process(
                instance=instance,
                run_config={**request.run_config, "loggers": {"progress": {}}},
                partition_key=request.partition_key,
                tags=request.tags,
                raise_on_error=False,
            )
            if not done.success:
                raise RuntimeError(f"the run of {job} at {now} failed")
    return len(asked)


def yardstick() -> float:
    """Processor seconds that a fixed piece of work takes now: records to text and back, as most of a tick is."""
    rows = [{"id": f"a{n}", "text": f"{n} people" * 20, "spans": list(range(n % 50))} for n in range(2000)]
    started = time.process_time()
    for _ in range(20):
        json.loads(json.dumps(rows, sort_keys=True))
    return time.process_time() - started


def resident_megabytes() -> float:
    """Memory of this process that is in use."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def run(home: Home, hours: int, *, is_shown: bool = False) -> Ticks:
    """So many hourly ticks."""
    from pipelines import instance, settings

    paper, ticks = Paper(), Ticks()
    with served(paper) as address:
        home.root.mkdir(parents=True, exist_ok=True)
        home.sources.write_text(
            "defaults: {kind: feed, allow_private: true, delay_seconds: 0}\nsources:\n"
            f"  - {{name: full, url: '{address}/full.xml', fetch_pages: never}}\n  - {{name: brief, url: '{address}/brief.xml'}}\n"
        )
        instance.prepare(home, settings.load(home.settings))
        for hour in range(hours):
            paper.now = START + timedelta(hours=hour)
            started = time.process_time()
            ticks.collections += tick(home, paper.now + timedelta(minutes=1))
            ticks.seconds.append(time.process_time() - started)
            ticks.multiples.append(ticks.seconds[-1] / yardstick())
            ticks.megabytes.append(resident_megabytes())
            if is_shown:
                print(
                    f"{paper.now:%a %H}  {ticks.seconds[-1]:5.2f} s  {ticks.multiples[-1]:5.2f}  {ticks.megabytes[-1]:6.0f} MB",
                    flush=True,
                )
        ticks.offered = len(paper.told("full")) + len(paper.told("brief"))
    with closing(duckdb.connect(str(home.published), read_only=True)) as connection:
        counted = connection.execute("SELECT count(*), count(DISTINCT title) FROM articles").fetchone()
        ticks.published, ticks.distinct = counted or (0, 0)
    return ticks


def main() -> int:
    """Run the week and judge it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=int, default=7 * DAY)
    options = parser.parse_args()
    os.environ.pop("NEWSTALLY_NOW", None)
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory(prefix="newstally-ticks-") as work:
        home = Home(Path(work) / "home")
        ticks = run(home, options.hours, is_shown=True)
        kept = sum(path.stat().st_size for path in (home.dagster / "history").rglob("*") if path.is_file())
    print(f"{options.hours} ticks, {ticks.collections} collections: {ticks.offered} articles offered, ", end="")
    print(
        f"{ticks.published} published, {ticks.distinct} distinct; {kept / options.hours / 1e6:.1f} MB of records a tick"
    )
    is_well = ticks.offered == ticks.published == ticks.distinct
    for day in range(0, options.hours, DAY):
        part = slice(day, day + DAY)
        seconds, multiples = statistics.median(ticks.seconds[part]), statistics.median(ticks.multiples[part])
        print(f"day {day // DAY + 1}: median {seconds:.2f} s, {multiples:.1f} of the fixed work, ", end="")
        print(f"at its end {ticks.megabytes[part][-1]:.0f} MB")
    if options.hours >= 3 * DAY:
        second, last = slice(DAY, 2 * DAY), slice(options.hours - DAY, options.hours)
        slower = statistics.median(ticks.multiples[last]) / statistics.median(ticks.multiples[second])
        larger = ticks.megabytes[-1] / ticks.megabytes[2 * DAY - 1]
        print(f"the last day against the second: {slower:.2f} of the time, {larger:.2f} of the memory")
        is_well = is_well and slower <= TIME_ALLOWANCE and larger <= MEMORY_ALLOWANCE
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
