"""What a run is doing, told to a person while it does it.

Belongs here: turning Dagster's events into a few words, and one line on a terminal that is written over.
Does not belong here: the summary at the end (cli/run.py) and the log file (logs.py).
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType

import dagster as dg

from pipelines.cli.shown import one_line

STEPS = {
    "arrivals": "taking in",
    "articles_stage": "cleaning articles",
    "duplicates_stage": "finding copies",
    "stories_stage": "grouping into stories",
    "facts_stage": "reading facts out of the texts",
    "warehouse_stage": "building the DuckDB file",
}
CHECKING = "checking"
TICK_SECONDS = 0.2


class TerminalLine:
    """One line on stderr that says what goes on and for how long; nothing at all where stderr is no terminal.

    Dagster may point stderr at a file during a step, so the terminal is kept by a descriptor of its own.
    """

    def __init__(self) -> None:
        self.is_shown = sys.stderr.isatty()
        self._terminal = os.dup(2) if self.is_shown else -1
        self._doing = "starting"
        self._since = time.monotonic()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> TerminalLine:
        if self.is_shown:
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._is_over.set()
        if self.is_shown:
            self._thread.join()
            os.write(self._terminal, b"\r\x1b[K")
            os.close(self._terminal)

    def say(self, doing: str) -> None:
        """Show that this is being done now; a warning may tell what a file holds."""
        self._doing, self._since = one_line(doing), time.monotonic()

    def _tick(self) -> None:
        while not self._is_over.wait(TICK_SECONDS):
            seconds = int(time.monotonic() - self._since)
            os.write(self._terminal, f"\r\x1b[K  {self._doing} ... {seconds or ''}".encode())


def logger_to(say: Callable[[str], None]) -> dg.LoggerDefinition:
    """A Dagster logger that hands each step's name, in plain words, to `say` when the step starts."""

    def progress(_: dg.InitLoggerContext) -> logging.Logger:
        log = logging.Logger("newstally.progress", logging.DEBUG)
        log.addHandler(_StepStarts(say))
        return log

    return dg.LoggerDefinition(progress, description="Tells a person what the run is doing.")


class _StepStarts(logging.Handler):
    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__()
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        meta = getattr(record, "dagster_meta", None) or {}
        event = meta.get("dagster_event")
        if event is not None and event.event_type_value == "STEP_START":
            self._say(STEPS.get(event.step_key, CHECKING))
        elif event is None and record.levelno >= logging.INFO and meta.get("orig_message"):
            self._say(meta["orig_message"])
