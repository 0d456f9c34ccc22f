"""The suites as Dagster checks: one a rule, blocking where data would mislead, with the offenders named."""

from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest

from assets import schemas
from assets.articles import checks as articles_checks
from assets.days import NEWS_DAYS
from assets.facts import checks as facts_checks
from assets.quality.suite import load, tables
from assets.resources import HomeResource
from assets.stories import checks as stories_checks
from assets.warehouse import assets as warehouse
from tests.unit.quality import defects, sample_lake

CHECKS = [*articles_checks.checks, *stories_checks.checks, *facts_checks.checks]


def stages() -> list[dg.AssetsDefinition]:
    """An asset for each lake table, in the line's order; the lake stands already."""

    def stage(table: schemas.Table) -> dg.AssetsDefinition:
        @dg.asset(name=table.name, deps=list(table.upstream), partitions_def=NEWS_DAYS)
        def made(context: dg.AssetExecutionContext, home: HomeResource) -> None:
            home.days(context)

        return made

    return [stage(table) for table in schemas.LAKE]


def run(
    root: Path, seed: Callable[[sample_lake.Lake], object] | None, checks: list[dg.AssetChecksDefinition]
) -> dg.ExecuteInProcessResult:
    """Materialise the whole lake with these checks on a lake with a defect."""
    lake = sample_lake.valid()
    if seed:
        seed(lake)
    sample_lake.write(root / "lake", lake)
    return dg.materialize(
        [*stages(), *checks],
        partition_key=sample_lake.JUDGED.isoformat(),
        resources={"home": HomeResource(root=str(root), fixed_now=sample_lake.NOW.isoformat())},
        raise_on_error=False,
    )


def made(result: dg.ExecuteInProcessResult) -> set[str]:
    return {event.asset_key.path[-1] for event in result.get_asset_materialization_events() if event.asset_key}


def test_there_is_one_check_for_each_rule() -> None:
    """A rule without a check of its own has no history and no page in the UI."""
    keys = [
        (".".join(key.asset_key.path), key.name)
        for definition in [*CHECKS, *warehouse.assets]
        for key in definition.check_keys
    ]
    assert sorted(keys) == sorted((table, check.name) for table in tables() for check in load(table).checks)


def test_a_critical_failure_holds_its_day(tmp_path: Path) -> None:
    """Figures made from an article whose text was changed would be traced to words that are not there."""
    defect = next(d for d in defects.DEFECTS if (d.table, d.check) == ("articles", "text_matches_its_hash"))
    result = run(tmp_path, defect.seed, articles_checks.checks)
    assert result.success
    (failed,) = [check for check in result.get_asset_check_evaluations() if not check.passed]
    assert (failed.check_name, failed.severity) == ("text_matches_its_hash", dg.AssetCheckSeverity.ERROR)
    assert failed.metadata["days_held_back"].value == [sample_lake.JUDGED.isoformat()]
    (held,) = HomeResource(root=str(tmp_path)).held.all()
    assert held.day == sample_lake.JUDGED
    assert [(reason.table, reason.check) for reason in held.reasons] == [("articles", "text_matches_its_hash")]


def test_a_warning_lets_everything_through(tmp_path: Path) -> None:
    """A day with an odd volume is still the day's news."""
    result = run(tmp_path, defects.crowd(60), articles_checks.checks)
    assert result.success
    assert made(result) == set(schemas.names())
    (failed,) = [check for check in result.get_asset_check_evaluations() if not check.passed]
    assert (failed.check_name, failed.severity) == ("volume_is_usual", dg.AssetCheckSeverity.WARN)


def test_a_failure_names_its_offenders_and_its_page(tmp_path: Path) -> None:
    """Whoever is called at night needs the rows, not the news that there are some."""
    result = run(tmp_path, defects.one_letter_off("numeric_facts", "phrase"), facts_checks.checks)
    (failed,) = [check for check in result.get_asset_check_evaluations() if not check.passed]
    offender = sample_lake.judged(sample_lake.valid(), "numeric_facts")[0]["fact_id"]
    assert failed.metadata["offenders"].value == [{"id": offender, "day": "2026-03-08"}]
    page = Path(str(failed.metadata["report"].value))
    assert page.is_relative_to(tmp_path / "reports" / "quality")
    assert offender in page.read_text(encoding="utf-8")
    assert (tmp_path / "reports" / "quality" / "index.html").is_file()


def test_text_from_data_reaches_the_ui_only_as_json(tmp_path: Path) -> None:
    """A file named like a link or an image must not become one in Dagster's pages, which render Markdown."""
    hostile = "![x](https://tracker.example/p.png) <img src=x onerror=alert(1)>"

    def seed(lake: sample_lake.Lake) -> None:
        sample_lake.judged(lake, "rejects")[0].update(reason="No code", source_path=hostile)

    result = run(tmp_path, seed, articles_checks.checks)
    (failed,) = [check for check in result.get_asset_check_evaluations() if not check.passed]
    assert hostile in str(failed.metadata["offenders"].value)
    assert "tracker" not in (failed.description or "")
    shown = {name: value for name, value in failed.metadata.items() if "tracker" in str(value.value)}
    assert {type(value) for value in shown.values()} == {dg.JsonMetadataValue}


def test_days_that_a_stage_rewrote_on_its_own_are_judged_too(tmp_path: Path) -> None:
    """A late article can change the stories of later days; these must not slip past the checks."""
    lake = sample_lake.valid()
    root = tmp_path / "lake"
    sample_lake.write(root, lake)
    earlier = sample_lake.HISTORY[-1]

    @dg.asset(name="stories", partitions_def=NEWS_DAYS)
    def stories(context: dg.AssetExecutionContext, home: HomeResource) -> None:
        home.days(context)
        rows = [row for row in lake["stories"] if row["day"] == earlier]
        rows[0]["is_representative"] = False
        sample_lake.write_table(home.store, schemas.STORIES, rows)

    result = dg.materialize(
        [stories, *[c for c in stories_checks.checks if dg.AssetKey("stories") in {k.asset_key for k in c.check_keys}]],
        partition_key=sample_lake.JUDGED.isoformat(),
        resources={"home": HomeResource(root=str(tmp_path), fixed_now=sample_lake.NOW.isoformat())},
        raise_on_error=False,
    )
    (failed,) = [check for check in result.get_asset_check_evaluations() if not check.passed]
    assert failed.check_name == "story_has_one_representative"
    offenders = failed.metadata["offenders"].value
    assert isinstance(offenders, list)
    assert [offender["day"] for offender in offenders] == [earlier.isoformat()]


@pytest.mark.parametrize("definition", CHECKS, ids=lambda d: next(iter(d.check_keys)).asset_key.path[-1])
def test_every_check_says_what_it_guards(definition: dg.AssetChecksDefinition) -> None:
    """A failed check that nobody can read is switched off."""
    for spec in definition.check_specs:
        assert spec.description
        assert spec.description.split("\n")[0].endswith(".")
