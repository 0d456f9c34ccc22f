"""New articles to their stories, against a window of earlier ones.

Belongs here: the step from articles (copies left out) to stories.
Does not belong here: the odds that two articles report one event (gather.py), anything on disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assets.stories.events import gather as events
from assets.stories.events import likeness
from assets.stories.events.terms import BUCKETS, idf, story_keys, weigh
from assets.stories.window.meeting import Placed, Window, meet, place

if TYPE_CHECKING:
    from assets.stories.events.terms import Briefs
    from assets.stories.texts.normalise import U32
    from assets.stories.window.candidates import Pairs


@dataclass(frozen=True)
class Told:
    """New articles in their stories; `similarity` is the probability at which each joined, None for a founder."""

    placed: Placed[Briefs]
    similarity: list[float | None]


def tell_stories(new: Briefs, window: Window[Briefs], counts: tuple[U32, U32], known: int) -> Told:
    """Stories of new articles of one day, all later in canonical order than the window's.

    `counts` are terms.frequencies over the window and the new articles, `known` how many articles that is.
    """
    frequency = np.zeros(BUCKETS)
    frequency[counts[0]] = counts[1]
    rarity = idf(frequency, known)
    keys = story_keys(weigh(new, rarity))
    meeting = meet(new, keys, window, events.STORY_REACH)
    terms = weigh(meeting.articles, rarity)
    found = likeness.figures(terms, meeting.pairs)
    crowd = likeness.crowd(meeting.pairs, found["all"], len(meeting.articles))

    def odds(pairs: Pairs, figures: dict[str, npt.NDArray[np.float64]]) -> npt.NDArray[np.float64]:
        return events.log_odds({**figures, "crowd": crowd[pairs.later]})

    def measure(wanted: Pairs) -> npt.NDArray[np.float64]:
        return odds(wanted, likeness.figures(terms, wanted))

    membership = events.tell(
        meeting.articles.days, meeting.founder_before, meeting.pairs, odds(meeting.pairs, found), measure
    )
    return Told(
        place("s", new, keys, meeting, window, membership.founder),
        [None if np.isnan(share) else round(float(share), 6) for share in membership.probability],
    )
