"""Groups of articles that do not lie in the lake: Arrow table in, Arrow table out, of any size of piece.

Belongs here: the plain function behind `newstally duplicates`.
Does not belong here: JSON (pipelines/cli/duplicates.py), the lake (build.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pyarrow as pa

from assets.stories.duplicates.settling import REACH, Settled, settle
from assets.stories.events.gather import STORY_REACH
from assets.stories.events.telling import Told, tell_stories
from assets.stories.events.terms import brief, frequencies, no_briefs
from assets.stories.texts.documents import UNDATED, Documents, from_rows, no_documents
from assets.stories.window.meeting import A, empty_window, written_id

BATCH = 8_000

GROUPED = pa.schema(
    [
        pa.field("article_id", pa.string(), False),
        pa.field("duplicate_group", pa.string(), False),
        pa.field("story_id", pa.string(), False),
        pa.field("relation", pa.string(), False),
    ]
)
ONLY_GROUPED = pa.schema([field for field in GROUPED if field.name != "story_id"])


def group_rows(rows: pa.Table, *, batch: int = BATCH, with_stories: bool = True) -> pa.Table:
    """duplicate_group, story_id and relation of each article, in the order of the rows (columns as documents.from_rows).

    Without stories there is no column story_id.  Articles are settled `batch` at a time in canonical order; the result is the same for every `batch`.
    """
    return grouped(from_rows(rows), rows["article_id"].to_pylist(), batch, with_stories=with_stories)


def grouped(documents: Documents, wanted: list[str], batch: int = BATCH, *, with_stories: bool = True) -> pa.Table:
    """The table of group_rows, for documents already read."""
    groups: dict[str, str] = {}
    relations: dict[str, str] = {}
    for settled in settle_all(documents, batch):
        placed = settled.placed
        groups.update(zip(placed.articles.ids, (written_id("d", g) for g in placed.groups.tolist()), strict=True))
        relations.update(zip(placed.articles.ids, settled.relations, strict=True))
    if not with_stories:
        return pa.table([wanted, [groups[k] for k in wanted], [relations[k] for k in wanted]], schema=ONLY_GROUPED)
    originals = [row for row, key in enumerate(documents.ids) if relations[key] == "original"]
    story_of = {}
    for told in tell_all(documents.take(np.array(originals, np.int64))):
        for key, story in zip(told.placed.articles.ids, told.placed.groups.tolist(), strict=True):
            story_of[groups[key]] = written_id("s", story)
    return pa.table(
        [wanted, [groups[k] for k in wanted], [story_of[groups[k]] for k in wanted], [relations[k] for k in wanted]],
        schema=GROUPED,
    )


def settle_all(documents: Documents, batch: int = BATCH) -> Iterator[Settled]:
    """All articles settled in canonical order, `batch` at a time."""
    window = empty_window(no_documents())
    for piece, oldest in _pieces(documents, list(range(0, len(documents), batch)), REACH.window_days):
        settled = settle(piece, window)
        yield settled
        window = window.after(settled.placed, oldest)


def tell_all(documents: Documents) -> Iterator[Told]:
    """Stories of articles without their copies, day by day as the lake does it.

    How common a term is, is counted over all of them, where the lake counts the days so far.
    """
    briefs = brief(documents)
    window = empty_window(no_briefs())
    counts = frequencies(briefs)
    starts = np.flatnonzero(np.diff(briefs.days, prepend=-1)).tolist()
    for piece, oldest in _pieces(briefs, starts, STORY_REACH.window_days):
        told = tell_stories(piece, window, counts, len(briefs))
        yield told
        window = window.after(told.placed, oldest)


def _pieces(articles: A, starts: list[int], window_days: int) -> Iterator[tuple[A, int]]:
    """Consecutive pieces, each with the oldest day that the piece after it still looks back to."""
    keep_all = bool(len(articles)) and int(articles.days[-1]) == UNDATED
    for start, end in pairwise([*starts, len(articles)]):
        oldest = -(2**30)
        if not keep_all and end < len(articles):
            oldest = int(articles.days[end]) - window_days
        yield articles.take(np.arange(start, end)), oldest
