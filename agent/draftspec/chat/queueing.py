"""Seconds that a thread spends waiting for its turn in a queue of ours: nobody's failure, so no deadline counts them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class _Waited(threading.local):
    """Seconds in queues, of each thread its own."""

    seconds = 0.0


_waited = _Waited()


@contextmanager
def in_queue() -> Iterator[None]:
    """Count the time in here as spent in a queue."""
    begun = time.monotonic()
    try:
        yield
    finally:
        _waited.seconds += time.monotonic() - begun


def seconds_in_queues() -> float:
    """Return the seconds that this thread has spent in queues so far."""
    return _waited.seconds
