"""JSON Lines to cleaned articles: articles per second and core, by the conversion that every worker runs.

python bench/articles_rows.py FILE.jsonl[.gz]... [--most N]

Each file's lines are converted in this process, in the groups that workers get, so the figure is one core's; reading the file is counted, the
imports are not.  The best of three passes is printed, since other programs only ever make a pass slower.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assets.articles.convert import outcomes_of_many
from assets.articles.opening.files import Found
from assets.articles.read import raw_records
from assets.articles.record import ReadArticle
from assets.articles.settings import ReadSettings
from assets.articles.workers import tasks_of

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def one_pass(path: Path, most: int) -> tuple[float, Counter[str], int]:
    """Seconds of CPU, outcomes by kind, and bytes of the rows."""
    settings = ReadSettings()
    counts: Counter[str] = Counter()
    size = 0
    start = time.process_time()
    for task in tasks_of(islice(raw_records(Found(path), settings), most)):
        raws = task.raws
        counts["rejects"] += len(task.records) - len(raws)
        size += sum(len(raw.content) for raw in raws)
        for outcomes in outcomes_of_many(raws, now=NOW, settings=settings):
            for outcome in outcomes:
                counts["articles" if isinstance(outcome, ReadArticle) else "rejects"] += 1
    return time.process_time() - start, counts, size


def main() -> None:
    """Print one line a file."""
    parser = argparse.ArgumentParser(description="JSON Lines articles per second and core.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=3000, help="lines of each file")
    given = parser.parse_args()
    for path in given.files:
        one_pass(path, 50)
        seconds, counts, size = min((one_pass(path, given.most) for _ in range(3)), key=lambda one: one[0])
        total = counts.total()
        print(
            f"{path.name}: {total / seconds:,.0f} articles/s, {size / seconds / 1e6:.1f} MB/s, "
            f"{size / total:,.0f} bytes each, {counts['rejects']} rejects"
        )


if __name__ == "__main__":
    main()
