"""Paths and text from outside as a terminal may show them.

Belongs here: shortening and making harmless.  Nothing is read or printed here.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO

LINE_CHARACTERS = 160
# Without these letters of Persian and of Indic scripts, and parts of emoji, fall apart.
JOINERS = "\u200c\u200d"


def shown(path: Path) -> str:
    """The path as short as it can be typed here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def harmless(text: str) -> str:
    """One line in which whatever could move the cursor, colour a terminal or turn the writing around is made visible."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c in JOINERS else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text
    )


def one_line(text: str) -> str:
    """The same, of at most LINE_CHARACTERS characters."""
    clean = harmless(" ".join(text.split()))
    return clean if len(clean) <= LINE_CHARACTERS else clean[: LINE_CHARACTERS - 1] + "…"


class TerminalText:
    """A stream to a terminal that makes each line harmless, for a result that is written for programs."""

    def __init__(self, terminal: IO[str]) -> None:
        self._terminal = terminal

    def write(self, text: str) -> int:
        """Write the text; a character takes the place of each, so as many are written as are given."""
        return self._terminal.write("\n".join(map(harmless, text.split("\n"))))
