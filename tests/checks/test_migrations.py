from __future__ import annotations

import designs
import pytest

from checks import vary
from checks.pairs import Pair, hold
from draftspec.sections.database import Column, ColumnChange, Constraint, Modification
from draftspec.spec import Sections

INVOICES = "database.tables.invoices"


def change(table: str, **parts: object) -> Modification:
    return Modification.model_validate({"table": table, "reason": "Because.", **parts})


def cycle() -> Sections:
    """Two new tables that refer to each other: the second key is added by ALTER TABLE."""
    first = vary.plain_table("first_ones", designs.reference("second_id", "second_ones", "CASCADE"))
    second = vary.plain_table("second_ones", designs.reference("first_id", "first_ones", "SET NULL", nullable=True))
    return vary.with_table(second, vary.with_table(first))


PAIRS = (
    Pair(
        "MIG-11",
        "error",
        lambda: vary.database(assumed=()),
        ("database.modifications.customers", f"{INVOICES}.columns.customer_id"),
        "`invoices.customer_id` refers to `customers`, which is no table of the design",
        passes=cycle,
    ),
    Pair(
        "MIG-11",
        "error",
        lambda: vary.column(
            "invoice_lines", "invoice_id", references={"table": "invoices", "column": "uid", "on_delete": "CASCADE"}
        ),
        ("database.tables.invoice_lines.columns.invoice_id",),
        "`invoices.uid`, which does not exist",
    ),
    Pair(
        "MIG-11",
        "error",
        lambda: vary.column(
            "invoice_lines", "invoice_id", references={"table": "invoices", "column": "due_on", "on_delete": "CASCADE"}
        ),
        ("database.tables.invoice_lines.columns.invoice_id",),
        "neither primary key nor unique",
    ),
    Pair(
        "MIG-11",
        "error",
        lambda: vary.database(modifications=(change("invoices"),)),
        ("database.modifications.invoices",),
        "changed by the migration that creates it",
    ),
    Pair(
        "MIG-11",
        "error",
        lambda: vary.database(
            modifications=(change("customers", change_columns=(ColumnChange(column="nmae", nullable=True),)),)
        ),
        ("database.modifications.customers.change_columns.nmae",),
        "`customers` has no column `nmae`",
    ),
    Pair(
        "MIG-11",
        "error",
        lambda: vary.database(
            assumed=(
                vary.replaced(
                    designs.customers(),
                    columns=(
                        *designs.customers().columns,
                        designs.reference("last_id", "invoices", "SET NULL", nullable=True),
                    ),
                ),
            )
        ),
        ("database.assumed.customers.columns.last_id",),
        "`customers` is taken for granted",
    ),
    Pair(
        "MIG-11",
        "error",
        lambda: vary.with_indexes(
            "invoices",
            vary.index("idx_bad", "due_at"),
            sections=vary.with_constraints("invoices", vary.unique("bad_key", "customer_id", "nr")),
        ),
        (f"{INVOICES}.indexes.idx_bad", f"{INVOICES}.constraints.bad_key"),
        "`idx_bad` is over `due_at`, which `invoices` does not have",
    ),
    Pair(
        "MIG-12",
        "error",
        lambda: vary.with_indexes("invoices", vary.index("idx_" + "ü" * 31, "due_on")),
        (f"{INVOICES}.indexes.idx_{'ü' * 31}",),
        "has 66 bytes",
    ),
    Pair(
        "MIG-12",
        "error",
        lambda: vary.with_indexes("invoice_lines", vary.index("idx_invoices_status_due_on", "quantity")),
        ("database.tables.invoice_lines.indexes.idx_invoices_status_due_on",),
        "already the name of a table, index or key",
    ),
    Pair(
        "MIG-12",
        "error",
        lambda: vary.with_constraints(
            "invoices",
            Constraint(name="invoices_status_check", kind="check", columns=("status",), meaning="Twice."),
        ),
        (f"{INVOICES}.constraints.invoices_status_check",),
        "already the name of a constraint of the table",
    ),
    Pair(
        "MIG-12",
        "error",
        lambda: vary.database(
            modifications=(change("customers", add_columns=(Column(name="name", type="text", nullable=True),)),)
        ),
        ("database.modifications.customers.add_columns.name",),
        "already the name of a column",
    ),
    Pair(
        "MIG-12",
        "error",
        lambda: vary.with_table(designs.customers()),
        (
            "database.tables.customers",
            *(f"database.tables.customers.columns.{name}" for name in ("id", "name", "created_at", "updated_at")),
        ),
        "`customers` is already the name of a table",
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_pair(pair: Pair) -> None:
    hold(pair)
