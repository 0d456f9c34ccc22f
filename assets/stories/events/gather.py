"""Whether two articles report one event, and how articles come together in stories.

Belongs here: the odds that two articles report one event, and the order-bound attachment of articles to stories.
Does not belong here: what a pair has in common (likeness.py), copies of one text (verify.py, group.py), anything on disk.

An article joins the story whose panel (its first and latest members in the window) it fits best on average;
the average of the best three keeps a story from growing along a chain of half-related reports.  Once a day's articles
are all in, those of them that founded no story of several are looked at again: an early one may have taken the nearest
story for want of its own, or stand alone beside one that came after it.  Earlier days stay as they are.  The odds fall
with the days between two reports, so a story goes on while reports come, and the next event of the same kind,
which shares the vocabulary but not names, places and numbers, founds a story of its own.  Two reports of one outlet must
share more: it returns to an event in its own words of before, and writes of the same people in other events every few days.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assets.stories.texts.documents import UNDATED
from assets.stories.window.candidates import Pairs, Reach

if TYPE_CHECKING:
    from assets.stories.texts.normalise import I64

# How rare a shared term is, in fine steps: partners chosen by it are few and nearly always the right ones.
RARITY = ((1, 16), (3, 14), (7, 12), (15, 10), (31, 8), (63, 6), (127, 4), (255, 2))
# What lies further back must share more: a name alone brings many together that other events of its kind part again.
LEAST_SHARED = ((1, 8), (3, 12), (10, 16), (45, 22))
STORY_REACH = Reach(
    45, first_holders=1, latest_holders=12, worth=RARITY, least_evidence=LEAST_SHARED, partners=12, keys_a_partner=1000
)
PANEL_LATEST = 6
BEST_OF_PANEL = 3
WORTH_A_LOOK = -2.0
ROUNDS = 12

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True)
class EventWeights:
    """Weights of the figures by name, the intercept, and the least log odds at which an article joins a story."""

    values: dict[str, float]
    intercept: float
    threshold: float


@cache
def event_weights() -> EventWeights:
    """The weights as they ship (event_weights.toml says how they were found)."""
    stored = tomllib.loads(files("assets.stories.events").joinpath("event_weights.toml").read_text("utf-8"))
    return EventWeights(stored["weights"], stored["intercept"], stored["threshold"])


def log_odds(found: dict[str, F64]) -> F64:
    """Log odds that the two articles of each pair report one event."""
    model = event_weights()
    total = np.full(len(found["all"]), model.intercept)
    for name, weight in model.values.items():
        total += weight * found[name]
    return total


@dataclass(frozen=True)
class StoryMembership:
    """Where each new article went: the number of the story's founder, and the probability at which it joined (nan)."""

    founder: I64
    probability: F64


def tell(
    days: npt.NDArray[np.int32],
    founder_before: I64,
    pairs: Pairs,
    odds: F64,
    measure: Callable[[Pairs], F64],
    window_days: int = STORY_REACH.window_days,
) -> StoryMembership:
    """Take up articles len(founder_before).. in order; `founder_before` is as in group.attach.

    `odds` are those of the pairs found, `measure` gives those of others that are asked for on the way.
    """
    partners: dict[int, list[int]] = {}
    found = list(zip(pairs.later.tolist(), pairs.earlier.tolist(), strict=True))
    for later, earlier in found:
        partners.setdefault(later, []).append(earlier)
    ledger = _Ledger(dict(zip(found, odds.tolist(), strict=True)), {})
    for _ in range(ROUNDS):
        day = _Day(days.tolist(), founder_before.tolist(), partners, ledger, window_days)
        if not ledger.wanted:
            break
        missing = sorted(ledger.wanted)
        more = Pairs(np.array([x for x, _ in missing], np.int64), np.array([y for _, y in missing], np.int64))
        ledger.odds.update(zip(missing, measure(more).tolist(), strict=True))
        ledger.wanted.clear()
    return StoryMembership(np.array(day.joined, np.int64), 1 / (1 + np.exp(-np.array(day.odds))))


@dataclass
class _Ledger:
    """Log odds of (later, earlier) pairs measured so far, and the pairs that were asked for and are not."""

    odds: dict[tuple[int, int], float]
    wanted: dict[tuple[int, int], None]


class _Day:
    """New articles taken up in order, with the pairs measured so far: the founder of each one's story, and its log odds."""

    def __init__(
        self,
        day_of: list[int],
        founder_before: list[int],
        partners: dict[int, list[int]],
        ledger: _Ledger,
        window_days: int,
    ) -> None:
        self._day_of, self._ledger, self._window_days = day_of, ledger, window_days
        self._members: dict[int, list[int]] = {}
        for number, story in enumerate(founder_before):
            self._members.setdefault(story, []).append(number)
        first_new = len(founder_before)
        self._founder = founder_before + list(range(first_new, len(day_of)))
        new = range(first_new, len(day_of))
        self._odds = dict.fromkeys(new, np.nan)
        likely: dict[int, list[int]] = {text: [] for text in new}
        for text in new:
            near = [other for other in partners.get(text, ()) if ledger.odds[text, other] > WORTH_A_LOOK]
            likely[text].extend(near)
            self._members[text] = [text]
            self._settle(text, near)
            for other in near:
                if other >= first_new:
                    likely[other].append(text)
        for text in new:
            if self._founder[text] != text or len(self._members[text]) == 1:
                self._settle(text, likely[text])
        self.joined = [self._founder[text] for text in new]
        self.odds = [self._odds[text] for text in new]

    def _settle(self, text: int, near: list[int]) -> None:
        """Put the article in the story it fits best among those of these articles and its own, if any fits."""
        own = self._founder[text]
        best, chosen = event_weights().threshold, own
        for story in sorted({own, *(self._founder[other] for other in near)}):
            score = self._fit(text, story)
            if score is not None and score > best:
                best, chosen = score, story
                self._odds[text] = score
        if chosen != own:
            self._members[own].remove(text)
            self._founder[text] = chosen
            self._members[chosen] = sorted([*self._members[chosen], text])

    def _fit(self, text: int, story: int) -> float | None:
        """Mean log odds with the best of the story's panel; None, with the pairs noted, where some are not measured yet."""
        since = -(2**30) if self._day_of[text] == UNDATED else self._day_of[text] - self._window_days
        standing = [member for member in self._members[story] if self._day_of[member] >= since and member != text]
        panel = [(max(text, member), min(text, member)) for member in standing[:1] + standing[1:][-PANEL_LATEST:]]
        missing = [pair for pair in panel if pair not in self._ledger.odds]
        if missing:
            self._ledger.wanted.update(dict.fromkeys(missing))
            return None
        best = sorted((self._ledger.odds[pair] for pair in panel), reverse=True)[:BEST_OF_PANEL]
        return sum(best) / len(best) if best else None
