"""What only a server can say: each kind of fault is found under its check, at its item; good designs are silent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import whole_designs
from checks import vary

from checking.folder import check, drafted
from draftspec.checks.executed import run_executed
from draftspec.postgres.scratch import scratch_database
from draftspec.postgres.server import Server
from draftspec.sections.database import Column, ColumnChange, Condition, Constraint, Dependent, Modification, Reference
from draftspec.spec import Finding, Sections

INVOICES = "database.tables.invoices"


def found(server: Server, sections: Sections) -> tuple[Finding, ...]:
    with scratch_database(server) as scratch:
        return run_executed(sections, scratch)


def modified(column: Column) -> Sections:
    change = Modification(table="customers", reason="Who pays.", add_columns=(column,))
    return vary.database(modifications=(change,))


def under_a_view() -> Sections:
    change = ColumnChange(column="name", type="varchar(200)", old_type="text")
    view = Dependent(name="names", kind="view", columns=("customers.id", "customers.name"))
    changes = (Modification(table="customers", reason="Shorter.", change_columns=(change,)),)
    return vary.database(whole_designs.sections(), modifications=changes, dependents=(view,))


def with_check(name: str, *conditions: Condition) -> Sections:
    start = whole_designs.sections()
    columns = tuple(one.column for one in conditions)
    one = Constraint(name=name, kind="check", columns=columns, conditions=conditions, meaning="A rule.")
    constraints = start.known_tables()["invoices"].constraints
    return vary.table("invoices", start, constraints=(*constraints, one))


def deleting(rule: str) -> Sections:
    """A DELETE of invoices that leaves the lines alone and knows no 409, and what the key of the lines says."""
    reference = Reference(table="invoices", column="id", on_delete=rule)  # type: ignore[arg-type]
    sections = vary.column("invoice_lines", "invoice_id", whole_designs.sections(), references=reference)
    endpoints = tuple(
        vary.replaced(one, writes=("invoices",), errors=tuple(error for error in one.errors if error.status != 409))
        if f"{one.method} {one.path}" == vary.REMOVE
        else one
        for one in sections.endpoints.endpoints
    )
    return vary.design(sections, endpoints=vary.replaced(sections.endpoints, endpoints=endpoints))


FAULTS: tuple[tuple[str, str, str, Callable[[], Sections]], ...] = (
    ("MIG-01", f"{INVOICES}.columns.number", "42704", lambda: vary.column("invoices", "number", type="strin")),
    ("MIG-01", f"{INVOICES}.columns.due_on", "42883", lambda: vary.column("invoices", "due_on", default="today2()")),
    (
        "MIG-01",
        f"{INVOICES}.columns.customer_id",
        "42804",
        lambda: vary.column("invoices", "customer_id", type="bigint"),
    ),
    (
        "MIG-01",
        f"{INVOICES}.columns.customer_id",
        "42P01",
        lambda: vary.column(
            "invoices", "customer_id", references=Reference(table="clients", column="id", on_delete="CASCADE")
        ),
    ),
    (
        "MIG-01",
        f"{INVOICES}.constraints.odd_check",
        "42703",
        lambda: with_check("odd_check", Condition(column="ghost", operator=">", value="0")),
    ),
    (
        "MIG-10",
        "database.modifications.customers.add_columns.org_id",
        "23502",
        lambda: modified(Column(name="org_id", type="uuid", nullable=False)),
    ),
    (
        "MIG-15",
        "database.modifications.customers.change_columns.name",
        "0A000 cannot alter type of a column used by a view",
        under_a_view,
    ),
    (
        "TAB-04",
        f"{INVOICES}.columns.total_cents",
        "total_cents_minimum_check",
        lambda: with_check("total_cents_minimum_check", Condition(column="total_cents", operator=">", value="0")),
    ),
    (
        "REQ-09",
        f"endpoints.{vary.CREATE}.request.due_on",
        "23514",
        lambda: with_check("invoices_due_on_check", Condition(column="due_on", operator=">", value="'2999-01-01'")),
    ),
    ("ERR-06", f"endpoints.{vary.REMOVE}", "2300", lambda: deleting("RESTRICT")),
    (
        "TAB-05",
        "database.tables.invoice_lines.columns.invoice_id",
        "23502",
        lambda: deleting("SET NULL"),
    ),
    (
        "QRY-02",
        f"endpoints.{vary.LIST}.query.status",
        "no index of `invoices`",
        lambda: vary.table("invoices", indexes=()),
    ),
)


@pytest.mark.parametrize(("wanted", "where", "says", "sections"), FAULTS, ids=[f"{one[0]} {one[2]}" for one in FAULTS])
def test_a_fault_is_found_at_its_item(
    postgres_server: Server, wanted: str, where: str, says: str, sections: Callable[[], Sections]
) -> None:
    findings = found(postgres_server, sections())
    here = [one for one in findings if one.check == wanted and one.where == where]
    assert here, findings
    assert says in here[0].message
    assert "Failing row" not in here[0].message
    assert here[0].hint


def test_a_good_design_is_silent(postgres_server: Server) -> None:
    assert found(postgres_server, whole_designs.sections()) == ()


def test_a_fault_of_up_says_sqlstate_and_statement(postgres_server: Server) -> None:
    (one,) = found(postgres_server, vary.column("invoices", "number", type="strin"))
    assert "42704" in one.message
    assert "CREATE TABLE invoices" in one.message


def test_down_that_leaves_something_is_found(postgres_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("draftspec.derive.migration.down_statements", lambda database: ("DROP TABLE invoice_lines;",))
    findings = found(postgres_server, whole_designs.sections())
    assert {"MIG-04", "MIG-05"} <= {one.check for one in findings}
    assert INVOICES in {one.where for one in findings if one.check == "MIG-04"}


def test_down_that_fails_is_found(postgres_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("draftspec.derive.migration.down_statements", lambda database: ("DROP TABLE invoices;",))
    (one,) = found(postgres_server, whole_designs.sections())
    assert (one.check, one.where) == ("MIG-03", INVOICES)
    assert "2BP01" in one.message


def test_a_catalogue_without_a_declared_column_is_found(
    postgres_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from draftspec.derive import migration

    ours = migration.up_statements

    def up(database: object) -> tuple[str, ...]:
        return (*ours(database), "ALTER TABLE invoices DROP COLUMN paid_at, ALTER COLUMN currency TYPE varchar(9);")  # type: ignore[arg-type]

    monkeypatch.setattr("draftspec.derive.migration.up_statements", up)
    wheres = {one.where for one in found(postgres_server, whole_designs.sections()) if one.check == "MIG-02"}
    assert wheres == {f"{INVOICES}.columns.paid_at", f"{INVOICES}.columns.currency"}


def test_the_command_runs_drafts_on_one_server(tmp_path: Path) -> None:
    drafted(tmp_path, None, "one")
    drafted(tmp_path, vary.column("invoices", "number", whole_designs.sections(), type="strin"), "two")
    result = check(tmp_path, "--execute")
    assert result.exit_code == 1
    assert "two/02_Backend_Specification.md" in result.stdout
    assert "error MIG-01 `number` fails: 42704" in result.stdout
    assert "in 2 drafts; run on PostgreSQL" in result.stderr
