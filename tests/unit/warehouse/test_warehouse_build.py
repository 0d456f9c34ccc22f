"""What a build holds, and that a partial build holds the same as a full one."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from ferry_lake import ferry_lake
from warehouse_lake import Lake, at

from assets import schemas
from assets.store import OutdatedLakeError
from assets.warehouse.build import build_warehouse
from assets.warehouse.building import soundness, statements
from assets.warehouse.building.publish import open_read_only

NOW = datetime(2031, 6, 1, tzinfo=UTC)
OTHER_NOW = datetime(2031, 6, 2, tzinfo=UTC)


def contents(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, in an order of their own."""
    with closing(open_read_only(file)) as connection:
        return {
            s.name: sorted(map(repr, connection.execute(f'SELECT * FROM "{s.name}"').fetchall()))
            for s in statements.load()
            if s.kind == "table"
        }


def asked(file: Path, query: str) -> list[tuple[Any, ...]]:
    """Rows of one query."""
    with closing(open_read_only(file)) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """The ferry lake, built and published; read only."""
    lake = ferry_lake(tmp_path_factory.mktemp("ferry"))
    build_warehouse(lake.write(), lake.home, now=NOW)
    return lake


def test_every_table_view_and_column_has_a_comment(ferry: Lake) -> None:
    """A column that nobody explains is a column that everybody reads differently."""
    bare = asked(
        ferry.home.published,
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL "
        "AND table_name NOT IN ('build_info', 'lake_files')",
    )
    tables = asked(ferry.home.published, "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL")
    views = asked(ferry.home.published, "SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL")
    assert bare == tables == views == []


def test_a_lake_column_keeps_its_meaning(ferry: Lake) -> None:
    """Comments written a second time in sql/ drift away from assets/schemas.py."""
    found = dict(
        asked(
            ferry.home.published, "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'numeric_facts'"
        )
    )
    for column in schemas.NUMERIC_FACTS.columns:
        assert found[column.name] == column.meaning


def test_headers_name_no_column_that_is_not_there(ferry: Lake) -> None:
    """A renamed column leaves its old comment behind in the header."""
    found = set(asked(ferry.home.published, "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"))
    stale = [
        (s.name, c) for s in statements.load() for c in s.columns if s.kind != "macro" and (s.name, c) not in found
    ]
    assert stale == []


def test_a_statement_names_everything_it_reads() -> None:
    """A need left out builds by luck of the alphabet and breaks partial builds, which narrow what is named."""
    names = {s.name for s in statements.load()}
    for statement in statements.load():
        words = set(statement.select.replace("(", " ").replace(")", " ").replace(",", " ").split())
        ctes = {
            line.split(" AS ")[0].removeprefix("WITH ").strip()
            for line in statement.select.splitlines()
            if " AS " in line and line.rstrip().endswith("(")
        }
        reads = (words & names) - ctes - {c.split(".")[-1] for c in words if "." in c}
        from_or_join = {
            n
            for n in reads
            if f"FROM {n}\n" in statement.select + "\n"
            or f" {n} AS " in statement.select
            or f"FROM {n} " in statement.select
        }
        assert from_or_join - {statement.name} <= set(statement.needs), statement.name


def test_an_empty_lake_gives_an_empty_warehouse(tmp_path: Path) -> None:
    """The first run of a newcomer may take in nothing but rejects, and the tables must still be there to ask."""
    lake = Lake(tmp_path)
    report = build_warehouse(lake.write(), lake.home, now=NOW)
    assert {name for name, rows in report.rows.items() if rows} == {"measures"}
    assert asked(lake.home.published, "SELECT count(*) FROM story_figures") == [(0,)]


