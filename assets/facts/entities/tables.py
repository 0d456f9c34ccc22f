"""The lexicon files of this package, read once.

Belongs here: reading the tab-separated files beside the code into plain tuples.
Does not belong here: what the rows mean (see the module that asks for them).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

LEXICON = Path(__file__).parent / "lexicon"
# Data that other stages read too.
SHARED = Path(__file__).parents[2]


@cache
def rows(name: str, columns: int, folder: Path = LEXICON) -> tuple[tuple[str, ...], ...]:
    """Rows of one lexicon file, padded with '' to `columns`; lines that begin with '#' and blank lines are left out."""
    found = []
    for line in (folder / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("\t")]
            found.append(tuple(cells + [""] * (columns - len(cells))))
    return tuple(found)


@cache
def words(name: str, folder: Path = LEXICON) -> frozenset[str]:
    """The words of one list of words.tsv; KeyError if there is no such list."""
    return frozenset({row[0]: row[1] for row in rows("words.tsv", 2, folder)}[name].split("|"))
