"""The stage on the lake: days of articles in, groups, containments and stories out.

Belongs here: which days are computed and in what order, and the rows of the three tables.
Does not belong here: how groups and stories are found (settling.py, telling.py), the index files (index.py).

Which days are recomputed.  A day looks back only, so a day that is asked for is computed from its articles and
from the index of the days before it.  When that changes the day's index (a late article came to an old day), the
days whose window holds it are recomputed too, in order, until nothing changes any more; all days written are in
the report.  An article whose group or story is another than before keeps the old id in previous_group or
previous_story.  Days that nobody asked for and whose window has not changed are not touched.

How common a term is, is counted over all days so far (each indexed day keeps the running count).  Days that
are recomputed after a late arrival take up its terms; days beyond the window keep the count they were told with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from assets import schemas
from assets.store import StageReport, Store
from assets.stories.duplicates.settling import Settled, lag_seconds, settle
from assets.stories.events.gather import STORY_REACH
from assets.stories.events.telling import Told, tell_stories
from assets.stories.events.terms import BUCKETS, Briefs, brief, frequencies, no_briefs
from assets.stories.kept import TERMS, WORDS
from assets.stories.latest import latest_articles
from assets.stories.texts.documents import Documents, from_rows
from assets.stories.window.candidates import WINDOW_DAYS
from assets.stories.window.index import Index
from assets.stories.window.meeting import A, written_id

if TYPE_CHECKING:
    from assets.stories.texts.normalise import U32


def duplicate_index(lake: Path) -> Index[Documents]:
    """The index that a day's articles are compared with for copies."""
    return Index(lake / "duplicate_index", WINDOW_DAYS, WORDS)


def story_index(lake: Path) -> Index[Briefs]:
    """The index that a day's articles are compared with for stories."""
    return Index(lake / "story_index", STORY_REACH.window_days, TERMS)


def build_duplicates(store: Store, days: Sequence[date]) -> StageReport:
    """Write DUPLICATES and CONTAINMENTS of the days, and of later days that they change."""
    index = duplicate_index(store.root)
    report = StageReport(counts={"articles": 0, "groups": 0, "copies": 0, "containments": 0})

    def compute(day: date) -> bool:
        settled = settle(from_rows(latest_articles(store, day)), index.window(day))
        report.writes.append(store.write_day(schemas.DUPLICATES, day, _duplicate_rows(store, day, settled)))
        report.writes.append(store.write_day(schemas.CONTAINMENTS, day, _containment_rows(settled)))
        report.counts["articles"] += len(settled.relations)
        report.counts["groups"] += settled.relations.count("original")
        report.counts["copies"] += len(settled.relations) - settled.relations.count("original")
        report.counts["containments"] += len(settled.contained)
        return index.write(day, settled.placed)

    _in_order(days, index, compute)
    return report


def build_stories(store: Store, days: Sequence[date]) -> StageReport:
    """Write STORIES of the days, and of later days that they change; DUPLICATES of the days must stand."""
    groups_index, index = duplicate_index(store.root), story_index(store.root)
    report = StageReport(counts={"articles": 0, "stories": 0})

    def compute(day: date) -> bool:
        originals = _originals(store, day, groups_index)
        counts, total = _summed([index.frequencies_before(day), (frequencies(originals), len(originals))])
        told = tell_stories(originals, index.window(day), counts, total)
        rows = _story_rows(store, day, told)
        report.writes.append(store.write_day(schemas.STORIES, day, rows))
        report.counts["articles"] += rows.num_rows
        report.counts["stories"] += told.similarity.count(None)
        changed = index.write(day, told.placed)
        index.write_frequencies(day, counts, total)
        return changed

    _in_order(days, index, compute)
    return report


def _in_order(days: Iterable[date], index: Index[A], compute: Callable[[date], bool]) -> None:
    """Compute the days ascending; where a day changed, also every later indexed day that looks back on it.

    All days of an index that another version wrote are computed too.
    """
    waiting = {*days, *index.take_up()}
    while waiting:
        day = min(waiting)
        waiting.discard(day)
        if compute(day):
            waiting.update(index.days_between(day + timedelta(days=1), day + timedelta(days=index.window_days)))
    index.finish()


def _duplicate_rows(store: Store, day: date, settled: Settled) -> pa.Table:
    placed = settled.placed
    groups = [written_id("d", group) for group in placed.groups.tolist()]
    seconds = placed.articles.seconds.tolist()
    return pa.table(
        {
            "article_id": placed.articles.ids,
            "duplicate_group": groups,
            "original_id": [founder.article_id for founder in placed.founders],
            "relation": settled.relations,
            "matched_id": pa.array(settled.matched, pa.string()),
            "similarity": pa.array(settled.similarity, pa.float64()),
            "containment": pa.array(settled.containment, pa.float64()),
            "lag_seconds": pa.array(
                [lag_seconds(own, founder.seconds) for own, founder in zip(seconds, placed.founders, strict=True)],
                pa.int64(),
            ),
            "previous_group": _previous(
                store, schemas.DUPLICATES, day, "duplicate_group", "previous_group", placed.articles.ids, groups
            ),
        },
        schema=schemas.DUPLICATES.schema,
    )


