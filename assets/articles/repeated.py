"""Paragraphs that an outlet repeats over articles on different subjects: calls to subscribe, notes on authors, disclaimers.

Belongs here: which paragraphs these are on a day, and taking them out of the day's articles.
Does not belong here: furniture told by its wording (page/furniture.py), which needs no other article.

A paragraph counts as repeated on a day if, on this day and the 13 before it, it stands word for word in articles of the
outlet on at least four subjects.  Two articles are on different subjects where their titles share no longer word.  So
the background that a newspaper repeats in each report on one event stays, however often it comes.  What is a day's
furniture follows from what is staged, in whatever order it came; intake marks the later days that a late arrival may
change (`spread_of`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from assets.articles.record import LONGEST_REPEATED, paragraph_key, sha256_of_text
from assets.articles.staging.arrivals import Arrivals, without_moved
from assets.articles.values.words import words_in

WINDOW_DAYS = 14
LEAST_SUBJECTS = 4
MOST_REMOVED = 0.5
FLAG = "repeated_furniture"
COLUMNS = ["article_id", "title", "paragraph_keys"]
MOVED = "moved_to"
STEM = 5
TITLE_WORD = re.compile(r"[^\W\d_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{4,}")
# Scripts that do not part words: each pair of characters stands for one.
UNPARTED = re.compile("(?=([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{2}))")


def subjects(titles: Iterable[frozenset[str]]) -> int:
    """How many of the titles, taken in turn, share no word with one counted before; those without a word do not count."""
    used: set[str] = set()
    count = 0
    for words in titles:
        if words and used.isdisjoint(words):
            count += 1
            used |= words
    return count


def title_words(title: str) -> frozenset[str]:
    """Stems of a title's longer words, pairs of characters in scripts that do not part words."""
    lowered = title.casefold()
    return frozenset({word[:STEM] for word in TITLE_WORD.findall(lowered)} | set(UNPARTED.findall(lowered)))


@dataclass(frozen=True)
class _Day:
    """A day's pairs of paragraph key and article, as numbers, each pair once."""

    keys: np.ndarray
    articles: np.ndarray


class Repeated:
    """What is repeated furniture on each day; days that were read stay at hand while their window is in use."""

    def __init__(self, arrivals: Arrivals) -> None:
        self._arrivals = arrivals
        self._staged = set(arrivals.days())
        self._days: dict[date, _Day] = {}
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []
        self._words: dict[int, frozenset[str]] = {}

    def on(self, day: date) -> frozenset[int]:
        """Keys of the paragraphs that are repeated furniture on the day."""
        window = [day - timedelta(days=back) for back in range(WINDOW_DAYS)]
        self._days = {one: pairs for one, pairs in self._days.items() if one in window}
        pairs = [self._pairs(one) for one in window if one in self._staged]
        if not pairs:
            return frozenset()
        keys = np.concatenate([one.keys for one in pairs])
        articles = np.concatenate([one.articles for one in pairs])
        order = np.argsort(keys, kind="stable")
        keys, articles = keys[order], articles[order]
        found, starts, counts = np.unique(keys, return_index=True, return_counts=True)
        often = counts >= LEAST_SUBJECTS
        return frozenset(
            int(key)
            for key, start, count in zip(found[often], starts[often], counts[often], strict=True)
            if self._is_furniture(articles[start : start + count])
        )

    def _is_furniture(self, numbers: np.ndarray) -> bool:
        ids = sorted({self._ids[number] for number in numbers.tolist()})
        return subjects(self._words[self._numbers[one]] for one in ids) >= LEAST_SUBJECTS

    def _pairs(self, day: date) -> _Day:
        if day not in self._days:
            keys: list[int] = []
            articles: list[int] = []
            rows = without_moved(self._arrivals.read_day(day, [*COLUMNS, MOVED]))
            for article_id, title, found in zip(*(rows[name].to_pylist() for name in COLUMNS), strict=True):
                if found:
                    number = self._number(article_id)
                    # All versions of an article are one; what any of their titles says is its subject.
                    self._words[number] = self._words.get(number, frozenset()) | title_words(title or "")
                    keys += found
                    articles += [number] * len(found)
            self._days[day] = _Day(np.array(keys, np.int64), np.array(articles, np.int64))
        return self._days[day]

    def _number(self, article_id: str) -> int:
        number = self._numbers.setdefault(article_id, len(self._ids))
        if number == len(self._ids):
            self._ids.append(article_id)
        return number


def without_repeated(rows: pa.Table, furniture: frozenset[int]) -> tuple[pa.Table, int]:
    """Article rows without their repeated furniture, flagged where there was some, and how many paragraphs went.

    Text, word count and hash are those of what is left; the paragraphs stand in `left_out`.  An article of which more than half would go stays whole.
    """
    if not furniture or not rows.num_rows:
        return rows, 0
    changed: dict[str, dict[int, object]] = {
        name: {} for name in ("text", "left_out", "word_count", "text_sha256", "flags")
    }
    removed = 0
    columns = ["outlet_id", "title", "text", "left_out", "flags", "paragraph_keys"]
    for position, row in enumerate(rows.select(columns).to_pylist()):
        if furniture.isdisjoint(row["paragraph_keys"] or ()):
            continue
        given = row["text"].split("\n\n")
        gone = [len(one) <= LONGEST_REPEATED and paragraph_key(row["outlet_id"], one) in furniture for one in given]
        kept = [one for one, is_gone in zip(given, gone, strict=True) if not is_gone]
        text = "\n\n".join(kept)
        words = words_in(text)
        if words < MOST_REMOVED * words_in(row["text"]):
            continue
        removed += len(given) - len(kept)
        changed["text"][position] = text
        parted = (one for one, is_gone in zip(given, gone, strict=True) if is_gone)
        changed["left_out"][position] = "\n\n".join(filter(None, (row["left_out"], *parted)))
        changed["word_count"][position] = words
        changed["text_sha256"][position] = sha256_of_text(row["title"], text.encode("utf-8", "surrogatepass"))
        changed["flags"][position] = sorted({*row["flags"], FLAG})
    for name, values in changed.items():
        rows = _with_values(rows, name, values)
    return rows, removed


def _with_values(rows: pa.Table, name: str, values: Mapping[int, object]) -> pa.Table:
    if not values:
        return rows
    column = rows[name].to_pylist()
    for position, value in values.items():
        column[position] = value
    place = rows.schema.get_field_index(name)
    return rows.set_column(place, rows.schema.field(place), pa.array(column, rows.schema.field(place).type))


def spread_of(arrivals: Arrivals, keys_by_day: Mapping[date, set[int]], known: Sequence[date]) -> list[date]:
    """Later staged days that hold one of the keys, other than those `known`: their furniture may change."""
    wanted: dict[date, set[int]] = {}
    staged = set(arrivals.days()).difference(known)
    for day, keys in keys_by_day.items():
        for ahead in range(1, WINDOW_DAYS):
            if keys and day + timedelta(days=ahead) in staged:
                wanted.setdefault(day + timedelta(days=ahead), set()).update(keys)
    found = []
    for day, keys in sorted(wanted.items()):
        held = arrivals.read_day(day, ["paragraph_keys"])["paragraph_keys"].to_pylist()
        if any(not keys.isdisjoint(one) for one in held if one):
            found.append(day)
    return found
