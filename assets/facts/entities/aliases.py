"""A user's own alias file: names, the entity they stand for, and its id in some outside register.

Belongs here: reading that file and looking names up in it.  Does not belong here: the product's own lexicons.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from assets.errors import UserError
from assets.facts.entities.names import person_key, thing_key
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

    def __init__(self, entries: dict[str, Alias] | None = None) -> None:
        self._entries = entries or {}

    def get(self, name: str, kind: str) -> Alias | None:
        """The alias of that name, or None."""
        if not self._entries:
            return None
        if kind == "person":
            found = self._entries.get(" ".join(person_key(name)))
            if found:
                return found
        return self._entries.get(thing_key(name))

    def __len__(self) -> int:
        return len(self._entries)


def read_aliases(path: Path) -> Aliases:
    """Aliases of a CSV file with the columns alias, kind, name, outside_id (the last may be empty).

    Raises UserError where the file is missing, a column lacks, or a kind is unknown.
    """
    entries: dict[str, Alias] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in COLUMNS[:3] if column not in (reader.fieldnames or [])]
            if missing:
                raise UserError(f"{path}: no column {', '.join(missing)}; the first line must be {','.join(COLUMNS)}")
            for row in reader:
                kind, name, alias = (row[c].strip() if row[c] else "" for c in ("kind", "name", "alias"))
                if kind not in ENTITY_KINDS:
                    raise UserError(
                        f"{path}, line {reader.line_num}: kind '{kind}' is none of {', '.join(ENTITY_KINDS)}"
                    )
                if not alias or not name:
                    raise UserError(f"{path}, line {reader.line_num}: alias and name must not be empty")
                entry = Alias(kind, name, (row.get("outside_id") or "").strip() or None)
                for written in (alias, name):
                    entries[thing_key(written)] = entry
                    if kind == "person":
                        entries[" ".join(person_key(written))] = entry
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}") from error
    return Aliases(entries)
