"""Counts of killed and injured as a user would query them: the whole line, then one question to `story_figures`.

Run: python -m bench.story_counts GOLD.jsonl[.gz] [--rows N] [--home DIR]

Gold rows have url, title, published_at, text, story (the incident), killed, injured.  The articles go through
`newstally run`; for each incident the published story that holds most of its articles is asked for its main figure
of people killed and injured.  Incidents count where the gold number is 2 or more.  Gold is the final count, so
early reports can be right and score wrong.

Belongs here: the question a user would ask, and how often its answer is the incident's.
Does not belong here: the choice of a story's figure (sql/20_marts), the counts of single articles (bench.gates).
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).resolve().parents[1]
MEASURES = ("killed", "injured")
FEWEST = 2
FIGURES = """
SELECT story_id, measure, best, low, high, independent_sources
FROM story_figures
WHERE measure IN ('killed', 'injured') AND unit = 'count' AND per IS NULL AND is_main AND counted = 'person'
ORDER BY story_id, measure, independent_sources DESC, best DESC, figure_id
"""


def gold_rows(path: Path, limit: int | None) -> list[dict[str, Any]]:
    """The gold rows whose incident has a count of 2 or more, the first `limit` of them."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in content.splitlines()]
    return [row for row in rows if any((row[measure] or 0) >= FEWEST for measure in MEASURES)][:limit]


def run_line(rows: list[dict[str, Any]], home: Path, scratch: Path) -> None:
    """The whole line on the rows without their truth."""
    file = scratch / "articles.jsonl"
    kept = ("url", "title", "published_at", "text")
    with file.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps({key: row[key] for key in kept if row.get(key)}) + "\n" for row in rows)
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "--home", str(home), "run", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout[-2000:], done.stderr[-2000:], file=sys.stderr)


def answers(home: Path, rows: list[dict[str, Any]]) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    """(low, best) by incident and measure, of the published story that holds most of the incident's articles."""
    (published,) = (home / "warehouse").glob("*.duckdb")
    with duckdb.connect(str(published), read_only=True) as connection:
        told = connection.execute("SELECT title, story_id FROM articles WHERE is_latest").fetchall()
        figures = connection.execute(FIGURES).fetchall()
    story_of = dict(told)
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if story := story_of.get(" ".join(row["title"].split())):
            held[row["story"]][story] += 1
    first: dict[tuple[str, str], tuple[float | None, float | None]] = {}
    for story, measure, best, low, *_ in figures:
        first.setdefault((story, measure), (low, best))
    return {
        (incident, measure): first[(stories.most_common(1)[0][0], measure)]
        for incident, stories in held.items()
        for measure in MEASURES
        if (stories.most_common(1)[0][0], measure) in first
    }


def score(
    rows: list[dict[str, Any]], found: dict[tuple[str, str], tuple[float | None, float | None]]
) -> dict[str, Any]:
    """Shares of incidents answered and right, by measure and together."""
    gold = {(row["story"], m): row[m] for row in rows for m in MEASURES if (row[m] or 0) >= FEWEST}
    report: dict[str, Any] = {}
    for measure in (*MEASURES, "all"):
        keys = [key for key in gold if measure in (key[1], "all")]
        answered = [key for key in keys if key in found]
        right = sum(found[key][1] == gold[key] for key in answered)
        report[measure] = {
            "n": len(keys),
            "answered": len(answered) / max(1, len(keys)),
            "right": right / max(1, len(keys)),
            "precision": right / max(1, len(answered)),
        }
    return report


def measured(gold: Path, limit: int | None = None, home: Path | None = None) -> dict[str, Any]:
    """The report for the gold file: by measure n, answered, right, precision."""
    rows = gold_rows(gold, limit)
    with tempfile.TemporaryDirectory(prefix="newstally-counts-") as scratch:
        folder = home or Path(scratch) / "home"
        if not (folder / "warehouse").is_dir():
            run_line(rows, folder, Path(scratch))
        return score(rows, answers(folder, rows))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--rows", type=int)
    parser.add_argument("--home", type=Path, help="keep the home folder, and ask again where it has a warehouse")
    args = parser.parse_args()
    for name, figures in measured(args.gold, args.rows, args.home).items():
        print(name, " ".join(f"{key} {value:.3f}" for key, value in figures.items()))


if __name__ == "__main__":
    main()
