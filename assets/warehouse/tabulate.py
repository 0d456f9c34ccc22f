"""Prints a result for people and programs: an aligned table, CSV, JSON, Parquet.

Belongs here: turning record batches into text or a file.
Does not belong here: running the query (read.py).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

WIDEST_CELL = 60


def write_table(reader: pa.RecordBatchReader, out: IO[str], *, widest: int | None = WIDEST_CELL) -> int:
    """An aligned table with a header; cells longer than `widest` are cut with an ellipsis.  Returns the row count."""
    names = list(reader.schema.names)
    is_number = [_is_number(field.type) for field in reader.schema]
    cells = [[_cut(_cell(value), widest) for value in row] for row in _rows(reader)]
    widths = [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(names)]

    def line(values: list[str]) -> str:
        padded = [v.rjust(w) if n else v.ljust(w) for v, w, n in zip(values, widths, is_number, strict=True)]
        return "  ".join(padded).rstrip() + "\n"

    out.write(line(names))
    out.write("  ".join("-" * width for width in widths) + "\n")
    out.writelines(line(row) for row in cells)
    return len(cells)


def write_csv(reader: pa.RecordBatchReader, out: IO[str]) -> int:
    """CSV with a header; nulls are empty, times ISO 8601, lists and structs JSON."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(reader.schema.names)
    count = 0
    for row in _rows(reader):
        writer.writerow(["" if value is None else _cell(value) for value in row])
        count += 1
    return count


def write_json(reader: pa.RecordBatchReader, out: IO[str]) -> int:
    """One JSON array, an object a row and a line."""
    names = list(reader.schema.names)
    count = 0
    out.write("[")
    for row in _rows(reader):
        out.write(",\n" if count else "\n")
        out.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=_plain))
        count += 1
    out.write("\n]\n" if count else "]\n")
    return count


def write_parquet(reader: pa.RecordBatchReader, path: Path) -> int:
    """A Parquet file, put in place when it is whole."""
    import pyarrow.parquet as pq

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


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return str(value).replace("\n", " ")


def _cut(text: str, widest: int | None) -> str:
    return text if widest is None or len(text) <= widest else text[: widest - 1] + "…"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, bytes):
        return value.hex()
    return str(value)
