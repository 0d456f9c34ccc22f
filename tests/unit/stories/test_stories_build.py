"""The stage on the lake: days, stability, late arrivals."""

from datetime import timedelta
from pathlib import Path

import pytest

from assets import schemas
from assets.store import Store
from assets.stories.build import build_duplicates, build_stories, duplicate_index
from assets.stories.stream import group_rows
from bench.stories_articles import articles
from tests.unit.stories.rows import FERRY, FERRY_OWN, TUNNEL, article, digest, put, table

DAYS = 6


@pytest.fixture(scope="module")
def rows() -> list[dict]:
    return [
        article(row.id, row.title, row.text, row.published_at.replace(tzinfo=None).isoformat(), row.outlet)
        for row in articles(360, seed=9, days=DAYS)
    ]


def build(store: Store, days: list) -> None:
    build_stories(store, build_duplicates(store, days).changed_days(schemas.DUPLICATES.name) or days)


def column(store: Store, which: schemas.Table, name: str) -> dict[str, str]:
    return {row["article_id"]: row[name] for row in store.read(which).to_pylist()}


def test_day_by_day_gives_what_one_run_over_a_file_gives(tmp_path: Path, rows: list[dict]) -> None:
    """The lake, which sees a day at a time, grouped articles otherwise than the filter, which sees all."""
    store = Store(tmp_path)
    for day in put(store, rows):
        build(store, [day])
    expected = {row["article_id"]: row["duplicate_group"] for row in group_rows(table(rows)).to_pylist()}
    assert column(store, schemas.DUPLICATES, "duplicate_group") == expected


def test_the_same_days_again_change_no_byte(tmp_path: Path, rows: list[dict]) -> None:
    """A second run rewrote files, and everything downstream was computed again."""
    store = Store(tmp_path)
    days = put(store, rows)
    build(store, days)
    before = digest(tmp_path)
    first, second = build_duplicates(store, days), build_stories(store, days)
    assert digest(tmp_path) == before
    assert first.changed_days() == second.changed_days() == []


def test_ids_stand_when_later_days_arrive(tmp_path: Path, rows: list[dict]) -> None:
    """Ids of yesterday's groups and stories were others today."""
    store = Store(tmp_path)
    days = put(store, rows)
    build(store, days[:3])
    groups = column(store, schemas.DUPLICATES, "duplicate_group")
    stories = column(store, schemas.STORIES, "story_id")
    build(store, days[3:])
    assert groups.items() <= column(store, schemas.DUPLICATES, "duplicate_group").items()
    assert stories.items() <= column(store, schemas.STORIES, "story_id").items()


def test_a_late_original_takes_over_its_copies_and_the_old_id_is_kept(tmp_path: Path) -> None:
    """A late arrival on an old day left later days in groups that no longer stood, and old ids were lost."""
    store = Store(tmp_path)
    copy = article("copy", "Ferry aground off Marrow Point", FERRY, "2026-02-05T06:00", "lake-gazette")
    other = article("other", "Kelder tunnel breaks through", TUNNEL, "2026-02-03T05:00")
    put(store, [copy, other])
    build(store, [other["day"], copy["day"]])
    old_group = column(store, schemas.DUPLICATES, "duplicate_group")["copy"]
    old_story = column(store, schemas.STORIES, "story_id")["copy"]

    late = article("late", "Ferry aground off Marrow Point", FERRY, "2026-02-03T06:00", wire="Northwire")
    put(store, [other, late])
    report = build_duplicates(store, [late["day"]])
    assert report.changed_days() == [late["day"], copy["day"]]
    build_stories(store, report.changed_days())
    rows = {row["article_id"]: row for row in store.read(schemas.DUPLICATES).to_pylist()}
    assert rows["copy"]["duplicate_group"] == rows["late"]["duplicate_group"] != old_group
    assert (rows["copy"]["previous_group"], rows["late"]["previous_group"]) == (old_group, None)
    assert (rows["copy"]["original_id"], rows["copy"]["relation"]) == ("late", "copy")
    assert rows["copy"]["lag_seconds"] == timedelta(days=2).total_seconds()
    told = {row["article_id"]: row for row in store.read(schemas.STORIES).to_pylist()}
    assert told["copy"]["story_id"] == told["late"]["story_id"] != old_story
    assert told["copy"]["previous_story"] == old_story
    before = digest(tmp_path)
    build(store, [late["day"], copy["day"]])
    assert digest(tmp_path) == before


def test_a_removed_article_leaves_the_index(tmp_path: Path) -> None:
    """Copies went on pointing at an original that no longer existed."""
    store = Store(tmp_path)
    first = article("first", "Ferry aground off Marrow Point", FERRY, "2026-02-03T06:00")
    copy = article("copy", "Ferry aground off Marrow Point", FERRY, "2026-02-04T06:00")
    build(store, put(store, [first, copy]))
    store.write_day(schemas.ARTICLES, first["day"], schemas.ARTICLES.empty())
    report = build_duplicates(store, [first["day"]])
    build_stories(store, report.changed_days())
    assert column(store, schemas.DUPLICATES, "original_id") == {"copy": "copy"}
    assert set(column(store, schemas.STORIES, "story_id")) == {"copy"}


