from __future__ import annotations

import pytest

from checks import vary
from checks.pairs import Pair, hold
from draftspec.sections.database import Column
from draftspec.sections.endpoints import Auth, Pagination, QueryParameter
from draftspec.sections.security import Ownership, Security
from draftspec.spec import Sections

PAGE = f"endpoints.{vary.LIST}.pagination"


def by(name: str, table: str = "invoices", use: str = "filter") -> QueryParameter:
    return QueryParameter.model_validate({"name": name, "use": use, "table": table, "column": name})


def sorted_by(*sort: str, query: tuple[QueryParameter, ...] = (), sections: Sections | None = None) -> Sections:
    return vary.endpoint(vary.LIST, sections, pagination=Pagination(default=10, maximum=50, sort=sort), query=query)


def owned() -> Sections:
    """Whoever calls sees the invoices of one customer, in the order of the index."""
    ownership = (Ownership(table="invoices", column="customer_id", rule="Their own."),)
    start = vary.design(security=Security(ownership=ownership))
    start = vary.endpoint(vary.LIST, start, auth=Auth(level="authenticated", owner="Their own."))
    return sorted_by("created_at", "id", sections=start)


PAIRS = (
    Pair(
        "QRY-01",
        "error",
        lambda: vary.endpoint(vary.LIST, query=(by("due_at"), by("name", "receipts", "search"))),
        (f"endpoints.{vary.LIST}.query.due_at", f"endpoints.{vary.LIST}.query.name"),
        "is over `invoices.due_at`, which does not exist",
    ),
    Pair(
        "QRY-01",
        "error",
        lambda: sorted_by("issued_at", "id"),
        (PAGE,),
        "sorts by `issued_at`, which `invoices` does not have",
    ),
    Pair(
        "QRY-02",
        "warning",
        lambda: sorted_by("created_at", "id", query=(by("status"), by("currency"))),
        (f"endpoints.{vary.LIST}.query.currency", PAGE),
        "No index of `invoices` serves the filter `currency`",
        passes=owned,
    ),
    Pair(
        "QRY-02",
        "warning",
        lambda: sorted_by("due_on", "id", query=(by("status"), by("due_on", use="from"))),
        (PAGE,),
        "No index of `invoices` gives its rows in the order `due_on` and `id`",
        passes=lambda: sorted_by(
            "due_on",
            query=(by("status"), by("due_on", use="from"), by("is_late")),
            sections=vary.with_columns("invoices", Column(name="is_late", type="boolean", nullable=False)),
        ),
    ),
    Pair(
        "QRY-03",
        "error",
        lambda: vary.endpoint(vary.LIST, pagination=None),
        (f"endpoints.{vary.LIST}",),
        "answers all rows at once",
    ),
    Pair(
        "QRY-03",
        "error",
        lambda: vary.endpoint(vary.LIST, pagination=Pagination(default=100, maximum=25, sort=("id",))),
        (PAGE,),
        "gives 100 rows by default and at most 25",
    ),
    Pair(
        "QRY-04",
        "warning",
        lambda: sorted_by("created_at"),
        (PAGE,),
        "sorts by `created_at`, which rows may share",
        passes=lambda: sorted_by("due_on", "number"),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_pair(pair: Pair) -> None:
    hold(pair)
