"""Intake and build: each record once, on the right day, whatever the order, and nothing lost by a crash."""

from __future__ import annotations

import gzip
import json
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from articles_samples import NOW, PARAGRAPHS, TITLE, row
from lake_maker import Lake, write

from assets import schemas
from assets.articles import intake
from assets.articles.build import build_articles
from assets.articles.staging import arrivals
from assets.articles.staging.arrivals import Arrivals
from assets.errors import UserError


@pytest.fixture
def lake(tmp_path):
    return Lake(tmp_path / "home")


def test_articles_and_rejects_land_on_their_days(lake, tmp_path):
    """A record was lost between arrivals and the two tables, or lay on the day of the run."""
    path = write(tmp_path, "a.jsonl", [row(1), row(2, published_at=None), "broken", row(3, published_at="2026-02-01")])
    report = lake.take_in(path)
    assert (report.records, report.articles, dict(report.rejects)) == (4, 3, {"broken_record": 1})
    assert report.days == [date(2026, 2, 1), date(2026, 3, 3), NOW.date()]
    assert lake.pending.days() == report.days
    built = lake.build()
    assert built.counts == {
        "articles": 3,
        "revisions": 3,
        "repeated_paragraphs": 0,
        "rejects": 1,
        "rejects.broken_record": 1,
    }
    assert [(one["day"], one["title"]) for one in lake.rows()] == [
        (date(2026, 2, 1), f"{TITLE}, part 3"),
        (date(2026, 3, 3), f"{TITLE}, part 1"),
        (NOW.date(), f"{TITLE}, part 2"),
    ]
    reject = lake.rows(schemas.REJECTS)[0]
    assert (reject["day"], reject["source_record"], reject["reason"]) == (NOW.date(), 3, "broken_record")
    assert reject["source_path"] == str(path)


def test_the_same_input_twice_changes_nothing(lake, tmp_path):
    """A second run of the same folder gave every article a second time, or a new time of arrival."""
    path = write(tmp_path / "in", "a.jsonl", [row(1), "broken", row(2)])
    lake.take_in(path.parent)
    lake.build()
    before = lake.digests()
    lake.pending.clear(lake.pending.days())
    later = NOW + timedelta(days=3)
    report = lake.take_in(path.parent, now=later)
    assert (report.sources_known, report.records, report.days) == (1, 0, [])
    assert lake.pending.days() == []
    copy = write(tmp_path / "in", "copy.jsonl", [row(1), row(2)])
    report = lake.take_in(copy, now=later)
    assert (report.unchanged, report.articles, report.days) == (2, 0, [])
    build_articles(lake.store, [*lake.store.days(schemas.ARTICLES), later.date()])
    assert lake.digests() == before


def test_grown_file_brings_only_what_is_new(lake, tmp_path):
    """A file that was appended to was taken in again from its start."""
    rows = [row(1), "broken", row(2)]
    lake.take_in(write(tmp_path, "a.jsonl", rows))
    report = lake.take_in(write(tmp_path, "a.jsonl", [*rows, row(3)]))
    assert (report.known, report.articles, dict(report.rejects)) == (3, 1, {})


def test_changed_text_at_one_address_is_the_next_revision(lake, tmp_path):
    """An update replaced the article, or became an article of its own."""
    url = "https://ellerypost.example/live?utm_medium=x"
    first = row(1, url=url)
    second = row(
        2, url="http://www.ellerypost.example/live", title=first["title"], text="Twelve of eleven.\n\n" + first["text"]
    )
    lake.take_in(write(tmp_path, "a.jsonl", [first]))
    report = lake.take_in(write(tmp_path, "b.jsonl", [first, second]), now=NOW + timedelta(hours=2))
    assert (report.unchanged, report.revisions, report.articles) == (1, 1, 0)
    lake.build()
    rows = lake.rows()
    assert len({one["article_id"] for one in rows}) == 1
    assert [(one["revision"], one["text"][:6]) for one in rows] == [(1, "The ha"), (2, "Twelve")]
    assert [one["arrived_at"] for one in rows] == [NOW, NOW + timedelta(hours=2)]


