"""Publishing under readers, under kills, and beside other programs."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from warehouse_lake import Lake

from assets.errors import UserError
from assets.home import Home
from assets.warehouse.asking import read
from assets.warehouse.build import build_warehouse
from assets.warehouse.building import publish

NOW = datetime(2031, 6, 1, tzinfo=UTC)
ROOT = Path(__file__).parents[3]
# bench/warehouse_publishing.py does the same with 50 publications, 8 readers and 50 kills.
PUBLISHES = 15
READERS = 3
KILLS = 3

# One reader starts DuckDB for each question, as the command line does; the other keeps it and attaches the file anew.
OPENING = {
    "starts DuckDB": "read.opened(home)",
    "keeps DuckDB": "attached(kept)",
}
READER = """
import contextlib, json, sys, time
from pathlib import Path
import duckdb
from assets.home import Home
from assets.warehouse.asking import read
home, stop = Home(Path(sys.argv[1])), Path(sys.argv[2])
kept = duckdb.connect()
@contextlib.contextmanager
def attached(kept):
    kept.execute(f"ATTACH '{home.published}' AS news (READ_ONLY)")
    yield kept
    kept.execute("DETACH news")
reads, wrong, waits = 0, 0, []
# Linux tells how long a thread was ready and had no core.
clock = Path("/proc/thread-self/schedstat")
def without_core():
    return int(clock.read_text().split()[1]) / 1e9 if clock.exists() else 0.0
while not stop.exists():
    started, starved = time.monotonic(), without_core()
    with OPENING as connection:
        waits.append((started, time.monotonic() - started, without_core() - starved))
        first = read.rows(connection, "SELECT n FROM TABLE ORDER BY n")
        numbers = {row["n"] for row in first}
        again = read.rows(connection, "SELECT count(*) AS c, min(n) AS low, max(n) AS high FROM TABLE")[0]
        if len(first) != 5000 or len(numbers) != 1 or again["low"] != again["high"] or {again["low"]} != numbers:
            wrong += 1
    reads += 1
