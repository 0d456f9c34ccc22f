"""The full measure of safe publishing: 50 publications under 8 readers, and 50 kills at random moments of a build.

    python bench/warehouse_publishing.py

Belongs here: the same work as tests/unit/warehouse/test_publishing.py, at full size, with the longest wait of a reader.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PUBLISHES, READERS, KILLS = 50, 8, 50


def main() -> None:
    """Print what the readers met and that every kill left a whole file."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "unit" / "warehouse")]
    import test_publishing as publishing

    from assets.home import Home

    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        publishing.make_whole(home, 0)
        stop = Path(folder) / "stop"
        readers = [publishing.python(publishing.READER, folder, str(stop)) for _ in range(READERS)]
        time.sleep(5)
        for number in range(1, PUBLISHES + 1):
            publishing.make_whole(home, number)
            time.sleep(0.1)
        stop.touch()
        told = []
        for reader in readers:
            out, err = reader.communicate(timeout=120)
            if reader.returncode:
                raise SystemExit(f"a reader failed: {err}")
            told.append(json.loads(out))
    print(
        f"{PUBLISHES} publications, {READERS} readers: {sum(t['reads'] for t in told):,} reads, "
        f"{sum(t['wrong'] for t in told)} wrong, longest wait to open {max(t['slowest'] for t in told) * 1000:.0f} ms"
    )
    publishing.KILLS = KILLS
    with tempfile.TemporaryDirectory() as folder:
        publishing.test_a_killed_build_leaves_the_old_file_whole_and_the_next_one_right(Path(folder))
    print(f"{KILLS} kills: the old file stayed whole and the next build was right every time")


if __name__ == "__main__":
    main()
