"""Writes a seeded lake of any size, for measuring the warehouse.

    python bench/warehouse_lake.py FOLDER --articles 100000 --seed 7

Belongs here: rows with the shape and the proportions of real ones (copies, revisions, stories over days, figures that
grow and disagree), from invented outlets, people and words.  The rows measure speed and memory; no text makes sense.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from assets import schemas
from assets.ids import stable_id
from assets.store import Store

FIRST_DAY = date(2031, 1, 1)
SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "do",
    "fa",
    "fi",
    "ga",
    "go",
    "ka",
    "ko",
    "la",
    "li",
    "lo",
    "ma",
    "mi",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "ra",
    "ri",
    "ro",
    "sa",
    "se",
    "so",
    "ta",
    "ti",
    "to",
    "va",
    "vi",
    "za",
    "zo",
]
MEASURES = [
    ("killed", "people", 1, 60),
    ("injured", "people", 5, 300),
    ("missing", "people", 1, 40),
    ("evacuated", "residents", 50, 5000),
    ("detained", "protesters", 3, 200),
    ("destroyed", "houses", 2, 90),
    ("launched", "drones", 10, 200),
    ("intercepted", "missiles", 5, 90),
]
OTHER = [
    ("share", "percent", "voters"),
    ("price", "USD", "barrel of oil"),
    ("change", "percent", "share price"),
    ("cost", "USD", "bridge"),
    ("age", "year", None),
    ("distance", "kilometre", None),
    ("duration", "day", None),
    ("include", "count", "companies"),
    ("hire", "count", "workers"),
]
FACTS_PER_ARTICLE = 10
SENTENCES_PER_ARTICLE = 20
MENTIONS_PER_ARTICLE = 15
QUOTES_PER_ARTICLE = 3


class Maker:
    """Makes one day after another; all randomness comes from the seed."""

    def __init__(self, articles: int, days: int, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.days = days
        self.per_day = articles // days
        self.words = [self._word() for _ in range(8000)]
        self.outlets = [
            f"{self._word().title()} {kind}" for kind in ("Post", "Herald", "Wire", "Times") for _ in range(40)
        ]
        self.people = [(f"{self._word().title()} {self._word().title()}", "person") for _ in range(6000)]
        self.things = [(self._word().title(), kind) for kind in ("organisation", "place") for _ in range(3000)]
        self.open_stories: list[dict[str, Any]] = []

    def _word(self) -> str:
        return "".join(self.random.choice(SYLLABLES) for _ in range(self.random.randint(2, 4)))

    def _sentence(self, words: int) -> str:
        return " ".join(self.random.choices(self.words, k=words)).capitalize() + "."

    def day(self, number: int) -> dict[str, list[dict[str, Any]]]:
        """All rows of one news day, by table."""
        day = FIRST_DAY + timedelta(days=number)
        rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.open_stories = [s for s in self.open_stories if self.random.random() < 0.6]
        for n in range(self.per_day):
            self._article(rows, day, n)
        return rows

    def _story(self, day: date, n: int) -> dict[str, Any]:
        if self.open_stories and self.random.random() < 0.45:
            story: dict[str, Any] = self.random.choice(self.open_stories[-400:])
            return story
        chosen = self.random.sample(MEASURES, 3)
        story = {
            "story_id": stable_id("s", day, n),
            "figures": {m: [c, self.random.randint(lo, hi)] for m, c, lo, hi in chosen},
            "place": self.random.randrange(1, 3000),
            "last": None,
            "cast": self.random.sample(self.people, 4) + self.random.sample(self.things, 6),
        }
        self.open_stories.append(story)
        return story

    def _article(self, rows: dict[str, list[dict[str, Any]]], day: date, n: int) -> None:
        pick = self.random
        story = self._story(day, n)
        outlet = pick.choice(self.outlets)
        article_id = stable_id("a", day, n)
        published = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=pick.randrange(86400))
        is_copy = story["last"] is not None and pick.random() < 0.25
        sentences = [self._sentence(pick.randint(12, 26)) for _ in range(SENTENCES_PER_ARTICLE)]
        title = self._sentence(8)
        text = " ".join(sentences)
        for figure in story["figures"].values():
            if pick.random() < 0.15:
                figure[1] += pick.randint(1, 9)
        revisions = 2 if pick.random() < 0.05 else 1
        group, original = (story["last"][1], story["last"][0]) if is_copy else ("d" + article_id[1:], article_id)
        for revision in range(1, revisions + 1):
            self._revision(rows, day, article_id, revision, outlet, published, title, text, sentences, story)
        rows["duplicates"].append(
            {
                "article_id": article_id,
                "duplicate_group": group,
                "original_id": original,
                "relation": "copy" if is_copy else "original",
                "matched_id": original if is_copy else None,
                "similarity": 0.95 if is_copy else None,
                "containment": 0.98 if is_copy else None,
                "lag_seconds": pick.randrange(36000) if is_copy else None,
            }
        )
        rows["stories"].append(
            {
                "article_id": article_id,
                "story_id": story["story_id"],
                "duplicate_group": group,
                "is_representative": story["last"] is None,
                "similarity": None if story["last"] is None else 0.6,
            }
        )
        if not is_copy:
            story["last"] = (article_id, group)

    def _revision(
        self,
        rows: dict[str, list[dict[str, Any]]],
        day: date,
        article_id: str,
        revision: int,
        outlet: str,
        published: datetime,
        title: str,
        text: str,
        sentences: list[str],
        story: dict[str, Any],
    ) -> None:
        pick = self.random
        slug = outlet.lower().replace(" ", "-")
        rows["articles"].append(
            {
                "article_id": article_id,
                "revision": revision,
                "title": title,
                "text": text if revision == 1 else text + " Corrected.",
                "authors": [pick.choice(self.people)[0]],
                "outlet": outlet,
                "outlet_id": f"{slug}.example",
                "url": f"https://{slug}.example/{article_id}",
                "published_at": published,
                "published_precision": "second",
                "updated_at": published + timedelta(hours=3) if revision > 1 else None,
                "language": "en",
                "kind": "article",
                "tags": [],
                "wire_credit": "Bolo Wire" if pick.random() < 0.1 else None,
                "flags": [],
                "captions": "",
                "left_out": "",
                "word_count": text.count(" ") + 1,
                "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
                "source_path": f"inbox/{day}.jsonl",
                "source_record": 1,
                "source_sha256": hashlib.sha256(article_id.encode()).hexdigest(),
                "arrived_at": published + timedelta(hours=4),
            }
        )
        key = {"article_id": article_id, "revision": revision}
        start = 0
        starts = []
        for number, sentence in enumerate([title, *sentences]):
            part = "title" if number == 0 else "text"
            rows["sentences"].append(
                key
                | {
                    "sentence_no": number,
                    "part": part,
                    "paragraph_no": number // 4,
                    "start": start,
                    "end": start + len(sentence),
                    "text": sentence,
                }
            )
            starts.append(start)
            start = 0 if number == 0 else start + len(sentence) + 1
        for number in range(MENTIONS_PER_ARTICLE):
            name, kind = pick.choice(story["cast"])
            sentence_no = pick.randrange(SENTENCES_PER_ARTICLE + 1)
            begin = starts[sentence_no] + number
            rows["entity_mentions"].append(
                key
                | {
                    "part": "title" if sentence_no == 0 else "text",
                    "sentence_no": sentence_no,
                    "start": begin,
                    "end": begin + len(name),
                    "text": name,
                    "kind": kind,
                    "entity_id": stable_id("e", kind, name),
                    "name": name,
                }
            )
        for number in range(QUOTES_PER_ARTICLE):
            name = pick.choice(story["cast"][:4])[0]
            sentence_no = pick.randrange(1, SENTENCES_PER_ARTICLE + 1)
            begin = starts[sentence_no]
            words = sentences[sentence_no - 1]
            rows["quotes"].append(
                key
                | {
                    "quote_no": number,
                    "part": "text",
                    "sentence_no": sentence_no,
                    "start": begin,
                    "end": begin + len(words),
                    "content_spans": [{"start": begin, "end": begin + len(words)}],
                    "text": words,
                    "form": pick.choice(schemas.SPEECH_FORMS),
                    "source_text": name,
                    "speaker": name,
                    "speaker_entity_id": stable_id("e", "person", name),
                    "speaker_resolution": "named",
                    "source_kind": "official",
                    "cue": "said",
                }
            )
        for number in range(FACTS_PER_ARTICLE):
            self._fact(rows, key, number, starts, story)

    def _fact(
        self,
        rows: dict[str, list[dict[str, Any]]],
        key: dict[str, Any],
        number: int,
        starts: list[int],
        story: dict[str, Any],
    ) -> None:
        pick = self.random
        if number < 5:
            measure = pick.choice(list(story["figures"]))
            counted, true = story["figures"][measure]
            value = float(true if pick.random() < 0.85 else true + pick.randint(-3, 3))
            unit = "count"
        else:
            measure, unit, counted = pick.choice(OTHER)
            value = round(pick.uniform(1, 500), 1) if unit != "count" else float(pick.randint(1, 500))
        bound = pick.choices(["exact", "at_least", "more_than", "about"], [0.7, 0.15, 0.05, 0.1])[0]
        sentence_no = pick.randrange(SENTENCES_PER_ARTICLE + 1)
        begin = starts[sentence_no] + number
        phrase = f"{bound} {value} {counted or unit}"
        speaker = pick.choice(story["cast"][:4])[0] if pick.random() < 0.4 else None
        rows["numeric_facts"].append(
            key
            | {
                "fact_id": stable_id("f", key["article_id"], key["revision"], number),
                "part": "title" if sentence_no == 0 else "text",
                "sentence_no": sentence_no,
                "start": begin,
                "end": begin + len(phrase),
                "phrase": phrase,
                "value": value,
                "low": value,
                "high": None if bound in ("at_least", "more_than") else value,
                "bound": bound,
                "direction": "increase" if measure == "change" else None,
                "unit": unit,
                "counted": counted,
                "measure": measure,
                "place": "Place" if pick.random() < 0.5 else None,
                "place_geonames_id": story["place"] if pick.random() < 0.9 else story["place"] + 1,
                "said_by": speaker,
                "said_by_name": speaker,
                "said_by_entity_id": stable_id("e", "person", speaker) if speaker else None,
                "polarity": pick.choices(schemas.POLARITIES, [0.95, 0.02, 0.03])[0],
                "scope": pick.choices(schemas.SCOPES, [0.85, 0.15])[0],
                "is_summed": False,
                "parts": [],
                "part_spans": [],
                "confidence": 0.9,
            }
        )


def write(folder: Path, *, articles: int, days: int, seed: int) -> Store:
    """Write the lake under `folder` and give its store."""
    store = Store(folder)
    maker = Maker(articles, days, seed)
    for number in range(days):
        rows = maker.day(number)
        for table in schemas.LAKE:
            full = [{c.name: row.get(c.name) for c in table.columns} for row in rows[table.name]]
            store.write_day(table, FIRST_DAY + timedelta(days=number), pa.Table.from_pylist(full, schema=table.schema))
    return store


def main() -> None:
    """Read the options and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--days", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    write(options.folder, articles=options.articles, days=options.days, seed=options.seed)


if __name__ == "__main__":
    main()
