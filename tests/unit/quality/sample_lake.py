"""A small valid lake to seed defects in: a week of invented articles with everything that is read from them.

Each news day has ten short articles of invented outlets; the last day, which the tests judge, also has a wire copy,
a corrected revision, an article in French, a longer text that contains another, and a refused record.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from assets import schemas
from assets.ids import stable_id
from assets.store import Store

JUDGED = date(2026, 3, 8)
HISTORY = tuple(JUDGED - timedelta(days=back) for back in range(7, 0, -1))
NOW = datetime(2026, 3, 9, 6, 0, tzinfo=UTC)

Row = dict[str, Any]
Lake = dict[str, list[Row]]

TOWNS = (
    "Ardmouth",
    "Belcaster",
    "Corrin",
    "Dunvale",
    "Eastlow",
    "Fenwick Bay",
    "Garrow",
    "Holm",
    "Ilsen",
    "Jarrow Hill",
)


def sha256(text: str) -> str:
    """Hexadecimal SHA-256 of the text's UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def valid() -> Lake:
    """Rows of every lake table, each with its `day`; every suite holds for them."""
    lake: Lake = {name: [] for name in schemas.names()}
    for day in (*HISTORY, JUDGED):
        for number, town in enumerate(TOWNS):
            crews = 3 + number
            tell(
                lake,
                day,
                outlet=f"{town} Courier",
                title=f"Flood in {town}",
                sentences=(
                    f"At least {crews} crews were sent to {town} 😀 on Friday, Mayor Zoë Lund said.",
                    "“The river is falling,” she told reporters.",
                ),
                entities=((town, "place"), ("Zoë Lund", "person")),
                quotes=(("The river is falling", "she", "told", "Zoë Lund"),),
                facts=((f"At least {crews} crews", float(crews)),),
                number=number,
            )
    first = lake["articles"][-len(TOWNS)]
    copy = tell(
        lake,
        JUDGED,
        outlet="Wire Mirror",
        title=first["title"],
        sentences=tuple(row["text"] for row in of(lake, "sentences", first["article_id"]) if row["part"] == "text"),
        number=20,
    )
    duplicate_of(lake, copy, first)
    revised = revise(lake, first, "Flood in Ardmouth eases")
    assert revised["revision"] == 2
    tell(
        lake,
        JUDGED,
        outlet="Gazette du Port",
        title="Crue",
        sentences=("La rivière baisse.",),
        language="fr",
        number=21,
    )
    longer = tell(
        lake, JUDGED, outlet="Weekend Digest", title="The week", sentences=("Rivers fell in ten towns.",), number=22
    )
    lake["containments"].append(
        {"day": JUDGED, "article_id": longer["article_id"], "contained_id": first["article_id"], "containment": 0.8}
    )
    for day in (*HISTORY, JUDGED):
        lake["rejects"].append(
            {
                "day": day,
                "source_path": "inbox/broken.html",
                "source_record": 1,
                "source_sha256": sha256(f"broken {day}"),
                "reason": "empty_text",
                "detail": "The page holds no text; save it again from the browser.",
                "arrived_at": datetime.combine(day, time(12), UTC),
            }
        )
    return lake


def of(lake: Lake, table: str, article_id: str) -> list[Row]:
    """The table's rows of one article."""
    return [row for row in lake[table] if row["article_id"] == article_id]


