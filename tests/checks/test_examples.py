from __future__ import annotations

import designs
import pytest

from checks import vary
from checks.pairs import Pair, hold
from draftspec.sections.database import Condition, Constraint
from draftspec.sections.endpoints import BodyField, Response
from draftspec.sections.validation import InputRule, Validation
from draftspec.spec import Sections

COLUMNS = "database.tables.invoices.columns"


def rule(field: str, rules: str, table: str | None = "invoices", sections: Sections | None = None) -> Sections:
    return vary.design(sections, validation=Validation(inputs=(InputRule(field=field, table=table, rules=rules),)))


def computed(name: str, kind: str, example: str | None = None) -> Sections:
    field = BodyField(name=name, source="computed", type=kind, example=example)  # type: ignore[arg-type]
    return vary.with_response(vary.READ, field)


def compared(operator: str, value: str, column: str = "total_cents") -> Sections:
    condition = Condition(column=column, operator=operator, value=value)  # type: ignore[arg-type]
    one = Constraint(name="a_check", kind="check", columns=(column,), conditions=(condition,), meaning="A bound.")
    return vary.with_constraints("invoices", one)


SHORT = vary.column("invoices", "currency", type="varchar(3)")

PAIRS = (
    Pair(
        "REQ-05",
        "warning",
        lambda: vary.column("invoices", "number", type="varchar(6)"),
        (f"{COLUMNS}.number",),
        "The example of `invoices.number` has 13 characters, and the column is varchar(6)",
        passes=lambda: vary.column("invoices", "number", type="varchar(13)"),
    ),
    Pair(
        "REQ-05",
        "warning",
        lambda: vary.column("invoices", "total_cents", default="-1"),
        (f"{COLUMNS}.total_cents",),
        "is -1 by default, which a CHECK of `invoices` refuses",
    ),
    Pair(
        "REQ-05",
        "warning",
        lambda: vary.column("invoices", "total_cents", type="numeric(6,2)", default="10000"),
        (f"{COLUMNS}.total_cents",),
        "is 10000, and the column is numeric(6,2)",
        passes=lambda: vary.column("invoices", "total_cents", type="numeric(6,2)", default="9999.99"),
    ),
    Pair(
        "REQ-05",
        "warning",
        lambda: compared(">=", "'some'"),
        ("database.tables.invoices.constraints.a_check",),
        "`invoices.total_cents` is bigint, but is compared with 'some'",
        passes=lambda: compared("<=", "100"),
    ),
    Pair(
        "REQ-05",
        "warning",
        lambda: vary.column("invoices", "currency", compared("min_length", "5", "currency"), type="varchar(3)"),
        ("database.tables.invoices.constraints.a_check",),
        "must have 5 characters, and the column is varchar(3)",
    ),
    Pair(
        "REQ-08",
        "error",
        lambda: vary.column("invoices", "total_cents", example="12.50"),
        (f"{COLUMNS}.total_cents",),
        "The example of `invoices.total_cents` is `12.50`, which is no int64",
        passes=lambda: vary.column("invoices", "total_cents", example="1250"),
    ),
    Pair(
        "REQ-08",
        "error",
        lambda: vary.column("invoices", "due_on", example="31/01/2026"),
        (f"{COLUMNS}.due_on",),
        "which is no date",
        passes=lambda: vary.column("invoices", "due_on", example="2026-01-31"),
    ),
    Pair(
        "RSP-07",
        "error",
        lambda: computed("is_late", "boolean", "perhaps"),
        (f"endpoints.{vary.READ}.responses.200.is_late",),
        "The example of `is_late` is `perhaps`, which is no boolean",
        passes=lambda: computed("is_late", "boolean", "true"),
    ),
    Pair(
        "REQ-12",
        "warning",
        lambda: rule("due_at", "A day."),
        ("validation.inputs.1",),
        "`due_at` has a rule, but no request has such a field",
        passes=lambda: rule("due_on", "A day, today or later."),
    ),
    Pair(
        "REQ-12",
        "warning",
        lambda: rule("currency", "1 to 30 characters", sections=SHORT),
        ("validation.inputs.1",),
        "may have 30 characters, but `invoices.currency` is varchar(3)",
        passes=lambda: rule("currency", "3 characters", sections=SHORT),
    ),
    Pair(
        "REQ-12",
        "warning",
        lambda: rule("status", "one of `draft`, `open`"),
        ("validation.inputs.1",),
        "may be `open`, which `invoices.status` refuses",
        passes=lambda: rule("lines.quantity", "1 or more", "invoice_lines"),
    ),
    Pair(
        "REQ-12",
        "warning",
        lambda: rule("due_on", "A day.", "invoice_lines"),
        ("validation.inputs.1",),
        "is about `invoice_lines`, but the field belongs to `invoices`",
    ),
    Pair(
        "RSP-06",
        "warning",
        lambda: vary.endpoint(vary.LIST, responses=(Response(status=200, description="All.", fields=designs.SHOWN),)),
        (f"endpoints.{vary.LIST}.responses.200",),
        "is a list, but does not answer as a page",
    ),
    Pair(
        "RSP-06",
        "warning",
        lambda: computed("seen_at", "integer"),
        (f"endpoints.{vary.READ}.responses.200.seen_at",),
        "`seen_at` is a moment, but a JSON integer",
        passes=lambda: computed("seen_at", "date-time"),
    ),
    Pair(
        "RSP-06",
        "warning",
        lambda: computed("isLate", "boolean"),
        (f"endpoints.{vary.READ}.responses.200.isLate",),
        "`isLate` is not snake_case",
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_pair(pair: Pair) -> None:
    hold(pair)
