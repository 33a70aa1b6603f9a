from __future__ import annotations

import designs
import pytest

from checks import vary
from checks.pairs import Pair, hold
from checks.test_requests import field
from draftspec.sections.database import Column
from draftspec.sections.endpoints import Endpoints, RelatedField, Response
from draftspec.sections.security import Security, SensitiveColumn
from draftspec.spec import Sections

SHOWN = f"endpoints.{vary.READ}.responses.200"
REMOVED = f"endpoints.{vary.REMOVE}.responses"


def with_customer(*, nullable: bool = False, reads: bool = True, shown_nullable: bool = False) -> Sections:
    """An invoice that is shown with the name of its customer."""
    start = vary.column("invoices", "customer_id", nullable=nullable)
    start = vary.design(start, endpoints=Endpoints(endpoints=(vary.the(vary.READ),)))
    start = vary.with_response(vary.READ, field("name", table="customers", nullable=shown_nullable), sections=start)
    customer = field("customer_id", nullable=nullable)
    start = vary.with_response(vary.READ, customer, sections=start)
    tables = ("invoices", "invoice_lines", *(("customers",) if reads else ()))
    return vary.endpoint(vary.READ, start, reads=tables)


def answer(name: str, status: int, *fields: object) -> Sections:
    return vary.endpoint(
        name, responses=(Response.model_validate({"status": status, "description": "Done.", "fields": fields}),)
    )


def secret(name: str, **parts: object) -> Sections:
    start = vary.with_columns(
        "invoices", Column.model_validate({"name": name, "type": "text", "nullable": True, **parts})
    )
    return vary.with_response(vary.READ, field(name, nullable=True), sections=start)


PAIRS = (
    Pair(
        "RSP-01",
        "error",
        lambda: vary.with_response(vary.READ, field("amount"), field("mood", source="computed", table=None)),
        (f"{SHOWN}.amount", f"{SHOWN}.mood"),
        "`amount` comes from `invoices.amount`",
        passes=with_customer,
    ),
    Pair(
        "RSP-01",
        "error",
        lambda: vary.with_response(
            vary.READ,
            field("id", table="tags"),
            sections=vary.endpoint(
                vary.READ,
                vary.with_table(vary.plain_table("tags")),
                reads=("invoices", "invoice_lines", "tags"),
            ),
        ),
        (f"{SHOWN}.id",),
        "`tags`, which cannot be joined to `invoices`",
    ),
    Pair(
        "RSP-01",
        "error",
        lambda: vary.with_response(vary.READ, vary.replaced(designs.LINES, column="quantity")),
        (f"{SHOWN}.lines",),
        "shows rows of `invoice_lines`, but `quantity` does not join it",
    ),
    Pair(
        "RSP-02",
        "error",
        lambda: vary.with_response(vary.READ, field("paid_at")),
        (f"{SHOWN}.paid_at",),
        "`paid_at` is never null, but `invoices.paid_at` may be NULL",
    ),
    Pair(
        "RSP-02",
        "error",
        lambda: with_customer(nullable=True),
        (f"{SHOWN}.name",),
        "and with it the row of `customers`",
        passes=lambda: with_customer(nullable=True, shown_nullable=True),
    ),
    Pair(
        "RSP-03",
        "error",
        lambda: answer(vary.REMOVE, 200, field("id")),
        (f"{REMOVED}.200",),
        "deletes and answers 200",
    ),
    Pair(
        "RSP-03",
        "error",
        lambda: answer(vary.REMOVE, 204, field("id")),
        (f"{REMOVED}.204",),
        "answers 204 with fields",
    ),
    Pair(
        "RSP-03",
        "error",
        lambda: answer(vary.CREATE, 200, field("id")),
        (f"endpoints.{vary.CREATE}.responses.200",),
        "creates a row and answers 200",
    ),
    Pair(
        "RSP-03",
        "error",
        lambda: answer(vary.CREATE, 201, field("currency")),
        (f"endpoints.{vary.CREATE}.responses.201",),
        "without the key of the new row",
        passes=lambda: answer(vary.CREATE, 201, field("number")),
    ),
    Pair(
        "RSP-03",
        "error",
        lambda: answer(vary.PAY, 202),
        (f"endpoints.{vary.PAY}.responses.202",),
        "answers 202 without saying what to ask for later",
    ),
    Pair(
        "RSP-04",
        "error",
        lambda: secret("iban", sensitivity="secret"),
        (f"{SHOWN}.iban",),
        "shows `invoices.iban`, which is secret",
        passes=lambda: secret("password_changed_by"),
    ),
    Pair(
        "RSP-04",
        "error",
        lambda: secret("share_token_hash"),
        (f"{SHOWN}.share_token_hash",),
        "which is secret",
        passes=lambda: secret("has_password", type="boolean"),
    ),
    Pair(
        "RSP-04",
        "error",
        lambda: secret("password"),
        (f"{SHOWN}.password",),
        "which is secret",
        passes=lambda: secret("content_hash"),
    ),
    Pair(
        "RSP-04",
        "error",
        lambda: vary.design(
            vary.with_response(
                vary.READ,
                vary.replaced(
                    designs.LINES, fields=(RelatedField(name="unit_price_cents", column="unit_price_cents"),)
                ),
            ),
            security=Security(
                sensitive=(
                    SensitiveColumn(
                        table="invoice_lines", column="unit_price_cents", kind="secret", protection="Never shown."
                    ),
                )
            ),
        ),
        (f"{SHOWN}.lines.unit_price_cents",),
        "shows `invoice_lines.unit_price_cents`",
    ),
    Pair(
        "RSP-05",
        "warning",
        lambda: vary.with_response(vary.READ, field("open_amount", source="computed", table=None, type="number")),
        (f"{SHOWN}.open_amount",),
        "`open_amount` is money as a JSON number",
        passes=lambda: vary.with_response(
            vary.READ,
            field("open_amount", source="computed", table=None, type="integer"),
            field("progress", source="computed", table=None, type="number"),
        ),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_pair(pair: Pair) -> None:
    hold(pair)
