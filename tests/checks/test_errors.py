from __future__ import annotations

import designs
import pytest

from checks import vary
from checks.pairs import Pair, hold
from checks.test_endpoints import members
from checks.test_requests import changing, field
from draftspec.sections.database import Column, Condition, Constraint
from draftspec.sections.endpoints import Auth, ErrorCase, RateLimit, ServerSet
from draftspec.spec import Sections

ONE_SENT = (Condition(column="status", operator="=", value="'sent'"),)


def numbered_lines(*, given: bool) -> Sections:
    """Lines with a position that is unique in their invoice."""
    start = vary.with_columns("invoice_lines", Column(name="position", type="integer", nullable=False))
    start = vary.with_constraints("invoice_lines", vary.unique("lines_once", "invoice_id", "position"), sections=start)
    if given:
        lines = vary.replaced(designs.LINES, fields=(*designs.LINES.fields, {"name": "position", "column": "position"}))
        return vary.with_request(vary.CREATE, lines, sections=start)
    sets = (*vary.the(vary.CREATE).server_sets, ServerSet(table="invoice_lines", column="position", value="1, 2, …"))
    return vary.endpoint(vary.CREATE, start, server_sets=sets)


def periods() -> Constraint:
    return Constraint(
        name="invoices_no_overlap",
        kind="exclude",
        columns=("customer_id",),
        period=("created_at", "due_on"),
        meaning="Bills do not overlap.",
    )


def with_error(name: str, error: ErrorCase, sections: Sections | None = None) -> Sections:
    return vary.endpoint(name, sections, errors=(*vary.the(name, sections).errors, error))


def without_status(name: str, *statuses: int) -> Sections:
    return vary.endpoint(name, errors=tuple(one for one in vary.the(name).errors if one.status not in statuses))


def hiding(when: str) -> Sections:
    """Callers see their own rows; a 404 says this of others' rows, or does not."""
    error = ErrorCase(status=404, code="NOT_FOUND", when=when, message="There is no such invoice.")
    errors = (designs.error(401, "UNAUTHENTICATED"), error)
    return vary.endpoint(vary.READ, auth=Auth(level="authenticated", owner="Their own."), errors=errors)


def deleted_with(on_delete: str) -> Sections:
    """Invoices whose lines are not said to be deleted with them."""
    return vary.endpoint(
        vary.REMOVE,
        vary.column(
            "invoice_lines",
            "invoice_id",
            references={"table": "invoices", "column": "id", "on_delete": on_delete},
            nullable=True,
        ),
        writes=("invoices",),
        purpose="Deletes it.",
        errors=(designs.error(404, "NOT_FOUND"),),
    )


def one_a_day() -> Sections:
    """No two invoices of a customer fall due on the same day; the request gives both."""
    return vary.with_constraints("invoices", vary.unique("invoices_customer_id_due_on_key", "customer_id", "due_on"))


