"""Prints a result for people and programs: an aligned table, CSV, JSON, Parquet.

Belongs here: turning record batches into text or a file.
Does not belong here: running the query (read.py).

Every form takes the result batch by batch, so that one of any size passes through little memory.
"""

from __future__ import annotations

import csv
import json
import math
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from assets.errors import UserError

WIDEST_CELL = 60
# Marks that turn the writing around, and with it the cells that follow.
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# What DuckDB names the columns of EXPLAIN: a plan is a drawing of many lines, of no use within a cell.
PLAN_COLUMNS = ["explain_key", "explain_value"]
# The rows whose cells decide how wide a table's columns are.
MEASURED_ROWS = 10_000


class Writable(Protocol):
    """What takes text: a file, a terminal."""

    def write(self, text: str, /) -> object:
        """Take the text."""


def write_table(reader: pa.RecordBatchReader, out: Writable, *, widest: int | None = WIDEST_CELL) -> int:
    """An aligned table with a header; cells wider than `widest` are cut with an ellipsis.  Returns the row count.

    Columns are as wide as their widest cell of the first rows; control characters, which a terminal would obey, are
    shown as spaces.  Query plans are shown as they are drawn.
    """
    if reader.schema.names == PLAN_COLUMNS:
        return _write_plans(reader, out)
    names = [_cut(_printable(name), widest) for name in reader.schema.names]
    is_number = [_is_number(field.type) for field in reader.schema]
    cells = ([_cut(_printable(cell), widest) for cell in row] for row in _texts(reader))
    measured = list(islice(cells, MEASURED_ROWS))
    widths = [max([_width(name), *(_width(row[i]) for row in measured)]) for i, name in enumerate(names)]

    def line(values: list[str]) -> str:
        padded = []
        for value, width, is_right in zip(values, widths, is_number, strict=True):
            space = " " * (width - _width(value))
            padded.append(space + value if is_right else value + space)
        return "  ".join(padded).rstrip() + "\n"

    out.write(line(names))
    out.write("  ".join("-" * width for width in widths) + "\n")
    count = 0
    for row in chain(measured, cells):
        out.write(line(row))
        count += 1
    return count


def _write_plans(reader: pa.RecordBatchReader, out: Writable) -> int:
    count = 0
    for _, plan in _rows(reader):
        out.write("".join(_printable(line).rstrip() + "\n" for line in plan.splitlines()))
        count += 1
    return count


def write_csv(reader: pa.RecordBatchReader, out: Writable) -> int:
    """CSV with a header; nulls are empty, texts whole, times ISO 8601, lists and structs JSON."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(reader.schema.names)
    count = 0
    for row in _texts(reader):
        writer.writerow(row)
        count += 1
    return count


def write_json(reader: pa.RecordBatchReader, out: Writable) -> int:
    """One JSON array, an object a row and a line; numbers that JSON has no word for (not a number, infinity) are null."""
    names = list(reader.schema.names)
    plain = [_plain(field.type) for field in reader.schema]
    count = 0
    out.write("[")
    for row in _rows(reader):
        values = [value if value is None or not to else to(value) for value, to in zip(row, plain, strict=True)]
        out.write(",\n" if count else "\n")
        out.write(json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False))
        count += 1
    out.write("\n]\n" if count else "]\n")
    return count


def write_parquet(reader: pa.RecordBatchReader, path: Path) -> int:
    """A Parquet file, put in place when it is whole.  UserError for a column that Parquet has no type for."""
    import pyarrow.parquet as pq

    for field in reader.schema:
        if pa.types.is_interval(field.type):
            raise UserError(f'Parquet has no type for the intervals of "{field.name}"; cast it: ::VARCHAR')
    aside = path.with_name(f".{path.name}.tmp")
    count = 0
    try:
        with pq.ParquetWriter(aside, reader.schema, compression="zstd") as writer:
            for batch in reader:
                writer.write_batch(batch)
                count += batch.num_rows
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return count


def _rows(reader: pa.RecordBatchReader) -> Iterator[tuple[Any, ...]]:
    for batch in reader:
        columns = [column.to_pylist() for column in batch.columns]
        yield from zip(*columns, strict=True) if columns else ()


def _texts(reader: pa.RecordBatchReader) -> Iterator[list[str]]:
    """The rows as text: whole numbers without a point, times to the second, lists and structs as JSON."""
    plain = [_plain(field.type) for field in reader.schema]
    for row in _rows(reader):
        yield ["" if value is None else _text(value, to) for value, to in zip(row, plain, strict=True)]


def _text(value: Any, to: Callable[[Any], Any] | None) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | Decimal):
        return str(value)
    made = to(value) if to else value
    return made if isinstance(made, str) else json.dumps(made, ensure_ascii=False)


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _plain(kind: pa.DataType) -> Callable[[Any], Any] | None:
    """How a value of this type becomes one that JSON knows; None where it is one already."""
    simple: list[tuple[Callable[[pa.DataType], bool], Callable[[Any], Any]]] = [
        (pa.types.is_floating, lambda value: value if math.isfinite(value) else None),
        (pa.types.is_decimal, lambda value: int(value) if value == value.to_integral_value() else float(value)),
        (pa.types.is_interval, _interval),
        (pa.types.is_duration, lambda value: value.total_seconds()),
        (pa.types.is_temporal, lambda value: value.isoformat()),
        (pa.types.is_binary, lambda value: value.hex()),
    ]
    for fits, to in simple:
        if fits(kind):
            return to
    if pa.types.is_map(kind):
        item = _plain(kind.item_type)
        return lambda pairs: {str(key): _within(item, value) for key, value in pairs}
    if pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind):
        element = _plain(kind.value_type)
        return (lambda values: [_within(element, value) for value in values]) if element else None
    if pa.types.is_struct(kind):
        fields = {field.name: _plain(field.type) for field in kind}
        if any(fields.values()):
            return lambda value: {name: _within(fields[name], part) for name, part in value.items()}
    return None


def _within(to: Callable[[Any], Any] | None, value: Any) -> Any:
    return value if value is None or to is None else to(value)


def _interval(value: Any) -> str:
    """Months, days and seconds of a calendar interval, as far as there are any."""
    parts = [(value.months, "month"), (value.days, "day"), (value.nanoseconds / 1e9, "second")]
    told = [f"{count:g} {unit}{'' if abs(count) == 1 else 's'}" for count, unit in parts if count]
    return " ".join(told) or "0 seconds"


def _printable(text: str) -> str:
    """The text with every control character, and every mark that turns the writing around, as a space."""
    if text.isprintable():
        return text
    return "".join(
        " " if letter in TURNS or unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in text
    )


def _width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return len(text) if text.isascii() else sum(map(_letter_width, text))


def _letter_width(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


def _cut(text: str, widest: int | None) -> str:
    if widest is None or _width(text) <= widest:
        return text
    left = widest - 1
    for position, letter in enumerate(text):
        left -= _letter_width(letter)
        if left < 0:
            return text[:position] + "…"
    return text
