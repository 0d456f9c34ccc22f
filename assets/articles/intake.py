"""Takes inputs in: from paths to staged arrivals, each record once, resumable inside a large file.

Belongs here: what is new, which day it belongs to, and when a batch is put down.
Does not belong here: reading a record (read.py), the staging files (arrivals.py).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.articles.opening.files import Found, find
from assets.articles.read import raw_records
from assets.articles.record import Mark, Outcome, RawRecord, ReadArticle, Reject
from assets.articles.repeated import spread_of
from assets.articles.settings import ReadSettings
from assets.articles.staging.arrival_rows import record_key_of, row_of, text_key_of, version_key_of
from assets.articles.staging.arrivals import Arrivals, DamagedStagingError
from assets.articles.workers import Converter
from assets.ids import stable_id

if TYPE_CHECKING:
    from assets.articles.staging.known import Known
    from assets.pending import PendingDays
    from assets.store import Store

BATCH_ROWS = 20_000
BATCH_CHARACTERS = 32_000_000
RECORDS_BETWEEN_MARKS = 1_000
READ_BYTES = 1 << 20
# As far ahead of the clock a date is believed (assembly.py).
BELIEVED_AHEAD = timedelta(days=2)


@dataclass
class IntakeReport:
    """What one intake did.

    `records` = `articles` + `revisions` + `unchanged` + `known` + the sum of `rejects`: `articles` are new,
    `revisions` are new texts of known articles, `unchanged` came again with a text that the article has had (whether it was
    changed back is told when its day is built), `known` are records that were taken in before.  `sources_known` were skipped whole and are not in `records`.
    `merged_files` small staging files of earlier intakes went into larger ones; `damaged_files` could not be read and
    were set aside.
    """

    sources: int = 0
    sources_known: int = 0
    records: int = 0
    articles: int = 0
    revisions: int = 0
    unchanged: int = 0
    known: int = 0
    merged_files: int = 0
    damaged_files: list[Path] = field(default_factory=list)
    rejects: Counter[str] = field(default_factory=Counter)
    days: list[date] = field(default_factory=list)


def take_in(
    paths: Sequence[str | Path],
    store: Store,
    pending: PendingDays,
    *,
    now: datetime,
    settings: ReadSettings | None = None,
) -> IntakeReport:
    """Stage what is new in files and folders; mark the news days it touches as pending before it changes them.

    An article's rows all lie on one day: the earliest news day of any of its records, whatever their order.
    Folders without a file are no error here; UserError where a path does not exist, or another intake runs.
    """
    limits = settings or ReadSettings()
    arrivals = Arrivals(store.root)
    arrived = now.astimezone(UTC)
    with arrivals.lock():
        arrivals.remove_unfinished()
        damaged = arrivals.set_aside_damaged(pending.days())
        while True:
            try:
                report = _take_in(paths, arrivals, pending, arrived, limits)
            except DamagedStagingError as error:
                # Batches that were put down before the file was met are in the ledger and are not read again.
                damaged.append(arrivals.set_aside(error.path))
            else:
                report.damaged_files = damaged
                return report


def _take_in(
    paths: Sequence[str | Path], arrivals: Arrivals, pending: PendingDays, now: datetime, settings: ReadSettings
) -> IntakeReport:
    report = IntakeReport()
    batch = _Batch(arrivals, pending, now, report)
    absolute = [Path(path).absolute() if Path(path).exists() else path for path in paths]
    with Converter(now=now, settings=settings) as converter:
        items = _items(find(absolute, may_be_empty=True), arrivals.taken(), settings, report)
        for item in converter.outcomes(items):
            if isinstance(item, Mark):
                batch.pass_mark(item)
            else:
                batch.add(item)
    batch.put_down()
    report.merged_files = arrivals.merge_small()
    report.days = sorted(batch.touched)
    return report


def _items(
    found_files: Iterator[Found], taken: dict[tuple[str, str], Mark], settings: ReadSettings, report: IntakeReport
) -> Iterator[RawRecord | Reject | Mark]:
    """Raw records that were not taken yet, with marks between them."""
    for found in found_files:
        report.sources += 1
        path, sha = str(found.path), _sha256_of_file(found.path)
        done = taken.get((path, sha))
        if done and done.is_end:
            report.sources_known += 1
            continue
        count, skip = 0, done.records if done else 0
        for record in raw_records(found, settings):
            count += 1
            if count > skip:
                yield record
                if count % RECORDS_BETWEEN_MARKS == 0:
                    yield Mark(path, sha, count, is_end=False)
        yield Mark(path, sha, count, is_end=True)


def _sha256_of_file(path: Path) -> str:
    """SHA-256 of a file's bytes; '' where it cannot be read, which its reader will say."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while piece := stream.read(READ_BYTES):
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()


