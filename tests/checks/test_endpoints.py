from __future__ import annotations

import designs
import pytest

from checks import vary
from checks.pairs import Pair, hold
from draftspec.sections.endpoints import Auth, Endpoint, Pagination, PathParameter, QueryParameter, Response
from draftspec.spec import Sections

INVOICES = "database.tables.invoices"


def made(method: str, path: str, action: str, table: str | None, **parts: object) -> Endpoint:
    return Endpoint.model_validate(
        {
            "method": method,
            "path": path,
            "action": action,
            "purpose": "Does it.",
            "auth": Auth(level="public"),
            "table": table,
            "responses": (Response(status=200, description="Done."),),
            **parts,
        }
    )


def parameter(name: str, table: str, column: str = "id") -> PathParameter:
    return PathParameter(name=name, table=table, column=column)


def members(**parts: object) -> Sections:
    """Members of a team, found by both of their keys."""
    keys = (
        vary.replaced(designs.reference("team_id", "teams", "CASCADE"), primary_key=True),
        vary.replaced(designs.reference("customer_id", "customers", "CASCADE"), primary_key=True),
    )
    table = vary.replaced(vary.plain_table("members"), columns=keys)
    tables = vary.with_table(table, vary.with_table(vary.plain_table("teams")))
    path = "/api/v1/teams/{team_id}/members/{customer_id}"
    ways = (parameter("team_id", "teams"), parameter("customer_id", "members", "customer_id"))
    one = made("DELETE", path, "delete", "members", writes=("members",), path_parameters=ways, **parts)
    return vary.with_endpoints(one, sections=tables)


def nested_invoices(table: str = "invoices", *, path: str = "/api/v1/customers/{customer_id}/invoices") -> Endpoint:
    return made("GET", path, "list", table, reads=(table,), path_parameters=(parameter("customer_id", "customers"),))


