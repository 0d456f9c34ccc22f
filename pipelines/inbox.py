"""What lies in the inbox, and whether it is complete and new.

Belongs here: looking at the inbox without Dagster, so that the sensor is a few lines.
Does not belong here: reading articles (assets.articles).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 20


@dataclass(frozen=True)
class FileState:
    """Size in bytes and modification time in nanoseconds: what tells that a file changed without reading it."""

    size: int
    modified_ns: int


def look(inbox: Path) -> dict[str, FileState]:
    """The files under the inbox by their relative path, hidden ones and those that vanish meanwhile left out."""
    found: dict[str, FileState] = {}
    for path in sorted(inbox.rglob("*")):
        relative = path.relative_to(inbox)
        if any(part.startswith(".") for part in relative.parts):
            continue
        try:
            if path.is_file():
                stat = path.stat()
                found[relative.as_posix()] = FileState(stat.st_size, stat.st_mtime_ns)
        except OSError:
            continue
    return found


def settled(found: dict[str, FileState], now_ns: int, seconds: int) -> dict[str, FileState]:
    """The files that have not changed for so many seconds: a file still being written is left for the next look.

    A time in the future is a clock that was set back, not a file being written.
    """
    return {n: s for n, s in found.items() if not 0 <= now_ns - s.modified_ns < seconds * 1_000_000_000}


def fresh(found: dict[str, FileState], seen: dict[str, FileState]) -> list[str]:
    """Names of files that are new or changed since `seen`."""
    return [name for name, state in found.items() if seen.get(name) != state]


def content_key(inbox: Path, names: list[str]) -> str:
    """A hash of the content of the files, whatever they are called and in whatever order they came."""
    digests = []
    for name in names:
        digest = hashlib.sha256()
        try:
            with (inbox / name).open("rb") as stream:
                while chunk := stream.read(CHUNK):
                    digest.update(chunk)
        except OSError:
            # An unreadable file must still lead to a run, which then says so.
            digest.update(b"unreadable " + name.encode("utf-8", "surrogateescape"))
        digests.append(digest.hexdigest())
    return hashlib.sha256("".join(sorted(digests)).encode()).hexdigest()[:32]


def to_cursor(found: dict[str, FileState]) -> str:
    """The state as text for a sensor's cursor."""
    return json.dumps({name: [state.size, state.modified_ns] for name, state in found.items()})


def from_cursor(text: str | None) -> dict[str, FileState]:
    """The state in a cursor; empty where there is none."""
    return {name: FileState(*state) for name, state in json.loads(text or "{}").items()}
