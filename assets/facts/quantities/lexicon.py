"""The word lists that quantities are read with: number words, units, currencies, bounds, measures and the rest.

Belongs here: reading the tab-separated files of the folder `lexicon`, and of a user's own folder, into tables.
Does not belong here: applying them to a text.

A user's folder may hold files of the same names.  Its rows are read after the shipped ones; a later row for
the same spelling wins, so a user can add entries and change them, without touching Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from assets.errors import UserError

FOLDER = Path(__file__).with_name("lexicon")
CENT = "hundredth"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit.  `base = value * factor + offset` in `base_unit`; `factor` None where nothing is comparable.

    For money `dimension` is 'money', `code` the ISO 4217 code, and `hundredths` tells cents from dollars.
    """

    name: str
    code: str | None
    dimension: str
    base_unit: str | None = None
    factor: float | None = None
    offset: float = 0.0
    hundredths: bool = False
    per: str | None = None


@dataclass(frozen=True)
class Lexicon:
    """Every list, ready for look-up.  Keys are lower case unless the name says symbols."""

    number_words: dict[str, tuple[str, float]]
    vague_words: dict[str, tuple[float | None, float | None]]
    bounds_before: dict[str, str]
    bounds_after: dict[str, str]
    unit_words: dict[str, Unit]
    unit_symbols: dict[str, Unit]
    currency_words: dict[str, Unit]
    currency_signs: dict[str, Unit]
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    confidences: dict[str, float] = field(default_factory=dict)

    def has(self, kind: str, word: str) -> bool:
        """Whether the list `kind` of words.tsv has the word."""
        return word in self.words.get(kind, {})

    def get(self, kind: str, word: str) -> str | None:
        """What the list `kind` of words.tsv says of the word."""
        return self.words.get(kind, {}).get(word)


@lru_cache(maxsize=4)
def load(user_folder: Path | None = None) -> Lexicon:
    """The shipped lists with the user's on top.  UserError names a file and line that cannot be read."""
    number_words = {word: (kind, float(value)) for word, kind, value in _rows("number_words.tsv", 3, user_folder)}
    vague = {phrase: (_number(low), _number(high)) for phrase, low, high in _rows("vague_words.tsv", 3, user_folder)}
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for where, phrase, bound in _rows("bounds.tsv", 3, user_folder):
        (before if where == "before" else after)[phrase] = bound
    unit_words: dict[str, Unit] = {}
    unit_symbols: dict[str, Unit] = {}
    units: dict[str, Unit] = {}
    for name, ucum, dimension, base, factor, offset, words, symbols in _rows("units.tsv", 8, user_folder):
        unit = Unit(name, ucum or None, dimension, base or None, _number(factor), float(offset or 0))
        units[name] = unit
        unit_words.update(dict.fromkeys(_parts(words), unit))
        unit_symbols.update(dict.fromkeys(_parts(symbols), unit))
    for name, words, symbols, unit_name, per in _rows("rates.tsv", 5, user_folder):
        of = units[unit_name]
        rate = Unit(of.name, of.code, of.dimension, of.base_unit, of.factor, of.offset, per=per)
        units[name] = rate
        unit_words.update(dict.fromkeys(_parts(words), rate))
        unit_symbols.update(dict.fromkeys(_parts(symbols), rate))
    currency_words: dict[str, Unit] = {}
    currency_signs: dict[str, Unit] = {}
    for code, words, signs, hundredths in _rows("currencies.tsv", 4, user_folder):
        money = Unit(code, code, "money", code, 1.0)
        cents = Unit(code, code, "money", code, 1.0, hundredths=True)
        units[code] = money
        currency_words.update(dict.fromkeys(_parts(words), money))
        currency_signs.update(dict.fromkeys(_parts(signs), money))
        for word in _parts(hundredths):
            currency_words.setdefault(word, cents)
    lists: dict[str, dict[str, str]] = {}
    for kind, word, says in _rows("words.tsv", 3, user_folder):
        lists.setdefault(kind, {})[word] = says
    for name, prefix in (("measures.tsv", ""), ("changes.tsv", "change_")):
        for form, lemma, says in _rows(name, 3, user_folder):
            lists.setdefault(prefix + form, {})[lemma] = says
    confidences = {sort: _share(sort, cell) for sort, cell, _ in _rows("confidence.tsv", 3, user_folder)}
    return Lexicon(
        number_words,
        vague,
        before,
        after,
        unit_words,
        unit_symbols,
        currency_words,
        currency_signs,
        lists,
        units,
        confidences,
    )


def alternatives(words: Iterator[str] | list[str]) -> str:
    """A regular expression for any of the words, longest first, blanks matching any white space or hyphen."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in ordered)


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _share(sort: str, cell: str) -> float:
    try:
        share = float(cell)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UserError(f"confidence.tsv: {sort!r} has {cell!r}; give the share right, from 0 to 1")
    return share


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _rows(name: str, width: int, user_folder: Path | None) -> Iterator[list[str]]:
    for folder in (FOLDER, user_folder):
        path = folder / name if folder else None
        if path is None or (folder is not FOLDER and not path.is_file()):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            cells = line.split("\t")
            cells += [""] * (width - len(cells))
            if len(cells) != width:
                raise UserError(f"{path}:{number}: {len(cells)} columns where {width} are wanted; part them by one tab")
            yield cells
