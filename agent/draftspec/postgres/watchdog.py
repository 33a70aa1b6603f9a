"""A time limit that the watched statement cannot lift: it is kept by a thread of ours and a second connection."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator


class Watchdog(threading.Thread):
    """Calls `stop` when a block under `limit` takes too long; `has_stopped` says that it did."""

    def __init__(self, stop: Callable[[], None]) -> None:
        """Prepare; `start()` begins and `end()` ends it. `stop` must end the statement that runs."""
        super().__init__(name="draftspec-watchdog", daemon=True)
        self._stop_statement = stop
        self._changed = threading.Condition()
        self._deadline: float | None = None
        self._ended = False
        self.has_stopped = False

    @contextlib.contextmanager
    def limit(self, seconds: float) -> Iterator[None]:
        """Let the block run for that long; afterwards nothing is stopped any more."""
        self._set(time.monotonic() + seconds)
        try:
            yield
        finally:
            self._set(None)

    def end(self) -> None:
        """End the thread, and wait for it."""
        with self._changed:
            self._ended = True
            self._changed.notify()
        self.join()

    def run(self) -> None:
        """Wait for deadlines until `end`."""
        with self._changed:
            while not self._ended:
                left = None if self._deadline is None else self._deadline - time.monotonic()
                if left is None or left > 0:
                    self._changed.wait(left)
                    continue
                self._deadline, self.has_stopped = None, True
                # Under the lock: `limit` is not left before, so the next statement cannot be the one that is stopped.
                self._stop_statement()

    def _set(self, deadline: float | None) -> None:
        with self._changed:
            self._deadline = deadline
            self._changed.notify()
