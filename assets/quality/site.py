"""The report site: what the checks found, as pages for people that need no network and no script.

Belongs here: which pages are written, the history behind them and its pruning by age.
Does not belong here: judging (run.py), what a page looks like (site_pages.py).

Layout under the site's folder: index.html, <table>.html, <table>/<moment>-<run>.html, history/<table>.json, and
lines/<table>.json, the table's line of the index: each step of a run renews the index, and must not read what was found
in hundreds of runs to do so.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from assets.quality.site_entry import MOMENT, Entry, entry_of
from assets.quality.site_pages import index_line, index_page, table_page, validation_page
from assets.quality.suite import tables

if TYPE_CHECKING:
    from assets.quality.outcome import TableReport

KEEP_DAYS = 60
KEPT_RUNS = 200


def publish(folder: Path, reports: Sequence[TableReport], *, keep_days: int = KEEP_DAYS) -> list[Path]:
    """Add reports to the site, and drop their tables' pages that no history shows any more; returns their pages.

    A table's history has its last KEPT_RUNS validations of the last `keep_days`.

    The same run and table again replaces the page.  Raises OSError where the folder cannot be written.
    """
    folder = Path(folder)
    pages = []
    with alone(folder):
        for report in reports:
            entry = entry_of(report)
            pages.append(folder / entry.page)
            put(pages[-1], validation_page(report))
            history = [old for old in read_history(folder, report.table) if old.page != entry.page]
            history = sorted([*history, entry], key=lambda one: (one.ran_at, one.page))[-KEPT_RUNS:]
            fresh = [one for one in history if one.ran_at >= report.ran_at - timedelta(days=keep_days)]
            put(history_path(folder, report.table), json.dumps([one.as_json() for one in fresh], ensure_ascii=False))
            put(line_path(folder, report.table), json.dumps([fresh[-1].as_json(), index_line(report.table, fresh)]))
            put(folder / f"{report.table}.html", table_page(report.table, fresh))
            prune(folder / report.table, fresh[0].ran_at)
        put(
            folder / "index.html",
            index_page({name: line for name in known_tables(folder) if (line := read_line(folder, name))}),
        )
    return pages


def prune(folder: Path, oldest: datetime) -> None:
    """Remove a table's pages from before `oldest`; a page's name begins with its moment."""
    before = f"{oldest:{MOMENT}}"
    for page in folder.glob("*.html"):
        if page.name < before:
            page.unlink(missing_ok=True)


def history_path(folder: Path, table: str) -> Path:
    """Where a table's history is kept."""
    return folder / "history" / f"{table}.json"


def read_history(folder: Path, table: str) -> list[Entry]:
    """A table's validations, oldest first; none where nothing was kept or what was kept is damaged."""
    try:
        return [Entry.from_json(plain) for plain in json.loads(history_path(folder, table).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def line_path(folder: Path, table: str) -> Path:
    """Where a table's line of the index is kept."""
    return folder / "lines" / f"{table}.json"


def read_line(folder: Path, table: str) -> tuple[Entry, str] | None:
    """A table's last validation and its line of the index, made of the history where it is lost; None without either."""
    try:
        entry, line = json.loads(line_path(folder, table).read_text(encoding="utf-8"))
        return Entry.from_json(entry), str(line)
    except (OSError, ValueError, TypeError, KeyError):
        history = read_history(folder, table)
        return (history[-1], index_line(table, history)) if history else None


def known_tables(folder: Path) -> list[str]:
    """Tables with a history: those with a suite in the order the data flows, then others by name."""
    found = {path.stem for path in (folder / "history").glob("*.json")}
    return [*(name for name in tables() if name in found), *sorted(found - set(tables()))]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One writer at a time, or two steps would each drop the other's line from the index."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def put(path: Path, content: str) -> None:
    """Write a file in one step, so that a reader never meets half a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        aside.write_text(content, encoding="utf-8")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
