"""Fit what each sign weighs in the confidence of a fact, and test the weights on facts that they were not fitted on.

Run: python bench/facts_confidence.py [GOLD.jsonl] [--read JUDGED.jsonl]... [--write]

GOLD rows have before, sentence, after and facts (value, low, high, unit, counted, measure, polarity, scope, with `alt`
values and `optional` ones).  JUDGED rows are articles of which a person has read some facts: id, title, text,
published_at and `judged`, a list of facts as `newstally extract` gave them, each with `part` and with `wrong`, the
names of the fields that are not right (`phrase` where the number is no quantity).  A judged fact that is read
differently today is left out.  Only weights and counts are written, no text.

A fact is right where value, interval, unit, head of the counted noun, measure, polarity and scope are.  The weights are
those of a logistic regression over the signs (assets/facts/quantities/confidence), fitted by Newton's method with a
ridge, which draws the weight of a rare sign towards nothing.  Annotated passages on which rules were made flatter, so
gold facts have a level of their own in the fit, which is not written.

What the weights are worth is shown by fitting them on nine tenths of the articles and asking them about the facts of
the others, ten times: mean confidence and share right by bin, the Brier score beside that of one share for all, the
expected calibration error, and the chance that a right fact has more than a wrong one (AUC).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assets.facts.analyse import Analyst
from assets.facts.language import Language
from assets.facts.quantities.confidence.weighing import ANY, all_signs
from assets.facts.quantities.lexicon import FOLDER
from pipelines.cli.extract import parse_time

if TYPE_CHECKING:
    from assets.facts.quantities import Fact

RIDGE = 3.0
FOLDS = 10
STEPS = 50
FEWEST_FACTS = 8
BINS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
FIELDS = ("value", "low", "high", "unit", "counted", "measure", "polarity", "scope")
PREPOSITIONS = r"\s+(?:of|for|from|in|on|at|to|with|by|per|among|who|that|which)\s+"
HEAD = (
    "# What each sign of how a fact was read weighs in its confidence, which is 1 / (1 + exp(-sum of the weights)).\n"
    "# Less than nothing speaks against the fact. Source: bench/facts_confidence.py, a logistic regression over facts\n"
    "# that were read and judged; weights and counts only, no text.\n"
    "# sign\tweight\tfacts that had it\tshare of these that was right\n"
)

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """One fact that was judged: its signs, whether it is right, the article it stands in, whether rules were made on it."""

    signs: tuple[str, ...]
    is_right: bool
    article: str
    is_gold: bool = False


def stem(word: str) -> str:
    """A word without its ending, so that 'killed', 'kill' and 'killing' are equal."""
    return re.sub(r"(?:ing|ed|es|s|e)$", "", word.lower().replace("_", " "))


def head(phrase: str | None) -> str | None:
    """The head of a noun phrase without its plural."""
    words = re.findall(r"[\w'’-]+", re.split(PREPOSITIONS, phrase.strip())[0]) if phrase else []
    return re.sub(r"s$", "", words[-1].lower()) if words else None


def equal(field: str, got: Any, wanted: Any) -> bool:
    """Whether one field of a fact is as wanted."""
    if field == "measure":
        return stem(str(got)) == stem(str(wanted))
    if field == "counted":
        return head(got) == head(wanted)
    if isinstance(got, float) and wanted is not None:
        return abs(got - float(wanted)) <= 1e-6 * max(1.0, abs(got))
    return bool(got == wanted)


def is_right(fact: Fact, gold: dict[str, Any]) -> bool:
    """Whether all fields agree with the gold or one of its alternatives."""
    for field in FIELDS:
        options = [gold[field], *(gold.get("alt") or {}).get(field, [])]
        if "*" not in options and not any(equal(field, getattr(fact, field), option) for option in options):
            return False
    return True


def annotated(path: Path, analyst: Analyst) -> Iterator[Judged]:
    """The facts found in annotated passages; those that match a debatable one are left out."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        before = row.get("before") or ""
        base = len(before) + 1 if before else 0
        text = " ".join(part for part in (before, row["sentence"], row.get("after")) if part)
        published = parse_time(row["published_at"]) if row.get("published_at") else None
        analysis = analyst.read(row.get("title") or "", text, published)
        for fact, signs in zip(analysis.facts, all_signs(analysis.facts, analysis.document), strict=True):
            if fact.part != "text" or not base <= fact.start < base + len(row["sentence"]):
                continue
            gold = next(
                (g for g in row["facts"] if fact.start - base < g["num_end"] and fact.end - base > g["num_start"]), None
            )
            if gold is not None and gold.get("optional"):
                continue
            yield Judged(signs, gold is not None and is_right(fact, gold), f"{path.name}:{number}", is_gold=True)