PAIRS = (
    Pair(
        "EP-01",
        "error",
        lambda: vary.endpoint(vary.LIST, reads=("invoices", "receipts")),
        (f"endpoints.{vary.LIST}",),
        "uses `receipts`, which is no table of the design",
        passes=lambda: vary.with_endpoints(made("POST", "/api/v1/uploads", "command", None)),
    ),
    Pair(
        "EP-01",
        "error",
        lambda: vary.with_endpoints(made("GET", "/api/v1/receipts", "list", None)),
        ("endpoints.GET /api/v1/receipts",),
        "names no table",
    ),
    Pair(
        "EP-01",
        "error",
        lambda: vary.endpoint(vary.READ, reads=("invoices",)),
        (f"endpoints.{vary.READ}",),
        "has fields of `invoice_lines` without saying",
    ),
    Pair(
        "EP-02",
        "warning",
        lambda: vary.with_table(vary.plain_table("invoice_audits")),
        ("database.tables.invoice_audits",),
        "No endpoint or job uses `invoice_audits`",
        passes=lambda: vary.with_table(vary.plain_table("invoice_audits", internal=True)),
    ),
    Pair(
        "EP-03",
        "error",
        lambda: vary.endpoint(vary.READ, path_parameters=()),
        (f"endpoints.{vary.READ}",),
        "does not say what `id` of its path is",
        passes=members,
    ),
    Pair(
        "EP-03",
        "error",
        lambda: vary.endpoint(vary.READ, path_parameters=(parameter("id", "invoices", "currency"),)),
        (f"endpoints.{vary.READ}.path_parameters.id",),
        "`invoices.currency`, which several rows may share",
        passes=lambda: vary.endpoint(vary.READ, path_parameters=(parameter("id", "invoices", "number"),)),
    ),
    Pair(
        "EP-03",
        "error",
        lambda: vary.endpoint(
            vary.READ,
            path_parameters=(
                parameter("id", "invoices", "nr"),
                parameter("key", "invoices"),
                parameter("id", "receipts"),
            ),
        ),
        (
            f"endpoints.{vary.READ}.path_parameters.id",
            f"endpoints.{vary.READ}.path_parameters.key",
            f"endpoints.{vary.READ}.path_parameters.id",
        ),
        "The path has no `{key}`",
    ),
    Pair(
        "EP-04",
        "error",
        lambda: vary.with_endpoints(
            nested_invoices("notes"), sections=vary.with_table(vary.plain_table("notes", internal=True))
        ),
        ("endpoints.GET /api/v1/customers/{customer_id}/invoices",),
        "nests `notes` under `customers`, but no foreign key",
        passes=lambda: vary.with_endpoints(
            nested_invoices(),
            made(
                "POST",
                "/api/v1/customers/{id}/export",
                "command",
                "exports",
                path_parameters=(parameter("id", "customers"),),
            ),
            sections=vary.with_table(vary.plain_table("exports"), members()),
        ),
    ),
    Pair(
        "EP-05",
        "error",
        lambda: vary.with_endpoints(
            made(
                "GET",
                "/api/v1/invoices/{number}",
                "read",
                "invoices",
                path_parameters=(parameter("number", "invoices"),),
            )
        ),
        ("endpoints.GET /api/v1/invoices/{number}",),
        "and `GET /api/v1/invoices/{id}` are the same address",
    ),
    Pair(
        "EP-06",
        "error",
        lambda: vary.endpoint(vary.READ, writes=("invoices",)),
        (f"endpoints.{vary.READ}",),
        "changes rows, and GET must not",
    ),
    Pair(
        "EP-06",
        "error",
        lambda: vary.endpoint(vary.PAY, method="GET"),
        ("endpoints.GET /api/v1/invoices/{id}/pay", "endpoints.GET /api/v1/invoices/{id}/pay"),
        "is a GET of the action transition",
    ),
    Pair(
        "EP-06",
        "error",
        lambda: vary.endpoint(vary.REMOVE, writes=()),
        (f"endpoints.{vary.REMOVE}",),
        "does not say that it writes `invoices`",
    ),
    Pair(
        "EP-07",
        "warning",
        lambda: vary.with_endpoints(
            made("POST", "/api/v1/notes", "create", "notes", writes=("notes",)),
            made("GET", "/api/v1/tags", "list", "tags", reads=("tags",)),
            sections=vary.with_table(vary.plain_table("tags"), vary.with_table(vary.plain_table("notes"))),
        ),
        ("database.tables.notes", "database.tables.tags"),
        "`notes` can be created, but nothing shows it",
        passes=lambda: vary.with_endpoints(
            made("POST", "/api/v1/notes", "create", "notes", writes=("notes",)),
            made("POST", "/api/v1/notes/use", "command", "notes", reads=("notes",)),
            sections=vary.with_table(vary.plain_table("notes")),
        ),
    ),
    *(
        Pair(
            "EP-08",
            "warning",
            lambda path=path: vary.with_endpoints(  # type: ignore[misc]
                made("POST", path, "create", "invoices", path_parameters=(parameter("id", "invoices"),))
            ),
            (f"endpoints.POST {path}",),
            says,
        )
        for path, says in (
            ("/api/v1/createInvoice", "is not kebab-case"),
            ("/api/v1/create-invoice", "has the verb"),
            ("/api/v1/invoice/{id}/copies", "in the singular"),
            ("/a/{a}/b/{b}/c/{c}/d", "is 4 collections deep"),
        )
    ),
    Pair(
        "EP-08",
        "warning",
        lambda: vary.with_endpoints(made("GET", "/api/v1/invoices/list", "list", "invoices")),
        ("endpoints.GET /api/v1/invoices/list",),
        "has the verb of `list`",
        passes=lambda: vary.with_endpoints(
            made("POST", "/api/v1/add-ons", "create", "add_ons"),
            made("PATCH", "/api/v1/update-requests/{id}", "update", "update_requests"),
            made("POST", "/a/{a}/b/{b}/c/{c}/publish", "transition", "c"),
        ),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_pair(pair: Pair) -> None:
    hold(pair)


def test_filters_and_pages_need_no_more_than_the_endpoint_says() -> None:
    page = Pagination(default=10, maximum=50, sort=("id",))
    query = (QueryParameter(name="name", use="search", table="customers", column="name"),)
    added = made("GET", "/api/v1/customers", "list", "customers", reads=("customers",), pagination=page, query=query)
    assert vary.run(vary.with_endpoints(added)) == ()
