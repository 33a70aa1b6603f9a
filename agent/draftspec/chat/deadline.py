"""An end to waiting that holds whatever is waited for: a server may send a byte now and then and never finish."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")


def within(seconds: float, call: Callable[[], T]) -> T:
    """Return what a call returns, or raise what it raises, or TimeoutError after so many seconds.

    The call runs on in a thread that nobody waits for, not even the end of the program; what it returns then is lost.
    """
    ended: SimpleQueue[Callable[[], T]] = SimpleQueue()
    try:
        worker = _IDLE.pop()
    except IndexError:
        worker = _Worker()
    worker.work.put((ended, call))
    try:
        outcome = ended.get(timeout=max(seconds, 0))
    except Empty:
        raise TimeoutError from None
    return outcome()


class _Worker(threading.Thread):
    """A thread that makes one call after the other: a new one for each costs a third of a call's processor time more."""

    def __init__(self) -> None:
        super().__init__(name="draftspec-ask", daemon=True)
        self.work: SimpleQueue[tuple[SimpleQueue[Any], Callable[[], Any]]] = SimpleQueue()
        self.start()

    def run(self) -> None:
        while True:
            ended, call = self.work.get()
            outcome = _outcome(call)
            _IDLE.append(self)  # before whoever waits goes on and looks for an idle one
            ended.put(outcome)
            del ended, call, outcome  # nothing of a call outlives it


def _outcome(call: Callable[[], T]) -> Callable[[], T]:
    """Make a call and return what gives its result, or raises what it raised, to whoever waits."""
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001  # raised again by whoever waits
        raised = error
        return lambda: _raise(raised)
    return lambda: result


def _raise(error: BaseException) -> NoReturn:
    raise error


_IDLE: list[_Worker] = []

if hasattr(os, "register_at_fork"):  # a child has none of its parent's threads
    os.register_at_fork(after_in_child=_IDLE.clear)
