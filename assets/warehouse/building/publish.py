"""Puts a finished build in the place where people read, in one step, and keeps the last builds.

Belongs here: the builder's lock, the file's names, the swap, what is kept.
Does not belong here: making or judging a build (build.py, soundness.py).

A reader opens `home.published` and keeps what it opened: the swap is one rename, so nobody ever meets a lock, half
a file, or a moment without one.  `home.warehouse/builds/` holds the builds before, newest last.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from assets.errors import UserError

if TYPE_CHECKING:
    from assets.home import Home

KEPT_BUILDS = 3


@contextlib.contextmanager
def builder_lock(home: Home) -> Iterator[None]:
    """Hold the right to build; the system lets go of it when the process ends, however it ends.

    UserError where another process builds, or where the home folder cannot be written.
    """
    try:
        home.warehouse.mkdir(parents=True, exist_ok=True)
        home.state.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(home.state / "warehouse.lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise UserError(f"cannot write to {home.root} ({error.strerror}); choose another folder with --home") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UserError(
                f"another process is building the warehouse in {home.warehouse}; wait until it has ended and run again"
            ) from error
        yield
    finally:
        os.close(descriptor)


def aside_path(home: Home) -> Path:
    """Where the next build is made; leftovers of a killed build are removed.  Call with the lock held."""
    aside = home.warehouse / "next.duckdb.tmp"
    for leftover in home.warehouse.glob(f"{aside.name}*"):
        leftover.unlink()
    shutil.rmtree(home.warehouse / ".spill", ignore_errors=True)
    return aside


def open_read_only(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection that cannot write, read files or load extensions; duckdb.Error where the file does not open."""
    connection = duckdb.connect(
        str(path),
        read_only=True,
        config={
            "enable_external_access": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def put_in_place(aside: Path, home: Home) -> None:
    """Swap the finished file in; the one before goes to the kept builds.

    UserError where another program holds the published file open for writing: its changes would be lost and its
    log would be replayed into the new file.
    """
    refuse_writers(home)
    with aside.open("rb+") as stream:
        os.fsync(stream.fileno())
    _keep(home)
    aside.replace(home.published)
    _sync_folder(home.warehouse)


def refuse_writers(home: Home) -> None:
    """UserError where another program has the published file open for writing; removes the log of one that crashed."""
    if not home.published.is_file():
        return
    try:
        with closing(open_read_only(home.published)):
            pass
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise UserError(held_message(home.published, error)) from error
    except duckdb.Error:
        # Open in this process with other settings, or unreadable: neither is another program writing.
        pass
    home.published.with_name(home.published.name + ".wal").unlink(missing_ok=True)


def held_message(path: Path, error: duckdb.Error) -> str:
    """One line on a file that another program has open for writing, with that program where DuckDB names it."""
    holder = str(error).partition("held in ")[2].partition(". See also")[0].strip()
    by = f" by {holder}" if holder else ""
    return f"{path} is held open for writing{by}; close it there (open it with -readonly) and run again"


def kept_builds(home: Home) -> list[Path]:
    """The builds before the published one, oldest first."""
    return sorted((home.warehouse / "builds").glob("newstally-*.duckdb"))


def _keep(home: Home) -> None:
    if not home.published.is_file():
        return
    folder = home.warehouse / "builds"
    folder.mkdir(exist_ok=True)
    made = datetime.fromtimestamp(home.published.stat().st_mtime, UTC)
    kept = folder / f"newstally-{made:%Y%m%dT%H%M%S.%fZ}.duckdb"
    if not kept.exists():
        try:
            kept.hardlink_to(home.published)
        except OSError:
            # A file system without hard links: a copy, named only when it is whole.
            partial = folder / ".partial"
            shutil.copy2(home.published, partial)
            partial.replace(kept)
    for old in kept_builds(home)[:-KEPT_BUILDS]:
        old.unlink()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