def test_copies_count_once_and_later_texts_replace_earlier_ones(ferry: Lake) -> None:
    """Three outlets with one wire text counted as three sources, or a corrected toll beside the old one."""
    toll = asked(
        ferry.home.published,
        "SELECT low, best, high, independent_sources, figure FROM story_figures WHERE measure = 'killed' AND counted = 'person'",
    )
    assert toll == [(24.0, 24.0, 24.0, 2, "24")]
    early = asked(
        ferry.home.published,
        "SELECT low, best, high, independent_sources, reports, figure FROM story_figures_as_of('2031-05-12 10:00:00+00') "
        "WHERE measure = 'killed' AND counted = 'person'",
    )
    assert early == [(12.0, 12.0, None, 1, 3, "12 or more")]


def test_background_denied_and_possible_figures_stay_apart(ferry: Lake) -> None:
    """The dead of an earlier disaster added to this one's."""
    measures = asked(
        ferry.home.published, "SELECT best, scope, polarity FROM other_figures WHERE measure = 'killed' ORDER BY best"
    )
    assert measures == [(24.0, "current", "denied"), (30.0, "current", "possible"), (193.0, "background", "asserted")]
    assert asked(ferry.home.published, "SELECT count(*) FROM story_figures WHERE best = 193") == [(0,)]


def test_a_storys_title_is_the_headline_nearest_to_the_others(tmp_path: Path) -> None:
    """A side piece that came first gave its headline to the story of weeks."""
    lake = Lake(tmp_path)
    for hour, title in enumerate(
        (
            "What every sailor should carry",
            "Halmstrand tunnel fire closes the coast road",
            "Fire in Halmstrand tunnel: coast road shut",
            "Two hurt by tunnel fire on the coast road at Halmstrand, police say on Thursday",
        )
    ):
        lake.article("Brackwater Post", f"05-12 1{hour}:00", title, story="fire")
    lake.article("Brackwater Post", "05-12 10:00", "Mill sold", story="mill")
    lake.article("Elmsford Herald", "05-12 11:00", "Old mill has a new owner", story="mill")
    build_warehouse(lake.write(), lake.home, now=NOW)
    titles = asked(lake.home.published, "SELECT title FROM stories ORDER BY articles DESC")
    assert titles == [("Halmstrand tunnel fire closes the coast road",), ("Mill sold",)]


def test_articles_as_of_gives_the_text_that_stood_then(ferry: Lake) -> None:
    """A page corrected at four o'clock quoted as if it had said so at three."""
    query = "SELECT title FROM articles_as_of('2031-05-12 {}:00+00') WHERE outlet = 'Elmsford Herald'"
    assert asked(ferry.home.published, query.format("15:00")) == [("Ferry toll rises to 19",)]
    assert asked(ferry.home.published, query.format("17:00")) == [("Ferry toll rises to 20",)]


def test_the_timeline_says_who_moved_first(ferry: Lake) -> None:
    """Steps in the order of arrival rather than of report, or copies credited with the news."""
    steps = asked(
        ferry.home.published,
        "SELECT t.value, t.first_outlet, t.sources FROM figure_timeline AS t JOIN story_figures AS f USING (figure_id) "
        "WHERE f.measure = 'killed' AND f.counted = 'person' ORDER BY step",
    )
    assert steps == [
        (12.0, "Norlund Wire", 1),
        (19.0, "Elmsford Herald", 1),
        (20.0, "Elmsford Herald", 1),
        (23.0, "Kestrel News", 1),
        (17.0, "Daily Lantern", 1),
        (24.0, "Norlund Wire", 2),
    ]


def test_disagreements_put_the_denial_and_the_ages_on_the_list(ferry: Lake) -> None:
    """A denial of the leading figure that nobody gets to see."""
    listed = asked(ferry.home.published, "SELECT measure, is_denied, best, low, high FROM disagreements ORDER BY rank")
    assert ("killed", True, 24.0, 24.0, 24.0) in listed
    assert ("age", False, 36.0, 34.0, 36.0) in listed
    assert len(listed) == 2


