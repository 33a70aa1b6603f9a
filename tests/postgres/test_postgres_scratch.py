"""Scratch databases: separate, dropped, with probes that leave nothing."""

from __future__ import annotations

import contextlib
import threading

import pytest

from draftspec.errors import ServiceError
from draftspec.postgres.catalog import difference
from draftspec.postgres.fault import StatementError
from draftspec.postgres.scratch import scratch_database
from draftspec.postgres.server import Server

TABLE = "CREATE TABLE invoices (id int PRIMARY KEY, status text NOT NULL DEFAULT 'x' CHECK (status IN ('draft', 'x')))"


def leftovers(server: Server) -> list[tuple[object, ...]]:
    with contextlib.closing(server.connect()) as connection:
        return connection.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'scratch%' "
            "UNION ALL SELECT rolname FROM pg_roles WHERE rolname LIKE 'scratch%'"
        )


def test_a_scratch_database_is_dropped_even_after_an_error(postgres_server: Server) -> None:
    with pytest.raises(KeyboardInterrupt), scratch_database(postgres_server) as scratch:
        assert scratch.run_script(TABLE) == ()
        assert len(leftovers(postgres_server)) == 2
        raise KeyboardInterrupt
    assert leftovers(postgres_server) == []
    assert not [thread for thread in threading.enumerate() if thread.name == "draftspec-watchdog"]


def test_a_scratch_database_is_dropped_after_a_stop(postgres_server: Server) -> None:
    with scratch_database(postgres_server, seconds=0.2) as scratch:
        with pytest.raises(StatementError) as caught:
            scratch.probe("SELECT pg_sleep(60)")
        assert caught.value.fault.sqlstate == "57014"
        assert [fault.sqlstate for fault in scratch.run_script(TABLE)] == ["57014"]
    assert leftovers(postgres_server) == []


def test_the_owner_is_no_superuser(postgres_server: Server) -> None:
    with scratch_database(postgres_server) as scratch:
        question = "SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
        assert scratch.query(question) == [(False,)]


def test_two_databases_do_not_see_each_other(postgres_server: Server) -> None:
    with scratch_database(postgres_server) as one, scratch_database(postgres_server) as other:
        assert one.run_script(TABLE) == ()
        assert other.run_script(TABLE) == ()
        assert one.snapshot() == other.snapshot()


def test_a_probe_says_what_is_wrong_and_leaves_nothing(postgres_server: Server) -> None:
    with scratch_database(postgres_server) as scratch:
        scratch.run_script(TABLE)
        insert = "INSERT INTO invoices (id, status) VALUES ($1, $2) RETURNING status"
        assert scratch.probe(insert, (1, "draft")) == [("draft",)]
        with pytest.raises(StatementError) as caught:
            scratch.probe(insert, (1, "cancelled"))
        fault = caught.value.fault
        assert (fault.sqlstate, fault.table, fault.constraint) == ("23514", "invoices", "invoices_status_check")
        with pytest.raises(StatementError) as caught:
            scratch.probe(insert, (1, None))
        assert (caught.value.fault.sqlstate, caught.value.fault.column) == ("23502", "status")
        assert scratch.query("SELECT count(*) FROM invoices") == [(0,)]


def test_several_statements_can_be_undone_together(postgres_server: Server) -> None:
    with scratch_database(postgres_server) as scratch:
        before = scratch.snapshot()
        with scratch.rolled_back():
            scratch.query(TABLE)
            scratch.query("INSERT INTO invoices VALUES (1)")
            assert scratch.query("SELECT * FROM invoices") == [(1, "x")]
        assert scratch.snapshot() == before


def test_one_query_is_one_statement(postgres_server: Server) -> None:
    with scratch_database(postgres_server) as scratch:
        with pytest.raises(StatementError) as caught:
            scratch.query("SELECT 1; SELECT 2")
        assert caught.value.fault.sqlstate == "42601"
        assert scratch.query("SELECT 1") == [(1,)]


def test_a_server_that_is_gone_is_told(postgres_server: Server) -> None:
    nowhere = Server("18", 18, postgres_server.socket.with_name("nowhere"), 0)
    with pytest.raises(ServiceError, match="connection was lost"), scratch_database(nowhere):
        pass


EVERYTHING = """
CREATE SCHEMA billing;
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TYPE pair AS (a int, b text);
CREATE SEQUENCE numbers INCREMENT 2;
CREATE TABLE billing.t (a positive, b numeric(12,2) DEFAULT 0, c int GENERATED ALWAYS AS (a * 2) STORED,
    CONSTRAINT b_positive CHECK (b >= 0)) PARTITION BY RANGE (b);
CREATE TABLE billing.t1 PARTITION OF billing.t FOR VALUES FROM (0) TO (10);
CREATE UNIQUE INDEX idx_t1_a ON billing.t1 (a) WHERE a > 3;
ALTER TABLE billing.t1 ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON billing.t1 FOR SELECT USING (a > 1);
CREATE FUNCTION twice(x int) RETURNS int LANGUAGE sql AS 'SELECT x * 2';
CREATE VIEW v AS SELECT a FROM billing.t;
"""
UNDONE = """
DROP VIEW v; DROP FUNCTION twice(int); DROP TABLE billing.t; DROP SEQUENCE numbers; DROP TYPE pair;
DROP DOMAIN positive; DROP SCHEMA billing;
"""


def test_each_kind_of_object_is_in_a_snapshot(postgres_server: Server) -> None:
    with scratch_database(postgres_server) as scratch:
        empty = scratch.snapshot()
        assert scratch.run_script(EVERYTHING) == ()
        lines = difference(empty, scratch.snapshot())
        assert scratch.run_script(UNDONE) == ()
        assert difference(empty, scratch.snapshot()) == []
    assert set(lines) >= {
        "new: schema billing",
        "new: domain positive: integer",
        "new: constraint positive.positive_check: CHECK ((VALUE > 0))",
        "new: type pair",
        "new: attribute pair.b: text",
        "new: sequence numbers: bigint from 1 by 2 between 1 and 9223372036854775807",
        "new: table billing.t: partition by RANGE (b)",
        "new: column billing.t.b: numeric(12,2) default 0",
        "new: constraint billing.t.b_positive: CHECK ((b >= (0)::numeric))",
        "new: index billing.idx_t1_a: CREATE UNIQUE INDEX idx_t1_a ON billing.t1 USING btree (a) WHERE ((a)::integer > 3)",
    }
    assert [line for line in lines if line.startswith("new: policy billing.t1.own")]
    assert [line for line in lines if line.startswith("new: view v: SELECT ") and line.endswith(" FROM billing.t;")]
    assert [line for line in lines if line.startswith("new: function twice(x integer): CREATE OR REPLACE FUNCTION")]
    assert [line for line in lines if line.startswith("new: table billing.t1") and "row level security" in line]
