"""What a person sees while a run goes on: a line on a terminal, nothing in a pipe."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import threading
from pathlib import Path

from pipelines.progress import STEPS


def test_a_terminal_is_told_what_goes_on(tmp_path: Path) -> None:
    """Minutes without a word make people stop a run that works; the line stays off standard output."""
    (tmp_path / "a.txt").write_text(
        "Nine hurt in Torvale\n\nNine people were hurt in Torvale on Monday, police said.\n"
    )
    ours, theirs = pty.openpty()
    seen: list[bytes] = []

    def listen() -> None:
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:
                return
            if not piece:
                return
            seen.append(piece)

    listener = threading.Thread(target=listen)
    listener.start()
    command = [sys.executable, "-m", "pipelines.cli", "--home", str(tmp_path / "home"), "run", str(tmp_path / "a.txt")]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, text=True, check=False)
    os.close(theirs)
    listener.join(timeout=10)
    os.close(ours)
    shown = b"".join(seen).decode("utf-8", "replace")
    assert done.returncode == 0, shown
    assert STEPS["facts_stage"] in shown
    assert STEPS["warehouse_stage"] in shown
    assert "Traceback" not in shown
    assert not any(words in done.stdout for words in STEPS.values())
