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
from assets.facts.own_lists import Row, read
from assets.facts.speech.cues import forms
from assets.schemas import BOUNDS

FOLDER = Path(__file__).with_name("lexicon")
NUMBER_KINDS = ("unit", "ten", "scale", "suffix", "fraction", "glyph")
CASED = ("suffix", "glyph")
DIRECTIONS = ("increase", "decrease")
NO_BOUND_RULES = ("never", "large", "few", "spread")


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


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Every list, ready for look-up.  Keys are lower case unless the name says symbols.

    Two are equal only if they are one, so that what is compiled from one can be kept by it.
    """

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
    scope_weights: dict[str, float] = field(default_factory=dict)
    sign_weights: dict[str, float] = field(default_factory=dict)
    not_bounds: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    shared_currencies: dict[str, dict[str, Unit]] = field(default_factory=dict)

    def has(self, kind: str, word: str) -> bool:
        """Whether the list `kind` of words.tsv has the word."""
        return word in self.words.get(kind, {})

    def get(self, kind: str, word: str) -> str | None:
        """What the list `kind` of words.tsv says of the word."""
        return self.words.get(kind, {}).get(word)


@lru_cache(maxsize=4)
def load(user_folder: Path | None = None) -> Lexicon:
    """The shipped lists with the user's on top.  UserError names a file and line that cannot be read."""
    number_words = {
        row.cells[0].lower() if row.cells[1] not in CASED else row.cells[0]: (
            row.one_of(1, NUMBER_KINDS),
            _needed(row, 2),
        )
        for row in _rows("number_words.tsv", 3, user_folder)
    }
    vague = {row.cells[0].lower(): (row.number(1), row.number(2)) for row in _rows("vague_words.tsv", 3, user_folder)}
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for row in _rows("bounds.tsv", 3, user_folder):
        side = before if row.one_of(0, ("before", "after")) == "before" else after
        side[row.cells[1].lower()] = row.one_of(2, BOUNDS)
    not_bounds: dict[tuple[str, str], list[str]] = {}
    for row in _rows("not_bounds.tsv", 3, user_folder):
        not_bounds.setdefault((row.cells[0].lower(), row.one_of(2, NO_BOUND_RULES)), []).append(row.cells[1])
    units, unit_words, unit_symbols = _units(user_folder)
    currencies, currency_words, currency_signs = _currencies(user_folder)
    scope_weights = _scope_weights(user_folder)
    signs = {row.cells[0] for row in _rows("confidence.tsv", 4, None)}
    sign_weights = {row.one_of(0, list(signs)): _weight(row) for row in _rows("confidence.tsv", 4, user_folder)}
    return Lexicon(
        number_words,
        vague,
        before,
        after,
        unit_words,
        unit_symbols,
        currency_words,
        currency_signs,
        _lists(user_folder),
        units | currencies,
        scope_weights,
        sign_weights,
        not_bounds,
        _shared_currencies(user_folder, currencies),
    )


Names = dict[str, Unit]


def _units(user_folder: Path | None) -> tuple[Names, Names, Names]:
    """Units by name, by word and by symbol; rates among them."""
    units: Names = {}
    by_word: Names = {}
    by_symbol: Names = {}

    def add(name: str, unit: Unit, words: str, symbols: str) -> None:
        units[name] = unit
        by_word.update(dict.fromkeys(_parts(words.lower()), unit))
        by_symbol.update(dict.fromkeys(_parts(symbols), unit))

    rows = list(_rows("units.tsv", 8, user_folder))
    names = {row.cells[0] for row in rows}
    bases = {row.cells[3] for row in _rows("units.tsv", 8, None)} - {""}
    for row in rows:
        name, ucum, dimension, base, _, _, words, symbols = row.cells
        if not dimension:
            raise UserError(f"{row.place}: no dimension; write one such as mass, length or a word of your own")
        if base and base not in names:
            row.one_of(3, list(bases))
        add(
            name, Unit(name, ucum or None, dimension, base or None, row.number(4), row.number(5) or 0.0), words, symbols
        )
    for row in _rows("rates.tsv", 5, user_folder):
        name, words, symbols, _, per = row.cells
        of = units[row.one_of(3, list(units))]
        add(name, Unit(of.name, of.code, of.dimension, of.base_unit, of.factor, of.offset, per=per), words, symbols)
    return units, by_word, by_symbol


