"""What the Backend Specification shows of a design beyond the decided texts: statements, parameters, failures, access."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from draftspec.derive import ddl, migration, names
from draftspec.derive.examples import error_example
from draftspec.derive.lines import line
from draftspec.grants import secret_header
from draftspec.markdown import code
from draftspec.sections.database import Column, Constraint, Database, Modification, Table
from draftspec.sections.endpoints import Endpoint, Endpoints, ErrorCase, PathParameter, QueryParameter
from draftspec.sections.security import Security

_PHRASES = {
    400: "Bad Request",
    401: "Unauthorized",
    402: "Payment Required",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    410: "Gone",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    422: "Unprocessable Content",
    423: "Locked",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}

_ON_DELETE = {
    "CASCADE": "deleted with its {}",
    "RESTRICT": "blocks deleting its {}",
    "SET NULL": "emptied with its {}",
    "NO ACTION": "blocks deleting its {}",
}

_USES = {"filter": "= value", "from": "≥ value", "to": "≤ value", "search": "contains the value"}

INTERNAL_ERROR = ErrorCase(
    status=500,
    code="INTERNAL_ERROR",
    when="unexpected, rolled back",
    message="Something went wrong on our side. Please try again.",
)
"""The failure that is the same everywhere."""


def create_statements(table: Table, database: Database) -> str:
    """Return the statements that create a table, without its indexes."""
    return "\n\n".join(migration.table(database, table))


def index_statements(table: Table) -> str:
    """Return the statements that create a table's indexes, or nothing."""
    return "\n".join(ddl.indexes(table))


def constraints(table: Table) -> tuple[str, ...]:
    """Return each named constraint of a table with what it means, foreign keys and lists of values included."""
    return _explained(table.name, table.columns, table.constraints)


def added_constraints(change: Modification) -> tuple[str, ...]:
    """Return each named constraint that a modification adds with what it means, in the same way."""
    return _explained(change.table, change.add_columns, change.add_constraints)


def column_notes(change: Table | Modification) -> tuple[str, ...]:
    """Return what each column of a new table, or each added one, holds, where its name does not say it."""
    columns = change.columns if isinstance(change, Table) else change.add_columns
    return tuple(f"{code(column.name)}: {column.purpose}" for column in columns if column.purpose)


def _explained(table: str, columns: Iterable[Column], declared: Iterable[Constraint]) -> tuple[str, ...]:
    columns = tuple(columns)
    return (
        *(_key_line(table, column) for column in columns if column.references),
        *(_values_line(table, column) for column in columns if column.values),
        *(f"{code(one.name)}: {one.meaning}" for one in declared),
    )


def _key_line(table: str, column: Column) -> str:
    target = column.references
    if target is None:
        raise ValueError(f"{table}.{column.name} refers to nothing")
    effect = _ON_DELETE[target.on_delete or "NO ACTION"]
    return f"{code(names.foreign_key(table, column.name))}: {effect.format(code(target.table))}."


def _values_line(table: str, column: Column) -> str:
    values = ", ".join(map(code, column.values or ()))
    return f"{code(names.values_check(table, column.name))}: {code(column.name)} is one of {values}."


def alter_statements(change: Modification, database: Database) -> str:
    """Return the statements of a modification under the comments of the template."""
    altered = migration.modification(database, change)
    groups = (
        ("Add new columns", altered.add_columns),
        ("Modify existing columns", altered.change_columns),
        ("Add constraints", altered.add_constraints),
        ("Add indexes", altered.add_indexes),
    )
    return "\n\n".join("\n".join((f"-- {title}", *statements)) for title, statements in groups if statements)


def migration_script(database: Database) -> str:
    """Return the up and the down migration as one script with the comments of the template, or nothing."""
    up, down = migration.up_statements(database), migration.down_statements(database)
    if not up:
        return ""
    return "\n".join(("-- Up migration", "\n\n".join(up), "", "-- Down migration (rollback)", *down))


def request_line(endpoint: Endpoint) -> str:
    """Return what stands behind the label of a request: what it lacks, or its content type where that is not JSON."""
    if endpoint.request is not None and endpoint.request.fields:
        json = endpoint.request.content_type == "application/json"
        return "" if json else code(endpoint.request.content_type)
    return (
        "no body." if endpoint.path_parameters or endpoint.query or endpoint.pagination else "no body, no parameters."
    )


def parameters(endpoint: Endpoint) -> tuple[str, ...]:
    """Return a line for each parameter in the path, the query string and the headers."""
    return (
        *map(_path_line, endpoint.path_parameters),
        *map(_query_line, endpoint.query),
        *_page_lines(endpoint),
        *_header_lines(endpoint),
    )


def _header_lines(endpoint: Endpoint) -> Iterator[str]:
    if (sent := secret_header(endpoint.auth)) is not None:
        name, column = sent
        who = "needed" if endpoint.auth.level != "public" else "for whoever has no account"
        yield f"{code(name)} (header): the secret of {code(column)}, {who}"


def _path_line(one: PathParameter) -> str:
    return f"{code(one.name)} (path): {code(f'{one.table}.{one.column}')}"


def _query_line(one: QueryParameter) -> str:
    return f"{code(one.name)} (query): {code(f'{one.table}.{one.column}')} {_USES[one.use]}"


def _page_lines(endpoint: Endpoint) -> Iterator[str]:
    if (page := endpoint.pagination) is not None:
        yield f"`limit` (query): {page.default}, at most {page.maximum}"
        order = ", ".join(f"{name}{' DESC' if page.descending else ''}" for name in page.sort)
        yield f"`cursor` (query): `next_cursor`; {code(order)}"


@dataclass(frozen=True)
class Failure:
    """A failure as the document shows it; `example` is the body of the first one about the request's own, else None."""

    status_line: str
    when: str
    code: str
    example: dict[str, object] | None = None


def failures(endpoint: Endpoint) -> tuple[Failure, ...]:
    """Return an endpoint's failures in the order of their status, with 500, and 429 where its rate is limited."""
    cases = sorted(_with_derived(endpoint), key=lambda case: case.status)
    shown = next((case for case in cases if case.status in (400, 422)), None)
    return tuple(
        Failure(
            f"{case.status} {_PHRASES[case.status]}",
            case.when.rstrip("."),
            case.code,
            error_example(case, endpoint) if case is shown else None,
        )
        for case in cases
    )


def _with_derived(endpoint: Endpoint) -> Iterator[ErrorCase]:
    given = {case.status for case in endpoint.errors}
    yield from endpoint.errors
    if endpoint.rate_limit is not None and 429 not in given:
        when = f"more than {line(endpoint.rate_limit)}."
        yield ErrorCase(status=429, code="RATE_LIMITED", when=when, message="Too many requests. Please wait.")
    if 500 not in given:
        yield INTERNAL_ERROR


def who_can_access(endpoints: Endpoints, security: Security) -> tuple[str, ...]:
    """Return who may call: each role with what it may do, then the endpoints that ask for no role."""
    levels = {
        "authenticated": "Any signed-in caller",
        "token": "Whoever holds the token",
        "public": "Anyone, without signing in",
    }
    return (
        *map(line, security.roles),
        *(
            f"{who}: {', '.join(called)}"
            for level, who in levels.items()
            if (called := _called(endpoints.endpoints, level))
        ),
    )


def _called(endpoints: Iterable[Endpoint], level: str) -> list[str]:
    return [code(f"{one.method} {one.path}") for one in endpoints if one.auth.level == level]
