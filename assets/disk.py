"""What the machine lacks, told to a person: room on the disk, a right to write, records that are sound.

Belongs here: recognising it behind the errors of Python, SQLite, DuckDB and Arrow, and trying whether a folder takes
what is written to it where an error does not say.
Does not belong here: preventing it (doctor says what is short beforehand).
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

# SQLite says no more than "disk I/O error" where the file that its processes share finds no room.
PROBE_BYTES = 1 << 20

TROUBLES = (
    (
        ("no space left on device", "disk is full", "disk quota exceeded", "file too large", "no space on disk"),
        "the disk of {root} is full; free some room",
    ),
    (
        ("read-only file system", "readonly database", "attempt to write a readonly", "permission denied"),
        "{root} cannot be written to; give this user the right to write there",
    ),
)

DAMAGED = ("file is not a database", "database disk image is malformed")
UNSAID = "the disk of {root} refuses to be written; look whether it has a quota or is damaged, free some room"


def trouble(text: str, root: Path) -> str | None:
    """What is wrong with the disk and what to do, where an error's text says so; else None."""
    said = text.casefold()
    for signs, message in TROUBLES:
        if any(sign in said for sign in signs):
            return message.format(root=root)
    return None


def lack(error: BaseException, root: Path) -> str | None:
    """What the machine lacks where that is behind the error: by what the error says, else by trying it; else None."""
    said = chain(error)
    return (
        trouble(said, root)
        or damaged_records(said, root)
        or refusal(root)
        or (UNSAID.format(root=root) if "disk i/o error" in said.casefold() else None)
    )


def damaged_records(text: str, root: Path) -> str | None:
    """Which folder of Dagster's records is damaged and what to do, where an error's text says that one is; else None."""
    if not any(sign in text.casefold() for sign in DAMAGED):
        return None
    for path in sorted((root / "dagster").rglob("*.db")):
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as base:
                base.execute("PRAGMA quick_check").fetchone()
        except sqlite3.DatabaseError:
            folder = root / "dagster" / path.relative_to(root / "dagster").parts[0]
            return f"{path} is damaged; move {folder} away, which loses Dagster's record of past runs and no news"
    return None


def refusal(root: Path) -> str | None:
    """What is wrong with the folder's disk, found by writing a little to it; None where it takes it or is not there."""
    if not root.is_dir():
        return None
    try:
        with tempfile.TemporaryFile(dir=root) as probe:
            probe.write(bytes(PROBE_BYTES))
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        return trouble(str(error), root)
    return None


def chain(error: BaseException) -> str:
    """The texts of an error and of all that led to it."""
    texts: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        texts.append(f"{type(at).__name__}: {at}")
        at = at.__cause__ or at.__context__
    return "\n".join(texts)