def changing(lake, folder, *deliveries):
    """Takes each delivery (the letter of a text, and the hour of its last change or None) in from a file of its own."""
    for number, (letter, hour) in enumerate(deliveries):
        updated = {} if hour is None else {"updated_at": f"2026-03-03T{hour:02d}:00:00Z"}
        text = f"Text {letter} of the report.\n\n{PARAGRAPHS[1]}"
        one = row(1, url="https://ellerypost.example/storm", title="Storm", text=text, **updated)
        lake.take_in(write(folder, f"{number}.jsonl", [one]), now=NOW + timedelta(hours=number))
    lake.build()
    return [(one["revision"], one["text"][5]) for one in lake.rows()]


@pytest.mark.parametrize(
    ("deliveries", "texts"),
    [
        ([("A", 8), ("B", 9), ("A", 10)], "ABA"),
        ([("A", 8), ("B", 9), ("A", 10), ("A", 11), ("B", 12)], "ABAB"),
        # The old text again, from another file or without a time of its own.
        ([("A", 8), ("B", 9), ("A", 8)], "AB"),
        ([("A", None), ("B", None), ("A", None)], "AB"),
        # A later time of change alone changes nothing.
        ([("A", 8), ("A", 9), ("A", 10)], "A"),
    ],
)
def test_a_text_that_comes_back_is_a_revision_where_its_source_dates_the_change(lake, tmp_path, deliveries, texts):
    """An outlet took its correction back, and the corrected text stood as its last word for good."""
    expected = list(enumerate(texts, 1))
    assert changing(lake, tmp_path / "in", *deliveries) == expected
    assert changing(lake, tmp_path / "again", *deliveries) == expected


def test_a_later_time_of_change_alone_stages_nothing(lake, tmp_path):
    """An outlet that dates each delivery anew had all its days computed again every hour."""
    changing(lake, tmp_path / "in", ("A", 8))
    staged = staged_files(lake)
    changing(lake, tmp_path / "again", ("A", 9))
    assert staged_files(lake) == staged


def versions():
    """Four versions of one article with their own days, and a re-send."""
    url = "https://ellerypost.example/storm"
    return [
        row(n, url=url, title="Storm", text=f"Version {n} of the report.\n\n{PARAGRAPHS[n % 4]}", published_at=day)
        for n, day in enumerate(("2026-03-03", "2026-03-04", "2026-03-05", "2026-03-02", "2026-03-04"))
    ] + [row(1, url=url, title="Storm", text=f"Version 1 of the report.\n\n{PARAGRAPHS[1]}", published_at="2026-03-01")]


@pytest.mark.parametrize("seed", range(6))
def test_revisions_do_not_depend_on_order_or_batches(tmp_path, seed):
    """Fed in another order the same articles lay on other days under other revision numbers."""
    expected = None
    for shuffled in (False, True):
        lake = Lake(tmp_path / f"home{shuffled}")
        rows = versions()
        if shuffled:
            random.Random(seed).shuffle(rows)  # noqa: S311  (an order, not a secret)
        for number, one in enumerate(rows if shuffled else [rows]):
            batch = [one] if shuffled else one
            lake.take_in(write(tmp_path / "in", f"{shuffled}-{number}.jsonl", batch))
        lake.build()
        found = [(r["day"], r["revision"], r["text"], r["published_at"]) for r in lake.rows()]
        assert len(found) == 5
        assert {day for day, *_ in found} == {date(2026, 3, 1)}
        expected = expected or found
        assert found == expected


def test_a_move_to_an_earlier_day_leaves_no_row_behind(lake, tmp_path):
    """An article whose earlier version arrived late was there on two days."""
    url = "https://ellerypost.example/x"
    lake.take_in(
        write(tmp_path, "a.jsonl", [row(1, url=url, published_at="2026-03-05"), row(7, published_at="2026-03-05")])
    )
    lake.build()
    lake.pending.clear(lake.pending.days())
    lake.take_in(write(tmp_path, "b.jsonl", [row(1, url=url, text="Earlier words.", published_at="2026-03-02")]))
    assert lake.pending.days() == [date(2026, 3, 2), date(2026, 3, 5)]
    lake.build()
    assert [(r["day"], r["revision"], r["text"][:7]) for r in lake.rows()] == [
        (date(2026, 3, 2), 1, "Earlier"),
        (date(2026, 3, 2), 2, "The har"),
        (date(2026, 3, 5), 1, "The har"),
    ]


