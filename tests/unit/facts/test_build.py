"""From articles in the lake to the four fact tables."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from assets import schemas
from assets.facts.build import build_facts
from assets.facts.language import Language
from assets.store import Store

DAY = date(2031, 5, 8)
TEXT = (
    "At least 12 people were killed and more than 90 injured in Kyiv on Wednesday, the fire service said.\n\n"
    "“We lost everything,” said Oleh Marchuk, 41. Prices rose 4.2 percent."
)


def article(article_id: str, **changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "article_id": article_id,
        "revision": 1,
        "title": "12 dead in Kyiv",
        "text": TEXT,
        "authors": [],
        "outlet": "The Marlow Courier",
        "outlet_id": "the-marlow-courier",
        "url": None,
        "published_at": datetime(2031, 5, 8, 6, tzinfo=UTC),
        "published_precision": "second",
        "published_offset_minutes": 0,
        "published_raw": None,
        "updated_at": None,
        "language": "en",
        "kind": "article",
        "section": None,
        "tags": [],
        "wire_credit": None,
        "flags": [],
        "captions": "",
        "left_out": "",
        "word_count": 30,
        "text_sha256": "0" * 64,
        "source_path": "inbox/a.jsonl",
        "source_record": 1,
        "source_sha256": "0" * 64,
        "arrived_at": datetime(2031, 5, 8, 7, tzinfo=UTC),
    }
    return row | changes


def store_with(tmp_path: Path, *rows: dict[str, Any]) -> Store:
    store = Store(tmp_path)
    store.write_day(schemas.ARTICLES, DAY, pa.Table.from_pylist(list(rows), schema=schemas.ARTICLES.schema))
    return store


def test_every_row_leads_back_to_its_text(tmp_path: Path, language: Language) -> None:
    """An offset that does not give back its phrase makes a figure untraceable."""
    caption = "Firefighters in Kyiv, where Mayor Anton Rybak said 95 people were hurt."
    store = store_with(tmp_path, article("a1", captions=f"A crane.\n\n{caption}"))
    build_facts(store, [DAY], language)
    parts = {"title": "12 dead in Kyiv", "text": TEXT, "caption": f"A crane.\n\n{caption}"}
    for table, phrase in (
        (schemas.SENTENCES, "text"),
        (schemas.ENTITY_MENTIONS, "text"),
        (schemas.NUMERIC_FACTS, "phrase"),
    ):
        rows = store.read(table).to_pylist()
        assert {row["part"] for row in rows} == set(parts)
        for row in rows:
            assert parts[row["part"]][row["start"] : row["end"]] == row[phrase]


def test_the_facts_of_an_article(tmp_path: Path, language: Language) -> None:
    """A line that loses the measure, the place or the day of a figure cannot answer what was asked."""
    store = store_with(tmp_path, article("a1"))
    build_facts(store, [DAY], language)
    rows = [row for row in store.read(schemas.NUMERIC_FACTS).to_pylist() if row["part"] == "text"]
    killed, injured, age, share = rows
    assert (killed["value"], killed["low"], killed["high"], killed["measure"]) == (12.0, 12.0, None, "killed")
    assert (killed["place"], killed["place_country"], killed["time_start"]) == ("Kyiv", "UA", date(2031, 5, 7))
    assert killed["said_by"] == "the fire service"
    assert (injured["value"], injured["counted"], injured["measure"]) == (90.0, "people", "injured")
    assert (age["value"], age["unit"], age["counted"]) == (41.0, "year", "Oleh Marchuk")
    assert (share["value"], share["unit_code"], share["direction"]) == (4.2, "%", "increase")
    assert all(0 < row["confidence"] < 1 for row in rows)


def test_running_again_changes_no_byte(tmp_path: Path, language: Language) -> None:
    """A second run over unchanged articles must leave every file as it is."""
    store = store_with(tmp_path, article("a1"), article("a2", text=TEXT + " Nine men fled."))
    first = build_facts(store, [DAY], language)
    again = build_facts(store, [DAY], Language())
    assert first.changed_days() == [DAY]
    assert again.changed_days() == []
    assert {write.rows for write in again.writes if write.table == "numeric_facts"} == {first.rows("numeric_facts")}


def test_only_english_is_read(tmp_path: Path, language: Language) -> None:
    """English rules applied to another language give nonsense; such articles get no rows and are counted."""
    store = store_with(tmp_path, article("a1", language="fr", text="Douze personnes ont été tuées à Lyon."))
    report = build_facts(store, [DAY], language)
    assert report.rows("numeric_facts") == 0
    assert report.counts["articles_in_other_languages"] == 1
    assert not store.day_path(schemas.SENTENCES, DAY).exists()


def test_every_revision_is_read(tmp_path: Path, language: Language) -> None:
    """A corrected figure is told from the first one only if both revisions have rows."""
    store = store_with(
        tmp_path,
        article("a1", text="Nine people died in Torvale."),
        article("a1", revision=2, text="Eleven people died in Torvale."),
    )
    build_facts(store, [DAY], language)
    rows = store.read(schemas.NUMERIC_FACTS).to_pylist()
    assert [(row["revision"], row["value"]) for row in rows if row["part"] == "text"] == [(1, 9.0), (2, 11.0)]
