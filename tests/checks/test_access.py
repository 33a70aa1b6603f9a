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


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_pair(pair: Pair) -> None:
    hold(pair)
