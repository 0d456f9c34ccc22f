"""The lake keeps days apart, writes the same rows as the same bytes, and refuses rows of the wrong shape."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from assets import schemas
from assets.pending import PendingDays
from assets.store import Store

DAY = date(2026, 3, 1)


def containments(*pairs: tuple[str, str]) -> pa.Table:
    return pa.table(
        {
            "article_id": [a for a, _ in pairs],
            "contained_id": [b for _, b in pairs],
            "containment": [0.9 for _ in pairs],
        }
    )


def test_rows_in_another_order_are_the_same_bytes(tmp_path: Path) -> None:
    """A run over the same articles in other batches must not touch the lake."""
    store = Store(tmp_path)
    first = store.write_day(schemas.CONTAINMENTS, DAY, containments(("b", "x"), ("a", "y")))
    before = store.day_path(schemas.CONTAINMENTS, DAY).stat().st_mtime_ns
    again = store.write_day(schemas.CONTAINMENTS, DAY, containments(("a", "y"), ("b", "x")))
    assert (first.changed, again.changed) == (True, False)
    assert store.day_path(schemas.CONTAINMENTS, DAY).stat().st_mtime_ns == before


def test_reading_adds_the_day_and_keeps_days_apart(tmp_path: Path) -> None:
    """A day's read must not see its neighbour."""
    store = Store(tmp_path)
    store.write_day(schemas.CONTAINMENTS, DAY, containments(("a", "y")))
    store.write_day(schemas.CONTAINMENTS, date(2026, 3, 2), containments(("b", "z")))
    assert store.read(schemas.CONTAINMENTS, [DAY], ["article_id"]).to_pylist() == [{"day": DAY, "article_id": "a"}]
    assert store.read(schemas.CONTAINMENTS).num_rows == 2


def test_an_emptied_day_has_no_file(tmp_path: Path) -> None:
    """A day whose last row went must not linger as an empty file."""
    store = Store(tmp_path)
    store.write_day(schemas.CONTAINMENTS, DAY, containments(("a", "y")))
    assert store.write_day(schemas.CONTAINMENTS, DAY, schemas.CONTAINMENTS.empty()).changed
    assert store.days(schemas.CONTAINMENTS) == []


def test_a_null_where_none_may_be_is_refused_by_name(tmp_path: Path) -> None:
    """A stage that forgets a column's value must fail at the writer, not in a mart."""
    rows = pa.table({"article_id": ["a", None], "contained_id": ["x", "y"], "containment": [0.1, 0.2]})
    with pytest.raises(ValueError, match=r"containments\.article_id"):
        Store(tmp_path).write_day(schemas.CONTAINMENTS, DAY, rows)


def test_pending_days_survive_and_clear(tmp_path: Path) -> None:
    """Only the days named are cleared; one marked meanwhile stays."""
    pending = PendingDays(tmp_path / "pending")
    pending.mark([DAY, date(2026, 3, 2)])
    pending.clear([DAY])
    assert PendingDays(tmp_path / "pending").days() == [date(2026, 3, 2)]