def tell(
    lake: Lake,
    day: date,
    *,
    outlet: str,
    title: str,
    sentences: tuple[str, ...],
    number: int,
    entities: tuple[tuple[str, str], ...] = (),
    quotes: tuple[tuple[str, str, str, str], ...] = (),
    facts: tuple[tuple[str, float], ...] = (),
    language: str = "en",
) -> Row:
    """Add one article with all that follows from it; returns its row in `articles`."""
    text = " ".join(sentences)
    slug = outlet.lower().replace(" ", "-")
    url = f"https://{slug}.example/{day.isoformat()}/{number}"
    article_id = stable_id("a", url)
    at = datetime.combine(day, time(8, number), UTC)
    article: Row = {
        "day": day,
        "article_id": article_id,
        "revision": 1,
        "title": title,
        "text": text,
        "authors": ["R. Penn"],
        "outlet": outlet,
        "outlet_id": f"{slug}.example",
        "url": url,
        "published_at": at,
        "published_precision": "minute",
        "published_offset_minutes": 60,
        "published_raw": at.isoformat(),
        "updated_at": None,
        "language": language,
        "kind": "article",
        "section": None,
        "tags": [],
        "wire_credit": None,
        "flags": ["byline_from_text", "truncated"] if number == 3 else [],
        "captions": "",
        "left_out": "",
        "word_count": len(text.split()),
        "text_sha256": sha256(f"{title}\n{text}"),
        "source_path": f"inbox/{day.isoformat()}.jsonl",
        "source_record": number + 1,
        "source_sha256": sha256(url),
        "arrived_at": at + timedelta(hours=1),
    }
    lake["articles"].append(article)
    group, story = stable_id("d", article_id), stable_id("s", article_id)
    lake["duplicates"].append(
        {
            "day": day,
            "article_id": article_id,
            "duplicate_group": group,
            "original_id": article_id,
            "relation": "original",
            "matched_id": None,
            "similarity": None,
            "containment": None,
            "lag_seconds": None,
            "previous_group": None,
        }
    )
    lake["stories"].append(
        {
            "day": day,
            "article_id": article_id,
            "story_id": story,
            "duplicate_group": group,
            "is_representative": True,
            "similarity": None,
            "previous_story": None,
        }
    )
    if language == "en":
        read(lake, article, sentences, entities, quotes, facts)
    return article


def read(
    lake: Lake,
    article: Row,
    sentences: tuple[str, ...],
    entities: tuple[tuple[str, str], ...],
    quotes: tuple[tuple[str, str, str, str], ...],
    facts: tuple[tuple[str, float], ...],
) -> None:
    """Add what the facts stage reads from one article revision."""
    common = {"day": article["day"], "article_id": article["article_id"], "revision": article["revision"]}
    text: str = article["text"]
    placed = [("title", 0, article["title"])]
    place = 0
    for sentence in sentences:
        placed.append(("text", place, sentence))
        place += len(sentence) + 1
    for no, (part, start, words) in enumerate(placed):
        lake["sentences"].append(
            {
                **common,
                "sentence_no": no,
                "part": part,
                "paragraph_no": 0,
                "start": start,
                "end": start + len(words),
                "text": words,
            }
        )

    def sentence_at(offset: int) -> int:
        return max(no for no, (part, start, _) in enumerate(placed) if part == "text" and start <= offset)

    for name, kind in entities:
        start = text.index(name)
        lake["entity_mentions"].append(
            {
                **common,
                "part": "text",
                "sentence_no": sentence_at(start),
                "start": start,
                "end": start + len(name),
                "text": name,
                "kind": kind,
                "entity_id": stable_id("e", kind, name),
                "name": name,
                "geonames_id": 4711 if kind == "place" else None,
                "country_code": "NO" if kind == "place" else None,
                "outside_id": None,
            }
        )
    for no, (words, source, cue, speaker) in enumerate(quotes):
        start = text.index(words)
        source_start = text.index(source, start + len(words))
        cue_start = text.index(cue, start + len(words))
        lake["quotes"].append(
            {
                **common,
                "quote_no": no,
                "part": "text",
                "sentence_no": sentence_at(start),
                "start": start,
                "end": start + len(words),
                "content_spans": [{"start": start, "end": start + len(words)}],
                "text": words,
                "form": "direct",
                "source_start": source_start,
                "source_end": source_start + len(source),
                "source_text": source,
                "speaker": speaker,
                "speaker_entity_id": stable_id("e", "person", speaker),
                "speaker_resolution": "pronoun",
                "source_kind": "official",
                "via": None,
                "cue_start": cue_start,
                "cue_end": cue_start + len(cue),
                "cue": cue,
            }
        )
    for phrase, value in facts:
        start = text.index(phrase)
        lake["numeric_facts"].append(
            {
                **common,
                "fact_id": stable_id("f", article["article_id"], article["revision"], "text", start, value),
                "part": "text",
                "sentence_no": sentence_at(start),
                "start": start,
                "end": start + len(phrase),
                "phrase": phrase,
                "value": value,
                "low": value,
                "high": None,
                "bound": "at_least",
                "direction": None,
                "unit": "count",
                "unit_code": None,
                "per": None,
                "base_value": value,
                "base_low": value,
                "base_high": None,
                "base_unit": "count",
                "counted": "crews",
                "subject": None,
                "measure": "send",
                "place": None,
                "place_geonames_id": None,
                "place_country": None,
                "time": "Friday",
                "time_start": article["day"],
                "time_end": article["day"],
                "said_by": "Mayor Zoë Lund",
                "said_by_entity_id": stable_id("e", "person", "Zoë Lund"),
                "said_by_name": "Zoë Lund",
                "said_by_kind": "official",
                "said_by_cue": "said",
                "said_by_form": "indirect",
                "via": None,
                "polarity": "asserted",
                "scope": "current",
                "is_summed": False,
                "parts": [],
                "part_spans": [],
                "confidence": 0.9,
            }
        )


