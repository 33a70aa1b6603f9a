"""A design with every section filled: `designs.good()` and the rest of both documents."""

from __future__ import annotations

import designs

from draftspec.sections.architecture import Architecture, Stack
from draftspec.sections.endpoints import Endpoints, RateLimit
from draftspec.sections.integrations import Integration, Integrations
from draftspec.sections.metadata import Metadata
from draftspec.sections.migration import Migration
from draftspec.sections.objectives import Objectives
from draftspec.sections.observability import Alert, LogEvent, Metric, Observability
from draftspec.sections.performance import Cache, Performance
from draftspec.sections.process import Process
from draftspec.sections.quality import Quality
from draftspec.sections.risks import Risks
from draftspec.sections.rules import Rules
from draftspec.sections.security import AuditedAction, SensitiveColumn
from draftspec.sections.stakeholders import Stakeholder, Stakeholders
from draftspec.sections.success import Success
from draftspec.sections.tasks import Task, Tasks
from draftspec.sections.tests import TestCase, Tests
from draftspec.sections.validation import BusinessCheck, InputRule, Validation
from draftspec.spec import Assumption, OpenQuestion, Sections, Spec


def sections() -> Sections:
    """Return `designs.good()` with the sections that it leaves out."""
    good = designs.good()
    return good.model_copy(
        update={
            "endpoints": _limited(good.endpoints),
            "rules": _with_edge_cases(good.rules),
            "security": good.security.model_copy(update=_PROTECTION) if good.security else None,
            **_TEXTS,
            "tasks": _tasks(good),
        }
    )


def spec(**changes: object) -> Spec:
    """Return the whole specification of `add invoices`, with changes."""
    made = Spec(
        brief="add invoices",
        slug="invoices",
        sections=sections(),
        assumptions=(Assumption(text="`customers` are there already", why="an invoice needs somebody to bill"),),
        open_questions=(OpenQuestion(text="Which currencies?", recommended="EUR only."),),
    )
    return made.model_copy(update=changes)


def _limited(endpoints: Endpoints) -> Endpoints:
    first, *others = endpoints.endpoints
    limit = RateLimit(requests=120, seconds=60, per="user")
    errors = (*first.errors, designs.error(429, "RATE_LIMITED"))
    return Endpoints(endpoints=(first.model_copy(update={"rate_limit": limit, "errors": errors}), *others))


def _with_edge_cases(rules: Rules | None) -> Rules | None:
    if rules is None:
        return None
    edge_cases = ("Two calls at once: one wins.", "A total of zero is paid too.")
    return Rules(rules=tuple(rule.model_copy(update={"edge_cases": edge_cases}) for rule in rules.rules))


def _tasks(good: Sections) -> Tasks:
    called = tuple(f"{endpoint.method} {endpoint.path}" for endpoint in good.endpoints.endpoints)
    jobs = tuple(job.name for job in good.jobs.jobs) if good.jobs else ()
    return Tasks(
        database=(
            Task(text="Create `invoices` and `invoice_lines`.", covers=("invoices", "invoice_lines")),
            Task(text="Add `billing_email`.", covers=("customers",)),
        ),
        api=(Task(text="Build the endpoints.", covers=called),),
        business_logic=(Task(text="Pay once.", covers=("Paid once",)), Task(text="Remind.", covers=jobs)),
        integration=(Task(text="Send through Postmark.", covers=("Postmark",)),),
    )


_PROTECTION = {
    "permission_checks": ("Before the row is read.",),
    "sensitive": (
        SensitiveColumn(table="customers", column="billing_email", kind="personal", protection="never logged."),
    ),
    "encryption": ("TLS to the database.",),
    "audit": (AuditedAction(action="POST /api/v1/invoices/{id}/pay", recorded="who, when, which invoice."),),
}


def _case(subject: str) -> tuple[TestCase, ...]:
    return (TestCase(subject=subject, given="a draft", expect="409 `NOT_SENT`."),)


def _cases_of_endpoints() -> tuple[TestCase, ...]:
    """A test of each endpoint's success, and of each of its errors."""
    return tuple(
        TestCase(subject=f"{one.method} {one.path}", given=given, expect=expect)
        for one in designs.endpoints().endpoints
        for given, expect in (
            ("its example", str(one.responses[0].status)),
            *((error.when, f"{error.status} `{error.code}`") for error in one.errors),
        )
    )


