"""From articles to sentences, entity mentions, quotes and numeric facts, by news day.

Belongs here: which articles are analysed, and the rows that come of it.
Does not belong here: reading a text (analyse.py and what it calls).

Only English is analysed; articles in other languages get no rows.  Every revision is analysed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from assets import schemas
from assets.facts.analyse import Analysis, Analyst
from assets.facts.document import Texts
from assets.ids import stable_id
from assets.store import StageReport, Store

if TYPE_CHECKING:
    from assets.facts.document import Sentence
    from assets.facts.entities import Mention
    from assets.facts.kept import KeptAnalyses, Rows, Text
    from assets.facts.language import Language
    from assets.facts.quantities import Fact
    from assets.facts.speech import Quote

TABLES = (schemas.SENTENCES, schemas.ENTITY_MENTIONS, schemas.QUOTES, schemas.NUMERIC_FACTS)
READ_COLUMNS = ("article_id", "revision", "title", "text", "captions", "language", "published_at")
ANALYSED_LANGUAGE = "en"
KEPT_AT_ONCE = 200
# What a fact knows of how it was read; its confidence says what comes of that.
NOT_KEPT = ("signs", "doubts")


def build_facts(
    store: Store,
    days: Iterable[date],
    language: Language,
    *,
    lexicon: Path | None = None,
    kept: KeptAnalyses | None = None,
) -> StageReport:
    """Write the four fact tables of the days from their articles.

    `lexicon` is a folder of the user's own word lists.  The same text in several articles is parsed once a run, and
    a text that `kept` knows not at all.  `counts` of the report says how many articles were analysed, for how many
    of them a kept analysis was taken, and how many were left out for their language.
    """
    report = StageReport(counts={"articles_analysed": 0, "articles_known_before": 0, "articles_in_other_languages": 0})
    analyst = Analyst(language, lexicon)
    for day in sorted(set(days)):
        articles = store.read(schemas.ARTICLES, [day], READ_COLUMNS)
        for table, rows in fact_rows(articles, analyst, report.counts, kept).items():
            report.writes.append(store.write_day(schemas.table(table), day, rows))
    if kept is not None:
        kept.prune()
    return report


def fact_rows(
    articles: pa.Table, analyst: Analyst, counts: dict[str, int], kept: KeptAnalyses | None = None
) -> dict[str, pa.Table]:
    """Rows of the four tables, by table name, for a batch of articles; adds to `counts`."""
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in TABLES}
    english = []
    for article in articles.to_pylist():
        if article["language"] == ANALYSED_LANGUAGE:
            english.append(article)
        else:
            counts["articles_in_other_languages"] += 1
    counts["articles_analysed"] += len(english)
    texts = [(Texts(a["title"], a["text"], a["captions"]), a["published_at"]) for a in english]
    known = kept.find(texts) if kept is not None else [None] * len(texts)
    counts["articles_known_before"] = counts.get("articles_known_before", 0) + sum(one is not None for one in known)
    for article, found in zip(english, _all_found(texts, known, analyst, kept), strict=True):
        key = {"article_id": article["article_id"], "revision": article["revision"]}
        for table, own in found.items():
            rows[table] += _with_ids(key, own) if table == "numeric_facts" else [key | row for row in own]
    return {table.name: pa.Table.from_pylist(rows[table.name], schema=table.schema) for table in TABLES}


def _all_found(
    texts: Sequence[Text], known: Sequence[Rows | None], analyst: Analyst, kept: KeptAnalyses | None
) -> Iterator[Rows]:
    """What every text gives, in order: known before, or read now and kept."""
    missing = [text for text, found in zip(texts, known, strict=True) if found is None]
    read = analyst.read_all(missing)
    fresh: list[tuple[Text, Rows]] = []
    for text, found in zip(texts, known, strict=True):
        if found is not None:
            yield found
            continue
        rows = _rows_of(next(read))
        yield rows
        if kept is not None:
            fresh.append((text, rows))
            if len(fresh) >= KEPT_AT_ONCE:
                kept.keep(fresh)
                fresh = []
    if kept is not None and fresh:
        kept.keep(fresh)


def _rows_of(analysis: Analysis) -> Rows:
    """Rows of the four tables without ids."""
    return {
        "sentences": [_sentence_row(s) for s in analysis.document.sentences],
        "entity_mentions": _mention_rows(analysis.mentions),
        "quotes": [_quote_row(n, q) for n, q in enumerate(analysis.quotes)],
        "numeric_facts": _fact_rows(analysis.facts),
    }


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


def _fact_rows(facts: Sequence[Fact]) -> list[dict[str, Any]]:
    rows = [asdict(fact) | {"parts": list(fact.parts), "part_spans": _spans(fact)} for fact in facts]
    return [{name: value for name, value in row.items() if name not in NOT_KEPT} for row in rows]


def _spans(fact: Fact) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in fact.part_spans]


def _with_ids(key: dict[str, Any], facts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for fact in facts:
        parts = (fact[name] for name in ("part", "start", "end", "value", "low", "high", "measure"))
        fact_id = stable_id("f", key["article_id"], key["revision"], *parts)
        rows.setdefault(fact_id, key | fact | {"fact_id": fact_id})
    return list(rows.values())
