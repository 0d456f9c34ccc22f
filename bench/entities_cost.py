"""What entities and speech cost on top of parsing: python bench/entities_cost.py FILE (JSONL of {text, title?}).

Prints processor seconds for parse and names, for entities, for speech, and the share of the last two in the first.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from assets.facts.document import Texts
from assets.facts.entities import find_mentions
from assets.facts.language import Language
from assets.facts.speech import find_quotes


def main(path: str) -> None:
    """Print the three times and the share."""
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    language = Language()
    language.document("", "Warm up.")
    find_mentions(language.document("", "Warm up in Oslo."))
    begin = time.process_time()
    documents = list(language.documents(Texts(row.get("title") or "", row["text"]) for row in rows))
    parsed = time.process_time()
    mentions = [find_mentions(document) for document in documents]
    named = time.process_time()
    quotes = [find_quotes(document, found) for document, found in zip(documents, mentions, strict=True)]
    done = time.process_time()
    print(f"articles {len(rows)}  mentions {sum(map(len, mentions))}  quotes {sum(map(len, quotes))}")
    print(f"parse and names {parsed - begin:.1f} s  entities {named - parsed:.1f} s  speech {done - named:.1f} s")
    print(f"entities and speech on top: {(done - parsed) / (parsed - begin):.1%}")


if __name__ == "__main__":
    main(sys.argv[1])
