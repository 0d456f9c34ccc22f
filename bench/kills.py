"""Kills whole runs at random moments, runs again, and compares every byte of the lake with a run that was let be.

`python -m bench.kills [--kills N] [--a-home K] [--seed S]`: a home folder on which half of the sample was published is
copied, the run over the other half is killed K times on the copy (the command with all of its children, by kill -9), then
let finish; so on until N kills were made.  Ends with exit code 1 where a lake differs in a byte, a table of the published
file in a row, or a mark was left.  The runs are forked from a process that has imported everything, so that a kill meets
work and not imports, and costs seconds.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from assets import schemas
from assets.held import HeldDays
from assets.home import Home
from assets.pending import PendingDays
from bench.fork_server import ROOT, Child, ForkServer

NOW = "2026-03-12T09:00:00Z"
SAMPLE = ROOT / "docs" / "sample" / "inbox"
# When the file was built, and by which Parquet files, is not what is in it.
LEFT_OUT = ("build_info", "lake_files")


@dataclass
class Tally:
    """What came of the kills: `moments` in seconds after the start, `wrong` in words."""

    kills: int = 0
    homes: int = 0
    moments: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def run(server: ForkServer, home: Path, paths: list[Path]) -> Child:
    """`newstally run PATHS` at a fixed time, with a helper process as the real command has."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith(("NEWSTALLY_", "DAGSTER_"))}
    arguments = ["--home", home, "run", *paths]
    return server.start(arguments, environment=environment | {"NEWSTALLY_NOW": NOW}, with_helper=True)


def finish(server: ForkServer, home: Path, paths: list[Path]) -> float:
    """Run to the end; its seconds.  RuntimeError with what was said where it fails."""
    started = time.monotonic()
    child = run(server, home, paths)
    if child.wait():
        raise RuntimeError(" ".join(child.said()).strip())
    return time.monotonic() - started


def lake(home: Home) -> dict[str, bytes]:
    """Every file of the lake tables, by its path."""
    tables = {table.name for table in schemas.LAKE}
    return {
        path.relative_to(home.lake).as_posix(): path.read_bytes()
        for path in sorted(home.lake.rglob("[!.]*.parquet"))
        if path.relative_to(home.lake).parts[0] in tables
    }


def published(home: Home) -> dict[str, str]:
    """A hash of the rows of each table of the published file."""
    with closing(duckdb.connect(str(home.published), read_only=True)) as connection:
        connection.execute("SET enable_progress_bar = false")
        names = [row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {
            name: hashlib.sha256(
                repr(connection.execute(f'SELECT * FROM "{name}" ORDER BY ALL').fetchall()).encode()
            ).hexdigest()
            for name in sorted(set(names) - set(LEFT_OUT))
        }


def faults(home: Home, wanted_lake: dict[str, bytes], wanted_file: dict[str, str]) -> list[str]:
    """What is other than after a run that was let be."""
    found = []
    for what, here, there in (("lake", lake(home), wanted_lake), ("file", published(home), wanted_file)):
        found += [f"{what}: {n}" for n in sorted({*here, *there}) if here.get(n) != there.get(n)]  # type: ignore[attr-defined]
    found += [f"pending: {day}" for day in PendingDays(home.state / "pending").days()]
    found += [f"unsettled: {day}" for day in PendingDays(home.state / "unsettled").days()]
    found += [f"held: {day}" for day in sorted(HeldDays(home.state / "held").days())]
    return found


def halves(work: Path, inputs: list[Path]) -> tuple[Path, Path]:
    """Every other file in a folder of its own, so that the second half brings late articles and revisions."""
    folders = work / "first", work / "second"
    for number, path in enumerate(sorted(inputs)):
        folder = folders[number % 2]
        folder.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, folder / path.name)
        else:
            shutil.copy2(path, folder / path.name)
    return folders


def kill_runs(work: Path, kills: int, a_home: int, seed: int, inputs: list[Path]) -> Tally:
    """Do it in the folder `work`; RuntimeError where a run that was let be fails."""
    dice = random.Random(seed)  # noqa: S311
    first, second = halves(work, inputs)
    tally = Tally()
    with ForkServer() as server:
        begun, whole = work / "begun", Home(work / "whole")
        finish(server, begun, [first])
        shutil.copytree(begun, whole.root, symlinks=True)
        seconds = finish(server, whole.root, [second])
        wanted = lake(whole), published(whole)
        while tally.kills < kills:
            home = Home(work / f"home-{tally.homes}")
            shutil.copytree(begun, home.root, symlinks=True)
            moments = []
            for _ in range(min(a_home, kills - tally.kills)):
                child = run(server, home.root, [second])
                moment = dice.uniform(0.0, seconds)
                time.sleep(moment)
                if child.poll() is None:
                    child.kill()
                    moments.append(moment)
                else:
                    seconds *= 0.95
            tally.kills += len(moments)
            tally.moments += moments
            tally.homes += 1
            try:
                finish(server, home.root, [second])
                wrong = faults(home, *wanted)
            except RuntimeError as error:
                wrong = [str(error)]
            said = ", ".join(f"{moment:.1f}" for moment in moments)
            print(f"killed after {said} s of {seconds:.0f}: {wrong or 'the same'}", flush=True)
            tally.wrong += wrong
            shutil.rmtree(home.root)
    return tally


def main() -> int:
    """Kill, finish, compare; 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--a-home", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newstally-kills-") as work:
        tally = kill_runs(Path(work), options.kills, options.a_home, options.seed, sorted(SAMPLE.iterdir()))
    print(f"{tally.kills} kills in {tally.homes} homes, {len(tally.wrong)} wrong")
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
