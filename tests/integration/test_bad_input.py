"""What goes wrong at a person's keyboard ends in one line that says how to mend it, and loses nothing."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.conftest import newstally


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a refusal."""
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("newstally: ")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_missing_path(tmp_path: Path) -> None:
    """A slip of the pen must not start a run, nor make a home folder."""
    assert "nowhere.txt: there is no such file or folder" in refused(
        newstally("run", "nowhere.txt", home=tmp_path / "h")
    )
    assert not (tmp_path / "h").exists()


def test_an_empty_folder(tmp_path: Path) -> None:
    """An empty folder is most likely the wrong one."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".hidden").write_text("x")
    assert "no file in there" in refused(newstally("run", tmp_path / "empty", home=tmp_path / "h"))


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that no one can read")
def test_an_unreadable_file(tmp_path: Path) -> None:
    """A file that cannot be read must be named, not skipped (even root cannot read this one)."""
    assert "/mem cannot be read" in refused(newstally("run", "/proc/self/mem", home=tmp_path / "h"))


def test_a_home_under_a_file(tmp_path: Path) -> None:
    """The folder's path is wrong, and the line must say so."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "a.txt").write_text("x")
    done = newstally("run", tmp_path / "a.txt", home=tmp_path / "file" / "home")
    assert "a file stands where a folder has to be" in refused(done)


@pytest.mark.skipif(not Path("/sys/kernel").exists(), reason="needs a folder in which no one can write")
def test_a_home_that_cannot_be_written(tmp_path: Path) -> None:
    """No right to write must be one line, not a page of Dagster's (even root cannot write there)."""
    (tmp_path / "a.txt").write_text("x")
    assert "cannot be written to" in refused(newstally("run", tmp_path / "a.txt", home=Path("/sys/kernel/newstally")))


def test_a_wrong_setting(tmp_path: Path) -> None:
    """A misspelt key stops the run before it starts."""
    (tmp_path / "newstally.toml").write_text("[lin]\n")
    (tmp_path / "a.txt").write_text("x")
    assert "did you mean line?" in refused(newstally("run", tmp_path / "a.txt", home=tmp_path))


def test_a_taken_port(tmp_path: Path) -> None:
    """The UI on a port that is in use must not start a second one somewhere else."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"port {port} cannot be used" in refused(newstally("ui", "--port", str(port), home=tmp_path / "h"))


def test_doctor_names_what_is_wrong(tmp_path: Path) -> None:
    """Each wrong thing is a line with what to do, and the exit code is not 0."""
    (tmp_path / "newstally.toml").write_text("[ui]\nprt = 3\n")
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse" / "newstally.duckdb").write_text("this is no database")
    done = newstally("doctor", home=tmp_path)
    assert done.returncode == 1
    lines = {line[6:].split("  ")[0].strip(): line for line in done.stdout.splitlines() if line[:4] in ("ok  ", "mend")}
    assert lines["Python"].startswith("ok") and lines["model"].startswith("ok") and lines["disk"].startswith("ok")
    assert "did you mean port?" in lines["settings"] and lines["settings"].startswith("mend")
    assert "newstally run builds it anew" in lines["DuckDB file"] and lines["DuckDB file"].startswith("mend")


HOLD = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


def test_a_published_file_held_by_another_program(tmp_path: Path, articles: Path) -> None:
    """The other program's changes must not be lost under its hands, and what was read is published by the next run."""
    from assets.home import Home

    home = Home(tmp_path / "h")
    home.warehouse.mkdir(parents=True)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.published)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        before = home.published.read_bytes()
        said = refused(newstally("run", articles, home=home.root))
        assert "held open for writing" in said and str(holder.pid) in said
        assert home.published.read_bytes() == before
        assert any((home.state / "pending").iterdir())
        asked = newstally("query", "select 1", home=home.root)
        assert asked.returncode == 1 and asked.stderr.count("\n") == 1
    done = newstally("run", home=home.root)
    assert done.returncode == 0, done.stderr
    assert "  articles                  3   from 2 outlets" in done.stdout
