"""Drafts on threads of this process: for models, whose drafts mostly wait, and for a few drafts at once."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from draftspec.batch.engines.engine import Work
from draftspec.batch.order import Order
from draftspec.batch.row import Row, failed

TICK = 1.0
"""Longest wait in seconds before an interrupt is noticed where waiting itself cannot be interrupted (Windows)."""

SWITCH = 0.003
"""Seconds after which a thread that is busy lets another one go on: at Python's own 0.005 a hundred replies a second, each
taken in several steps, would wait for the one draft that is being derived; at 0.001 threads take a tenth of the processor
to look whether it is their turn."""


class Threads:
    """An `Engine` of so many threads; `opened` gives what they do, once the first order is there."""

    def __init__(self, opened: Callable[[], Work], width: int) -> None:
        self._opened = opened
        self._width = width

    def rows(self, orders: Iterator[Order]) -> Iterator[Row]:
        """See `Engine.rows`."""
        work = self._opened()
        if self._width > 1:
            sys.setswitchinterval(SWITCH)
        gc.freeze()  # what was imported stays, and need not be looked through for cycles again and again
        pool = ThreadPoolExecutor(self._width, thread_name_prefix="draft")
        flying: dict[Future[Row], Order] = {}
        try:
            while True:
                while len(flying) < self._width and (order := next(orders, None)) is not None:
                    flying[pool.submit(work, order)] = order
                if not flying:
                    return
                for done in wait(flying, timeout=TICK, return_when=FIRST_COMPLETED).done:
                    yield outcome(flying.pop(done), done)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def outcome(order: Order, done: Future[Row]) -> Row:
    """Return the row of an order that is done, also when what drafted it had a fault."""
    error = done.exception()
    return done.result() if error is None else failed(order.number, error)
