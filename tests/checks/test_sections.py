from __future__ import annotations

import designs
import pytest

from checks import vary
from checks.pairs import Pair, hold
from draftspec.items import endpoint_name
from draftspec.sections import tests as test_plan
from draftspec.sections.jobs import Queue, TableAccess, Trigger
from draftspec.sections.tasks import Task, Tasks
from draftspec.spec import Sections

JOB = "jobs.remind_overdue_invoices"


def task(*covers: str) -> Task:
    return Task(text="Builds it.", covers=covers)


def tasks(**changes: object) -> Sections:
    whole = Tasks(
        database=(task("invoices.status"), task("invoice_lines", "customers.billing_email")),
        api=tuple(task(endpoint_name(one)) for one in designs.endpoints().endpoints),
        business_logic=(task("Paid once"), task("remind_overdue_invoices")),
    )
    return vary.design(tasks=vary.replaced(whole, **changes))


def started(kind: str, endpoint: str | None = None) -> Sections:
    return vary.job(trigger=Trigger.model_validate({"kind": kind, "endpoint": endpoint, "description": "Starts."}))


def says(text: str, *about: str) -> Sections:
    return vary.rule(description=text, about=about or ("invoices",))


PAIRS = (
    Pair(
        "SEC-01",
        "error",
        lambda: tasks(database=(task("invoices"),), api=(), business_logic=(task("Paid once"),)),
        (
            "database.tables.invoice_lines",
            *(f"endpoints.{endpoint_name(one)}" for one in designs.endpoints().endpoints),
            JOB,
            "database.modifications.customers",
        ),
        "No BE-DB task builds `invoice_lines`",
        passes=tasks,
    ),
    Pair(
        "SEC-02",
        "warning",
        lambda: vary.design(
            tasks(integration=(task("Stripe", "invoices"),)),
            tests=test_plan.Tests(
                models=(test_plan.TestCase(subject="invoices.due_at", given="Nothing.", expect="23502."),)
            ),
        ),
        ("tasks.integration.1", "tests.models.1"),
        "`Stripe` is not in the design",
        passes=lambda: vary.design(
            tasks(),
            tests=test_plan.Tests(
                models=(test_plan.TestCase(subject="invoices_number_key", given="Twice.", expect="23505."),)
            ),
        ),
    ),
    Pair(
        "SEC-04",
        "error",
        lambda: vary.job(
            reads=(TableAccess(table="invoices", columns=("status", "due_at")),),
            writes=(TableAccess(table="reminders"),),
        ),
        (f"{JOB}.reads.invoices", f"{JOB}.writes.reminders"),
        "reads `invoices.due_at`, which does not exist",
    ),
    Pair(
        "SEC-04",
        "error",
        lambda: vary.job(reads=(TableAccess(table="invoices", columns=("paid_at",)),)),
        (f"{JOB}.reads.invoices",),
        "looks for rows by `invoices.paid_at`, and no index starts with one of these",
        passes=lambda: vary.job(
            reads=(
                TableAccess(table="invoice_lines", columns=("quantity",)),
                TableAccess(table="invoices", columns=("due_on", "status")),
            )
        ),
    ),
    Pair(
        "SEC-04",
        "error",
        lambda: started("endpoint"),
        (f"{JOB}.trigger",),
        "is started by an endpoint that it does not name",
        passes=lambda: started("endpoint", vary.PAY),
    ),
    Pair(
        "SEC-04",
        "error",
        lambda: started("endpoint", "POST /api/v1/receipts"),
        (f"{JOB}.trigger",),
        "is started by `POST /api/v1/receipts`",
        passes=lambda: started("event"),
    ),
    Pair(
        "SEC-04",
        "error",
        lambda: vary.job(queue="mails"),
        (JOB,),
        "runs on the queue `mails`, whose retries and dead letter are not given",
    ),
    Pair(
        "SEC-05",
        "warning",
        lambda: says("It counts.", "invoice.discount", "DELETE /api/v1/receipts"),
        ("rules.Paid once", "rules.Paid once"),
        "is about `invoice.discount`, which is not in the design",
    ),
    Pair(
        "SEC-05",
        "warning",
        lambda: says("A `invoices.discount` is given by `POST /api/v1/invoices/{id}/discount`, see `invoices.status`."),
        ("rules.Paid once", "rules.Paid once"),
        "is about `POST /api/v1/invoices/{id}/discount`",
        passes=lambda: says(
            "`POST /api/v1/invoices/{invoice_id}/pay` and `GET /api/v1/invoices?status=sent` set `paid` by "
            "`UPDATE invoices SET status = 'paid' WHERE invoices.state`; then `invoices.voided`, `invoice.sent`, "
            "`invoices.csv`, `invoices.sent`, `NEW.status`, `POST /v1/charges`, `now()`, `NOT_SENT`, `e.g.`."
        ),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_pair(pair: Pair) -> None:
    hold(pair)


def test_sections_that_were_not_asked_for_are_not_missed() -> None:
    assert vary.run(vary.design(rules=None, jobs=None, security=None, tasks=None)) == ()


def test_a_queue_is_found_by_its_own_name() -> None:
    start = designs.good()
    assert start.jobs is not None
    queue = Queue(name="mails", priority="Low.", retry_policy="Once.", dead_letter="None.")
    named = vary.design(start, jobs=vary.replaced(start.jobs, queues=(queue,)))
    assert vary.run(named) == (f"SEC-04 {JOB}",)
