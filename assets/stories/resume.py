"""Groups and stories settled to the end, even when the run that began was killed.

Belongs here: which later days a change of a day may still have to reach.
Does not belong here: finding groups and stories (build.py), and which days have new input (assets.pending).

A late article on an old day changes days after it, one by one, for as long as anything changes.  A run that dies on the way
has written the old day and not the later ones, and nothing in the old day would tell the next run so.  Days are therefore
noted in `unsettled` before they are touched and struck out when the stories stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets import schemas
from assets.stories.build import build_duplicates, build_stories

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from assets.pending import PendingDays
    from assets.store import StageReport, Store


def settle_duplicates(store: Store, days: Iterable[date], unsettled: PendingDays) -> StageReport:
    """Duplicates of the days; of all days from the first one on that a killed run left unsettled."""
    left = unsettled.days()
    later = (day for day in store.days(schemas.ARTICLES) if left and day >= left[0])
    wanted = sorted({*days, *left, *later})
    unsettled.mark(wanted)
    report = build_duplicates(store, wanted)
    unsettled.mark(report.changed_days())
    return report


def settle_stories(store: Store, days: Iterable[date], unsettled: PendingDays) -> StageReport:
    """Stories of the days and of every day that the duplicates touched; these are then settled."""
    left = unsettled.days()
    report = build_stories(store, sorted({*days, *left}))
    unsettled.clear(left)
    return report
