"""Files behind the paths that a user gives: folders, globs, and what lies beside a page.

Belongs here: which files are input, in which order.
Does not belong here: opening them.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assets.articles.opening.sidecars import SIDECAR_BYTES, claimed, names_beside, sidecar_in
from assets.errors import UserError

SKIPPED_FOLDERS = {"__MACOSX", "__pycache__"}


@dataclass(frozen=True)
class Found:
    """One input file, and what the sidecar beside it says (`url`, `fetched_at`, `charset`)."""

    path: Path
    sidecar: dict[str, str] = field(default_factory=dict)


def find(paths: Sequence[str | Path], *, may_be_empty: bool = False) -> Iterator[Found]:
    """Input files in a fixed order: paths as given, folders and globs sorted by name.

    Hidden files are no input, and links inside folders are not followed.  UserError, before the first file
    is given, where a path does not exist or, unless it may be empty, a folder holds no file.
    """
    expanded = [one for path in paths for one in _expanded(str(path))]
    for path in expanded:
        if not may_be_empty and path.is_dir() and not any(True for _ in _files_in(path)):
            raise UserError(f"{path}: the folder holds no file to read")
    return _each(expanded)


def _each(expanded: Iterable[Path]) -> Iterator[Found]:
    for path in expanded:
        if path.is_dir():
            for folder, names in _files_in(path):
                yield from _with_sidecars(folder, names)
        else:
            yield Found(path, _sidecar_of(path))


def _expanded(path: str) -> list[Path]:
    if Path(path).exists():
        return [Path(path)]
    if glob.has_magic(path):
        # Path.glob takes no absolute pattern.
        named = sorted(Path(name) for name in glob.glob(path, recursive=True))  # noqa: PTH207
        fixed = next(parent for parent in Path(path).parents if not glob.has_magic(str(parent)))
        found = [one for one in named if not _is_behind_link(one, fixed)]
        if found:
            return found if any(one.is_file() for one in found) and "**" not in path else _outermost(found)
        raise UserError(f"{path}: no file matches this pattern")
    raise UserError(f"{path}: no such file or folder")


def _is_behind_link(path: Path, fixed: Path) -> bool:
    """Whether the path goes through a link below `fixed`, the part of a pattern that the user spelled out."""
    return any(one.is_symlink() for one in (path, *path.parents) if fixed in one.parents)


def _outermost(found: list[Path]) -> list[Path]:
    """Paths without those that lie in a folder that is among them: '**' names both."""
    folders = {one for one in found if one.is_dir()}
    return [one for one in found if not folders.intersection(one.parents)]


def _files_in(root: Path) -> Iterator[tuple[Path, list[str]]]:
    """Folders below and including the root that hold input files, with the names of these, sorted."""
    for folder, inner, names in os.walk(root, followlinks=False):
        inner[:] = sorted(name for name in inner if not name.startswith(".") and name not in SKIPPED_FOLDERS)
        kept = sorted(name for name in names if not name.startswith(".") and not Path(folder, name).is_symlink())
        if kept:
            yield Path(folder), kept


def _with_sidecars(folder: Path, names: list[str]) -> Iterator[Found]:
    beside = claimed(names)
    for name in names:
        if name not in beside or _read_sidecar(folder / name) is None:
            yield Found(folder / name, _sidecar_of(folder / name))


def _sidecar_of(page: Path) -> dict[str, str]:
    for name in names_beside(page.name):
        candidate = page.with_name(name)
        if candidate.is_file() and (content := _read_sidecar(candidate)) is not None:
            return content
    return {}


def _read_sidecar(path: Path) -> dict[str, str] | None:
    """What the sidecar says; None where the file is no sidecar."""
    try:
        if path.stat().st_size > SIDECAR_BYTES:
            return None
        return sidecar_in(path.read_bytes())
    except OSError:
        return None
