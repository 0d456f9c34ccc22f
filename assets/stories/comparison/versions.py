"""Articles of the lake as a comparison reads them, what is known of two of them, and the comparison that a run shows.

Belongs here: finding an article's latest text by its id, how two are related by the lake's tables, and which pair of copies is
worth a look.
Does not belong here: comparing (compare.py), printing (pipelines/cli/compare.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assets import schemas
from assets.stories.comparison.compare import Version, as_markdown, compare
from assets.stories.latest import latest_articles

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from assets.store import Store

# What a reader wants to see first: where words or figures changed.
TELLING = ("revision", "light_rewrite", "truncation", "copy")
SHOWN_LINES = 40
# What each relation is called in a sentence.
KINDS = {"copy": "copy", "revision": "revision", "truncation": "shortened copy", "light_rewrite": "light rewrite"}


def find_version(store: Store, article_id: str, days: Iterable[date]) -> Version | None:
    """The latest revision of the article on the first of these days that has it; None where none has."""
    for day in days:
        if article_id not in store.read_day(schemas.ARTICLES, day, ["article_id"])["article_id"].to_pylist():
            continue
        row = next(row for row in latest_articles(store, day).to_pylist() if row["article_id"] == article_id)
        published = row["published_at"].isoformat(timespec="minutes") if row["published_at"] else ""
        return Version(article_id, row["title"] or "", row["text"], row["outlet_id"] or "", published, day)
    return None


def relation(store: Store, one: Version, other: Version) -> str:
    """One sentence on how two articles of the lake are related, with the evidence; empty where copies were not looked for."""
    first, second = (_row(store, schemas.DUPLICATES, version) for version in (one, other))
    if first is None or second is None:
        return ""
    for row, matched in ((second, one), (first, other)):
        if row["matched_id"] == matched.article_id:
            return f"{row['article_id']} is a {KINDS[row['relation']]} of {matched.article_id}{_later(row)} ({_evidence(row)})"
    if first["duplicate_group"] == second["duplicate_group"]:
        tellings = [
            f"{row['article_id']} is a {KINDS[row['relation']]} of {row['matched_id']} ({_evidence(row)})"
            for row in (first, second)
            if row["matched_id"]
        ]
        return "Both are versions of one text: " + "; ".join(tellings)
    for longer, shorter in ((one, other), (other, one)):
        held = _row(store, schemas.CONTAINMENTS, longer, contained_id=shorter.article_id)
        held = held or _row(store, schemas.CONTAINMENTS, shorter, longer.article_id, contained_id=shorter.article_id)
        if held:
            return (
                f"{longer.article_id} contains {shorter.article_id} ({held['containment']:.0%} of its three-word runs)"
            )
    stories = [_row(store, schemas.STORIES, version) for version in (one, other)]
    if stories[0] and stories[1] and stories[0]["story_id"] == stories[1]["story_id"]:
        return f"No versions of one text; both tell story {stories[0]['story_id']}"
    return "No versions of one text"


def _row(
    store: Store, table: schemas.Table, version: Version, article_id: str | None = None, **others: str
) -> dict[str, Any] | None:
    """The first row of the version's day for its id, or another one, in which the other columns hold these values."""
    if version.day is None or not store.day_path(table, version.day).is_file():
        return None
    wanted = {"article_id": article_id or version.article_id, **others}
    rows = store.read_day(table, version.day).to_pylist()
    return next((row for row in rows if all(row[name] == value for name, value in wanted.items())), None)


def _later(row: dict[str, Any]) -> str:
    """How long after the original, where the article was matched with the original and both have a time of day."""
    if row["lag_seconds"] is None or row["matched_id"] != row["original_id"]:
        return ""
    hours, minutes = divmod(row["lag_seconds"] // 60, 60)
    days, hours = divmod(hours, 24)
    parts = [f"{days} d" if days else "", f"{hours} h" if hours else "", f"{minutes} min"]
    return f", {' '.join(part for part in parts if part)} later"


def _evidence(row: dict[str, Any]) -> str:
    return f"similarity {row['similarity']:.2f}, containment {row['containment']:.2f}"


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
        lines = as_markdown(compare(matched, copy, relation(store, matched, copy))).splitlines()
        left_out = lines[SHOWN_LINES:]
        more = ["", f"{len(left_out)} further lines: `newstally compare {matched.article_id} {copy.article_id}`"]
        return "\n".join([f"*{row['relation']}* of {day}", "", *lines[:SHOWN_LINES], *(more if left_out else [])])
    return ""
