"""`newstally run`: the whole line in this process, on Dagster's own records, and a summary for a person.

Belongs here: checking what was named, running the job `line`, saying what came of it.
Does not belong here: any stage's work, and what the summary counts (summary.py).
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.errors import UserError

if TYPE_CHECKING:
    from assets.home import Home
from pipelines.cli.shown import shown


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.pass_obj
def command(home: Home, paths: tuple[str, ...]) -> None:
    """Take files or folders (the inbox where none is named) through the whole line and say what came of it."""
    started = time.monotonic()
    named = [named_path(path) for path in paths]
    from pipelines import instance, settings

    instance.prepare(home, settings.load(home.settings))
    files = files_under(named or [home.inbox])
    if named and not files:
        raise UserError(f"{', '.join(paths)}: no file in there; name a folder with articles in it")
    unreadable = [path for path in files if not can_be_read(path)]
    if unreadable and len(unreadable) == len(files):
        raise UserError(f"{shown(unreadable[0])} cannot be read; give this user the right to read it, and run again")

    from assets.held import HeldDays
    from pipelines.cli.line import run_line
    from pipelines.cli.summary import counted, print_summary

    outcome = run_line(home, named)
    print_summary(home, outcome, time.monotonic() - started)
    held = HeldDays(home.state / "held").all()
    if held:
        raise UserError(
            f"{counted(len(held), 'news day')} held back, the first {held[0].day} by {held[0].reasons[0]}; what was "
            "published of it before stays, and every run tries it again; newstally status names all"
        )
    if unreadable:
        raise UserError(
            f"{len(unreadable)} of {len(files)} files cannot be read ({shown(unreadable[0])}); "
            "give this user the right to read them, and run again"
        )


def named_path(text: str) -> Path:
    """The absolute path of what was named; UserError where there is nothing."""
    path = Path(text)
    if not path.exists():
        raise UserError(f"{text}: there is no such file or folder; check the spelling")
    return path.resolve()


def can_be_read(path: Path) -> bool:
    """Whether the file opens and gives its first byte."""
    try:
        with path.open("rb") as stream:
            stream.read(1)
    except OSError:
        return False
    return True


def files_under(paths: list[Path]) -> list[Path]:
    """Every file named or lying in a folder named, hidden ones left out, in order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (entry for entry in sorted(path.rglob("*")) if entry.is_file())
            found += [e for e in inside if not any(part.startswith(".") for part in e.relative_to(path).parts)]
        else:
            found.append(path)
    return found
