"""What earlier intakes have staged, in memory that a large lake can afford: 16 bytes a key, and not Python's 90.

Belongs here: sets of keys and the home day of each article, held as sorted arrays with what is new beside them.
Does not belong here: making the keys and reading them from the staging files (arrivals.py).
"""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

KEY_BYTES = 16
MOST_NEW = 100_000
Keys = npt.NDArray[np.bytes_]


class KeySet:
    """A set of 16-byte keys that only grows."""

    def __init__(self) -> None:
        # numpy ends a text of bytes at its trailing zeros, which a key of known length can spare.
        self._old: Keys = np.empty(0, f"S{KEY_BYTES}")
        self._new: set[bytes] = set()
        self._waiting: list[Keys] = []

    def __contains__(self, key: bytes) -> bool:
        if key in self._new:
            return True
        self._settle()
        place = int(np.searchsorted(self._old, key))
        return place < len(self._old) and bool(self._old[place] == key.rstrip(b"\0"))

    def add(self, key: bytes) -> None:
        """Take in one key."""
        self._new.add(key)
        if len(self._new) >= MOST_NEW:
            self._waiting.append(np.array(list(self._new), f"S{KEY_BYTES}"))
            self._new.clear()

    def add_column(self, column: pa.ChunkedArray) -> None:
        """Take in a column of fixed 16 bytes; nulls are no keys."""
        keys = pc.drop_null(column).combine_chunks()
        if len(keys):
            held = np.frombuffer(keys.buffers()[1], f"S{KEY_BYTES}", len(keys), keys.offset * KEY_BYTES)
            self._waiting.append(held)

    def _settle(self) -> None:
        if self._waiting:
            self._old = np.unique(np.concatenate([self._old, *self._waiting]))
            self._waiting = []


class Homes:
    """The earliest day under which each article was staged, by its id (a letter and 16 hexadecimal digits)."""

    def __init__(self) -> None:
        self._ids = np.empty(0, np.uint64)
        self._days = np.empty(0, np.int32)
        self._new: dict[int, int] = {}
        self._waiting: list[tuple[npt.NDArray[np.uint64], npt.NDArray[np.int32]]] = []

    def get(self, article_id: str) -> date | None:
        """The article's day; None where it is not known."""
        number = _number(article_id)
        day = self._new.get(number)
        if day is None:
            self._settle()
            place = int(np.searchsorted(self._ids, np.uint64(number)))
            if place == len(self._ids) or self._ids[place] != number:
                return None
            day = int(self._days[place])
        return date.fromordinal(day)

    def __contains__(self, article_id: str) -> bool:
        return self.get(article_id) is not None

    def __getitem__(self, article_id: str) -> date:
        """The article's day; KeyError where it is not known."""
        day = self.get(article_id)
        if day is None:
            raise KeyError(article_id)
        return day

    def move(self, article_id: str, day: date) -> None:
        """Set the article's day, which is earlier than the one before if there was one."""
        self._new[_number(article_id)] = day.toordinal()
        if len(self._new) >= MOST_NEW:
            self._waiting.append((np.array(list(self._new), np.uint64), np.array(list(self._new.values()), np.int32)))
            self._new.clear()

    def add_rows(self, article_ids: pa.ChunkedArray, moved_to: pa.ChunkedArray, day: date) -> None:
        """Take in one day's rows, before any `move`: each article's day is this one, or the one it has moved to."""
        is_article = pc.is_valid(article_ids)
        named = article_ids.filter(is_article).to_pylist()
        moved = moved_to.filter(is_article).to_pylist()
        days = [(other or day).toordinal() for other in moved]
        self._waiting.append((np.array([_number(one) for one in named], np.uint64), np.array(days, np.int32)))

    def _settle(self) -> None:
        if not self._waiting:
            return
        ids = np.concatenate([self._ids, *(ids for ids, _ in self._waiting)])
        days = np.concatenate([self._days, *(days for _, days in self._waiting)])
        order = np.lexsort((days, ids))
        ids, days = ids[order], days[order]
        is_first = np.ones(len(ids), bool)
        is_first[1:] = ids[1:] != ids[:-1]
        self._ids, self._days, self._waiting = ids[is_first], days[is_first], []


def _number(article_id: str) -> int:
    return int(article_id[1:], KEY_BYTES)


class Known:
    """Keys of the records, texts and versions that are staged, the home day of each article, and the ids of those that had
    several texts.
    """

    def __init__(self) -> None:
        self.changed: set[str] = set()
        self.records, self.texts, self.versions = KeySet(), KeySet(), KeySet()
        self.homes = Homes()

    def add(self, rows: pa.Table, day: date) -> None:
        """Take in one day's rows, by the columns article_id, record_key, text_key, version_key and moved_to."""
        self.records.add_column(rows["record_key"])
        self.texts.add_column(rows["text_key"])
        self.versions.add_column(rows["version_key"])
        self.homes.add_rows(rows["article_id"], rows["moved_to"], day)
        texts = rows.group_by("article_id").aggregate([("text_key", "count_distinct")])
        self.changed.update(texts.filter(pc.field("text_key_count_distinct") > 1)["article_id"].to_pylist())
