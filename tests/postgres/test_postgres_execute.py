"""Migrations on a real server: each seeded fault is found, in the right step, and good ones pass."""

from __future__ import annotations

import time

import pytest

from draftspec.postgres.execute import Execution, verify_migration
from draftspec.postgres.server import Server

ASSUMED = "CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL);"
UP = """
CREATE TYPE invoice_status AS ENUM ('draft', 'sent');
CREATE TABLE invoices (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id) ON DELETE RESTRICT,
    status invoice_status NOT NULL DEFAULT 'draft',
    total_cents bigint NOT NULL CHECK (total_cents >= 0)
);
CREATE TABLE invoice_lines (invoice_id bigint REFERENCES invoices (id) ON DELETE CASCADE, position int);
CREATE INDEX idx_invoices_customer_id ON invoices (customer_id);
ALTER TABLE customers ADD COLUMN vat_number text;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END; $$;
CREATE TRIGGER touch BEFORE UPDATE ON invoices FOR EACH ROW EXECUTE FUNCTION touch();
CREATE VIEW open_invoices AS SELECT * FROM invoices WHERE status = 'draft';
"""
DOWN = """
DROP VIEW open_invoices;
DROP TABLE invoice_lines;
DROP TABLE invoices;
DROP FUNCTION touch();
DROP TYPE invoice_status;
ALTER TABLE customers DROP COLUMN vat_number;
"""


def verify(server: Server, up: str = UP, down: str = DOWN, assumed: str = ASSUMED, seconds: float = 5) -> Execution:
    return verify_migration(server, assumed, up, down, seconds)


def only_fault(execution: Execution) -> tuple[str, str]:
    (found,) = execution.faults
    assert not execution.ok
    return found.step, found.fault.sqlstate


def test_a_good_migration_passes(postgres_server: Server) -> None:
    execution = verify(postgres_server)
    assert execution == Execution(postgres_server.version)
    assert execution.ok


def test_a_ghost_table_is_found(postgres_server: Server) -> None:
    execution = verify(postgres_server, up="ALTER TABLE receipts ADD COLUMN a int")
    assert only_fault(execution) == ("up", "42P01")
    assert 'relation "receipts" does not exist' in execution.faults[0].fault.message
    assert execution.faults[0].fault.statement == "ALTER TABLE receipts ADD COLUMN a int"


def test_a_wrong_drop_order_is_found(postgres_server: Server) -> None:
    lines = DOWN.strip().splitlines()
    lines[1], lines[2] = lines[2], lines[1]
    execution = verify(postgres_server, down="\n".join(lines))
    assert only_fault(execution) == ("down", "2BP01")
    assert "invoice_lines" in execution.faults[0].fault.detail


def test_an_enum_that_is_left_behind_is_found(postgres_server: Server) -> None:
    execution = verify(postgres_server, down=DOWN.replace("DROP TYPE invoice_status;", ""))
    assert [(d.step, d.line) for d in execution.differences] == [("down", "new: enum invoice_status: 'draft', 'sent'")]
    assert only_fault(execution) == ("up again", "42710")


def test_a_second_up_that_fails_is_found(postgres_server: Server) -> None:
    up = "INSERT INTO customers VALUES (1, 'first')"
    execution = verify(postgres_server, up=up, down="-- the row stays")
    assert only_fault(execution) == ("up again", "23505")
    fault = execution.faults[0].fault
    assert (fault.table, fault.constraint) == ("customers", "customers_pkey")
    assert not execution.differences


def test_a_second_up_that_differs_is_found(postgres_server: Server) -> None:
    up = "CREATE TABLE IF NOT EXISTS customers (id int); CREATE TABLE IF NOT EXISTS t (a int, b int DEFAULT 1)"
    execution = verify(postgres_server, up=up, down="ALTER TABLE t DROP COLUMN b; CREATE TYPE u AS (a int)")
    assert {d.line for d in execution.differences if d.step == "up again"} == {
        "missing: column t.b: integer default 1",
        "new: attribute u.a: integer",
        "new: type u",
    }


def test_a_down_that_does_nothing_is_found(postgres_server: Server) -> None:
    execution = verify(postgres_server, up="ALTER TABLE customers ALTER name DROP NOT NULL", down="-- nothing to undo")
    assert [d.line for d in execution.differences] == ["changed: column customers.name: text not null -> text"]


def test_assumed_tables_that_do_not_run_are_told_apart(postgres_server: Server) -> None:
    assert only_fault(verify(postgres_server, assumed="CREATE TABLE t (a nonsense)")) == ("assumed", "42704")


