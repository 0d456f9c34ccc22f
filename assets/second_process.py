"""A second process that judges while the first one works, so that neither waits for the other's imports.

Belongs here: starting it, calling a function in it, doing without it.
Does not belong here: any knowledge of what is called.

Great Expectations takes four seconds of processor time to import, spaCy and its model three.  A run that starts the
helper first has both at once, on the two cores that every machine has.  Functions, arguments and results travel between
two processes of this program only; nothing that came from outside is unpickled.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Helper:
    """One helper process, or none: calls are then made here, with the same results."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def start(self, *modules: str) -> None:
        """Start the process and let it import these modules meanwhile; nothing on a machine with one core."""
        if self._pool is None and (os.cpu_count() or 1) > 1:
            self._pool = ProcessPoolExecutor(1, get_context("spawn"))
            self._pool.submit(_import, modules)

    def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What the function returns or raises.  A helper that was killed is done without."""
        if self._pool is None:
            return function(*args, **kwargs)
        try:
            return self._pool.submit(function, *args, **kwargs).result()
        except BrokenProcessPool:
            self.stop()
            return function(*args, **kwargs)

    def stop(self) -> None:
        """End the process."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _import(modules: tuple[str, ...]) -> None:
    for module in modules:
        importlib.import_module(module)


# One a process: whoever starts it, every check of the process uses it.
HELPER = Helper()
