"""A pool without threads: where nothing is waited for, handing work to a thread costs and brings nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


class AtOnce:
    """Does each piece of work when it is begun, in the thread that begins it."""

    def begin(self, work: Callable[[], T], awaited: int) -> Future[T]:
        """Return what came of the work; what it raised is raised by `result`."""
        future: Future[T] = Future()
        try:
            future.set_result(work())
        except Exception as error:  # noqa: BLE001 - it belongs to whoever asks for the result
            future.set_exception(error)
        return future
