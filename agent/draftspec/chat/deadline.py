"""An end to waiting that holds whatever is waited for: a server may send a byte now and then and never finish."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


def within(seconds: float, call: Callable[[], T]) -> T:
    """Return what a call returns, or raise what it raises, or TimeoutError after so many seconds.

    The call runs on in a thread that nobody waits for, not even the end of the program; what it returns then is lost.
    """
    future: Future[T] = Future()
    try:
        worker = _IDLE.pop()
    except IndexError:
        worker = _Worker()
    worker.work.put((future, call))
    return future.result(seconds)


class _Worker(threading.Thread):
    """A thread that makes one call after the other: a new one for each costs a third of a call's processor time more."""

    def __init__(self) -> None:
        super().__init__(name="draftspec-ask", daemon=True)
        self.work: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()
        self.start()

    def run(self) -> None:
        while True:
            future, call = self.work.get()
            settle = _outcome(future, call)
            del future, call  # nothing of a call outlives it
            _IDLE.append(self)  # before whoever waits goes on and looks for an idle one
            settle()
            del settle


def _outcome(future: Future[Any], call: Callable[[], Any]) -> Callable[[], None]:
    """Make a call and return what tells whoever waits."""
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001  # raised again by whoever waits
        raised = error
        return lambda: future.set_exception(raised)
    return lambda: future.set_result(result)


_IDLE: list[_Worker] = []

if hasattr(os, "register_at_fork"):  # a child has none of its parent's threads
    os.register_at_fork(after_in_child=_IDLE.clear)
