"""One batch at a time in a folder: two would pay for the same answers and overwrite each other's index."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from draftspec.batch.ledger import FOLDER
from draftspec.errors import OutputError

_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextmanager
def alone_in(out: Path) -> Iterator[None]:
    """Hold a folder until the end, or of this process. Raises `OutputError` when another batch holds it."""
    path = out / FOLDER / "lock"
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out} is a file, not a folder", "choose another folder with --out")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("a+b")
    except OSError as error:
        raise OutputError(
            f"cannot write {error.filename or path}: {error.strerror or error}",
            "check the permissions, or choose another folder with --out",
        ) from error
    with stream:
        try:
            _hold(stream.fileno())
        except OSError as error:
            if error.errno in _HELD:
                raise OutputError(
                    f"another draftspec batch is writing to {out}", "wait for it, or choose another folder with --out"
                ) from error
        yield  # a file system without locks is used without


if sys.platform == "win32":

    def _hold(handle: int) -> None:
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:

    def _hold(handle: int) -> None:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
