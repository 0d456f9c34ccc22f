"""Which partition a run of the line is launched for.

Belongs here: the choice of today's partition.  The partitions themselves are in assets.days, next to the assets.
"""

from __future__ import annotations

from datetime import datetime


def partition_of(now: datetime) -> str:
    """The news-day partition of an aware UTC time."""
    return now.date().isoformat()