def test_a_position_names_each_speaker_once(tmp_path: Path) -> None:
    """The Red Cross of one report and the Norlund Red Cross of the next as two voices for one number."""
    lake = Lake(tmp_path)
    voices = {
        "One": "the Norlund Red Cross",
        "Two": "Red Cross",
        "Three": "The Red Cross",
        "Four": "Norlund",
        "Five": "the President of Norlund",
    }
    for outlet, voice in voices.items():
        article = lake.article(outlet, "05-12 08:00")
        lake.fact(article, "killed", 31, counted="people", said_by=voice)
    other = lake.article("Six", "05-12 08:00")
    lake.fact(other, "killed", 23, counted="people", said_by="the ministry")
    build_warehouse(lake.write(), lake.home, now=NOW)
    [(positions,)] = asked(lake.home.published, "SELECT positions FROM disagreements")
    assert [(p["value"], p["speakers"]) for p in positions] == [
        (31, ["Norlund", "Norlund Red Cross", "President of Norlund"]),
        (23, ["ministry"]),
    ]


def test_a_storys_title_takes_no_side(tmp_path: Path) -> None:
    """A contested toll at the head of the page that shows it to be contested."""
    lake = Lake(tmp_path)
    for outlet, title in (
        ("One", "Halmstrand tunnel fire kills nine, says ministry"),
        ("Two", "Halmstrand tunnel fire kills 14, union says"),
        ("Three", "Halmstrand tunnel fire: ministry and union differ"),
        ("Four", "Halmstrand tunnel fire kills 9"),
    ):
        lake.article(outlet, "05-12 08:00", title)
    build_warehouse(lake.write(), lake.home, now=NOW)
    assert asked(lake.home.published, "SELECT title FROM stories") == [
        ("Halmstrand tunnel fire: ministry and union differ",)
    ]


def test_copying_counts_texts_and_lags(ferry: Lake) -> None:
    """The wire listed as the copier of its own customers."""
    rows = asked(
        ferry.home.published, "SELECT outlet, original_outlet, copies, median_lag_seconds FROM copying ORDER BY outlet"
    )
    assert rows == [("Brackwater Post", "Norlund Wire", 1, 3600), ("Daily Lantern", "Norlund Wire", 1, 3600)]


def test_two_outlets_without_a_name_are_two_sources(tmp_path: Path) -> None:
    """Files without metadata all counted as one outlet called unknown."""
    lake = Lake(tmp_path)
    for _ in range(2):
        article = lake.article(None, None, title=f"Text {_}")
        lake.fact(article, "killed", 12, bound="at_least", counted="people")
    build_warehouse(lake.write(), lake.home, now=NOW)
    assert asked(lake.home.published, "SELECT figure, independent_sources FROM story_figures") == [("12 or more", 2)]


@pytest.mark.parametrize(
    "change", ["another number", "a new revision on another day", "a day that disappears", "a story that splits"]
)
def test_a_partial_build_holds_what_a_full_one_holds(tmp_path: Path, change: str) -> None:
    """Rows of unchanged days that should have moved with a change elsewhere, or rows left behind."""
    lake = ferry_lake(tmp_path / "one")
    # Enough other days that one is a small part of the whole.
    for day in range(1, 25):
        article = lake.article("Quiet Times", f"06-{day:02} 08:00", f"Nothing new on {day}", story=f"quiet {day}")
        lake.fact(article, "killed", float(day), counted="people")
    build_warehouse(lake.write(), lake.home, now=NOW)
    day = at("05-13 00:00").date()
    if change == "another number":
        lake.rows["numeric_facts"][day][0] |= {"value": 25.0, "low": 25.0, "high": 25.0}
    elif change == "a new revision on another day":
        herald = next(
            r["article_id"] for r in lake.rows["articles"][at("05-12 00:00").date()] if r["outlet"] == "Elmsford Herald"
        )
        lake.article(
            "Elmsford Herald", "05-13 12:00", "Ferry toll: a correction", story="ferry", revision=3, article_id=herald
        )
    elif change == "a day that disappears":
        for table in lake.rows.values():
            table.pop(day, None)
    else:
        lake.rows["stories"][day][0]["story_id"] = "s0123456789abcdef"
    lake.write()
    report = build_warehouse(lake.store, lake.home, now=OTHER_NOW)
    assert report.changed
    assert not report.is_full
    partial = contents(lake.home.published)
    lake.home.published.unlink()
    assert build_warehouse(lake.store, lake.home, now=OTHER_NOW).is_full
    full = contents(lake.home.published)
    assert {name for name in full if full[name] != partial[name]} == set()


