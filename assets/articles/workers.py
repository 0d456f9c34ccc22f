"""Reads documents in child processes: in parallel, in order, and each under limits of time and memory.

Belongs here: starting, feeding, watching and replacing workers.
Does not belong here: what a worker does with a document (convert.py).
"""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING

import assets
from assets.articles.convert import outcomes_of_many, reject_of
from assets.articles.record import FEED, PAGE, Mark, Outcome, RawRecord, Reject

if TYPE_CHECKING:
    from assets.articles.settings import ReadSettings

Item = RawRecord | Reject | Mark
HEAVY_FORMS = frozenset({PAGE, FEED})
LIGHT_AT_HOME = 256
BATCH_RECORDS = 64
BATCH_BYTES = 512 * 1024
TASKS_PER_WORKER = 3
PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); from assets.articles.worker import serve; serve(int(sys.argv[2]))"
)


@dataclass(slots=True)
class Task:
    """A few records that go to one worker together, and their outcomes when they are known."""

    records: Sequence[Item]
    outcomes: list[Outcome | Mark] | None = None

    @property
    def raws(self) -> list[RawRecord]:
        """The records that are still to be read."""
        return [record for record in self.records if isinstance(record, RawRecord)]

    @property
    def is_heavy(self) -> bool:
        """Whether it must be read under limits."""
        return any(raw.form in HEAVY_FORMS or len(raw.content) > BATCH_BYTES for raw in self.raws)

    def settle(self, answers: list[list[Outcome]]) -> None:
        """Put the outcomes of the raw records in the places of these."""
        given = iter(answers)
        self.outcomes = []
        for record in self.records:
            self.outcomes += next(given) if isinstance(record, RawRecord) else [record]


@dataclass(slots=True)
class Worker:
    """A child process, and the task it is at."""

    process: subprocess.Popen[bytes]
    connection: Connection
    task: Task | None = None
    deadline: float = 0.0
    queue: deque[Task] = field(default_factory=deque)

    def stop(self) -> int:
        """End the process; gives its exit status, negative for a signal."""
        with contextlib.suppress(OSError):
            self.connection.close()
        try:
            return self.process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


def tasks_of(records: Iterable[Item]) -> Iterator[Task]:
    """Records in small groups: a heavy one alone, light ones by the dozen."""
    group: list[Item] = []
    size = 0
    for record in records:
        is_light = not isinstance(record, RawRecord) or record.form not in HEAVY_FORMS
        if not is_light and group:
            yield Task(group)
            group, size = [], 0
        group.append(record)
        size += len(record.content) if isinstance(record, RawRecord) and isinstance(record.content, bytes) else 2000
        if not is_light or len(group) >= BATCH_RECORDS or size >= BATCH_BYTES:
            yield Task(group)
            group, size = [], 0
    if group:
        yield Task(group)


class Converter:
    """Turns raw records into outcomes.  Use as a context manager; workers start when the first is needed."""

    def __init__(self, *, now: datetime, settings: ReadSettings) -> None:
        self._now = now
        self._settings = settings
        self._workers: list[Worker] = []
        self._light_seen = 0

    def __enter__(self) -> Converter:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.kill()
            worker.stop()
        self._workers.clear()

    def outcomes(self, records: Iterable[Item]) -> Iterator[Outcome | Mark]:
        """The outcomes of all records, in their order; rejects and marks pass through."""
        waiting: deque[Task] = deque()
        most = self._settings.workers * TASKS_PER_WORKER
        for task in tasks_of(records):
            waiting.append(task)
            self._begin(task)
            while waiting and (waiting[0].outcomes is not None or len(waiting) >= most):
                yield from self._finished(waiting.popleft())
        while waiting:
            yield from self._finished(waiting.popleft())

    def _begin(self, task: Task) -> None:
        if not task.raws:
            task.settle([])
        elif self._light_seen < LIGHT_AT_HOME and not task.is_heavy:
            self._light_seen += len(task.raws)
            task.settle(outcomes_of_many(task.raws, now=self._now, settings=self._settings))
        else:
            self._give(task)

    def _finished(self, task: Task) -> list[Outcome | Mark]:
        while task.outcomes is None:
            self._watch()
        return task.outcomes

    def _give(self, task: Task) -> None:
        idle = next((worker for worker in self._workers if worker.task is None), None)
        if idle is None and len(self._workers) < self._settings.workers:
            idle = self._start()
            self._workers.append(idle)
        if idle is not None:
            self._send(idle, task)
        else:
            min(self._workers, key=lambda worker: len(worker.queue)).queue.append(task)

    def _start(self) -> Worker:
        ours, theirs = socket.socketpair()
        try:
            process = subprocess.Popen(  # noqa: S603  (our own interpreter and code)
                # -P: a file of the working directory must not be taken for a module of the same name.
                [sys.executable, "-P", "-c", PROGRAM, str(Path(assets.__file__).parent.parent), str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        finally:
            theirs.close()
        worker = Worker(process, Connection(ours.detach()))
        worker.connection.send((self._now, self._settings))
        return worker

    def _send(self, worker: Worker, task: Task) -> None:
        worker.task = task
        worker.deadline = time.monotonic() + self._settings.document_wall_seconds
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            # A worker that died meanwhile is found by the watch, which reads the end of its connection.
            worker.connection.send(task.raws)

    def _watch(self) -> None:
        """Take answers that are there; where none comes in time, replace the worker."""
        busy = [worker for worker in self._workers if worker.task is not None]
        timeout = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        ready = wait([worker.connection for worker in busy], timeout)
        for worker in busy:
            if worker.connection in ready:
                self._take(worker)
            elif time.monotonic() >= worker.deadline:
                worker.process.kill()
                self._replace(worker, "timeout")

    def _take(self, worker: Worker) -> None:
        task = worker.task
        try:
            answers = worker.connection.recv()
        except (EOFError, ConnectionResetError, OSError):
            self._replace(worker, None)
            return
        if task is not None:
            task.settle(answers)
        self._next(worker)

    def _next(self, worker: Worker) -> None:
        worker.task = None
        if worker.queue:
            self._send(worker, worker.queue.popleft())

    def _replace(self, worker: Worker, reason: str | None) -> None:
        """A new process for a worker that died; its task is read again record by record, or rejected if it is one."""
        task, queue = worker.task, worker.queue
        status = worker.stop()
        fresh = self._start()
        self._workers[self._workers.index(worker)] = fresh
        fresh.queue = queue
        if task is not None:
            raws = task.raws
            if len(raws) == 1:
                task.settle([[reject_of(raws[0], *_cause(status, reason, self._settings))]])
            else:
                task.settle(self._one_by_one(raws))
        self._next(fresh)

    def _one_by_one(self, raws: list[RawRecord]) -> list[list[Outcome]]:
        """Outcomes of each record of a batch that killed its worker."""
        found: list[list[Outcome]] = []
        with Converter(now=self._now, settings=replace(self._settings, workers=1)) as apart:
            for raw in raws:
                task = Task([raw])
                apart._give(task)
                found.append([one for one in apart._finished(task) if not isinstance(one, Mark)])
        return found


def _cause(status: int, reason: str | None, settings: ReadSettings) -> tuple[str, str]:
    if reason == "timeout" or status == -signal.SIGXCPU:
        return "timeout", f"reading it took more than {settings.document_cpu_seconds} seconds of processor time"
    if status == -signal.SIGKILL:
        return "out_of_memory", "the reader was killed, most likely for want of memory"
    return "unreadable", f"the reader broke down (exit status {status})"
