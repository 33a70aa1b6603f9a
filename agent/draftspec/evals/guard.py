"""No connection while recordings are replayed: whatever asks for one is refused, and remembered.

Python's audit events tell of a connection before it is made, whoever makes it. What may connect in the meantime, as a
check on a PostgreSQL server does, says so for its own thread.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from draftspec.errors import InconclusiveError

_EVENTS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"})


class ConnectionRefused(InconclusiveError):
    """Something asked for a connection during a replay."""


class _Exempt(threading.local):
    """Whether a thread may connect."""

    depth = 0


class _Guard:
    """The one hook of the process, asleep while nobody needs it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._watchers: list[list[str]] = []
        self._exempt = _Exempt()
        self._is_installed = False

    @contextmanager
    def no_network(self) -> Iterator[list[str]]:
        refused: list[str] = []
        with self._lock:
            if not self._is_installed:
                sys.addaudithook(self._hook)
                self._is_installed = True
            self._watchers = [*self._watchers, refused]
        try:
            yield refused
        finally:
            with self._lock:
                self._watchers = [one for one in self._watchers if one is not refused]

    @contextmanager
    def connecting(self) -> Iterator[None]:
        self._exempt.depth += 1
        try:
            yield
        finally:
            self._exempt.depth -= 1

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _EVENTS or not self._watchers or self._exempt.depth:
            return
        said = f"{event} {arguments[1] if event in ('socket.connect', 'socket.sendto') else arguments[0]}"
        for watcher in self._watchers:
            watcher.append(said)
        raise ConnectionRefused(
            f"a replay asked for a connection: {said}", "replaying needs no network; this is a defect"
        )


_GUARD = _Guard()


def no_network() -> AbstractContextManager[list[str]]:
    """Refuse every connection of this process in a `with` block, which gets the list of what was refused."""
    return _GUARD.no_network()


def connecting() -> AbstractContextManager[None]:
    """Let this thread connect all the same in a `with` block."""
    return _GUARD.connecting()
