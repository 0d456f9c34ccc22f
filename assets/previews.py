"""Markdown for the Dagster UI: previews of tables and bars over days, which text from articles cannot break.

Belongs here: rendering, escaping.  Every value is data from outside until it has gone through `escaped`.
Does not belong here: Dagster itself (assets.recording attaches what is made here).
"""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

PREVIEW_ROWS = 8
PREVIEW_COLUMNS = 9
CELL_CHARACTERS = 90
BAR_CHARACTERS = 24

# A character reference is never Markdown syntax.  The word joiner keeps the UI from turning what looks like an
# address into a link, which it does after the references are resolved.
JOINER = "\u2060"
REFERENCES = {ord(mark): f"&#{ord(mark)};" for mark in string.punctuation}
BROKEN_ADDRESSES = (("://", f":{JOINER}//"), ("www.", f"www{JOINER}."), ("@", f"@{JOINER}"))


def escaped(value: object, limit: int = CELL_CHARACTERS) -> str:
    """One line of at most `limit` characters of the value that Markdown shows as it is."""
    text = " ".join(_plain(value).split())
    if len(text) > limit:
        text = text[: limit - 1].rstrip() + "…"
    text = "".join(c if c.isprintable() else "�" for c in text)
    for address, broken in BROKEN_ADDRESSES:
        text = text.replace(address, broken)
    return text.translate(REFERENCES)


def table(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; '_no rows_' where there are none."""
    if not rows:
        return "_no rows_"
    lines = [_line(names), _line(["---"] * len(names), raw=True)]
    return "\n".join([*lines, *(_line(row) for row in rows)])


def preview(rows: pa.Table, columns: Sequence[str] = ()) -> str:
    """The first rows of an Arrow table, the columns named or its first ones."""
    names = [name for name in (columns or rows.column_names) if name in rows.column_names][:PREVIEW_COLUMNS]
    head = rows.select(names).slice(0, PREVIEW_ROWS).to_pylist()
    return table(names, [[row[name] for name in names] for row in head])


def bars(counts: Mapping[Any, int], label: str, unit: str) -> str:
    """Counts as a Markdown table with bars, in the order given; the longest bar is the largest count."""
    top = max(counts.values(), default=0)
    if not top:
        return f"_no {unit}_"
    lines = [_line([label, unit, ""]), "| --- | ---: | --- |"]
    for name, count in counts.items():
        bar = "█" * max(round(BAR_CHARACTERS * count / top), 1 if count else 0)
        lines.append(f"| {escaped(name)} | {count:,} | {bar} |")
    return "\n".join(lines)


def _line(cells: Sequence[object], *, raw: bool = False) -> str:
    return "| " + " | ".join(str(cell) if raw else escaped(cell) for cell in cells) + " |"


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return ", ".join(_plain(item) for item in value)
    return str(value)
