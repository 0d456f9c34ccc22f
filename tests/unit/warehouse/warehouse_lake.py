"""Hand-made lake rows for the warehouse's tests: say what matters, the rest is filled in soundly.

A `Lake` collects articles with their sentences and facts and writes them through the real store.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from assets import schemas
from assets.home import Home
from assets.ids import stable_id
from assets.store import Store

ARRIVED = datetime(2031, 5, 20, 6, 0, tzinfo=UTC)


def at(text: str) -> datetime:
    """'05-12 08:00' as a time of 2031, UTC."""
    return datetime.strptime(f"2031-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


class Lake:
    """Rows in the making.  `article` returns the id that `fact`, `copy` and the rest refer to."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        self.store = Store(self.home.lake)
        self.rows: dict[str, dict[date, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
        self.days: dict[tuple[str, int], date] = {}

    def article(
        self,
        outlet: str | None,
        when: str | None,
        title: str = "Heading",
        *,
        story: str = "one",
        revision: int = 1,
        precision: str = "minute",
        copy_of: str | None = None,
        relation: str = "copy",
        article_id: str | None = None,
        **fields: Any,
    ) -> str:
        """Add one revision; with `revision` above 1 name the `article_id`."""
        published = at(when) if when else None
        article_id = article_id or stable_id("a", outlet, when, title, story, len(self.days))
        day = fields.pop("day", None) or (published or ARRIVED).date()
        text = fields.pop("text", "A first sentence.")
        row = {
            "article_id": article_id,
            "revision": revision,
            "title": title,
            "text": text,
            "authors": [],
            "outlet": outlet,
            "outlet_id": "unknown" if outlet is None else outlet.lower().replace(" ", "-"),
            "url": None if outlet is None else f"https://{outlet.lower().replace(' ', '-')}.example/{article_id}",
            "published_at": published,
            "published_precision": precision if published else "unknown",
            "language": "en",
            "kind": "article",
            "tags": [],
            "flags": [],
            "captions": "",
            "left_out": "",
            "word_count": len(text.split()),
            "text_sha256": hashlib.sha256(f"{title}\n{text}".encode()).hexdigest(),
            "source_path": f"inbox/{article_id}-{revision}.txt",
            "source_record": 1,
            "source_sha256": hashlib.sha256(article_id.encode()).hexdigest(),
            "arrived_at": ARRIVED,
        } | fields
        self.add("articles", day, row)
        self.days[article_id, revision] = day
        if revision == 1:
            group = self._group(copy_of) if copy_of else "d" + article_id[1:]
            self.add(
                "duplicates",
                day,
                {
                    "article_id": article_id,
                    "duplicate_group": group,
                    "original_id": copy_of or article_id,
                    "relation": relation if copy_of else "original",
                    "matched_id": copy_of,
                    "similarity": 0.97 if copy_of else None,
                    "containment": 0.99 if copy_of else None,
                    "lag_seconds": 3600 if copy_of else None,
                },
            )
            self.add(
                "stories",
                day,
                {
                    "article_id": article_id,
                    "story_id": stable_id("s", story),
                    "duplicate_group": group,
                    "is_representative": not copy_of,
                },
            )
        self.sentence(article_id, 0, title or "Untitled", revision=revision, part="title")
        return article_id

    def sentence(self, article_id: str, number: int, text: str, *, revision: int = 1, part: str = "text") -> None:
        """Add one sentence, at the end of the article's text where it is of the text."""
        day = self.days[article_id, revision]
        start = 0
        if part == "text":
            article = next(
                r for r in self.rows["articles"][day] if (r["article_id"], r["revision"]) == (article_id, revision)
            )
            start = len(article["text"]) + 1
            article["text"] += "\n" + text
        self.add(
            "sentences",
            day,
            {
                "article_id": article_id,
                "revision": revision,
                "sentence_no": number,
                "part": part,
                "paragraph_no": 0,
                "start": start,
                "end": start + len(text),
                "text": text,
            },
        )

    def fact(self, article_id: str, measure: str, value: float | None, *, revision: int = 1, **fields: Any) -> str:
        """Add one fact; `bound` decides low and high where they are not given.  Returns its id."""
        day = self.days[article_id, revision]
        number = sum(1 for r in self.rows["numeric_facts"][day] if r["article_id"] == article_id) + 1
        bound = fields.setdefault("bound", "exact")
        low, high = {
            "at_least": (value, None),
            "more_than": (value, None),
            "at_most": (None, value),
            "less_than": (None, value),
        }.get(bound, (value, value))
        phrase = fields.setdefault("phrase", f"{bound} {value} {fields.get('counted') or ''}".strip())
        fact_id = stable_id("f", article_id, revision, number, value, measure)
        row = {
            "fact_id": fact_id,
            "article_id": article_id,
            "revision": revision,
            "part": "text",
            "sentence_no": number,
            "start": 100 * number,
            "end": 100 * number + len(phrase),
            "value": value,
            "low": low,
            "high": high,
            "unit": "count",
            "measure": measure,
            "polarity": "asserted",
            "scope": "current",
            "is_summed": False,
            "parts": [],
            "part_spans": [],
            "confidence": 0.9,
        } | fields
        self.add("numeric_facts", day, row)
        self.sentence(article_id, number, f"It says {phrase} ({measure}).", revision=revision)
        return fact_id

    def mention(self, article_id: str, name: str, kind: str, *, sentence_no: int = 0, start: int = 0) -> None:
        """Add one named mention in the article's first revision."""
        self.add(
            "entity_mentions",
            self.days[article_id, 1],
            {
                "article_id": article_id,
                "revision": 1,
                "part": "title" if sentence_no == 0 else "text",
                "sentence_no": sentence_no,
                "start": start,
                "end": start + len(name),
                "text": name,
                "kind": kind,
                "entity_id": stable_id("e", kind, name),
                "name": name,
            },
        )

    def quote(self, article_id: str, speaker: str | None, text: str, *, form: str = "direct", **fields: Any) -> None:
        """Add one quote in the article's first revision."""
        day = self.days[article_id, 1]
        number = sum(1 for r in self.rows["quotes"][day] if r["article_id"] == article_id)
        row = {
            "article_id": article_id,
            "revision": 1,
            "quote_no": number,
            "part": "text",
            "sentence_no": 0,
            "start": 0,
            "end": len(text),
            "content_spans": [{"start": 0, "end": len(text)}],
            "text": text,
            "form": form,
            "source_text": speaker,
            "speaker": speaker,
            "speaker_entity_id": stable_id("e", "person", speaker) if speaker else None,
            "speaker_resolution": "named" if speaker else "unresolved",
        } | fields
        self.add("quotes", day, row)

    def add(self, table: str, day: date, row: dict[str, Any]) -> None:
        """Add one raw row."""
        self.rows[table][day].append(row)

    def write(self) -> Store:
        """Put everything into the store; days without rows lose their file."""
        for table in schemas.LAKE:
            days = set(self.store.days(table)) | set(self.rows[table.name])
            for day in sorted(days):
                rows = self.rows[table.name].get(day, [])
                full = [{c.name: row.get(c.name) for c in table.columns} for row in rows]
                self.store.write_day(table, day, pa.Table.from_pylist(full, schema=table.schema))
        return self.store

    def _group(self, article_id: str) -> str:
        for rows in self.rows["duplicates"].values():
            for row in rows:
                if row["article_id"] == article_id:
                    return str(row["duplicate_group"])
        raise KeyError(article_id)