def _containment_rows(settled: Settled) -> pa.Table:
    return pa.table(
        {
            "article_id": pa.array([longer for longer, _, _ in settled.contained], pa.string()),
            "contained_id": pa.array([shorter for _, shorter, _ in settled.contained], pa.string()),
            "containment": pa.array([share for _, _, share in settled.contained], pa.float64()),
        },
        schema=schemas.CONTAINMENTS.schema,
    )


def _originals(store: Store, day: date, groups_index: Index[Documents]) -> Briefs:
    """The day's articles that founded a duplicate group."""
    documents = groups_index.articles(day)
    if not len(documents):
        return no_briefs()
    rows = store.read_day(schemas.DUPLICATES, day, ["article_id", "relation"])
    originals = set(rows.filter(pc.equal(rows["relation"], "original"))["article_id"].to_pylist())
    founded = np.array([row for row, key in enumerate(documents.ids) if key in originals], np.int64)
    return brief(documents.take(founded))


def _story_rows(store: Store, day: date, told: Told) -> pa.Table:
    """A row for every article of the day: copies go where their original went, on whichever day that was."""
    if not store.day_path(schemas.DUPLICATES, day).is_file():
        return schemas.STORIES.empty()
    articles = store.read_day(schemas.DUPLICATES, day, ["article_id", "duplicate_group", "original_id", "lag_seconds"])
    ids = articles["article_id"].to_pylist()
    originals = articles["original_id"].to_pylist()
    placed = told.placed
    story_of = {
        key: written_id("s", story) for key, story in zip(placed.articles.ids, placed.groups.tolist(), strict=True)
    }
    similarity = dict(zip(placed.articles.ids, told.similarity, strict=True))
    story_of |= _stories_before(store, day, {key for key in originals if key not in story_of})
    stories = [story_of[key] for key in originals]
    first: dict[str, str] = {}
    order = {key: row for row, key in enumerate(placed.articles.ids)}
    for key, story in sorted(
        zip(ids, stories, strict=True), key=lambda pair: (order.get(pair[0], len(order)), pair[0])
    ):
        first.setdefault(story, key)
    return pa.table(
        {
            "article_id": ids,
            "story_id": stories,
            "duplicate_group": articles["duplicate_group"],
            "is_representative": [first[story] == key for key, story in zip(ids, stories, strict=True)],
            "similarity": pa.array([similarity.get(key) for key in ids], pa.float64()),
            "previous_story": _previous(store, schemas.STORIES, day, "story_id", "previous_story", ids, stories),
        },
        schema=schemas.STORIES.schema,
    )


def _stories_before(store: Store, day: date, wanted: set[str]) -> dict[str, str]:
    """Stories of these articles of earlier days, the newest days looked at first."""
    found: dict[str, str] = {}
    for earlier in reversed([d for d in store.days(schemas.STORIES) if d < day]):
        if len(found) == len(wanted):
            break
        rows = store.read_day(schemas.STORIES, earlier, ["article_id", "story_id"])
        rows = rows.filter(pc.is_in(rows["article_id"], pa.array(sorted(wanted - found.keys()), pa.string())))
        found.update(zip(rows["article_id"].to_pylist(), rows["story_id"].to_pylist(), strict=True))
    return found


def _previous(
    store: Store, table: schemas.Table, day: date, column: str, previous: str, ids: list[str], now: list[str]
) -> pa.Array:
    """The id each article had before, where it has changed; what was noted before stays noted."""
    if not store.day_path(table, day).is_file():
        return pa.array([None] * len(ids), pa.string())
    rows = store.read_day(table, day, ["article_id", column, previous])
    before = {
        key: (old, noted)
        for key, old, noted in zip(
            rows["article_id"].to_pylist(), rows[column].to_pylist(), rows[previous].to_pylist(), strict=True
        )
    }
    found = []
    for key, current in zip(ids, now, strict=True):
        old, noted = before.get(key, (current, None))
        found.append(noted if old == current else old)
    return pa.array(found, pa.string())


def _summed(
    parts: Sequence[tuple[tuple[U32, U32], int]],
) -> tuple[tuple[U32, U32], int]:
    """Term frequencies of several days as those of one."""
    total = np.zeros(BUCKETS, np.int64)
    for (buckets, counts), _ in parts:
        total[buckets] += counts
    occurring = np.flatnonzero(total)
    return (occurring.astype(np.uint32), total[occurring].astype(np.uint32)), sum(articles for _, articles in parts)
