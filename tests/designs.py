"""A small good design (customers are assumed, invoices and their lines are new), for tests to vary."""

from __future__ import annotations

from draftspec.sections.database import (
    Column,
    Condition,
    Constraint,
    Database,
    Index,
    IndexColumn,
    Modification,
    Reference,
    Table,
)
from draftspec.sections.endpoints import (
    Auth,
    BodyField,
    Endpoint,
    Endpoints,
    ErrorCase,
    Pagination,
    PathParameter,
    QueryParameter,
    RelatedField,
    Request,
    Response,
    ServerSet,
    Transition,
)
from draftspec.sections.jobs import Job, Jobs, Queue, TableAccess, Trigger
from draftspec.sections.rules import Rule, Rules
from draftspec.sections.security import Ownership, Role, Security
from draftspec.spec import Sections


def key() -> Column:
    return Column(name="id", type="uuid", nullable=False, default="gen_random_uuid()", primary_key=True)


def stamps() -> tuple[Column, ...]:
    return tuple(
        Column(name=n, type="timestamptz", nullable=False, default="now()") for n in ("created_at", "updated_at")
    )


def reference(name: str, table: str, on_delete: str, *, nullable: bool = False) -> Column:
    target = Reference(table=table, column="id", on_delete=on_delete)  # type: ignore[arg-type]
    return Column(name=name, type="uuid", nullable=nullable, references=target)


def customers() -> Table:
    return Table(
        name="customers",
        purpose="Whoever is billed.",
        columns=(key(), Column(name="name", type="text", nullable=False), *stamps()),
    )


def invoices() -> Table:
    return Table(
        name="invoices",
        purpose="One bill to one customer.",
        columns=(
            key(),
            reference("customer_id", "customers", "RESTRICT"),
            Column(name="number", type="text", nullable=False, example="INV-2026-0042"),
            Column(
                name="status", type="text", nullable=False, default="'draft'", values=("draft", "sent", "paid", "void")
            ),
            Column(name="total_cents", type="bigint", nullable=False, default="0"),
            Column(name="currency", type="text", nullable=False),
            Column(name="due_on", type="date", nullable=False),
            Column(name="paid_at", type="timestamptz", nullable=True),
            *stamps(),
        ),
        indexes=(
            Index(
                name="idx_invoices_customer_id_created_at",
                columns=(
                    IndexColumn(column="customer_id"),
                    IndexColumn(column="created_at", descending=True),
                    IndexColumn(column="id", descending=True),
                ),
            ),
            Index(
                name="idx_invoices_status_due_on", columns=(IndexColumn(column="status"), IndexColumn(column="due_on"))
            ),
        ),
        constraints=(
            Constraint(
                name="invoices_number_key",
                kind="unique",
                columns=("number",),
                meaning="No two invoices share a number.",
            ),
            Constraint(
                name="invoices_total_cents_positive_check",
                kind="check",
                columns=("total_cents",),
                conditions=(Condition(column="total_cents", operator=">=", value="0"),),
                meaning="A total is never negative.",
            ),
        ),
    )


def invoice_lines() -> Table:
    return Table(
        name="invoice_lines",
        purpose="One position of an invoice.",
        columns=(
            key(),
            reference("invoice_id", "invoices", "CASCADE"),
            Column(name="description", type="text", nullable=False),
            Column(name="quantity", type="integer", nullable=False, default="1"),
            Column(name="unit_price_cents", type="bigint", nullable=False),
        ),
        indexes=(Index(name="idx_invoice_lines_invoice_id", columns=(IndexColumn(column="invoice_id"),)),),
    )


def column_field(table: str, column: str, *, required: bool = True, nullable: bool = False) -> BodyField:
    return BodyField(name=column, source="column", table=table, column=column, required=required, nullable=nullable)


def error(status: int, code: str, constraint: str | None = None) -> ErrorCase:
    return ErrorCase(
        status=status, code=code, when=f"When it is {code}.", message="Please check.", constraint=constraint
    )


LINES = BodyField(
    name="lines",
    source="relation",
    table="invoice_lines",
    column="invoice_id",
    many=True,
    fields=(
        RelatedField(name="description", column="description"),
        RelatedField(name="quantity", column="quantity", required=False),
        RelatedField(name="unit_price_cents", column="unit_price_cents"),
    ),
)

SHOWN = (
    column_field("invoices", "id"),
    column_field("invoices", "customer_id"),
    column_field("invoices", "number"),
    column_field("invoices", "status"),
    column_field("invoices", "total_cents"),
    column_field("invoices", "currency"),
    column_field("invoices", "due_on"),
    column_field("invoices", "paid_at", nullable=True),
    column_field("invoices", "created_at"),
)

CLERK = Auth(level="role", roles=("accountant",))
ITEM = (PathParameter(name="id", table="invoices", column="id"),)
COMMON = (error(401, "UNAUTHENTICATED"), error(403, "FORBIDDEN"))


