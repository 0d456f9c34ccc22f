"""Articles as this stage sees them: words, day, time and outlet, in one canonical order.

Belongs here: Arrow rows to `Documents`, and the order in which articles are taken up.  Every later step works
in that order alone, which is why batches and the order of arrival cannot change a group.
Does not belong here: reading the lake (build.py) or a JSONL file (stream.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from assets.stories.texts.furniture import without_furniture
from assets.stories.texts.normalise import Tokens, concat, tokenise

UNDATED = np.int32(2**30)
NO_TIME = np.int64(2**62)
TEXTS_AT_ONCE = 1_000


@dataclass(frozen=True)
class Documents:
    """Articles in canonical order: by day (undated last), by time (untimed last), wire credit first, by id.

    `days` counts from 1970-01-01, UNDATED where unknown; `seconds` likewise in seconds, NO_TIME where unknown;
    `outlets` are hashes, 0 where unknown.
    """

    ids: list[str]
    days: npt.NDArray[np.int32]
    seconds: npt.NDArray[np.int64]
    outlets: npt.NDArray[np.uint32]
    is_wire: npt.NDArray[np.bool_]
    titles: Tokens
    bodies: Tokens

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, rows: npt.NDArray[np.integer]) -> Documents:
        """Those articles, in that order (the caller keeps it canonical)."""
        return Documents(
            [self.ids[row] for row in rows],
            self.days[rows],
            self.seconds[rows],
            self.outlets[rows],
            self.is_wire[rows],
            self.titles.take(rows),
            self.bodies.take(rows),
        )

    def followed_by(self, *others: Documents) -> Documents:
        """These articles, then the others' (the caller keeps the order canonical)."""
        pieces = (self, *others)
        return Documents(
            [key for piece in pieces for key in piece.ids],
            np.concatenate([piece.days for piece in pieces]),
            np.concatenate([piece.seconds for piece in pieces]),
            np.concatenate([piece.outlets for piece in pieces]),
            np.concatenate([piece.is_wire for piece in pieces]),
            concat([piece.titles for piece in pieces]),
            concat([piece.bodies for piece in pieces]),
        )


def from_rows(rows: pa.Table) -> Documents:
    """Documents of a table with article_id, title, text, published_at, published_precision, outlet_id, wire_credit and day.

    Titles, outlets, credits, times and days (date32) may be null.  A time of which only the day is known counts as
    none: as midnight it would come before every article whose hour is known, and be called their original.  The rows
    may stand in any order.
    """
    ids = rows["article_id"].to_pylist()
    days = pc.fill_null(rows["day"].cast(pa.int32()), int(UNDATED)).to_numpy().astype(np.int32)
    seconds = pc.fill_null(
        rows["published_at"].cast(pa.timestamp("s", "UTC"), safe=False).cast(pa.int64()), int(NO_TIME)
    )
    is_day_only = pc.equal(rows["published_precision"], "day")
    times = pc.if_else(pc.fill_null(is_day_only, False), int(NO_TIME), seconds).to_numpy().astype(np.int64)
    wire = pc.is_valid(rows["wire_credit"]).to_numpy().astype(np.bool_)
    outlet = _outlets(rows["outlet_id"])
    titles = concat([tokenise(texts) for texts in _texts(rows["title"])])
    bodies = concat([without_furniture(tokenise(texts)) for texts in _texts(rows["text"])])
    return in_order(Documents(ids, days, times, outlet, wire, titles, bodies))


def _outlets(names: pa.ChunkedArray) -> npt.NDArray[np.uint32]:
    """A hash for each outlet's name, 0 where there is none."""
    encoded = pc.if_else(pc.fill_null(pc.equal(names, "unknown"), True), "", names).combine_chunks().dictionary_encode()
    known = tokenise(encoded.dictionary.to_pylist())
    hashes = np.zeros(len(known), np.uint32)
    named = known.lengths > 0
    if named.any():
        hashes[named] = np.bitwise_xor.reduceat(known.hashes, known.offsets[:-1][named])
    found: npt.NDArray[np.uint32] = hashes[encoded.indices.to_numpy()]
    return found


def _texts(column: pa.ChunkedArray) -> Iterator[list[str]]:
    """Texts a few at a time: as Python strings all of a day's would take as much memory again."""
    for at in range(0, len(column), TEXTS_AT_ONCE):
        yield [text or "" for text in column.slice(at, TEXTS_AT_ONCE).to_pylist()]


def in_order(documents: Documents) -> Documents:
    """The articles in canonical order."""
    if not len(documents):
        return documents
    ids = np.array(documents.ids, dtype=np.str_)
    order = np.lexsort((ids, ~documents.is_wire, documents.seconds, documents.days))
    if np.array_equal(order, np.arange(len(order))):
        return documents
    return documents.take(order)


def no_documents() -> Documents:
    """No articles."""
    none = np.zeros(0, np.int64)
    return Documents(
        [], none.astype(np.int32), none, none.astype(np.uint32), none.astype(np.bool_), concat([]), concat([])
    )
