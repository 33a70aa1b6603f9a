from __future__ import annotations

import designs
import pytest

from checks import vary
from checks.pairs import Pair, hold
from draftspec.checks import run_checks
from draftspec.sections.database import Column, Dependent, Reference, Table
from draftspec.spec import Sections


def there(name: str, *columns: Column, key: str = "uuid") -> Table:
    first = Column(name="id", type=key, nullable=False, primary_key=True)
    return Table(name=name, purpose="Is there.", columns=(first, *columns))


def existing(*tables: Table, sections: Sections | None = None) -> Sections:
    return vary.database(sections, existing=tables)


def counted(*names: str) -> Sections:
    return existing(*(there(name, key="bigint") for name in names))


def changed(column: str, kind: str) -> Sections:
    parts = {"table": "customers", "reason": "So.", "change_columns": [{"column": column, "type": kind}]}
    return vary.database(modifications=(vary.replaced(designs.good().database.modifications[0], **_tupled(parts)),))


def _tupled(parts: dict[str, object]) -> dict[str, object]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in parts.items()}


def under_a_view(column: str = "name", kind: str = "text") -> Sections:
    view = Dependent(name="names", kind="view", columns=("customers.name",))
    return vary.database(changed(column, kind), dependents=(view,))


def tenant(nullable: bool = False) -> Column:
    return Column(
        name="tenant_id",
        type="uuid",
        nullable=nullable,
        references=Reference(table="tenants", column="id", on_delete="CASCADE"),
    )


def of_tenants(*unique: str) -> Sections:
    """Everything belongs to a tenant; the number of an invoice is unique together with some columns."""
    start = existing(there("tenants"), sections=vary.with_columns("invoices", tenant()))
    one = vary.unique("invoices_number_key", *unique, "number")
    return vary.table("invoices", start, constraints=(one,))


def people() -> Table:
    return there(
        "people", *(Column(name=name, type="text", nullable=True) for name in ("street", "city", "zip", "phone"))
    )


def copied(*names: str) -> Sections:
    columns = (Column(name=name, type="text", nullable=True) for name in names)
    return existing(people(), sections=vary.with_table(vary.plain_table("contacts", *columns)))


def agreed(key: str) -> Column:
    return Column(name="price", type=key, nullable=False)


PAIRS = (
    Pair(
        "AUTH-03",
        "error",
        of_tenants,
        ("database.tables.invoices.constraints.invoices_number_key",),
        "`invoices_number_key` holds across tenants",
        passes=lambda: of_tenants("tenant_id"),
    ),
    Pair(
        "AUTH-03",
        "error",
        lambda: vary.with_table(vary.plain_table("tags"), of_tenants("tenant_id")),
        ("database.tables.tags",),
        "`tags` does not lead to its tenant",
    ),
    Pair(
        "BRN-01",
        "error",
        lambda: existing(there("Invoice")),
        ("database.tables.invoices",),
        "`invoices` is created, but `Invoice` is there already",
        passes=lambda: existing(there("invoice_items")),
    ),
    Pair(
        "BRN-02",
        "error",
        lambda: vary.column("invoices", "customer_id", type="bigint"),
        ("database.tables.invoices.columns.customer_id",),
        "`invoices.customer_id` is bigint, but `customers.id` is uuid",
    ),
    Pair(
        "BRN-03",
        "warning",
        lambda: counted("a", "b", "c"),
        ("database.tables.invoices.columns.id", "database.tables.invoice_lines.columns.id"),
        "The key of `invoices` is uuid, while those of the existing tables are bigint",
        passes=lambda: counted("a", "b"),
    ),
    Pair(
        "BRN-03",
        "warning",
        lambda: existing(*(there(name, agreed("numeric(12,2)")) for name in ("a", "b", "c"))),
        ("database.tables.invoices.columns.total_cents", "database.tables.invoice_lines.columns.unit_price_cents"),
        "holds money as bigint, while the existing tables use numeric",
        passes=lambda: existing(*(there(name, agreed("bigint")) for name in ("a", "b", "c"))),
    ),
    Pair(
        "BRN-04",
        "warning",
        lambda: copied("street", "city", "zip", "phone"),
        ("database.tables.contacts",),
        "has `city`, `phone`, `street` and `zip` as `people` has them",
        passes=lambda: copied("street", "city", "zip"),
    ),
    Pair(
        "BRN-05",
        "error",
        lambda: changed("id", "bigint"),
        ("database.modifications.customers.change_columns.id",),
        "`customers.id` becomes bigint, but `invoices.customer_id` is uuid",
        passes=lambda: changed("name", "varchar(80)"),
    ),
    Pair(
        "MIG-15",
        "error",
        under_a_view,
        ("database.modifications.customers.change_columns.name",),
        "`customers.name` becomes text, but the view `names` reads it",
        passes=lambda: under_a_view("email", "text"),
    ),
    Pair(
        "BRN-06",
        "info",
        lambda: existing(there("places", Column(name="spot", type="geography", nullable=True))),
        ("database.existing.places.columns.spot",),
        "`places.spot` is geography, a type that is not known here: not verified",
        passes=lambda: existing(there("places")),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_pair(pair: Pair) -> None:
    hold(pair)


def test_existing_tables_are_never_linted() -> None:
    odd = Table(name="OddThing", purpose="Old.", columns=(Column(name="Data", type="json", nullable=True),))
    found = run_checks(existing(odd, there("thing", Column(name="total", type="float", nullable=True))))
    assert [one for one in found if one.where.startswith("database.existing")] == []
