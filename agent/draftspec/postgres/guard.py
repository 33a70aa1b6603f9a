"""A private folder and the processes that work in it; both end with this process, however it ends.

`finally` does not run after `kill -9` or a lost terminal. So a small shell waits at a pipe that only this process holds:
when the pipe closes, on purpose or because this process is gone, the shell ends what runs and removes the folder.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from draftspec.errors import ServiceError

# $1 is the folder; each line at the pipe is the process to end, an empty one means none. SIGQUIT first, because a
# postmaster that is killed outright leaves busy sessions running. The wait is bounded for zombies that nobody reaps.
_SCRIPT = """
pid=
while read -r line; do pid=$line; done
if [ -n "$pid" ]; then
  kill -QUIT "$pid" 2>/dev/null
  n=0
  while kill -0 "$pid" 2>/dev/null && [ $n -lt 70 ]; do sleep 0.1; n=$((n + 1)); done
  kill -KILL "$pid" 2>/dev/null
fi
rm -rf -- "$1"
"""

_KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
PATIENCE = 10.0
"""Seconds that the guard is given to tidy up."""


@dataclass(frozen=True)
class Account:
    """Whom a process runs as: a user and group, or a command put in front; neither means as we do."""

    name: str
    user: int | None = None
    group: int | None = None
    prefix: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guard:
    """A private folder (0700), and the process that tidies up after us."""

    folder: Path
    _process: subprocess.Popen[bytes]

    def start(self, command: Sequence[str], account: Account, output: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start a process in the folder that is ended with us; only one can be guarded at a time.

        It sees none of our environment but the paths of programs and libraries, and is not reached by our terminal's
        Ctrl-C.

        Args:
            command: The program and its arguments.
            account: Whom it runs as.
            output: The open file that it writes to.

        Raises:
            OSError: The program cannot be executed.

        """
        process = subprocess.Popen(
            [*account.prefix, *command],
            cwd=self.folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=account.user,
            group=account.group,
            extra_groups=None if account.user is None else [],
        )
        self._tell(str(process.pid))
        return process

    def forget(self) -> None:
        """Say that the process has ended, so that its number, which may be given anew, is not signalled."""
        self._tell("")

    def _tell(self, line: str) -> None:
        if (pipe := self._process.stdin) is not None:
            with contextlib.suppress(BrokenPipeError):  # somebody ended the guard: what `finally` does must do
                pipe.write(line.encode() + b"\n")
                pipe.flush()


@contextlib.contextmanager
def guarded_folder() -> Iterator[Guard]:
    """Give a private folder, removed at the end together with what still runs in it.

    Raises:
        ServiceError: The folder cannot be made.

    """
    try:
        folder = tempfile.mkdtemp(prefix="draftspec-", dir=_short_place())
        process = _start_guard(folder)
    except OSError as error:
        raise ServiceError(f"No private folder can be made: {error}", "Free or allow space in /tmp.") from error
    try:
        yield Guard(Path(folder), process)
    finally:
        _end_guard(process, folder)


def _start_guard(folder: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        ["/bin/sh", "-c", _SCRIPT, "draftspec-guard", folder],
        cwd="/",
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _end_guard(process: subprocess.Popen[bytes], folder: str) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):  # it goes on by itself
        process.communicate(timeout=PATIENCE)
    shutil.rmtree(folder, ignore_errors=True)  # in case that somebody ended the guard


def _short_place() -> str:
    """The folder for temporary folders; a socket's path may have about 100 bytes, which $TMPDIR can exceed."""
    return "/tmp" if os.access("/tmp", os.W_OK | os.X_OK) else tempfile.gettempdir()  # noqa: S108


def _environment() -> Mapping[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}
