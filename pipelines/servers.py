"""Dagster's servers as `dagster dev` starts them, of which the web server answers its own pages alone.

`python -m pipelines.servers` takes the arguments of `dagster dev`; with `web` before them, those of its web server.

Belongs here: putting own_pages.py before Dagster's application, for which Dagster has no setting.
Does not belong here: when the servers are started and ended (cli/ui.py).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import Any

MODULE, WEB = "pipelines.servers", "web"
DAGSTERS = ["-m", "dagster_webserver"]


def start_all() -> None:
    """The web server, the daemon and a code server for both."""
    from dagster._cli import dev

    start = dev.open_ipc_subprocess  # type: ignore[attr-defined]

    def start_ours(parts: Sequence[str], **kwargs: Any) -> subprocess.Popen[Any]:
        is_web = list(parts[1:3]) == DAGSTERS
        return start([parts[0], "-m", MODULE, WEB, *parts[3:]] if is_web else parts, **kwargs)

    dev.open_ipc_subprocess = start_ours  # type: ignore[attr-defined]
    dev.dev_command(sys.argv[1:])


def start_web() -> None:
    """The web server alone."""
    from dagster_webserver import cli

    from pipelines.own_pages import OwnPagesAlone

    make = cli.create_app_from_workspace_process_context  # type: ignore[attr-defined]

    def make_guarded(*arguments: Any, **options: Any) -> Any:
        app = make(*arguments, **options)
        app.add_middleware(OwnPagesAlone)
        return app

    cli.create_app_from_workspace_process_context = make_guarded  # type: ignore[attr-defined]
    cli.dagster_webserver(sys.argv[2:])


if __name__ == "__main__":
    start_web() if sys.argv[1:2] == [WEB] else start_all()
