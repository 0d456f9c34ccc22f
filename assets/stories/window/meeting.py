"""The articles that new ones are compared with: the days before them, in memory or on disk.

Belongs here: what a window can be asked, the window in memory, bringing together what new articles meet in it, and their
groups' ids.
Does not belong here: the window on disk (index.py), to which group an article goes (settling.py, telling.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar

import numpy as np
import numpy.typing as npt

from assets.ids import stable_id
from assets.stories.window.candidates import Pairs, Reach, find_pairs
from assets.stories.window.keys import Keys, are_among, no_keys

if TYPE_CHECKING:
    from assets.stories.texts.normalise import I64, U64

SIEVE_BITS = 24
_SIEVE = np.uint64((1 << SIEVE_BITS) - 1)


@dataclass(frozen=True)
class Founder:
    """The article that a group began with: its id, and its time in seconds since 1970 (NO_TIME where unknown)."""

    article_id: str
    seconds: int


class Articles(Protocol):
    """Articles in canonical order, whatever is kept of each: words (Documents) or terms (Briefs)."""

    @property
    def ids(self) -> list[str]:
        """Article id of each."""
        ...

    @property
    def days(self) -> npt.NDArray[np.int32]:
        """News day of each, as in Documents."""
        ...

    @property
    def seconds(self) -> I64:
        """Time of each, as in Documents."""
        ...

    def __len__(self) -> int: ...

    def take(self, rows: npt.NDArray[np.integer]) -> Self:
        """Those articles, in that order."""
        ...

    def followed_by(self, *others: Self) -> Self:
        """These articles, then the others'."""
        ...


A = TypeVar("A", bound=Articles)
Kept_co = TypeVar("Kept_co", bound=Articles, covariant=True)


class Window(Protocol[Kept_co]):
    """Earlier articles 0..n-1 in canonical order, with the groups they are in."""

    @property
    def days(self) -> npt.NDArray[np.int32]:
        """News day of each, as in Documents."""
        ...

    @property
    def groups(self) -> U64:
        """Group of each, as the number that its id writes in hexadecimal."""
        ...

    def matching(self, keys: U64) -> Keys:
        """Their candidate keys that are among these."""
        ...

    def load(self, rows: npt.NDArray[np.integer]) -> Kept_co:
        """Those articles, ascending."""
        ...

    def founders(self, rows: npt.NDArray[np.integer]) -> list[Founder]:
        """The founder of each one's group."""
        ...


@dataclass(frozen=True)
class Placed(Generic[A]):
    """Articles with their groups (or stories) and the keys by which later ones find them.  All run parallel."""

    articles: A
    keys: Keys
    groups: U64
    founders: list[Founder]


@dataclass(frozen=True)
class MemoryWindow(Generic[A]):
    """A window held in memory, for texts that come through a pipe (see Window)."""

    placed: Placed[A]

    @property
    def days(self) -> npt.NDArray[np.int32]:
        """See Window."""
        return self.placed.articles.days

    @property
    def groups(self) -> U64:
        """See Window."""
        return self.placed.groups

    def matching(self, keys: U64) -> Keys:
        """See Window."""
        held = self.placed.keys
        sieve = np.zeros(1 << SIEVE_BITS, np.bool_)
        sieve[keys & _SIEVE] = True
        maybe = held.packed[sieve[held.keys & _SIEVE]]
        return Keys(maybe[are_among(Keys(maybe).keys, np.sort(keys))])

    def load(self, rows: npt.NDArray[np.integer]) -> A:
        """See Window."""
        return self.placed.articles.take(rows)

    def founders(self, rows: npt.NDArray[np.integer]) -> list[Founder]:
        """See Window."""
        return [self.placed.founders[row] for row in rows]

    def after(self, more: Placed[A], oldest_day: int) -> MemoryWindow[A]:
        """The window with the articles placed since, without those of days before `oldest_day`."""
        old = self.placed
        articles = old.articles.followed_by(more.articles)
        keys = old.keys.followed_by(more.keys.moved(len(old.articles)))
        first = int(np.searchsorted(articles.days, oldest_day))
        return MemoryWindow(
            Placed(
                articles.take(np.arange(first, len(articles))),
                Keys(keys.packed[keys.rows >= first]).moved(-first),
                np.concatenate([old.groups, more.groups])[first:],
                (old.founders + more.founders)[first:],
            )
        )


def empty_window(nothing: A) -> MemoryWindow[A]:
    """No articles yet; `nothing` is none of the kind that will come."""
    none = np.zeros(0, np.int64)
    return MemoryWindow(Placed(nothing, no_keys(), none.astype(np.uint64), []))


@dataclass(frozen=True)
class Meeting(Generic[A]):
    """New articles, numbered after those of the window that they may belong with.

    `articles` are both, in canonical order; the first `before` are the window's: whole groups, of which
    `founder_before` gives the first one present, `groups` the id's number and `rows` the place in the window.
    """

    articles: A
    before: int
    pairs: Pairs
    founder_before: I64
    groups: U64
    rows: I64


def meet(new: A, keys: Keys, window: Window[A], reach: Reach) -> Meeting[A]:
    """Bring in from the window every group that a new article shares enough keys with."""
    old = window.matching(keys.keys)
    days, groups = window.days, window.groups
    before = len(days)
    pairs = find_pairs(old.followed_by(keys.moved(before)), np.concatenate([days, new.days]), before, reach)
    met = np.sort(groups[pairs.earlier[pairs.earlier < before]])
    needed = np.flatnonzero(are_among(groups, met))
    articles = window.load(needed).followed_by(new) if len(needed) else new
    number = np.full(before + len(new), -1, np.int64)
    number[needed] = np.arange(len(needed))
    number[before:] = np.arange(len(needed), len(needed) + len(new))
    _, first, inverse = np.unique(groups[needed], return_index=True, return_inverse=True)
    return Meeting(
        articles,
        len(needed),
        Pairs(number[pairs.later], number[pairs.earlier]),
        first[inverse].astype(np.int64),
        groups[needed],
        needed,
    )


def place(prefix: str, new: A, keys: Keys, meeting: Meeting[A], window: Window[A], founder: I64) -> Placed[A]:
    """New articles in the groups of these founders, numbers of the meeting; a new one's group has its id with the prefix."""
    chosen, at = np.unique(founder, return_inverse=True)
    old = chosen[chosen < meeting.before]
    fresh = (chosen[len(old) :] - meeting.before).tolist()
    founders = window.founders(meeting.rows[old]) if len(old) else []
    founders += [Founder(new.ids[row], int(new.seconds[row])) for row in fresh]
    own = np.array([int(stable_id(prefix, new.ids[row])[1:], 16) for row in fresh], np.uint64)
    groups = np.concatenate([meeting.groups[old], own])
    return Placed(new, keys, groups[at], [founders[row] for row in at.tolist()])


def written_id(prefix: str, group: int) -> str:
    """The id that a group's number writes: `d` for duplicate groups, `s` for stories."""
    return f"{prefix}{group:016x}"
