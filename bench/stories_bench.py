"""Speed, memory and quality of the duplicates step beside rensa and datasketch, on invented articles.

    python bench/stories_bench.py [--articles 100000] [--peers] [--days]

Each system runs in a process of its own, so that peak memory is its own; time is CPU time of that process with
its threads, from texts in memory to a group for each.  Rensa runs twice: as its documentation shows it, and, as
datasketch does, with five-word shingles and a threshold of .5, with which it finds more.  `--days` instead builds the lake day by day, out of core:
it compares the cost of day 60 with that of day 3 and shows the peak of memory, at a million articles too.  Needs datasketch for the peers; it is no dependency of the product.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.stories_articles import Article, articles

WORD = re.compile(r"\w+")
PEER_WORDS = 5
PEER_THRESHOLD = 0.5
PEER_BATCH = 10_000
SHOWN_DAYS = (3, 10, 20, 40, 60)


def main() -> None:
    """Run what was asked for and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", action="store_true", help="run rensa and datasketch too")
    parser.add_argument("--days", action="store_true", help="cost of single days in the lake")
    parser.add_argument("--no-stories", action="store_true", help="with --days: leave the stories step out")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(_run(given.one, given.articles, given.seed)))
        return
    if given.days:
        _days(given.articles, given.seed, with_stories=not given.no_stories)
        return
    systems = ["newstally", "rensa", "rensa-5", "datasketch-5"] if given.peers else ["newstally"]
    print(f"{given.articles} articles, seed {given.seed}")
    print(
        f"{'system':12} {'docs/cpu s':>10} {'ratio':>6} {'own RSS MB':>10} {'peak MB':>8} {'P':>6} {'R':>6} {'F1':>6}",
        flush=True,
    )
    own = 0.0
    for system in systems:
        command = [sys.executable, __file__, "--one", system]
        command += ["--articles", str(given.articles), "--seed", str(given.seed)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            print(f"{system:12} did not run: {done.stderr.strip().splitlines()[-1]}")
            continue
        row = json.loads(done.stdout)
        own = own or row["documents_per_cpu_second"]
        print(
            f"{system:12} {row['documents_per_cpu_second']:10.0f} {own / row['documents_per_cpu_second']:6.2f} "
            f"{row['peak_mb'] - row['before_mb']:10.0f} {row['peak_mb']:8.0f} "
            f"{row['precision']:6.3f} {row['recall']:6.3f} {row['f1']:6.3f}",
            flush=True,
        )


def _run(system: str, count: int, seed: int) -> dict[str, float]:
    import pyarrow as pa

    rows = list(articles(count, seed=seed))
    gold = [row.group for row in rows]
    peers = {"rensa": _rensa, "rensa-5": _rensa_shingles, "datasketch-5": _datasketch}
    if system in peers:
        texts = [row.text for row in rows]
        del rows
        before, start = _peak(), time.process_time()
        labels: list[object] = list(peers[system](texts))
    else:
        from assets.stories.stream import group_rows

        table = pa.table(_columns(rows))
        del rows
        before, start = _peak(), time.process_time()
        labels = group_rows(table, with_stories=False)["duplicate_group"].to_pylist()
    spent = time.process_time() - start
    pairs = [_pairs(Counter(x)) for x in (zip(gold, labels, strict=True), labels, gold)]
    precision, recall = pairs[0] / max(pairs[1], 1), pairs[0] / max(pairs[2], 1)
    return {
        "documents_per_cpu_second": count / spent,
        "before_mb": before,
        "peak_mb": _peak(),
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
    }


def _columns(rows: list[Article]) -> dict[str, object]:
    import pyarrow as pa

    return {
        "article_id": [row.id for row in rows],
        "title": [row.title for row in rows],
        "text": [row.text for row in rows],
        "published_at": pa.array([row.published_at for row in rows], pa.timestamp("us", "UTC")),
        "published_precision": pa.array(["second"] * len(rows), pa.string()),
        "day": pa.array([row.published_at.date() for row in rows], pa.date32()),
        "outlet_id": [row.outlet for row in rows],
        "wire_credit": pa.nulls(len(rows), pa.string()),
    }


def _rensa(texts: list[str]) -> list[int]:
    """As rensa documents itself: sets of words between spaces, a threshold of .8, its own bands and deduplicator.

    A text that it drops goes to the kept text that it names.
    """
    import rensa

    dedup = rensa.RMinHashDeduplicator(threshold=0.8, num_perm=128, use_lsh=True)
    labels = list(range(len(texts)))
    for at in range(0, len(texts), PEER_BATCH):
        words = [text.split() for text in texts[at : at + PEER_BATCH]]
        sketches = rensa.RMinHash.from_token_sets(words, num_perm=128, seed=42)
        kept = dedup.add_pairs((str(number), sketch) for number, sketch in enumerate(sketches, start=at))
        dropped = [number for number, is_kept in enumerate(kept) if not is_kept]
        found = dedup.get_duplicate_sets([sketches[number] for number in dropped])
        for number, keys in zip(dropped, found, strict=True):
            labels[at + number] = min(map(int, keys), default=at + number)
    return labels


def _rensa_shingles(texts: list[str]) -> list[int]:
    """Rensa with the shingles and threshold that suit edited news, and pairs joined into groups."""
    import rensa

    # Bands of four rows begin to meet at a similarity of .42, under the threshold as they must; rensa takes no
    # number of bands that does not divide the permutations, and bands of eight would begin at .71.
    lsh = rensa.RMinHashLSH(threshold=PEER_THRESHOLD, num_perm=128, num_bands=32)
    sketches = []
    for number, text in enumerate(texts):
        sketch = rensa.RMinHash(num_perm=128, seed=1)
        sketch.update(_shingles(text))
        lsh.insert(number, sketch)
        sketches.append(sketch)
    parent = list(range(len(texts)))
    for number, sketch in enumerate(sketches):
        for other in lsh.query(sketch):
            if other < number and sketch.jaccard(sketches[other]) >= PEER_THRESHOLD:
                parent[_root(parent, number)] = _root(parent, other)
    return [_root(parent, number) for number in range(len(texts))]


def _datasketch(texts: list[str]) -> list[int]:
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=PEER_THRESHOLD, num_perm=128)
    parent = list(range(len(texts)))
    sketches = []
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([shingle.encode() for shingle in _shingles(text)])
        sketches.append(sketch)
        for other in lsh.query(sketch):
            if sketch.jaccard(sketches[other]) >= PEER_THRESHOLD:
                parent[_root(parent, number)] = _root(parent, other)
        lsh.insert(number, sketch)
    return [_root(parent, number) for number in range(len(texts))]


