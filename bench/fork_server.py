"""Runs the command in children of a process that has imported everything: a run costs its work, not its imports.

Belongs here: the server, and the client that starts commands through it.
Does not belong here: what is run and what is expected of it.

A child is the real command: `pipelines.cli.main.main` in a process group of its own, with its own environment, working
folder, standard output and error.  The server itself never runs any of it, so every child starts from the same state.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
POLL_SECONDS = 0.02


@dataclass
class Child:
    """A command at work.  `out` and `err` are the files that it writes to."""

    server: ForkServer
    pid: int
    out: Path
    err: Path
    returncode: int | None = None

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while it works."""
        if self.returncode is None:
            self.returncode = self.server.ask({"poll": self.pid})["code"]
        return self.returncode

    def wait(self, timeout: float = 300) -> int:
        """The exit code, once there is one; TimeoutError where there is none in time."""
        until = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > until:
                self.kill()
                raise TimeoutError(f"no end within {timeout} seconds: {self.err.read_text()}")
            time.sleep(POLL_SECONDS)
        return code

    def kill(self) -> None:
        """Kill -9 of the command and all of its children."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        while self.poll() is None:
            time.sleep(POLL_SECONDS)

    def said(self) -> tuple[str, str]:
        """What it wrote on standard output and error."""
        return self.out.read_text(encoding="utf-8"), self.err.read_text(encoding="utf-8")


class ForkServer:
    """The client's side.  `with ForkServer() as server: server.start(["run", ...], environment={...}).wait()`."""

    def __enter__(self) -> ForkServer:
        self._folder = tempfile.TemporaryDirectory(prefix="newstally-fork-")
        self._count = 0
        here, there = socket.socketpair()
        with there:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bench.fork_server", str(there.fileno())],
                cwd=ROOT,
                pass_fds=[there.fileno()],
                start_new_session=True,
            )
        self._line = here.makefile("rw")
        here.close()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._line.close()
        self._process.wait()
        self._folder.cleanup()

    def ask(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """One question, one answer."""
        self._line.write(json.dumps(question) + "\n")
        self._line.flush()
        answer: dict[str, Any] = json.loads(self._line.readline())
        return answer

    def start(
        self,
        arguments: Sequence[str | Path],
        *,
        environment: Mapping[str, str],
        folder: Path = ROOT,
        with_helper: bool = False,
        largest_file: int | None = None,
    ) -> Child:
        """`newstally ARGUMENTS`; `with_helper` gives the child a helper process of its own, as the real command has.

        No file may grow beyond `largest_file` bytes, where it is given.
        """
        self._count += 1
        out, err = (Path(self._folder.name) / f"{self._count}.{name}" for name in ("out", "err"))
        question = {
            "arguments": [str(argument) for argument in arguments],
            "environment": dict(environment),
            "folder": str(folder),
            "out": str(out),
            "err": str(err),
            "with_helper": with_helper,
            "largest_file": largest_file,
        }
        return Child(self, self.ask(question)["pid"], out, err)


def load() -> None:
    """Import what a run needs, and the language model."""
    import pipelines.cli.line
    import pipelines.cli.run
    import pipelines.cli.status
    import pipelines.cli.summary
    import pipelines.definitions  # noqa: F401
    from assets.resources import LanguageResource

    _ = LanguageResource().model


def child(question: Mapping[str, Any]) -> None:
    """Be the command; never returns."""
    os.setsid()
    for number, path in ((1, question["out"]), (2, question["err"])):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(file, number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.clear()
    os.environ.update(question["environment"])
    os.chdir(question["folder"])
    if question["largest_file"] is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (question["largest_file"],) * 2)
    if question["with_helper"]:
        from assets.second_process import HELPER

        HELPER.start_method = "fork"
    sys.argv = ["newstally", *question["arguments"]]
    code = 1
    try:
        from pipelines.cli.main import main

        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001  (what escapes is shown as Python would show it)
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def serve(line: int) -> None:
    """Fork for each question until the other end of the line is closed."""
    load()
    with socket.socket(fileno=line) as connection, connection.makefile("rw") as stream:
        for text in stream:
            question = json.loads(text)
            if "poll" in question:
                found, status = os.waitpid(question["poll"], os.WNOHANG)
                answer: dict[str, Any] = {"code": os.waitstatus_to_exitcode(status) if found else None}
            else:
                pid = os.fork()
                if pid == 0:
                    os.close(line)
                    child(question)
                answer = {"pid": pid}
            stream.write(json.dumps(answer) + "\n")
            stream.flush()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
