"""The process that reads documents for its parent and may be killed by one without harm.

Belongs here: the loop of a worker and the limits it sets itself.
Does not belong here: which work goes to which worker (workers.py), or reading (convert.py).

A worker is started as a program of its own, so it shares no thread, lock or file with its parent.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
from datetime import datetime
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from assets.articles.convert import ROWS, outcomes_of_many

if TYPE_CHECKING:
    from assets.articles.record import Outcome, RawRecord
    from assets.articles.settings import ReadSettings

SMALL = 100_000


def serve(descriptor: int) -> None:
    """Answer requests on the connection until the parent closes it.

    The first message is (now, settings); each further one a list of raw records, answered by the list of
    their outcomes.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable(logging.ERROR)
    connection = Connection(descriptor)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        now, settings = connection.recv()
        limit_memory(settings.worker_bytes)
        while True:
            connection.send(answer(connection.recv(), now, settings))


def answer(raws: list[RawRecord], now: datetime, settings: ReadSettings) -> list[list[Outcome]]:
    """Outcomes of the records; small rows share the time limit, each other record has the whole of it to itself."""
    small = [number for number, raw in enumerate(raws) if raw.form in ROWS and len(raw.content) <= SMALL]
    limit_time(settings.document_cpu_seconds)
    together = outcomes_of_many([raws[number] for number in small], now=now, settings=settings)
    found = dict(zip(small, together, strict=True))
    for number, raw in enumerate(raws):
        if number not in found:
            limit_time(settings.document_cpu_seconds)
            found[number] = outcomes_of_many([raw], now=now, settings=settings)[0]
    return [found[number] for number in range(len(raws))]


def limit_time(seconds: int) -> None:
    """Let the process be killed (SIGXCPU) when it has used that much more processor time."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        # The limit counts whole seconds, so the part of one that is used up is given back.
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def limit_memory(size: int) -> None:
    """Let allocations fail above that many bytes of data."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (size, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # Big blocks go back to the system at once; else one large page would count against all later ones.
        os.environ.setdefault("MALLOC_TRIM_THRESHOLD_", "131072")
