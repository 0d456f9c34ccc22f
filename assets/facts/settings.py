"""Settings of the facts stage: the table [facts] of newstally.toml, with overrides from the environment.

Belongs here: reading and checking that table.  Does not belong here: acting on it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from assets.errors import UserError, nearest

PREFIX = "NEWSTALLY_FACTS_"
# Variables of the same prefix that are read where they are used.
READ_ELSEWHERE = ("aliases",)


@dataclass(frozen=True)
class FactsSettings:
    """How texts are read."""

    lexicon: str = ""
    """Folder with word lists of your own, from the settings file's folder on; empty for none."""
    kept_megabytes: int = 500
    """Most that the kept analyses of texts may take on disk; 0 keeps none."""
    origin: Path | None = None

    @property
    def lexicon_folder(self) -> Path | None:
        """The folder of the user's lists, None where there is none; it need not exist."""
        if not self.lexicon:
            return None
        return (self.origin or Path()) / Path(self.lexicon).expanduser()


def read_settings(path: Path, environment: Mapping[str, str] | None = None) -> FactsSettings:
    """Settings from [facts] of a TOML file (defaults where there is none), then from the environment.

    UserError where the file is no TOML, or names a setting that does not exist or of another type.
    """
    values: dict[str, object] = {}
    for name, value in _table(path).items():
        values[name] = _checked(name, value, f"{path}: [facts]")
    for variable, text in (os.environ if environment is None else environment).items():
        name = variable.removeprefix(PREFIX).lower()
        if variable.startswith(PREFIX) and name not in READ_ELSEWHERE:
            values[name] = _checked(name, int(text) if text.isdigit() else text, "the environment:")
    return FactsSettings(**values, origin=path.parent)  # type: ignore[arg-type]


def _table(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("facts", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: not a TOML file ({error})") from None
    if not isinstance(table, dict):
        raise UserError(f"{path}: facts is a section; write [facts] on a line of its own and its keys below it")
    return table


def _checked(name: str, value: object, where: str) -> object:
    known = {one.name: one.type for one in fields(FactsSettings) if one.name != "origin"}
    if name not in known:
        raise UserError(f"{where} no setting {name}; {nearest(name, known)}")
    if name == "kept_megabytes":
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise UserError(f"{where} kept_megabytes must be a whole number of megabytes, and is {value!r}")
        return value
    if not isinstance(value, str):
        raise UserError(f"{where} {name} must be a text in quotes, and is {value!r}")
    return value
