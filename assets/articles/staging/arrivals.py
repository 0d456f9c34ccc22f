"""The staging area: what was taken in, by news day, appended in batches; small files of a day are merged in time.

Belongs here: the files of the arrivals table, the ledger that says which batches are complete, what is known.
Does not belong here: reading inputs (intake.py), or making articles of what is staged (build.py).

A batch is one file for each day it touches, `arrivals/day=YYYY-MM-DD/<source>-<batch>.parquet`.  It counts when
its line stands in the ledger, which is written last: files of a batch that was cut off are removed by the next
intake, which reads that part of the source again.

Merging works the same way.  The merged file counts when its line, which names the files that it replaces, stands in
the ledger; only then are these removed, by whoever comes next if the merge was cut off.  A reader that meets both
meets records twice, and takes each once.

A file that cannot be read is set aside by the next intake, which then reads all sources again: records that still
stand in other files are known, and those of the damaged one come in anew where their source is still there.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from assets import schemas
from assets.articles.record import Mark
from assets.articles.staging.known import Known
from assets.errors import UserError
from assets.ids import stable_id
from assets.store import is_readable

SUFFIX = ".parquet"
SYNC_EACH = 64
MERGED_FILES = 16
MERGED_BYTES = 64 << 20
LEDGER_LINES = 512
INDEX_COLUMNS = ["article_id", "record_key", "text_key", "version_key", "moved_to"]
NEVER_NULL_TEXTS = {c.name for c in schemas.ARTICLES.columns if c.type == pa.string() and not c.nullable}


class DamagedStagingError(UserError):
    """A staged file that was cut off or damaged; `path` is the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} was cut off or damaged; run again with the same input, which takes in anew what it held"
        )
        self.path = path

    @property
    def day(self) -> date:
        """The news day of which it holds records."""
        return date.fromisoformat(self.path.parent.name.removeprefix(f"{schemas.DAY}="))


