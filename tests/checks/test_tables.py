from __future__ import annotations

import designs
import pytest

from checks import vary
from checks.pairs import Pair, hold
from draftspec.sections.database import Column, Condition, Modification

INVOICES = "database.tables.invoices"
LIVE = (Condition(column="deleted_at", operator="is null"),)


def deleted() -> Column:
    return Column(name="deleted_at", type="timestamptz", nullable=True)


PAIRS = (
    Pair(
        "TAB-01",
        "error",
        lambda: vary.column("invoice_lines", "id", primary_key=False),
        ("database.tables.invoice_lines",),
        "`invoice_lines` has no primary key",
    ),
    Pair(
        "TAB-02",
        "warning",
        lambda: vary.table("invoice_lines", indexes=()),
        ("database.tables.invoice_lines.columns.invoice_id",),
        "No index of `invoice_lines` starts with the foreign key `invoice_id`",
    ),
    Pair(
        "TAB-02",
        "warning",
        lambda: vary.table(
            "invoice_lines",
            indexes=(vary.index("idx_x", "invoice_id", where=(Condition(column="quantity", operator="is null"),)),),
        ),
        ("database.tables.invoice_lines.columns.invoice_id",),
        "starts with the foreign key `invoice_id`",
    ),
    Pair(
        "TAB-02",
        "warning",
        lambda: vary.database(
            modifications=(
                Modification(
                    table="customers",
                    reason="Shows the last bill.",
                    add_columns=(designs.reference("last_invoice_id", "invoices", "SET NULL", nullable=True),),
                ),
            )
        ),
        ("database.modifications.customers.add_columns.last_invoice_id",),
        "No index of `customers` starts with",
    ),
    Pair(
        "TAB-03",
        "warning",
        lambda: vary.column("invoices", "customer_id", type="integer"),
        (f"{INVOICES}.columns.customer_id",),
        "`invoices.customer_id` is integer, but `customers.id` is uuid",
    ),
    Pair(
        "TAB-04",
        "error",
        lambda: vary.column("invoices", "status", default="'new'::text"),
        (f"{INVOICES}.columns.status",),
        "is 'new' by default",
    ),
    Pair(
        "TAB-05",
        "error",
        lambda: vary.column(
            "invoices", "customer_id", references={"table": "customers", "column": "id", "on_delete": None}
        ),
        (f"{INVOICES}.columns.customer_id",),
        "does not say what happens when its row of `customers` is deleted",
    ),
    Pair(
        "TAB-05",
        "error",
        lambda: vary.column(
            "invoices", "customer_id", references={"table": "customers", "column": "id", "on_delete": "SET NULL"}
        ),
        (f"{INVOICES}.columns.customer_id",),
        "cannot be NULL",
    ),
    Pair(
        "TAB-06",
        "warning",
        lambda: vary.with_indexes("invoices", vary.index("idx_invoices_customer_id", "customer_id")),
        (f"{INVOICES}.indexes.idx_invoices_customer_id",),
        "covered by `idx_invoices_customer_id_created_at`",
        passes=lambda: vary.with_indexes(
            "invoices",
            vary.index("idx_open", "customer_id", where=(Condition(column="paid_at", operator="is null"),)),
        ),
    ),
    Pair(
        "TAB-06",
        "warning",
        lambda: vary.with_indexes("invoices", vary.index("a", "due_on"), vary.index("b", "due_on")),
        (f"{INVOICES}.indexes.b",),
        "`b` is covered by `a`",
    ),
    Pair(
        "TAB-08",
        "error",
        lambda: vary.with_columns("invoices", Column(name="total", type="double precision", nullable=False)),
        (f"{INVOICES}.columns.total",),
        "`invoices.total` holds money as double precision",
        passes=lambda: vary.with_columns("invoices", Column(name="tax_rate", type="real", nullable=False)),
    ),
    Pair(
        "TAB-09",
        "warning",
        lambda: vary.with_constraints("invoices", vary.unique("invoices_once", "customer_id", "paid_at")),
        (f"{INVOICES}.constraints.invoices_once",),
        "does not hold for rows in which `paid_at` is NULL",
        passes=lambda: vary.with_indexes(
            "invoices",
            vary.index(
                "idx_once",
                "customer_id",
                "paid_at",
                unique=True,
                where=(Condition(column="paid_at", operator="is not null"),),
            ),
        ),
    ),
    Pair(
        "TAB-10",
        "warning",
        lambda: vary.with_columns("invoices", deleted()),
        (f"{INVOICES}.constraints.invoices_number_key",),
        "also counts rows of `invoices` that are deleted",
        passes=lambda: vary.with_indexes(
            "invoices",
            vary.index("idx_number", "number", unique=True, where=LIVE),
            sections=vary.table("invoices", vary.with_columns("invoices", deleted()), constraints=()),
        ),
    ),
    Pair(
        "TAB-12",
        "warning",
        lambda: vary.with_columns(
            "invoices",
            Column(name="position", type="bigserial", nullable=False),
            Column(name="extra", type="json", nullable=False),
            Column(name="seen_at", type="timestamp without time zone", nullable=True),
            Column(name="is_open", type="boolean", nullable=True),
        ),
        tuple(f"{INVOICES}.columns.{name}" for name in ("position", "extra", "seen_at", "is_open")),
        "`invoices.extra` is json",
    ),
    Pair(
        "TAB-13",
        "warning",
        lambda: vary.with_columns(
            "invoices",
            Column(name="dueAt", type="date", nullable=True),
            sections=vary.with_table(vary.plain_table("InvoiceTag")),
        ),
        ("database.tables.InvoiceTag", f"{INVOICES}.columns.dueAt"),
        "`InvoiceTag` is not snake_case",
    ),
    Pair(
        "TAB-13",
        "warning",
        lambda: vary.database(existing=(vary.plain_table("users"),), tables=(vary.plain_table("invoice"),)),
        ("database.tables.invoice",),
        "singular",
        passes=lambda: vary.database(existing=(vary.plain_table("users"),), tables=(vary.plain_table("staff"),)),
    ),
    Pair(
        "TAB-15",
        "error",
        lambda: vary.with_columns("invoices", designs.reference("first_line_id", "invoice_lines", "CASCADE")),
        (f"{INVOICES}.columns.first_line_id",),
        "`invoices.first_line_id` needs a row of `invoice_lines`",
        passes=lambda: vary.with_columns(
            "invoices", designs.reference("first_line_id", "invoice_lines", "SET NULL", nullable=True)
        ),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_pair(pair: Pair) -> None:
    hold(pair)


def test_tables_that_are_there_are_never_checked() -> None:
    odd = vary.plain_table("OddTable", Column(name="total", type="real", nullable=True))
    odd = vary.replaced(odd, columns=odd.columns[1:])
    assert vary.run(vary.empty_database(existing=(odd,), assumed=(odd,))) == ()
