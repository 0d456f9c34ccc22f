"""Verified pairs to groups: each article joins the group whose medoid it is a version of, or founds its own.

Belongs here: the order-bound attachment that makes groups, and how a member relates to what it was matched with.
Does not belong here: measuring pairs (figures.py) and weighing them (verify.py), anything on disk (index.py).

No chains: an article is never joined to a group because it resembles some member, only because it resembles
the group's standing medoid (single links pull strangers together: a few false edges in a hundred thousand are
enough).  Articles are taken in canonical order and only ever look back, so neither batches nor arrivals of
later days can change where an article belongs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assets.stories.duplicates.verify import CONTAINED_RATIO
from assets.stories.texts.documents import UNDATED
from assets.stories.window.candidates import WINDOW_DAYS, Pairs

if TYPE_CHECKING:
    from assets.stories.duplicates.figures import Figures
    from assets.stories.texts.normalise import I64

CONTAINED_SHARE = 0.5
ROUNDS = 8
LEAST_VOTES = 2
BEST_MEASURED = 3


@dataclass(frozen=True)
class Membership:
    """Where each new article went: `founder[i]` is the number of the group's founder (itself if it founded one).

    `matched[i]` is the number of the article it was matched with, -1 for a founder; `evidence[i]` the row of that
    pair in `pairs` and `figures`.
    """

    founder: I64
    matched: I64
    evidence: I64
    pairs: Pairs
    figures: Figures
    odds: npt.NDArray[np.float64]


@dataclass
class _Ledger:
    """Pairs measured so far: where each stands, so that no pair is measured twice."""

    row: dict[tuple[int, int], int] = field(default_factory=dict)
    wanted: set[tuple[int, int]] = field(default_factory=set)


def attach(
    days: npt.NDArray[np.int32],
    founder_before: I64,
    pairs: Pairs,
    measure: Callable[[Pairs], tuple[Figures, npt.NDArray[np.float64]]],
) -> Membership:
    """Take up articles len(founder_before).. in order; the ones before them stand in the groups founder_before says.

    `days` as in candidates.find_pairs, for all articles.  `founder_before[i]` may be any number that is equal for
    members of one group.
    """
    first_new = len(founder_before)
    figures, odds = measure(pairs)
    ledger = _Ledger(
        {pair: row for row, pair in enumerate(zip(pairs.later.tolist(), pairs.earlier.tolist(), strict=True))}
    )
    for _ in range(ROUNDS):
        founder, matched, evidence = _pass(days, founder_before, pairs, odds, ledger)
        if not ledger.wanted:
            break
        missing = sorted(ledger.wanted)
        more = Pairs(np.array([x for x, _ in missing], np.int64), np.array([y for _, y in missing], np.int64))
        for row, pair in enumerate(missing, start=len(pairs)):
            ledger.row[pair] = row
        ledger.wanted.clear()
        more_figures, more_odds = measure(more)
        pairs = Pairs(np.concatenate([pairs.later, more.later]), np.concatenate([pairs.earlier, more.earlier]))
        figures = figures.joined(more_figures)
        odds = np.concatenate([odds, more_odds])
    return Membership(founder[first_new:], matched[first_new:], evidence[first_new:], pairs, figures, odds)


def _pass(
    days: npt.NDArray[np.int32], founder_before: I64, pairs: Pairs, odds: npt.NDArray[np.float64], ledger: _Ledger
) -> tuple[I64, I64, I64]:
    """One run over all new articles with the pairs measured so far; notes the pairs it would have needed."""
    total, first_new = len(days), len(founder_before)
    founder = founder_before.tolist() + list(range(first_new, total))
    matched = np.full(total, -1, np.int64)
    evidence = np.full(total, -1, np.int64)
    members: dict[int, list[int]] = {}
    for number, group in enumerate(founder_before.tolist()):
        members.setdefault(group, []).append(number)
    order = np.argsort(pairs.later, kind="stable")
    later = pairs.later[order].tolist()
    earlier = pairs.earlier[order].tolist()
    odds_of = odds[order].tolist()
    day_of = days.tolist()
    runs = np.flatnonzero(np.diff(pairs.later[order], prepend=-1))
    hopeful = np.maximum.reduceat(odds[order], runs) > 0 if len(runs) else np.zeros(0, np.bool_)
    ends = np.append(runs, len(later))[1:]
    for start, end in zip(runs[hopeful].tolist(), ends[hopeful].tolist(), strict=True):
        text = later[start]
        if text < first_new:
            continue
        measured: dict[int, list[int]] = {}
        for at in range(start, end):
            measured.setdefault(founder[earlier[at]], []).append(at)
        same_day = {at for at in range(start, end) if day_of[earlier[at]] == day_of[text]}
        likely = {founder[earlier[at]] for at in range(start, end) if odds_of[at] > 0}
        best = (0.0, -1, -1)
        for group in sorted(likely):
            medoid = _medoid(members.get(group, [group]), day_of, day_of[text])
            row = ledger.row.get((text, medoid))
            if row is None or row >= len(odds):
                ledger.wanted.add((text, medoid))
                continue
            score, chosen = _accepted(measured[group], odds_of, earlier, medoid, float(odds[row]), same_day)
            if score > best[0]:
                best = (score, group, row if chosen < 0 else int(order[chosen]))
        if best[1] >= 0:
            founder[text], evidence[text] = best[1], best[2]
            matched[text] = pairs.earlier[best[2]]
            members.setdefault(best[1], [best[1]]).append(text)
    return np.array(founder, np.int64), matched, evidence


def _accepted(
    places: list[int], odds_of: list[float], earlier: list[int], medoid: int, with_medoid: float, same_day: set[int]
) -> tuple[float, int]:
    """The odds at which a group takes a text in (zero: it does not), and the place of the member that vouches for it.

    The place is -1 where the medoid does.  Where the medoid alone does not, the best few of all that were measured
    decide by their mean (a large group has members far from any one text, which must not outvote the near ones), and
    two members at least must be for it, or one of the same day: with one of another day, issues of a recurring notice
    chain.
    """
    if with_medoid > 0:
        return with_medoid, -1
    others = [at for at in places if earlier[at] != medoid]
    votes = {at for at in others if odds_of[at] > 0}
    if len(votes) < LEAST_VOTES and votes.isdisjoint(same_day):
        return 0.0, -1
    best = sorted([with_medoid, *(odds_of[at] for at in others)], reverse=True)[:BEST_MEASURED]
    return sum(best) / len(best), max(others, key=lambda at: (odds_of[at], -at))


def _medoid(members: list[int], day_of: list[int], day: int) -> int:
    """The member that stands for the group: the first of those in the window."""
    if day != UNDATED:
        for member in members:
            if day_of[member] >= day - WINDOW_DAYS:
                return member
    return members[0]


def relation(figures: Figures, is_shorter: npt.NDArray[np.bool_], same_outlet: npt.NDArray[np.bool_]) -> list[str]:
    """How the later text of each pair relates to the earlier: copy, truncation, revision or light_rewrite.

    Whoever repeats the words and changes a number, other than the day of the dateline, has not copied.  Another outlet's copy may carry a line more or
    less; an outlet that sends its own text again with as much changed has revised it.
    """
    alike = (figures.containment >= 0.9) & (figures.length_ratio >= 0.85) & (figures.report_conflicts == 0)
    copies = alike & (~same_outlet | (figures.similarity >= 0.84))
    truncations = is_shorter & (figures.containment >= 0.8) & (figures.length_ratio < 0.85)
    revisions = same_outlet | (~is_shorter & (figures.containment >= 0.8) & (figures.length_ratio < 0.85))
    names = np.select([copies, truncations, revisions], ["copy", "truncation", "revision"], "light_rewrite")
    return [str(name) for name in names]


def contained(figures: Figures) -> npt.NDArray[np.bool_]:
    """Pairs in which one text stands inside a much longer one."""
    return (figures.containment >= CONTAINED_SHARE) & (figures.length_ratio < CONTAINED_RATIO) & (figures.shorter >= 20)
