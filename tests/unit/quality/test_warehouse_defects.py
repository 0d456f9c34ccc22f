"""Each defect seeded in a built warehouse is caught by the check that is meant to catch it, and by no other."""

import shutil
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from assets.home import Home
from assets.quality.run import check_warehouse
from assets.store import Store
from assets.warehouse.build import build_warehouse
from tests.unit.quality import sample_lake

DEFECTS = {
    "articles.every_day_has_the_lakes_rows": "DELETE FROM articles WHERE day = '2026-03-05' AND outlet LIKE 'Holm%'",
    "articles.every_article_has_one_latest_revision": "UPDATE articles SET is_latest = true WHERE NOT is_latest",
    "articles.every_article_has_a_story": "UPDATE articles SET story_id = 's0' WHERE title = 'Crue'",
    "sentences.every_day_has_the_lakes_rows": "INSERT INTO sentences FROM sentences LIMIT 1",
    "article_index.key_is_unique": "INSERT INTO article_index FROM article_index WHERE NOT is_latest",
    "stories.sources_are_among_texts": "UPDATE stories SET independent_sources = 9 WHERE title = 'Crue'",
    "stories.last_report_is_not_before_the_first": "UPDATE stories SET last_day = first_day - 1 WHERE title = 'Crue'",
    "days.every_day_of_the_lake_is_there": "DELETE FROM days WHERE day = '2026-03-05'",
    "days.facts_add_up": "UPDATE days SET facts = facts + 1 WHERE day = '2026-03-05'",
    "copies.every_group_has_its_original": "DELETE FROM copies WHERE article_id = original_id",
    "entities.every_mentioned_entity_is_there": "DELETE FROM entities WHERE name = 'Holm'",
    "figure_reports.class_is_known": (
        "UPDATE classed_reports SET class = 'odd' WHERE fact_id = (SELECT min(fact_id) FROM classed_reports)"
    ),
    "figure_reports.sentence_holds_the_phrase": (
        "UPDATE classed_reports SET sentence_end = sentence_start + 1 "
        "WHERE fact_id = (SELECT min(fact_id) FROM classed_reports)"
    ),
    "all_figures.best_lies_between_low_and_high": (
        "UPDATE all_figures SET best = low - 1 WHERE figure_id = (SELECT min(figure_id) FROM all_figures)"
    ),
    "story_figures.sources_are_among_the_storys": (
        "UPDATE all_figures SET independent_sources = 99 WHERE figure_id = (SELECT min(figure_id) FROM all_figures)"
    ),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A warehouse built from the valid lake."""
    home = Home(tmp_path_factory.mktemp("home"))
    store = sample_lake.write(home.lake, sample_lake.valid())
    build_warehouse(store, home, now=sample_lake.NOW)
    return home


def failures(home: Home, published: Path) -> list[str]:
    reports = check_warehouse(published, Store(home.lake), now=sample_lake.NOW, run_id="run")
    return [
        f"{report.table.removeprefix('warehouse.')}.{outcome.check}"
        for report in reports
        for outcome in report.outcomes
        if not outcome.passed
    ]


def test_a_sound_warehouse_passes(built: Home) -> None:
    """A check that fails on a sound build would be switched off."""
    assert failures(built, built.published) == []


@pytest.mark.parametrize("check", DEFECTS)
def test_a_seeded_defect_fails_its_check_and_no_other(built: Home, check: str, tmp_path: Path) -> None:
    """The published file is what people ask: what is wrong in it must be named, once."""
    spoiled = tmp_path / "spoiled.duckdb"
    shutil.copyfile(built.published, spoiled)
    with closing(duckdb.connect(str(spoiled))) as connection:
        connection.execute(DEFECTS[check])
    assert failures(built, spoiled) == [check]


def test_a_file_that_does_not_open_fails_every_check_as_not_run(built: Home, tmp_path: Path) -> None:
    """A damaged file is no verdict on the figures, and must not look like one."""
    damaged = tmp_path / "damaged.duckdb"
    damaged.write_bytes(b"not a database" * 1000)
    reports = check_warehouse(damaged, Store(built.lake), now=sample_lake.NOW, run_id="run")
    assert {outcome.status for report in reports for outcome in report.outcomes} == {"not_run"}
    assert all(outcome.reason for report in reports for outcome in report.outcomes)