def _shingles(text: str) -> list[str]:
    words = WORD.findall(text.lower())
    return list({" ".join(words[at : at + PEER_WORDS]) for at in range(max(1, len(words) - PEER_WORDS + 1))})


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def _days(count: int, seed: int, *, with_stories: bool) -> None:
    """Cost of the days of a lake of `count` articles over 60 days, and the peak of the process that builds it.

    The articles are made and written a day at a time, so that the memory is the stage's own at any count.  A day's
    cost is the middle of three neighbouring days.
    """
    import pyarrow as pa

    from assets import schemas
    from assets.store import Store
    from assets.stories.build import build_duplicates, build_stories

    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        spent: list[tuple[float, float]] = []
        for day, rows in groupby(articles(count, seed=seed, days=60), lambda row: row.published_at.date()):
            store.write_day(schemas.ARTICLES, day, _whole(pa.table(_columns(list(rows)))))
            if not spent:
                print(f"before the stage the process has {_peak():.0f} MB", flush=True)
            start = time.process_time()
            build_duplicates(store, [day])
            between = time.process_time()
            if with_stories:
                build_stories(store, [day])
            spent.append((between - start, time.process_time() - between))
            if len(spent) in SHOWN_DAYS:
                print(f"peak up to day {len(spent)}: {_peak():.0f} MB", flush=True)
    for number in SHOWN_DAYS:
        costs = spent[number - 2 : number + 1]
        duplicates, stories = (sorted(cost[at] for cost in costs)[len(costs) // 2] for at in (0, 1))
        print(f"day {number:2}: duplicates {duplicates:.2f} s, stories {stories:.2f} s")
    totals = [sum(cost[at] for cost in spent) for at in (0, 1)]
    print(f"{count} articles: duplicates {totals[0]:.0f} s, stories {totals[1]:.0f} s of processor time")


def _whole(rows):  # type: ignore[no-untyped-def]
    """The rows with every other column of the articles table, empty."""
    import pyarrow as pa

    from assets import schemas

    columns = {}
    for column in schemas.ARTICLES.columns:
        if column.name in rows.column_names:
            columns[column.name] = rows[column.name]
        elif column.nullable:
            columns[column.name] = pa.nulls(rows.num_rows, column.type)
        else:
            filler = [] if pa.types.is_list(column.type) else "" if pa.types.is_string(column.type) else 1
            columns[column.name] = pa.array([filler] * rows.num_rows, column.type)
    return pa.table(columns)


def _pairs(counts: Counter) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
