"""Judging: what could not run is no verdict, nothing is judged twice, offsets count code points."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from assets import schemas
from assets.ids import stable_id
from assets.quality import scan
from assets.quality.outcome import EXAMPLES, Outcome
from assets.quality.run import check_lake_table
from assets.quality.suite import Check, Suite, load, offenders
from assets.store import Store
from tests.unit.quality import sample_lake
from tests.unit.quality.sample_lake import HISTORY, JUDGED, NOW


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return sample_lake.write(tmp_path_factory.mktemp("lake"), sample_lake.valid())


def judge(store: Store, *checks: Check, table: str = "articles") -> dict[str, Outcome]:
    suite = Suite(table, "lake", schemas.table(table).key, checks)
    report = check_lake_table(store, table, [JUDGED], now=NOW, run_id="run", suite=suite)
    return {outcome.check: outcome for outcome in report.outcomes}


def on_rows(name: str, expectation: str, **kwargs: object) -> Check:
    return Check(name, "Guards.", "critical", "rows", expectation, kwargs)


def test_a_check_that_cannot_run_says_so_and_leaves_the_others_alone(store: Store) -> None:
    """A wrong column or a slip in SQL must not pass, must not count as bad data, and must not hide its neighbours."""
    found = judge(
        store,
        on_rows("no_such_expectation", "ExpectTheImpossible", column="revision"),
        on_rows("wrong_arguments", "ExpectColumnValuesToBeBetween", column="revision", min_value="x", max_value=3),
        offenders("slip_in_sql", "Guards.", "critical", "SELECT day, no_such_column AS id FROM articles"),
        offenders("sound", "Guards.", "critical", "SELECT day, article_id AS id FROM articles WHERE revision < 1"),
        on_rows("sound_rows", "ExpectColumnValuesToBeBetween", column="revision", min_value=1),
    )
    assert {name: outcome.status for name, outcome in found.items()} == {
        "no_such_expectation": "not_run",
        "wrong_arguments": "not_run",
        "slip_in_sql": "not_run",
        "sound": "passed",
        "sound_rows": "passed",
    }
    assert "no_such_column" in found["slip_in_sql"].reason
    assert not found["slip_in_sql"].passed
    assert "says nothing about the data" in found["slip_in_sql"].sentence


def test_a_frame_that_lacks_rows_is_noticed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Great Expectations passes uniqueness and regexes on an empty frame: who judged nothing must say so."""
    sound = scan.LakeScan.rows
    monkeypatch.setattr(scan.LakeScan, "rows", lambda self: sound(self).iloc[:0])
    report = check_lake_table(store, "quotes", [JUDGED], now=NOW, run_id="run")
    (failed,) = [outcome for outcome in report.outcomes if not outcome.passed]
    assert failed.check == "every_row_was_judged"


def test_a_day_without_rows_passes_with_nothing_to_judge(store: Store) -> None:
    """A day on which nobody was quoted is no defect."""
    report = check_lake_table(store, "quotes", [JUDGED + timedelta(days=30)], now=NOW, run_id="run")
    assert all(outcome.passed for outcome in report.outcomes)
    assert {o.check: o.status for o in report.outcomes}["form_is_known"] == "nothing_to_judge"


def test_many_days_in_batches_give_what_one_batch_gives(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Years are judged in pieces that fit in memory; a piece must not be lost or counted twice."""
    days = [*HISTORY, JUDGED]

    def counts() -> dict[str, tuple[str, int, int]]:
        report = check_lake_table(store, "numeric_facts", days, now=NOW, run_id="run", suite=strict)
        return {o.check: (o.status, o.judged, o.offending) for o in report.outcomes}

    strict = load("numeric_facts")
    few = tuple(
        check for check in strict.checks if check.name in ("key_is_unique", "phrase_is_exact", "unit_is_well_formed")
    )
    dear = offenders("few_crews", "Guards.", "warning", "SELECT day, fact_id AS id FROM numeric_facts WHERE value > 10")
    high = on_rows("value_is_low", "ExpectColumnValuesToBeBetween", column="value", max_value=10)
    strict = replace(strict, checks=(*few, dear, high))
    whole = counts()
    monkeypatch.setattr(scan, "BATCH_ROWS", 15)
    assert len(list(scan.batches(store, schemas.NUMERIC_FACTS, days))) == 8
    assert counts() == whole
    assert whole["few_crews"] == ("failed", 8, 16)
    assert whole["value_is_low"] == ("failed", 80, 16)


def test_offenders_are_counted_all_and_named_in_part(store: Store) -> None:
    """Ten thousand ids in a check's metadata would drown the page, and the count alone helps nobody."""
    everything = "SELECT day, sentence_no || article_id AS id FROM sentences"
    found = judge(store, offenders("none_at_all", "Guards.", "warning", everything), table="sentences")
    assert found["none_at_all"].offending == 38
    assert len(found["none_at_all"].examples) == EXAMPLES
    assert all(example.day == JUDGED for example in found["none_at_all"].examples)


def test_offsets_count_code_points_in_every_script(tmp_path: Path) -> None:
    """DuckDB and Python must mean the same by a character: emoji, accents in two pieces, Cyrillic, a NUL."""
    lake = sample_lake.valid()
    text = "Zoe\u0308 😀👩‍🚒 мир ‘na\u00efve’ 汉字 \x00 At least 12 crews, she said."
    article = sample_lake.tell(
        lake, JUDGED, outlet="Odd Signs", title="Signs", sentences=(text,), number=40,
        entities=(("汉字", "other"),), facts=(("At least 12 crews", 12.0),),
    )  # fmt: skip
    assert article["article_id"] == stable_id("a", article["url"])
    store = sample_lake.write(tmp_path, lake)
    for table, check in (
        ("sentences", "text_is_exact"),
        ("entity_mentions", "text_is_exact"),
        ("numeric_facts", "phrase_is_exact"),
    ):
        suite = replace(load(table), checks=(load(table).check(check),))
        report = check_lake_table(store, table, [JUDGED], now=NOW, run_id="run", suite=suite)
        assert [outcome.status for outcome in report.outcomes] == ["passed"], table


def test_nothing_is_learned_from_too_little_history(store: Store) -> None:
    """In its first week a home folder must not be told that its days are unusual."""
    report = check_lake_table(store, "articles", [HISTORY[2]], now=NOW, run_id="run")
    assert {o.check: o.status for o in report.outcomes}["volume_is_usual"] == "nothing_to_judge"


def test_a_day_that_is_not_over_is_not_called_thin(tmp_path: Path) -> None:
    """At noon half of the day's articles are still to come."""
    lake = sample_lake.valid()
    kept = [row["article_id"] for row in sample_lake.judged(lake, "articles")[1:2]]
    lake["articles"] = [row for row in lake["articles"] if row["day"] != JUDGED or row["article_id"] in kept]
    store = sample_lake.write(tmp_path, lake)
    suite = replace(load("articles"), checks=(load("articles").check("volume_is_usual"),))

    def status(now_days: int) -> str:
        now = NOW + timedelta(days=now_days)
        return check_lake_table(store, "articles", [JUDGED], now=now, run_id="run", suite=suite).outcomes[0].status

    assert status(-1) == "nothing_to_judge"
    assert status(0) == "failed"