class Arrivals:
    """The arrivals under one lake folder.  One intake writes at a time: see `lock`."""

    def __init__(self, lake: Path) -> None:
        self.root = Path(lake) / schemas.ARRIVALS.name
        self._ledger = self.root / "taken.jsonl"

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the area for writing; UserError where another process does, or where it cannot be written."""
        import fcntl

        try:
            self.root.mkdir(parents=True, exist_ok=True)
            stream = (self.root / ".lock").open("w")
        except OSError as error:
            raise UserError(f"{self.root}: cannot be written ({error.strerror}); choose another --home") from None
        with stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise UserError("another intake is running on this home folder; wait until it has ended") from None
            yield

    # ---------------------------------------------------------------- reading
    def days(self) -> list[date]:
        """Days of which something is staged, ascending."""
        prefix = f"{schemas.DAY}="
        if not self.root.is_dir():
            return []
        return sorted(
            date.fromisoformat(folder.name.removeprefix(prefix))
            for folder in self.root.iterdir()
            if folder.name.startswith(prefix) and self._files(folder)
        )

    def read_day(self, day: date, columns: Sequence[str] | None = None) -> pa.Table:
        """Staged rows of one day, without `day`; none where nothing is staged."""
        pieces = [_read(path, columns) for path in self._files(self._folder(day))]
        if not pieces:
            return pa.schema([f for f in schemas.ARRIVALS.schema if columns is None or f.name in columns]).empty_table()
        return pa.concat_tables(pieces)

    def known(self) -> Known:
        """What is staged, as far as intake has to know it."""
        known = Known()
        for day in self.days():
            known.add(self.read_day(day, INDEX_COLUMNS), day)
        return known

    def _folder(self, day: date) -> Path:
        return self.root / f"{schemas.DAY}={day.isoformat()}"

    @staticmethod
    def _files(folder: Path) -> list[Path]:
        if not folder.is_dir():
            return []
        return sorted(path for path in folder.iterdir() if path.suffix == SUFFIX and not path.name.startswith("."))

    # ---------------------------------------------------------------- the ledger
    def taken(self) -> dict[tuple[str, str], Mark]:
        """How far each source was taken in, by path and SHA-256."""
        found: dict[tuple[str, str], Mark] = {}
        for entry in self._entries():
            if entry.get("is_all_asked_again"):
                found.clear()
            for path, sha, records, is_end in entry["marks"]:
                found[path, sha] = Mark(path, sha, records, is_end)
        return found

    def _entries(self) -> list[dict[str, Any]]:
        """Complete lines of the ledger; a line that was cut off in writing is as good as none."""
        if not self._ledger.is_file():
            return []
        entries = []
        for line in self._ledger.read_bytes().split(b"\n"):
            with contextlib.suppress(ValueError):
                if line:
                    entry = json.loads(line)
                    # Ledgers of the first version name one batch a line.
                    entries.append({"batches": [entry["batch"]], **entry} if "batch" in entry else entry)
        return entries

    def remove_unfinished(self) -> int:
        """Remove files of batches that the ledger does not name; gives their number.

        Without a ledger all files stay, and a new one names them: it was lost, and the files are the truth.
        """
        entries = self._entries()
        if not entries:
            if staged := self._batches():
                self._append({"batches": staged, "marks": []})
            return 0
        complete = {batch for entry in entries for batch in entry["batches"]}
        replaced = {(entry["day"], batch) for entry in entries for batch in entry.get("replaces", ())}
        removed = 0
        for day in self.days():
            for path in self._files(self._folder(day)):
                if path.stem not in complete or (day.isoformat(), path.stem) in replaced:
                    path.unlink()
                    removed += 1
        return removed

    # ---------------------------------------------------------------- damage
    def set_aside_damaged(self, days: Iterable[date]) -> list[Path]:
        """Set aside the files of these days that cannot be read to their end; their new names."""
        return [
            self.set_aside(path) for day in days for path in self._files(self._folder(day)) if not is_readable(path)
        ]

    def set_aside(self, path: Path) -> Path:
        """Take a damaged file out of the area under a hidden name, and have every source read again."""
        self._append({"batches": [], "marks": [], "is_all_asked_again": True})
        aside = path.with_name(f".{path.name}.damaged")
        path.replace(aside)
        return aside

    # ---------------------------------------------------------------- merging
    def merge_small(self) -> int:
        """Merge the small files of days that have many, shorten a long ledger; gives the number of files merged.

        What a merged file holds and is called follows from the files that it replaces.
        """
        merged = 0
        for day in self.days():
            small = [path for path in self._files(self._folder(day)) if path.stat().st_size < MERGED_BYTES]
            if len(small) >= MERGED_FILES:
                self._merge(day, small)
                merged += len(small)
        if len(self._entries()) > LEDGER_LINES:
            self._shorten()
        return merged

    def _merge(self, day: date, paths: Sequence[Path]) -> None:
        stems = [path.stem for path in paths]
        rows = pa.concat_tables(_read(path) for path in paths)
        name = f"merged-{stable_id('', *stems)}"
        _write(without_moved(rows), self._folder(day), name, is_synced=True)
        self._append({"batches": [name], "marks": [], "day": day.isoformat(), "replaces": stems})
        for path in paths:
            path.unlink()

    def _shorten(self) -> None:
        """Put one line in place of the ledger's many: the batches that have files, and how far each source was taken."""
        self.remove_unfinished()
        batches = self._batches()
        marks = [[m.source_path, m.source_sha256, m.records, m.is_end] for m in self.taken().values()]
        aside = self._ledger.with_name(f".{self._ledger.name}.tmp")
        with aside.open("wb") as stream:
            stream.write(_ledger_line({"batches": batches, "marks": marks}))
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(self._ledger)

    # ---------------------------------------------------------------- writing
    def stage(self, batch: str, rows_by_day: Mapping[date, Sequence[Mapping[str, Any]]], marks: Sequence[Mark]) -> None:
        """Write one batch and enter it in the ledger; until then it does not count."""
        sync_each = len(rows_by_day) <= SYNC_EACH
        for day, rows in sorted(rows_by_day.items()):
            table = pa.Table.from_pylist([dict(row) for row in rows], schema=schemas.ARRIVALS.schema)
            _write(table, self._folder(day), batch, is_synced=sync_each)
        if not sync_each:
            os.sync()
        self._append(
            {"batches": [batch], "marks": [[m.source_path, m.source_sha256, m.records, m.is_end] for m in marks]}
        )

    def _batches(self) -> list[str]:
        """Names of all batches that have files."""
        return sorted({path.stem for day in self.days() for path in self._files(self._folder(day))})

    def _append(self, entry: Mapping[str, Any]) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        line = _ledger_line(entry)
        with self._ledger.open("ab+") as stream:
            size = stream.seek(0, os.SEEK_END)
            if size:
                stream.seek(size - 1)
                # A line that was cut off in writing must not swallow this one.
                line = line if stream.read(1) == b"\n" else b"\n" + line
            stream.write(line)
            stream.flush()
            os.fsync(stream.fileno())

    def rows_of(self, day: date, article_ids: set[str]) -> list[dict[str, Any]]:
        """Staged rows of these articles on a day, marks left out."""
        rows = self.read_day(day)
        chosen = rows.filter(
            pc.and_(pc.is_in(rows["article_id"], pa.array(sorted(article_ids))), pc.is_null(rows["moved_to"]))
        )
        found: list[dict[str, Any]] = chosen.to_pylist()
        return found


def without_moved(arrived: pa.Table) -> pa.Table:
    """A day's rows without those of articles that have moved to an earlier day; the marks that say so stay."""
    moved = arrived.filter(pc.is_valid(arrived["moved_to"]))["article_id"]
    if not len(moved):
        return arrived
    is_gone = pc.fill_null(pc.is_in(arrived["article_id"], pc.unique(moved)), False)
    return arrived.filter(pc.or_(pc.invert(is_gone), pc.is_valid(arrived["moved_to"])))


def _read(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    try:
        rows = pq.ParquetFile(path).read(columns=columns, use_threads=False).replace_schema_metadata(None)
    except (pa.ArrowException, OSError) as error:
        raise DamagedStagingError(path) from error
    # Files of an earlier version lack the columns that came later.
    for one in schemas.ARRIVALS.schema:
        if one.name not in rows.schema.names and (columns is None or one.name in columns):
            filler = pa.scalar("" if one.name in NEVER_NULL_TEXTS else None, one.type)
            rows = rows.append_column(one.remove_metadata(), pa.repeat(filler, rows.num_rows))
    return rows


def _write(rows: pa.Table, folder: Path, name: str, *, is_synced: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f".{name}.tmp"
    pq.write_table(rows.cast(schemas.ARRIVALS.schema), aside, compression="zstd")
    if is_synced:
        with aside.open("rb") as stream:
            os.fsync(stream.fileno())
    aside.replace(folder / f"{name}{SUFFIX}")


def _ledger_line(entry: Mapping[str, Any]) -> bytes:
    return (json.dumps(entry, ensure_ascii=True) + "\n").encode("ascii")
