"""Articles of three invented outlets, and the command as a person starts it."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-03-12T09:00:00Z"
Run = Callable[..., subprocess.CompletedProcess[str]]

STORM = (
    "A storm tore the roofs off houses in Maribor on Tuesday. At least 4 people were killed and 17 were injured, "
    "the county fire service said. About 2,300 homes lost power.\n\n"
    "Rescuers evacuated 60 residents from the old town during the night, mayor Jana Kovac told reporters."
)
STORM_ELSEWHERE = (
    "Six people died when a storm hit the Slovenian city of Maribor, hospital officials said on Wednesday. "
    "More than 20 people were hurt, and 2,300 homes were without electricity.\n\n"
    "The mayor said that 60 people had been brought to safety from the old town."
)
BUDGET = (
    "The council of Leoben approved a budget of 41.5 million euros on Monday. Spending on schools rises by 3.2 "
    "percent, treasurer Emil Haas said.\n\nHe denied that 12 posts would be cut."
)
LINES = [
    {
        "id": 1, "url": "https://drava-courier.example/storm", "source": "Drava Courier", "language": "en",
        "title": "Storm kills four in Maribor", "published_at": "2026-03-10T18:20:00Z", "text": STORM,
    },
    {
        "id": 2, "url": "https://mur-post.example/storm", "source": "Mur Post", "language": "en",
        "title": "Six dead as storm hits Maribor", "published_at": "2026-03-11T08:05:00Z", "text": STORM_ELSEWHERE,
    },
    {
        "id": 3, "url": "https://mur-post.example/budget", "source": "Mur Post", "language": "en",
        "title": "Leoben approves its budget", "published_at": "2026-03-09T15:00:00Z", "text": BUDGET,
    },
]  # fmt: skip


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three articles in a JSON Lines file, and a file that is none."""
    folder = tmp_path_factory.mktemp("articles")
    text = "".join(json.dumps(line) + "\n" for line in LINES)
    (folder / "articles.jsonl").write_text(text, encoding="utf-8")
    (folder / "broken.html").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    return folder


def start(*arguments: str | Path, home: Path, **options: object) -> subprocess.Popen[str]:
    """`newstally ARGUMENTS` at a fixed time, in a process group of its own."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith(("NEWSTALLY_", "DAGSTER_"))}
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "--home", str(home), *map(str, arguments)],
        cwd=ROOT,
        env=environment | {"NEWSTALLY_NOW": NOW},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **options,  # type: ignore[call-overload]
    )


def newstally(*arguments: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    """`newstally ARGUMENTS` until it ends."""
    process = start(*arguments, home=home)
    out, err = process.communicate(timeout=300)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def free_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def opened_ui(home: Path, ending: signal.Signals) -> Iterator[str]:
    """The address of `newstally ui` on the home folder, ended by the signal; nothing listens there afterwards."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process = start("ui", "--port", str(port), home=home)
    assert process.stdout is not None
    try:
        assert address in process.stdout.readline()
        yield address
    finally:
        process.send_signal(ending)
        process.communicate(timeout=90)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def lake_bytes(home: Path) -> dict[str, bytes]:
    """Every Parquet file of the lake tables, by its path in the lake."""
    from assets import schemas

    lake = home / "lake"
    tables = {table.name for table in schemas.LAKE}
    return {
        path.relative_to(lake).as_posix(): path.read_bytes()
        for path in sorted(lake.rglob("*.parquet"))
        if path.relative_to(lake).parts[0] in tables
    }


def on_sample(home: Path, *arguments: str) -> str:
    """What the command prints at the time for which the sample was written; its errors make the test fail with their text."""
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "--home", str(home), *arguments],
        cwd=ROOT,
        env=os.environ | {"NEWSTALLY_NOW": "2026-03-07T06:00:00+00:00"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder on which the sample was run once for all tests that only ask it."""
    folder = tmp_path_factory.mktemp("sample") / "home"
    summary = on_sample(folder, "run", "docs/sample/inbox")
    assert "scanned-page.html: the content is a PDF document" in summary
    return folder
