"""`newstally ui`: Dagster's web interface and daemon on this home folder.

Belongs here: starting them, saying where they listen, ending them.
Does not belong here: what they show (the definitions) and how Dagster is set up (pipelines.instance).
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from assets.errors import UserError

if TYPE_CHECKING:
    from assets.home import Home

HOST = "127.0.0.1"
START_SECONDS = 120
END_SECONDS = 15


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=None, help="Port on 127.0.0.1.  [default: 3000]")
@click.pass_obj
def command(home: Home, port: int | None) -> None:
    """Open the Dagster UI on this home folder, with schedules and the inbox sensor at work; Ctrl-C ends it."""
    from pipelines import instance, settings

    chosen = settings.load(home.settings)
    instance.prepare(home, chosen)
    port = port or chosen.ui.port
    refuse_taken(port)
    with only_ui(home):
        serve(home, port)


@contextmanager
def only_ui(home: Home) -> Iterator[None]:
    """Hold the right to be the home folder's one UI, whose daemon starts its runs.  UserError where there is one."""
    handle = os.open(home.state / "ui.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise UserError(f"a UI is open on {home.root} already; use that one, or end it") from None
    try:
        yield
    finally:
        os.close(handle)


def serve(home: Home, port: int) -> None:
    """Start the servers, wait for Ctrl-C, end them."""
    settle_before_start()
    log = home.dagster / "logs" / "ui.log"
    with log.open("ab") as output:
        # A session of its own, so that all of its children can be ended together.
        server = subprocess.Popen(  # noqa: S603
            server_command(home, port),
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            env=server_environment(),
            start_new_session=True,
        )
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        wait_until_open(server, port, log)
        click.echo(f"Newstally is at http://{HOST}:{port} for {home.root} (log: {log}). Ctrl-C ends it.")
        code = server.wait()
        raise UserError(f"the UI ended by itself with code {code}; {log} says why")
    except KeyboardInterrupt:
        click.echo("Ending.", err=True)
    finally:
        end(server)


def settle_before_start() -> None:
    """Mark runs that the last UI left behind when it was killed."""
    import dagster as dg

    from pipelines.cli.line import settle_dead_runs

    with dg.DagsterInstance.get() as instance:
        settle_dead_runs(instance, is_only_ui=True)


def server_command(home: Home, port: int) -> list[str]:
    """Webserver, daemon and one code server for both."""
    workspace = home.dagster / "workspace.yaml"
    # Dagster puts the working directory before all other places of modules, and takes the first of these away.
    module = {
        "module_name": "pipelines.definitions",
        "location_name": "newstally",
        "working_directory": str(product_root()),
    }
    workspace.write_text(json.dumps({"load_from": [{"python_module": module}]}), encoding="utf-8")
    return [sys.executable, "-m", "pipelines.servers", "-w", str(workspace), "-h", HOST, "-p", str(port)]


def server_environment() -> dict[str, str]:
    """The environment of this process, with the product importable wherever it was started from, and nothing else there.

    A file named as a library's module in the folder where somebody starts the UI must not be taken for it.
    """
    paths = [str(product_root()), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONSAFEPATH": "1"}


def product_root() -> Path:
    """The folder that the product's packages lie in."""
    import pipelines

    return Path(pipelines.__file__).resolve().parent.parent


def refuse_taken(port: int) -> None:
    """UserError where something listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise UserError(f"port {port} cannot be used ({error.strerror}); name another with --port") from None


def wait_until_open(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when the port answers; UserError where the server ends before, or takes too long."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise UserError(f"the UI could not start; {log} says why")
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.2)
    raise UserError(f"the UI did not start within {START_SECONDS} seconds; {log} says why")


def end(server: subprocess.Popen[bytes]) -> None:
    """End the server and all of its children, gently first."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.pid, sign)
        except ProcessLookupError:
            return
        until = time.monotonic() + END_SECONDS
        while time.monotonic() < until and _group_lives(server):
            time.sleep(0.1)


def _group_lives(server: subprocess.Popen[bytes]) -> bool:
    server.poll()
    try:
        os.killpg(server.pid, 0)
    except ProcessLookupError:
        return False
    return True


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
