"""Promises of tables, services, indexes, caches and versions."""

from __future__ import annotations

import designs
import pytest
import whole_designs

from checks import vary
from checks.pairs import Pair, hold
from draftspec.sections.database import Column
from draftspec.sections.endpoints import QueryParameter
from draftspec.sections.performance import Cache
from draftspec.spec import Sections

INVOICES = "database.tables.invoices"


def performance(**changes: object) -> Sections:
    start = whole_designs.sections().performance
    assert start is not None
    return vary.design(performance=vary.replaced(start, **changes))


def cached(endpoint: str, invalidation: str) -> Sections:
    return performance(caches=(Cache(what="A page.", endpoint=endpoint, duration="30 s", invalidation=invalidation),))


def calling(endpoint: str, handling: str = "It fails.", sections: Sections | None = None) -> Sections:
    integrations = whole_designs.sections().integrations
    assert integrations is not None
    one = vary.replaced(integrations.integrations[0], used_by=(endpoint,), error_handling=handling)
    return vary.design(sections, integrations=vary.replaced(integrations, integrations=(one,)))


def searching(sections: Sections | None = None) -> Sections:
    one = QueryParameter(name="q", use="search", table="invoices", column="number")
    return vary.endpoint(vary.LIST, sections, query=(one,))


def without_moments(sections: Sections, table: str) -> Sections:
    columns = sections.known_tables()[table].columns
    return vary.table(table, sections, columns=tuple(one for one in columns if one.name != "updated_at"))


def refused(when: str) -> Sections:
    errors = (*vary.the(vary.PAY).errors, designs.error(422, "STALE"))
    errors = (*errors[:-1], vary.replaced(errors[-1], when=when))
    return vary.endpoint(vary.PAY, errors=errors)


VERSIONED = Column(name="idempotency_key", type="text", nullable=False)

PAIRS = (
    Pair(
        "TAB-07",
        "warning",
        lambda: vary.column("invoices", "created_at", nullable=True),
        (f"{INVOICES}.columns.created_at",),
        "`invoices.created_at` may be NULL",
    ),
    Pair(
        "TAB-07",
        "warning",
        lambda: vary.column("invoices", "updated_at", default=None),
        (f"{INVOICES}.columns.updated_at",),
        "Nothing fills `invoices.updated_at`",
    ),
    Pair(
        "TAB-11",
        "warning",
        lambda: vary.endpoint(vary.CREATE, errors=(designs.error(409, "TAKEN", "invoices_numbers_key"),)),
        (f"endpoints.{vary.CREATE}.errors.TAKEN",),
        "names the constraint `invoices_numbers_key`, which the design does not have",
    ),
    Pair(
        "TAB-11",
        "warning",
        lambda: vary.rule(implementation="`invoices_customer_id_number_key` holds it."),
        ("rules.Paid once",),
        "names the constraint `invoices_customer_id_number_key`",
        passes=lambda: vary.rule(implementation="`invoices_number_key` and `stripe_key` hold it."),
    ),
    Pair(
        "ERR-10",
        "warning",
        lambda: calling(vary.CREATE),
        (f"endpoints.{vary.CREATE}",),
        "calls Postmark, and no error says what happens when it is down",
        passes=lambda: calling("remind_overdue_invoices"),
    ),
    Pair(
        "ERR-10",
        "warning",
        lambda: calling(vary.PAY),
        (f"endpoints.{vary.PAY}",),
        "calls Postmark",
        passes=lambda: calling(vary.PAY, "The message waits in a queue."),
    ),
    Pair(
        "QRY-05",
        "warning",
        searching,
        (f"endpoints.{vary.LIST}.query.q",),
        "searches in `invoices.number`, which no gin index serves",
        passes=lambda: searching(vary.with_indexes("invoices", vary.index("idx_invoices_q", "number", method="gin"))),
    ),
    Pair(
        "QRY-05",
        "warning",
        lambda: searching(performance(bottlenecks=("Every list.",))),
        (f"endpoints.{vary.LIST}.query.q",),
        "no gin index serves",
        passes=lambda: searching(performance(bottlenecks=("`q` scans the table.",))),
    ),
    Pair(
        "QRY-06",
        "warning",
        lambda: vary.with_indexes("invoices", vary.index("idx_invoices_currency", "currency")),
        (f"{INVOICES}.indexes.idx_invoices_currency",),
        "No query, key or job uses `idx_invoices_currency`",
        passes=lambda: vary.with_indexes("invoices", vary.index("idx_c", "currency", purpose="The monthly report.")),
    ),
    Pair(
        "QRY-06",
        "warning",
        lambda: performance(indexing_strategy=("`idx_invoices_date` serves the list.",)),
        ("performance.indexing_strategy.1",),
        "The index `idx_invoices_date` does not exist",
        passes=performance,
    ),
    Pair(
        "QRY-07",
        "warning",
        lambda: cached(vary.LIST, f"After {vary.CREATE}."),
        ("performance.caches.1",),
        "the cache of `GET /api/v1/invoices` is kept",
        passes=lambda: cached(vary.LIST, "Any write."),
    ),
    Pair(
        "QRY-07",
        "warning",
        lambda: cached(vary.CREATE, "Any write."),
        ("performance.caches.1",),
        "is cached, but is no GET",
    ),
    Pair(
        "QRY-07",
        "warning",
        lambda: cached(vary.LIST, "Any write, such as PUT /api/v1/invoices/{id}."),
        ("performance.caches.1",),
        "throws the cache away, but does not exist",
    ),
    Pair(
        "LIFE-04",
        "warning",
        lambda: without_moments(refused("`If-Match` is not the row's version."), "invoices"),
        (f"endpoints.{vary.PAY}",),
        "is promised to be refused when the row has changed, but it has no version",
        passes=lambda: refused("`If-Match` is not the row's version."),
    ),
    Pair(
        "LIFE-05",
        "warning",
        lambda: refused("the Idempotency-Key was used for another body."),
        (f"endpoints.{vary.PAY}",),
        "An Idempotency-Key is promised, but no unique column stores it",
        passes=lambda: vary.with_constraints(
            "invoices",
            vary.unique("invoices_idempotency_key_key", "idempotency_key"),
            sections=vary.with_columns("invoices", VERSIONED, sections=refused("the Idempotency-Key was used.")),
        ),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_pair(pair: Pair) -> None:
    hold(pair)
