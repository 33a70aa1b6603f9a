"""Amounts of examples add up, and rows have been through what their state says."""

from __future__ import annotations

from typing import Any

from briefs_file import drafted

from draftspec.derive.example_rows import Facts
from draftspec.derive.examples import response_example
from draftspec.spec import Sections

INVOICES = "add invoices"


def shown(sections: Sections, name: str) -> dict[str, Any]:
    facts = Facts(sections.known_tables(), sections.endpoints.endpoints)
    call = next(e for e in sections.endpoints.endpoints if f"{e.method} {e.path}" == name)
    return response_example(call, call.responses[0], facts) or {}


def test_a_line_is_quantity_times_price_and_a_bill_its_lines_with_their_tax() -> None:
    invoice = shown(drafted(INVOICES).spec.sections, "GET /api/v1/invoices/{id}")
    lines = [
        (line["quantity"], line["price_cents"], line["tax_percent"], line["amount_cents"]) for line in invoice["items"]
    ]
    assert lines == [("2.0000", 2490, "19.00", 4980), ("1.0000", 1850, "7.00", 1850)]
    assert invoice["total_cents"] == 4980 + 946 + 1850 + 130


def test_a_voided_invoice_was_issued_and_never_paid() -> None:
    invoice = shown(drafted(INVOICES).spec.sections, "POST /api/v1/invoices/{id}/void")
    held = {name: invoice[name] is not None for name in ("number", "issued_at", "paid_at", "voided_at", "void_reason")}
    assert held == {"number": True, "issued_at": True, "paid_at": False, "voided_at": True, "void_reason": True}


def test_an_end_lies_as_long_after_its_start_as_the_brief_says() -> None:
    brief = "members of a library reserve a book that is lent out; a reservation expires after 3 days"
    row = shown(drafted(brief).spec.sections, "POST /api/v1/reservations/{id}/lay-aside")
    assert (row["ready_at"], row["expires_at"]) == ("2026-03-09T10:30:00Z", "2026-03-12T10:30:00Z")


def test_work_on_record_was_done_before_it_was_recorded() -> None:
    brief = "machines of a factory with serial number; technicians record repairs with cost and duration"
    row = shown(drafted(brief).spec.sections, "GET /api/v1/repairs/{id}")
    assert row["performed_at"] <= row["created_at"]


def test_what_is_asked_for_is_the_sum_of_the_invoices_that_are_named() -> None:
    asked = shown(drafted("Request payment of overdue invoices").spec.sections, "GET /api/v1/payment-requests/{id}")
    assert asked["amount_cents"] == sum(invoice["amount_cents"] for invoice in asked["invoices"])


def test_an_approver_is_named_before_he_approves() -> None:
    claim = shown(drafted("expense claims").spec.sections, "POST /api/v1/expense-claims/{id}/submit")
    assert (claim["approver_id"] is not None, claim["approved_at"]) == (True, None)


def test_what_lies_below_a_row_belongs_to_one_owner_and_is_not_the_row_itself() -> None:
    tree = shown(drafted("Goals with a goal tree").spec.sections, "GET /api/v1/goals/tree")
    first, second = tree["goals"]
    assert (first["parent_id"], first["employee_id"]) == (second["parent_id"], second["employee_id"])
    assert len({first["id"], second["id"], first["parent_id"]}) == 3
