from __future__ import annotations

import designs
import pytest

from checks import vary
from checks.pairs import Pair, hold
from draftspec.sections.database import Column, Condition
from draftspec.sections.endpoints import Auth, BodyField, Endpoint, PathParameter, RelatedField, Request, ServerSet
from draftspec.sections.security import Ownership, Security
from draftspec.spec import Sections

BODY = f"endpoints.{vary.CREATE}.request"
PATCH = "PATCH /api/v1/invoices/{id}"


def field(name: str, source: str = "column", table: str | None = "invoices", **parts: object) -> BodyField:
    column = {"column": name} if source == "column" else {}
    return BodyField.model_validate({"name": name, "source": source, "table": table, **column, **parts})


def changing(*fields: BodyField, method: str = "PATCH", action: str = "update") -> Sections:
    """The design with a PATCH of an invoice."""
    return vary.with_endpoints(
        vary.replaced(
            vary.the(vary.PAY),
            method=method,
            path="/api/v1/invoices/{id}",
            action=action,
            transition=None,
            server_sets=(),
            request=Request(fields=fields),
        )
    )


def transfers(**parts: object) -> Sections:
    """Transfers between two accounts, created below the one that they are taken from."""
    keys = (designs.reference("from_id", "accounts", "RESTRICT"), designs.reference("to_id", "accounts", "RESTRICT"))
    tables = vary.with_table(
        vary.plain_table("transfers", *keys, internal=True), vary.with_table(vary.plain_table("accounts"))
    )
    create = Endpoint(
        method="POST",
        path="/api/v1/accounts/{id}/transfers",
        action="create",
        purpose="Moves money.",
        auth=designs.CLERK,
        table="transfers",
        writes=("transfers",),
        path_parameters=(PathParameter(name="id", table="accounts", column="id"),),
        responses=vary.the(vary.CREATE).responses,
    )
    return vary.with_endpoints(vary.replaced(create, **parts), sections=tables)


def owned(*, membership: bool = False) -> Sections:
    """Callers see their own invoices only, and name the customer."""
    start = vary.endpoint(vary.CREATE, auth=Auth(level="authenticated", owner="Their own."))
    if membership:
        foreign = designs.reference("payer_id", "customers", "RESTRICT", nullable=True)
        start = vary.with_columns("invoices", foreign, sections=start)
        start = vary.with_constraints("invoices", vary.unique("pair_key", "customer_id", "payer_id"), sections=start)
    owner = Ownership(table="invoices", column="customer_id", rule="Their own.")
    return vary.design(start, security=Security(ownership=(owner,)))


