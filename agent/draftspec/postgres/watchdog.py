"""Limits that the watched statement cannot lift: they are kept by a thread of ours and a second connection."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

LOOK_SECONDS = 0.25
"""How often it is looked whether too much was written, in seconds."""


class Watchdog(threading.Thread):
    """Calls `stop` when a block under `limit` takes too long or too much is written; `reason` says which, else None."""

    def __init__(self, stop: Callable[[], None], overflow: Callable[[], str | None] | None = None) -> None:
        """Prepare; `start()` begins and `end()` ends it.

        Args:
            stop: Must end the statement that runs.
            overflow: Says what has grown too large, None as long as nothing has; asked a few times a second.

        """
        super().__init__(name="draftspec-watchdog", daemon=True)
        self._stop_statement = stop
        self._overflow = overflow
        self._changed = threading.Condition()
        self._deadline: float | None = None
        self._next_look = 0.0
        self._seconds = 0.0
        self._ended = False
        self.reason: str | None = None

    @contextlib.contextmanager
    def limit(self, seconds: float) -> Iterator[None]:
        """Let the block run for that long; afterwards nothing is stopped any more."""
        self._seconds = seconds
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
                if self.reason is not None:
                    self._changed.wait()
                elif (reason := self._too_late() or self._too_much()) is not None:
                    self._deadline, self.reason = None, reason
                    # Under the lock: `limit` is not left before, so the next statement cannot be the one that is stopped.
                    self._stop_statement()
                else:
                    self._changed.wait(min(self._waits(), default=None))

    def _too_late(self) -> str | None:
        late = self._deadline is not None and self._deadline <= time.monotonic()
        return f"it ran longer than {self._seconds:g} s" if late else None

    def _too_much(self) -> str | None:
        if self._overflow is None or time.monotonic() < self._next_look:
            return None
        self._next_look = time.monotonic() + LOOK_SECONDS
        return self._overflow()

    def _waits(self) -> Iterator[float]:
        now = time.monotonic()
        if self._deadline is not None:
            yield self._deadline - now
        if self._overflow is not None:
            yield self._next_look - now

    def _set(self, deadline: float | None) -> None:
        with self._changed:
            self._deadline = deadline
            self._changed.notify()
