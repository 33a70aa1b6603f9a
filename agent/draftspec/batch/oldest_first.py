"""Threads that many drafts share: what belongs to the oldest draft is done first.

So drafts end one after the other, and what a finished one takes of the processor falls into the waiting of others. First
come, first served, they would all ask at one time and all be derived, checked and written at another.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from itertools import count
from typing import Any


class OldestFirst:
    """So many threads at most, begun as they are needed."""

    def __init__(self, threads: int) -> None:
        self._most = threads
        self._changed = threading.Condition()
        self._waiting: list[tuple[int, int, Future[Any], Callable[[], Any]]] = []
        self._arrivals = count()
        self._threads = self._idle = 0

    def of(self, draft: int) -> Executor:
        """Return an executor for what belongs to a draft; the lower its number, the older it is."""
        return _Share(self, draft)

    def submit(self, draft: int, work: Callable[[], Any]) -> Future[Any]:
        """Let a thread do some work as soon as nothing older waits."""
        future: Future[Any] = Future()
        with self._changed:
            heapq.heappush(self._waiting, (draft, next(self._arrivals), future, work))
            if self._idle < len(self._waiting) and self._threads < self._most:
                self._threads += 1
                threading.Thread(target=self._run, name=f"section_{self._threads}", daemon=True).start()
            self._changed.notify()
        return future

    def _run(self) -> None:
        while True:
            with self._changed:
                self._idle += 1
                self._changed.wait_for(lambda: self._waiting)
                self._idle -= 1
                _, _, future, work = heapq.heappop(self._waiting)
            if future.set_running_or_notify_cancel():
                _settle(future, work)
            del future, work  # nothing of a draft outlives it


def _settle(future: Future[Any], work: Callable[[], Any]) -> None:
    try:
        result = work()
    except BaseException as error:  # noqa: BLE001  # raised again by whoever waits
        future.set_exception(error)
    else:
        future.set_result(result)


class _Share(Executor):
    """The threads as one draft sees them."""

    def __init__(self, threads: OldestFirst, draft: int) -> None:
        self._threads = threads
        self._draft = draft

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **options: Any) -> Future[Any]:
        """Do some work on one of the threads."""
        return self._threads.submit(self._draft, lambda: work(*arguments, **options))
