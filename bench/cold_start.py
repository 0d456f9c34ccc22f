"""From a cold start to the published file: `python -m bench.cold_start PATH... [--times N]`.

Runs `newstally run PATH...` in a new process on a new home folder, N times, and prints wall and processor seconds of
each and where the time of the last one went by stage.  Files are read from a warm disk cache after the first time.

Belongs here: measuring the whole command as a user calls it.  Does not belong here: any stage's own speed.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]


def run_once(home: Path, paths: list[str]) -> tuple[float, float]:
    """(wall seconds, processor seconds of all processes) of one run on a new home folder."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    command = [sys.executable, "-m", "pipelines.cli", "--home", str(home), "run", *paths]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def stages(home: Path) -> list[tuple[str, float, float]]:
    """(step, start, end) of the home folder's last run, in seconds since the run began."""
    os.environ["DAGSTER_HOME"] = str(home / "dagster")
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "yes"
    import dagster as dg

    with dg.DagsterInstance.get() as instance:
        record = instance.get_run_records(limit=1)[0]
        steps = instance.get_run_step_stats(record.dagster_run.run_id)
        begin = record.start_time or 0.0
        found = [(s.step_key, s.start_time - begin, s.end_time - begin) for s in steps if s.start_time and s.end_time]
    return sorted(found, key=lambda step: step[1])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--times", type=int, default=3)
    chosen = parser.parse_args()
    paths = [str(Path(path).resolve()) for path in chosen.paths]
    with tempfile.TemporaryDirectory(prefix="newstally-cold-") as folder:
        for number in range(chosen.times):
            home = Path(folder) / str(number)
            wall, processor = run_once(home, paths)
            print(f"run {number + 1}: {wall:5.1f} s wall, {processor:5.1f} s processor")
        print("stages of the last run, seconds since Dagster began it:")
        for step, start, end in stages(home):
            print(f"  {start:5.1f} to {end:5.1f}  {step}")


if __name__ == "__main__":
    main()
