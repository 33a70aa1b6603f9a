from __future__ import annotations

import pytest

from checks import vary
from checks.pairs import Pair, hold
from draftspec.sections.endpoints import Auth
from draftspec.sections.security import AuditedAction, Ownership, Role, Security, SensitiveColumn
from draftspec.spec import Sections


def security(**changes: object) -> Sections:
    start = Security(roles=(Role(name="accountant", may="everything"),))
    return vary.design(security=vary.replaced(start, **changes))


def owner(table: str, column: str, *via: str) -> Sections:
    return security(ownership=(Ownership(table=table, column=column, via=via, rule="Their own."),))


PAIRS = (
    Pair(
        "AUTH-01",
        "error",
        lambda: owner("invoices", "user_id"),
        ("security.ownership.invoices",),
        "The owner of `invoices` is `invoices.user_id`, which does not exist",
        passes=lambda: owner("invoice_lines", "billing_email", "invoice_id", "customer_id"),
    ),
    Pair(
        "AUTH-01",
        "error",
        lambda: owner("receipts", "id"),
        ("security.ownership.receipts",),
        "`receipts` has an owner, but is no table",
    ),
    Pair(
        "AUTH-01",
        "error",
        lambda: owner("invoice_lines", "id", "bill_id"),
        ("security.ownership.invoice_lines",),
        "`invoice_lines.bill_id`, which does not exist",
    ),
    Pair(
        "AUTH-01",
        "error",
        lambda: owner("invoice_lines", "id", "quantity"),
        ("security.ownership.invoice_lines",),
        "`invoice_lines.quantity`, which leads nowhere",
    ),
    Pair(
        "AUTH-02",
        "error",
        lambda: vary.endpoint(vary.LIST, auth=Auth(level="role", roles=("accountants",))),
        (f"endpoints.{vary.LIST}.auth",),
        "is for `accountants`, a role that is not declared",
        passes=lambda: vary.design(security=None),
    ),
    Pair(
        "AUTH-02",
        "error",
        lambda: vary.endpoint(vary.LIST, auth=Auth(level="role")),
        (f"endpoints.{vary.LIST}.auth",),
        "asks for a role and names none",
    ),
    Pair(
        "AUTH-04",
        "warning",
        lambda: security(audit=(AuditedAction(action="invoice.voided", recorded="Who, when."),)),
        ("security.audit.invoice.voided",),
        "`invoice.voided` is logged for audit, but is no endpoint or job",
        passes=lambda: security(
            audit=(
                AuditedAction(action=vary.VOID, recorded="Who, when."),
                AuditedAction(action="remind_overdue_invoices", recorded="How many."),
            )
        ),
    ),
    Pair(
        "AUTH-05",
        "warning",
        lambda: security(
            sensitive=(SensitiveColumn(table="customers", column="iban", kind="secret", protection="Encrypted."),)
        ),
        ("security.sensitive.customers.iban",),
        "`customers.iban` is protected, but does not exist",
        passes=lambda: security(
            sensitive=(SensitiveColumn(table="customers", column="billing_email", kind="personal", protection="Hid."),)
        ),
    ),
)

APPROVED = "own `customer_id` or `creator_id`"
READERS = Auth(level="authenticated", owner=APPROVED)
ONE_KEY = "`invoices`: `WHERE customer_id = …`."
BOTH_KEYS = "`invoices`: `WHERE customer_id = … OR creator_id = …`."


def shown_to(auth: Auth, **changes: object) -> Sections:
    """The design with the access of reading an invoice changed, and its security section."""
    return vary.endpoint(vary.READ, security(**changes), auth=auth)


def told(rule: str) -> tuple[Ownership, ...]:
    return (Ownership(table="invoices", column="customer_id", rule=rule),)


PAIRS += (
    Pair(
        "AUTH-06",
        "warning",
        lambda: shown_to(READERS, ownership=told("others get 404")),
        ("security.ownership.invoices",),
        "but `GET /api/v1/invoices/{id}` also lets in `creator_id`",
        passes=lambda: shown_to(READERS, ownership=told("others get 404, except `creator_id`")),
    ),
    Pair(
        "AUTH-06",
        "warning",
        lambda: shown_to(Auth(level="public"), ownership=told("others get 404")),
        ("security.ownership.invoices",),
        "but `GET /api/v1/invoices/{id}` also lets in `everybody`",
        passes=lambda: shown_to(Auth(level="public"), ownership=told("read by all")),
    ),
    Pair(
        "AUTH-06",
        "warning",
        lambda: shown_to(READERS, permission_checks=(ONE_KEY, "`invoices`: role accountant.")),
        (f"endpoints.{vary.READ}.auth",),
        "but `GET /api/v1/invoices/{id}` also lets in `creator_id`",
        passes=lambda: shown_to(READERS, permission_checks=(BOTH_KEYS, "`invoices`: role accountant.")),
    ),
    Pair(
        "AUTH-06",
        "warning",
        lambda: shown_to(
            Auth(level="authenticated", owner="own `customer_id`, or with a row in `payments`"),
            permission_checks=("`invoices`: role accountant, else `WHERE customer_id = …`.",),
        ),
        (f"endpoints.{vary.READ}.auth",),
        "but `GET /api/v1/invoices/{id}` also lets in `payments`",
    ),
    Pair(
        "AUTH-07",
        "warning",
        lambda: shown_to(Auth(level="authenticated", owner="own `customer_id`")),
        tuple(f"endpoints.{name}.auth" for name in (vary.SEND, vary.PAY, vary.VOID, vary.REMOVE)),
        "is for `accountant`, to whom `GET /api/v1/invoices/{id}` shows no such row",
        passes=lambda: shown_to(Auth(level="authenticated", owner="own `customer_id`, or any row for `accountant`")),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_pair(pair: Pair) -> None:
    hold(pair)
