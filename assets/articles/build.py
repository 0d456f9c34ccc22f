"""Arrivals of a day to its articles and rejects: revisions told apart and numbered.

Belongs here: which arrived records are one revision, and their order.
Does not belong here: what is in an article (assembly.py), or which day it belongs to (intake.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from assets import schemas
from assets.articles.repeated import Repeated, without_repeated
from assets.articles.staging.arrivals import Arrivals, without_moved
from assets.store import StageReport

if TYPE_CHECKING:
    from assets.store import Store

NO_FULL_TEXT = frozenset({"no_text", "summary_only"})
LAST = datetime(9999, 1, 1, tzinfo=UTC)
ORDER_COLUMNS = [
    "article_id", "text_sha256", "published_at", "updated_at", "arrived_at", "source_path", "source_record", "flags",
]  # fmt: skip


def build_articles(store: Store, days: Iterable[date]) -> StageReport:
    """Write articles and rejects of these days from what has arrived for them.

    Records with equal title and text are one revision, told by the earliest of them, but for a text that came back: one
    whose source dates its change later than that of another text in between.  Revisions are numbered by the time of
    their last change as the source gives it, then by arrival.  What the outlet repeats over articles on
    different subjects is taken out before; the arrivals keep it.  counts: articles, revisions, repeated_paragraphs
    (taken out), rejects, and rejects.<reason>.
    """
    arrivals = Arrivals(store.root)
    report = StageReport()
    repeated = Repeated(arrivals)
    counts = {"articles": 0, "revisions": 0, "repeated_paragraphs": 0, "rejects": 0}
    for day in sorted(set(days)):
        arrived = without_moved(arrivals.read_day(day))
        arrived = arrived.filter(pc.is_null(arrived["moved_to"]))
        candidates, removed = without_repeated(arrived.filter(pc.is_null(arrived["reason"])), repeated.on(day))
        articles = revisions_of(candidates)
        rejects = distinct_rejects(arrived.filter(pc.is_valid(arrived["reason"])))
        report.writes.append(store.write_day(schemas.ARTICLES, day, articles))
        report.writes.append(store.write_day(schemas.REJECTS, day, rejects))
        counts["revisions"] += articles.num_rows
        counts["repeated_paragraphs"] += removed
        counts["articles"] += pc.count_distinct(articles["article_id"]).as_py()
        counts["rejects"] += rejects.num_rows
        for reason in rejects["reason"].to_pylist():
            counts[f"rejects.{reason}"] = counts.get(f"rejects.{reason}", 0) + 1
    report.counts = counts
    return report


def revisions_of(candidates: pa.Table) -> pa.Table:
    """One row for each text that an article had, with its `revision`; a text that came back after another one has two."""
    keys = candidates.select(ORDER_COLUMNS).to_pylist()
    first: dict[tuple[str, str], int] = {}
    for position, key in enumerate(keys):
        which = key["article_id"], key["text_sha256"]
        if which not in first or _earlier(key) < _earlier(keys[first[which]]):
            first[which] = position
    told = {*first.values(), *(position for position, key in enumerate(keys) if _may_come_back(key))}
    ordered: list[int] = []
    numbers: list[int] = []
    seen: set[tuple[str, str]] = set()
    for position in sorted(told, key=lambda position: (keys[position]["article_id"], _changed(keys[position]))):
        which = keys[position]["article_id"], keys[position]["text_sha256"]
        before = keys[ordered[-1]] if ordered else None
        is_same_article = before is not None and before["article_id"] == which[0]
        is_same_text = before is not None and is_same_article and before["text_sha256"] == which[1]
        if is_same_text or not (first[which] == position or which in seen):
            continue
        seen.add(which)
        ordered.append(position)
        numbers.append(numbers[-1] + 1 if is_same_article else 1)
    rows = candidates.take(pa.array(ordered, pa.int64()))
    return rows.append_column("revision", pa.array(numbers, pa.int32()))


def _may_come_back(key: dict[str, Any]) -> bool:
    """Whether a known text in this record may be a change back: only a source that dates its changes can tell this from an
    old text that was delivered again, and what stands for a text changes with how the article was met.
    """
    return key["updated_at"] is not None and NO_FULL_TEXT.isdisjoint(key["flags"])


def _earlier(key: dict[str, Any]) -> tuple[Any, ...]:
    return key["published_at"] or LAST, key["arrived_at"], key["source_path"], key["source_record"]


def _changed(key: dict[str, Any]) -> tuple[Any, ...]:
    changed = key["updated_at"] or key["published_at"] or key["arrived_at"]
    return changed, key["arrived_at"], key["source_path"], key["source_record"]


def distinct_rejects(refused: pa.Table) -> pa.Table:
    """Each refused record once, as it was first taken in."""
    keys = refused.select(["source_path", "source_record", "source_sha256", "arrived_at"]).to_pylist()
    first: dict[tuple[Any, ...], int] = {}
    for position, key in enumerate(keys):
        which = key["source_path"], key["source_record"], key["source_sha256"]
        if which not in first or key["arrived_at"] < keys[first[which]]["arrived_at"]:
            first[which] = position
    return refused.take(pa.array(sorted(first.values()), pa.int64()))
