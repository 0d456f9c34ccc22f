"""The articles that new ones are compared with: the days before them, in memory or on disk.

Belongs here: what a window can be asked, the window in memory, and `settle`, which takes new articles against a
window to their groups.
Does not belong here: the window on disk (index.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar

import numpy as np
import numpy.typing as npt

from assets.ids import stable_id
from assets.stories import figures, verify
from assets.stories.candidates import Pairs, Reach, find_pairs
from assets.stories.documents import NO_TIME, Documents
from assets.stories.group import Membership, attach, contained, relation
from assets.stories.keys import Keys, are_among, no_keys
from assets.stories.shingle import SHINGLE_WORDS, Sets, candidate_keys, shingles

if TYPE_CHECKING:
    from assets.stories.normalise import I64, U64

REACH = Reach()
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
class Settled:
    """New articles in their groups.  Lists run parallel to them; `contained` are (longer, shorter, share)."""

    placed: Placed[Documents]
    relations: list[str]
    matched: list[str | None]
    similarity: list[float | None]
    containment: list[float | None]
    contained: list[tuple[str, str, float]]


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


def settle(new: Documents, window: Window[Documents]) -> Settled:
    """Groups of new articles, all of them later in canonical order than the window's."""
    triples = shingles(new.bodies, SHINGLE_WORDS)
    keys = candidate_keys(triples)
    meeting = meet(new, keys, window, REACH)
    profiles = figures.profile(meeting.articles)
    pairs = verify.promising(profiles, meeting.pairs)
    compared = _shingles_of_groups(meeting, pairs).followed_by(triples)

    def measure(wanted: Pairs) -> tuple[figures.Figures, npt.NDArray[np.float64]]:
        found = figures.measure(profiles, compared, wanted)
        return found, verify.log_odds(found)

    membership = attach(meeting.articles.days, meeting.founder_before, pairs, measure)
    return _settled(place("d", new, keys, meeting, window, membership.founder), meeting, membership)


def _shingles_of_groups(meeting: Meeting[Documents], pairs: Pairs) -> Sets:
    """Shingles of the window's articles whose group is in one of the pairs; no other one is measured."""
    old = meeting.founder_before
    met = np.zeros(meeting.before, np.bool_)
    met[old[pairs.earlier[pairs.earlier < meeting.before]]] = True
    rows = np.flatnonzero(met[old])
    return shingles(meeting.articles.bodies.take(rows), SHINGLE_WORDS).spread(rows, meeting.before)


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


def _settled(placed: Placed[Documents], meeting: Meeting[Documents], membership: Membership) -> Settled:
    new, documents, before = placed.articles, meeting.articles, meeting.before
    joined = membership.evidence >= 0
    rows = np.maximum(membership.evidence, 0)
    lengths = documents.bodies.lengths
    texts = np.arange(before, before + len(new))
    relations = ["original"] * len(new)
    matched: list[str | None] = [None] * len(new)
    similarity: list[float | None] = [None] * len(new)
    containment: list[float | None] = [None] * len(new)
    chosen = np.flatnonzero(joined)
    if len(chosen):
        figures = membership.figures.take(rows[chosen])
        partner = membership.matched[chosen]
        same_outlet = documents.outlets[texts[chosen]] == documents.outlets[partner]
        named = relation(figures, lengths[texts[chosen]] < lengths[partner], same_outlet)
        for at, row in enumerate(chosen.tolist()):
            relations[row] = named[at]
            matched[row] = documents.ids[int(partner[at])]
            similarity[row] = round(float(figures.similarity[at]), 6)
            containment[row] = round(float(figures.containment[at]), 6)
    founder = np.concatenate([meeting.founder_before, membership.founder])
    inside = contained(membership.figures) & (founder[membership.pairs.later] != founder[membership.pairs.earlier])
    holds = []
    for row in np.flatnonzero(inside).tolist():
        pair = (int(membership.pairs.later[row]), int(membership.pairs.earlier[row]))
        longer, shorter = sorted(pair, key=lambda text: -int(lengths[text]))
        holds.append(
            (documents.ids[longer], documents.ids[shorter], round(float(membership.figures.containment[row]), 6))
        )
    return Settled(
        placed,
        relations,
        matched,
        similarity,
        containment,
        sorted(set(holds)),
    )


def written_id(prefix: str, group: int) -> str:
    """The id that a group's number writes: `d` for duplicate groups, `s` for stories."""
    return f"{prefix}{group:016x}"


def lag_seconds(own: int, original: int) -> int | None:
    """Seconds from the original's publication to this article's; None where a time is unknown."""
    return None if int(NO_TIME) in (own, original) else own - original
