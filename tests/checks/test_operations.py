"""Tests, services, metrics, service levels and stack."""

from __future__ import annotations

import pytest
import whole_designs

from checks import vary
from checks.pairs import Pair, hold
from draftspec.sections.observability import Alert, Metric
from draftspec.sections.success import Success
from draftspec.sections.tests import TestCase
from draftspec.sections.tests import Tests as AllTests
from draftspec.spec import Sections

WHOLE = whole_designs.sections()


def cases(*left_out: str) -> Sections:
    """Tests of every endpoint with each of its codes and of the CHECK, without those that hold one of some words."""
    listed = [
        TestCase(subject=f"{one.method} {one.path}", given="a call", expect=f"{error.status} `{error.code}`")
        for one in vary.design().endpoints.endpoints
        for error in one.errors
    ]
    kept = tuple(one for one in listed if not any(word in f"{one.subject} {one.expect}" for word in left_out))
    checked = TestCase(subject="invoices.total_cents", given="-1", expect="23514")
    return vary.design(tests=AllTests(endpoints=kept, models=() if "total_cents" in left_out else (checked,)))


def service(**changes: object) -> Sections:
    assert WHOLE.integrations is not None
    one = vary.replaced(WHOLE.integrations.integrations[0], **changes)
    return vary.design(integrations=vary.replaced(WHOLE.integrations, integrations=(one,)))


def observed(**changes: object) -> Sections:
    assert WHOLE.observability is not None
    return vary.design(WHOLE, observability=vary.replaced(WHOLE.observability, **changes))


def alert(condition: str) -> tuple[Alert, ...]:
    return (Alert(condition=condition, response="The log."),)


def success(text: str) -> Sections:
    return vary.design(WHOLE, success=Success(performance=(text,), quality=("None fails.",)))


def built(**changes: object) -> Sections:
    assert WHOLE.architecture is not None
    stack = vary.replaced(WHOLE.architecture.stack, **changes)
    return vary.design(architecture=vary.replaced(WHOLE.architecture, stack=stack))


PAIRS = (
    Pair(
        "SEC-03",
        "warning",
        lambda: cases(vary.REMOVE),
        (f"endpoints.{vary.REMOVE}",),
        "No test is about `DELETE /api/v1/invoices/{id}`",
        passes=cases,
    ),
    Pair(
        "SEC-03",
        "warning",
        lambda: cases("NUMBER_TAKEN"),
        (f"endpoints.{vary.CREATE}",),
        "No test of `POST /api/v1/invoices` expects `NUMBER_TAKEN`",
    ),
    Pair(
        "SEC-03",
        "warning",
        lambda: cases("total_cents"),
        ("database.tables.invoices.constraints.invoices_total_cents_positive_check",),
        "No test tries `invoices_total_cents_positive_check`",
    ),
    Pair(
        "SEC-06",
        "warning",
        lambda: service(used_by=()),
        ("integrations.Postmark",),
        "Nothing calls Postmark",
        passes=service,
    ),
    Pair(
        "SEC-06",
        "warning",
        lambda: service(used_by=("remind_invoices",)),
        ("integrations.Postmark",),
        "is called by `remind_invoices`, which is no endpoint or job",
    ),
    Pair(
        "SEC-06",
        "warning",
        lambda: service(environment=()),
        ("integrations.Postmark",),
        "needs `POSTMARK_TOKEN`, which is not among its environment variables",
    ),
    Pair(
        "SEC-07",
        "warning",
        lambda: observed(business=(Metric(name="paid_total", meaning="Paid.", about=("receipts",)),)),
        ("observability.business.paid_total",),
        "`paid_total` is about `receipts`, which does not exist",
        passes=observed,
    ),
    Pair(
        "SEC-07",
        "warning",
        lambda: observed(error_rate_alerts=alert("`receipt_errors_total` > 1 %")),
        ("observability.error_rate_alerts.1",),
        "goes by `receipt_errors_total`, which is no metric",
    ),
    Pair(
        "SEC-07",
        "warning",
        lambda: observed(resource_alerts=alert("Too many jobs wait.")),
        ("observability.resource_alerts.1",),
        "has no threshold",
    ),
    Pair(
        "SEC-09",
        "warning",
        lambda: observed(response_time_alerts=alert("p95 over 5 s for 5 min.")),
        ("observability.response_time_alerts.1",),
        "The alert stands at p95 5000 ms, the objective at 300 ms",
        passes=observed,
    ),
    Pair(
        "SEC-09",
        "warning",
        lambda: success("p95 of the list under 150 ms."),
        ("success.performance.1",),
        "Success is p95 150 ms, which no objective says",
        passes=lambda: success("p95 of the list under 300 ms."),
    ),
    Pair(
        "SEC-10",
        "warning",
        lambda: built(technology="Python/FastAPI on MySQL"),
        ("architecture.stack",),
        "is for MySQL, but the tables are PostgreSQL's",
        passes=built,
    ),
    Pair(
        "SEC-10",
        "warning",
        lambda: built(orm="Prisma"),
        ("architecture.stack",),
        "The orm is `Prisma` (Node.js), while the technology is Python",
        passes=lambda: built(orm="Home-made"),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_pair(pair: Pair) -> None:
    hold(pair)
