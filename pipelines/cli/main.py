"""The way in: which commands there are, where each lives, and how errors reach a person.

Belongs here: the list of commands with their one-line summaries.  A command's module is imported when the
command is called, so `newstally --help` costs no more than click.
"""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
import traceback
import warnings
from pathlib import Path
from typing import Any

import click

from assets.errors import UserError
from assets.home import Home
from pipelines.cli.shown import harmless

COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("pipelines.cli.run", "Take files or folders through the whole line and say what came of it."),
    "ui": ("pipelines.cli.ui", "Open the Dagster UI on this home folder."),
    "query": ("pipelines.cli.query", "Ask the published DuckDB file in SQL, read-only."),
    "search": ("pipelines.cli.search", "Find titles, sentences and facts by words."),
    "report": ("pipelines.cli.report", "Write a self-contained page on a story or a day."),
    "compare": ("pipelines.cli.compare", "Show what two articles share and where they differ."),
    "explain": ("pipelines.cli.explain", "Show a text with its facts marked."),
    "articles": ("pipelines.cli.articles", "Filter: files in, cleaned articles out (JSON Lines)."),
    "duplicates": ("pipelines.cli.duplicates", "Filter: articles in, groups and stories out (JSON Lines)."),
    "extract": ("pipelines.cli.extract", "Filter: texts in, facts, entities and quotes out (JSON Lines)."),
    "collect": ("pipelines.cli.collect", "Fetch what is new from the live sources in sources.yaml."),
    "status": ("pipelines.cli.status", "Last good day, late sources, failed checks, disk use."),
    "doctor": ("pipelines.cli.doctor", "Say what is missing on this machine and how to mend it."),
}


class LazyCommands(click.Group):
    """A group whose commands are imported on call; its help needs none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command's own object, from its module's `command`."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what no one foresaw ends in a line too, and leaves its traceback in a file."""
        try:
            return super().invoke(ctx)
        except (UserError, BrokenPipeError, click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            raise UserError(unforeseen(error, ctx.obj)) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Names with summaries, without importing a command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    type=click.Path(file_okay=False),
    envvar="NEWSTALLY_HOME",
    default="var",
    show_default=True,
    help="Folder with inbox, lake, warehouse, reports and Dagster's own files.",
)
@click.version_option(package_name="newstally")
@click.pass_context
def newstally(ctx: click.Context, home: str) -> None:
    """Raw news in, figures out: who reported what number, when, and where they disagree."""
    ctx.obj = Home(Path(home).resolve())


def unforeseen(error: Exception, home: Home) -> str:
    """One line on an error that no command expects: what the machine lacks, else where the traceback is to be found."""
    from assets.disk import lack

    if (
        isinstance(error, OSError)
        and error.filename
        and not Path(os.fsdecode(error.filename)).is_relative_to(home.root)
    ):
        return f"{os.fsdecode(error.filename)}: {error.strerror}; mend that, or name another file or folder"
    if lacking := lack(error, home.root):
        return f"{lacking}, and try again"
    said = " ".join(f"{type(error).__name__}: {error}".split())
    folder = home.dagster / "logs"
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="fault-", suffix=".txt", dir=folder if folder.is_dir() else None, delete=False
        ) as out:
            out.write("".join(traceback.format_exception(error)))
    except OSError:
        return f"a fault of newstally itself: {said}"
    return f"a fault of newstally itself: {said}; {out.name} says where, and is worth a report"


def main() -> None:
    """Run the command line; an expected error is one line on stderr and exit code 1."""
    # Children of this process look for modules where it does, and not in the working folder.
    os.environ["PYTHONSAFEPATH"] = "1"
    # Libraries warn their users, who are the authors of this product and not the person at the keyboard.
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    try:
        # A command that ends with ctx.exit(code) gives the code back here.
        sys.exit(newstally.main(prog_name="newstally", standalone_mode=False) or 0)
    except (click.exceptions.Abort, KeyboardInterrupt):
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except UserError as error:
        click.echo(f"newstally: {harmless(str(error))}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)


if __name__ == "__main__":
    main()
