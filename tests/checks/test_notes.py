from __future__ import annotations

import pytest
import whole_designs

from checks import vary
from checks.pairs import Pair, hold
from checks.test_migrations import change
from draftspec.checks import run_checks
from draftspec.sections.database import Column, Constraint, Modification
from draftspec.sections.migration import Migration
from draftspec.spec import Sections, Target

CUSTOMERS = "database.tables.invoices.columns"


def notes(downtime: str = "None.", rollback: str = "Rows of `invoices` are lost.", *changes: Modification) -> Sections:
    migration = Migration(data_impact="None.", downtime=downtime, rollback_plan=rollback)
    return vary.design(vary.database(modifications=changes), migration=migration)


def retyped(downtime: str) -> Sections:
    return notes(downtime, "Backup first.", change("customers", change_columns=({"column": "name", "type": "uuid"},)))


def check_added(downtime: str) -> Sections:
    one = Constraint(name="customers_name_key", kind="unique", columns=("name",), meaning="Once.")
    return notes(downtime, "Backup first.", change("customers", add_constraints=(one,)))


PAIRS = (
    Pair(
        "MIG-06",
        "warning",
        lambda: notes(rollback="Run it; there is no data loss."),
        ("migration.rollback_plan",),
        "The plan denies any loss, but the way back drops `invoices` and `invoice_lines`",
        passes=notes,
    ),
    Pair(
        "MIG-06",
        "warning",
        lambda: notes(rollback="At any time."),
        ("migration.rollback_plan",),
        "The plan does not say that the way back drops",
        passes=lambda: notes(rollback="Until the first invoice: no data is lost."),
    ),
    Pair(
        "MIG-09",
        "warning",
        lambda: retyped("None."),
        ("migration.downtime",),
        "`customers` is locked while PostgreSQL rewrites `name` from text to uuid, but the notes say: None.",
        passes=lambda: retyped("`customers` is rewritten; requests wait for seconds."),
    ),
    Pair(
        "MIG-09",
        "warning",
        lambda: check_added("No downtime"),
        ("migration.downtime",),
        "checks every row for `customers_name_key`",
        passes=lambda: notes(
            "None.", "Backup first.", change("customers", add_columns=(Column(name="n", type="text", nullable=True),))
        ),
    ),
    Pair(
        "MIG-09",
        "warning",
        lambda: notes("Indexes are built CONCURRENTLY."),
        ("migration.downtime",),
        "promise an index that is made CONCURRENTLY",
        passes=lambda: notes("The index cannot be built CONCURRENTLY in a transaction."),
    ),
    Pair(
        "MIG-13",
        "error",
        lambda: vary.column("invoices", "id", default="uuidv7()"),
        (f"{CUSTOMERS}.id",),
        "`invoices.id` uses uuidv7(), which PostgreSQL has since 18; the target is 16",
    ),
    Pair(
        "MIG-14",
        "warning",
        lambda: vary.column("invoices", "due_on", type="datetime"),
        (f"{CUSTOMERS}.due_on",),
        "is datetime, which is no type of PostgreSQL or of the schema",
        passes=lambda: vary.column("invoices", "currency", type="citext"),
    ),
    Pair(
        "MIG-14",
        "warning",
        lambda: vary.column("invoices", "currency", type="geography"),
        (f"{CUSTOMERS}.currency",),
        "comes with the extension postgis",
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_pair(pair: Pair) -> None:
    hold(pair)


def test_a_newer_target_has_more() -> None:
    newer = vary.column("invoices", "id", default="uuidv7()")
    assert run_checks(newer, only=["MIG-13"], target=Target(postgres=18)) == ()


def test_a_longer_text_is_no_rewrite() -> None:
    longer = change("customers", change_columns=({"column": "name", "old_type": "varchar(80)", "type": "text"},))
    assert run_checks(notes("None.", "Backup first.", longer), only=["MIG-09"]) == ()


def test_the_whole_design_has_no_error() -> None:
    assert [one for one in run_checks(whole_designs.sections()) if one.severity == "error"] == []
