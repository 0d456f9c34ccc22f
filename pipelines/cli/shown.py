"""Paths and text from outside as a terminal may show them.

Belongs here: shortening and making harmless.  Nothing is read or printed here.
"""

from __future__ import annotations

from pathlib import Path

LINE_CHARACTERS = 160


def shown(path: Path) -> str:
    """The path as short as it can be typed here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def one_line(text: str) -> str:
    """The text with whatever could move the cursor or colour a terminal made visible, at most LINE_CHARACTERS characters."""
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(text.split()))
    return clean if len(clean) <= LINE_CHARACTERS else clean[: LINE_CHARACTERS - 1] + "…"
