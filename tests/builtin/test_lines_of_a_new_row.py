"""A row that is created with its lines is answered with them, each with its key; a line that stands there twice is refused."""

from __future__ import annotations

from briefs_file import drafted

from draftspec.sections.endpoints import Endpoint, ErrorCase


def create(text: str, path: str) -> Endpoint:
    calls = drafted(text).spec.sections.endpoints.endpoints
    return next(e for e in calls if (e.method, e.path) == ("POST", f"/api/v1{path}"))


def test_the_answer_to_a_creation_holds_the_lines_with_their_keys() -> None:
    call = create("add invoices", "/invoices")
    given, told = (
        {field.name: [part.name for part in field.fields] for field in body if field.source == "relation"}
        for body in (call.request.fields if call.request else (), call.responses[0].fields)
    )
    assert given == {"items": ["description", "quantity", "price_cents", "tax_percent", "position"]}
    assert told == {
        "items": ["id", "description", "quantity", "price_cents", "tax_percent", "amount_cents", "position"]
    }


def test_one_thing_twice_in_a_body_is_no_conflict_with_other_rows() -> None:
    call = create("Customers return items of an order within 30 days", "/returns")
    found = [case for case in call.errors if case.constraint == "return_request_items_return_id_order_item_id_key"]
    assert found == [
        ErrorCase(
            status=422,
            code="ORDER_ITEM_TWICE",
            when="the same `order_item_id` twice in the body",
            message="Each of them may be named once.",
            constraint="return_request_items_return_id_order_item_id_key",
        )
    ]


def test_a_demand_for_invoices_has_a_row_for_each_and_no_key_of_its_own() -> None:
    tables = drafted("Request payment of overdue invoices").spec.sections.database.tables
    keys = {t.name: [c.name for c in t.columns if c.references] for t in tables}
    assert keys == {
        "payment_requests": ["customer_id", "creator_id"],
        "payment_request_invoices": ["payment_request_id", "invoice_id"],
    }


def test_goods_of_a_document_stand_on_its_lines() -> None:
    tables = drafted("purchase orders of products").spec.sections.database.tables
    keys = {t.name: [c.name for c in t.columns if c.references] for t in tables}
    assert keys["purchase_order_items"] == ["purchase_order_id", "variant_id"]
    assert "product_id" not in keys["purchase_orders"]
