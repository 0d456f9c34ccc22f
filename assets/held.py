"""News days that are held back: what stands against each, and the rows that stay published meanwhile.

Belongs here: the notes on held days, the files as they were last published, the lake as the warehouse should read it.
Does not belong here: finding out what is wrong with a day (assets.quality), and when a day is computed again (assets.days).

A held day stays pending, so every later run tries it again; the run of the whole line in which nothing stands against
it any more releases it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from assets import schemas
from assets.store import Store, is_readable


@dataclass(frozen=True)
class Reason:
    """Why a day is held: the table and the check that stand against it, and what was found, in one line."""

    table: str
    check: str
    found: str

    def __str__(self) -> str:
        return f"{self.table}: {self.check}: {self.found}"


@dataclass(frozen=True)
class Held:
    """One held day: since when (UTC, ISO 8601), by which run, and why."""

    day: date
    since: str
    run: str
    reasons: tuple[Reason, ...]


class HeldDays:
    """The notes under one folder, a file a day."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)

    def hold(self, day: date, reasons: Sequence[Reason], *, run: str, now: datetime) -> None:
        """Note the reasons; those of the same run are added to, those of an earlier one replaced."""
        before = self.get(day)
        kept = before.reasons if before is not None and before.run == run else ()
        since = before.since if before is not None else now.isoformat(timespec="seconds")
        merged = tuple(dict.fromkeys((*kept, *reasons)))
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{day.isoformat()}.json"
        aside = path.with_suffix(".tmp")
        note = {"since": since, "run": run, "reasons": [asdict(reason) for reason in merged]}
        aside.write_text(json.dumps(note, ensure_ascii=False, indent=1), encoding="utf-8")
        aside.replace(path)

    def get(self, day: date) -> Held | None:
        """What stands against the day; None where nothing does."""
        try:
            note = json.loads((self.folder / f"{day.isoformat()}.json").read_text(encoding="utf-8"))
            reasons = tuple(Reason(**reason) for reason in note["reasons"])
            return Held(day, note["since"], note["run"], reasons)
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            return Held(day, "", "", (Reason("", "", "the note on this day is damaged; the next run writes it anew"),))

    def all(self) -> list[Held]:
        """Every held day, ascending."""
        if not self.folder.is_dir():
            return []
        days = sorted(date.fromisoformat(path.stem) for path in self.folder.glob("????-??-??.json"))
        return [held for day in days if (held := self.get(day)) is not None]

    def days(self) -> set[date]:
        """The held days."""
        return {held.day for held in self.all()}

    def release(self, days: Iterable[date]) -> None:
        """Nothing stands against these days any more."""
        for day in days:
            (self.folder / f"{day.isoformat()}.json").unlink(missing_ok=True)


class Shelf:
    """The lake's files as they were last published, under one folder.

    They are hard links: the lake never writes into a file, it puts a new one in the old one's place.  So the shelf takes
    room on the disk only for days whose new rows are not published.
    """

    def __init__(self, folder: Path, store: Store) -> None:
        self.kept = Store(folder)
        self.store = store

    def keep(self, days: Iterable[date]) -> None:
        """Note the lake's files of these days as published."""
        for day in days:
            for table in schemas.LAKE:
                source, target = self.store.day_path(table, day), self.kept.day_path(table, day)
                if not source.is_file():
                    target.unlink(missing_ok=True)
                elif not target.is_file() or not source.samefile(target):
                    _link(source, target)

    def publishable(self, held: set[date]) -> Store:
        """The lake in which the held days have the rows that were last published, or none."""
        return PublishableStore(self.store.root, self.kept.root, frozenset(held)) if held else self.store


class PublishableStore(Store):
    """The lake as the warehouse reads it: of the held days it has the shelf's files."""

    def __init__(self, root: Path, shelf: Path, held: frozenset[date]) -> None:
        super().__init__(root)
        self.shelf = Store(shelf)
        self.held = held

    def day_path(self, table: schemas.Table, day: date) -> Path:
        """The file that is published, or would be."""
        return self.shelf.day_path(table, day) if day in self.held else super().day_path(table, day)

    def days(self, table: schemas.Table) -> list[date]:
        """Days of which rows are published, ascending."""
        sound = (day for day in super().days(table) if day not in self.held)
        return sorted([*sound, *(day for day in self.shelf.days(table) if day in self.held)])


def set_aside_damaged(store: Store) -> dict[date, list[Reason]]:
    """Take every file that cannot be read to its end out of the lake, under a hidden name; its days, each file named.

    What is left reads as a day without rows of that table, and is made anew when the day is computed again.
    """
    found: dict[date, list[Reason]] = {}
    for table in schemas.LAKE:
        for day in store.days(table):
            path = store.day_path(table, day)
            if not is_readable(path):
                path.replace(path.with_name(f".{path.name}.damaged"))
                said = f"{path} was cut off or damaged; it was set aside, and the next run makes it anew"
                found.setdefault(day, []).append(Reason(table.name, "files_are_readable", said))
    return found


def leaning_on(store: Store, held: Collection[date]) -> dict[date, list[Reason]]:
    """Published days with a copy whose original lies on a held day and is not among its published rows.

    Such a day would refer to an article that no reader can find.
    """
    missing = {one: _unpublished(store, one) for one in sorted(held)}
    found: dict[date, list[Reason]] = {}
    for day in store.days(schemas.DUPLICATES):
        before = [one for one, gone in missing.items() if gone and one < day]
        if day in held or not before:
            continue
        rows = store.read_day(schemas.DUPLICATES, day, ["original_id", "matched_id"])
        named = {*rows["original_id"].to_pylist(), *rows["matched_id"].to_pylist()}
        for one in before:
            if named & missing[one]:
                said = f"refers to articles of {one.isoformat()}, which is held back itself"
                found.setdefault(day, []).append(Reason("duplicates", "original_is_published", said))
    return found


def _unpublished(store: Store, held: date) -> set[str]:
    """Articles that the lake has on a held day and the published rows do not."""
    plain = Store(store.root)
    if not plain.day_path(schemas.ARTICLES, held).is_file():
        return set()
    try:
        ours = plain.read_day(schemas.ARTICLES, held, ["article_id"])["article_id"]
    except (pa.ArrowException, OSError):
        return set()
    if not store.day_path(schemas.ARTICLES, held).is_file():
        return set(pc.unique(ours).to_pylist())
    published = store.read_day(schemas.ARTICLES, held, ["article_id"])["article_id"]
    return set(pc.unique(ours).to_pylist()) - set(published.to_pylist())


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    aside.unlink(missing_ok=True)
    try:
        os.link(source, aside)
    except OSError:
        # Not every file system has hard links.
        shutil.copy2(source, aside)
    aside.replace(target)
