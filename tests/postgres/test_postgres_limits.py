"""What holds when the list of allowed statements is passed by: the role's rights and the server's limits.

`Scratch.query` does not look at the kind of a statement, so each of these is run as if the list had let it through.
"""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest

from draftspec.postgres import scratch as scratch_module
from draftspec.postgres.connection import Rows
from draftspec.postgres.fault import StatementError
from draftspec.postgres.scratch import scratch_database
from draftspec.postgres.server import Server

NOT_ALLOWED = (
    "COPY (SELECT 1) TO PROGRAM 'touch MARK'",
    "COPY (SELECT 1) TO 'MARK'",
    "COPY t FROM '/etc/passwd'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_read_binary_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT pg_stat_file('/etc/passwd')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT lo_export(lo_from_bytea(0, 'x'), 'MARK')",
    "CREATE EXTENSION dblink",
    "CREATE EXTENSION postgres_fdw",
    "CREATE EXTENSION file_fdw",
    "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'libc.so.6', 'system'",
    "CREATE SUBSCRIPTION s CONNECTION 'host=192.0.2.1' PUBLICATION p",
    "CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "ALTER SYSTEM SET fsync = off",
    "CREATE ROLE boss",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "CREATE DATABASE another",
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION postgres",
    "SET temp_file_limit = -1",
    "SELECT pg_reload_conf()",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()",
)
LIMITED = {
    "a table of a hundred megabytes": (
        "INSERT INTO t SELECT repeat('x', 1000) FROM generate_series(1, 100000)",
        "XX000: could not extend file",
    ),
    "a large sort": (
        "SELECT count(*) FROM (SELECT repeat(md5(i::text), 300) AS a FROM generate_series(1, 300000) AS i ORDER BY 1) AS s",
        "53400: temporary file size exceeds|53200: out of memory",  # by version
    ),
    "a large sort with all the memory that it asks for": (
        "SELECT array_agg(repeat('x', 100000) || i) FROM generate_series(1, 12000) AS i",
        "53200: out of memory",
    ),
    "more locks than there are": ("SELECT pg_advisory_lock(i) FROM generate_series(1, 100000) AS i", "53200: out of"),
    "a loop": ("DO $$ BEGIN LOOP END LOOP; END $$", "57014: stopped: it ran longer than 0.4 s"),
    "a loop that survives its errors": (
        "DO $$ BEGIN LOOP BEGIN PERFORM 1 / 0; EXCEPTION WHEN OTHERS THEN NULL; END; END LOOP; END $$",
        "57014: stopped: it ran longer than 0.4 s",
    ),
    "sleep": ("SELECT pg_sleep(600)", "57014: stopped: it ran longer than 0.4 s"),
    "a trigger that never ends": ("INSERT INTO watched VALUES (1)", "57014: stopped: it ran longer than 0.4 s"),
}
BEFORE = (
    "CREATE TABLE t (a text)",
    "ALTER TABLE t ALTER a SET STORAGE PLAIN",
    "CREATE TABLE watched (a int)",
    "CREATE FUNCTION forever() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN LOOP END LOOP; END $$",
    "CREATE TRIGGER forever BEFORE INSERT ON watched FOR EACH ROW EXECUTE FUNCTION forever()",
)


def as_administrator(server: Server, question: str) -> Rows:
    with contextlib.closing(server.connect()) as connection:
        return connection.execute(question)


def nothing_is_left(server: Server) -> bool:
    running = "SELECT query FROM pg_stat_activity WHERE usename LIKE 'scratch%'"
    locks = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory'"
    databases = "SELECT 1 FROM pg_database WHERE datname LIKE 'scratch%' UNION ALL SELECT 1 FROM pg_prepared_xacts"
    return not any(as_administrator(server, question) for question in (running, locks, databases))


def test_the_role_may_reach_nothing_outside(postgres_server: Server, tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    mark = tmp_path / "mark"
    done = []
    with scratch_database(postgres_server) as scratch:
        scratch.query(BEFORE[0])
        for statement in NOT_ALLOWED:
            try:
                scratch.query(statement.replace("MARK", str(mark)))
                done.append(statement)
            except StatementError as error:
                # 0A000: a server without that extension
                if error.fault.sqlstate not in ("42501", "0A000"):
                    raise
    assert done == []
    assert not mark.exists()


@pytest.mark.parametrize("name", LIMITED)
def test_the_server_stops(postgres_server: Server, name: str) -> None:
    statement, says = LIMITED[name]
    seconds = 0.4 if says.startswith("57014") else 8.0
    start = time.monotonic()
    with scratch_database(postgres_server, seconds) as scratch:
        for one in (*BEFORE, "SET statement_timeout = 0", "SET work_mem = '2GB'" if "memory" in name else "SELECT 1"):
            scratch.query(one)
        with pytest.raises(StatementError, match=says):
            scratch.query(statement)
    assert time.monotonic() - start < 20
    assert nothing_is_left(postgres_server)


def test_many_tables_together_may_not_fill_the_disk(postgres_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch_module, "DATABASE_BYTES", 32 << 20)
    table = "EXECUTE 'CREATE TABLE t' || n || ' AS SELECT repeat(''x'', 1000) AS a FROM generate_series(1, 2000)'"
    start = time.monotonic()
    with (
        scratch_database(postgres_server, 20) as scratch,
        pytest.raises(StatementError, match="more than 32") as caught,
    ):
        scratch.query(f"DO $$ BEGIN FOR n IN 1..1000000 LOOP {table}; COMMIT; PERFORM pg_sleep(0.01); END LOOP; END $$")
    assert caught.value.fault.sqlstate == "57014"
    assert time.monotonic() - start < 25
    assert nothing_is_left(postgres_server)


def test_a_database_lets_nobody_else_in(postgres_server: Server) -> None:
    """A second session, were there a way to one, is refused; what was said to others reaches nobody."""
    with scratch_database(postgres_server) as scratch:
        ((database, role),) = scratch.query("SELECT current_database(), current_user")
        with pytest.raises(StatementError, match=r"too many connections for role|08006"):
            postgres_server.connect(str(database), str(role))
        scratch.query("NOTIFY somebody, 'x'")
        scratch.query("SELECT pg_advisory_lock(1)")
    assert nothing_is_left(postgres_server)
