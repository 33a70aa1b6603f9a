"""Threads that many drafts share: what most others wait for is done first, and of equals what belongs to the oldest draft.

So the last drafts of a batch are not left to wait for one section after the other when nothing else is in flight any more,
and drafts end one after the other: what a finished one takes of the processor falls into the waiting of others. First come,
first served, they would all ask at one time and all be derived, checked and written at another.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from typing import Any, TypeVar

from draftspec.scheduler import Pool

T = TypeVar("T")


class MostAwaited:
    """So many threads at most, begun as they are needed."""

    def __init__(self, threads: int) -> None:
        self._most = threads
        self._changed = threading.Condition()
        self._waiting: list[tuple[tuple[int, int, int], Future[Any], Callable[[], Any]]] = []
        self._arrivals = count()
        self._threads = self._idle = 0

    def of(self, draft: int) -> Pool:
        """Return the threads for what belongs to a draft; the lower its number, the older it is."""
        return _Share(self, draft)

    def begin(self, draft: int, awaited: int, work: Callable[[], T]) -> Future[T]:
        """Let a thread do some work of a draft as soon as nothing goes before it."""
        future: Future[T] = Future()
        with self._changed:
            heapq.heappush(self._waiting, ((-awaited, draft, next(self._arrivals)), future, work))
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
                _, future, work = heapq.heappop(self._waiting)
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


class _Share:
    """The threads as one draft sees them."""

    def __init__(self, threads: MostAwaited, draft: int) -> None:
        self._threads = threads
        self._draft = draft

    def begin(self, work: Callable[[], T], awaited: int) -> Future[T]:
        """See `Pool.begin`."""
        return self._threads.begin(self._draft, awaited, work)