def duplicate_of(lake: Lake, copy: Row, original: Row) -> None:
    """Put `copy` into the original's group and story, beside it."""
    founder = of(lake, "duplicates", original["article_id"])[0]
    row = of(lake, "duplicates", copy["article_id"])[0]
    row |= {
        "duplicate_group": founder["duplicate_group"],
        "original_id": original["article_id"],
        "relation": "copy",
        "matched_id": original["article_id"],
        "similarity": 1.0,
        "containment": 1.0,
        "lag_seconds": 1200,
    }
    story = of(lake, "stories", copy["article_id"])[0]
    story |= {
        "duplicate_group": founder["duplicate_group"],
        "story_id": of(lake, "stories", original["article_id"])[0]["story_id"],
        "is_representative": False,
        "similarity": 1.0,
    }


def revise(lake: Lake, article: Row, title: str) -> Row:
    """Add the next revision of an article, with another headline and the same body."""
    text: str = article["text"]
    revised: Row = {
        **article,
        "revision": article["revision"] + 1,
        "title": title,
        "text_sha256": sha256(f"{title}\n{text}"),
        "source_record": article["source_record"] + 500,
        "source_sha256": sha256(title),
    }
    lake["articles"].append(revised)
    sentences = tuple(row["text"] for row in of(lake, "sentences", article["article_id"]) if row["part"] == "text")
    read(lake, revised, sentences, (), (), ())
    return revised


def judged(lake: Lake, table: str) -> list[Row]:
    """The table's rows of the judged day."""
    return [row for row in lake[table] if row["day"] == JUDGED]


def write(root: Path, lake: Lake) -> Store:
    """Write the rows as a lake under `root`."""
    store = Store(root)
    write_arrivals(root, lake)
    for table in schemas.LAKE:
        write_table(store, table, lake[table.name])
    return store


def write_arrivals(root: Path, lake: Lake) -> None:
    """What arrived is what became of it, and the rows of `lake["arrivals"]`; rows that are `unstaged` left no trace."""
    staged = [row for name in ("articles", "rejects") for row in lake[name] if not row.get("unstaged")]
    for day in sorted({row["day"] for row in staged}):
        own = [row for row in [*staged, *lake.get("arrivals", [])] if row["day"] == day]
        folder = root / "arrivals" / f"day={day.isoformat()}"
        folder.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(own, schema=schemas.ARRIVALS.schema), folder / "batch.parquet")


def write_table(store: Store, table: schemas.Table, rows: list[Row]) -> None:
    """Write one table's rows, a file a day."""
    for day in sorted({row["day"] for row in rows}):
        own = [row for row in rows if row["day"] == day]
        columns = {c.name: pa.array([row[c.name] for row in own], c.type) for c in table.columns}
        store.write_day(table, day, pa.table(columns))