def judged(path: Path, analyst: Analyst) -> Iterator[Judged]:
    """The facts of a file of judgements that are still read as they were."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        published = parse_time(row["published_at"]) if row.get("published_at") else None
        analysis = analyst.read(row["title"], row["text"], published)
        now = {_key(vars_of(fact)): signs for fact, signs in _with_signs(analysis)}
        for fact in row["judged"]:
            if (signs := now.get(_key(fact))) is not None:
                yield Judged(signs, not fact["wrong"], f"{path.name}:{row['id']}")


def _with_signs(analysis: Any) -> Iterator[tuple[Fact, tuple[str, ...]]]:
    yield from zip(analysis.facts, all_signs(analysis.facts, analysis.document), strict=True)


def vars_of(fact: Fact) -> dict[str, Any]:
    """The fields of a fact that judgements name."""
    return {field: getattr(fact, field) for field in ("part", "start", "end", "is_summed", *FIELDS)}


def _key(fact: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(fact[field] for field in ("part", "start", "end", "is_summed", *FIELDS))


def table(facts: Sequence[Judged], signs: Sequence[str]) -> Numbers:
    """One row a fact, one column a sign; the first column is the level of all, the second that of gold facts."""
    column = {sign: number for number, sign in enumerate(signs, 2)}
    found = np.zeros((len(facts), len(signs) + 2))
    found[:, 0] = 1
    for row, fact in enumerate(facts):
        found[row, 1] = fact.is_gold
        for sign in fact.signs:
            if sign in column:
                found[row, column[sign]] = 1
    return found


def fitted(x: Numbers, right: Numbers) -> Numbers:
    """Weights of a logistic regression with a ridge on all but the first two columns."""
    ridge = np.full(x.shape[1], RIDGE)
    ridge[:2] = (0.0, RIDGE / 30)
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        said = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (right - said) - ridge * weights
        bend = (x * (said * (1 - said))[:, None]).T @ x + np.diag(ridge + 1e-9)
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def held_out(facts: Sequence[Judged], signs: Sequence[str]) -> Numbers:
    """Confidence of every fact by weights fitted on the articles of other folds; rows of (confidence, share of all)."""
    x, right = table(facts, signs), np.array([fact.is_right for fact in facts], float)
    folds = np.array([crc32(fact.article.encode()) % FOLDS for fact in facts])
    said = np.zeros((len(facts), 2))
    for fold in range(FOLDS):
        inside = folds == fold
        said[inside, 0] = 1 / (1 + np.exp(-x[inside] @ fitted(x[~inside], right[~inside])))
        said[inside, 1] = right[~inside].mean()
    return said


def separation(said: Numbers, right: Numbers) -> float:
    """The chance that a right fact has more than a wrong one; equal ones count half."""
    wins = said[right == 1][:, None] - said[right == 0][None, :]
    return float(((wins > 0) + 0.5 * (wins == 0)).mean())


def print_reliability(said: Numbers, right: Numbers, one_share: Numbers) -> None:
    """By bin of confidence: facts, mean confidence, share right; then Brier scores, calibration error, separation."""
    error = 0.0
    for low, high in pairwise(BINS):
        inside = (said >= low) & (said < high)
        if inside.any():
            mean, share = said[inside].mean(), right[inside].mean()
            error += abs(mean - share) * inside.mean()
            print(f"  {low:.2f}-{min(high, 1):.2f} {inside.sum():5} {mean:.2f} {share:.2f}")
    print(f"  mean confidence {said.mean():.3f}, right {right.mean():.3f}")
    print(f"  Brier score {((said - right) ** 2).mean():.4f}, with one share {((one_share - right) ** 2).mean():.4f}")
    print(f"  expected calibration error {error:.3f}, separation (AUC) {separation(said, right):.3f}")


def main() -> None:
    """Fit, print the weights and how good they are on held-out articles, and write them if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("--read", type=Path, action="append", default=[], help="facts that a person has judged")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    analyst = Analyst(Language())
    facts = [
        *(annotated(args.gold, analyst) if args.gold else ()),
        *(f for path in args.read for f in judged(path, analyst)),
    ]
    right = np.array([fact.is_right for fact in facts], float)
    counts = {sign: [f.is_right for f in facts if sign in f.signs] for sign in {s for f in facts for s in f.signs}}
    signs = sorted(sign for sign, found in counts.items() if len(found) >= FEWEST_FACTS)
    weights = fitted(table(facts, signs), right)
    rows = [
        (ANY, weights[0], [f.is_right for f in facts]),
        *zip(signs, weights[2:], (counts[s] for s in signs), strict=True),
    ]
    lines = [f"{sign}\t{weight:.2f}\t{len(found)}\t{sum(found) / len(found):.2f}" for sign, weight, found in rows]
    print("\n".join(lines))
    said = held_out(facts, signs)
    read = np.array([not fact.is_gold for fact in facts])
    for name, chosen in (("facts read in articles that no rule was made on", read), ("annotated passages", ~read)):
        if chosen.any():
            print(f"held out, {name}, by bin: facts, mean confidence, share right")
            print_reliability(said[chosen, 0], right[chosen], said[chosen, 1])
    if args.write:
        (FOLDER / "confidence.tsv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
