"""Whether two texts are versions of one text: the verdict over the figures of a pair.

Belongs here: how what was measured of a pair is weighed, and which pairs can be left unmeasured.
Does not belong here: measuring (figures.py), finding pairs, forming groups.

Likeness alone cannot tell a corrected re-send from the next issue of a recurring notice: both share most of
their words.  What tells them apart is whether numbers, names and headlines agree and how far apart in time they
are.  The verdict is a logistic model over those figures (weights in verify_weights.toml, which says how they were
found), in which disagreeing numbers, names and dates weigh heavily but veto nothing by themselves.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from assets.stories.duplicates.figures import Figures, Profiles, unshingled
from assets.stories.window.candidates import Pairs

if TYPE_CHECKING:
    from assets.stories.duplicates.shingle import F64

STUB_WORDS = 10
# Under this ratio of lengths one text may stand inside another without being a version of it.
CONTAINED_RATIO = 0.3
# A text and its beginning, or the whole of a flash, stand under one headline; an item stands in a roundup under another.
SAME_TITLE = 0.5
# A headline of so many content words that share so much is one headline, and seldom that of the next issue.
LONG_TITLE = 6
ONE_TITLE = 0.85
# Recurring notices are shorter than this.
NOTICE_WORDS = 120
# From this many days on, a short text that comes again with other figures is the next issue and no correction.
NEXT_ISSUE_DAYS = 2
# More rival words in headlines than this tell nothing more.
MOST_RIVALS = 3


def promising(profiles: Profiles, pairs: Pairs) -> Pairs:
    """The pairs whose shingles are worth counting, which is the dear part.

    They are those of texts that have a partner with which equal shingles would make it a version, and those of which
    one text may stand inside the other.  The pairs left out can change no group.
    """
    found = unshingled(profiles, pairs)
    is_hopeful = np.zeros(len(profiles.lengths), np.bool_)
    is_hopeful[pairs.later[log_odds(found) > 0]] = True
    kept = np.flatnonzero(is_hopeful[pairs.later] | (found.length_ratio < CONTAINED_RATIO))
    return Pairs(pairs.later[kept], pairs.earlier[kept])


@dataclass(frozen=True)
class Weights:
    """The verdict's model: a weight for each derived figure, the intercept and the threshold on the odds."""

    names: tuple[str, ...]
    values: F64
    intercept: float


@cache
def weights() -> Weights:
    """The weights as they ship."""
    stored = tomllib.loads(files("assets.stories.duplicates").joinpath("verify_weights.toml").read_text("utf-8"))
    names = tuple(stored["weights"])
    return Weights(names, np.array([stored["weights"][name] for name in names]), stored["intercept"])


def derived(figures: Figures) -> dict[str, F64]:
    """The model's inputs.  A share of a small set tells little, so it is drawn towards the middle by its size.

    The few words of a stub ("More to follow.") stand under any headline; they count as far as the headlines agree.
    `quoted`: how much of what both share stands in quotations.  `same_title`: one long headline.  `rivals`: words of each headline
    that the other article lacks.  `numbers`: numbers of the smaller side that the other lacks.  Of short texts alone, where numbers
    are what changes from issue to issue: `next_issue`, one that comes again days later with another number; `new_numbers`, the
    share of numbers in the same places that differ; `title_numbers`, headlines with other numbers.  `item`: a short text inside a
    long one under another headline, which is an item of a roundup.
    """
    is_titled = figures.title_count > 0
    is_stub = (figures.shorter < STUB_WORDS) & is_titled
    is_notice = figures.shorter < NOTICE_WORDS
    is_next_issue = is_notice & (figures.report_conflicts > 0) & (figures.days >= NEXT_ISSUE_DAYS)
    is_item = (figures.length_ratio < CONTAINED_RATIO) & is_titled & (figures.title < SAME_TITLE)

    def cautious(share: F64, count: F64, prior: float) -> F64:
        return (share * count + prior * 2.0) / (count + 2.0) - prior

    quoted = np.sqrt(figures.containment) - np.sqrt(figures.plain)
    return {
        "containment": np.sqrt(np.where(is_stub, figures.containment * figures.title, figures.containment)),
        "quoted": np.maximum(np.nan_to_num(quoted), 0.0),
        "names": cautious(figures.names, figures.name_count, 0.7),
        "title": cautious(figures.title, figures.title_count, 0.5),
        "same_title": ((figures.title >= ONE_TITLE) & (figures.title_count >= LONG_TITLE)).astype(np.float64),
        "untitled": (~is_titled).astype(np.float64),
        "name_conflicts": figures.name_conflicts / (figures.name_slots + 2.0),
        "distance": np.where(np.isnan(figures.days), 0.5, np.log1p(figures.days)),
        "short_in_long": np.log(0.3 / np.clip(figures.length_ratio, 0.02, 0.3)),
        "next_issue": is_next_issue.astype(np.float64),
        "foreign_title": figures.foreign_title,
        "rivals": np.log1p(np.minimum(figures.rivals, MOST_RIVALS)),
        "new_numbers": figures.number_conflicts / (figures.number_slots + 1.0) * is_notice,
        "numbers": np.minimum(cautious(figures.numbers, figures.number_count, 0.75), 0.0),
        "title_numbers": figures.title_numbers * is_notice,
        "item": is_item.astype(np.float64),
    }


def log_odds(figures: Figures) -> F64:
    """Log odds that each pair is two versions of one text; the verdict is yes above zero."""
    inputs = derived(figures)
    model = weights()
    total = np.full(len(figures.similarity), model.intercept)
    for name, weight in zip(model.names, model.values, strict=True):
        total += weight * inputs[name]
    return total
