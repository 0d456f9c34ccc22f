"""What goes wrong under a running product ends in one line that says how to mend it, and the next run goes on.

Each state is made for real: file systems of a few megabytes, mounts without a right to write, files cut off, a server
that never answers.
"""

import itertools
import json
import os
import shutil
import socket
import subprocess
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from assets.held import HeldDays
from assets.pending import PendingDays
from bench.fork_server import ForkServer
from tests.integration.conftest import LINES, NOW, lake_bytes

# One table of each stage, since each is read and made in its own way.
TABLES = ("articles", "duplicates", "sentences", "numeric_facts")
INDEXES = ("duplicate_index", "story_index")
DAY = "day=2026-03-10"
Damage = Callable[[Path], None]


@dataclass
class Done:
    """How a command ended: its exit code, what it wrote on standard output and error."""

    code: int
    out: str
    err: str

    @property
    def line(self) -> str:
        """The one line of a refusal."""
        assert self.code == 1, self.out + self.err
        assert self.err.startswith("newstally: ") and self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.out
        return self.err


class Command:
    """`newstally` on one home folder."""

    def __init__(self, server: ForkServer, home: Path, now: str = NOW) -> None:
        self.server, self.home, self.now = server, home, now

    def __call__(self, *arguments: str | Path, largest_file: int | None = None) -> Done:
        """The command until it ends."""
        plain = {name: text for name, text in os.environ.items() if not name.startswith(("NEWSTALLY_", "DAGSTER_"))}
        child = self.server.start(
            ["--home", self.home, *arguments],
            environment=plain | {"NEWSTALLY_NOW": self.now},
            with_helper=arguments[0] == "run",
            largest_file=largest_file,
        )
        code = child.wait()
        return Done(code, *child.said())

    def titles(self) -> list[str]:
        """The titles of the published articles."""
        with closing(duckdb.connect(str(self.home / "warehouse" / "newstally.duckdb"), read_only=True)) as connection:
            return [row[0] for row in connection.execute("SELECT title FROM articles ORDER BY title").fetchall()]

    def owes_nothing(self) -> bool:
        """Whether no day is pending or held back."""
        return (
            not PendingDays(self.home / "state" / "pending").days()
            and not HeldDays(self.home / "state" / "held").days()
        )


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    with ForkServer() as started:
        yield started


