"""Fit the table of confidences on annotated facts: the share of each sort of fact that is right.

Run: python bench/facts_confidence.py GOLD.jsonl [--write].  Gold rows have before, sentence, after and facts
(value, low, high, unit, measure, scope, with `alt` values and `optional` ones).  Only counts are written, no text.
A sort with few facts is drawn towards the share of all (a prior of four facts).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assets.facts.analyse import Analyst
from assets.facts.language import Language
from assets.facts.quantities.confidence import confidence, sort_of
from assets.facts.quantities.lexicon import FOLDER

if TYPE_CHECKING:
    from assets.facts.quantities import Fact

PRIOR_FACTS = 4
HEAD = (
    "# Share of facts whose value, unit, measure and scope are right, by sort of fact.\n"
    "# Source: bench/facts_confidence.py over annotated news passages; counts only, no text.\n"
    "# sort\tshare right\tfacts counted\n"
)


def stem(word: str) -> str:
    """A word without its ending, so that 'killed', 'kill' and 'killing' are equal."""
    return re.sub(r"(?:ing|ed|es|s|e)$", "", word.lower().replace("_", " "))


def equal(field: str, got: Any, wanted: Any) -> bool:
    """Whether one field of a fact is as wanted."""
    if field == "measure":
        return stem(str(got)) == stem(str(wanted))
    if isinstance(got, float) and wanted is not None:
        return abs(got - float(wanted)) <= 1e-6 * max(1.0, abs(got))
    return got == wanted


def is_right(fact: Fact, gold: dict[str, Any]) -> bool:
    """Whether value, interval, unit, measure and scope all agree with the gold or one of its alternatives."""
    for field in ("value", "low", "high", "unit", "measure", "scope"):
        options = [gold[field], *(gold.get("alt") or {}).get(field, [])]
        if "*" not in options and not any(equal(field, getattr(fact, field), option) for option in options):
            return False
    return True


def main() -> None:
    """Count, print the table with what the present confidences say, and write it if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    analyst = Analyst(Language())
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    said: list[tuple[float, bool]] = []
    for line in args.gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        before = row.get("before") or ""
        base = len(before) + 1 if before else 0
        text = " ".join(part for part in (before, row["sentence"], row.get("after")) if part)
        for fact in analyst.read(row.get("title") or "", text).facts:
            if fact.part != "text" or not base <= fact.start < base + len(row["sentence"]):
                continue
            gold = next(
                (g for g in row["facts"] if fact.start - base < g["num_end"] and fact.end - base > g["num_start"]), None
            )
            if gold is not None and gold.get("optional"):
                continue
            right = gold is not None and is_right(fact, gold)
            words = len(row["sentence"].split())
            counts[sort_of(fact, words)][0] += right
            counts[sort_of(fact, words)][1] += 1
            said.append((confidence(fact, words), right))
    share = sum(right for right, _ in counts.values()) / max(1, sum(n for _, n in counts.values()))
    lines = []
    for sort, (right, n) in sorted(counts.items()):
        lines.append(f"{sort}\t{(right + PRIOR_FACTS * share) / (n + PRIOR_FACTS):.2f}\t{n}")
    print("\n".join(lines))
    print(f"all {share:.3f}; now said on average {sum(c for c, _ in said) / max(1, len(said)):.3f}")
    print(f"Brier score {sum((c - right) ** 2 for c, right in said) / max(1, len(said)):.3f}")
    if args.write:
        (FOLDER / "confidence.tsv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
