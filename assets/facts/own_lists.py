"""A user's own word lists: a folder of tab-separated files that is read on top of the shipped lexicons.

Belongs here: which folder is in use in this process, which files it may hold, its version, its rows with their places.
Does not belong here: what the rows mean (quantities/lexicon.py, speech/cues.py).

A row of the user's comes after the shipped ones, and the later row for a spelling wins.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assets.errors import UserError

QUANTITY_LISTS = (
    "units.tsv",
    "rates.tsv",
    "currencies.tsv",
    "shared_currencies.tsv",
    "number_words.tsv",
    "vague_words.tsv",
    "bounds.tsv",
    "not_bounds.tsv",
    "measures.tsv",
    "changes.tsv",
    "words.tsv",
    "confidence.tsv",
    "scope_weights.tsv",
)
SPEECH_LISTS = ("verbs.tsv", "nouns.tsv", "phrases.tsv")
ALIASES = "aliases.csv"
LISTS = (*QUANTITY_LISTS, *SPEECH_LISTS, ALIASES)
# Modules that keep what they made of the lists.
DEPENDENTS = ("assets.facts.speech.cues", "assets.facts.worth_parsing", "assets.facts.entities.find")


@dataclass
class _Chosen:
    folder: Path | None = None


_CHOSEN = _Chosen()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, and where it stands, for messages."""

    cells: tuple[str, ...]
    place: str

    def number(self, column: int) -> float | None:
        """The cell as a number, None where it is empty; UserError where it is none."""
        cell = self.cells[column]
        try:
            return float(cell) if cell else None
        except ValueError:
            raise UserError(f"{self.place}: {cell!r} is not a number; write it as 1000 or 0.5") from None

    def one_of(self, column: int, known: Iterator[str] | tuple[str, ...] | list[str]) -> str:
        """The cell, which must be one of these; UserError with the choice where it is not."""
        cell = self.cells[column]
        choice = sorted(set(known))
        if cell not in choice:
            raise UserError(f"{self.place}: {cell!r} is not known here; write one of {', '.join(choice)}")
        return cell


def chosen() -> Path | None:
    """The folder that this process reads by; None for the shipped lists alone."""
    return _CHOSEN.folder


def choose(folder: Path | None) -> None:
    """Use this folder from now on in this process (None: the shipped lists alone).

    UserError where it is no folder or holds a list that nothing reads.
    """
    if folder is not None:
        check_names(folder)
    if folder == _CHOSEN.folder:
        return
    _CHOSEN.folder = folder
    for name in DEPENDENTS:
        for kept in vars(sys.modules.get(name, _CHOSEN)).values():
            if hasattr(kept, "cache_clear"):
                kept.cache_clear()


def path_of(name: str) -> Path | None:
    """The chosen folder's file of one list, None where it has none."""
    path = _CHOSEN.folder / name if _CHOSEN.folder else None
    return path if path is not None and path.is_file() else None


def rows(name: str, width: int) -> Iterator[Row]:
    """The rows that the chosen folder has of one list."""
    path = path_of(name)
    if path is not None:
        yield from read(path, width)


def read(path: Path, width: int) -> Iterator[Row]:
    """Rows of a list, padded to `width` columns; UserError names the line that has more, or a file that cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise UserError(f"{path}: not written in UTF-8; save it as UTF-8 text") from None
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}; give this user the right to read it") from None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        place = f"{path}:{number}"
        if len(cells) > width:
            raise UserError(f"{place}: {len(cells)} columns where {width} are wanted; part them by one tab")
        if not cells[0] or len(cells) < 2:
            raise UserError(
                f"{place}: {'an empty first column' if not cells[0] else 'no tab'}; part the columns by one tab"
            )
        yield Row(tuple(cells + [""] * (width - len(cells))), place)


def version(folder: Path | None) -> str:
    """Changes with what the folder's lists say; '' without a folder."""
    if folder is None:
        return ""
    digest = hashlib.sha256()
    for name in LISTS:
        path = folder / name
        if path.is_file():
            digest.update(f"{name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def check_names(folder: Path) -> None:
    """UserError where there is no such folder, or where it holds a list that nothing reads."""
    if not folder.is_dir():
        raise UserError(f"{folder}: there is no such folder of word lists; make it, or mend the setting facts.lexicon")
    for path in sorted([*folder.glob("*.tsv"), *folder.glob("*.csv")]):
        if path.name not in LISTS:
            raise UserError(f"{path}: no list has this name; there are {', '.join(LISTS)}")
