"""A day that breaks a critical rule is held back, alone: what was published of it stays, the other days go on."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from assets import schemas
from assets.articles import checks as articles_checks
from assets.days import NEWS_DAYS
from assets.recording import run_stage
from assets.resources import HomeResource
from assets.store import StageReport, Store
from assets.warehouse import assets as warehouse
from assets.warehouse import build
from tests.unit.quality import sample_lake
from tests.unit.quality.sample_lake import HISTORY, JUDGED

BEFORE = HISTORY[-1]
Work = Callable[[Store, list[date]], StageReport]


class Line:
    """The line on a lake that stands already: every stage notes the days that it was given."""

    def __init__(self, root: Path) -> None:
        self.home = HomeResource(root=str(root), fixed_now=sample_lake.NOW.isoformat())
        self.given: dict[str, list[date]] = {}
        self.work: dict[str, Work] = {}

    def write(self, lake: sample_lake.Lake) -> None:
        """Put this lake in the place of the one before."""
        sample_lake.write(self.home.paths.lake, lake)

    def stage(self, table: schemas.Table) -> dg.AssetsDefinition:
        """A stage that does what `work` has for its table, else nothing."""

        @dg.multi_asset(
            name=f"{table.name}_stage",
            specs=[dg.AssetSpec(table.name, deps=list(table.upstream), partitions_def=NEWS_DAYS)],
        )
        def made(context: dg.AssetExecutionContext, home: HomeResource):  # type: ignore[no-untyped-def]
            self.given[table.name] = home.days(context)
            yield from run_stage(context, home, (table,), self.work.get(table.name, lambda *_: StageReport()))

        return made

    def run(self) -> dg.ExecuteInProcessResult:
        """One run for the judged day; the day before is pending as well."""
        self.home.pending.mark([BEFORE])
        return dg.materialize(
            [*map(self.stage, schemas.LAKE), *warehouse.assets, *articles_checks.checks],
            partition_key=JUDGED.isoformat(),
            resources={"home": self.home},
            raise_on_error=False,
        )

    def published(self) -> dict[date, int]:
        """Articles by day in the published file."""
        with closing(duckdb.connect(str(self.home.paths.published), read_only=True)) as connection:
            return dict(connection.execute("SELECT day, count(*) FROM articles GROUP BY day").fetchall())


def with_news(lake: sample_lake.Lake, day: date) -> sample_lake.Lake:
    """The lake with one more article on that day."""
    sample_lake.tell(
        lake, day, outlet="Late Post", title="Brève", sentences=("Rien de neuf.",), language="fr", number=47
    )
    return lake


def spoiled(lake: sample_lake.Lake) -> sample_lake.Lake:
    """The lake with an article of the judged day whose text is not the one that arrived."""
    sample_lake.judged(lake, "articles")[0]["text_sha256"] = sample_lake.sha256("another text")
    return lake


@pytest.fixture
def line(tmp_path: Path) -> Line:
    """A line that has published the valid lake."""
    made = Line(tmp_path)
    made.write(sample_lake.valid())
    assert made.run().success
    assert made.home.held.all() == []
    return made


def test_the_day_is_held_and_the_other_goes_on(line: Line) -> None:
    """One bad article must not keep the news of every other day from the readers, nor reach them."""
    before = line.published()
    line.write(spoiled(with_news(with_news(sample_lake.valid(), BEFORE), JUDGED)))
    result = line.run()
    assert result.success
    assert line.given["articles"] == [BEFORE, JUDGED]
    assert line.given["duplicates"] == line.given["numeric_facts"] == [BEFORE]
    assert line.published() == before | {BEFORE: before[BEFORE] + 1}
    (held,) = line.home.held.all()
    assert (held.day, [(r.table, r.check) for r in held.reasons]) == (JUDGED, [("articles", "text_matches_its_hash")])
    assert line.home.pending.days() == [JUDGED]
    shown = next(
        event.materialization.metadata["days_held_back"].value
        for event in result.get_asset_materialization_events()
        if event.asset_key == warehouse.PUBLISHED
    )
    assert JUDGED.isoformat().replace("-", "&#45;") in str(shown)

    line.write(with_news(with_news(sample_lake.valid(), BEFORE), JUDGED))
    assert line.run().success
    assert line.home.held.all() == []
    assert line.home.pending.days() == []
    assert line.published()[JUDGED] == before[JUDGED] + 1


def test_a_day_that_was_never_published_is_absent(tmp_path: Path) -> None:
    """There is no older state of a new day that could stand in for a wrong one."""
    line = Line(tmp_path)
    line.write(spoiled(sample_lake.valid()))
    assert line.run().success
    assert JUDGED not in line.published()
    assert BEFORE in line.published()


def fails_on(day: date) -> Work:
    """A stage that cannot make sense of one day."""

    def work(_: Store, days: list[date]) -> StageReport:
        if day in days:
            raise ValueError(f"a text of {day} makes no sense")
        return StageReport()

    return work


def test_a_copy_of_an_article_that_is_held_is_held_with_it(line: Line) -> None:
    """A copy whose original no reader can find would count as a source of its own."""
    lake = with_news(sample_lake.valid(), BEFORE)
    fresh = next(row for row in lake["articles"] if row["outlet"] == "Late Post")
    copy = next(row for row in sample_lake.judged(lake, "duplicates") if row["relation"] == "copy")
    copy.update(original_id=fresh["article_id"], matched_id=fresh["article_id"])
    line.write(lake)
    line.work["duplicates"] = fails_on(BEFORE)
    assert line.run().success
    held = {one.day: [reason.check for reason in one.reasons] for one in line.home.held.all()}
    assert held == {BEFORE: ["stage_ends_well"], JUDGED: ["original_is_published"]}


def test_a_day_on_which_a_stage_fails_is_held(line: Line) -> None:
    """One text that a stage stumbles over must not keep the other days from being published."""
    line.work["sentences"] = fails_on(JUDGED)
    line.write(with_news(sample_lake.valid(), BEFORE))
    before = line.published()
    assert line.run().success
    assert line.given["numeric_facts"] == [BEFORE]
    (held,) = line.home.held.all()
    assert str(held.reasons[0]) == "sentences: stage_ends_well: ValueError: a text of 2026-03-08 makes no sense"
    assert line.published() == before | {BEFORE: before[BEFORE] + 1}


def test_what_the_machine_lacks_is_no_fault_of_a_day(line: Line) -> None:
    """A full disk must end the run with its cause and hold no day back."""

    def work(_: Store, days: list[date]) -> StageReport:
        raise OSError(28, "No space left on device")

    line.work["sentences"] = work
    assert not line.run().success
    assert line.home.held.all() == []


def test_a_damaged_file_of_another_day_does_not_stop_publication(line: Line) -> None:
    """A bad sector under a file of last year must not end the publication of today's news for good."""
    before = line.published()
    line.write(with_news(sample_lake.valid(), BEFORE))
    path = line.home.store.day_path(schemas.ARTICLES, HISTORY[0])
    path.write_bytes(path.read_bytes()[:-300])
    assert line.run().success
    after = line.published()
    assert HISTORY[0] not in after
    assert (after[BEFORE], after[JUDGED]) == (before[BEFORE] + 1, before[JUDGED])
    held = {one.day: [reason.check for reason in one.reasons] for one in line.home.held.all()}
    assert held == {HISTORY[0]: ["files_are_readable"]}
    assert HISTORY[0] in line.home.pending.days()


def test_a_file_that_breaks_a_blocking_rule_is_not_published(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers would see the very file that the checks warn of; and the next sound run must go on from there."""
    before = line.published()
    original = build.soundness.verify

    def spoil(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
        original(connection, store)
        connection.execute("UPDATE all_figures SET low = best + 1, high = best - 1 WHERE best IS NOT NULL")

    with monkeypatch.context() as patch:
        patch.setattr(build.soundness, "verify", spoil)
        line.write(with_news(sample_lake.valid(), JUDGED))
        result = line.run()
    assert not result.success
    assert line.published() == before
    assert BEFORE in line.home.pending.days()
    failed = [check for check in result.get_asset_check_evaluations() if not check.passed]
    assert {check.asset_key.path[0] for check in failed} == {"warehouse"}
    assert all(check.blocking and "report" in check.metadata for check in failed)
    assert failed
    assert line.run().success
    assert sum(line.published().values()) == sum(before.values()) + 1
