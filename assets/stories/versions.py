"""Articles of the lake as a comparison reads them, and the comparison that a run shows.

Belongs here: finding an article's latest text by its id, and which pair of copies is worth a look.
Does not belong here: comparing (comparison.py), printing (pipelines/cli/compare.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets import schemas
from assets.stories.comparison import Version, as_markdown, compare
from assets.stories.latest import latest_articles

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from assets.store import Store

# What a reader wants to see first: where words or figures changed.
TELLING = ("revision", "light_rewrite", "truncation", "copy")
SHOWN_LINES = 40


def find_version(store: Store, article_id: str, days: Iterable[date]) -> Version | None:
    """The latest revision of the article on the first of these days that has it; None where none has."""
    for day in days:
        if article_id not in store.read_day(schemas.ARTICLES, day, ["article_id"])["article_id"].to_pylist():
            continue
        row = next(row for row in latest_articles(store, day).to_pylist() if row["article_id"] == article_id)
        published = row["published_at"].isoformat(timespec="minutes") if row["published_at"] else ""
        return Version(article_id, row["title"] or "", row["text"], row["outlet_id"] or "", published)
    return None


def telling_comparison(store: Store, written: Iterable[date]) -> str:
    """Markdown of the most telling copy of the latest written day that has one, beside what it was matched with.

    Revisions come before light rewrites, truncations and plain copies; the least alike of a kind comes first.
    Empty where no day has a copy.
    """
    known = store.days(schemas.ARTICLES)
    for day in sorted(written, reverse=True):
        rows = [row for row in store.read_day(schemas.DUPLICATES, day).to_pylist() if row["relation"] in TELLING]
        if not rows:
            continue
        row = min(rows, key=lambda r: (TELLING.index(r["relation"]), r["similarity"], r["article_id"]))
        copy = find_version(store, row["article_id"], [day])
        matched = find_version(store, row["matched_id"], [d for d in reversed(known) if d <= day])
        if copy is None or matched is None:
            continue
        lines = as_markdown(compare(matched, copy)).splitlines()
        left_out = lines[SHOWN_LINES:]
        more = ["", f"{len(left_out)} further lines: `newstally compare {matched.article_id} {copy.article_id}`"]
        return "\n".join([f"*{row['relation']}* of {day}", "", *lines[:SHOWN_LINES], *(more if left_out else [])])
    return ""