PAIRS = (
    Pair(
        "ERR-01",
        "error",
        one_a_day,
        (f"endpoints.{vary.CREATE}",),
        "can violate `invoices_customer_id_due_on_key` (`customer_id` and `due_on` of `invoices`)",
        passes=lambda: with_error(
            vary.CREATE, designs.error(422, "TAKEN", "invoices_customer_id_due_on_key"), one_a_day()
        ),
    ),
    Pair(
        "ERR-01",
        "error",
        lambda: with_error(vary.CREATE, designs.error(409, "CONFLICT"), one_a_day()),
        (f"endpoints.{vary.CREATE}",),
        "can violate `invoices_customer_id_due_on_key`",
        passes=lambda: vary.without_error(vary.CREATE, "NUMBER_TAKEN"),
    ),
    Pair(
        "ERR-01",
        "error",
        lambda: changing(field("number", required=False)),
        ("endpoints.PATCH /api/v1/invoices/{id}",),
        "can violate `invoices_number_key`",
        passes=lambda: changing(field("due_on", required=False)),
    ),
    Pair(
        "ERR-01",
        "error",
        lambda: vary.with_constraints("invoices", periods()),
        (f"endpoints.{vary.CREATE}",),
        "can violate `invoices_no_overlap`",
    ),
    Pair(
        "ERR-01",
        "error",
        lambda: vary.with_indexes("invoices", vary.index("one_sent", "total_cents", unique=True, where=ONE_SENT)),
        ("endpoints.POST /api/v1/invoices/{id}/send",),
        "can violate `one_sent`",
    ),
    Pair(
        "ERR-01",
        "error",
        lambda: numbered_lines(given=True),
        (f"endpoints.{vary.CREATE}",),
        "can violate `lines_once`",
        passes=lambda: numbered_lines(given=False),
    ),
    Pair(
        "ERR-02",
        "error",
        lambda: vary.without_error(vary.CREATE, "UNKNOWN_CUSTOMER"),
        (f"endpoints.{vary.CREATE}.request.customer_id",),
        "does not say what an unknown `customer_id` answers",
        passes=lambda: with_error(
            vary.CREATE, designs.error(404, "NO_CUSTOMER"), vary.without_error(vary.CREATE, "UNKNOWN_CUSTOMER")
        ),
    ),
    Pair(
        "ERR-02",
        "error",
        lambda: changing(field("customer_id", required=False)),
        ("endpoints.PATCH /api/v1/invoices/{id}.request.customer_id",),
        "an unknown `customer_id`",
        passes=lambda: with_error(
            "PATCH /api/v1/invoices/{id}",
            designs.error(404, "NO_CUSTOMER", "invoices_customer_id_fkey"),
            changing(field("customer_id", required=False)),
        ),
    ),
    Pair(
        "ERR-03",
        "error",
        lambda: without_status(vary.READ, 404),
        (f"endpoints.{vary.READ}",),
        "does not say what an unknown `id` answers",
    ),
    Pair(
        "ERR-04",
        "error",
        lambda: without_status(vary.CREATE, 400, 422),
        (f"endpoints.{vary.CREATE}",),
        "does not say what an invalid body answers",
        passes=lambda: without_status(vary.CREATE, 400),
    ),
    Pair(
        "ERR-05",
        "error",
        lambda: without_status(vary.REMOVE, 401, 403),
        (f"endpoints.{vary.REMOVE}", f"endpoints.{vary.REMOVE}"),
        "a caller without the role `accountant`",
        passes=lambda: vary.endpoint(vary.LIST, auth=Auth(level="public"), errors=()),
    ),
    Pair(
        "ERR-05",
        "error",
        lambda: hiding("When the id is unknown."),
        (f"endpoints.{vary.READ}",),
        "a caller who is not the owner",
        passes=lambda: hiding("When the id is unknown or belongs to somebody else."),
    ),
    Pair(
        "ERR-05",
        "error",
        lambda: vary.endpoint(vary.READ, auth=Auth(level="token"), errors=()),
        (f"endpoints.{vary.READ}",),
        "a wrong token",
        passes=lambda: vary.endpoint(vary.READ, auth=Auth(level="token"), errors=(designs.error(404, "NOT_FOUND"),)),
    ),
    Pair(
        "ERR-06",
        "error",
        lambda: deleted_with("RESTRICT"),
        (f"endpoints.{vary.REMOVE}",),
        "is refused while `invoice_lines` has rows",
        passes=lambda: deleted_with("SET NULL"),
    ),
    Pair(
        "ERR-06",
        "error",
        lambda: deleted_with("CASCADE"),
        (f"endpoints.{vary.REMOVE}",),
        "also deletes rows of `invoice_lines`",
        passes=lambda: vary.endpoint(vary.REMOVE, deleted_with("CASCADE"), purpose="Deletes it with its lines."),
    ),
    Pair(
        "ERR-07",
        "warning",
        lambda: vary.endpoint(vary.LIST, rate_limit=RateLimit(requests=60, seconds=60, per="user")),
        (f"endpoints.{vary.LIST}.rate_limit",),
        "has a rate limit and no 429",
        passes=lambda: with_error(
            vary.LIST,
            designs.error(429, "TOO_MANY"),
            vary.endpoint(vary.LIST, rate_limit=RateLimit(requests=60, seconds=60, per="user")),
        ),
    ),
    Pair(
        "ERR-08",
        "error",
        lambda: without_status(vary.PAY, 409),
        (f"endpoints.{vary.PAY}.transition",),
        "does not say what a row that is not `sent` answers",
    ),
    Pair(
        "ERR-09",
        "warning",
        lambda: with_error(
            vary.READ, designs.error(410, "NOT_FOUND"), with_error(vary.LIST, designs.error(410, "isGone"))
        ),
        (
            f"endpoints.{vary.LIST}.errors.isGone",
            f"endpoints.{vary.READ}.errors.NOT_FOUND",
            *(f"endpoints.{name}.errors.NOT_FOUND" for name in (vary.READ, vary.SEND, vary.PAY, vary.VOID)),
            f"endpoints.{vary.REMOVE}.errors.NOT_FOUND",
        ),
        "`NOT_FOUND` stands for the statuses `404` and `410`",
    ),
    Pair(
        "ERR-09",
        "warning",
        lambda: vary.rule(error_code="LOCKED"),
        ("rules.Paid once",),
        "answers `LOCKED`, which no endpoint does",
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_pair(pair: Pair) -> None:
    hold(pair)


def test_a_put_to_the_address_that_is_the_key_cannot_collide() -> None:
    sets = (ServerSet(table="members", column="customer_id", value="the path"),)
    name = "DELETE /api/v1/teams/{team_id}/members/{customer_id}"
    start = vary.endpoint(name, members(), method="PUT", action="create", server_sets=sets)
    assert not [line for line in vary.run(start) if line.startswith("ERR-01")]
    posted = vary.endpoint(f"PUT{name[6:]}", start, method="POST")
    assert [line for line in vary.run(posted) if line.startswith("ERR-01")]
