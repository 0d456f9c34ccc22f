"""What a run says of its articles."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from assets import schemas
from assets.articles.record import UNKNOWN_OUTLET
from assets.store import Store
from pipelines.cli.summary import counts

DAY = date(2026, 3, 4)
MOMENT = datetime(2026, 3, 4, 9, tzinfo=UTC)


def plain(kind: pa.DataType) -> Any:
    """Some value of a type."""
    if pa.types.is_list(kind):
        return []
    return "" if pa.types.is_string(kind) else MOMENT if pa.types.is_timestamp(kind) else 0


def note(tmp_path: Path, *outlets: str) -> str:
    """The note beside the number of articles, one of each outlet."""
    schema = schemas.ARTICLES.schema
    rows = [
        {field.name: None if field.nullable else plain(field.type) for field in schema}
        | {"article_id": f"a{number}", "outlet_id": outlet, "revision": 1}
        for number, outlet in enumerate(outlets)
    ]
    store = Store(tmp_path)
    store.write_day(schemas.ARTICLES, DAY, pa.Table.from_pylist(rows, schema=schema))
    return counts(store, [DAY])[0][2]


@pytest.mark.parametrize(
    ("outlets", "said"),
    [
        (["harbour-post.example", "vale-times.example", "vale-times.example"], "from 2 outlets"),
        (["harbour-post.example", UNKNOWN_OUTLET], "from 1 outlet"),
        ([UNKNOWN_OUTLET, UNKNOWN_OUTLET], "of no named outlet"),
    ],
)
def test_articles_that_name_no_outlet_are_of_none(tmp_path: Path, outlets: list[str], said: str) -> None:
    """Two bare texts are not from one outlet."""
    assert note(tmp_path, *outlets) == said
