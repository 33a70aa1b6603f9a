"""The private server: found, started as whoever we are, and gone afterwards however we end."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from draftspec.errors import ServiceError
from draftspec.postgres import binaries
from draftspec.postgres import server as server_module
from draftspec.postgres.binaries import Binaries, find_binaries
from draftspec.postgres.connection import Connection
from draftspec.postgres.fault import StatementError
from draftspec.postgres.server import Server, running_server

pytestmark = pytest.mark.usefixtures("postgres_server")

CHILD = """
import sys, time
from draftspec.postgres.server import running_server
with running_server() as server:
    print(server.pid, server.socket, flush=True)
    time.sleep(60)
"""


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def opened(server: Server) -> contextlib.closing[Connection]:
    return contextlib.closing(server.connect())


def is_running(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


def processes_of(server: Server) -> list[int]:
    found = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in found.splitlines()]
    return [server.pid] + [pid for pid, parent in pairs if parent == server.pid]


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def keep_busy(server: Server) -> threading.Thread:
    def run() -> None:
        connection = server.connect()
        with pytest.raises(StatementError):
            connection.execute("DO $$ BEGIN LOOP END LOOP; END $$")
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(0.3)
    return thread


def test_nothing_is_left_although_a_session_is_busy() -> None:
    with running_server() as server:
        thread = keep_busy(server)
        processes = processes_of(server)
        assert len(processes) > 3
        assert server.socket.parent.stat().st_mode & 0o777 == 0o700
    thread.join()
    assert not [pid for pid in processes if is_running(pid)]
    assert not server.socket.parent.exists()


def test_nothing_is_left_after_an_interrupt() -> None:
    with pytest.raises(KeyboardInterrupt), running_server() as server:
        raise KeyboardInterrupt
    assert not is_running(server.pid)
    assert not server.socket.parent.exists()


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGTERM])
def test_the_server_dies_with_us(death: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", CHILD], stdout=subprocess.PIPE, text=True, env=environment()) as child:
        assert child.stdout is not None
        pid, socket = child.stdout.readline().split()
        server = Server("", 0, Path(socket), int(pid))
        thread = keep_busy(server)
        processes = processes_of(server)
        assert len(processes) > 3
        child.send_signal(death)
        child.wait()
        assert wait_until(lambda: not any(map(is_running, processes)))
        assert wait_until(lambda: not Path(socket).parent.exists())
        thread.join()


def test_nothing_is_left_when_we_die_before_it_runs() -> None:
    code = """
import os
from draftspec.postgres.guard import guarded_folder
with guarded_folder() as guard:
    print(guard.folder, flush=True)
    os.kill(os.getpid(), 9)
"""
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment())
    folder = Path(child.stdout.strip())
    assert folder.name.startswith("draftspec-")
    assert wait_until(lambda: not folder.exists())


def test_the_server_sees_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "sesame")
    with running_server() as server, opened(server) as connection:
        connection.execute("CREATE TEMP TABLE e (line text)")
        connection.execute("COPY e FROM PROGRAM 'env'")
        names = [str(line).split("=")[0] for (line,) in connection.execute("SELECT line FROM e")]
    assert "PATH" in names
    assert "SOME_API_KEY" not in names


def test_no_statement_can_fill_the_disk_with_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "FILE_BYTES", 32 << 20)
    with running_server() as server, opened(server) as connection:
        connection.execute("CREATE TABLE t AS SELECT repeat('x', 1000) AS a FROM generate_series(1, 1000)")
        with pytest.raises(StatementError, match="could not extend file"):
            connection.execute("INSERT INTO t SELECT repeat('x', 1000) FROM generate_series(1, 40000)")
        assert connection.execute("SELECT count(*) FROM t") == [(1000,)]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="for anybody but root it is one account")
def test_root_can_use_programs_that_only_root_may_read(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "bin").symlink_to(find_binaries().folder)
    with running_server(tmp_path / "bin") as server, opened(server) as connection:
        assert connection.execute("SELECT 1") == [(1,)]
    assert tmp_path.stat().st_mode & 0o777 == 0o700


def test_a_folder_without_a_server_is_named(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="holds no PostgreSQL server"), running_server(tmp_path):
        pass


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    for name, body in (("postgres", "echo postgres 18.6"), ("initdb", "echo no room on Mars; exit 1")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    with pytest.raises(ServiceError, match="no room on Mars") as caught, running_server(tmp_path):
        pass
    assert caught.value.hint


def test_the_nearest_version_that_is_not_older_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {"a": "15.1", "b": "17.2", "c": "18.6", "d": "12.9"}
    monkeypatch.setattr(binaries, "_system_folders", lambda: map(Path, "abd"))
    monkeypatch.setattr(binaries, "_packaged_folders", lambda: map(Path, "c"))
    monkeypatch.setattr(binaries, "_inspect", lambda folder: Binaries(folder, versions[folder.name]))
    assert find_binaries().version == "17.2"
    assert find_binaries(wanted_major=15).version == "15.1"
    assert find_binaries(wanted_major=16).version == "17.2"
    assert find_binaries(wanted_major=18).version == "18.6"
    assert find_binaries(Path("d")).major == 12
    with pytest.raises(ServiceError, match="version 19") as caught:
        find_binaries(wanted_major=19)
    assert caught.value.hint == "pip install '.[postgres]'"
