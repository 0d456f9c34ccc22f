"""New articles to their groups of copies, against a window of earlier ones.

Belongs here: the step from articles to duplicate groups, with the evidence for each member and what stands inside what.
Does not belong here: the window (meeting.py, index.py), the verdict on a pair (verify.py), forming groups (group.py).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assets.stories.duplicates import figures, verify
from assets.stories.duplicates.group import Membership, attach, contained, relation
from assets.stories.duplicates.shingle import SHINGLE_WORDS, Sets, candidate_keys, shingles
from assets.stories.texts.documents import NO_TIME, Documents
from assets.stories.window.candidates import Pairs, Reach
from assets.stories.window.meeting import Meeting, Placed, Window, meet, place

REACH = Reach()


@dataclass(frozen=True)
class Settled:
    """New articles in their groups.  Lists run parallel to them; `contained` are (longer, shorter, share)."""

    placed: Placed[Documents]
    relations: list[str]
    matched: list[str | None]
    similarity: list[float | None]
    containment: list[float | None]
    contained: list[tuple[str, str, float]]


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


def lag_seconds(own: int, original: int) -> int | None:
    """Seconds from the original's publication to this article's; None where a time is unknown."""
    return None if int(NO_TIME) in (own, original) else own - original
