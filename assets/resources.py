"""What the assets and their checks ask Dagster for: the home folder with its lake, and the language model.

Belongs here: resources, each a thin door to plain code.
Does not belong here: work of any kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg

from assets import schemas
from assets.days import RunDays, days_between
from assets.errors import UserError
from assets.held import HeldDays, Reason, Shelf, leaning_on, set_aside_damaged
from assets.home import Home
from assets.lock import line_lock
from assets.pending import PendingDays
from assets.store import OutdatedLakeError, Store, outdated_files

if TYPE_CHECKING:
    from assets.facts.language import Language

FIRST_STEP = "arrivals"
StepContext = dg.AssetExecutionContext | dg.AssetCheckExecutionContext


class RootedResource(dg.ConfigurableResource):  # type: ignore[type-arg]
    """What lies under one home folder, at one present time."""

    root: str
    fixed_now: str = ""

    @property
    def paths(self) -> Home:
        """Where everything lies."""
        return Home(Path(self.root))

    @property
    def now(self) -> datetime:
        """The present, UTC; the one that was fixed for a test or a backfill, where one was."""
        return parse_now(self.fixed_now)


class HomeResource(RootedResource):
    """The home folder.  While a run has it, no other process writes to that folder."""

    @property
    def store(self) -> Store:
        """The lake."""
        return Store(self.paths.lake)

    @property
    def pending(self) -> PendingDays:
        """The marks of days that are not yet published."""
        return PendingDays(self.paths.state / "pending")

    @property
    def unsettled(self) -> PendingDays:
        """Days from which on a killed run may have left groups and stories half told."""
        return PendingDays(self.paths.state / "unsettled")

    @property
    def held(self) -> HeldDays:
        """The notes on days that are held back."""
        return HeldDays(self.paths.state / "held")

    @property
    def shelf(self) -> Shelf:
        """The lake's files as they were last published."""
        return Shelf(self.paths.state / "published", self.store)

    @property
    def publishable(self) -> Store:
        """The lake as the warehouse is to read it: of a held day the rows that were last published."""
        return self.shelf.publishable(self.held.days())

    def run_days(self, context: StepContext) -> RunDays:
        """The days of the step's run, before or after they were fixed."""
        run = context.run
        # A retry from the failed step on must not take up days that the steps before it have not seen.
        is_partial = run.step_keys_to_execute is not None and FIRST_STEP not in run.step_keys_to_execute
        retried = run.parent_run_id if is_partial else None
        return RunDays(self.paths.state / "runs", self.pending, run.run_id, retried)

    def days(self, context: StepContext) -> list[date]:
        """The news days that the step's run works on: its own range and all that were pending at its start."""
        return self.run_days(context).fix(own_days(context))

    def hold(self, context: StepContext, days: Mapping[date, Sequence[Reason]]) -> None:
        """Hold these days back: the run goes on without them, their last rows stay published, a later run tries again."""
        if not days:
            return
        self.days(context)
        self.run_days(context).hold(days)
        for day, reasons in sorted(days.items()):
            self.held.hold(day, reasons, run=context.run.run_id, now=self.now)
            context.log.warning(f"{day} is held back: {'; '.join(map(str, reasons))}")

    def settle_held(self, context: StepContext) -> None:
        """Release the days that this run of the whole line found nothing against; hold those that lean on held ones."""
        if self.is_whole_line(context):
            self.held.release(self.run_days(context).days())
        while (held := self.held.days()) and (leaning := leaning_on(self.publishable, held)):
            self.hold(context, leaning)

    def hold_damaged(self, context: StepContext) -> bool:
        """Set damaged files of the lake aside and hold their days; whether there was any."""
        found = set_aside_damaged(self.store)
        for day in set_aside_damaged(self.shelf.kept):
            # A day is published whole or not at all.
            for table in schemas.LAKE:
                self.shelf.kept.day_path(table, day).unlink(missing_ok=True)
        self.hold(context, found)
        return bool(found)

    def refuse_outdated(self) -> None:
        """OutdatedLakeError where the lake has days of another version of this program, whose files are removed.

        They are marked, so that the next run makes them anew from their arrivals; what is published stays until then.
        """
        outdated = outdated_files(self.store)
        if outdated:
            self.pending.mark(outdated)
            for path in chain.from_iterable(outdated.values()):
                path.unlink()
            raise OutdatedLakeError(outdated)

    def is_whole_line(self, context: StepContext) -> bool:
        """Whether the step's run makes every lake table; one of single assets skips stages, whose days stay owed."""
        selected = context.run.asset_selection
        return not selected or selected >= {dg.AssetKey(name) for name in schemas.names()}

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[HomeResource]:
        """Hold the home folder's lock for as long as the run (in one process: every step of it) lasts."""

        def waiting(holder: str) -> None:
            if context.log is not None:
                context.log.info(f"{holder} is writing to {self.root}; waiting for it")

        with line_lock(self.paths, waiting):
            yield self


class SourcesResource(RootedResource):
    """The live sources and the inbox they are put into; the line may be at work meanwhile."""


class LanguageResource(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The language model, loaded on first use and once a process."""

    @property
    def model(self) -> Language:
        """The model that splits and parses."""
        return _language()


@cache
def _language() -> Language:
    from assets.facts.language import Language

    return Language()


def own_days(context: StepContext) -> list[date]:
    """The days of the run's own partition or range of partitions; none for a run without partition."""
    if not context.has_partition_key and not context.has_partition_key_range:
        return []
    keys = context.partition_key_range
    return days_between(date.fromisoformat(keys.start), date.fromisoformat(keys.end))


def parse_now(fixed: str) -> datetime:
    """`fixed` as an aware UTC time, or the clock's where it is empty; UserError where it is no time."""
    if not fixed:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError:
        raise UserError(f"NEWSTALLY_NOW must be a time such as 2026-03-01T12:00:00Z, and is {fixed!r}") from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
