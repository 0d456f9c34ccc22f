"""Learn speech weights from annotated text, as a command: python -m assets.facts.speech.train DATA OUT.

DATA is a JSONL file (may be gzipped) of {id, text, attributions: [{Content: [[start, end], ...], ...}]}, OUT the
weights file to write.  Parsing takes most of the time: about four articles a second and core; learning takes a minute.
Belongs here: learning.  Does not belong here: using weights (model.py), and any weights: they are made, not shipped.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assets.errors import UserError
from assets.facts.speech import find, model, readings
from assets.facts.speech.draft import overlap
from assets.facts.speech.marks import Quoted, find_quoted
from assets.facts.speech.part import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assets.facts.document import Document

Spans = list[tuple[int, int]]

ENOUGH_OVERLAP = 0.5
LEAST_COUNT = 3
PASSES = 4
BATCH = 256
RATE = 0.15
SHRINKAGE = 8e-3
THRESHOLDS = (0.4, 0.44, 0.48, 0.52, 0.56)
HELD_OUT = 5


@dataclass(frozen=True)
class Example:
    """One annotated part with the contents that people marked in it."""

    part: Part
    quoted: list[Quoted]
    contents: list[Spans]


def read_examples(path: Path, documents: Iterable[tuple[Document, list[Spans]]] | None = None) -> list[Example]:
    """The examples of a data file, parsed here unless `documents` brings them parsed."""
    found = []
    for document, contents in documents if documents is not None else _parsed(path):
        sentences = [s for s in document.sentences if s.part == "text"]
        found.append(Example(Part(document.text, sentences), find_quoted(document.text), contents))
    return found


def _parsed(path: Path) -> Iterator[tuple[Document, list[Spans]]]:
    from assets.facts.language import Language

    language = Language()
    for row in _rows(path):
        contents = [[(s, e) for s, e in a["Content"] if s < e] for a in row["attributions"] if a.get("Content")]
        yield language.document("", row["text"]), [spans for spans in contents if spans]


def _rows(path: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                row = json.loads(line)
                if not isinstance(row.get("text"), str) or not isinstance(row.get("attributions"), list):
                    raise UserError(f"{path}, line {number}: needs 'text' and 'attributions'")
                yield row
    except (OSError, ValueError) as error:
        raise UserError(f"{path} cannot be read: {error}") from error


def train(examples: Sequence[Example]) -> model.Weights:
    """Weights from the examples; a fifth of them, held out at first, decides the threshold."""
    held_out = examples[::HELD_OUT]
    rest = [example for i, example in enumerate(examples) if i % HELD_OUT]
    trial = _fit(rest or examples)
    scores = {limit: score(held_out, model.Weights(trial, limit)) for limit in THRESHOLDS}
    best = max(THRESHOLDS, key=lambda limit: (scores[limit], limit))
    return model.Weights(_fit(examples), best)


def score(examples: Sequence[Example], weights: model.Weights | None) -> float:
    """F1 of contents that share half of their characters with an annotated one, one to one."""
    hits = wanted = found = 0
    for example in examples:
        drafts = find.drafts_of(example.part, example.quoted, weights)
        wanted += len(example.contents)
        found += len(drafts)
        pairs = sorted(
            ((_shared(g, d.content), i, j) for i, g in enumerate(example.contents) for j, d in enumerate(drafts)),
            reverse=True,
        )
        taken: tuple[set[int], set[int]] = (set(), set())
        for share, i, j in pairs:
            if share < ENOUGH_OVERLAP:
                break
            if i not in taken[0] and j not in taken[1]:
                taken[0].add(i)
                taken[1].add(j)
                hits += 1
    return 2 * hits / (wanted + found) if wanted + found else 0.0


def _shared(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> float:
    both = sum(overlap(a, b) for a in one for b in other)
    return both / max(1, sum(e - s for s, e in one) + sum(e - s for s, e in other) - both)


def _labelled(examples: Sequence[Example]) -> Iterator[tuple[list[str], bool]]:
    for example in examples:
        for tree in example.part.trees.values():
            start, end = tree.sentence.start, tree.sentence.end
            near = [c for c in example.contents if c[0][0] < end and start < c[-1][1]]
            for options in readings.readings(tree):
                for reading in options:
                    is_marked = any(_shared(spans, reading.content) >= ENOUGH_OVERLAP for spans in near)
                    yield model.features(tree, reading, options, example.quoted), is_marked


def _fit(examples: Sequence[Example]) -> dict[str, float]:
    """Logistic regression by adaptive gradient steps over batches in a fixed order."""
    import numpy as np

    rows = list(_labelled(examples))
    counts = Counter(name for names, _ in rows for name in set(names))
    number = {name: i for i, name in enumerate(sorted(n for n, count in counts.items() if count >= LEAST_COUNT))}
    encoded = [np.array([number[n] for n in names if n in number], dtype=np.int32) for names, _ in rows]
    labels = np.array([is_marked for _, is_marked in rows], dtype=np.float64)
    weights, squares = np.zeros(len(number)), np.full(len(number), 1e-2)
    order = np.random.default_rng(0)
    for _ in range(PASSES):
        shuffled = order.permutation(len(rows))
        for begin in range(0, len(rows), BATCH):
            batch = shuffled[begin : begin + BATCH]
            columns = np.concatenate([encoded[i] for i in batch])
            owner = np.repeat(np.arange(len(batch)), [len(encoded[i]) for i in batch])
            sums = np.bincount(owner, weights=weights[columns], minlength=len(batch))
            errors = 1 / (1 + np.exp(-sums)) - labels[batch]
            used, place = np.unique(columns, return_inverse=True)
            gradient = np.bincount(place, weights=errors[owner]) + SHRINKAGE * weights[used]
            squares[used] += gradient * gradient
            weights[used] -= RATE * gradient / np.sqrt(squares[used])
    return {name: float(weights[i]) for name, i in number.items() if abs(weights[i]) >= 1e-3}


def main(arguments: Sequence[str]) -> int:
    """Run the command; 0 where weights were written."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m assets.facts.speech.train DATA OUT\n")
        return 2
    try:
        examples = read_examples(Path(arguments[0]))
        if not examples:
            raise UserError(f"{arguments[0]} holds no annotated text")
        model.write_weights(Path(arguments[1]), train(examples))
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
