"""The persistent index of days already settled: what a later day is compared with.

Belongs here: the files of one indexed day, writing them in one step, and a window over some days of them.
Does not belong here: what is kept of an article (kept.py), what is done with a window (settling.py, telling.py), which days are
computed (build.py).

There are two: `<lake>/duplicate_index/` for copies and `<lake>/story_index/` for stories.  In each,
`day=YYYY-MM-DD/` holds two files: `articles.arrow`, the articles in canonical order with
their words or terms and their groups, read by memory map so that only the articles met again are touched; and
`keys.parquet`, their candidate keys, searched by a DuckDB join that spills to disk rather than grow.
No text is kept: the index is about as large as the compressed articles.  The file `format` tells how they are written;
an index of another version is set aside, and its days are computed anew.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Generic

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet as pq

from assets.stories.window.keys import Keys, no_keys
from assets.stories.window.meeting import A, Founder, Placed

if TYPE_CHECKING:
    from assets.stories.kept import Form
    from assets.stories.texts.normalise import U32, U64

EPOCH = date(1970, 1, 1)
# Counts up with whatever changes what the files of a day hold.
FORMAT = "4"
MEMORY_LIMIT = "512MB"

GROUPED = (
    pa.field("group", pa.uint64(), False),
    pa.field("founder_id", pa.string(), False),
    pa.field("founder_seconds", pa.int64(), False),
)


class Index(Generic[A]):
    """The indexed days in one folder, of which a day is compared with the `window_days` before it."""

    def __init__(self, root: Path, window_days: int, form: Form[A]) -> None:
        self.root = Path(root)
        self.window_days = window_days
        self.form = form

    def folder(self, day: date) -> Path:
        """Where a day's files lie, or would lie."""
        return self.root / f"day={day.isoformat()}"

    def days(self) -> list[date]:
        """Indexed days, ascending."""
        return _days_in(self.root)

    def days_between(self, first: date, last: date) -> list[date]:
        """Indexed days from `first` to `last`, ascending, found without a look at any other day."""
        days = (first + timedelta(days=step) for step in range((last - first).days + 1))
        return [day for day in days if self._is_indexed(day)]

    def _is_indexed(self, day: date) -> bool:
        return (self.folder(day) / "articles.arrow").is_file()

    @property
    def _outdated(self) -> Path:
        return self.root.with_name(f"{self.root.name}.outdated")

    def take_up(self) -> list[date]:
        """Make the index ready for writing: the days of one of another format, which are to be computed anew.

        They stay owed until `finish`, also where the process ends before.
        """
        written = self.root / "format"
        is_current = written.is_file() and written.read_text(encoding="ascii").strip() == FORMAT
        if not is_current and self.days():
            shutil.rmtree(self._outdated, ignore_errors=True)
            self.root.rename(self._outdated)
        self.root.mkdir(parents=True, exist_ok=True)
        if not is_current:
            written.write_text(f"{FORMAT}\n", encoding="ascii")
        return _days_in(self._outdated)

    def finish(self) -> None:
        """The days of an older index stand in this one."""
        shutil.rmtree(self._outdated, ignore_errors=True)

    def window(self, day: date) -> DiskWindow[A]:
        """The indexed days that articles of `day` are compared with."""
        return DiskWindow([(d, self.folder(d)) for d in self.window_of(day)], self.form)

    def window_of(self, day: date) -> list[date]:
        """Those days, ascending."""
        return self.days_between(day - timedelta(days=self.window_days), day - timedelta(days=1))

    def articles(self, day: date) -> A:
        """The day's articles; none where the day is not indexed."""
        window = DiskWindow([(day, self.folder(day))] if self._is_indexed(day) else [], self.form)
        return window.load(np.arange(len(window.days)))

    def frequencies_before(self, day: date) -> tuple[tuple[U32, U32], int]:
        """(bucket, articles with a term in it) over all indexed days before, and how many articles that is."""
        own = self.folder(day).name
        earlier = sorted((name for name in _day_folders(self.root) if name < own), reverse=True)
        newest = next((file for name in earlier if (file := self.root / name / "terms.parquet").is_file()), None)
        if newest is None:
            return (np.zeros(0, np.uint32), np.zeros(0, np.uint32)), 0
        table = pq.ParquetFile(newest).read()
        articles = int(table.schema.metadata[b"articles"])
        return (table["bucket"].to_numpy(), table["count"].to_numpy()), articles

    def write_frequencies(self, day: date, counts: tuple[U32, U32], articles: int) -> None:
        """Keep the term frequencies up to and with the day beside its articles (a day without any keeps none)."""
        target = self.folder(day) / "terms.parquet"
        if not self._is_indexed(day):
            target.unlink(missing_ok=True)
            return
        table = pa.table({"bucket": counts[0], "count": counts[1]})
        aside = target.with_name(f".terms.{os.getpid()}.tmp")
        pq.write_table(table.replace_schema_metadata({"articles": str(articles)}), aside, compression="zstd")
        aside.replace(target)

    def write(self, day: date, placed: Placed[A]) -> bool:
        """Put a day's articles in place of what was there.  Returns whether they changed.

        The articles file is replaced last, so a day is only ever found whole or as it was before.  Keys can change by
        themselves, with how common a term is.
        """
        folder = self.folder(day)
        target, keys_target = folder / "articles.arrow", folder / "keys.parquet"
        if not len(placed.articles):
            existed = target.is_file()
            target.unlink(missing_ok=True)
            keys_target.unlink(missing_ok=True)
            return existed
        folder.mkdir(parents=True, exist_ok=True)
        articles = self._stored(placed)
        is_changed = not target.is_file() or target.read_bytes() != articles
        keys_aside = folder / f".keys.{os.getpid()}.tmp"
        aside = folder / f".articles.{os.getpid()}.tmp"
        try:
            _write_keys(placed.keys, day, keys_aside)
            if is_changed or not keys_target.is_file() or keys_aside.read_bytes() != keys_target.read_bytes():
                aside.write_bytes(articles)
                keys_aside.replace(keys_target)
                aside.replace(target)
        finally:
            keys_aside.unlink(missing_ok=True)
            aside.unlink(missing_ok=True)
        return is_changed

    def _stored(self, placed: Placed[A]) -> bytes:
        schema = pa.schema([*self.form.fields, *GROUPED])
        columns = [
            *self.form.columns(placed.articles),
            pa.array(placed.groups),
            pa.array([founder.article_id for founder in placed.founders], pa.string()),
            pa.array([founder.seconds for founder in placed.founders], pa.int64()),
        ]
        sink = pa.BufferOutputStream()
        with pa.ipc.new_file(sink, schema) as writer:
            writer.write_batch(pa.record_batch(columns, schema=schema))
        return bytes(sink.getvalue().to_pybytes())