def test_a_clock_that_was_set_back_moves_no_known_article(lake, tmp_path):
    """What is known came again, its date lay in the future of a wrong clock, and 28 articles left their days for one of a
    month before, from where they were held back.
    """
    lake.take_in(write(tmp_path, "a.jsonl", [row(1), row(2)]))
    lake.build()
    before = [(one["day"], one["article_id"], one["published_at"]) for one in lake.rows()]
    lake.take_in(write(tmp_path, "b.jsonl", [row(1), row(2), row(3)]), now=NOW - timedelta(days=40))
    lake.build()
    after = [(one["day"], one["article_id"], one["published_at"]) for one in lake.rows()]
    assert set(before) < set(after)
    (new,) = set(after) - set(before)
    assert (new[0], new[2]) == ((NOW - timedelta(days=40)).date(), None)


@pytest.mark.parametrize("is_in_ledger", [False, True])
def test_crash_in_the_middle_of_a_large_file(tmp_path, monkeypatch, is_in_ledger):
    """A crash lost the batch it was at, doubled it, or made the next run begin from the start."""
    rows = [row(n, published_at=f"2026-02-{n % 20 + 1:02d}") if n % 7 else f"broken {n}" for n in range(1, 101)]
    path = tmp_path / "big.jsonl.gz"
    path.write_bytes(gzip.compress("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows).encode()))
    monkeypatch.setattr(intake, "BATCH_ROWS", 10)
    monkeypatch.setattr(intake, "RECORDS_BETWEEN_MARKS", 5)
    whole = Lake(tmp_path / "whole")
    whole.take_in(path)
    whole.build()
    lake = Lake(tmp_path / "home")
    calls = 0
    name = "_append" if not is_in_ledger else "stage"
    real = getattr(Arrivals, name)

    def crash(self, *args):
        nonlocal calls
        calls += 1
        if calls == 4:
            raise KeyboardInterrupt
        return real(self, *args)

    monkeypatch.setattr(Arrivals, name, crash)
    with pytest.raises(KeyboardInterrupt):
        lake.take_in(path)
    monkeypatch.setattr(Arrivals, name, real)
    report = lake.take_in(path)
    assert 0 < report.records < 100
    assert report.known == 0
    lake.build()
    assert lake.digests() == whole.digests()
    assert len(lake.rows()) == 86
    assert len(lake.rows(schemas.REJECTS)) == 14


def test_half_a_line_in_the_ledger_does_not_hide_the_next(lake, tmp_path):
    """A ledger line cut off by a crash swallowed the line behind it, and its batch was removed."""
    lake.take_in(write(tmp_path, "a.jsonl", [row(1)]))
    ledger = lake.store.root / "arrivals" / "taken.jsonl"
    with ledger.open("ab") as stream:
        stream.write(b'{"batch": "half')
    lake.take_in(write(tmp_path, "b.jsonl", [row(2)]))
    lake.take_in(write(tmp_path, "c.jsonl", [row(3)]))
    lake.build()
    assert len(lake.rows()) == 3


def test_records_staged_before_a_column_came_are_built(lake, tmp_path):
    """After an upgrade the lake could not be made anew from what had been staged before it."""
    lake.take_in(write(tmp_path, "a.jsonl", [row(1)]))
    (staged,) = (lake.store.root / "arrivals").rglob("*.parquet")
    pq.write_table(pq.read_table(staged, partitioning=None).drop_columns(["captions"]), staged)
    lake.build()
    assert [one["captions"] for one in lake.rows()] == [""]


@pytest.mark.parametrize("has_news", [True, False], ids=["beside news", "owed days alone"])
def test_a_damaged_staging_file_is_set_aside_and_read_anew(lake, tmp_path, has_news):
    """One staged file that the disk had damaged stopped every later intake, with a parser's message."""
    first = write(tmp_path / "in", "a.jsonl", [row(1), row(2, published_at="2026-02-01")])
    lake.take_in(first)
    (staged,) = (lake.store.root / "arrivals" / "day=2026-02-01").glob("*.parquet")
    staged.write_bytes(staged.read_bytes()[:-9])
    with pytest.raises(UserError, match=r"2026-02-01.*cut off or damaged; run again with the same input"):
        lake.build()
    if has_news:
        lake.pending.clear(lake.pending.days())
        write(tmp_path / "in", "b.jsonl", [row(3)])
    report = lake.take_in(first.parent)
    assert report.damaged_files == [staged.with_name(f".{staged.name}.damaged")]
    assert (report.articles, report.known) == ((2, 1) if has_news else (1, 1))
    lake.build()
    assert len(lake.rows()) == 2 + has_news
    again = lake.take_in(first.parent)
    assert (again.sources_known, again.damaged_files) == (again.sources, [])


def test_lost_ledger_loses_no_data(lake, tmp_path):
    """Without its ledger the next intake removed all that was staged."""
    path = write(tmp_path, "a.jsonl", [row(1), row(2)])
    lake.take_in(path)
    (lake.store.root / "arrivals" / "taken.jsonl").unlink()
    report = lake.take_in(path)
    assert (report.known, report.articles) == (2, 0)
    lake.take_in(write(tmp_path, "b.jsonl", [row(3)]))
    lake.build()
    assert len(lake.rows()) == 3


def test_two_intakes_at_once_are_refused(lake, tmp_path):
    """Two runs staged the same records twice."""
    path = write(tmp_path, "a.jsonl", [row(1)])
    with Arrivals(lake.store.root).lock(), pytest.raises(UserError, match="another intake"):
        lake.take_in(path)
    assert lake.take_in(path).articles == 1


def test_empty_inbox_is_no_error_and_a_missing_path_is(lake, tmp_path):
    """A scheduled run failed because nothing had arrived."""
    (tmp_path / "inbox").mkdir()
    assert lake.take_in(tmp_path / "inbox").records == 0
    with pytest.raises(UserError, match="no such file"):
        lake.take_in(tmp_path / "missing")


def test_days_are_marked_before_they_change(tmp_path, monkeypatch):
    """A crash between staging and marking left a day that no run would ever compute."""
    lake = Lake(tmp_path / "home")
    seen = []
    real = Arrivals.stage
    monkeypatch.setattr(Arrivals, "stage", lambda self, *args: (seen.append(lake.pending.days()), real(self, *args)))
    lake.take_in(write(tmp_path, "a.jsonl", [row(1)]))
    assert seen == [[date(2026, 3, 3)]]


def test_columns_of_an_article_row(lake, tmp_path):
    """The staged row and the table's columns went apart."""
    fields = {"author": "By Mara Linden", "source": "Ellery Post", "tags": ["flood"], "section": "Local"}
    lake.take_in(write(tmp_path, "a.jsonl", [row(1, published_at="2026-03-03T09:30:00+02:00", **fields)]))
    lake.build()
    found = lake.rows()[0]
    assert found["authors"] == ["Mara Linden"]
    assert (found["outlet"], found["outlet_id"], found["section"], found["tags"]) == (
        "Ellery Post",
        "ellerypost.example",
        "Local",
        ["flood"],
    )
    assert found["published_at"] == datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
    assert (found["published_precision"], found["published_offset_minutes"]) == ("second", 120)
    assert found["url"] == "https://ellerypost.example/part/1"
    assert (found["source_record"], found["word_count"], found["kind"]) == (
        1,
        len(" ".join(PARAGRAPHS).split()),
        "article",
    )
    assert len(found["text_sha256"]) == len(found["source_sha256"]) == 64


def staged_files(lake):
    """Staging files of all days."""
    return sorted(path.name for path in (lake.store.root / "arrivals").rglob("*.parquet"))


def feed_in(lake, folder, count, first=0):
    """So many intakes of one file each; each third repeats an article in a new version, one moves to an earlier day."""
    for number in range(first, first + count):
        rows = [row(number, published_at="2026-03-03")]
        if number % 3 == 2:
            rows.append(row(1, url="https://ellerypost.example/live", text=f"Version {number}.\n\n{PARAGRAPHS[0]}"))
        if number == 7:
            rows.append(row(5, published_at="2026-03-01"))
        lake.take_in(write(folder, f"{number:03d}.jsonl", [*rows, "broken"]), now=NOW + timedelta(minutes=number))


def test_small_files_are_merged_and_nothing_changes(tmp_path, monkeypatch):
    """Every intake left a file a day for ever; or merging lost, doubled or reordered what was staged."""
    plain, merging = Lake(tmp_path / "plain"), Lake(tmp_path / "merging")
    monkeypatch.setattr(arrivals, "MERGED_FILES", 10_000)
    feed_in(plain, tmp_path / "in", 24)
    monkeypatch.setattr(arrivals, "MERGED_FILES", 5)
    monkeypatch.setattr(arrivals, "LEDGER_LINES", 8)
    feed_in(merging, tmp_path / "in", 24)
    assert len(staged_files(plain)) > 48
    assert len(staged_files(merging)) < 15
    for lake in (plain, merging):
        lake.build()
    assert merging.digests() == plain.digests()
    ledger = merging.store.root / "arrivals" / "taken.jsonl"
    assert len(ledger.read_text().splitlines()) < 16
    again = merging.take_in(tmp_path / "in")
    assert (again.sources_known, again.records) == (24, 0)
    grown = write(tmp_path / "in", "000.jsonl", [row(0, published_at="2026-03-03"), "broken", row(99)])
    assert (merging.take_in(grown).known, merging.take_in(grown).sources_known) == (2, 1)


@pytest.mark.parametrize("step", ["before its line", "before its parts go", "before the ledger is replaced"])
def test_crash_while_merging(tmp_path, monkeypatch, step):
    """A merge that was cut off left records twice in the staging area for ever, or took them away."""
    lake, whole = Lake(tmp_path / "home"), Lake(tmp_path / "whole")
    monkeypatch.setattr(arrivals, "MERGED_FILES", 10_000)
    feed_in(whole, tmp_path / "in", 9)
    feed_in(lake, tmp_path / "in", 8)
    monkeypatch.setattr(arrivals, "MERGED_FILES", 5)
    monkeypatch.setattr(arrivals, "LEDGER_LINES", 2)
    target, name = {
        "before its line": (Arrivals, "_append"),
        "before its parts go": (Path, "unlink"),
        "before the ledger is replaced": (Arrivals, "_shorten"),
    }[step]
    real = getattr(target, name)

    def crash(self, *args, **more):
        is_merge = name != "_append" or "replaces" in args[0]
        if is_merge:
            raise KeyboardInterrupt
        return real(self, *args, **more)

    monkeypatch.setattr(target, name, crash)
    with pytest.raises(KeyboardInterrupt):
        feed_in(lake, tmp_path / "in", 1, first=8)
    monkeypatch.setattr(target, name, real)
    lake.build()
    whole.build()
    assert lake.digests() == whole.digests()
    lake.take_in(tmp_path / "in")
    lake.build()
    assert lake.digests() == whole.digests()
    assert len(staged_files(lake)) <= 6


CHILD = """
import sys
from datetime import datetime
from pathlib import Path
from assets.articles import intake
from assets.articles.staging import arrivals
from assets.pending import PendingDays
from assets.store import Store
intake.BATCH_ROWS, intake.RECORDS_BETWEEN_MARKS = 250, 50
home = Path(sys.argv[2])
intake.take_in([sys.argv[1]], Store(home / "lake"), PendingDays(home / "pending"), now=datetime.fromisoformat(sys.argv[3]))
"""


def test_killed_intake_goes_on_where_it_was(tmp_path):
    """A process killed by the system in the middle of a large file lost records, doubled them or began from the start."""
    rows = [row(n, text=PARAGRAPHS[n % 4], published_at=f"2026-02-{n % 3 + 1:02d}") for n in range(6_000)]
    path = tmp_path / "big.jsonl.gz"
    path.write_bytes(gzip.compress("".join(json.dumps(one) + "\n" for one in rows).encode(), 1))
    lake = Lake(tmp_path / "home")
    ledger = lake.store.root / "arrivals" / "taken.jsonl"
    for batches in (4, 9):
        child = subprocess.Popen([sys.executable, "-c", CHILD, str(path), str(tmp_path / "home"), NOW.isoformat()])
        while child.poll() is None and (not ledger.exists() or ledger.read_bytes().count(b"\n") < batches):
            time.sleep(0.01)
        child.kill()
        assert child.wait() == -signal.SIGKILL
    done = max(mark.records for mark in Arrivals(lake.store.root).taken().values())
    assert 2_000 <= done < 6_000
    report = lake.take_in(path)
    assert (report.records, report.known) == (6_000 - done, 0)
    lake.build()
    found = lake.rows()
    assert len(found) == 6_000
    assert sorted(one["source_record"] for one in found) == list(range(1, 6_001))
