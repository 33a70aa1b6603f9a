"""A private PostgreSQL server: started for one purpose, reached by its socket only, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from draftspec.errors import ServiceError
from draftspec.postgres.binaries import Binaries, find_binaries
from draftspec.postgres.connection import Connection
from draftspec.postgres.fault import StatementError
from draftspec.postgres.guard import Account, Guard, guarded_folder

SUPERUSER = "postgres"
START_SECONDS = 30.0
STOP_SECONDS = 5.0
FILE_BYTES = 64 * 1024 * 1024
"""The largest file that the server may write, so that no statement can fill the disk with one table."""
MEMORY_BYTES = 1024 * 1024 * 1024
"""The address space of each of its processes, where the system limits it; a session at work needs a fifth."""

# Durability is off, for nothing is to be kept. What bounds files, memory and processes is either set for good when a
# server starts, or may be changed by a superuser only.
_SETTINGS = {
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_connections": "20",
    "max_worker_processes": "0",
    "max_logical_replication_workers": "0",
    "max_wal_size": "64MB",
    "min_wal_size": "32MB",
    "temp_file_limit": "64MB",
    "shared_buffers": "32MB",
    "jit": "off",
    "timezone": "UTC",
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
}


@dataclass(frozen=True)
class Server:
    """A running server: its version as in `18.6`, its socket file and its process."""

    version: str
    major: int
    socket: Path
    pid: int

    def bytes_of(self, database: int) -> int:
        """Return how much a database has written, in bytes, given its oid."""
        files = (self.socket.parent / "data" / "base" / str(database)).glob("*")
        return sum(map(_size, files))

    def connect(self, database: str = "postgres", user: str = SUPERUSER, seconds: float | None = None) -> Connection:
        """Connect to a database of this server.

        Args:
            database: Its name.
            user: The role.
            seconds: The longest wait for any answer; None waits for ever.

        Raises:
            StatementError: There is no such database or role.
            ServiceError: The driver is not installed.

        """
        return Connection(self.socket, database, user, seconds)


@contextlib.contextmanager
def running_server(folder: Path | None = None, wanted_major: int | None = None) -> Iterator[Server]:
    """Start a private server, and end it when the block is left, also by an exception or by our death.

    Args:
        folder: The folder with its programs; None looks for them (see `find_binaries`).
        wanted_major: The oldest major version that will do; None takes the newest there is.

    Raises:
        ServiceError: There is no server, or it does not start.

    """
    if os.name == "nt":
        raise ServiceError("SQL cannot be run on Windows itself: the server is reached by a Unix socket.", "Use WSL.")
    binaries = find_binaries(folder, wanted_major)
    with guarded_folder() as guard, _started(binaries, guard) as server:
        yield server


@contextlib.contextmanager
def _started(binaries: Binaries, guard: Guard) -> Iterator[Server]:
    account = _initialise(binaries, guard)
    log = guard.folder / "log"
    with log.open("wb") as output:
        process = guard.start(_command(binaries, guard.folder), account, output)
    try:
        socket = guard.folder / ".s.PGSQL.5432"
        _wait_until_ready(process, socket, log)
        yield Server(binaries.version, binaries.major, socket, process.pid)
    finally:
        _stop(process)
        guard.forget()


def _command(binaries: Binaries, home: Path) -> list[str]:
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    limits = f'ulimit -c 0; ulimit -v {MEMORY_BYTES // 1024} 2>/dev/null; ulimit -f {FILE_BYTES // 512} && exec "$@"'
    limited = ["/bin/sh", "-c", limits, "draftspec-limits"]
    places = ["-D", str(home / "data"), "-k", str(home), "-h", ""]
    return [*limited, str(binaries.folder / "postgres"), *places, "-F", *settings]


def _accounts() -> Iterator[Account]:
    """Whom the server can run as, best first. PostgreSQL refuses root, and users without an entry in /etc/passwd."""
    import pwd  # not on every system

    nobody = next((user for user in pwd.getpwall() if user.pw_name == "nobody"), None)
    if os.geteuid() != 0:
        yield Account("this user")
    elif nobody is not None:
        yield Account("nobody", user=nobody.pw_uid, group=nobody.pw_gid)
    # In a namespace of our own we are nobody in name, yet may read our own files: programs that lie under /root.
    if nobody is not None and (unshare := shutil.which("unshare")) is not None:
        mapped = (f"--map-user={nobody.pw_uid}", f"--map-group={nobody.pw_gid}")
        yield Account("nobody in a user namespace", prefix=(unshare, "--user", *mapped))


def _initialise(binaries: Binaries, guard: Guard) -> Account:
    """Make the data folder as the first account that can, and return that account."""
    problems = []
    for account in _accounts():
        problem = _run_initdb(binaries, guard, account)
        if problem is None:
            return account
        problems.append(f"as {account.name}: {problem}")
    raise ServiceError(
        f"PostgreSQL {binaries.version} in {binaries.folder} does not start ({'; '.join(problems)}).",
        "Run draftspec as an ordinary user, or give the folder of a server that everybody may read.",
    )


def _run_initdb(binaries: Binaries, guard: Guard, account: Account) -> str | None:
    """Return None if it went well, else the reason."""
    data, log = guard.folder / "data", guard.folder / "log"
    shutil.rmtree(data, ignore_errors=True)
    if os.geteuid() == 0:
        os.chown(guard.folder, account.user or 0, account.group or 0)
    program = str(binaries.folder / "initdb")
    options = ["-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    try:
        with log.open("wb") as output:
            process = guard.start([program, "-D", str(data), *options], account, output)
    except OSError as error:
        return str(error)
    try:
        code = process.wait(START_SECONDS)
    except subprocess.TimeoutExpired:
        return f"initdb did not end within {START_SECONDS:.0f} s"
    finally:
        process.kill()
        process.wait()
        guard.forget()
    return None if code == 0 else _last_line(log)


def _wait_until_ready(process: subprocess.Popen[bytes], socket: Path, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise ServiceError(f"PostgreSQL does not start: {_last_line(log)}", "Free memory and disk may be short.")
        if socket.exists():
            with contextlib.suppress(StatementError):
                Connection(socket, "postgres", SUPERUSER, START_SECONDS).close()
                return
        time.sleep(0.005)
    raise ServiceError(f"PostgreSQL was not ready after {START_SECONDS:.0f} s.", "The machine may be overloaded.")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # dropped by now
        return 0


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a server: in order, then at once, then by force."""
    for request in (signal.SIGINT, signal.SIGQUIT):
        process.send_signal(request)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
            return
    process.kill()
    process.wait()
