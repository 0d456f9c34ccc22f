"""Limits and field names of the readers, as code gives them and as a settings file may change them.

Belongs here: every number that decides when a document is refused.
Does not belong here: settings of live sources.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from assets.errors import UserError, nearest

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class ReadSettings:
    """What one document may cost, and which extra field names mean what.

    Sizes are in bytes, times in seconds.  10 MB holds more than 99.99 % of news pages.
    """

    document_bytes: int = 10 * MEGABYTE
    """Largest single document: a page, a text, one row."""
    feed_bytes: int = 12 * MEGABYTE
    """Largest feed."""
    unpacked_bytes: int = 64 << 30
    """Most that one compressed file may expand to."""
    unpack_ratio: int = 250
    """Most that a compressed file may expand by, once it has given `ratio_floor_bytes`."""
    ratio_floor_bytes: int = 16 * MEGABYTE
    """Output below this is never judged by its ratio: short repetitive files compress well."""
    archive_members: int = 1_000_000
    """Most members of one zip or tar."""
    archive_depth: int = 3
    """How deep archives may lie in archives."""
    document_cpu_seconds: int = 3
    """Processor time that one document may take."""
    document_wall_seconds: int = 60
    """Clock time after which a worker counts as hung."""
    worker_bytes: int = 800 * MEGABYTE
    """Memory that a worker process may take."""
    workers: int = field(default_factory=lambda: max(1, min(8, os.cpu_count() or 1)))
    """Worker processes."""
    field_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Extra names of record fields by meaning, tried before the common ones."""
    outlet: str | None = None
    """Outlet of records that name none; empty for none."""


def read_settings(path: Path) -> ReadSettings:
    """Settings from the table [articles] of a TOML file, defaults where it or the file is missing.

    UserError where the file is no TOML, or names a setting that does not exist, or of another type or no size.
    """
    if not path.is_file():
        return ReadSettings()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("articles", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: not a TOML file ({error})") from None
    if not isinstance(table, dict):
        raise UserError(f"{path}: articles must be a table of settings: write [articles] above them")
    return replace(ReadSettings(), **{name: _value(path, name, value) for name, value in table.items()})


def _value(path: Path, name: str, value: Any) -> Any:
    known = {one.name: one for one in fields(ReadSettings)}
    if name not in known:
        raise UserError(f"{path}: [articles] has no setting {name}; {nearest(name, known)}")
    if name == "field_names":
        return _field_names(path, value)
    wanted = str if name == "outlet" else int
    if not isinstance(value, wanted) or isinstance(value, bool):
        raise UserError(f"{path}: [articles] {name} must be {'a text' if wanted is str else 'a whole number'}")
    if isinstance(value, int) and value < 1:
        raise UserError(f"{path}: [articles] {name} must be 1 or more, not {value}")
    return value or None


def _field_names(path: Path, value: Any) -> dict[str, tuple[str, ...]]:
    """Names by meaning; UserError for a meaning that there is not, for names that are no texts, or of two meanings."""
    from assets.articles.drafting.fields import common_names, normal_name

    meanings = common_names()
    if not isinstance(value, dict):
        raise UserError(f'{path}: [articles] field_names must be a table, such as text = ["body_html"]')
    found: dict[str, tuple[str, ...]] = {}
    meaning_of: dict[str, str] = {}
    for meaning, names in value.items():
        listed = [names] if isinstance(names, str) else names
        if meaning not in meanings:
            raise UserError(f"{path}: [articles.field_names] has no meaning {meaning}; {nearest(meaning, meanings)}")
        if not isinstance(listed, list) or not all(isinstance(one, str) and normal_name(one) for one in listed):
            raise UserError(f'{path}: [articles.field_names] {meaning} must be a list of field names, such as ["body"]')
        for name in listed:
            other = meaning_of.setdefault(normal_name(name), meaning)
            if other != meaning:
                raise UserError(f"{path}: [articles.field_names] has {name} under {other} and under {meaning}")
        found[meaning] = tuple(listed)
    return found
