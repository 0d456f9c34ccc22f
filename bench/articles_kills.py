"""Kills an intake in the middle of one large file, again and again, and counts what is staged at the end.

`python -m bench.articles_kills [--records N] [--kills K] [--seed S]`: a file of N invented records, gzipped, is taken in
by a process that is killed (SIGKILL) K times at random moments, then let finish.  Ends with exit code 1 where a record
is missing, staged twice, or read again although it was staged.  Prints how far each attempt came and the peak of memory.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from assets.articles.intake import take_in
from assets.articles.staging.arrivals import Arrivals
from assets.pending import PendingDays
from assets.store import Store

NOW = datetime(2026, 3, 10, tzinfo=UTC)
TEXT = (
    "The harbour council of Port Ellery heard on Tuesday that pier {n} will be closed for {m} days, and that {k} people who "
    "work there will be moved to the northern quay.\n\nThe mayor said that the works had been planned since the spring."
)


def write_records(path: Path, count: int) -> None:
    """A file of so many records, no two alike."""
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as lines:
        for n in range(count):
            record = {
                "title": f"Pier {n} of Port Ellery closes",
                "text": TEXT.format(n=n, m=n % 90 + 2, k=n % 700 + 3),
                "url": f"https://ellerypost.example/piers/{n}",
                "published_at": f"2026-{n % 2 + 1:02d}-{n % 28 + 1:02d}T08:00:00Z",
            }
            lines.write(json.dumps(record) + "\n")


def attempt(path: Path, home: Path, after: float | None) -> float:
    """One intake in a process of its own, killed after so many seconds; gives the seconds that it ran."""
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        report = take_in([path], Store(home / "lake"), PendingDays(home / "pending"), now=NOW)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"finished: {report.records:,} records, {report.articles:,} new, {report.known:,} known, {peak:,.0f} MB")
        sys.stdout.flush()
        os._exit(0)
    while after is None or time.monotonic() - started < after:
        if os.waitpid(child, os.WNOHANG)[0]:
            return time.monotonic() - started
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return time.monotonic() - started


def main() -> int:
    """Write, kill, finish, count; 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--longest", type=float, default=60.0, help="seconds after which a kill comes at the latest")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)  # noqa: S311
    with tempfile.TemporaryDirectory(prefix="newstally-kills-") as work:
        path, home = Path(work) / "records.jsonl.gz", Path(work) / "home"
        write_records(path, options.records)
        arrivals = Arrivals(home / "lake")
        for _ in range(options.kills):
            seconds = attempt(path, home, dice.uniform(options.longest / 4, options.longest))
            done = max((mark.records for mark in arrivals.taken().values()), default=0)
            print(f"killed after {seconds:.0f} s; {done:,} records are staged for good", flush=True)
        started = time.monotonic()
        attempt(path, home, None)
        print(f"the rest took {time.monotonic() - started:.0f} s")
        numbers = [
            n for day in arrivals.days() for n in arrivals.read_day(day, ["source_record"])["source_record"].to_pylist()
        ]
        is_well = sorted(numbers) == list(range(1, options.records + 1))
        print(f"{len(numbers):,} rows staged: {'each record once' if is_well else 'WRONG'}")
        return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
