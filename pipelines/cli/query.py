"""`newstally query`: ask the published DuckDB file in SQL.

Belongs here: the command's options and where its output goes.
Does not belong here: opening the file (assets.warehouse.read) or printing rows (assets.warehouse.tabulate).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.errors import UserError
from pipelines.cli.shown import TerminalText

if TYPE_CHECKING:
    import pyarrow as pa

    from assets.home import Home
    from assets.warehouse.asking import tabulate


@click.command("query")
@click.argument("sql")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "parquet"]),
    default="table",
    show_default=True,
    help="How to print the rows; Parquet needs --output.",
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file, not to the screen."
)
@click.pass_obj
def command(home: Home, sql: str, form: str, output: Path | None) -> None:
    """Ask the published DuckDB file in SQL.  The file is open read-only; the query can reach nothing else.

    Start with: newstally query "select * from stories"
    """
    if form == "parquet" and output is None:
        raise UserError("Parquet is not for the screen; name a file with --output FILE")
    if output is not None and not output.resolve().parent.is_dir():
        raise UserError(f"the folder {output.resolve().parent} does not exist; make it or choose another --output")

    import duckdb

    from assets.warehouse.asking import read, tabulate

    with read.opened(home) as connection:
        try:
            reader = read.stream(connection, sql)
            if form == "parquet" and output is not None:
                tabulate.write_parquet(reader, output)
            elif output is not None:
                with output.open("w", encoding="utf-8", newline="") as out:
                    _write(reader, form, out, None)
            else:
                is_terminal = sys.stdout.isatty()
                harmless = TerminalText(sys.stdout) if is_terminal else sys.stdout
                _write(reader, form, harmless, tabulate.WIDEST_CELL if is_terminal else None)
        except duckdb.Error as error:
            # A result streams, so a division or a cast may fail only while it is printed.
            raise UserError(read.one_line(error)) from error
        except PermissionError as error:
            raise UserError(f"cannot write {output} ({error.strerror}); choose another --output") from error


def _write(reader: pa.RecordBatchReader, form: str, out: tabulate.Writable, widest: int | None) -> None:
    from assets.warehouse.asking import tabulate

    if form == "csv":
        tabulate.write_csv(reader, out)
    elif form == "json":
        tabulate.write_json(reader, out)
    else:
        tabulate.write_table(reader, out, widest=widest)
