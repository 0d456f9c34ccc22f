"""Quality gates: `python -m bench.gates [NAME ...] [--raise] [--data DIR]`.

Runs the product's own commands on the development sets that lie beside the checkout, scores them with the
scorers that lie there too, and compares with the floors committed in bench/floors/.  A figure below its floor
fails.  `--raise` writes better figures into the floors and never lowers one.

Belongs here: which figure of which set is held to a floor.  Does not belong here: how anything is extracted
or scored.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import story_counts as story_counts_bench

GVA_ROWS = 600
STORY_COUNT_ROWS = 250
FLOORS = Path(__file__).parent / "floors"
ROOT = Path(__file__).parents[1]
# Floating point differs a little between processors, and with it a borderline label or two.
SLACK = 0.005

Figures = dict[str, float]


@dataclass(frozen=True)
class Gate:
    """One set with the figures that are watched.  `higher` must not fall, `lower` must not rise."""

    name: str
    measure: Callable[[Kit], dict[str, Any]]
    higher: tuple[str, ...]
    lower: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kit:
    """Where data and scorers lie, and a scratch folder."""

    shared: Path
    scratch: Path

    def data(self, name: str) -> Path:
        """A file or folder of the development data."""
        return self.shared / "data" / name

    def score(self, *arguments: object) -> dict[str, Any]:
        """The scorer's numbers for `score.py ARGUMENTS`."""
        report = self.scratch / "score.json"
        _run(sys.executable, self.shared / "eval" / "score.py", *arguments, "--json", report)
        numbers: dict[str, Any] = json.loads(report.read_text("utf-8"))
        return numbers

    def filtered(self, command: str, source: Path) -> Path:
        """Output of `newstally COMMAND SOURCE`, as a file."""
        target = self.scratch / f"{source.stem}.{command}.jsonl"
        with target.open("wb") as stream:
            _run(sys.executable, "-m", "pipelines.cli", command, source, stdout=stream)
        return target

    def inputs(self, gold: Path) -> Path:
        """The product's input made from a gold file."""
        target = self.scratch / f"{gold.name.split('.')[0]}.in.jsonl"
        _run(sys.executable, self.shared / "eval" / "score.py", "input", "--gold", gold, "--out", target)
        return target

    def first_rows(self, gold: Path, rows: int) -> Path:
        """A gold file with only the first rows, so that a gate stays short."""
        target = self.scratch / f"{gold.name.split('.')[0]}_{rows}.jsonl"
        with gzip.open(gold, "rt", encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
            out.writelines(line for number, line in enumerate(lines) if number < rows)
        return target


def extracted(command: str, gold_name: str, rows: int | None = None) -> Callable[[Kit], dict[str, Any]]:
    """Measure of an `extract` set under one `score.py` command."""

    def measure(kit: Kit) -> dict[str, Any]:
        gold = kit.data(gold_name) if rows is None else kit.first_rows(kit.data(gold_name), rows)
        return kit.score(command, "--gold", gold, "--pred", kit.filtered("extract", kit.inputs(gold)))

    return measure


def facts(kit: Kit) -> dict[str, Any]:
    """The annotated passages, under their own scorer."""
    gold = kit.data("facts/facts_dev.jsonl")
    predicted = kit.filtered("extract", kit.inputs(gold))
    done = _run(sys.executable, kit.shared / "eval" / "score_facts.py", gold, predicted, "--json")
    numbers: dict[str, Any] = json.loads(done)
    return numbers


def story_counts(kit: Kit) -> dict[str, Any]:
    """Killed and injured of incidents, asked of the published warehouse."""
    return story_counts_bench.measured(kit.data("stories/gva_dev.jsonl.gz"), limit=STORY_COUNT_ROWS)


def duplicates(flag: str, gold_name: str, docs_name: str | None = None) -> Callable[[Kit], dict[str, Any]]:
    """Measure of a `duplicates` set; pairs keep their texts in a second file."""

    def measure(kit: Kit) -> dict[str, Any]:
        gold = kit.data(gold_name)
        predicted = kit.filtered("duplicates", kit.inputs(kit.data(docs_name or gold_name)))
        return kit.score("duplicates", flag, gold, "--pred", predicted)

    return measure


def pages(gold_name: str) -> Callable[[Kit], dict[str, Any]]:
    """Measure of a set of HTML pages."""

    def measure(kit: Kit) -> dict[str, Any]:
        gold, folder = kit.data(gold_name), kit.scratch / gold_name.replace("/", "_")
        _run(sys.executable, kit.shared / "eval" / "score.py", "pages", "--gold", gold, "--unpack", folder)
        return kit.score("pages", "--gold", gold, "--pred", kit.filtered("articles", folder))

    return measure


def inbox(kit: Kit) -> dict[str, Any]:
    """The mixed inbox: every record once."""
    with tarfile.open(kit.data("corpus/mixed_inbox_dev.tar.gz")) as archive:
        archive.extractall(kit.scratch / "inbox", filter="data")
    folder = kit.scratch / "inbox" / "mixed_inbox_dev"
    return _with_rejects(
        kit, [p for p in sorted(folder.iterdir()) if p.is_dir()], "inbox", "--manifest", folder / "MANIFEST.jsonl"
    )


def hostile(kit: Kit) -> dict[str, Any]:
    """Bad inputs: each ends as it should."""
    folder = kit.scratch / "hostile"
    _run(sys.executable, kit.shared / "eval" / "hostile_inputs.py", folder)
    return _with_rejects(kit, [folder / "files"], "hostile", "--expect", folder / "listing.json")


def _with_rejects(kit: Kit, paths: list[Path], *score: object) -> dict[str, Any]:
    predicted, rejects = kit.scratch / "articles.jsonl", kit.scratch / "rejects.jsonl"
    with predicted.open("wb") as stream:
        _run(sys.executable, "-m", "pipelines.cli", "articles", *paths, "--rejects", rejects, stdout=stream)
    return kit.score(*score, "--pred", predicted, "--rejects", rejects)


def _run(*command: object, stdout: Any = subprocess.PIPE) -> str:
    done = subprocess.run([str(part) for part in command], cwd=ROOT, stdout=stdout, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stderr.decode(errors='replace')[-3000:]}")
    return (done.stdout or b"").decode()


STRICT = tuple(f"strict.{m}.f1" for m in ("value", "value+change", "value+unit", "value+concept partial", "all four"))
GATES: tuple[Gate, ...] = (
    Gate(
        "newsquant",
        extracted("quantities", "quantities/newsquant_dev.jsonl"),
        (*STRICT, "range_recall"),
        ("quantity_free_rows_with_output",),
    ),
    *(
        Gate(f"units_{kind}", extracted("quantities", f"quantities/units_{kind}.jsonl"), ("strict.value+unit.f1",))
        for kind in ("age", "currency", "dimension", "temperature")
    ),
    Gate(
        "facts",
        facts,
        (
            "det.F",
            "vb.F",
            "vb+unit.F",
            "vb+unit+counted.F",
            "whole.F",
            "whole+place+time.F",
            "given_detection.said_by where gold has one",
            "given_detection.said_by where gold is null",
        ),
        ("free_hit",),
    ),
    Gate(
        "headline_counts",
        extracted("counts", "casualties/headline_counts_dev.jsonl.gz"),
        ("articles.all.right", "articles.all.precision"),
    ),
    Gate(
        "gva_counts",
        extracted("counts", "stories/gva_dev.jsonl.gz", rows=GVA_ROWS),
        ("articles.all.right", "articles.all.precision", "stories.all.right", "stories.all.precision"),
    ),
    Gate("story_counts", story_counts, ("all.right", "all.precision")),
    Gate(
        "attribution",
        extracted("attribution", "attribution/polnear_train.jsonl.gz", rows=200),
        ("full.f1", "content.f1", "direct.full_recall"),
    ),
    *(
        Gate(name, extracted("entities", f"entities/{gold}"), ("exact.all.f1", "overlap.all.f1"))
        for name, gold in (("entities_re3d", "re3d_open.jsonl.gz"), ("entities_gum", "gum_news"))
    ),
    Gate(
        "duplicates_synthetic",
        duplicates("--gold", "duplicates/synthetic_20k_dev.jsonl.gz"),
        ("groups.pairwise.precision", "groups.pairwise.recall", "groups.pairwise.f1"),
    ),
    Gate(
        "duplicates_pairs",
        duplicates("--pairs", "duplicates/pairs_dev.jsonl", "duplicates/pair_docs_dev.jsonl.gz"),
        ("pairs.together.precision", "pairs.together.recall", "pairs.together.f1"),
    ),
    *(
        Gate(f"stories_{name}", duplicates("--story-gold", f"stories/{name}_dev.jsonl.gz"), ("stories.pairwise.f1",))
        for name in ("gva", "basil")
    ),
    Gate(
        "pages_non_english",
        pages("pages/publishers_non_english.jsonl.gz"),
        ("title.exact", "authors.f1", "date.same_day", "date.same_instant", "body.f1"),
    ),
    Gate("pages_segments", pages("pages/segments.jsonl.gz"), ("segments.f1", "authors.f1")),
    Gate("pages_dates", pages("pages/dates.jsonl.gz"), ("date.same_day",)),
    Gate("inbox", inbox, ("all.score",), ("all.lost", "all.invented")),
    Gate("hostile", hostile, ("as_expected", "exactly_one_outcome")),
)


def flat(numbers: dict[str, Any], prefix: str = "") -> Figures:
    """Nested numbers as one map with dotted names."""
    figures: Figures = {}
    for key, value in numbers.items():
        if isinstance(value, dict):
            figures |= flat(value, f"{prefix}{key}.")
        elif isinstance(value, int | float):
            figures[prefix + key] = float(value)
    return figures


def judge(gate: Gate, figures: Figures, floors: Figures) -> list[tuple[str, float, float | None, bool]]:
    """(figure, measured, floor or None, holds) for every watched figure; a figure not measured does not hold."""
    rows = []
    for name, sign in [*((n, 1) for n in gate.higher), *((n, -1) for n in gate.lower)]:
        measured, floor = figures.get(name, float("nan")), floors.get(name)
        slack = SLACK if sign > 0 else 0
        holds = measured == measured and (floor is None or sign * (measured - floor) >= -slack)
        rows.append((name, measured, floor, holds))
    return rows


def raised(gate: Gate, figures: Figures, floors: Figures) -> Figures:
    """Floors with every better figure taken over."""
    best = dict(floors)
    for name in gate.higher:
        best[name] = max(round(figures[name], 4), floors.get(name, 0.0))
    for name in gate.lower:
        best[name] = min(round(figures[name], 4), floors.get(name, float("inf")))
    return best


def main(arguments: Iterable[str] | None = None) -> None:
    """Measure, print, and exit with 1 where a floor is broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"gates to run, by default all: {', '.join(g.name for g in GATES)}"
    )
    parser.add_argument("--raise", dest="lift", action="store_true", help="write better figures into the floors")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared", help="folder with data/ and eval/")
    chosen = parser.parse_args(None if arguments is None else list(arguments))
    if unknown := set(chosen.names) - {gate.name for gate in GATES}:
        parser.error(f"no gate {min(unknown)}")
    broken = []
    for gate in GATES:
        if chosen.names and gate.name not in chosen.names:
            continue
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="newstally-gate-") as scratch:
            figures = flat(gate.measure(Kit(chosen.data.resolve(), Path(scratch))))
        path = FLOORS / f"{gate.name}.json"
        floors: Figures = json.loads(path.read_text("utf-8")) if path.exists() else {}
        print(f"{gate.name}  ({time.monotonic() - started:.0f} s)")
        for name, measured, floor, holds in judge(gate, figures, floors):
            print(
                f"  {name:46} {measured:8.3f}   floor {'none' if floor is None else format(floor, '.3f')}{'' if holds else '   BROKEN'}"
            )
            if not holds:
                broken.append(f"{gate.name}: {name}")
        if chosen.lift:
            path.write_text(json.dumps(raised(gate, figures, floors), indent=1, sort_keys=True) + "\n", "utf-8")
    if broken:
        raise SystemExit(f"below the floor: {'; '.join(broken)}")
    print("all floors hold")


if __name__ == "__main__":
    main()
