"""Groups of articles that do not lie in the lake: Arrow table in, Arrow table out, of any size of piece.

Belongs here: the plain function behind `newstally duplicates`.
Does not belong here: JSON (pipelines/cli/duplicates.py), the lake (build.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pyarrow as pa

from assets.stories.candidates import UNDATED
from assets.stories.documents import Documents, from_rows
from assets.stories.events import STORY_REACH
from assets.stories.telling import Told, tell_stories
from assets.stories.terms import frequencies, lead
from assets.stories.window import REACH, Settled, empty_window, settle, written_id

BATCH = 20_000

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
        groups.update(zip(placed.documents.ids, (written_id("d", g) for g in placed.groups.tolist()), strict=True))
        relations.update(zip(placed.documents.ids, settled.relations, strict=True))
    if not with_stories:
        return pa.table([wanted, [groups[k] for k in wanted], [relations[k] for k in wanted]], schema=ONLY_GROUPED)
    originals = [row for row, key in enumerate(documents.ids) if relations[key] == "original"]
    story_of = {}
    for told in tell_all(documents.take(np.array(originals, np.int64))):
        for key, story in zip(told.placed.documents.ids, told.placed.groups.tolist(), strict=True):
            story_of[groups[key]] = written_id("s", story)
    return pa.table(
        [wanted, [groups[k] for k in wanted], [story_of[groups[k]] for k in wanted], [relations[k] for k in wanted]],
        schema=GROUPED,
    )


def settle_all(documents: Documents, batch: int = BATCH) -> Iterator[Settled]:
    """All articles settled in canonical order, `batch` at a time."""
    window = empty_window()
    for piece, oldest in _pieces(documents, list(range(0, len(documents), batch)), REACH.window_days):
        settled = settle(piece, window)
        yield settled
        window = window.after(settled.placed, oldest)


def tell_all(documents: Documents) -> Iterator[Told]:
    """Stories of articles without their copies, day by day as the lake does it.

    How common a term is, is counted over all of them, where the lake counts the days so far.
    """
    documents = lead(documents)
    window = empty_window()
    counts = frequencies(documents)
    starts = np.flatnonzero(np.diff(documents.days, prepend=-1)).tolist()
    for piece, oldest in _pieces(documents, starts, STORY_REACH.window_days):
        told = tell_stories(piece, window, counts, len(documents))
        yield told
        window = window.after(told.placed, oldest)


def _pieces(documents: Documents, starts: list[int], window_days: int) -> Iterator[tuple[Documents, int]]:
    """Consecutive pieces, each with the oldest day that the piece after it still looks back to."""
    keep_all = bool(len(documents)) and int(documents.days[-1]) == UNDATED
    for start, end in pairwise([*starts, len(documents)]):
        oldest = -(2**30)
        if not keep_all and end < len(documents):
            oldest = int(documents.days[end]) - window_days
        yield documents.take(np.arange(start, end)), oldest
