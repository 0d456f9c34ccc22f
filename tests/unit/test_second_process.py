"""The helper process gives what the function gives, and its death costs nothing but time."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assets.errors import UserError
from assets.second_process import Helper


def process_of(_: str) -> int:
    return os.getpid()


def refuse(what: str) -> int:
    raise UserError(f"{what} is refused")


def die_unless(pid: int) -> int:
    if os.getpid() != pid:
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def test_calls_are_made_elsewhere_once_started_and_here_before() -> None:
    """A run without a helper (the UI's) must judge just the same."""
    helper = Helper()
    assert helper.call(process_of, "x") == os.getpid()
    helper.start("imaplib")
    try:
        assert helper.call(process_of, "x") != os.getpid()
        with pytest.raises(UserError, match="this is refused"):
            helper.call(refuse, "this")
    finally:
        helper.stop()
    assert helper.call(process_of, "x") == os.getpid()


def test_a_killed_helper_is_done_without() -> None:
    """The system's memory guard kills children first; a run must survive that."""
    helper = Helper()
    helper.start()
    try:
        assert helper.call(die_unless, os.getpid()) == os.getpid()
    finally:
        helper.stop()


def test_nothing_is_started_for_what_is_imported_already() -> None:
    """A second process that saves no import only costs one."""
    helper = Helper()
    helper.start("os", "signal")
    assert helper.call(process_of, "x") == os.getpid()


def test_the_helper_ends_with_its_owner_and_says_nothing() -> None:
    """A run that fails must end in its one line: no complaint of a helper that was left behind, no wait for a deaf one."""
    program = (
        "import os, signal, sys\n"
        "from assets.second_process import HELPER\n"
        "if sys.argv[1] == 'deaf': signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "HELPER.start()\n"
        "print(HELPER.call(os.getpid), flush=True)\n"
        "if sys.argv[1] == 'killed': os.kill(os.getpid(), signal.SIGKILL)\n"
        "if sys.argv[1] in ('failed', 'deaf'): raise SystemExit(1)\n"
        "HELPER.stop()\n"
    )
    for end in ("killed", "failed", "deaf", "well"):
        done = subprocess.run([sys.executable, "-c", program, end], capture_output=True, text=True, timeout=60)
        assert done.stderr == ""
        until = time.monotonic() + 20
        while Path(f"/proc/{int(done.stdout)}").exists():
            assert time.monotonic() < until
            time.sleep(0.02)
