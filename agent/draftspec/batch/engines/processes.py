"""Drafts in processes: for the built-in drafter, whose work is the processor's, and for very many requests in flight.

Each process has a pipe of its own: one that dies costs no more than what it was drafting, and an order that it died of
twice is given up. The standard library's pool would stop as a whole, and leave its processes behind when killed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from draftspec.batch.engines.threads import TICK
from draftspec.batch.engines.worker import serve
from draftspec.batch.order import Job, Order
from draftspec.batch.row import Row
from draftspec.errors import InputError, ServiceError

TRIES = 2
"""How often an order is begun whose process died."""

PATIENCE = 5.0
"""Seconds that a process gets to end by itself."""


@dataclass
class _Worker:
    """A process, its pipe, and what it is drafting."""

    process: BaseProcess
    pipe: Connection
    flying: dict[int, Order] = field(default_factory=dict)
    is_open: bool = False


class Processes:
    """An `Engine` of `count` processes that draft `width` orders each at a time."""

    def __init__(self, job: Job, count: int, width: int) -> None:
        self._job = job
        self._count = count
        self._width = width
        self._workers: list[_Worker] = []
        self._deaths: Counter[int] = Counter()
        self._again: list[Order] = []

    def rows(self, orders: Iterator[Order]) -> Iterator[Row]:
        """See `Engine.rows`."""
        try:
            while self._hand_out(orders):
                for ready in wait([worker.pipe for worker in self._workers], TICK):
                    worker = next(one for one in self._workers if one.pipe is ready)
                    yield from self._heard(worker)
        finally:
            self._end()

    def _hand_out(self, orders: Iterator[Order]) -> bool:
        """Give orders to whoever has room; tell whether anything is in flight."""
        while self._has_room() and (order := self._next(orders)) is not None:
            worker = self._freest()
            worker.flying[order.number] = order
            with suppress(OSError):  # it has died, which its pipe will say
                worker.pipe.send(order)
        return any(worker.flying for worker in self._workers)

    def _next(self, orders: Iterator[Order]) -> Order | None:
        return self._again.pop() if self._again else next(orders, None)

    def _has_room(self) -> bool:
        return len(self._workers) < self._count or any(len(one.flying) < self._width for one in self._workers)

    def _freest(self) -> _Worker:
        """Return the worker that drafts least: a new one as long as all are busy and there are fewer than wanted."""
        if len(self._workers) < self._count and all(worker.flying for worker in self._workers):
            self._workers.append(_started(self._job, self._width))
        return min(self._workers, key=lambda worker: len(worker.flying))

    def _heard(self, worker: _Worker) -> Iterator[Row]:
        """Take what a worker says: that it is open, why it cannot be, a row, or nothing any more."""
        try:
            said: Row | InputError | None = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._died(worker)
            return
        if isinstance(said, InputError):
            raise said
        worker.is_open = True
        if said is not None:
            del worker.flying[said.number]
            yield said

    def _died(self, worker: _Worker) -> Iterator[Row]:
        """Take a dead worker off; what it was drafting is begun again, or given up."""
        self._workers.remove(worker)
        _end(worker)
        code = worker.process.exitcode
        if not worker.is_open:
            raise ServiceError(f"a process that drafts ended at its start (exit code {code})", "try --jobs 1")
        for number, order in worker.flying.items():
            self._deaths[number] += 1
            if self._deaths[number] < TRIES:
                self._again.append(order)
            else:
                yield Row(number, "failed", f"the process that drafted it died {TRIES} times (exit code {code})", 1)

    def _end(self) -> None:
        """End every worker: one that is drafting at once, whatever it does is safe to leave; the others by themselves."""
        for worker in self._workers:
            if worker.flying:
                worker.process.kill()
            worker.pipe.close()
        for worker in self._workers:
            _end(worker)


def _started(job: Job, width: int) -> _Worker:
    """Start a process: a copy of one that has loaded what all need, where there are such, so that they share its memory."""
    ours, theirs = multiprocessing.Pipe()
    if "forkserver" in multiprocessing.get_all_start_methods():
        context: Any = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(preloads(job.settings.model))
        from multiprocessing import forkserver  # which Windows does not have

        os.environ.setdefault("MALLOC_ARENA_MAX", "1")  # of glibc: an arena for each thread keeps what it has freed
        os.environ.setdefault("MALLOC_MMAP_THRESHOLD_", "65536")  # whole documents are given back when they are freed
        with _deaf_to_interrupts():
            forkserver.ensure_running()
        process: BaseProcess = context.Process(target=serve, args=(theirs, job, width), daemon=True)
        process.start()
    else:
        process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs, job, width), daemon=True)
        process.start()
    theirs.close()
    return _Worker(process, ours)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Start a process that Ctrl-C does not reach, nor its copies: it goes to a whole terminal, and this process decides.

    What comes meanwhile comes afterwards.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def preloads(model: str) -> list[str]:
    """Return the modules that are loaded before processes are copied; one that is not installed is passed over."""
    provider = model.partition(":")[0]
    ours = "draftspec.batch.engines.preloaded"
    for_models = ["langchain.chat_models", f"langchain_{provider}", f"{ours}_prompts"]
    return [ours] if model == "builtin" else [*for_models, ours]


def _end(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.join(PATIENCE)
    if worker.process.exitcode is None:
        worker.process.kill()
        worker.process.join()
