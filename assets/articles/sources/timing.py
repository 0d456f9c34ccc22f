"""When a source is asked again, and when it counts as late.

Belongs here: reading the times that runs left behind against each source's interval.
Does not belong here: asking (collect.py), and what starts it (pipelines).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from assets.articles.sources.settings import Source, read_sources
from assets.articles.sources.state import SourceState, read_state

if TYPE_CHECKING:
    from assets.home import Home

# Whoever looks once a minute would otherwise find an hourly source a second too young, every other hour.
SLACK = timedelta(seconds=45)
LATE_INTERVALS = 3


@dataclass(frozen=True)
class LateSource:
    """A source that gave no good answer for too long; `since` is ISO 8601, '' where it never gave one."""

    name: str
    since: str
    message: str


def due_sources(home: Home, now: datetime) -> list[str]:
    """Names of the sources whose interval has passed since they were last asked, in the order of sources.yaml.

    None where there is no sources.yaml; UserError where it is wrong.
    """
    if not home.sources.is_file():
        return []
    return [source.name for source in read_sources(home.sources) if is_due(source, state_of(home, source), now)]


def is_due(source: Source, state: SourceState, now: datetime) -> bool:
    """Whether it is time to ask; a last time in the future is a clock that was set back."""
    asked = moment(state.last_run_at)
    if asked is None or asked > now:
        return True
    return now - asked >= timedelta(minutes=source.interval_minutes) - SLACK


def late_sources(home: Home, now: datetime) -> list[LateSource]:
    """Sources without a good answer for more than three of their intervals, since they stand in sources.yaml."""
    if not home.sources.is_file():
        return []
    written = datetime.fromtimestamp(home.sources.stat().st_mtime, UTC)
    late = []
    for source in read_sources(home.sources):
        state = state_of(home, source)
        good = moment(state.last_good_at)
        if now - (good or written) <= LATE_INTERVALS * timedelta(minutes=source.interval_minutes):
            continue
        why = f": {state.last_error}" if state.last_error else ""
        if not state.last_run_at:
            why = ": it was never asked; newstally ui or newstally collect asks it"
        since = f"since {good:%Y-%m-%d %H:%M} UTC" if good else "ever"
        late.append(LateSource(source.name, state.last_good_at, f"{source.name}: no good answer {since}{why}"))
    return late


def state_of(home: Home, source: Source) -> SourceState:
    """What earlier runs left behind of the source."""
    return read_state(home.state / "sources" / f"{source.name}.json")


def moment(text: str) -> datetime | None:
    """An aware time from a state file; None where there is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