class _Batch:
    """Rows that are not yet staged, and the book on what is new."""

    def __init__(self, arrivals: Arrivals, pending: PendingDays, now: datetime, report: IntakeReport) -> None:
        self.touched: set[date] = set()
        self._arrivals = arrivals
        self._pending = pending
        self._now = now
        self._report = report
        self._clear()

    def _clear(self) -> None:
        self._rows: dict[date, list[dict[str, Any]]] = {}
        self._moves: dict[str, set[date]] = {}
        self._keys: dict[date, set[int]] = {}
        self._marks: dict[tuple[str, str], Mark] = {}
        self._count = 0
        self._characters = 0

    @cached_property
    def _known(self) -> Known:
        """What is staged; an intake that meets only sources it knows whole never asks."""
        return self._arrivals.known()

    def add(self, outcome: Outcome) -> None:
        """Count the outcome and, where it brings something new, keep its row."""
        report, known = self._report, self._known
        report.records += 1
        record_key = record_key_of(outcome)
        if record_key in known.records:
            report.known += 1
            return
        if isinstance(outcome, Reject):
            report.rejects[outcome.reason] += 1
            known.records.add(record_key)
            self._keep(self._now.date(), row_of(outcome, self._now))
            return
        text_key = text_key_of(outcome)
        is_known_text = text_key in known.texts
        if outcome.article_id not in known.homes:
            report.articles += 1
        elif is_known_text:
            report.unchanged += 1
        else:
            report.revisions += 1
            known.changed.add(outcome.article_id)
        has_changed = is_known_text and outcome.article_id in known.changed
        version_key = version_key_of(outcome, has_changed=has_changed)
        if version_key in known.versions:
            return
        known.records.add(record_key)
        known.texts.add(text_key)
        known.versions.add(version_key)
        self._keep(self._home_of(outcome), row_of(outcome, self._now, version_key))

    def _home_of(self, article: ReadArticle) -> date:
        """The day that the article's rows lie on; an earlier one than before takes the older rows along.

        A day that lies further ahead than any date is believed was filed by another clock than this one: then the day of
        arrival says nothing, and a record without a date leaves the article where it is.
        """
        own = article.news_day(self._now)
        home = self._known.homes.get(article.article_id)
        is_clock_set_back = home is not None and home > (self._now + BELIEVED_AHEAD).date()
        if home is not None and (home <= own or (is_clock_set_back and article.published_at is None)):
            return home
        if home is not None:
            self._moves.setdefault(article.article_id, set()).add(home)
        self._known.homes.move(article.article_id, own)
        return own

    def _keep(self, day: date, row: dict[str, Any]) -> None:
        self._rows.setdefault(day, []).append(row)
        self._keys.setdefault(day, set()).update(row.get("paragraph_keys") or ())
        self._count += 1
        self._characters += len(row.get("text") or "")

    def pass_mark(self, mark: Mark) -> None:
        """All records before the mark are in; put the batch down when it is large enough."""
        self._marks[mark.source_path, mark.source_sha256] = mark
        if self._count >= BATCH_ROWS or self._characters >= BATCH_CHARACTERS:
            self.put_down()

    def put_down(self) -> None:
        """Stage what was kept since the last time."""
        if not self._marks:
            return
        self._move_rows()
        marks = list(self._marks.values())
        last = marks[-1]
        name = stable_id("", *((m.source_path, m.source_sha256, m.records) for m in marks))
        changed = {*self._rows, *spread_of(self._arrivals, self._keys, [*self._rows, *self._pending.days()])}
        self._pending.mark(sorted(changed))
        self.touched.update(changed)
        self._arrivals.stage(f"{last.source_sha256[:16] or 'unread'}-{name}", self._rows, marks)
        self._clear()

    def _move_rows(self) -> None:
        """Bring rows of articles whose home became an earlier day there, and leave a mark where they were."""
        by_day: dict[date, set[str]] = {}
        for article_id, old_days in self._moves.items():
            for old in old_days:
                by_day.setdefault(old, set()).add(article_id)
        for old, article_ids in sorted(by_day.items()):
            staged = self._arrivals.rows_of(old, article_ids)
            here = [row for row in self._rows.get(old, []) if row.get("article_id") in article_ids]
            if here:
                self._rows[old] = [row for row in self._rows[old] if row.get("article_id") not in article_ids]
            for row in staged + here:
                home = self._known.homes[row["article_id"]]
                self._rows.setdefault(home, []).append(row)
                for day in (old, home):
                    self._keys.setdefault(day, set()).update(row.get("paragraph_keys") or ())
            for article_id in sorted({row["article_id"] for row in staged}):
                moved_to = self._known.homes[article_id]
                self._rows.setdefault(old, []).append({"article_id": article_id, "moved_to": moved_to})
            if old in self._rows and not self._rows[old]:
                del self._rows[old]
