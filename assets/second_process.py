"""A second process that judges while the first one works, so that neither waits for the other's imports.

Belongs here: starting it, calling a function in it, doing without it.
Does not belong here: any knowledge of what is called.

Great Expectations takes four seconds of processor time to import, spaCy and its model three.  A run that starts the
helper first has both at once, on the two cores that every machine has.  Functions, arguments and results travel between
two processes of this program only; nothing that came from outside is unpickled.
"""

from __future__ import annotations

import atexit
import importlib
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

P = ParamSpec("P")
R = TypeVar("R")
END_SECONDS = 5


class Helper:
    """One helper process, or none: calls are then made here, with the same results."""

    def __init__(self) -> None:
        self.start_method = "spawn"
        self._process: BaseProcess | None = None
        self._line: Connection[Any, Any] | None = None

    def start(self, *modules: str) -> None:
        """Start the process and let it import these modules meanwhile.

        Nothing on a machine with one core, or where this process has imported them already.
        """
        is_loaded = self.start_method == "spawn" and bool(modules) and all(name in sys.modules for name in modules)
        if self._process is not None or is_loaded or (os.cpu_count() or 1) < 2:
            return
        context: Any = get_context(self.start_method)
        self._line, theirs = context.Pipe()
        ours = self._line if self.start_method == "fork" else None
        self._process = context.Process(target=_serve, args=(theirs, ours, modules), daemon=True)
        self._process.start()
        theirs.close()
        # Before multiprocessing's own farewell, which waits for as long as it takes: a helper whose terminal or service
        # manager had it ignore the request to end would keep its owner from ending.
        atexit.register(self.stop)

    def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What the function returns or raises.  A helper that was killed is done without."""
        if self._line is None:
            return function(*args, **kwargs)
        try:
            self._line.send((function, args, kwargs))
            has_returned, result = self._line.recv()
        except (EOFError, OSError):
            self.stop()
            return function(*args, **kwargs)
        if not has_returned:
            raise result
        return result  # type: ignore[no-any-return]

    def stop(self) -> None:
        """End the process."""
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._process is not None:
            # Its line is closed, so it ends by itself and clears up, unless it is at work.
            self._process.join(END_SECONDS)
            self._process.terminate()
            self._process.join(END_SECONDS)
            self._process.kill()
            self._process.join(END_SECONDS)
            self._process = None
            atexit.unregister(self.stop)


def _serve(line: Connection[Any, Any], other_end: Connection[Any, Any] | None, modules: tuple[str, ...]) -> None:
    """Answer calls until the other end of the line is closed, by its owner or by the owner's death."""
    # Ctrl-C reaches the whole group; the first process says what there is to say and ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if other_end is not None:
        other_end.close()
    for module in modules:
        importlib.import_module(module)
    while True:
        try:
            function, args, kwargs = line.recv()
        except (EOFError, OSError):
            return
        try:
            answer = (True, function(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  (it is raised where the call was made)
            answer = (False, error)
        try:
            line.send(answer)
        except OSError:
            return


# One a process: whoever starts it, every check of the process uses it.
HELPER = Helper()
