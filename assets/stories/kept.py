"""What the index keeps of each article: words for the search for copies, terms for the search for stories.

Belongs here: the columns of an indexed article, and reading chosen rows of them back.
Does not belong here: files and days (index.py).

Columns are read straight from the mapped file, so that only the articles that are met again are touched.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from assets.stories.events.terms import Briefs, no_briefs
from assets.stories.texts.documents import Documents, no_documents
from assets.stories.texts.normalise import I64, Tokens, spans
from assets.stories.window.meeting import A

_HASHES = pa.list_(pa.field("item", pa.uint32(), nullable=False))
_FLAGS = pa.list_(pa.field("item", pa.uint8(), nullable=False))


@dataclass(frozen=True)
class Form(Generic[A]):
    """How one kind of article is kept: its columns, articles to columns, and rows of a day's table to articles.

    `read` takes the table, the rows wanted, ascending, and the number of their news day.
    """

    fields: tuple[pa.Field, ...]
    columns: Callable[[A], list[pa.Array]]
    read: Callable[[pa.RecordBatch, I64, int], A]
    nothing: Callable[[], A]


def _word_columns(documents: Documents) -> list[pa.Array]:
    columns = [
        pa.array(documents.ids, pa.string()),
        pa.array(documents.seconds),
        pa.array(documents.outlets),
        pa.array(documents.is_wire.astype(np.uint8)),
    ]
    for tokens in (documents.titles, documents.bodies):
        offsets = pa.array(tokens.offsets.astype(np.int32))
        columns.append(pa.ListArray.from_arrays(offsets, pa.array(tokens.hashes), type=_HASHES))
        columns.append(pa.ListArray.from_arrays(offsets, pa.array(tokens.flags), type=_FLAGS))
    return columns


def _read_words(table: pa.RecordBatch, rows: I64, day: int) -> Documents:
    return Documents(
        table["article_id"].take(pa.array(rows)).to_pylist(),
        np.full(len(rows), day, np.int32),
        table["seconds"].to_numpy()[rows],
        table["outlet"].to_numpy()[rows],
        table["is_wire"].to_numpy()[rows].astype(np.bool_),
        Tokens(*_lists(table, rows, "title_words", "title_flags")),
        Tokens(*_lists(table, rows, "body_words", "body_flags")),
    )


def _term_columns(briefs: Briefs) -> list[pa.Array]:
    offsets = pa.array(briefs.offsets.astype(np.int32))
    return [
        pa.array(briefs.ids, pa.string()),
        pa.array(briefs.seconds),
        pa.array(briefs.outlets),
        pa.ListArray.from_arrays(offsets, pa.array(briefs.hashes), type=_HASHES),
        pa.ListArray.from_arrays(offsets, pa.array(briefs.counts), type=_HASHES),
    ]


def _read_terms(table: pa.RecordBatch, rows: I64, day: int) -> Briefs:
    return Briefs(
        table["article_id"].take(pa.array(rows)).to_pylist(),
        np.full(len(rows), day, np.int32),
        table["seconds"].to_numpy()[rows],
        table["outlet"].to_numpy()[rows],
        *_lists(table, rows, "terms", "counts"),
    )


def _lists(table: pa.RecordBatch, rows: I64, one: str, other: str) -> tuple[npt.NDArray[Any], npt.NDArray[Any], I64]:
    """Members of two columns of lists of equal lengths, and the offsets of the rows in them."""
    starts = table[one].offsets.to_numpy().astype(np.int64)
    at, offsets = spans(starts[rows], starts[rows + 1] - starts[rows])
    return table[one].values.to_numpy()[at], table[other].values.to_numpy()[at], offsets


_SHARED = (
    pa.field("article_id", pa.string(), False),
    pa.field("seconds", pa.int64(), False),
    pa.field("outlet", pa.uint32(), False),
)

WORDS = Form(
    (
        *_SHARED,
        pa.field("is_wire", pa.uint8(), False),
        pa.field("title_words", _HASHES, False),
        pa.field("title_flags", _FLAGS, False),
        pa.field("body_words", _HASHES, False),
        pa.field("body_flags", _FLAGS, False),
    ),
    _word_columns,
    _read_words,
    no_documents,
)
TERMS = Form(
    (*_SHARED, pa.field("terms", _HASHES, False), pa.field("counts", _HASHES, False)),
    _term_columns,
    _read_terms,
    no_briefs,
)
