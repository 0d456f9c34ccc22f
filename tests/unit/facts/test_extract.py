"""`newstally extract`: JSON Lines in and out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from assets.errors import UserError
from assets.home import Home
from pipelines.cli.extract import command


def run(tmp_path: Path, lines: str, *options: str) -> list[dict[str, object]]:
    path = tmp_path / "in.jsonl"
    path.write_text(lines, encoding="utf-8")
    result = CliRunner().invoke(command, [str(path), *options], obj=Home(tmp_path), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_facts_entities_and_quotes_come_out(tmp_path: Path) -> None:
    """A consumer relies on these keys, on offsets into text, and on the rows of title and captions standing apart."""
    row = {
        "id": 7,
        "title": "Nine die in Torvale",
        "published_at": "2031-05-08",
        "text": "Mayor Ann Lisle said nine people died on Monday.",
        "captions": "Smoke over Torvale, where 30 homes burned.",
    }
    (out,) = run(tmp_path, json.dumps(row) + "\n")
    kinds = ["facts", "entities", "quotes"]
    assert list(out) == ["id", *kinds, *(f"{part}_{kind}" for part in ("title", "caption") for kind in kinds)]
    assert [fact["phrase"] for fact in out["caption_facts"]] == ["30 homes"]  # type: ignore[index]
    fact = out["facts"][0]  # type: ignore[index]
    assert row["text"][fact["start"] : fact["end"]] == "nine people"  # type: ignore[index]
    assert (fact["value"], fact["measure"], fact["time_start"], fact["said_by"]) == (
        9.0,
        "killed",
        "2031-05-05",
        "Mayor Ann Lisle",
    )
    assert out["title_facts"][0]["value"] == 9.0  # type: ignore[index]
    assert {entity["label"] for entity in out["entities"]} >= {"PER"}  # type: ignore[union-attr]
    assert out["quotes"][0]["source"] == [0, 15]  # type: ignore[index]


def test_a_line_without_text_is_named(tmp_path: Path) -> None:
    """A bad line must be found by file and line number, not by a traceback."""
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": 1, "text": "Nine ran."}\n{"id": 2}\n', encoding="utf-8")
    with pytest.raises(UserError, match=r"in\.jsonl:2: no text"):
        CliRunner().invoke(command, [str(path)], obj=Home(tmp_path), catch_exceptions=False)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    """A path that does not exist is the user's mistake and is told as such."""
    with pytest.raises(UserError, match="No such file"):
        CliRunner().invoke(command, [str(tmp_path / "none.jsonl")], obj=Home(tmp_path), catch_exceptions=False)


def test_a_users_lexicon_adds_units_and_measures(tmp_path: Path) -> None:
    """Word lists are data: a user's folder must reach the reader without touching Python."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "units.tsv").write_text("cord\t\tvolume\tlitre\t3624.556\t0\tcord|cords\t\n", encoding="utf-8")
    (folder / "measures.tsv").write_text("patient\tratify\tratified\n", encoding="utf-8")
    line = json.dumps({"id": 1, "text": "He stacked 3 cords of wood. Twelve treaties were ratified."})
    (out,) = run(tmp_path, line + "\n", "--lexicon", str(folder))
    wood, treaties = out["facts"]  # type: ignore[misc]
    assert (wood["unit"], wood["base_value"], wood["base_unit"]) == ("cord", 10873.668, "litre")
    assert treaties["measure"] == "ratified"


def test_a_broken_lexicon_line_is_named(tmp_path: Path) -> None:
    """A slip in a user's word list must be found by file and line."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "measures.tsv").write_text("patient\tratify\tratified\tand more\n", encoding="utf-8")
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": 1, "text": "Nine ran."}\n', encoding="utf-8")
    with pytest.raises(UserError, match=r"measures\.tsv:1: 4 columns where 3 are wanted"):
        CliRunner().invoke(command, [str(path), "--lexicon", str(folder)], obj=Home(tmp_path), catch_exceptions=False)
