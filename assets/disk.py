"""What the machine lacks, told to a person: room on the disk, a right to write.

Belongs here: recognising it behind the errors of Python, SQLite, DuckDB and Arrow.
Does not belong here: preventing it (doctor says what is short beforehand).
"""

from __future__ import annotations

from pathlib import Path

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


def trouble(text: str, root: Path) -> str | None:
    """What is wrong with the disk and what to do, where an error's text says so; else None."""
    said = text.casefold()
    for signs, message in TROUBLES:
        if any(sign in said for sign in signs):
            return message.format(root=root)
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
