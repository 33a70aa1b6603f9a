"""RSP: the bodies of successes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.checks.design import Design
from draftspec.checks.fields import Placed, response_path, sourced
from draftspec.checks.registry import Found, check
from draftspec.checks.relations import base_tables, connected, joins
from draftspec.checks.sources import field_problems
from draftspec.checks.sql_types import base_type, is_money_name
from draftspec.checks.wording import listed
from draftspec.items import endpoint_name
from draftspec.sections.database import Column
from draftspec.sections.endpoints import BodyField, Endpoint, Response


@check("RSP-01", "error", why="A value that comes from nowhere cannot be answered.")
def sources(design: Design) -> Iterator[Found]:
    """Each field of a response is a column that exists, of a table that can be joined, or is declared as computed."""
    for endpoint in design.endpoints:
        placed = design.bodies(endpoint).response
        for where, field in placed:
            if field.source != "column" or design.column(field.table, field.column) is None:
                yield from field_problems(design, where, field)
        yield from _unjoined(design, endpoint, placed)


def _unjoined(design: Design, endpoint: Endpoint, placed: tuple[Placed, ...]) -> Iterator[Found]:
    if endpoint.table not in design.tables or endpoint.table is None or endpoint.action == "report":
        return
    used = frozenset((endpoint.table, *endpoint.reads, *endpoint.writes))
    far = used - connected(design, endpoint.table, used)
    doubtful = [one for one in placed if (far or one.field.source != "column") and one.field.table in design.tables]
    bases = base_tables(endpoint, placed) if doubtful else ()
    for where, field in doubtful:
        if field.source == "column" and field.table in far:
            yield Found(
                where,
                f"`{field.name}` comes from `{field.table}`, which cannot be joined to `{endpoint.table}` "
                "over the tables that are read.",
                f"Name the tables between them in `reads`, or add a foreign key to `{endpoint.table}`.",
            )
        elif field.source == "relation" and not joins(design, bases, field):
            yield Found(
                where,
                f"`{field.name}` shows rows of `{field.table}`, but `{field.column}` does not join it to "
                f"{listed(bases, 'or')}.",
                f"Name the foreign key that joins them; for a list it stands in `{field.table}`.",
            )


@check("RSP-02", "error", why="Clients fail on a null that they were not told of.")
def nullability(design: Design) -> Iterator[Found]:
    """What may be NULL in the database may be null in the response."""
    for endpoint in design.endpoints:
        for where, field in design.bodies(endpoint).response:
            if not field.nullable and (reason := _may_be_null(design, endpoint, field)):
                yield Found(where, f"`{field.name}` is never null, but {reason}.", "Make the field nullable.")


def _may_be_null(design: Design, endpoint: Endpoint, field: BodyField) -> str | None:
    column = design.column(field.table, field.column) if field.source == "column" else None
    if column and column.nullable and not column.primary_key:
        return f"`{field.table}.{field.column}` may be NULL"
    optional = _optional_joins(design, endpoint, field)
    return (
        f"`{endpoint.table}.{optional[0].name}` may be NULL, and with it the row of `{field.table}`"
        if optional
        else None
    )


def _optional_joins(design: Design, endpoint: Endpoint, field: BodyField) -> list[Column]:
    """Return the foreign keys over which a single row of another table is found, if each of them may be NULL."""
    if endpoint.table is None or field.table in (None, endpoint.table) or field.many:
        return []
    keys = design.references(endpoint.table, field.table or "")
    if field.source == "relation":
        keys = [key for key in keys if key.name == field.column]
    return keys if all(key.nullable for key in keys) else []


@check("RSP-03", "error", why="The status tells a client what to expect in the body.")
def statuses(design: Design) -> Iterator[Found]:
    """A create answers 201 with the key, a delete 204 without body, and a 202 says what to ask for later."""
    for endpoint in design.endpoints:
        for response in endpoint.responses:
            where = response_path(endpoint, response)
            yield from (Found(where, *problem) for problem in _status(design, endpoint, response))
        statuses = {response.status for response in endpoint.responses}
        if endpoint.action == "create" and endpoint.method == "POST" and not statuses & {201, 202}:
            yield Found(
                response_path(endpoint, endpoint.responses[0]),
                f"`{endpoint_name(endpoint)}` creates a row and answers {endpoint.responses[0].status}.",
                "Answer 201 with the key of the new row.",
            )


def _status(design: Design, endpoint: Endpoint, response: Response) -> Iterator[tuple[str, str]]:
    name = endpoint_name(endpoint)
    if response.status == 204 and response.fields:
        yield f"`{name}` answers 204 with fields; a 204 has no body.", "Drop the fields, or answer 200."
    elif endpoint.action == "delete" and response.status != 204:
        yield f"`{name}` deletes and answers {response.status}.", "Answer 204 without a body."
    elif response.status == 202 and not response.fields and endpoint.auth.level != "public":
        yield f"`{name}` answers 202 without saying what to ask for later.", "Add the id of the job or row."
    elif endpoint.action == "create" and response.status == 201 and not _shows_key(design, endpoint, response):
        key = listed(design.primary_key(endpoint.table))
        yield f"`{name}` answers 201 without the key of the new row.", f"Add {key} to the response."


def _shows_key(design: Design, endpoint: Endpoint, response: Response) -> bool:
    shown = {field.column for field in response.fields if field.source == "column" and field.table == endpoint.table}
    keys = [key.columns for key in design.keys(endpoint.table) if key.unique and not key.where]
    return not keys or any(shown.issuperset(key) for key in keys) or _shown_by_path(design, endpoint, shown)


def _shown_by_path(design: Design, endpoint: Endpoint, shown: set[str | None]) -> bool:
    """The key of a row that joins two others may be given by the path in part."""
    tables = {parameter.table for parameter in endpoint.path_parameters}
    columns = design.columns.get(endpoint.table or "", {}).values()
    given = {one.name for one in columns if one.references and one.references.table in tables}
    return len(design.primary_key(endpoint.table)) > 1 and (shown | given).issuperset(
        design.primary_key(endpoint.table)
    )


_CAMEL = re.compile(r"[a-z][A-Z]")
_SECRET = re.compile(
    r"(^|_)(password|passwd|passphrase|secret|secret_(key|token))$|_?(token|key|code|otp|pin|password|secret)_(hash|digest)$"
)
"""Columns that hold a secret whatever the design says of them, as existing tables do not say it."""


@check("RSP-04", "error", why="What has left in a response is no secret any more.")
def secrets(design: Design) -> Iterator[Found]:
    """No response shows a column that holds a secret."""
    security = design.sections.security
    secret = {(one.table, one.column) for one in security.sensitive if one.kind == "secret"} if security else set()
    for table, columns in design.columns.items():
        secret |= {(table, name) for name, column in columns.items() if _is_secret(column)}
    for endpoint in design.endpoints if secret else ():
        for one in sourced(design.bodies(endpoint).response):
            if (one.table, one.column) in secret and design.column(one.table, one.column):
                yield Found(
                    one.where,
                    f"`{endpoint_name(endpoint)}` shows `{one.table}.{one.column}`, which is secret.",
                    "Take the field out of the response; a boolean that says whether it is set is enough.",
                )


def _is_secret(column: Column) -> bool:
    named = base_type(column.type) != "boolean" and _SECRET.search(column.name) is not None
    return column.sensitivity == "secret" or named


@check("RSP-05", "warning", why="JSON numbers are floats to most clients.")
def money(design: Design) -> Iterator[Found]:
    """Money that is computed is an integer of the smallest unit, or a string."""
    for endpoint in design.endpoints:
        for where, field in design.bodies(endpoint).response:
            if field.type == "number" and is_money_name(field.name):
                yield Found(
                    where,
                    f"`{field.name}` is money as a JSON number.",
                    "Use integer with the smallest unit (`…_cents`), or string.",
                )


@check("RSP-06", "warning", why="A client that reads one answer should be able to read the next one.")
def one_style(design: Design) -> Iterator[Found]:
    """Every list answers as a page, every moment as date-time, and every name in snake_case.

    A moment is a computed field that ends in `_at`.
    """
    for endpoint in design.endpoints:
        shaped = [response for response in endpoint.responses if response.status == 200 and response.fields]
        if endpoint.action == "list" and shaped and not any(response.many for response in shaped):
            yield Found(
                response_path(endpoint, shaped[0]),
                f"`{endpoint_name(endpoint)}` is a list, but does not answer as a page of rows.",
                "Mark the response as `many`, with the fields of a row.",
            )
        for where, field in design.bodies(endpoint).response:
            if field.source == "computed" and field.name.endswith("_at") and field.type not in (None, "date-time"):
                yield Found(
                    where,
                    f"`{field.name}` is a moment, but a JSON {field.type}.",
                    "Use date-time, or call a day `…_on`.",
                )
            if not field.name.islower() and _CAMEL.search(field.name):
                yield Found(where, f"`{field.name}` is not snake_case.", "Write it as the columns are written.")
