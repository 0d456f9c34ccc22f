"""A user's own alias file: names, the entity they stand for, and its id in some outside register.

Belongs here: reading that file and looking names up in it.  Does not belong here: the product's own lexicons.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assets.errors import UserError
from assets.facts.entities.identity.names import person_key, thing_key
from assets.schemas import ENTITY_KINDS

COLUMNS = ("alias", "kind", "name", "outside_id")


@dataclass(frozen=True, slots=True)
class Alias:
    """What one alias stands for; `outside_id` is None where the file gives none."""

    kind: str
    name: str
    outside_id: str | None


class Aliases:
    """Aliases by name.  An alias of kind person is found under its titles and spellings too."""

    def __init__(self, entries: dict[str, Alias] | None = None, written: dict[str, str] | None = None) -> None:
        self._entries = entries or {}
        self._written = written or {}
        names = "|".join(re.escape(name) for name in sorted(self._written, key=len, reverse=True))
        self._names = re.compile(rf"(?<!\w)(?:{names})(?!\w)") if names else None

    def get(self, name: str, kind: str) -> Alias | None:
        """The alias of that name, or None."""
        if not self._entries:
            return None
        if kind == "person":
            found = self._entries.get(" ".join(person_key(name)))
            if found:
                return found
        return self._entries.get(thing_key(name))

    def found_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, kind) wherever the text has an alias with a capital just as it is written in the list."""
        for match in self._names.finditer(text) if self._names else ():
            yield match.start(), match.end(), self._written[match[0]]

    def __len__(self) -> int:
        return len(self._entries)


def read_aliases(path: Path) -> Aliases:
    """Aliases of a CSV file with the columns alias, kind, name, outside_id (the last may be empty or missing).

    Raises UserError, which names the line, where the file is missing or no CSV, a column lacks, a kind is unknown, a row
    has more columns than the first line, or two rows say different things of one name.
    """
    entries: dict[str, Alias] = {}
    names: dict[str, str] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [column for column in COLUMNS[:3] if column not in (reader.fieldnames or [])]
            if missing:
                raise UserError(f"{path}: no column {', '.join(missing)}; the first line must be {','.join(COLUMNS)}")
            for row in reader:
                where = f"{path}, line {reader.line_num}"
                written, entry = _entry(row, where)
                names |= {name: entry.kind for name in (written, entry.name) if name != name.lower()}
                for key in _keys(written, entry):
                    known = entries.setdefault(key, entry)
                    if known != entry:
                        raise UserError(
                            f"{where}: '{written}' is {_shown(entry)} here and {_shown(known)} in a line before"
                        )
    except UnicodeDecodeError:
        raise UserError(f"{path}: not written in UTF-8; save it as UTF-8 text") from None
    except csv.Error as error:
        raise UserError(f"{path}: no CSV ({error}); put names that hold a comma or a quote mark in quotes") from None
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}") from None
    return Aliases(entries, names)


def _entry(row: dict[str | None, Any], where: str) -> tuple[str, Alias]:
    """The alias of a row as written, and what it stands for."""
    if None in row:
        raise UserError(f"{where}: more columns than the first line has; put names that hold a comma in quotes")
    alias, kind, name, outside_id = ((row.get(column) or "").strip() for column in COLUMNS)
    if not alias or not kind or not name:
        raise UserError(f"{where}: alias, kind and name must not be empty")
    if kind not in ENTITY_KINDS:
        raise UserError(f"{where}: kind '{kind}' is none of {', '.join(ENTITY_KINDS)}")
    return alias, Alias(kind, name, outside_id or None)


def _keys(written: str, entry: Alias) -> set[str]:
    """What the alias and the name itself are found by."""
    forms = {written, entry.name}
    people = {" ".join(person_key(form)) for form in forms} if entry.kind == "person" else set()
    return {thing_key(form) for form in forms} | people


def _shown(entry: Alias) -> str:
    return f"{entry.kind} {entry.name}" + (f" ({entry.outside_id})" if entry.outside_id else "")
