"""The helper process gives what the function gives, and its death costs nothing but time."""

import os
import signal

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
    helper.start("decimal")
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
