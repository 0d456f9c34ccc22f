"""What is remembered of a source between runs.

Belongs here: validators, addresses seen, how the last run went; written atomically.
Does not belong here: what is done with it.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

MOST_SEEN = 20_000
MOST_ATTEMPTS = 5


@dataclass
class Seen:
    """One article's address: `stamp` is what the listing said of its last change; `done` is false while it is owed, and as
    long `entry` keeps what the listing has of it, which may soon list it no more.
    """

    stamp: str = ""
    etag: str | None = None
    last_modified: str | None = None
    attempts: int = 0
    done: bool = False
    at: str = ""
    entry: dict[str, object] = field(default_factory=dict)


@dataclass
class SourceState:
    """One source's memory.  `listings` holds the validators of feeds and sitemaps by address, `files` of a folder source
    size and time by name.
    """

    listings: dict[str, dict[str, str | None]] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)
    files: dict[str, list[int]] = field(default_factory=dict)
    last_run_at: str = ""
    last_good_at: str = ""
    last_error: str = ""


def read_state(path: Path) -> SourceState:
    """The state in the file; an empty one where there is none or it is damaged (then all is fetched once more)."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        content["seen"] = {url: Seen(**seen) for url, seen in content.get("seen", {}).items()}
        return SourceState(**content)
    except (OSError, ValueError, TypeError, AttributeError):
        return SourceState()


def write_state(path: Path, state: SourceState) -> None:
    """Put the state in the file's place in one step; the addresses seen longest ago are forgotten."""
    if len(state.seen) > MOST_SEEN:
        newest = sorted(state.seen.items(), key=lambda item: (item[1].at, item[0]), reverse=True)[:MOST_SEEN]
        state.seen = dict(sorted(newest))
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(json.dumps(asdict(state), indent=1, sort_keys=True), encoding="utf-8")
    beside.replace(path)
