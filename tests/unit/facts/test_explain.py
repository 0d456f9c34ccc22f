"""`newstally explain`: the text with its facts marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from assets.errors import UserError
from assets.home import Home
from pipelines.cli.explain import command, headline_and_text

TEXT = "Nine die in Torvale\n\nAt least nine people died on Monday & 4.5% of <homes> burned, Mayor Ann Lisle said.\n"


def explain(tmp_path: Path, *options: str) -> str:
    path = tmp_path / "story.txt"
    path.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(command, [str(path), *options], obj=Home(tmp_path), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_terminal_shows_marks_and_facts(tmp_path: Path) -> None:
    """Without numbered marks a person cannot check a fact against the words it came from."""
    shown = explain(tmp_path, "--published", "2031-05-08")
    assert "At least nine people[2] died on Monday" in shown
    assert "[2] killed at least 9; of people" in shown
    assert "(2031-05-05)" in shown


def test_the_page_is_self_contained_and_escaped(tmp_path: Path) -> None:
    """A page that fetches a script, or lets the text's angle brackets through, must not be sent to anybody."""
    page = tmp_path / "out.html"
    assert "facts marked in" in explain(tmp_path, "--html", str(page))
    content = page.read_text(encoding="utf-8")
    assert "&lt;homes" in content
    assert "<homes>" not in content
    assert "At least nine people<a href=" in content
    assert "http:" not in content
    assert "https:" not in content
    assert "<script" not in content
    assert "default-src 'none'" in content


def test_a_text_drives_no_terminal_and_turns_no_page(tmp_path: Path) -> None:
    """What somebody sends may clear the screen, or show "2 killed" as "killed 2" by turning the writing around."""
    content = "\x1b[2J\x9b1mFire\u202e in Krems\n\nAt least 9 people\u2066 were hurt\x07 in Krems on Monday.\n"
    (tmp_path / "bad.txt").write_text(content, encoding="utf-8")
    page = tmp_path / "bad.html"
    for options in ([], ["--html", str(page)]):
        done = CliRunner().invoke(command, [str(tmp_path / "bad.txt"), *options], obj=Home(tmp_path))
        assert done.exit_code == 0, done.output
        for shown in (done.stdout, page.read_text(encoding="utf-8") if options else "At least 9 people"):
            assert not set("\x1b\x9b\x07\u202e\u2066") & set(shown)
    assert "At least 9 people<a href=" in page.read_text(encoding="utf-8")


def test_a_wrong_date_is_one_line(tmp_path: Path) -> None:
    """A date that cannot be read would silently leave every day unresolved."""
    with pytest.raises(UserError, match="not a date"):
        explain(tmp_path, "--published", "soon")


@pytest.mark.parametrize(
    ("content", "title"),
    [("Mill burns\n\nIt burned.", "Mill burns"), ("It burned.\nAll of it.", ""), ("Only one line", ""), ("", "")],
)
def test_only_a_line_by_itself_is_a_headline(content: str, title: str) -> None:
    """A first sentence taken for a headline would be lost from the text."""
    found, rest = headline_and_text(content)
    assert found == title
    assert (found + rest).replace("\n", "") == content.replace("\n", "")


def test_a_sum_is_marked_inside_the_number_it_begins_with(tmp_path: Path) -> None:
    """A sum whose mark hides that of its first part cannot be told from it."""
    path, page = tmp_path / "story.txt", tmp_path / "out.html"
    path.write_text("Three sailors died at the pier. Two others died in hospital.", encoding="utf-8")
    CliRunner().invoke(command, [str(path), "--html", str(page)], obj=Home(tmp_path), catch_exceptions=False)
    content = page.read_text(encoding="utf-8")
    outer, inner = content.index('<mark id="m2"'), content.index('<mark id="m1"')
    assert outer < inner < content.index(" sailors<a href=")
    assert content.count("<mark") == content.count("</mark>") == 3
    assert "Three sailors + Two others" in content


def test_what_is_not_stated_of_the_event_looks_otherwise(tmp_path: Path) -> None:
    """A denied toll drawn like a stated one misleads whoever skims the page."""
    path, page = tmp_path / "story.txt", tmp_path / "out.html"
    path.write_text("The mayor denied that nine people were killed.", encoding="utf-8")
    CliRunner().invoke(command, [str(path), "--html", str(page)], obj=Home(tmp_path), catch_exceptions=False)
    assert '<mark id="m1" class="count denied">' in page.read_text(encoding="utf-8")


def test_a_page_is_read_as_a_run_reads_it(tmp_path: Path) -> None:
    """Of a saved page the numbers in styles and scripts stood as tolls."""
    path = tmp_path / "story.html"
    path.write_text(
        "<html><head><title>Mill burns</title><style>p{margin:0 12px}</style></head><body>"
        "<p>At least <b>nine</b> people died at the mill on Monday.</p><script>var a = 500;</script></body></html>",
        encoding="utf-8",
    )
    shown = CliRunner().invoke(command, [str(path)], obj=Home(tmp_path), catch_exceptions=False).stdout
    assert "At least nine people[1] died at the mill" in shown
    assert "12" not in shown
    assert "500" not in shown


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("scan.txt", b"%PDF-1.7 \x00\x01", "this is a PDF document"),
        ("core.bin", bytes(range(256)) * 9, "this is no text"),
        ("two.jsonl", b'{"text": "One died."}\n{"text": "Two died."}\n', "holds several articles"),
    ],
)
def test_what_is_no_text_is_one_line(tmp_path: Path, name: str, content: bytes, line: str) -> None:
    """A screen full of replacement characters says nothing of what to do."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=line):
        CliRunner().invoke(command, [str(tmp_path / name)], obj=Home(tmp_path), catch_exceptions=False)


def test_a_mark_tells_its_fact_and_doubt_is_seen(tmp_path: Path) -> None:
    """Whoever skims the text must not have to look each number up in a list, nor take a guess for a fact."""
    path, page = tmp_path / "story.txt", tmp_path / "out.html"
    path.write_text(
        "Police in Ottawa said four people were hurt on the 12-mile road. The line (40 then) is closed.",
        encoding="utf-8",
    )
    CliRunner().invoke(command, [str(path), "--html", str(page)], obj=Home(tmp_path), catch_exceptions=False)
    content = page.read_text(encoding="utf-8")
    assert "<span>injured 4; of people; in Ottawa; says Police in Ottawa" in content
    assert "3 facts, 1 of them doubtful (?)" in content
    assert '<a href="#f3">3?<span>' in content
    assert "<dt>in base unit</dt><dd>19,312.1 metre</dd>" in content
    assert "<dd>Police in Ottawa (“said”)</dd>" in content


def test_a_doubtful_fact_says_why(tmp_path: Path) -> None:
    """A question mark alone leaves a reader to guess what to check."""
    path, page = tmp_path / "story.txt", tmp_path / "out.html"
    path.write_text("Nine people died at the mill on Monday. If they go, he said, it may close 40.", encoding="utf-8")
    for options in ([], ["--html", str(page)]):
        done = CliRunner().invoke(command, [str(path), *options], obj=Home(tmp_path), catch_exceptions=False)
        shown = page.read_text(encoding="utf-8") if options else done.stdout
        assert shown.count("nothing counted") >= 1
    sure, unsure = (line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("<li"))
    assert "<dt>doubts</dt><dd>nothing counted" in unsure
    assert "doubt" not in sure
