"""Kills whole runs at random moments, runs again, and compares every byte of the lake with a run that was let be.

`python -m bench.kills [--homes N] [--kills K] [--seed S] PATH...`: each of N homes is killed K times before it is let
finish.  Ends with exit code 1 where a home differs.  Not a test: it takes a minute a kill.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from assets import schemas

NOW = "2026-03-12T09:00:00Z"
GRACE_SECONDS = 0.3


def command(home: Path, paths: list[str]) -> subprocess.Popen[str]:
    """`newstally run PATHS` in a process group of its own, at a fixed time."""
    environment = {**os.environ, "NEWSTALLY_NOW": NOW, "NEWSTALLY_HOME": str(home)}
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "run", *paths],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def lake(home: Path) -> dict[str, bytes]:
    """Every file of the lake tables, by its path."""
    tables = {table.name for table in schemas.LAKE}
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in sorted((home / "lake").rglob("*.parquet"))
        if path.relative_to(home / "lake").parts[0] in tables
    }


def finish(home: Path, paths: list[str]) -> str:
    """Run to the end; what was said where that failed, else nothing."""
    process = command(home, paths)
    said, _ = process.communicate()
    return said if process.returncode else ""


def differences(found: dict[str, bytes], wanted: dict[str, bytes]) -> list[str]:
    """Paths that are missing, too many, or other."""
    return sorted(path for path in found.keys() | wanted.keys() if found.get(path) != wanted.get(path))


def main() -> int:
    """Kill, finish, compare; 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--homes", type=int, default=10)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)  # noqa: S311
    work = Path(tempfile.mkdtemp(prefix="newstally-kills-"))
    try:
        started = time.monotonic()
        if said := finish(work / "whole", options.paths):
            print(f"the run that was let be failed: {said}")
            return 1
        seconds, wanted = time.monotonic() - started, lake(work / "whole")
        bad, kills = 0, 0
        for number in range(options.homes):
            home = work / f"home-{number}"
            moments = []
            for _ in range(options.kills):
                process = command(home, options.paths)
                moment = dice.uniform(GRACE_SECONDS, seconds)
                time.sleep(moment)
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    kills += 1
                    moments.append(f"{moment:.1f}")
                process.communicate()
            said = finish(home, options.paths)
            different = differences(lake(home), wanted)
            pending = sorted(path.name for path in (home / "state" / "pending").iterdir())
            is_well = not said and not different and not pending
            bad += not is_well
            verdict = "same bytes" if is_well else f"WRONG: {said.strip()} {different[:5]} pending {pending}"
            print(f"home {number}: killed at {', '.join(moments)} s of {seconds:.0f}: {verdict}", flush=True)
            shutil.rmtree(home)
        print(f"{kills} kills in {options.homes} homes, {bad} wrong")
        return 1 if bad else 0
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    sys.exit(main())
