"""Analyses kept between runs: a day computed again costs little, and never gives other rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from assets import schemas
from assets.facts.build import build_facts
from assets.facts.document import Texts
from assets.facts.kept import KeptAnalyses, reading_version
from assets.facts.language import Language
from assets.store import StageReport, Store

DAY = date(2031, 5, 8)
TEXTS = (
    "At least 12 people were killed and more than 90 injured in Kyiv on Wednesday, the fire service said.",
    "“We lost everything,” said Oleh Marchuk, 41. Prices rose 4.2 percent last year.",
)


def store_of(folder: Path, *texts: str, published: datetime | None = datetime(2031, 5, 8, 6, tzinfo=UTC)) -> Store:
    store = Store(folder / "lake")
    empty = dict.fromkeys(schemas.ARTICLES.schema.names)
    rows = [
        empty
        | {
            "article_id": f"a{n}",
            "revision": 1,
            "title": "",
            "text": text,
            "captions": "",
            "language": "en",
            "published_at": published,
        }
        for n, text in enumerate(texts)
    ]
    names = ("article_id", "revision", "title", "text", "captions", "language", "published_at")
    nullable = pa.schema([pa.field(f.name, f.type) for f in schemas.ARTICLES.schema])
    table = pa.Table.from_pylist(rows, schema=nullable)
    filled = {f.name: _filled(table[f.name], f) if f.name not in names else table[f.name] for f in nullable}
    store.write_day(schemas.ARTICLES, DAY, pa.table(filled).cast(schemas.ARTICLES.schema))
    return store


def _filled(column: pa.ChunkedArray, field: pa.Field) -> pa.Array:
    """A column nobody asks for here, with some value of its type."""
    if schemas.ARTICLES.schema.field(field.name).nullable:
        return column
    samples = {
        "string": "x",
        "int": 1,
        "timestamp": datetime(2031, 5, 8, 7, tzinfo=UTC),
        "list": [],
        "bool": False,
        "double": 0.0,
    }
    value = next(sample for kind, sample in samples.items() if kind in str(field.type))
    return pa.array([value] * len(column), field.type)


def lake_bytes(store: Store) -> dict[str, bytes]:
    return {table: (store.root / table / f"day={DAY}" / "part-0.parquet").read_bytes() for table in TABLES}


TABLES = ("sentences", "entity_mentions", "quotes", "numeric_facts")


def never(_: str) -> bool:
    raise AssertionError("a text that is known was parsed")


def kept_in(folder: Path, version: str = "one", megabytes: int = 5) -> KeptAnalyses:
    return KeptAnalyses(folder / "kept", version, megabytes)


def built(store: Store, language: Language, kept: KeptAnalyses) -> StageReport:
    return build_facts(store, [DAY], language, kept=kept)


def test_a_day_computed_again_is_not_parsed_and_has_the_same_bytes(tmp_path: Path, language: Language) -> None:
    """Recomputing a late day parsed all its articles again; and a kept row must not differ from a fresh one."""
    store = store_of(tmp_path, *TEXTS)
    built(store, language, kept_in(tmp_path))
    first = lake_bytes(store)
    report = built(store, Language(never), kept_in(tmp_path))
    assert report.counts["articles_known_before"] == len(TEXTS)
    assert lake_bytes(store) == first
    assert len(store.read(schemas.NUMERIC_FACTS, [DAY])) == 4


def test_only_what_is_new_is_parsed(tmp_path: Path, language: Language) -> None:
    """A late article must not cost a parse of the whole day, and must come out in its place."""
    built(store_of(tmp_path, TEXTS[1]), language, kept_in(tmp_path))
    store = store_of(tmp_path, *TEXTS)
    report = built(store, language, kept_in(tmp_path))
    assert report.counts["articles_known_before"] == 1
    ids = store.read(schemas.SENTENCES, [DAY])["article_id"].to_pylist()
    assert ids == sorted(ids)
    assert set(ids) == {"a0", "a1"}


def test_another_day_of_publication_is_another_reading(tmp_path: Path, language: Language) -> None:
    """'Last year' was resolved against the publication day of the first copy for every later one."""
    built(store_of(tmp_path, TEXTS[1]), language, kept_in(tmp_path))
    later = store_of(tmp_path, TEXTS[1], published=datetime(2035, 1, 1, tzinfo=UTC))
    built(later, language, kept_in(tmp_path))
    starts = set(later.read(schemas.NUMERIC_FACTS, [DAY])["time_start"].to_pylist())
    assert date(2034, 1, 1) in starts
    assert date(2030, 1, 1) not in starts


def test_another_version_reads_anew_and_drops_the_old(tmp_path: Path, language: Language) -> None:
    """After an upgrade or a changed word list the rows of the old one must not come back, nor pile up."""
    store = store_of(tmp_path, *TEXTS)
    built(store, language, kept_in(tmp_path, "one"))
    report = built(store, language, kept_in(tmp_path, "two"))
    assert report.counts["articles_known_before"] == 0
    assert kept_in(tmp_path, "one").find([(Texts("", TEXTS[0]), None)]) == [None]
    report = built(store, language, kept_in(tmp_path, "two"))
    assert report.counts["articles_known_before"] == len(TEXTS)


def test_the_file_stays_within_its_bound(tmp_path: Path) -> None:
    """What is kept grew with every day for ever."""
    rows = {"sentences": [{"text": "".join(chr(33 + (n * n + k) % 900) for n in range(4000))} for k in range(40)]}
    kept = kept_in(tmp_path, megabytes=1)
    texts = [(Texts("", f"text {n}"), None) for n in range(400)]
    for text in texts:
        kept.keep([(text, rows)])
    assert kept.path.stat().st_size > 1 << 20
    left = kept.prune()
    assert left <= 1 << 20
    found = kept.find(texts)
    assert found[-1] == rows
    assert found[0] is None


@pytest.mark.parametrize("damage", [b"", b"no database at all", b"SQLite format 3\x00 cut off"])
def test_a_damaged_file_costs_time_alone(tmp_path: Path, language: Language, damage: bytes) -> None:
    """A file cut short by a full disk stopped every later run."""
    store = store_of(tmp_path, *TEXTS)
    kept = kept_in(tmp_path)
    built(store, language, kept)
    first = lake_bytes(store)
    kept.path.write_bytes(damage)
    built(store, language, kept)
    assert lake_bytes(store) == first
    assert built(store, Language(never), kept).counts["articles_known_before"] == len(TEXTS)


def test_nothing_is_kept_where_the_user_wants_nothing_kept(tmp_path: Path, language: Language) -> None:
    """kept_megabytes = 0 must leave no file behind."""
    built(store_of(tmp_path, *TEXTS), language, kept_in(tmp_path, megabytes=0))
    assert not (tmp_path / "kept").exists()


def test_the_version_follows_the_lists(tmp_path: Path) -> None:
    """An edited word list gave the figures of the list before it."""
    folder = tmp_path / "lists"
    folder.mkdir()
    versions = [reading_version("c", None), reading_version("d", None)]
    (folder / "measures.tsv").write_text("patient\tenrol\tenrolled\n", encoding="utf-8")
    versions.append(reading_version("c", folder))
    (folder / "measures.tsv").write_text("patient\tenrol\tjoined\n", encoding="utf-8")
    versions.append(reading_version("c", folder))
    assert len(set(versions)) == len(versions)
    assert reading_version("c", folder) == versions[-1]
