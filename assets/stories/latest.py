"""The articles of a day as this stage reads them: the latest revision of each.

Belongs here: reading articles from the lake.
Does not belong here: what is made of them (documents.py, versions.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from assets import schemas

if TYPE_CHECKING:
    from datetime import date

    from assets.store import Store

ARTICLE_COLUMNS = (
    "article_id",
    "revision",
    "title",
    "text",
    "published_at",
    "published_precision",
    "outlet_id",
    "wire_credit",
)


def latest_articles(store: Store, day: date) -> pa.Table:
    """The latest revision of each article of the day, with `day`; no rows where the day has none."""
    if not store.day_path(schemas.ARTICLES, day).is_file():
        return store.read(schemas.ARTICLES, [], ARTICLE_COLUMNS)
    rows = store.read_day(schemas.ARTICLES, day, ARTICLE_COLUMNS)
    latest = rows.group_by("article_id").aggregate([("revision", "max")])
    keys = pa.table({"article_id": latest["article_id"], "revision": latest["revision_max"]})
    return rows.join(keys, ["article_id", "revision"], join_type="inner")
