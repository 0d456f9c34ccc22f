"""One writer at a time: the lock of a home folder.

Belongs here: taking the lock, waiting for it, saying who holds it.
Does not belong here: deciding who needs it (whoever takes articles in, changes the lake or publishes).

An flock ends with its process however that dies, so nothing is ever left locked.  Readers need no lock.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.home import Home


@contextmanager
def line_lock(home: Home, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the home folder's lock; where another process has it, tell `on_wait` who and wait."""
    with _held(_lock_file(home), on_wait):
        yield


@contextmanager
def collect_lock(home: Home, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the right to ask the home folder's sources; the line goes on meanwhile, since it only reads the inbox."""
    with _held(home.state / "collect.lock", on_wait):
        yield


@contextmanager
def _held(path: Path, on_wait: Callable[[str], None] | None) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if on_wait is not None:
                on_wait(_holder(path))
            fcntl.flock(handle, fcntl.LOCK_EX)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def lock_holder(home: Home) -> str | None:
    """'process 123' where another process holds the lock now, else None."""
    path = _lock_file(home)
    if not path.is_file():
        return None
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return _holder(path)
    finally:
        os.close(handle)
    return None


def _lock_file(home: Home) -> Path:
    return home.state / "line.lock"


def _holder(path: Path) -> str:
    pid = path.read_text().strip()
    return f"process {pid}" if pid else "another process"
