"""The inbox sensor's eyes: new, changed, still being written, renamed."""

import os
from pathlib import Path

from pipelines import inbox

SECOND = 1_000_000_000


def aged(path: Path, seconds: float, now_ns: int) -> None:
    stamp = now_ns - int(seconds * SECOND)
    os.utime(path, ns=(stamp, stamp))


def test_a_file_being_written_waits_and_a_future_one_does_not(tmp_path: Path) -> None:
    """Half a file must not be taken in; a clock that was set back must not hide a file for ever."""
    now = 1_800_000_000 * SECOND
    for name, age in (("old.txt", 60), ("writing.txt", 1), ("future.txt", -3600)):
        (tmp_path / name).write_text(name)
        aged(tmp_path / name, age, now)
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("x")
    found = inbox.look(tmp_path)
    assert sorted(found) == ["future.txt", "old.txt", "writing.txt"]
    assert sorted(inbox.settled(found, now, 5)) == ["future.txt", "old.txt"]


def test_the_cursor_tells_new_and_changed_from_known(tmp_path: Path) -> None:
    """Every tick would run the line again if known files counted as new."""
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "a.xml").write_text("one")
    (tmp_path / "b.txt").write_text("two")
    seen = inbox.from_cursor(inbox.to_cursor(inbox.look(tmp_path)))
    assert inbox.fresh(inbox.look(tmp_path), seen) == []
    (tmp_path / "feeds" / "a.xml").write_text("changed")
    (tmp_path / "c.txt").write_text("three")
    assert inbox.fresh(inbox.look(tmp_path), seen) == ["c.txt", "feeds/a.xml"]
    assert inbox.from_cursor(None) == {}


def test_the_run_key_is_the_content(tmp_path: Path) -> None:
    """The same file dropped again under another name must not run the line again; other content must."""
    for name, text in (("a", "one"), ("b", "two"), ("renamed", "one"), ("other", "three")):
        (tmp_path / name).write_text(text)
    assert inbox.content_key(tmp_path, ["a", "b"]) == inbox.content_key(tmp_path, ["b", "renamed"])
    assert inbox.content_key(tmp_path, ["a", "b"]) != inbox.content_key(tmp_path, ["b", "other"])
    assert inbox.content_key(tmp_path, ["gone"]) != inbox.content_key(tmp_path, ["gone too"])
