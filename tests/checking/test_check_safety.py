"""Statements that must not run do not, and nothing is left running."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import whole_designs
from checks import vary
from pydantic import ValidationError

from checking.folder import check, drafted
from draftspec.postgres.scratch import scratch_database
from draftspec.postgres.server import Server

UP = "migrations/0001_invoices.up.sql"
HOSTILE = (
    "COPY invoices TO PROGRAM 'touch MARK';",
    "COPY invoices FROM '/etc/passwd';",
    "DO $$ BEGIN LOOP END LOOP; END $$;",
    "SET statement_timeout = 0; SELECT pg_sleep(600);",
    "SELECT pg_read_file('/etc/passwd');",
    "SELECT lo_export(1, 'MARK');",
    "CREATE EXTENSION dblink; SELECT dblink_connect('host=example.com');",
    "\\! touch MARK",
    "ALTER SYSTEM SET fsync = off;",
    "CREATE ROLE evil SUPERUSER;",
    "LOAD 'x';",
    "NOTIFY somebody;",
    "INSERT INTO invoices SELECT repeat('x', 1000) FROM generate_series(1, 100000);",
    "CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS 'import os';",
)


def with_statement(out: Path, slug: str, statement: str) -> str:
    """Draft, write a statement at the end of the migration, and return its place."""
    path = drafted(out, slug=slug) / f"migrations/0001_{slug}.up.sql"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}{statement}\n", encoding="utf-8")
    return f"{slug}/migrations/{path.name}:{text.count(chr(10)) + 1}"


def test_hand_edited_migrations_are_read_and_never_run(tmp_path: Path) -> None:
    """A draft for each statement, all of them in one run of the command: starting its server takes longest."""
    mark = tmp_path / "mark"
    drafts = tmp_path / "drafts"
    places = {
        one: with_statement(drafts, f"draft-{n}", one.replace("MARK", str(mark))) for n, one in enumerate(HOSTILE)
    }
    start = time.monotonic()
    result = check(drafts, "--execute")
    assert time.monotonic() - start < 30
    assert result.exit_code == 1
    assert [one for one, place in places.items() if f"{place}: error MIG-0" not in result.stdout] == []
    assert not mark.exists()
    assert f"in {len(HOSTILE)} drafts; run on PostgreSQL" in result.stderr  # the designs themselves were


def test_an_expression_that_is_nested_too_deeply_is_told(tmp_path: Path) -> None:
    folder = drafted(tmp_path)
    with (folder / UP).open("a", encoding="utf-8") as stream:
        stream.write("SELECT " + "1 + " * 9000 + "1;\n")
    result = check(folder, "--no-execute")
    assert (result.exit_code, "nested too deeply" in result.stdout) == (1, True)


def test_a_harmless_edit_of_a_migration_is_reported_as_differing(tmp_path: Path) -> None:
    folder = drafted(tmp_path)
    path = folder / UP
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("total_cents bigint", "total_cents integer"), encoding="utf-8")
    result = check(folder, "--no-execute")
    assert result.exit_code == 1
    assert "error MIG-02" in result.stdout
    assert "is not what the design gives, and was not run" in result.stdout
    path.write_text("-- read by two people\n" + text.replace("    ", "  "), encoding="utf-8")
    assert check(folder, "--no-execute").exit_code == 0


def test_a_huge_migration_is_not_even_read(tmp_path: Path) -> None:
    folder = drafted(tmp_path)
    with (folder / UP).open("ab") as stream:
        stream.truncate(100 * 1024 * 1024)
    start = time.monotonic()
    result = check(folder, "--no-execute")
    assert time.monotonic() - start < 10
    assert result.exit_code == 1
    assert "has 105 MB; it was neither read nor run" in result.stdout


@pytest.mark.parametrize(
    "default", ["now(); DROP TABLE x", "pg_sleep(600)", "(SELECT 1)", "pg_read_file('/etc/passwd')", "'a' || 'b'"]
)
def test_a_design_cannot_hold_statements_in_defaults(default: str) -> None:
    with pytest.raises(ValidationError):
        vary.column("invoices", "number", default=default)


@pytest.mark.parametrize("type_", ["text; DROP TABLE x", "text CHECK (true)", "text DEFAULT pg_read_file('x')"])
def test_a_design_cannot_hold_statements_in_types(type_: str) -> None:
    with pytest.raises(ValidationError):
        vary.column("invoices", "number", type=type_)


def test_names_of_a_design_are_quoted(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    name = f"x); COPY invoices TO PROGRAM 'touch {mark}"[:60]
    sections = vary.with_columns(
        "invoices",
        whole_designs.sections().known_tables()["invoices"].columns[2].model_copy(update={"name": name}),
        sections=whole_designs.sections(),
    )
    result = check(drafted(tmp_path / "out", sections), "--execute")
    assert not mark.exists()
    assert "run on PostgreSQL" in result.stderr


def test_what_runs_too_long_is_stopped_and_the_next_draft_is_checked(postgres_server: Server) -> None:
    from draftspec.checks import executed

    sections = whole_designs.sections()
    with scratch_database(postgres_server, seconds=0.5) as scratch:
        original = scratch.query
        slow = {"done": False}

        def query(statement: str, parameters: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
            if statement.startswith("CREATE TABLE") and not slow["done"]:
                slow["done"] = True
                return original("SELECT pg_sleep(600)")
            return original(statement, parameters)

        scratch.query = query  # type: ignore[method-assign, assignment]
        start = time.monotonic()
        findings = executed.run_executed(sections, scratch)
        assert time.monotonic() - start < 10
    assert [one.check for one in findings] == ["MIG-01"]
    assert "57014" in findings[0].message
    with scratch_database(postgres_server) as scratch:
        assert executed.run_executed(sections, scratch) == ()
        ((left,),) = scratch.query(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()"
        )
        assert left == 0
