"""Fit the table of confidences on annotated facts, and test it on facts that it was not fitted on.

Run: python bench/facts_confidence.py GOLD.jsonl [--read JUDGED.tsv]... [--write]

Gold rows have before, sentence, after and facts (value, low, high, unit, measure, scope, with `alt` values and
`optional` ones).  JUDGED.tsv has one fact a line that a person has read: its sort (as `sort_of` names it), 1 or 0 for
right or wrong, and the article it stands in.  Annotated passages that rules were made on flatter; facts read in
articles that no rule has seen do not, so both are wanted.  Only counts are written, no text.

The table is fitted on all facts.  What it is worth is shown by fitting it on nine tenths of the articles and asking it
about the facts of the others, ten times: mean confidence and share right by bin, and the Brier score beside that of one share for all.
A sort with few facts is drawn towards the share of all (a prior of four facts).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assets.facts.analyse import Analyst
from assets.facts.language import Language
from assets.facts.quantities.confidence import sort_of
from assets.facts.quantities.lexicon import FOLDER

if TYPE_CHECKING:
    from assets.facts.quantities import Fact

PRIOR_FACTS = 4
FOLDS = 10
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
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


@dataclass(frozen=True)
class Judged:
    """One fact that was judged: its sort, whether it is right, and the article it stands in."""

    sort: str
    is_right: bool
    article: str


def annotated(path: Path) -> Iterator[Judged]:
    """The facts found in annotated passages; those that match a debatable one are left out."""
    analyst = Analyst(Language())
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        before = row.get("before") or ""
        base = len(before) + 1 if before else 0
        text = " ".join(part for part in (before, row["sentence"], row.get("after")) if part)
        analysis = analyst.read(row.get("title") or "", text)
        for fact in analysis.facts:
            if fact.part != "text" or not base <= fact.start < base + len(row["sentence"]):
                continue
            gold = next(
                (g for g in row["facts"] if fact.start - base < g["num_end"] and fact.end - base > g["num_start"]), None
            )
            if gold is not None and gold.get("optional"):
                continue
            sort = sort_of(fact, analysis.document.sentences[fact.sentence_no])
            yield Judged(sort, gold is not None and is_right(fact, gold), f"{path.name}:{number}")


def judged(path: Path) -> Iterator[Judged]:
    """The facts of a file of judgements."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            sort, right, article = line.split("\t")
            yield Judged(sort, right == "1", f"{path.name}:{article}")


def fitted(facts: Sequence[Judged]) -> dict[str, tuple[float, int]]:
    """Share right and number of facts, by sort."""
    counts: dict[str, list[bool]] = defaultdict(list)
    for fact in facts:
        counts[fact.sort].append(fact.is_right)
    share = sum(fact.is_right for fact in facts) / max(1, len(facts))
    return {
        sort: ((sum(rights) + PRIOR_FACTS * share) / (len(rights) + PRIOR_FACTS), len(rights))
        for sort, rights in sorted(counts.items())
    }


def held_out(facts: Sequence[Judged]) -> list[tuple[float, float, bool]]:
    """(confidence, share of all, right) of every fact, both from the facts of articles in other folds."""
    said = []
    for fold in range(FOLDS):
        inside = [fact for fact in facts if crc32(fact.article.encode()) % FOLDS == fold]
        others = [fact for fact in facts if crc32(fact.article.encode()) % FOLDS != fold]
        table = fitted(others)
        share = sum(fact.is_right for fact in others) / max(1, len(others))
        said += [(table.get(fact.sort, (share, 0))[0], share, fact.is_right) for fact in inside]
    return said


def print_reliability(said: Sequence[tuple[float, float, bool]]) -> None:
    """By bin of confidence: facts, mean confidence, share right; then the Brier scores."""
    print("held out, by bin: facts, mean confidence, share right")
    for low, high in pairwise(BINS):
        of_bin = [(confidence, right) for confidence, _, right in said if low <= confidence < high]
        if of_bin:
            mean = sum(confidence for confidence, _ in of_bin) / len(of_bin)
            print(f"  {low:.2f}-{high:.2f} {len(of_bin):5} {mean:.2f} {sum(r for _, r in of_bin) / len(of_bin):.2f}")
    for name, scores in (
        ("by sort", [(c - r) ** 2 for c, _, r in said]),
        ("one share", [(s - r) ** 2 for _, s, r in said]),
    ):
        print(f"  Brier score {name} {sum(scores) / max(1, len(scores)):.3f}")


def main() -> None:
    """Fit, print the table and how reliable it is on held-out articles, and write it if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--read", type=Path, action="append", default=[], help="facts that a person has judged")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    facts = [*annotated(args.gold), *(fact for path in args.read for fact in judged(path))]
    lines = [f"{sort}\t{share:.2f}\t{n}" for sort, (share, n) in fitted(facts).items()]
    print("\n".join(lines))
    print_reliability(held_out(facts))
    if args.write:
        (FOLDER / "confidence.tsv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
