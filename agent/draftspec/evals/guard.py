"""No connection while recordings are replayed: whatever asks for one is refused, and remembered.

Python's audit events tell of a connection before it is made, whoever makes it. They tell of every thread: nothing of this
process connects anywhere meanwhile.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from draftspec.errors import InconclusiveError

_EVENTS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"})


class ConnectionRefused(InconclusiveError):
    """Something asked for a connection during a replay."""


class _Guard:
    """The one hook of the process, asleep while nobody needs it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._watchers: tuple[list[str], ...] = ()
        self._is_installed = False

    def enter(self, refused: list[str]) -> None:
        with self._lock:
            if not self._is_installed:  # a hook cannot be taken out again
                sys.addaudithook(self._hook)
                self._is_installed = True
            self._watchers = (*self._watchers, refused)

    def leave(self, refused: list[str]) -> None:
        with self._lock:
            self._watchers = tuple(one for one in self._watchers if one is not refused)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._watchers or event not in _EVENTS:
            return
        said = f"{event} {[one for one in arguments if isinstance(one, str | bytes | tuple)]}"
        for watcher in self._watchers:
            watcher.append(said)
        raise ConnectionRefused(f"a replay asked for a connection: {said}", "replaying needs none; this is a defect")


_GUARD = _Guard()


@contextmanager
def no_network() -> Iterator[list[str]]:
    """Refuse every connection of this process in a block, and give the list of what was refused."""
    refused: list[str] = []
    _GUARD.enter(refused)
    try:
        yield refused
    finally:
        _GUARD.leave(refused)
