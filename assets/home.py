"""The home folder: where everything that a running Newstally owns lies on disk.

Belongs here: names of folders and files under the home folder.
Does not belong here: reading or writing any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Home:
    """Paths under one home folder; none of them need exist."""

    root: Path

    @property
    def inbox(self) -> Path:
        """Folder that the sensor watches for new files."""
        return self.root / "inbox"

    @property
    def lake(self) -> Path:
        """The Parquet tables, by news day: the truth."""
        return self.root / "lake"

    @property
    def warehouse(self) -> Path:
        """Folder of the published DuckDB file and its last builds."""
        return self.root / "warehouse"

    @property
    def published(self) -> Path:
        """The DuckDB file that people query."""
        return self.warehouse / "newstally.duckdb"

    @property
    def reports(self) -> Path:
        """Pages for people: quality reports, story pages."""
        return self.root / "reports"

    @property
    def dagster(self) -> Path:
        """DAGSTER_HOME."""
        return self.root / "dagster"

    @property
    def state(self) -> Path:
        """What must survive a crash and is no data: pending days, fetch state, locks."""
        return self.root / "state"

    @property
    def kept(self) -> Path:
        """What is kept to save time and may be deleted at will: analyses of texts."""
        return self.root / "kept"

    @property
    def settings(self) -> Path:
        """The one settings file; need not exist."""
        return self.root / "newstally.toml"

    @property
    def sources(self) -> Path:
        """The live sources; need not exist."""
        return self.root / "sources.yaml"
