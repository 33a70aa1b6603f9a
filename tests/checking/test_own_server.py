"""A server of the user's own: used, and left as it was."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import whole_designs
from checks import vary

from checking.folder import check, drafted
from draftspec.errors import ServiceError
from draftspec.postgres import server as servers
from draftspec.postgres.binaries import Binaries, find_binaries


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of a running server that listens on loopback."""
    try:
        find_binaries()
    except ServiceError:
        pytest.skip("there is no server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ours = servers._command

    def command(binaries: Binaries, home: Path) -> list[str]:
        return [*ours(binaries, home), "-c", "listen_addresses=127.0.0.1", "-c", f"port={port}"]

    def wait(process: object, path: Path, log: Path) -> None:
        end = time.monotonic() + servers.START_SECONDS
        while not path.with_name(f".s.PGSQL.{port}").exists() and time.monotonic() < end:
            time.sleep(0.01)

    monkeypatch.setattr(servers, "_command", command)
    monkeypatch.setattr(servers, "_wait_until_ready", wait)
    with servers.running_server():
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"


def test_a_draft_is_run_there_and_nothing_is_left(tmp_path: Path, url: str) -> None:
    from draftspec.checking.own_server import UrlConnection, read_url

    drafted(tmp_path, None, "good")
    result = check(tmp_path, "--database-url", url)
    assert result.exit_code == 0, result.output
    assert "run on PostgreSQL" in result.stderr
    drafted(tmp_path, vary.column("invoices", "number", whole_designs.sections(), type="strin"), "bad")
    result = check(tmp_path, "--database-url", url)
    assert "error MIG-01" in result.stdout
    connection = UrlConnection(read_url(url))
    for left in ("SELECT datname FROM pg_database", "SELECT rolname FROM pg_roles"):
        assert not [name for (name,) in connection.execute(left) if str(name).startswith("draftspec")]
    connection.close()