def test_a_syntax_error_is_located(postgres_server: Server) -> None:
    execution = verify(postgres_server, up="CREATE TABLE a (b int);\nCREATE TABLE c (d int,);")
    assert only_fault(execution) == ("up", "42601")
    assert "(line 2, column 23)" in execution.faults[0].fault.message


@pytest.mark.parametrize(
    "statement",
    [
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "DO $$ BEGIN LOOP END LOOP; END $$",
        "SET statement_timeout = 0",
        "SELECT pg_sleep(60)",
        "WITH s AS (SELECT pg_sleep(60)) SELECT * FROM s",
        "CREATE TABLE t AS SELECT pg_sleep(60)",
        "EXPLAIN ANALYZE SELECT pg_sleep(60)",
        "PREPARE p AS SELECT 1",
        "ALTER SYSTEM SET work_mem = '1MB'",
        "ALTER ROLE postgres PASSWORD 'x'",
        "CREATE ROLE r SUPERUSER",
        "CREATE DATABASE d",
        "LOAD 'plpgsql'",
        "LISTEN x",
        "NOTIFY x",
        "LOCK customers",
        "CREATE EXTENSION dblink",
        "CREATE EXTENSION IF NOT EXISTS postgres_fdw CASCADE",
        "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'libc.so.6', 'system'",
        "CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS 'import os'",
        "CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw",
        "SELECT lo_import('/etc/passwd')",
        "SELECT pg_advisory_lock(1)",
        "VACUUM",
        "TRUNCATE customers",
    ],
)
def test_what_no_migration_needs_is_refused_before_anything_runs(postgres_server: Server, statement: str) -> None:
    start = time.monotonic()
    execution = verify(postgres_server, up=f"ALTER TABLE nowhere ADD a int; {statement};")
    assert only_fault(execution) == ("up", "42501")
    assert execution.faults[0].fault.statement == statement
    assert "not allowed in a migration" in execution.faults[0].fault.message
    assert time.monotonic() - start < 30  # of the 60 that it would sleep; the machine may be busy


def test_all_refused_statements_are_named(postgres_server: Server) -> None:
    execution = verify(postgres_server, up="SET lock_timeout = 1; CREATE TABLE t (a int); DO 'x'")
    assert [f.fault.statement for f in execution.faults] == ["SET lock_timeout = 1", "DO 'x'"]


@pytest.mark.parametrize(
    "up",
    [
        "UPDATE customers SET name = pg_sleep(60)::text; INSERT INTO customers SELECT 1, pg_sleep(60)::text",
        "INSERT INTO customers SELECT 1, set_config('statement_timeout', '0', false) || pg_sleep(60)",
        """CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS
           $$ BEGIN LOOP BEGIN PERFORM 1 / 0; EXCEPTION WHEN OTHERS THEN NULL; END; END LOOP; END $$;
           INSERT INTO customers VALUES (1, f())""",
    ],
)
def test_what_never_ends_is_stopped(postgres_server: Server, up: str) -> None:
    start = time.monotonic()
    execution = verify(postgres_server, up=up, seconds=0.4)
    assert only_fault(execution) == ("up", "57014")
    assert "INSERT" in execution.faults[0].fault.statement
    assert time.monotonic() - start < 3
    assert verify(postgres_server).ok


def test_the_role_may_not_reach_the_machine(postgres_server: Server) -> None:
    up = "INSERT INTO customers SELECT 1, pg_read_file('/etc/passwd')"
    assert only_fault(verify(postgres_server, up=up)) == ("up", "42501")
    assert only_fault(verify(postgres_server, up="UPDATE customers SET name = lo_import('/etc/passwd')")) == (
        "up",
        "42501",
    )


def test_a_transaction_that_is_left_open_is_found(postgres_server: Server) -> None:
    assert only_fault(verify(postgres_server, up=f"BEGIN; {UP}")) == ("up", "25001")
    assert verify(postgres_server, up=f"BEGIN; {UP} COMMIT;").ok


def test_an_index_can_be_built_concurrently(postgres_server: Server) -> None:
    up = "CREATE INDEX CONCURRENTLY idx_customers_name ON customers (name)"
    assert verify(postgres_server, up=up, down="DROP INDEX CONCURRENTLY idx_customers_name").ok


def test_an_extension_is_not_held_against_the_way_back(postgres_server: Server) -> None:
    up = "CREATE EXTENSION IF NOT EXISTS btree_gist; CREATE TABLE t (a int, EXCLUDE USING gist (a WITH =))"
    execution = verify(postgres_server, up=up, down="DROP TABLE t")
    assert execution.ok or execution.faults[0].fault.sqlstate == "0A000"  # a server without contrib
