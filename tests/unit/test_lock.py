"""The home folder's lock: one writer, never left behind."""

import subprocess
import sys
import time
from pathlib import Path

from assets.home import Home
from assets.lock import line_lock, lock_holder

HOLD = """
import sys, time
from pathlib import Path
from assets.home import Home
from assets.lock import line_lock
with line_lock(Home(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holding(home: Home, seconds: float) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.root), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_writer_waits_and_is_told_for_whom(tmp_path: Path) -> None:
    """Two runs at once would write the same day's file and publish half of the other's work."""
    home = Home(tmp_path)
    with holding(home, 0.5) as process:
        waited_for: list[str] = []
        started = time.monotonic()
        assert lock_holder(home) == f"process {process.pid}"
        with line_lock(home, waited_for.append):
            assert time.monotonic() - started > 0.2
        assert waited_for == [f"process {process.pid}"]
    assert lock_holder(home) is None


def test_a_killed_writer_leaves_no_lock(tmp_path: Path) -> None:
    """A kill -9 must not lock the home folder for ever."""
    home = Home(tmp_path)
    with holding(home, 60) as process:
        process.kill()
        process.wait()
    with line_lock(home):
        pass