@pytest.fixture(scope="module")
def sound(server: ForkServer, articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder on which nothing went wrong."""
    command = Command(server, tmp_path_factory.mktemp("sound") / "home")
    assert command("run", articles).code == 0
    return command.home


@pytest.fixture
def home(sound: Path, tmp_path: Path) -> Path:
    """A copy of it to be spoiled."""
    return Path(shutil.copytree(sound, tmp_path / "home", symlinks=True))


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    """A mount on the folder for as long as it lasts; the test is skipped where this user may not mount."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"needs a right to mount: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def remount(folder: Path, options: str) -> None:
    """Give the mount other options."""
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


@pytest.mark.parametrize("megabytes", [4, 9])
def test_a_full_disk(server: ForkServer, sound: Path, articles: Path, tmp_path: Path, megabytes: int) -> None:
    """Wherever the room ends, in Dagster's records, the lake or the build, the line says so and the rest is made later."""
    disk = tmp_path / "disk"
    with mounted(disk, "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs"):
        command = Command(server, disk / "home")
        assert f"the disk of {disk / 'home'} is full; free some room" in command("run", articles).line
        remount(disk, "size=200m")
        done = command("run", articles)
        assert (done.code, done.err) == (0, "")
        assert lake_bytes(command.home) == lake_bytes(sound)
        assert command.titles() == sorted(str(line["title"]) for line in LINES)
        assert command.owes_nothing()


@pytest.mark.parametrize("kilobytes", [2, 400])
def test_a_quota(server: ForkServer, sound: Path, articles: Path, tmp_path: Path, kilobytes: int) -> None:
    """A limit on the size of files is told like a full disk; any user can meet it."""
    command = Command(server, tmp_path / "home")
    assert "free some room" in command("run", articles, largest_file=kilobytes * 1000).line
    done = command("run", articles)
    assert (done.code, done.err) == (0, "")
    assert lake_bytes(command.home) == lake_bytes(sound)
    assert command.owes_nothing()


@pytest.mark.parametrize("part", [".", "lake", "warehouse", "state", "dagster", "reports", "kept"])
def test_a_folder_without_a_right_to_write(server: ForkServer, home: Path, tmp_path: Path, part: str) -> None:
    """Any part of the home folder may be mounted read-only after a fault of the disk; reading goes on meanwhile."""
    (home / "inbox" / "more.jsonl").write_text(
        json.dumps(LINES[0] | {"id": 4, "url": "https://a.example/4", "title": "D"})
    )
    folder = home / part
    with mounted(folder, "--bind", str(folder)):
        remount(folder, "ro,bind")
        command = Command(server, home)
        if part == "kept":
            # What is kept to save time may be lost.
            assert command("run").code == 0
            return
        assert "cannot be written" in command("run").line
        # The reports are written last, on what is published already.
        standing = "4" if part == "reports" else "3"
        assert command("query", "SELECT count(*) AS n FROM articles").out.split() == ["n", "-", standing]
        for other in ("status", "collect", "report"):
            done = command(other)
            assert done.err.count("\n") <= 1 and "Traceback" not in done.out + done.err
    assert command("run").code == 0
    assert "D" in command.titles()
    assert command.owes_nothing()


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def overwritten(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8 : len(content) // 2] = bytes(len(content) // 2 - 8)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("table", "damage"), zip((*TABLES, *INDEXES), itertools.cycle((cut_off, emptied, overwritten)), strict=False)
)
def test_a_damaged_file_of_the_lake(server: ForkServer, sound: Path, home: Path, table: str, damage: Damage) -> None:
    """A table's file that cannot be read is named, its day held back and made anew; an index is made anew at once."""
    wanted = lake_bytes(sound)
    damaged = sorted((home / "lake" / table).glob(f"{DAY}/*")) or sorted((home / "lake" / table).glob("day=*/*"))
    for path in damaged:
        damage(path)
    PendingDays(home / "state" / "pending").mark(sorted(_days(home)))
    command = Command(server, home)
    for _ in range(2):
        done = command("run")
        if done.code == 0:
            break
        assert f"{table}: files_are_readable: " in done.line
        assert "it was set aside, and the next run makes it anew" in done.line
    assert done.code == 0, done.err
    assert lake_bytes(home) == wanted
    assert command.titles() == sorted(str(line["title"]) for line in LINES)
    assert command.owes_nothing()


@pytest.mark.parametrize("table", TABLES)
def test_a_lake_of_another_version(server: ForkServer, sound: Path, home: Path, table: str) -> None:
    """A day whose file lacks a column that is declared now is named in one line and made anew by the next run."""
    wanted = lake_bytes(sound)
    for path in sorted((home / "lake" / table).glob(f"{DAY}/*")):
        rows = pq.ParquetFile(path).read()
        pq.write_table(rows.drop_columns(rows.column_names[-1:]), path)
    command = Command(server, home)
    assert "1 news days of the lake (the first is 2026-03-10) were written by another version" in command("run").line
    done = command("run")
    assert done.code == 0, done.err
    assert lake_bytes(home) == wanted
    assert command.owes_nothing()


def _days(home: Path) -> set[date]:
    return {date.fromisoformat(path.name[4:]) for path in (home / "lake" / "articles").glob("day=*")}


@pytest.mark.parametrize(
    "file", ["dagster/history/runs.db", "dagster/history/runs/index.db", "dagster/schedules/schedules.db"]
)
def test_damaged_records_of_dagster(server: ForkServer, home: Path, file: str) -> None:
    """Dagster's history may be lost to a bad sector; the line says which file to move away, and then goes on."""
    overwritten(home / file)
    command = Command(server, home)
    done = command("run")
    if done.code:
        folder = home / "dagster" / Path(file).parts[1]
        assert f"{home / file} is damaged; move {folder} away" in done.line
        shutil.move(folder, folder.with_suffix(".damaged"))
        done = command("run")
    assert (done.code, done.err) == (0, "")


def test_a_damaged_published_file(server: ForkServer, home: Path) -> None:
    """The DuckDB file is a product: asking a damaged one says how to make it anew, and the next run does."""
    before = Command(server, home).titles()
    overwritten(home / "warehouse" / "newstally.duckdb")
    command = Command(server, home)
    assert "newstally run" in command("query", "SELECT * FROM articles").line
    assert command("run").code == 0
    assert command.titles() == before


def test_a_clipped_archive_and_a_poisoned_document(server: ForkServer, home: Path, tmp_path: Path) -> None:
    """What a bad delivery holds that can be read becomes articles, the rest a named reject; the other files are taken in."""
    inbox = home / "inbox"
    with tarfile.open(inbox / "clipped.tar.gz", "w:gz") as archive:
        for number in range(3):
            page = tmp_path / f"{number}.jsonl"
            text = os.urandom(20_000).hex() if number == 2 else "The town hall of Krems was closed for 3 days. " * 4
            page.write_text(json.dumps({"title": f"Member {number}", "source": "Krems Echo", "text": text}))
            archive.add(page, page.name)
    clipped = inbox / "clipped.tar.gz"
    clipped.write_bytes(clipped.read_bytes()[: -clipped.stat().st_size // 3])
    (inbox / "deep.html").write_text("<html><body>" + "<div>" * 200_000 + "a" + "</div>" * 200_000)
    (inbox / "deep.json").write_text("[" * 100_000)
    good = LINES[0] | {"id": 5, "url": "https://a.example/5", "title": "Sound among the unsound"}
    (inbox / "good.jsonl").write_text(json.dumps(good))
    command = Command(server, home)
    done = command("run")
    assert done.code == 0, done.err
    assert "clipped.tar.gz" in done.out and "deep.json" in done.out
    assert "Sound among the unsound" in command.titles()
    assert command.owes_nothing()


def test_a_source_that_hangs(server: ForkServer, tmp_path: Path) -> None:
    """A server that takes the connection and says nothing is named after its time, and the next source is asked."""
    home = tmp_path / "home"
    home.mkdir()
    folder = tmp_path / "delivered"
    folder.mkdir()
    (folder / "one.jsonl").write_text(json.dumps(LINES[0]))
    with socket.socket() as hanging:
        hanging.bind(("127.0.0.1", 0))
        hanging.listen()
        (home / "sources.yaml").write_text(
            "defaults: {allow_private: true, delay_seconds: 0, timeout_seconds: 1, total_seconds: 3, retries: 0}\n"
            "sources:\n"
            f"  - {{name: silent, kind: feed, url: 'http://127.0.0.1:{hanging.getsockname()[1]}/feed.xml'}}\n"
            f"  - {{name: sound, kind: folder, path: '{folder}'}}\n"
        )
        command = Command(server, home)
        started = time.monotonic()
        done = command("collect")
        assert time.monotonic() - started < 30
    assert "silent  failed" in done.out and "sound   1 new" in done.out, done.out + done.err
    # Cron sends mail where the code is not 0; the articles of the others are there all the same.
    assert "1 of 2 sources failed (silent); nothing else was hindered" in done.line
    assert command("run").code == 0
    assert command.titles() == [LINES[0]["title"]]


def test_a_clock_that_was_set_back(server: ForkServer, sound: Path, home: Path) -> None:
    """A clock a month behind must lose nothing: what comes in is published, and what stood stays the same bytes."""
    late = LINES[1] | {
        "id": 6,
        "url": "https://a.example/6",
        "title": "Told with a wrong clock",
        "text": LINES[2]["text"],
    }
    (home / "inbox" / "late.jsonl").write_text(json.dumps(late))
    (home / "inbox" / "known.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in LINES))
    back = Command(server, home, now="2026-02-10T09:00:00Z")
    done = back("run")
    assert done.code == 0, done.err
    assert "Told with a wrong clock" in back.titles() and len(back.titles()) == len(LINES) + 1
    assert back("status").code == 0
    forth = Command(server, home)
    (home / "inbox" / "again.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in (late, *LINES)))
    assert forth("run").code == 0
    assert len(forth.titles()) == len(LINES) + 1
    assert forth.owes_nothing()
    ours = lake_bytes(home)
    # No other day than the late article's is touched.
    assert {path for path, content in lake_bytes(sound).items() if ours.get(path) != content and DAY in path} == set()
