"""The full measure of safe publishing: 50 publications under 8 readers, and 50 kills at random moments of a build.

    python bench/warehouse_publishing.py

Belongs here: the same work as tests/unit/warehouse/test_publishing.py, at full size, with the longest wait of a reader, for
readers that start DuckDB for each question and for those that keep it and attach the file anew.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
PUBLISHES, READERS, KILLS = 50, 8, 50
# Publications and the same builds without one take turns, so that both meet the machine in the same state.
BLOCK = 10


def main() -> None:
    """Print what the readers met, beside the same work without a publication, and that every kill left a whole file."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "unit" / "warehouse")]
    import test_publishing as publishing

    for kind in publishing.OPENING:
        readers_meet(publishing, kind)
    publishing.KILLS = KILLS
    with tempfile.TemporaryDirectory() as folder:
        publishing.test_a_killed_build_leaves_the_old_file_whole_and_the_next_one_right(Path(folder))
    print(f"{KILLS} kills: the old file stayed whole and the next build was right every time")


def readers_meet(publishing: ModuleType, kind: str) -> None:
    """Publish under readers of one kind, and print what they met."""
    from assets.home import Home

    spans: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        publishing.make_whole(home, 0)
        stop = Path(folder) / "stop"
        readers = [publishing.reader(kind, home, stop) for _ in range(READERS)]
        time.sleep(5)
        for number in range(0, PUBLISHES, BLOCK):
            for is_published in (False, True):
                began = time.monotonic()
                for build in range(number, number + BLOCK):
                    publishing.make_whole(home, build + 1, is_published=is_published)
                    time.sleep(0.1)
                spans[is_published].append((began, time.monotonic()))
        stop.touch()
        told = []
        for reader in readers:
            out, err = reader.communicate(timeout=120)
            if reader.returncode:
                raise SystemExit(f"a reader failed: {err}")
            told.append(json.loads(out))
    reads, wrong = (sum(t[what] for t in told) for what in ("reads", "wrong"))
    print(f"{PUBLISHES} publications, {READERS} readers, each {kind} for a question: {reads:,} reads, {wrong} wrong")
    for is_published, what in (
        (False, f"{PUBLISHES} builds that are not published"),
        (True, f"{PUBLISHES} publications"),
    ):
        waits = [wait for t in told for wait in t["waits"] if any(a <= wait[0] < b for a, b in spans[is_published])]
        print(f"  during {what}, {len(waits):,} openings: {waited(waits)}")


def waited(waits: list[list[float]]) -> str:
    """How long openings of the file took: in all, and without the time in which the reader had no core to run on.

    Eight readers that never rest leave each a quarter of a core, so the former is mostly the machine's; the latter is
    what opening costs and what a publication could add to it.
    """
    whole = sorted(seconds * 1000 for _, seconds, _ in waits)
    own = sorted((seconds - starved) * 1000 for _, seconds, starved in waits)
    return ", ".join(
        f"{name} {statistics.median(values):.0f} ms in the middle, {values[int(0.99 * len(values))]:.0f} ms for 99 of 100, "
        f"{values[-1]:.0f} ms the longest"
        for name, values in (("waited", whole), ("without waiting for a core", own))
    )


if __name__ == "__main__":
    main()