def _currencies(user_folder: Path | None) -> tuple[Names, Names, Names]:
    """Currencies by code, by word and by sign."""
    by_code: Names = {}
    by_word: Names = {}
    by_sign: Names = {}
    for row in _rows("currencies.tsv", 4, user_folder):
        code, words, signs, hundredths = row.cells
        if not re.fullmatch(r"[A-Z]{3}", code):
            raise UserError(f"{row.place}: {code!r} is no code of ISO 4217; write its three capitals, such as XAF")
        by_code[code] = money = Unit(code, code, "money", code, 1.0)
        by_word.update(dict.fromkeys(_parts(words.lower()), money))
        by_sign.update(dict.fromkeys(_parts(signs), money))
        for word in _parts(hundredths):
            by_word.setdefault(word, Unit(code, code, "money", code, 1.0, hundredths=True))
    return by_code, by_word, by_sign


def _shared_currencies(user_folder: Path | None, currencies: Names) -> dict[str, Names]:
    """The money of each country by the words and signs that several countries use."""
    found: dict[str, Names] = {}
    for row in _rows("shared_currencies.tsv", 3, user_folder):
        words, country, _ = row.cells
        money = currencies[row.one_of(2, list(currencies))]
        if not re.fullmatch(r"[A-Z]{2}", country):
            raise UserError(f"{row.place}: {country!r} is no country; write its two capitals in ISO 3166, such as SE")
        for word in _parts(words):
            found.setdefault(word, {})[country] = money
    return found


def _lists(user_folder: Path | None) -> dict[str, dict[str, str]]:
    """words.tsv, measures.tsv and changes.tsv by kind.  A user's row must be of a kind that there is."""
    found: dict[str, dict[str, str]] = {}
    for name, prefix in (("words.tsv", ""), ("measures.tsv", ""), ("changes.tsv", "change_")):
        shipped = {row.cells[0] for row in _rows(name, 3, None)}
        for row in _rows(name, 3, user_folder):
            says = row.one_of(2, DIRECTIONS) if prefix else row.cells[2]
            found.setdefault(prefix + row.one_of(0, list(shipped)), {})[row.cells[1]] = says
    for row in _rows("verbs.tsv", 3, user_folder) if user_folder else ():
        if row.cells[0] in ("say", "show"):
            # Whoever adds a verb of saying means its speaker to answer for the figures.
            words = (form for lemma in _parts(row.cells[2]) for form in sorted(forms(lemma)))
            found["reporting"] |= dict.fromkeys(words, "strong")
    return found


def _scope_weights(user_folder: Path | None) -> dict[str, float]:
    """What each sign weighs.  A user may weigh the signs that there are otherwise, and add none."""
    shipped = [row.cells[0] for row in _rows("scope_weights.tsv", 3, None)]
    return {row.one_of(0, shipped): row.number(1) or 0.0 for row in _rows("scope_weights.tsv", 3, user_folder)}


def _needed(row: Row, column: int) -> float:
    value = row.number(column)
    if value is None:
        raise UserError(f"{row.place}: no value; write the number that the word stands for")
    return value


def alternatives(words: Iterator[str] | list[str]) -> str:
    """A regular expression for any of the words, longest first, blanks matching any white space or hyphen.

    Words that begin alike share their beginning, which finds out in a few steps that none of a hundred stands here.
    """
    return _branches(sorted(set(words), key=lambda word: (-len(word), word)))


def _branches(ordered: list[str]) -> str:
    """Alternatives for the words in this order; only one of those that begin with other letters can match."""
    groups: dict[str, list[str]] = {}
    for word in ordered:
        groups.setdefault(word[0] if "a" <= word[:1] <= "z" else word, []).append(word)
    return "|".join(_branch(start, group) for start, group in groups.items())


def _branch(start: str, group: list[str]) -> str:
    if len(group) == 1:
        return re.escape(group[0]).replace(r"\ ", r"[\s-]+")
    return f"{start}(?:{_branches([word[1:] for word in group])})"


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _weight(row: Row) -> float:
    weight = row.number(1)
    if weight is None:
        raise UserError(f"{row.place}: {row.cells[0]!r} has no weight; write how much it adds, such as -0.5")
    return weight


def _rows(name: str, width: int, user_folder: Path | None) -> Iterator[Row]:
    if (FOLDER / name).is_file():
        yield from read(FOLDER / name, width)
    if user_folder is not None and (user_folder / name).is_file():
        yield from read(user_folder / name, width)
