"""Migrations on a real PostgreSQL: one server for a run, started when it is first needed, and nothing run twice.

What a server said of a migration is kept by the digest of its text and the server's version, so that a run in which no
SQL changed needs no server.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from draftspec.errors import ServiceError
from draftspec.evals.atomic import write_atomically
from draftspec.evals.sample import Execute
from draftspec.spec import Target

if TYPE_CHECKING:
    from draftspec.postgres.server import Server

KEPT = "executed.json"

MOST_KEPT = 5_000
"""How many migrations are remembered before those that a run did not use are forgotten."""

_UP, _DOWN, _ASSUMED = ".up.sql", ".down.sql", "migrations/0000_assumed.sql"


@dataclass(frozen=True)
class Executions:
    """How to run a migration, or why none can be run."""

    execute: Execute | None
    why_not: str


@contextlib.contextmanager
def executions(wanted: bool | None, folder: Path) -> Iterator[Executions]:
    """Give how to run migrations, and end the server at the end.

    Args:
        wanted: Whether at all; None when there is a server.
        folder: Where what was run before is kept.

    Raises:
        ServiceError: It is wanted, and there is no server.

    """
    if wanted is False:
        yield Executions(None, "not asked for (--no-execute)")
        return
    from draftspec.postgres.binaries import find_binaries

    try:
        binaries = find_binaries(wanted_major=Target().postgres)
        import pg8000  # noqa: F401 - the driver comes with the extra, the programs may come from elsewhere
    except (ServiceError, ImportError) as error:
        if wanted:
            raise
        reason = str(error) if isinstance(error, ServiceError) else "the driver pg8000 is not installed"
        yield Executions(None, reason)
        return
    with _Kept(folder / KEPT, binaries.version) as kept:
        yield Executions(kept.execute, "")


class _Kept:
    """What was run, and the server for what was not."""

    def __init__(self, path: Path, version: str) -> None:
        self._path = path
        self._version = version
        self._known = _read(path)
        self._used: dict[str, list[str]] = {}
        self._stack = contextlib.ExitStack()
        self._lock = threading.Lock()
        self._server: Server | None = None

    def __enter__(self) -> _Kept:
        return self

    def __exit__(self, *exit_: object) -> None:
        self._stack.close()
        if self._used.keys() - self._known.keys():
            known = self._known if len(self._known) < MOST_KEPT else {}
            write_atomically(self._path, json.dumps(known | self._used, indent=0, sort_keys=True) + "\n")

    def execute(self, files: Mapping[str, str]) -> tuple[str, ...]:
        """Run a migration up, down and up again, unless the same text was run before. Raises `ServiceError`."""
        assumed = files.get(_ASSUMED, "")
        up = "\n".join(text for name, text in files.items() if name.endswith(_UP))
        down = "\n".join(text for name, text in files.items() if name.endswith(_DOWN))
        key = hashlib.sha256("\0".join((self._version, assumed, up, down)).encode()).hexdigest()
        if key not in self._used:
            self._used[key] = self._known[key] if key in self._known else self._run(assumed, up, down)
        return tuple(self._used[key])

    def _run(self, assumed: str, up: str, down: str) -> list[str]:
        from draftspec.postgres.execute import verify_migration
        from draftspec.postgres.server import running_server

        with self._lock:
            server = self._server or self._stack.enter_context(running_server(wanted_major=Target().postgres))
            self._server = server
        found = verify_migration(server, assumed, up, down)
        faults = [f"{one.step}: {one.fault.sqlstate} {one.fault.message}" for one in found.faults]
        return faults + [f"{one.step}: {one.line}" for one in found.differences]


def _read(path: Path) -> dict[str, list[str]]:
    """Return what is kept; a file that cannot be read is worth nothing and is written anew."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(content, dict):
        return {}
    return {key: faults for key, faults in content.items() if isinstance(faults, list) and all(map(_is_text, faults))}


def _is_text(value: object) -> bool:
    return isinstance(value, str)
