"""Ids of entities over a seeded corpus, through the stage itself: neither order, batches nor other articles matter."""

from __future__ import annotations

import random
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from assets import schemas
from assets.facts.build import build_facts
from assets.facts.kept import KeptAnalyses
from assets.store import Store
from tests.unit.facts.test_build import article

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assets.facts.language import Language

SEED = 20310508
ARTICLES = 24
DAY = date(2031, 5, 8)
PEOPLE = ("Marta Quill", "Peter Quill", "Anna Lund", "Volodymyr Zelensky", "Volodymyr Zelenskyy", "Omar bin Tarim")
BODIES = ("Northern Harbour Authority", "Defence Ministry", "Norwegian Ministry of Defence", "United Nations", "U.N.")
PLACES = ("Oslo", "Georgia", "Portland, Maine", "Kharkiv", "Texas", "Norway", "Ukraine", "Springfield")
# What follows a name in full: the surname alone, a title, an abbreviation, a state that tells which town is meant.
SENTENCES = (
    "{person} met envoys of the {body} in {place} on Monday.",
    "President {surname} said that the {body} had closed {number} piers.",
    "{surname}, {number}, spoke for the {body} in {place}.",
    "Officials in {place} and {other} thanked {person} and the {body} (NHA).",
    "The NHA fined {surname} and {second}, the mayor of {other}.",
)


def invented_corpus() -> dict[str, dict[str, Any]]:
    """Articles by id, whose names overlap in every way that could join or part entities."""
    chance = random.Random(SEED)  # noqa: S311
    corpus = {}
    for number in range(ARTICLES):
        person, second = chance.sample(PEOPLE, 2)
        place, other = chance.sample(PLACES, 2)
        names = {"person": person, "second": second, "surname": person.split()[-1], "place": place, "other": other}
        lines = [
            line.format(**names, body=chance.choice(BODIES), number=chance.randint(2, 90))
            for line in chance.sample(SENTENCES, 3)
        ]
        key = f"a{number}"
        corpus[key] = article(key, title=f"{person} in {place}", text="\n\n".join(lines))
    return corpus


def entities_of(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Each article with what it names, and who its speakers are."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in store.read(schemas.ENTITY_MENTIONS).to_pylist():
        mention = (
            row["part"],
            row["start"],
            row["end"],
            row["kind"],
            row["entity_id"],
            row["name"],
            row["geonames_id"],
        )
        found.setdefault(row["article_id"], []).append(mention)
    for row in store.read(schemas.QUOTES).to_pylist():
        found.setdefault(row["article_id"], []).append((row["start"], row["end"], row["speaker_entity_id"]))
    return {key: sorted(rows, key=repr) for key, rows in found.items()}


def arrive(store: Store, batches: Iterable[tuple[date, list[dict[str, Any]]]]) -> list[date]:
    """Articles come in batches, each into a news day, and join what the day has already; the days, last one first."""
    days = []
    for day, rows in batches:
        whole = [*store.read(schemas.ARTICLES, [day]).to_pylist(), *rows]
        store.write_day(schemas.ARTICLES, day, pa.Table.from_pylist(whole, schema=schemas.ARTICLES.schema))
        days.insert(0, day)
    return days


@settings(max_examples=12, deadline=None, derandomize=True)
@given(
    order=st.permutations(range(ARTICLES)),
    taken=st.integers(1, ARTICLES),
    size=st.integers(1, ARTICLES),
    days=st.integers(1, 4),
    is_kept=st.booleans(),
)
def test_an_id_depends_on_its_own_article_alone(
    language: Language, order: list[int], taken: int, size: int, days: int, is_kept: bool
) -> None:
    """An entity changed its id when more articles arrived, in another order or batch, or were known before."""
    corpus = list(invented_corpus().values())
    with tempfile.TemporaryDirectory() as folder:
        whole = Store(Path(folder) / "whole")
        build_facts(whole, arrive(whole, [(DAY, corpus)]), language)
        expected = entities_of(whole)
        assert len({entity[4] for rows in expected.values() for entity in rows if len(entity) > 4}) > len(PEOPLE)

        part = Store(Path(folder) / "part")
        kept = KeptAnalyses(Path(folder) / "kept", "one", 10) if is_kept else None
        chosen = [corpus[i] for i in order[:taken]]
        for first in range(0, taken, size):
            batch = (DAY + timedelta(days=(first // size) % days), chosen[first : first + size])
            build_facts(part, arrive(part, [batch]), language, kept=kept)
        assert entities_of(part) == {row["article_id"]: expected[row["article_id"]] for row in chosen}
