"""A run that dies while a change travels through the days is finished by the next one."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from assets import schemas
from assets.pending import PendingDays
from assets.store import DayWrite, Store
from assets.stories.resume import settle_duplicates, settle_stories
from tests.unit.stories.rows import FERRY, TUNNEL, article, digest, put

OTHER = article("other", "Kelder tunnel breaks through", TUNNEL, "2026-02-03T05:00")
COPY = article("copy", "Ferry aground off Marrow Point", FERRY, "2026-02-05T06:00", "lake-gazette")
LATE = article("late", "Ferry aground off Marrow Point", FERRY, "2026-02-03T06:00", wire="Northwire")


class Killed(Exception):  # noqa: N818  (stands for a kill, not for an error)
    """The end of a process in the middle of its work."""


class MortalStore(Store):
    """A store whose process dies when it comes to write one day of one table."""

    def __init__(self, root: Path, table: schemas.Table, day: date) -> None:
        super().__init__(root)
        self.deadly = (table, day)

    def write_day(self, table: schemas.Table, day: date, rows: pa.Table) -> DayWrite:
        """Write, or die."""
        if (table, day) == self.deadly:
            raise Killed
        return super().write_day(table, day, rows)


def settle(store: Store, days: list[date], root: Path) -> None:
    unsettled = PendingDays(root / "unsettled")
    settle_duplicates(store, days, unsettled)
    settle_stories(store, days, unsettled)
    assert unsettled.days() == []


@pytest.mark.parametrize("table", [schemas.DUPLICATES, schemas.STORIES])
@pytest.mark.parametrize("deadly", [LATE["day"], COPY["day"]])
def test_a_kill_between_two_days_leaves_no_day_behind(tmp_path: Path, table: schemas.Table, deadly: date) -> None:
    """The old day stood, nothing told that the later one did not, and its copies kept a group that was gone."""
    results = []
    for name, is_killed in (("whole", False), ("killed", True)):
        root = tmp_path / name
        store = Store(root / "lake")
        settle(store, put(store, [COPY, OTHER]), root)
        put(store, [OTHER, LATE])
        if is_killed:
            with pytest.raises(Killed):
                settle(MortalStore(root / "lake", table, deadly), [LATE["day"]], root)
        settle(store, [LATE["day"]], root)
        results.append(digest(root / "lake"))
    assert results[0] == results[1]
    stories = {
        row["article_id"]: row["story_id"]
        for row in Store(tmp_path / "killed" / "lake").read(schemas.STORIES).to_pylist()
    }
    assert stories["copy"] == stories["late"] != stories["other"]
