"""What the warehouse reads out of a number's words: whom it counts, in which condition, and who says it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
from warehouse_lake import Lake

from assets.warehouse.build import build_warehouse

NOW = datetime(2031, 6, 1, tzinfo=UTC)


def asked(lake: Lake, query: str) -> list[tuple[Any, ...]]:
    """The answer of the warehouse that the lake makes."""
    build_warehouse(lake.write(), lake.home, now=NOW)
    with duckdb.connect(str(lake.home.published), read_only=True) as connection:
        return connection.execute(query).fetchall()


def stated(lake: Lake, article: str, measure: str, sentence: str, numbers: dict[str, float]) -> None:
    """Facts of one sentence, each at its phrase."""
    number = sum(row["article_id"] == article for row in lake.rows["sentences"][lake.days[article, 1]])
    lake.sentence(article, number, sentence)
    start = lake.rows["sentences"][lake.days[article, 1]][-1]["start"]
    for phrase, value in numbers.items():
        at = start + sentence.index(phrase)
        lake.fact(
            article, measure, value, counted="people", phrase=phrase, sentence_no=number, start=at, end=at + len(phrase)
        )
        del lake.rows["sentences"][lake.days[article, 1]][-1]


def test_patients_in_a_condition_are_no_other_count_of_all(tmp_path: Path) -> None:
    """Two in critical condition, set against six who are in hospital."""
    lake = Lake(tmp_path)
    first = lake.article("A", "05-12 08:00", "Crash", story="crash")
    stated(lake, first, "hospitalised", "Six people went to hospital.", {"Six people": 6})
    second = lake.article("B", "05-12 08:00", "Crash on a road", story="crash")
    stated(lake, second, "hospitalised", "It left two of them in critical condition.", {"two of them": 2})
    third = lake.article("C", "05-12 08:00", "Bus crash", story="crash")
    text = "Seven people are in hospital, two of them in critical condition."
    stated(lake, third, "hospitalised", text, {"Seven people": 7, "two of them": 2})
    rows = asked(lake, "SELECT value, counted, class FROM figure_reports ORDER BY outlet, value")
    assert rows == [
        (6, "person", "conflict"),
        (2, "in critical condition", "other_scope"),
        (2, "in critical condition", "other_scope"),
        (7, "person", "conflict"),
    ]


def test_confirmed_cases_are_cases_of_people(tmp_path: Path) -> None:
    """Four figures of one count: cases, confirmed cases, infections, people."""
    lake = Lake(tmp_path)
    for outlet, counted in zip("ABCD", ("cases", "confirmed cases", "COVID-19 infections", "people"), strict=True):
        article = lake.article(outlet, "05-12 08:00", f"Outbreak {outlet}", story="outbreak")
        lake.fact(article, "infected", 61, counted=counted)
    assert asked(lake, "SELECT counted, best, independent_sources FROM story_figures") == [("person", 61, 4)]


def test_a_pronoun_is_no_speaker(tmp_path: Path) -> None:
    """One who leads the list of speakers under the name of "He"."""
    lake = Lake(tmp_path)
    article = lake.article("A", "05-12 08:00", "Fire")
    lake.fact(article, "killed", 3, counted="people", said_by="He", said_by_kind="other")
    lake.fact(article, "injured", 5, counted="people", said_by="police", said_by_kind="police")
    assert asked(lake, "SELECT speaker, is_named, numbers FROM speakers") == [("police", False, 1)]


def test_the_whole_worlds_count_stands_apart(tmp_path: Path) -> None:
    """One country's dead against the world's, as if two reports disagreed."""
    lake = Lake(tmp_path)
    first = lake.article("A", "05-12 08:00", "Fever closes the schools of Norlund", story="fever")
    stated(lake, first, "killed", "Norlund said that 1,016 people had died of the fever.", {"1,016 people": 1016})
    second = lake.article("B", "05-12 08:00", "Fever closes ports", story="fever")
    stated(lake, second, "killed", "The fever has killed 4,700 people around the world.", {"4,700 people": 4700})
    rows = asked(lake, "SELECT value, counted, class FROM figure_reports ORDER BY value")
    assert rows == [(1016, "person", "same"), (4700, "worldwide", "other_scope")]


def test_the_rest_of_those_told_before_is_no_other_count(tmp_path: Path) -> None:
    """The sheriff's other three, set against the four of whom they are."""
    lake = Lake(tmp_path)
    article = lake.article("A", "05-12 08:00", "Four hurt at a filling station", story="station")
    stated(lake, article, "injured", "Four men were shot outside a shop.", {"Four men": 4})
    stated(lake, article, "injured", "One may die, and the other three have serious injuries.", {"three": 3})
    for row in lake.rows["numeric_facts"][lake.days[article, 1]][1:]:
        row["said_by"] = "the sheriff"
    other = lake.article("B", "05-12 08:00", "Shots at a shop", story="station")
    stated(lake, other, "injured", "Four men were hurt.", {"Four men": 4})
    rows = asked(lake, "SELECT value, class FROM figure_reports ORDER BY outlet, start")
    assert rows == [(4, "same"), (3, "other_scope"), (4, "same")]


def test_a_citys_night_is_no_single_shooting(tmp_path: Path) -> None:
    """All the wounded of a night, set against those of one street."""
    lake = Lake(tmp_path)
    first = lake.article("A", "05-12 08:00", "A night in Brackwater", story="night")
    stated(lake, first, "injured", "At least 16 people were hurt in shootings across Brackwater.", {"16 people": 16})
    second = lake.article("B", "05-12 08:00", "Shots at a bus stop", story="night")
    stated(lake, second, "injured", "Five people were shot at a bus stop.", {"Five people": 5})
    rows = asked(lake, "SELECT value, counted, class FROM figure_reports ORDER BY outlet")
    assert rows == [(16, "in several events", "other_scope"), (5, "person", "same")]
