"""Reading the published file: read-only, external access off, one cursor per result, errors in one line.

Belongs here: opening the file and running a query for a person or a page.
Does not belong here: what is asked (pipelines.cli, search.py, story_page.py), or how rows are printed (tabulate.py).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import duckdb

from assets.errors import UserError
from assets.warehouse.building.publish import held_message, open_read_only

if TYPE_CHECKING:
    import pyarrow as pa

    from assets.home import Home

BATCH_ROWS = 10_000


@contextlib.contextmanager
def opened(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file, as it is now; it stays the same until closed, whatever is published meanwhile.

    UserError where there is none yet, where another program holds it for writing, or where it does not open.
    KeyboardInterrupt where the user breaks off a query, which DuckDB reports as an error of its own.
    """
    if not home.published.is_file():
        raise UserError(f"there is no warehouse in {home.root} yet; make one with: newstally run PATH")
    try:
        connection = open_read_only(home.published)
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise UserError(held_message(home.published, error)) from error
        raise UserError(
            f"{home.published} does not open ({one_line(error)}); make it anew with: newstally run"
        ) from error
    except duckdb.Error as error:
        raise UserError(
            f"{home.published} does not open ({one_line(error)}); make it anew with: newstally run"
        ) from error
    try:
        yield connection
    except RuntimeError as error:
        if "interrupted" in str(error).lower():
            raise KeyboardInterrupt from error
        raise
    finally:
        connection.close()


def rows(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    """All rows of a query as dicts, on a cursor of its own."""
    with connection.cursor() as cursor:
        result = cursor.execute(query, parameters) if parameters else cursor.execute(query)
        names = [column[0] for column in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def stream(connection: duckdb.DuckDBPyConnection, query: str) -> pa.RecordBatchReader:
    """The result of one statement of a person, batch by batch.  UserError where DuckDB refuses it.

    Columns of one name are told apart as DuckDB does in a table: best, best_1.
    """
    try:
        statements = connection.extract_statements(query)
        if not statements:
            raise UserError('the query is empty; ask something, such as "SELECT * FROM stories"')
        if len(statements) != 1:
            raise UserError(f"give one SQL statement, not {len(statements)}")
        relation = connection.sql(query)
        if relation is None:
            raise UserError(
                "the statement gives no rows; the warehouse is open read-only, so ask it something with SELECT"
            )
        return _told_apart(relation.to_arrow_reader(BATCH_ROWS))
    except duckdb.PermissionException as error:
        raise UserError(
            f"a query reaches nothing but the warehouse ({one_line(error)}); to save its rows, add --output FILE"
        ) from error
    except duckdb.Error as error:
        raise UserError(one_line(error)) from error


def _told_apart(reader: pa.RecordBatchReader) -> pa.RecordBatchReader:
    import pyarrow as pa

    names: list[str] = []
    for name in reader.schema.names:
        taken = {*names, *reader.schema.names}
        free = (f"{name}_{number}" for number in range(1, len(taken) + 1) if f"{name}_{number}" not in taken)
        names.append(next(free) if name in names else name)
    if names == reader.schema.names:
        return reader
    fields = [field.with_name(name) for field, name in zip(reader.schema, names, strict=True)]
    schema = pa.schema(fields)
    return pa.RecordBatchReader.from_batches(schema, (batch.rename_columns(names) for batch in reader))


def one_line(error: Exception) -> str:
    """DuckDB's message in one line; in place of its excerpt of the query the number of the line, where that is not 1."""
    message, _, excerpt = str(error).partition("\nLINE ")
    told = " ".join(part.strip() for part in message.splitlines() if part.strip())
    line = excerpt.partition(":")[0]
    return told if line in ("", "1") else f"{told} (line {line} of the query)"
