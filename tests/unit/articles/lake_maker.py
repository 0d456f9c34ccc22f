"""A lake in a folder, and files of records to take into it."""

from __future__ import annotations

import json

import pyarrow as pa
from articles_samples import NOW

from assets import schemas
from assets.articles.build import build_articles
from assets.articles.intake import take_in
from assets.articles.staging.arrivals import Arrivals
from assets.pending import PendingDays
from assets.store import Store


class Lake:
    """A lake in a folder, with the marks of pending days."""

    def __init__(self, root):
        self.store = Store(root / "lake")
        self.pending = PendingDays(root / "pending")

    def take_in(self, *paths, now=NOW):
        """Take files in."""
        return take_in([str(path) for path in paths], self.store, self.pending, now=now)

    def build(self):
        """Build what is pending."""
        return build_articles(self.store, self.pending.days())

    def arrivals(self):
        """Staged rows of all days."""
        arrivals = Arrivals(self.store.root)
        return pa.concat_tables(arrivals.read_day(day) for day in arrivals.days())

    def rows(self, table=schemas.ARTICLES):
        """Rows of all days."""
        return self.store.read(table).to_pylist()

    def digests(self):
        """Bytes of every file of the two tables."""
        return {
            path.relative_to(self.store.root): path.read_bytes()
            for table in (schemas.ARTICLES, schemas.REJECTS)
            for path in sorted((self.store.root / table.name).rglob("*.parquet"))
        }


def write(folder, name, rows):
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in rows))
    return path