def test_the_latest_revision_is_compared(tmp_path: Path) -> None:
    """An article was compared by a text that it no longer has."""
    store = Store(tmp_path)
    day = put(store, [article("a", "Ferry aground", TUNNEL, "2026-02-03T06:00")])[0]
    old = store.read_day(schemas.ARTICLES, day)
    put(store, [article("a", "Ferry aground", FERRY, "2026-02-03T06:00")], revision=2)
    new = store.read_day(schemas.ARTICLES, day)
    put(store, [article("b", "Ferry aground", FERRY, "2026-02-03T07:00")])
    third = store.read_day(schemas.ARTICLES, day)
    import pyarrow as pa

    store.write_day(schemas.ARTICLES, day, pa.concat_tables([old, new, third]))
    build(store, [day])
    groups = column(store, schemas.DUPLICATES, "duplicate_group")
    assert len(groups) == 2
    assert groups["a"] == groups["b"]


def test_an_item_inside_a_roundup_is_contained_and_not_merged(tmp_path: Path) -> None:
    """A roundup swallowed every short item that it quotes."""
    store = Store(tmp_path)
    item = "\n\n".join(FERRY.split("\n\n")[:1])
    roundup = "\n\n".join([TUNNEL, item, FERRY_OWN.replace("Grey Heron", "Red Kite").replace("Tessen", "Halm")] * 1)
    put(
        store,
        [
            article("item", "Ferry aground off Marrow Point", item, "2026-02-03T06:00"),
            article("roundup", "The day in brief", roundup, "2026-02-03T20:00", "lake-gazette"),
        ],
    )
    build(store, store.days(schemas.ARTICLES))
    rows = store.read(schemas.CONTAINMENTS).to_pylist()
    assert [(row["article_id"], row["contained_id"]) for row in rows] == [("roundup", "item")]
    groups = column(store, schemas.DUPLICATES, "duplicate_group")
    assert groups["item"] != groups["roundup"]


def test_one_article_stands_for_a_story_each_day(tmp_path: Path, rows: list[dict]) -> None:
    """A story had no title on some days and two on others."""
    store = Store(tmp_path)
    build(store, put(store, rows))
    told = store.read(schemas.STORIES).to_pylist()
    standing = [(row["story_id"], row["day"]) for row in told if row["is_representative"]]
    assert sorted(standing) == sorted({(row["story_id"], row["day"]) for row in told})


def test_late_articles_leave_the_story_index_as_if_they_had_come_in_time(tmp_path: Path, rows: list[dict]) -> None:
    """Later days kept the keys of the time when other terms were rare, and met other articles than a full run did."""
    whole, grown = Store(tmp_path / "whole"), Store(tmp_path / "grown")
    days = put(whole, rows)
    build(whole, days)
    first = [row for row in rows if row["day"] == days[0]]
    put(grown, [*first[:20], *(row for row in rows if row["day"] != days[0])])
    build(grown, days)
    put(grown, first)
    build(grown, days[:1])

    def indexed(folder: str) -> dict[str, bytes]:
        return {path: content for path, content in digest(tmp_path / folder).items() if "story_index" in path}

    assert indexed("grown") == indexed("whole")
    assert column(grown, schemas.STORIES, "story_id") == column(whole, schemas.STORIES, "story_id")


def test_an_index_of_another_version_is_made_anew(tmp_path: Path, rows: list[dict]) -> None:
    """After an update no copy was found across days, in silence, or the stage ended in a fault."""
    store = Store(tmp_path)
    days = put(store, rows)
    build(store, days)
    before = digest(tmp_path)
    for name in ("duplicate_index", "story_index"):
        (tmp_path / name / "format").write_text("1\n", encoding="ascii")
        (tmp_path / name / f"day={days[1].isoformat()}" / "articles.arrow").write_bytes(b"of another version")
    build(store, [days[-1]])
    assert digest(tmp_path) == before
    assert not [entry for entry in tmp_path.iterdir() if entry.name.endswith(".outdated")]


def test_days_of_an_older_index_stay_owed_until_they_stand(tmp_path: Path, rows: list[dict]) -> None:
    """A process that ended while an old index was made anew left days without one."""
    store = Store(tmp_path)
    days = put(store, rows)
    build(store, days)
    index = duplicate_index(tmp_path)
    (index.root / "format").write_text("1\n", encoding="ascii")
    assert index.take_up() == days
    assert index.days() == []
    assert duplicate_index(tmp_path).take_up() == days
    build(store, [days[0]])
    assert duplicate_index(tmp_path).take_up() == []
    assert duplicate_index(tmp_path).days() == days
