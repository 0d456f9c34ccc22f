"""The filter `newstally articles`, run as a program."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from articles_samples import PARAGRAPHS, TITLE, page, row

ROOT = Path(__file__).parents[3]


def newstally(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        check=False,
    )


def test_lines_out_and_rejects_in_their_file(tmp_path):
    """The filter's lines lacked a field, or refused records had no file to go to."""
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "a.html").write_text(page())
    (inbox / "b.jsonl").write_text(json.dumps(row(2)) + "\nbroken\n")
    done = newstally("articles", inbox, "--rejects", tmp_path / "r.jsonl", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    first, second = map(json.loads, done.stdout.splitlines())
    assert list(first) == [
        "id", "url", "source", "title", "authors", "published_at", "published_precision", "language", "text", "kind",
        "flags", "source_path", "record", "captions", "left_out",
    ]  # fmt: skip
    assert (first["title"], first["source"], first["published_at"]) == (
        TITLE,
        "Ellery Post",
        "2026-03-03T09:30:00+02:00",
    )
    assert (second["id"], second["published_at"], second["record"]) == ("r2", "2026-03-03", 1)
    assert second["text"] == "\n\n".join(PARAGRAPHS)
    rejects = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    assert [(one["source_path"], one["record"], one["reason"]) for one in rejects] == [
        (str(inbox / "b.jsonl"), 2, "broken_record")
    ]


def test_refused_records_are_told_without_a_file(tmp_path):
    """Refused records vanished where no file was named for them."""
    (tmp_path / "b.jsonl").write_text("broken\n")
    done = newstally("articles", tmp_path / "b.jsonl", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 record refused" in done.stderr


@pytest.mark.parametrize("name", ["missing.html", "empty"])
def test_wrong_paths_end_in_one_line(tmp_path, name):
    """A wrong path ended in a traceback, or in silence with status 0."""
    (tmp_path / "empty").mkdir()
    done = newstally("articles", tmp_path / name, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("newstally: ")


def test_rejects_file_that_cannot_be_written(tmp_path):
    """A folder given for --rejects ended in a traceback."""
    (tmp_path / "b.jsonl").write_text(json.dumps(row(1)))
    done = newstally("articles", tmp_path / "b.jsonl", "--rejects", tmp_path / "no" / "r.jsonl", cwd=tmp_path)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
