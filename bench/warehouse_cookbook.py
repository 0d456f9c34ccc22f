"""Runs every query of docs/queries.md and of the tutorial and writes its real output below it; times those of the former
on a file of any size.

    python bench/warehouse_cookbook.py                      # refresh the outputs in both pages (runs the sample)
    python bench/warehouse_cookbook.py --home HOME          # the same, from a home folder on which the sample was run
    python bench/warehouse_cookbook.py --time HOME          # median and slowest on the warehouse of that home folder

The outputs come from the sample in docs/sample, taken through the line as `make run` does.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "queries.md"
TUTORIAL = ROOT / "docs" / "tutorial.md"
# A block of SQL, or a command line that asks, and the output below it where there is one.
BLOCK = re.compile(
    r"(?P<asked>```sql\n(?P<query>.*?)\n```\n|```\n\.venv/bin/newstally query \"(?P<shell>[^\"]*)\"\n```\n)(?:\n```text\n.*?```\n)?",
    re.DOTALL,
)
STORY = re.compile(r"\(SELECT story_id FROM articles WHERE title LIKE '[^']*'\)")
WIDEST = 46
# The sample's days lie just before it, so that its articles are news and its rejects arrive with them.
SAMPLE_NOW = "2026-03-07T06:00:00+00:00"


def queries(page: str) -> list[str]:
    """The SQL of the page, in order."""
    return [match["query"] or match["shell"] for match in BLOCK.finditer(page)]


def answered(page: str, home: object) -> str:
    """The page with the output of each query on that home's warehouse below it."""
    from assets.warehouse.asking import read, tabulate

    with read.opened(home) as connection:  # type: ignore[arg-type]

        def with_output(match: re.Match[str]) -> str:
            out = io.StringIO()
            tabulate.write_table(read.stream(connection, match["query"] or match["shell"]), out, widest=WIDEST)
            return f"{match['asked']}\n```text\n{out.getvalue()}```\n"

        return BLOCK.sub(with_output, page)


def on_the_sample(folder: Path) -> object:
    """The home folder under `folder` after the line was run on docs/sample, as `make run` does."""
    from assets.home import Home

    home = folder / "home"
    command = [sys.executable, "-m", "pipelines.cli", "--home", str(home), "run", "docs/sample/inbox"]
    subprocess.run(
        command, cwd=ROOT, env=os.environ | {"NEWSTALLY_NOW": SAMPLE_NOW}, check=True, stdout=subprocess.DEVNULL
    )
    return Home(home)


def timed(home: object) -> list[tuple[float, str]]:
    """Seconds of each query, warm, best of three, slowest first."""
    from assets.warehouse.asking import read

    found = []
    with read.opened(home) as connection:  # type: ignore[arg-type]
        story = read.rows(connection, "SELECT story_id FROM stories ORDER BY articles DESC LIMIT 1")[0]["story_id"]
        for query in queries(PAGE.read_text(encoding="utf-8")):
            here = STORY.sub(f"'{story}'", query)
            seconds = []
            for _ in range(3):
                started = time.perf_counter()
                read.rows(connection, here)
                seconds.append(time.perf_counter() - started)
            found.append((min(seconds), query))
    return sorted(found, reverse=True)


def main() -> None:
    """Refresh the page, or time its queries."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--time", type=Path, metavar="HOME")
    parser.add_argument("--home", type=Path, help="a home folder on which the sample was run already")
    options = parser.parse_args()
    sys.path[:0] = [str(ROOT)]
    if options.time:
        from assets.home import Home

        found = timed(Home(options.time.resolve()))
        for seconds, query in found[:5]:
            print(f"{seconds * 1000:8.0f} ms  {' '.join(query.split())[:90]}")
        print(f"median {statistics.median(s for s, _ in found) * 1000:.0f} ms, slowest {found[0][0] * 1000:.0f} ms")
        return
    with tempfile.TemporaryDirectory() as folder:
        from assets.home import Home

        home = Home(options.home.resolve()) if options.home else on_the_sample(Path(folder))
        for path in (PAGE, TUTORIAL):
            page = answered(path.read_text(encoding="utf-8"), home)
            path.write_text(page, encoding="utf-8")
            print(f"{len(queries(page))} queries answered in {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