_TEXTS: dict[str, object] = {
    "metadata": Metadata(
        title="Invoices", domain="Billing, REST API", complexity="medium", complexity_reason="2 tables, 5 endpoints."
    ),
    "migration": Migration(
        data_impact="No row changes.",
        downtime="None; `customers` is locked for an instant.",
        rollback_plan="Drops `invoices`, `invoice_lines` and `customers.billing_email`: their rows are lost.",
    ),
    "validation": Validation(
        inputs=(InputRule(field="due_on", table="invoices", rules="A date, today or later."),),
        business=(BusinessCheck(name="Known customer", check="The customer exists, else 422 `UNKNOWN_CUSTOMER`."),),
    ),
    "integrations": Integrations(
        integrations=(
            Integration(
                service="Postmark",
                purpose="Sends reminders.",
                api_calls="`POST /email`.",
                authentication="`POSTMARK_TOKEN` in a header.",
                error_handling="The reminder waits for the next run.",
                rate_limiting="50 messages a call.",
                environment=("POSTMARK_TOKEN",),
                used_by=("remind_overdue_invoices",),
            ),
        )
    ),
    "performance": Performance(
        query_optimization=("Lines are read with one query.",),
        indexing_strategy=("`idx_invoices_status_due_on` serves the reminders.",),
        connection_pooling="10 connections an instance.",
        caches=(
            Cache(what="The first page.", endpoint="GET /api/v1/invoices", duration="30 s.", invalidation="Any write."),
        ),
        bottlenecks=("Numbers are given one at a time.",),
        horizontal_scaling="Instances share nothing.",
        resource_usage="About 1 KB an invoice.",
    ),
    "tests": Tests(
        models=_case("invoices.total_cents"),
        services=_case("Paid once"),
        utilities=_case("invoices.number"),
        endpoints=_cases_of_endpoints(),
        database=_case("invoices"),
        external_services=_case("Postmark"),
        load=_case("GET /api/v1/invoices"),
        stress=_case("POST /api/v1/invoices"),
        benchmarks=_case("GET /api/v1/invoices"),
    ),
    "observability": Observability(
        performance=(Metric(name="invoice_request_seconds", meaning="Time by endpoint."),),
        errors=(Metric(name="invoice_errors_total", meaning="Failures by code."),),
        business=(Metric(name="invoices_paid_total", meaning="Paid invoices."),),
        events=(LogEvent(name="invoice.paid", level="info", when="An invoice is paid."),),
        log_levels="`invoice.paid` at info.",
        log_fields=("invoice_id", "request_id"),
        error_rate_alerts=(Alert(condition="Over 1 % for 5 min.", response="The log of `invoice_errors_total`."),),
        response_time_alerts=(Alert(condition="p95 over 300 ms.", response="Slow queries."),),
        resource_alerts=(Alert(condition="Over 100 jobs wait.", response="The worker."),),
    ),
    "objectives": Objectives(
        objectives=("An accountant bills a customer within a minute.",),
        availability="99.9 % (assumption).",
        latency="p95 < 300 ms (assumption).",
        throughput="20 requests/s (assumption).",
        scalability="A million invoices.",
    ),
    "stakeholders": Stakeholders(stakeholders=(Stakeholder(who="Accountants", concern="see what is overdue."),)),
    "architecture": Architecture(
        stack=Stack(
            technology="Python/FastAPI",
            framework="FastAPI",
            orm="SQLAlchemy",
            validation="Pydantic",
            authentication="Bearer tokens",
            migrations="Alembic",
        ),
        pattern=("Router → service → repository; paying lies in the service.",),
        api_design=("Cursor pages over `created_at` and `id`.",),
        performance=("One query for an invoice and its lines.",),
    ),
    "quality": Quality(
        testing=("Paying runs twice at once in a test.",),
        gates=("Each of the five endpoints has its errors tested.",),
        security=("Only accountants pay.",),
        performance_testing=("A list over 100 000 invoices.",),
    ),
    "risks": Risks(pitfalls=("Adding up cents as floats.",), risks=("Paying twice.",)),
    "process": Process(steps=("Tables.", "Endpoints.", "Reminders.")),
    "success": Success(performance=("p95 of the list under 300 ms.",), quality=("No invoice is paid twice.",)),
}