print(json.dumps({"reads": reads, "wrong": wrong, "waits": waits}))
"""


def reader(kind: str, home: Home, stop: Path) -> subprocess.Popen[str]:
    """A process that reads as one of OPENING until the file `stop` is there."""
    table = "news.whole" if kind == "keeps DuckDB" else "whole"
    return python(READER.replace("OPENING", OPENING[kind]).replace("TABLE", table), str(home.root), str(stop))


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Another process with the repository on its path."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def make_whole(home: Home, number: int, *, is_published: bool = True) -> None:
    """Build, and publish, a file whose one table holds one number 5000 times: a mixture is half a build."""
    with publish.builder_lock(home):
        aside = publish.aside_path(home)
        with closing(duckdb.connect(str(aside))) as connection:
            connection.execute("CREATE TABLE whole AS SELECT $n::INTEGER AS n FROM range(5000)", {"n": number})
        if is_published:
            publish.put_in_place(aside, home)


@pytest.mark.parametrize("kind", sorted(OPENING))
def test_readers_in_other_processes_never_meet_a_lock_or_half_a_build(tmp_path: Path, kind: str) -> None:
    """A reader refused or kept waiting by a publication, or given rows of two builds at once."""
    home = Home(tmp_path)
    make_whole(home, 0)
    stop = tmp_path / "stop"
    readers = [reader(kind, home, stop) for _ in range(READERS)]
    try:
        for number in range(1, PUBLISHES + 1):
            make_whole(home, number)
            time.sleep(0.02)
    finally:
        stop.touch()
    for process in readers:
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        told = json.loads(out)
        assert told["wrong"] == 0
    assert len(publish.kept_builds(home)) == publish.KEPT_BUILDS


def test_a_killed_build_leaves_the_old_file_whole_and_the_next_one_right(tmp_path: Path) -> None:
    """A half-written file in the published place, or leftovers that stop the next build."""
    lake = Lake(tmp_path)
    for number in range(30):
        article = lake.article("Quiet Times", f"05-{number % 28 + 1:02} 08:00", f"Number {number}", story=f"s{number}")
        lake.fact(article, "killed", float(number), counted="people")
    build_warehouse(lake.write(), lake.home, now=NOW)
    pick = random.Random(11)  # noqa: S311
    code = """
        import sys
        from datetime import UTC, datetime
        from pathlib import Path
        from assets.home import Home
        from assets.store import Store
        from assets.warehouse.build import build_warehouse
        home = Home(Path(sys.argv[1]))
        print("ready", flush=True)
        build_warehouse(Store(home.lake), home, now=datetime(2031, 6, 2, tzinfo=UTC))
    """
    for kill in range(KILLS):
        article = lake.article("Quiet Times", "05-29 08:00", f"Late {kill}", story=f"late{kill}")
        lake.fact(article, "killed", float(kill), counted="people")
        lake.write()
        before = lake.home.published.read_bytes()
        builder = python(code, str(tmp_path))
        assert builder.stdout is not None
        builder.stdout.readline()
        time.sleep(pick.uniform(0.0, 0.6))
        builder.send_signal(signal.SIGKILL)
        builder.communicate(timeout=30)
        with read.opened(lake.home) as connection:
            found = read.rows(connection, "SELECT count(*) AS n FROM articles")[0]["n"]
        assert lake.home.published.read_bytes() == before or found == 31 + kill
        report = build_warehouse(lake.store, lake.home, now=NOW)
        with read.opened(lake.home) as connection:
            assert read.rows(connection, "SELECT count(*) AS n FROM articles")[0]["n"] == 31 + kill
        assert report.file == lake.home.published
    assert not list(lake.home.warehouse.glob("next*"))


def test_a_reader_keeps_what_it_opened(tmp_path: Path) -> None:
    """A long look at yesterday's file that changes under the reader's eyes."""
    home = Home(tmp_path)
    make_whole(home, 1)
    with read.opened(home) as connection:
        make_whole(home, 2)
        assert read.rows(connection, "SELECT DISTINCT n FROM whole") == [{"n": 1}]
    with read.opened(home) as connection:
        assert read.rows(connection, "SELECT DISTINCT n FROM whole") == [{"n": 2}]


def test_two_builders_do_not_meet(tmp_path: Path) -> None:
    """Two runs writing the same aside file."""
    home = Home(tmp_path)
    with (
        publish.builder_lock(home),
        pytest.raises(UserError, match="another process is building"),
        publish.builder_lock(home),
    ):
        pass
    with publish.builder_lock(home):
        pass


def test_a_file_open_for_writing_elsewhere_is_one_clear_line(tmp_path: Path) -> None:
    """A swap under a writer: its changes lost, its log replayed into the new file."""
    home = Home(tmp_path)
    make_whole(home, 1)
    code = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(home.published)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(UserError, match="held open for writing") as refused:
            make_whole(home, 2)
        with pytest.raises(UserError, match="held open for writing"), read.opened(home):
            pass
    finally:
        holder.communicate("")
    assert "\n" not in str(refused.value)
    assert str(holder.pid) in str(refused.value)
    with read.opened(home) as connection:
        assert read.rows(connection, "SELECT DISTINCT n FROM whole") == [{"n": 1}]


def test_the_log_of_a_crashed_writer_does_not_reach_the_new_file(tmp_path: Path) -> None:
    """A stale .wal beside the published name, replayed into a file that it does not belong to."""
    home = Home(tmp_path)
    make_whole(home, 1)
    code = "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]); c.execute('INSERT INTO whole VALUES (99)'); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", code, str(home.published)], check=False)
    make_whole(home, 2)
    with read.opened(home) as connection:
        assert read.rows(connection, "SELECT DISTINCT n FROM whole") == [{"n": 2}]


def test_a_home_without_write_permission_is_one_clear_line(tmp_path: Path) -> None:
    """A traceback where a path was mistyped."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with (
        pytest.raises(UserError, match="choose another folder with --home"),
        publish.builder_lock(Home(blocked / "home")),
    ):
        pass
