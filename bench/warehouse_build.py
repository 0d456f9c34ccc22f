"""Measures builds of the warehouse: from nothing, after one changed day, and with nothing changed.

    python bench/warehouse_lake.py var-bench/lake --articles 100000
    python bench/warehouse_build.py var-bench

Belongs here: wall time by step, and the peak memory of the whole process.
"""

from __future__ import annotations

import argparse
import resource
import time
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from assets import schemas
from assets.home import Home
from assets.store import Store
from assets.warehouse.build import BuildReport, build_warehouse


def main() -> None:
    """Build three times and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path, help="folder whose lake/ was written by warehouse_lake.py")
    parser.add_argument("--steps", action="store_true", help="print the time of every step")
    options = parser.parse_args()
    home = Home(options.home.resolve())
    store = Store(home.lake)
    home.published.unlink(missing_ok=True)
    show("from nothing", build_warehouse(store, home, now=datetime.now(UTC)), options.steps)
    change_one_day(store)
    show("one day changed", build_warehouse(store, home, now=datetime.now(UTC)), options.steps)
    show("nothing changed", build_warehouse(store, home, now=datetime.now(UTC)), options.steps)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(f"processor time of all three {usage.ru_utime + usage.ru_stime:.0f} s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def change_one_day(store: Store) -> None:
    """Raise every toll of the middle day by one: all its facts change, and with them its stories' figures."""
    days = store.days(schemas.NUMERIC_FACTS)
    day = days[len(days) // 2]
    rows = store.read(schemas.NUMERIC_FACTS, [day]).to_pylist()
    for row in rows:
        for name in ("value", "low", "high"):
            row[name] = None if row[name] is None else row[name] + 1
    started = time.perf_counter()
    store.write_day(
        schemas.NUMERIC_FACTS, day, pa.Table.from_pylist(rows, schema=schemas.NUMERIC_FACTS.schema_with_day)
    )
    print(f"changed {len(rows):,} facts of {day} in {time.perf_counter() - started:.1f} s")


def show(what: str, report: BuildReport, with_steps: bool) -> None:
    """One line on a build, and its steps if wanted."""
    size = report.file.stat().st_size / 1e6
    rows = sum(report.rows.values())
    print(
        f"{what}: {report.total_seconds:.1f} s, {rows:,} rows, {size:,.0f} MB, {'full' if report.is_full else 'partial'}"
    )
    if with_steps:
        for step, seconds in sorted(report.seconds.items(), key=lambda item: -item[1])[:24]:
            print(f"  {seconds:7.2f} s  {step:20} {report.rows.get(step, ''):>12}")


if __name__ == "__main__":
    main()
