"""Text from outside on a terminal: nothing of it moves the cursor, colours the screen or turns the writing around."""

import io
import sys

import pytest

from pipelines.cli import main
from pipelines.cli.shown import TerminalText, harmless, one_line

CLEARS, TURNS = "\x1b[2J", "\u202e"


@pytest.mark.parametrize("bad", ["\x1b", "\x07", "\x9b", "\x7f", TURNS, "\u2066", "\u200f", "\ud800"])
def test_what_drives_a_terminal_is_made_visible(bad: str) -> None:
    """A headline must not clear the screen of who reads it, nor a file's name hide its ending."""
    assert harmless(f"a{bad}b") == "a\ufffdb"


@pytest.mark.parametrize("good", ["Größe 12 °C", "می\u200cخواهم", "👩\u200d🚒", "a  b"])
def test_what_is_only_written_stays(good: str) -> None:
    """Joiners are letters' business, and two blanks of a file's name are its own."""
    assert harmless(good) == good


def test_lines_become_one() -> None:
    """What is one line for a person is one for the mail that cron sends."""
    assert harmless("a\nb\u2028c") == "a b c"
    assert one_line("x" * 200) == "x" * 159 + "…"


def test_a_result_for_programs_is_harmless_on_a_terminal() -> None:
    """CSV and JSON are written as they are, but where a terminal reads them; its lines stay lines."""
    terminal = io.StringIO()
    TerminalText(terminal).write(f'"{CLEARS}a"\n"b{TURNS}"\n')
    assert terminal.getvalue() == '"\ufffd[2Ja"\n"b\ufffd"\n'


def test_an_error_is_one_harmless_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A file may be called anything."""
    monkeypatch.setattr(sys, "argv", ["newstally", "explain", f"no{CLEARS}\nwhere{TURNS}.txt"])
    monkeypatch.setattr(main.warnings, "simplefilter", lambda _: None)
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    with pytest.raises(SystemExit):
        main.main()
    said = capsys.readouterr().err
    assert "no\ufffd[2J where\ufffd.txt: No such file" in said
    assert said.count("\n") == 1
