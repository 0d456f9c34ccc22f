"""The data dictionary: docs/data_dictionary.md, made from assets.schemas and from the statements in sql/.

Belongs here: how tables and columns are written down for people.
Does not belong here: what they mean; that is said once, in assets/schemas.py and in the headers of sql/.

`python -m assets.quality.dictionary` writes the page anew.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from assets import schemas
from assets.home import Home
from assets.quality.suite import WAREHOUSE, load, tables
from assets.store import Store
from assets.warehouse.build import build_warehouse
from assets.warehouse.building import statements

PAGE = Path("docs") / "data_dictionary.md"

HEAD = """# Data dictionary

Made by `python -m assets.quality.dictionary` from `assets/schemas.py` and the headers in `sql/`; a test fails when it
is behind. Columns marked with a dot may be null. Every lake table also has `day` (date32), the news day, which the
folder's name carries.
"""

LAYERS = {"10_core": "Core", "20_marts": "Marts", "30_views": "Views and macros"}


def dictionary() -> str:
    """The whole page as Markdown.  Builds an empty warehouse in a temporary folder to learn its columns' types."""
    types = warehouse_types()
    parts = [HEAD, contents(), "## Lake\n"]
    parts += [lake_table(table) for table in (schemas.ARRIVALS, *schemas.LAKE)]
    for layer, title in LAYERS.items():
        parts.append(f"## Warehouse: {title.lower()}\n")
        parts += [statement_section(s, types.get(s.name, [])) for s in sorted_statements() if s.layer == layer]
    return "\n".join(parts).rstrip() + "\n"


def sorted_statements() -> list[statements.Statement]:
    """The warehouse's statements by name."""
    return sorted(statements.load(), key=lambda s: s.name)


def contents() -> str:
    """One line a layer with links to its tables."""
    lines = ["Lake: " + ", ".join(link(t.name, f"lake-{t.name}") for t in (schemas.ARRIVALS, *schemas.LAKE)) + "."]
    for layer, title in LAYERS.items():
        names = [link(s.name, f"warehouse-{s.name}") for s in sorted_statements() if s.layer == layer]
        lines.append(f"{title}: {', '.join(names)}.")
    return "\n\n".join(lines) + "\n"


def link(name: str, anchor: str) -> str:
    """A link to a table on the page."""
    return f"[{name}](#{anchor})"


def heading(name: str, anchor: str) -> str:
    """A table's heading; lake and warehouse may have tables of one name, so that the anchor is its own."""
    return f'<a id="{anchor}"></a>\n\n### {name}\n'


def lake_table(table: schemas.Table) -> str:
    """One lake table's section."""
    sources = f" Made from {', '.join(f'`{name}`' for name in table.upstream)}." if table.upstream else ""
    rows = [
        (
            f"`{column.name}`{' ·' if column.nullable else ''}",
            f"{column.type}",
            column.meaning
            + (f" One of: {', '.join(f'`{value}`' for value in column.values)}." if column.values else ""),
        )
        for column in table.columns
    ]
    return (
        heading(table.name, f"lake-{table.name}")
        + f"\nA row is {table.row}. Key: {', '.join(f'`{name}`' for name in table.key)}.{sources}{checked(table.name)}\n\n"
        + grid(rows)
    )


def statement_section(statement: statements.Statement, columns: list[tuple[str, str]]) -> str:
    """One warehouse table's, view's or macro's section."""
    shown = f"{statement.name}({statement.parameters})" if statement.kind == "macro" else statement.name
    key = f" Key: {', '.join(f'`{name}`' for name in statement.key)}." if statement.key else ""
    rows = [(f"`{name}`", kind, statement.column_comment(name)) for name, kind in columns]
    return (
        heading(shown, f"warehouse-{statement.name}")
        + f"\nA row is {statement.grain}.{key} {statement.meaning}{checked(WAREHOUSE + statement.name)}\n\n"
        + (grid(rows) if rows else "")
    )


def checked(table: str) -> str:
    """How many checks watch the table."""
    if table not in tables():
        return ""
    checks = load(table).checks
    blocking = sum(check.severity == "critical" for check in checks)
    return f" Watched by {len(checks)} checks, of which {blocking} block."


def grid(rows: list[tuple[str, str, str]]) -> str:
    """A Markdown table of columns."""
    lines = ["| column | type | meaning |", "|---|---|---|"]
    lines += [f"| {name} | `{cell(kind)}` | {cell(meaning)} |" for name, kind, meaning in rows]
    return "\n".join(lines) + "\n"


def cell(text: str) -> str:
    """Text that does not end a table's cell."""
    return " ".join(text.split()).replace("|", "\\|")


def warehouse_types() -> dict[str, list[tuple[str, str]]]:
    """Columns with their types of each table and view, from a warehouse built of an empty lake."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        build_warehouse(Store(home.lake), home, now=datetime(2000, 1, 1, tzinfo=UTC))
        with closing(duckdb.connect(str(home.published), read_only=True)) as connection:
            return dict(_columns(connection))


def _columns(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for statement in statements.load():
        if statement.kind != "macro":
            described = connection.execute(f'DESCRIBE "{statement.name}"').fetchall()
            yield (
                statement.name,
                [(row[0], row[1].replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")) for row in described],
            )


if __name__ == "__main__":
    PAGE.write_text(dictionary(), encoding="utf-8")
