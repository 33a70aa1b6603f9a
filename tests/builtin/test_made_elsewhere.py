"""Calls that make rows of things that the brief does not ask for: those tables are taken for granted, and say so."""

from __future__ import annotations

import pytest
from drafts import draft

from draftspec.derive.matrix import matrix_of


@pytest.mark.parametrize(
    ("brief", "call", "made"),
    [
        ("guest checkout for our shop", "complete", ("orders", "order_items")),
        ("Loyalty rewards that members can redeem", "redeem", ("loyalty_transactions",)),
        ("Goods receipts for the warehouse", "post", ("stock_movements",)),
    ],
)
def test_what_a_call_makes_elsewhere_is_assumed_and_created(brief: str, call: str, made: tuple[str, ...]) -> None:
    spec = draft(brief).spec
    assumed = {table.name: table for table in spec.sections.database.assumed}
    said = " ".join(one.text for one in spec.assumptions)
    cells = next(cells for _, name, cells in matrix_of(spec.sections).rows if name.endswith(f"/{call}"))
    for table in made:
        assert "created_at" in {column.name for column in assumed[table].columns}
        assert f"`{table}` is there" in said
        assert cells[table] == "C"


def test_an_order_of_a_cart_has_its_number_and_the_lines_are_read() -> None:
    sections = draft("guest checkout for our shop").spec.sections
    orders = next(table for table in sections.database.assumed if table.name == "orders")
    assert [column.name for column in orders.columns] == [
        "id", "number", "email", "currency", "total_cents", "payment_reference", "created_at",
    ]  # fmt: skip
    complete = next(e for e in sections.endpoints.endpoints if e.path.endswith("/complete"))
    assert "cart_items" in complete.reads


def test_what_the_brief_asks_for_is_not_assumed() -> None:
    sections = draft("Customers put goods into a cart and place orders").spec.sections
    assert "orders" in {table.name for table in sections.database.tables}
    assert "orders" not in {table.name for table in sections.database.assumed}