def _days_in(root: Path) -> list[date]:
    return sorted(
        date.fromisoformat(name.removeprefix("day="))
        for name in _day_folders(root)
        if (root / name / "articles.arrow").is_file()
    )


def _day_folders(root: Path) -> list[str]:
    return [entry.name for entry in root.iterdir() if entry.name.startswith("day=")] if root.is_dir() else []


def _write_keys(keys: Keys, day: date, path: Path) -> None:
    held = Keys(np.sort(keys.packed))
    number = np.full(len(held.packed), (day - EPOCH).days, np.int32)
    table = pa.table({"key": held.keys, "row": held.rows.astype(np.int32), "day": number})
    pq.write_table(table, path, compression="none", use_dictionary=["day"])


@dataclass(frozen=True)
class _Day:
    """One day of the window: its rows are numbered from `base`."""

    base: int
    number: int
    table: pa.RecordBatch
    keys: Path


class DiskWindow(Generic[A]):
    """A window over indexed days (see window.Window)."""

    def __init__(self, days: Sequence[tuple[date, Path]], form: Form[A]) -> None:
        self._form = form
        self._days: list[_Day] = []
        base = 0
        for day, folder in days:
            with pa.memory_map(str(folder / "articles.arrow")) as source:
                table = pa.ipc.open_file(source).get_batch(0)
            self._days.append(_Day(base, (day - EPOCH).days, table, folder / "keys.parquet"))
            base += table.num_rows
        self._size = base

    @property
    def days(self) -> npt.NDArray[np.int32]:
        """See Window."""
        return np.repeat(
            np.array([day.number for day in self._days], np.int32), [day.table.num_rows for day in self._days]
        )

    @property
    def groups(self) -> U64:
        """See Window."""
        if not self._days:
            return np.zeros(0, np.uint64)
        return np.concatenate([day.table["group"].to_numpy() for day in self._days])

    def matching(self, keys: U64) -> Keys:
        """See Window."""
        if not self._days:
            return no_keys()
        with duckdb.connect(":memory:", config={"threads": 1, "memory_limit": MEMORY_LIMIT}) as connection:
            connection.execute("SET enable_progress_bar = false")
            connection.register("wanted", pa.table({"key": np.unique(keys)}))
            found: pa.Table = connection.sql(
                "SELECT key, row, day FROM read_parquet(?, hive_partitioning = false) SEMI JOIN wanted USING (key)",
                params=[[str(day.keys) for day in self._days]],
            ).to_arrow_table()
        numbers = np.array([day.number for day in self._days])
        bases = np.array([day.base for day in self._days])
        at = np.searchsorted(numbers, found["day"].to_numpy())
        return Keys.joined(found["key"].to_numpy(), found["row"].to_numpy() + bases[at])

    def load(self, rows: npt.NDArray[np.integer]) -> A:
        """See Window."""
        if not len(rows):
            return self._form.nothing()
        first, *others = [self._form.read(day.table, own, day.number) for day, own in self._met(rows)]
        return first.followed_by(*others)

    def founders(self, rows: npt.NDArray[np.integer]) -> list[Founder]:
        """See Window."""
        found: list[Founder] = []
        for day, own in self._met(rows):
            part = day.table.select(["founder_id", "founder_seconds"]).take(pa.array(own))
            pairs = zip(part["founder_id"].to_pylist(), part["founder_seconds"].to_pylist(), strict=True)
            found.extend(Founder(key, seconds) for key, seconds in pairs)
        return found

    def _met(self, rows: npt.NDArray[np.integer]) -> Iterator[tuple[_Day, npt.NDArray[np.int64]]]:
        """The days that hold any of the window's rows, ascending, each with its own as rows of its table."""
        cuts = np.searchsorted(rows, [day.base for day in self._days] + [self._size])
        for day, first, last in zip(self._days, cuts[:-1], cuts[1:], strict=True):
            if last > first:
                yield day, rows[first:last].astype(np.int64) - day.base
