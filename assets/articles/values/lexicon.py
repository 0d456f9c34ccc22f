"""Reads the word lists that lie beside this module.

Belongs here: the form of the lists.  Does not belong here: what they are used for.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one tab-separated list, without comment lines and heading."""
    text = files("assets.articles.values").joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(tuple(line.split("\t")) for line in lines[1:])


def read_pairs(name: str) -> list[tuple[str, str]]:
    """The rows of a list of two columns."""
    return [(row[0], row[1]) for row in read_rows(name)]
