"""How a batch is stopped: once, and what is in flight is finished; twice, and everything stops."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from draftspec.batch.order import Order


class Stop:
    """Whether no further draft is begun, and whether a person asked for that."""

    def __init__(self) -> None:
        self.is_asked = False
        self.is_interrupted = False

    def ask(self) -> None:
        """Let no further draft begin."""
        self.is_asked = True

    def until(self, orders: Iterator[Order]) -> Iterator[Order]:
        """Yield orders as long as nobody asks to stop."""
        for order in orders:
            if self.is_asked:
                return
            yield order


@contextmanager
def stopping_on_interrupt(stop: Stop, say: Callable[[], None]) -> Iterator[None]:
    """Take the first Ctrl-C as a wish to stop, of which `say` tells people; the second is a KeyboardInterrupt."""

    def first(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        stop.is_interrupted = True
        stop.ask()
        say()

    before = signal.signal(signal.SIGINT, first)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
