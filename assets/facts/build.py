"""From articles to sentences, entity mentions, quotes and numeric facts, by news day.

Belongs here: which articles are analysed, and the rows that come of it.
Does not belong here: reading a text (analyse.py and what it calls).

Only English is analysed; articles in other languages get no rows.  Every revision is analysed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from assets import schemas
from assets.facts.analyse import Analysis, Analyst
from assets.ids import stable_id
from assets.store import StageReport, Store

if TYPE_CHECKING:
    from assets.facts.document import Sentence
    from assets.facts.entities import Mention
    from assets.facts.language import Language
    from assets.facts.quantities import Fact
    from assets.facts.speech import Quote

TABLES = (schemas.SENTENCES, schemas.ENTITY_MENTIONS, schemas.QUOTES, schemas.NUMERIC_FACTS)
READ_COLUMNS = ("article_id", "revision", "title", "text", "language", "published_at")
ANALYSED_LANGUAGE = "en"


def build_facts(store: Store, days: Iterable[date], language: Language) -> StageReport:
    """Write the four fact tables of the days from their articles.

    The same text in several articles is parsed once a run.  `counts` of the report says how many articles were
    analysed and how many were left out for their language.
    """
    report = StageReport(counts={"articles_analysed": 0, "articles_in_other_languages": 0})
    analyst = Analyst(language)
    for day in sorted(set(days)):
        articles = store.read(schemas.ARTICLES, [day], READ_COLUMNS)
        for table, rows in fact_rows(articles, analyst, report.counts).items():
            report.writes.append(store.write_day(schemas.table(table), day, rows))
    return report


def fact_rows(articles: pa.Table, analyst: Analyst, counts: dict[str, int]) -> dict[str, pa.Table]:
    """Rows of the four tables, by table name, for a batch of articles; adds to `counts`."""
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in TABLES}
    english = []
    for article in articles.to_pylist():
        if article["language"] == ANALYSED_LANGUAGE:
            english.append(article)
        else:
            counts["articles_in_other_languages"] += 1
    counts["articles_analysed"] += len(english)
    texts = ((article["title"], article["text"], article["published_at"]) for article in english)
    for article, analysis in zip(english, analyst.read_all(texts), strict=True):
        key = {"article_id": article["article_id"], "revision": article["revision"]}
        rows["sentences"] += [key | _sentence_row(s) for s in analysis.document.sentences]
        rows["entity_mentions"] += [key | row for row in _mention_rows(analysis.mentions)]
        rows["quotes"] += [key | _quote_row(n, q) for n, q in enumerate(analysis.quotes)]
        rows["numeric_facts"] += [key | row for row in _fact_rows(key, analysis)]
    return {table.name: pa.Table.from_pylist(rows[table.name], schema=table.schema) for table in TABLES}


def _sentence_row(sentence: Sentence) -> dict[str, Any]:
    return {
        "sentence_no": sentence.number,
        "part": sentence.part,
        "paragraph_no": sentence.paragraph,
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.text,
    }


def _mention_rows(mentions: Sequence[Mention]) -> list[dict[str, Any]]:
    return [asdict(mention) for mention in mentions]


def _quote_row(number: int, quote: Quote) -> dict[str, Any]:
    spans = [{"start": start, "end": end} for start, end in quote.content_spans]
    return asdict(quote) | {"quote_no": number, "content_spans": spans}


def _fact_rows(key: dict[str, Any], analysis: Analysis) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for fact in analysis.facts:
        fact_id = _fact_id(key, fact)
        spans = [{"start": start, "end": end} for start, end in fact.part_spans]
        rows.setdefault(fact_id, asdict(fact) | {"fact_id": fact_id, "parts": list(fact.parts), "part_spans": spans})
    return list(rows.values())


def _fact_id(key: dict[str, Any], fact: Fact) -> str:
    return stable_id(
        "f",
        key["article_id"],
        key["revision"],
        fact.part,
        fact.start,
        fact.end,
        fact.value,
        fact.low,
        fact.high,
        fact.measure,
    )
