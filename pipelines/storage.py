"""How this product's processes open Dagster's SQLite files.

Belongs here: two settings of SQLite connections, for processes that run the line.
Does not belong here: where Dagster's files are and whether it is SQLite at all (instance.py).

Dagster opens and closes a connection for each of the some 500 events of a run.  By default every commit waits for
the disk, and every close of the last connection copies the write-ahead log into the database and waits again: a
third of the time of a small run.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from pathlib import Path

KEPT = 8
_kept: OrderedDict[str, sqlite3.Connection] = OrderedDict()


def tune_sqlite() -> None:
    """Make SQLAlchemy's SQLite connections of this process quick; calling it again changes nothing.

    synchronous=NORMAL in write-ahead mode cannot corrupt a database and loses nothing when a process is killed; when
    the power fails, the last events of a run may be missing from its log, never from the lake.
    """
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    if not event.contains(Engine, "connect", _tuned):
        event.listen(Engine, "connect", _tuned)


def _tuned(connection: object, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.execute("PRAGMA synchronous=NORMAL")
    _, _, path = connection.execute("PRAGMA database_list").fetchone()
    if path and Path(path).stat().st_size:
        _keep_open(path)


def _keep_open(path: str) -> None:
    """Hold one idle connection to the file, so that no other one is ever the last to close."""
    if path in _kept:
        _kept.move_to_end(path)
        return
    idle = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    idle.execute("SELECT count(*) FROM sqlite_master").fetchone()
    _kept[path] = idle
    while len(_kept) > KEPT:
        _kept.popitem(last=False)[1].close()
