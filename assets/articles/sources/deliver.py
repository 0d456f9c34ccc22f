"""Fetched bytes into the inbox.

Belongs here: names of files, sidecars, and that no half-written file is ever seen.
Does not belong here: what was fetched and why (collect.py).

A file's name comes from its address and its content, so the same answer is never delivered twice.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from assets.articles.sources.fetch import Answer

KEPT_HEADERS = ("content-type", "etag", "last-modified", "date", "content-language")
UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
LONGEST_STEM = 60


class Inbox:
    """The part of the inbox that belongs to one source."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def page(self, url: str, answer: Answer) -> Path | None:
        """Deliver a page with its sidecar beside it; None where it was delivered before."""
        content = answer.content or b""
        target = self._target(answer, f"{_digest(url.encode())}-{_digest(content, 8)}.html")
        if target.exists():
            return None
        # The sidecar comes first: a page must never be taken in without its address.
        _put(target.with_suffix(".json"), _sidecar(url, answer))
        _put(target, content)
        return target

    def listing(self, url: str, answer: Answer, suffix: str) -> Path | None:
        """Deliver a feed; what a page has in its sidecar is kept in a hidden file."""
        content = answer.content or b""
        target = self._target(answer, f"feed-{_digest(url.encode(), 8)}-{_digest(content, 8)}{suffix}")
        if target.exists():
            return None
        _put(target.with_name(f".{target.name}.json"), _sidecar(url, answer))
        _put(target, content)
        return target

    def entries(self, rows: list[Mapping[str, object]], day: str) -> Path | None:
        """Deliver feed entries whose pages could not be had, as JSON Lines."""
        content = "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows).encode()
        target = self.folder / day / f"entries-{_digest(content)}.jsonl"
        if target.exists():
            return None
        _put(target, content)
        return target

    def archive(self, url: str, answer: Answer, fetched: Path) -> Path | None:
        """Move a fetched archive into the inbox under its own name and a digest."""
        name = UNSAFE.sub("-", PurePosixPath(unquote(urlsplit(url).path)).name).strip(".-") or "archive"
        stem, dot, suffixes = name.partition(".")
        with fetched.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()[:8]
        target = self._target(answer, f"{stem[:LONGEST_STEM]}-{digest}{dot}{suffixes[-40:]}")
        if target.exists():
            fetched.unlink()
            return None
        _put(target.with_name(f".{target.name}.json"), _sidecar(url, answer))
        fetched.replace(target)
        return target

    def copy(self, source: Path, relative: PurePosixPath) -> Path:
        """Deliver a copy of a local file under its relative path."""
        target = self.folder / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        shutil.copyfile(source, beside)
        beside.replace(target)
        return target

    def part(self) -> Path:
        """A hidden place for an archive on its way."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f".part.{os.getpid()}"

    def _target(self, answer: Answer, name: str) -> Path:
        # All days are searched: an answer that was delivered yesterday is no news today.
        earlier = next(iter(sorted(self.folder.glob(f"*/{name}"))), None)
        return earlier or self.folder / answer.fetched_at.date().isoformat() / name


def _digest(content: bytes, length: int = 16) -> str:
    return hashlib.sha256(content).hexdigest()[:length]


def _sidecar(url: str, answer: Answer) -> bytes:
    headers = {name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers}
    told = {
        "url": answer.url,
        "requested_url": url,
        "fetched_at": answer.fetched_at.isoformat(timespec="seconds"),
        "status": answer.status,
        "headers": headers,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _put(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(target)