PAIRS = (
    Pair(
        "REQ-01",
        "error",
        lambda: vary.with_request(
            vary.CREATE,
            field("amount"),
            field("coupon", source="transient", table=None),
            field("sum", source="computed", table=None, type="integer"),
            field("note", table=None),
            field("receipt_id", table="receipts"),
        ),
        tuple(f"{BODY}.{name}" for name in ("amount", "coupon", "sum", "note", "receipt_id")),
        "`amount` comes from `invoices.amount`, which does not exist",
        passes=lambda: vary.with_request(vary.CREATE, field("coupon", source="transient", table=None, type="string")),
    ),
    Pair(
        "REQ-01",
        "error",
        lambda: vary.with_request(
            vary.CREATE, vary.replaced(designs.LINES, fields=(RelatedField(name="text", column="text"),))
        ),
        (f"{BODY}.lines.text",),
        "`lines.text` comes from `invoice_lines.text`",
    ),
    Pair(
        "REQ-01",
        "error",
        lambda: vary.endpoint(vary.PAY, server_sets=(ServerSet(table="invoices", column="payed_at", value="now"),)),
        (f"endpoints.{vary.PAY}.server_sets.invoices.payed_at",),
        "The server sets `invoices.payed_at`",
    ),
    Pair(
        "REQ-01",
        "error",
        lambda: vary.endpoint(vary.CREATE, request=Request(fields=(field("due_on"), field("due_on")))),
        (f"{BODY}.due_on",),
        "Two fields are called `due_on`",
    ),
    Pair(
        "REQ-02",
        "error",
        lambda: vary.with_request(vary.CREATE, field("due_on", type="integer")),
        (f"{BODY}.due_on",),
        "is a JSON integer, but `invoices.due_on` is date",
        passes=lambda: vary.with_request(vary.CREATE, field("due_on", type="date")),
    ),
    Pair(
        "REQ-03",
        "error",
        lambda: vary.with_columns("invoices", Column(name="terms", type="text", nullable=False)),
        (BODY,),
        "whose `terms` is NOT NULL without default, but `terms` is not in it",
        passes=lambda: vary.with_columns(
            "invoices", Column(name="position", type="bigint", nullable=False, identity=True)
        ),
    ),
    Pair(
        "REQ-03",
        "error",
        lambda: vary.with_request(vary.CREATE, field("due_on", required=False)),
        (f"{BODY}.due_on",),
        "`due_on` is optional",
    ),
    Pair(
        "REQ-03",
        "error",
        lambda: vary.with_request(vary.CREATE, vary.replaced(designs.LINES, fields=designs.LINES.fields[:2])),
        (f"{BODY}.lines",),
        "creates `invoice_lines`, whose `unit_price_cents`",
    ),
    Pair(
        "REQ-03",
        "error",
        transfers,
        ("endpoints.POST /api/v1/accounts/{id}/transfers",),
        "whose `to_id` is NOT NULL",
        passes=lambda: transfers(request=Request(fields=(field("to_id", table="transfers"),))),
    ),
    Pair(
        "REQ-04",
        "error",
        lambda: vary.with_indexes(
            "invoices",
            vary.index("idx_open", "number", where=(Condition(column="status", operator="=", value="'cancelled'"),)),
            sections=vary.column("invoices", "status", example="open"),
        ),
        ("database.tables.invoices.columns.status", "database.tables.invoices.indexes.idx_open"),
        "is `cancelled`, which is not among its values",
        passes=lambda: vary.column("invoices", "status", example="sent"),
    ),
    Pair(
        "REQ-04",
        "error",
        lambda: changing(field("status", required=False, example="open")),
        (f"endpoints.{PATCH}.request.status",),
        "The example of `status` is `open`",
    ),
    Pair(
        "REQ-06",
        "error",
        lambda: vary.with_request(vary.CREATE, field("id"), field("created_at"), field("status")),
        (f"{BODY}.id", f"{BODY}.created_at", f"{BODY}.status"),
        "The caller sets `invoices.status`, which changes by transitions only",
    ),
    Pair(
        "REQ-06",
        "error",
        owned,
        (f"{BODY}.customer_id",),
        "`invoices.customer_id`, which says who the caller is",
        passes=lambda: owned(membership=True),
    ),
    Pair(
        "REQ-06",
        "error",
        lambda: vary.column("invoices", "id", default=None, sections=changing(field("id", required=False))),
        (f"endpoints.{PATCH}.request.id",),
        "identifies the row for good",
        passes=lambda: vary.column(
            "invoices", "id", default=None, sections=vary.with_request(vary.CREATE, field("id"))
        ),
    ),
    Pair(
        "REQ-07",
        "warning",
        lambda: changing(field("due_on")),
        (f"endpoints.{PATCH}.request.due_on",),
        "The PATCH requires `due_on`",
        passes=lambda: changing(field("due_on", required=False)),
    ),
    Pair(
        "REQ-07",
        "warning",
        lambda: changing(field("due_on"), method="PUT", action="replace"),
        ("endpoints.PUT /api/v1/invoices/{id}",),
        "leaves out `currency` and `customer_id`",
        passes=lambda: changing(
            field("due_on"), field("currency"), field("customer_id"), method="PUT", action="replace"
        ),
    ),
    Pair(
        "REQ-10",
        "warning",
        lambda: changing(field("currency", required=False, nullable=True)),
        (f"endpoints.{PATCH}.request.currency",),
        "may be null, but `invoices.currency` is NOT NULL",
        passes=lambda: changing(field("paid_at", required=False, nullable=True)),
    ),
    Pair(
        "REQ-11",
        "warning",
        lambda: vary.with_request(vary.CREATE, vary.replaced(designs.LINES, column="id")),
        (f"{BODY}.lines",),
        "`id` does not join it to `invoices`",
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_pair(pair: Pair) -> None:
    hold(pair)
