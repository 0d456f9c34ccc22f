"""Articles for these tests: rows that the stage reads, and days of them in a lake."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from assets import schemas

if TYPE_CHECKING:
    from assets.store import Store

ARRIVED = datetime(2026, 3, 1, tzinfo=UTC)


def article(
    key: str, title: str, text: str, published: str | None, outlet: str = "harbour-post", wire: str | None = None
):
    """One article; `published` is an ISO time, a mere day, or None."""
    moment = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    return {
        "article_id": key,
        "title": title,
        "text": text,
        "published_at": moment,
        "published_precision": "unknown" if not published else "minute" if "T" in published else "day",
        "day": moment.date() if moment else None,
        "outlet_id": outlet,
        "wire_credit": wire,
    }


def table(articles: Sequence[dict]) -> pa.Table:
    """Rows as documents.from_rows reads them."""
    names = ("article_id", "title", "text", "published_precision", "outlet_id", "wire_credit")
    columns = {name: pa.array([row[name] for row in articles], pa.string()) for name in names}
    columns["published_at"] = pa.array([row["published_at"] for row in articles], pa.timestamp("us", "UTC"))
    columns["day"] = pa.array([row["day"] for row in articles], pa.date32())
    return pa.table(columns)


def put(store: Store, articles: Sequence[dict], revision: int = 1) -> list[date]:
    """Write the articles into the lake, each to its day, in place of what the days had; the days, ascending."""
    days = sorted({row["day"] for row in articles})
    for day in days:
        rows = table([row for row in articles if row["day"] == day])
        store.write_day(schemas.ARTICLES, day, _whole(rows, revision))
    return days


def _whole(rows: pa.Table, revision: int) -> pa.Table:
    columns = {}
    for column in schemas.ARTICLES.columns:
        if column.name == "revision":
            columns[column.name] = pa.array([revision] * rows.num_rows, column.type)
        elif column.name in rows.column_names:
            columns[column.name] = rows[column.name]
        elif column.nullable:
            columns[column.name] = pa.nulls(rows.num_rows, column.type)
        else:
            filler = [] if pa.types.is_list(column.type) else "" if pa.types.is_string(column.type) else 1
            filler = ARRIVED if pa.types.is_timestamp(column.type) else filler
            columns[column.name] = pa.array([filler] * rows.num_rows, column.type)
    return pa.table(columns)


def digest(root: Path) -> dict[str, bytes]:
    """Content of every file under a folder."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


FERRY = (
    "A ferry with 214 people on board ran aground off Marrow Point early on Tuesday, the coast guard of Lorvia said.\n\n"
    "Three passengers were taken to hospital in Tessen with broken bones, and 17 others were treated on the quay.\n\n"
    "Captain Ilse Varnholt told investigators that the rudder had failed two minutes before the ship struck the reef.\n\n"
    "Divers will look at the hull on Wednesday, and the line between Tessen and Ostrava Bay stays closed until then, "
    "harbour master Piet Oland said.\n\n"
    "The ship, the Grey Heron, was built in 1998 and passed its last inspection in the autumn without any remark."
)
FERRY_OWN = (
    "Passengers of the Grey Heron spent five hours in the dark before boats brought them to Tessen on Tuesday.\n\n"
    "The ferry struck the reef at Marrow Point with 214 people aboard. Three are in hospital, doctors at the Tessen "
    "clinic said.\n\n"
    "Why the rudder failed is not known. Captain Ilse Varnholt has given a statement to the coast guard of Lorvia, "
    "and the ferry line has cancelled all crossings to Ostrava Bay."
)
TUNNEL = (
    "Workers broke through the last metres of rock in the Kelder tunnel on Tuesday, nine years after digging began.\n\n"
    "Minister Rosa Immerfeld said that trains would run between Vell and Arnsted from next summer, and that the cost "
    "had risen to 4.1 billion crowns.\n\n"
    "The tunnel is 31 kilometres long. Two engineers died in a collapse in its third year, and a plaque at the north "
    "portal carries their names."
)