def test_an_unchanged_lake_is_not_built_again(tmp_path: Path) -> None:
    """Every run of the schedule rewriting a file that readers hold in their caches."""
    lake = ferry_lake(tmp_path)
    build_warehouse(lake.write(), lake.home, now=NOW)
    before = lake.home.published.stat()
    report = build_warehouse(lake.write(), lake.home, now=OTHER_NOW)
    assert not report.changed
    assert lake.home.published.stat().st_mtime_ns == before.st_mtime_ns


def test_an_unsound_build_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Doubtful rows in front of readers because only a log line complained."""
    lake = ferry_lake(tmp_path)
    build_warehouse(lake.write(), lake.home, now=NOW)
    before = lake.home.published.read_bytes()
    article = lake.article("Quiet Times", "06-01 08:00", "One more", story="more")
    lake.fact(article, "killed", 1)
    day = at("06-01 00:00").date()
    lake.add("numeric_facts", day, dict(lake.rows["numeric_facts"][day][0]))
    lake.write()
    with pytest.raises(RuntimeError, match="numeric_facts repeats 1 keys"):
        build_warehouse(lake.store, lake.home, now=OTHER_NOW)
    assert lake.home.published.read_bytes() == before


def test_a_lake_of_another_version_is_one_clear_line(tmp_path: Path) -> None:
    """A binder's words about a column that the reader has never heard of, after an update of the program."""
    lake = ferry_lake(tmp_path)
    build_warehouse(lake.write(), lake.home, now=NOW)
    before = lake.home.published.read_bytes()
    day = at("05-13 00:00").date()
    path = lake.store.day_path(schemas.NUMERIC_FACTS, day)
    pq.write_table(pq.ParquetFile(path).read().drop_columns(["part_spans"]), path)
    with pytest.raises(OutdatedLakeError, match=r"1 news days of the lake \(the first is 2031-05-13\)") as refused:
        build_warehouse(lake.store, lake.home, now=OTHER_NOW)
    assert refused.value.days == [day]
    assert "\n" not in str(refused.value)
    assert lake.home.published.read_bytes() == before


def test_lost_rows_are_noticed(ferry: Lake, tmp_path: Path) -> None:
    """A join that drops articles without a word."""
    copy = tmp_path / "copy.duckdb"
    shutil.copy(ferry.home.published, copy)
    with closing(duckdb.connect(str(copy))) as connection:
        connection.execute("DELETE FROM articles WHERE outlet = 'Kestrel News'")
        with pytest.raises(RuntimeError, match=r"articles has \d+ rows of \d+ in the lake"):
            soundness.verify(connection, ferry.store)


@pytest.mark.skipif(shutil.which("duckdb") is None, reason="the DuckDB command line is not installed")
def test_the_duckdb_command_line_opens_the_file(ferry: Lake) -> None:
    """A file in the newest storage format that the command line from PyPI cannot read."""
    found = subprocess.run(
        [
            "duckdb",
            "-readonly",
            "-csv",
            str(ferry.home.published),
            "SELECT best FROM story_figures_as_of('2032-01-01 00:00:00+00') WHERE measure = 'rescued'",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout.split() == ["best", "41.0"], found.stderr
