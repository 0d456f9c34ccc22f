"""Runs every query of docs/queries.md and writes its real output below it; times them on a file of any size.

    python bench/warehouse_cookbook.py                      # refresh the outputs in docs/queries.md
    python bench/warehouse_cookbook.py --time HOME          # median and slowest on the warehouse of that home folder

The outputs come from the invented ferry disaster of the tests (tests/unit/warehouse/ferry_lake.py).
"""

from __future__ import annotations

import argparse
import io
import re
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "queries.md"
BLOCK = re.compile(r"```sql\n(?P<query>.*?)\n```\n(?:\n```text\n.*?```\n)?", re.DOTALL)
WIDEST = 46


def queries(page: str) -> list[str]:
    """The SQL of the page, in order."""
    return [match["query"] for match in BLOCK.finditer(page)]


def answered(page: str, home: object) -> str:
    """The page with the output of each query on that home's warehouse below it."""
    from assets.warehouse import read, tabulate

    with read.opened(home) as connection:  # type: ignore[arg-type]

        def with_output(match: re.Match[str]) -> str:
            out = io.StringIO()
            tabulate.write_table(read.stream(connection, match["query"]), out, widest=WIDEST)
            return f"```sql\n{match['query']}\n```\n\n```text\n{out.getvalue()}```\n"

        return BLOCK.sub(with_output, page)


def on_the_ferry(folder: Path) -> object:
    """The home folder of the ferry lake, built and published under `folder`."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "unit" / "warehouse")]
    from ferry_lake import ferry_lake

    from assets.warehouse.build import build_warehouse

    lake = ferry_lake(folder)
    build_warehouse(lake.write(), lake.home, now=datetime(2031, 6, 1, tzinfo=UTC))
    return lake.home


def timed(home: object) -> list[tuple[float, str]]:
    """Seconds of each query, warm, best of three, slowest first."""
    from assets.warehouse import read

    found = []
    with read.opened(home) as connection:  # type: ignore[arg-type]
        story = read.rows(connection, "SELECT story_id FROM stories ORDER BY articles DESC LIMIT 1")[0]["story_id"]
        example = read.rows(connection, "SELECT story_id FROM stories ORDER BY articles DESC LIMIT 1")
        for query in queries(PAGE.read_text(encoding="utf-8")):
            here = re.sub(r"'s[0-9a-f]{16}'", f"'{story}'", query) if example else query
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
        page = answered(PAGE.read_text(encoding="utf-8"), on_the_ferry(Path(folder)))
    PAGE.write_text(page, encoding="utf-8")
    print(f"{len(queries(page))} queries answered in {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
