"""The sample through the whole line, as a newcomer runs it, and what its published file then answers."""

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import on_sample


@pytest.fixture(scope="module")
def home(sample_home: Path) -> Path:
    """The home folder on which the sample was run."""
    return sample_home


def ask(home: Path, sql: str) -> list[dict[str, Any]]:
    """Rows that the published file answers."""
    rows: list[dict[str, Any]] = json.loads(on_sample(home, "query", "--format", "json", sql))
    return rows


def test_every_record_ends_once(home: Path) -> None:
    """Thirty-two records go in: thirty-one revisions of twenty-nine articles and one reject must come out."""
    assert ask(home, "select count(*) n, count(distinct article_id) a from articles") == [{"n": 31, "a": 29}]
    assert ask(home, "select reason from rejects") == [{"reason": "binary"}]


def test_the_carried_wire_report_is_a_copy_and_the_recurring_notice_is_not(home: Path) -> None:
    """A copy counted as a source doubles every figure; a notice of another day is news of its own."""
    copies = ask(home, "select outlet_id, original_outlet_id from copying")
    assert copies == [{"outlet_id": "northernledger.example", "original_outlet_id": "coastlinewire.example"}]


def test_reports_of_one_event_are_one_story(home: Path) -> None:
    """Reports of the explosion by four outlets over three days belong together, the floods apart from them."""
    stories = ask(
        home,
        "select count(distinct story_id) n, count(distinct outlet_id) o from articles where title ilike '%valpara%so%' or title ilike '%chilean port%'",
    )
    assert stories == [{"n": 1, "o": 4}]
    floods = ask(
        home,
        "select count(distinct story_id) n, count(distinct outlet_id) o from articles where title in"
        " ('Flood death toll in southern Austria climbs to 23', 'Austria floods: at least 31 dead, says Red Cross',"
        " 'Floods in Styria kill at least 23 and cut off villages')",
    )
    assert floods == [{"n": 1, "o": 3}]


def test_a_correction_replaces_the_figure_it_corrects(home: Path) -> None:
    """The wire's first 1,500 must not stand beside its corrected 1,200 as what the wire says now."""
    latest = ask(
        home,
        "select distinct f.value from numeric_facts f join articles a using (article_id, revision)"
        " where a.is_latest and a.outlet_id = 'coastlinewire.example' and f.part = 'title' and f.value > 1000",
    )
    assert latest == [{"value": 1200.0}]


def test_disagreeing_tolls_are_a_disagreement(home: Path) -> None:
    """The ministry's 23 against the Red Cross's 31 is what a journalist wants to see first."""
    found = ask(home, "select measure, low, high from disagreements order by rank limit 1")
    assert [row["measure"] for row in found] == ["killed"]
    assert found[0]["low"] <= 23 <= 31 <= found[0]["high"]


def test_denied_tolls_are_kept_apart(home: Path) -> None:
    """A figure that is reported as denied must not raise the toll."""
    denied = ask(
        home, "select distinct best from other_figures where measure = 'killed' and polarity = 'denied' order by best"
    )
    assert [row["best"] for row in denied] == [15.0, 20.0, 40.0]
    assert (
        ask(home, "select * from story_figures where measure = 'killed' and best in (20, 40) and bound = 'exact'") == []
    )


def test_the_same_input_again_changes_no_byte(home: Path) -> None:
    """A second run over the same files must leave every Parquet file alone."""
    before = {path: path.read_bytes() for path in (home / "lake").rglob("*.parquet")}
    on_sample(home, "run", "docs/sample/inbox")
    assert {path: path.read_bytes() for path in (home / "lake").rglob("*.parquet")} == before
    assert before
