"""`newstally duplicates FILE`: articles in, groups and stories out, as JSON Lines.

Belongs here: reading and writing the lines.
Does not belong here: finding groups and stories (assets/stories/stream.py).
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from assets.errors import UserError

if TYPE_CHECKING:
    import pyarrow as pa

LINES_AT_ONCE = 2_000
DAY_ONLY = re.compile(r"\d{4}-?\d{2}-?\d{2}")


@click.command(name="duplicates")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
def command(file: str) -> None:
    """Say which articles are copies of one text, and which report one event.

    FILE holds one JSON object a line, {id, title?, text, source?, published_at?, url?}; '-' is standard input.
    Out comes {id, duplicate_group, story, relation} for every line, in the order they came in.  Articles without
    published_at are compared with all others, the rest with those of the days around them.
    """
    from assets.stories.stream import grouped
    from assets.stories.texts.documents import from_rows, in_order, no_documents

    ids: list[str] = []
    with _opened(file) as stream:
        pieces = [from_rows(rows) for rows in _tables(stream, file, ids)]
    if not pieces:
        return
    result = grouped(in_order(no_documents().followed_by(*pieces)), ids)
    for batch in result.to_batches(max_chunksize=LINES_AT_ONCE):
        for row in batch.to_pylist():
            line = {
                "id": row["article_id"],
                "duplicate_group": row["duplicate_group"],
                "story": row["story_id"],
                "relation": row["relation"],
            }
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _opened(file: str) -> IO[str]:
    if file == "-":
        return io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8")
    path = Path(file)
    if not path.is_file():
        raise UserError(f"{file}: no such file; give a file of JSON Lines, or - for standard input")
    return path.open(encoding="utf-8")


def _tables(stream: IO[str], name: str, ids: list[str]) -> Iterator[pa.Table]:
    """The articles in pieces, with the columns that assets.stories.documents.from_rows asks for."""
    seen: set[str] = set()
    rows: list[dict[str, Any]] = []
    try:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            row = _row(line, f"{name} line {number}")
            if row["article_id"] in seen:
                raise UserError(f"{name} line {number}: id {row['article_id']!r} occurs twice; ids must differ")
            seen.add(row["article_id"])
            ids.append(row["article_id"])
            rows.append(row)
            if len(rows) == LINES_AT_ONCE:
                yield _table(rows)
                rows = []
    except UnicodeDecodeError as error:
        raise UserError(f"{name}: not UTF-8 text ({error.reason}); convert it to UTF-8") from error
    if rows:
        yield _table(rows)


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa

    schema = pa.schema(
        [
            ("article_id", pa.string()),
            ("title", pa.string()),
            ("text", pa.string()),
            ("published_at", pa.timestamp("us", "UTC")),
            ("published_precision", pa.string()),
            ("day", pa.date32()),
            ("outlet_id", pa.string()),
            ("wire_credit", pa.string()),
        ]
    )
    return pa.Table.from_pylist(rows, schema=schema)


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        article = json.loads(line)
    except json.JSONDecodeError as error:
        raise UserError(f"{where}: not JSON ({error.msg}); each line must be one JSON object") from error
    if not isinstance(article, dict):
        raise UserError(f"{where}: not a JSON object; each line must be one article")
    key, text = article.get("id"), article.get("text")
    if not isinstance(key, (str, int)) or isinstance(key, bool) or not isinstance(text, str):
        raise UserError(f"{where}: an article needs an id and a text")
    published = _time(article.get("published_at"), where)
    return {
        "article_id": str(key),
        "title": _text(article.get("title")),
        "text": _text(text),
        "published_at": published,
        "published_precision": "day" if DAY_ONLY.fullmatch(str(article.get("published_at"))) else "second",
        "day": published.date() if published else None,
        "outlet_id": _text(article.get("source") or article.get("outlet")),
        "wire_credit": None,
    }


def _text(value: object) -> str | None:
    """A text that can be written as UTF-8: half of a surrogate pair, which JSON can carry, becomes a mark."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else None


def _time(value: object, where: str) -> datetime | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise UserError(f"{where}: published_at must be an ISO 8601 date or time")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise UserError(f"{where}: published_at {value!r} is not an ISO 8601 date or time") from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
