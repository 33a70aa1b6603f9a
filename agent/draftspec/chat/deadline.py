"""An end to waiting that holds whatever is waited for: a server may send a byte now and then and never finish."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, call: Callable[[], T]) -> T:
    """Return what a call returns, or raise what it raises, or TimeoutError after so many seconds.

    The call runs on in a thread that nobody waits for, not even the end of the program; what it returns then is lost.
    """
    future: Future[T] = Future()
    threading.Thread(target=_settle, args=(future, call), daemon=True).start()
    return future.result(seconds)


def _settle(future: Future[T], call: Callable[[], T]) -> None:
    try:
        future.set_result(call())
    except BaseException as error:  # noqa: BLE001  # raised again by whoever waits
        future.set_exception(error)
