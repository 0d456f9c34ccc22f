"""Pages per second and core of the page reader, and of trafilatura on the same pages in the same run.

    python bench/pages_speed.py FOLDER [--limit N]

FOLDER holds pages as *.html, each perhaps with its address in a .json beside it.  The two readers take turns page by
page, so that a busy machine slows both; time is CPU time of this process, the first pages warm up and do not count.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from trafilatura import bare_extraction

from assets.articles.page import Unreadable, read_page

WARM_UP = 10
NOW = datetime.now(UTC)

Reader = Callable[[bytes, str | None], object]


def ours(content: bytes, url: str | None) -> object:
    """Text and all metadata."""
    try:
        return read_page(content, url=url, now=NOW)
    except Unreadable:
        return None


def trafilatura_standard(content: bytes, url: str | None) -> object:
    """Text and metadata, as trafilatura gives them by default."""
    return bare_extraction(content, url=url, with_metadata=True)


def trafilatura_fast(content: bytes, url: str | None) -> object:
    """The same without its second and third opinion."""
    return bare_extraction(content, url=url, with_metadata=True, fast=True)


def trafilatura_text(content: bytes, url: str | None) -> object:
    """Text alone, fast."""
    return bare_extraction(content, url=url, with_metadata=False, fast=True)


READERS: dict[str, Reader] = {
    "newstally": ours,
    "trafilatura": trafilatura_standard,
    "trafilatura fast": trafilatura_fast,
    "trafilatura fast, text alone": trafilatura_text,
}


def main() -> None:
    """Print pages per second for each reader, and the ratio to trafilatura."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=None)
    arguments = parser.parse_args()
    pages = sorted(arguments.folder.glob("*.html"))[: arguments.limit]
    spent = dict.fromkeys(READERS, 0.0)
    for number, path in enumerate(pages):
        content = path.read_bytes()
        beside = path.with_suffix(".json")
        url = json.loads(beside.read_text())["url"] if beside.exists() else None
        for name, reader in READERS.items():
            started = time.process_time()
            reader(content, url)
            if number >= WARM_UP:
                spent[name] += time.process_time() - started
    counted = len(pages) - WARM_UP
    for name, seconds in spent.items():
        ratio = seconds / spent["newstally"]
        print(f"{name:30} {counted / seconds:7.1f} pages/s/core   newstally is {ratio:.2f} times as fast")


if __name__ == "__main__":
    main()