def step(verb: str, *, before: str, after: str, code: str, sets: tuple[ServerSet, ...] = ()) -> Endpoint:
    return Endpoint(
        method="POST",
        path=f"/api/v1/invoices/{{id}}/{verb}",
        action="transition",
        purpose=f"Marks a {before} invoice as {after}.",
        auth=CLERK,
        table="invoices",
        reads=("invoices",),
        writes=("invoices",),
        path_parameters=ITEM,
        server_sets=sets,
        transition=Transition(table="invoices", column="status", before=(before,), after=after),
        responses=(Response(status=200, description=f"The {after} invoice.", fields=SHOWN),),
        errors=(*COMMON, error(404, "NOT_FOUND"), error(409, code)),
    )


def endpoints() -> Endpoints:
    return Endpoints(
        endpoints=(
            Endpoint(
                method="GET",
                path="/api/v1/invoices",
                action="list",
                purpose="Lists invoices, newest first.",
                auth=CLERK,
                table="invoices",
                reads=("invoices",),
                query=(
                    QueryParameter(name="customer_id", use="filter", table="invoices", column="customer_id"),
                    QueryParameter(name="status", use="filter", table="invoices", column="status"),
                ),
                pagination=Pagination(default=25, maximum=100, sort=("created_at", "id")),
                responses=(Response(status=200, description="A page of invoices.", many=True, fields=SHOWN),),
                errors=COMMON,
            ),
            Endpoint(
                method="POST",
                path="/api/v1/invoices",
                action="create",
                purpose="Creates a draft with its lines.",
                auth=CLERK,
                table="invoices",
                reads=("customers",),
                writes=("invoices", "invoice_lines"),
                request=Request(
                    fields=(
                        column_field("invoices", "customer_id"),
                        column_field("invoices", "currency"),
                        column_field("invoices", "due_on"),
                        LINES,
                    )
                ),
                server_sets=(
                    ServerSet(table="invoices", column="number", value="the next number"),
                    ServerSet(table="invoices", column="total_cents", value="the sum of the lines"),
                ),
                responses=(Response(status=201, description="The draft.", fields=SHOWN),),
                errors=(
                    *COMMON,
                    error(400, "INVALID"),
                    error(422, "UNKNOWN_CUSTOMER", "invoices_customer_id_fkey"),
                    error(409, "NUMBER_TAKEN", "invoices_number_key"),
                ),
            ),
            Endpoint(
                method="GET",
                path="/api/v1/invoices/{id}",
                action="read",
                purpose="Shows one invoice with its lines.",
                auth=CLERK,
                table="invoices",
                reads=("invoices", "invoice_lines"),
                path_parameters=ITEM,
                responses=(Response(status=200, description="The invoice.", fields=(*SHOWN, LINES)),),
                errors=(*COMMON, error(404, "NOT_FOUND")),
            ),
            step("send", before="draft", after="sent", code="NOT_A_DRAFT"),
            step(
                "pay",
                before="sent",
                after="paid",
                code="NOT_SENT",
                sets=(ServerSet(table="invoices", column="paid_at", value="the time of the call"),),
            ),
            step("void", before="sent", after="void", code="NOT_SENT"),
            Endpoint(
                method="DELETE",
                path="/api/v1/invoices/{id}",
                action="delete",
                purpose="Deletes a draft and its lines.",
                auth=CLERK,
                table="invoices",
                reads=("invoices",),
                writes=("invoices", "invoice_lines"),
                path_parameters=ITEM,
                responses=(Response(status=204, description="Gone."),),
                errors=(*COMMON, error(404, "NOT_FOUND"), error(409, "NOT_A_DRAFT")),
            ),
        )
    )


def good() -> Sections:
    """Return the whole design; every check is silent on it."""
    return Sections(
        database=Database(
            tables=(invoices(), invoice_lines()),
            assumed=(customers(),),
            modifications=(
                Modification(
                    table="customers",
                    reason="Where bills are sent to.",
                    add_columns=(Column(name="billing_email", type="text", nullable=True, sensitivity="personal"),),
                ),
            ),
        ),
        endpoints=endpoints(),
        rules=Rules(
            rules=(
                Rule(
                    name="Paid once",
                    description="An invoice is paid from `sent` only.",
                    implementation="`UPDATE … WHERE status = 'sent'`.",
                    validation="No row is updated.",
                    error_handling="409 `NOT_SENT`.",
                    error_code="NOT_SENT",
                    about=("invoices.status", "POST /api/v1/invoices/{id}/pay"),
                ),
            )
        ),
        security=Security(
            roles=(Role(name="accountant", may="everything with invoices"),),
            ownership=(Ownership(table="invoices", column="customer_id", rule="A customer sees its own."),),
        ),
        jobs=Jobs(
            jobs=(
                Job(
                    name="remind_overdue_invoices",
                    trigger=Trigger(kind="schedule", description="Every day at 06:00 UTC."),
                    frequency="Daily.",
                    processing="Sends one e-mail for each sent invoice past its day.",
                    reads=(TableAccess(table="invoices", columns=("status", "due_on")),),
                    error_handling="Tried again on the next run.",
                    monitoring="`invoice_reminders_total`.",
                    queue="invoices",
                ),
            ),
            queues=(
                Queue(name="invoices", priority="Low.", retry_policy="3 attempts.", dead_letter="`invoices_dead`."),
            ),
        ),
    )
