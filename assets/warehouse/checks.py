"""The checks on the tables of the warehouse's file; what they check is in assets/quality/suites/warehouse.

The step that builds the file judges it before it is published, and tells Dagster what was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assets.quality.checks import judge_warehouse, results, warehouse_specs

if TYPE_CHECKING:
    import dagster as dg

    from assets.quality.outcome import TableReport
    from assets.resources import HomeResource

check_specs = warehouse_specs()


class Judge:
    """Judges a finished file for one run; called with the file, says what must keep it from being published."""

    def __init__(self, context: dg.AssetExecutionContext, home: HomeResource) -> None:
        self.context = context
        self.home = home
        self.reports: list[TableReport] = []

    def __call__(self, file: Path) -> list[str]:
        """The blocking checks that the file fails, in a few words each."""
        self.reports = judge_warehouse(self.context, self.home, file)
        return [f"check {found.check} of {r.table} failed" for r in self.reports for found in r.blocking]

    def results(self) -> Iterator[dg.AssetCheckResult]:
        """All that was found, for Dagster, once the pages are written."""
        return results(self.context, self.home, self.reports)
