"""Bodies and paths as a caller would see them: valid for their schemas, and the same for equal designs."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from draftspec.derive import example_numbers
from draftspec.derive.example_flags import flags_after
from draftspec.derive.example_rows import Body, Facts, Rows, is_state
from draftspec.derive.example_words import words_of
from draftspec.derive.json_types import key_of, literal_text
from draftspec.sections.database import Constraint, Table
from draftspec.sections.endpoints import BodyField, Endpoint, ErrorCase, Response

Tables = Mapping[str, Table] | Facts

_PATCHED = 2
_MISSING = {400, 422}
_OF_CONSTRAINT = {"_fkey": "{0} does not exist", "_key": "{0} is taken already", "_check": "{0} is not allowed"}


_OWN = re.compile(r"^own `(\w+)`")
"""An owner that is a column of the endpoint's table."""


def rows_of(endpoint: Endpoint, tables: Tables) -> Rows:
    """Return the rows that an endpoint's examples show, as they are after the call.

    `tables` is the design's tables by name, or their `Facts` where many endpoints are shown.
    """
    facts = tables if isinstance(tables, Facts) else Facts(tables)
    fields = endpoint.request.fields if endpoint.request else ()
    change = endpoint.transition
    stamped = {(one.table, one.column) for one in endpoint.server_sets if one.value != "null"} | _summed(
        endpoint, facts
    )
    states = {(change.table, change.column): change.after} if change else _first_state(endpoint, facts)
    born = _born(endpoint)
    states |= {place: state for table in born for place, state in _initial(table, facts).items()}
    flags = flags_after(endpoint, facts.columns(endpoint.table or "").values())
    return Rows(
        facts,
        states=states | {(endpoint.table or "", name): value for name, value in flags.items()},
        filled=frozenset(stamped | ({(change.table, change.column)} if change else set())),
        given=frozenset((f.table or "", f.column or "") for f in fields if f.source == "column"),
        fresh=endpoint.table if endpoint.action == "create" else _begun(endpoint),
        born=born,
        emptied=frozenset((one.table, one.column) for one in endpoint.server_sets if one.value == "null")
        | _excluded(endpoint, facts),
        shared=frozenset(one.table for one in endpoint.path_parameters if one.table != endpoint.table),
        owner=(endpoint.table or "", owner[1]) if (owner := _OWN.search(endpoint.auth.owner or "")) else None,
    )


def _excluded(endpoint: Endpoint, facts: Facts) -> frozenset[tuple[str, str]]:
    """Return the columns that a row has not beside the secret which a call hands out: a guest's cart is no account's."""
    table = facts.tables.get(endpoint.table or "")
    fields = (field.name for response in endpoint.responses for field in response.fields)
    shown = {name.removeprefix("plain_") for name in fields if name.startswith("plain_")}
    if table is None or not shown:
        return frozenset()
    pairs = ({c.column for c in one.conditions} for one in table.constraints if _is_either(one))
    return frozenset((table.name, column) for pair in pairs if shown & pair for column in pair - shown)


def _is_either(one: Constraint) -> bool:
    """Tell whether a CHECK says that one of several columns is empty."""
    return one.kind == "check" and one.match == "any" and all(c.operator == "is null" for c in one.conditions)


def _begun(endpoint: Endpoint) -> str | None:
    """Return the table of which a call on one row answers with a new one, as starting something again does."""
    made = [one.table for one in endpoint.server_sets if one.column == "created_at"]
    shown = {field.table for response in endpoint.responses for field in response.fields}
    own = [table for table in made if table == endpoint.table and endpoint.transition is None]
    return next(iter([*own, *(table for table in made if table in shown and table != endpoint.table)]), None)


def _first_state(endpoint: Endpoint, facts: Facts) -> dict[tuple[str, str], str]:
    """Return the state of a row that is changed but not moved: the first one, in which most changes are allowed."""
    if endpoint.action not in ("update", "command", "transition"):
        return {}
    return _initial(endpoint.table or "", facts)


def _initial(table: str, facts: Facts) -> dict[tuple[str, str], str]:
    found = ((c.name, literal_text(c.default)) for c in facts.columns(table).values() if c.values and is_state(c))
    return {(table, name): first for name, first in found if first is not None}


def _born(endpoint: Endpoint) -> frozenset[str]:
    """Return the tables of which a creation makes rows together with the one that it is about."""
    fields = endpoint.request.fields if endpoint.request and endpoint.action == "create" else ()
    return frozenset(one.table for one in fields if one.source == "relation" and one.many and one.table)


def _summed(endpoint: Endpoint, facts: Facts) -> set[tuple[str, str]]:
    """Return the totals that the server adds up from the lines of a new row."""
    fields = endpoint.request.fields if endpoint.request else ()
    if endpoint.action != "create" or not any(one.source == "relation" and one.many for one in fields):
        return set()
    named = ((name, set(words_of(name))) for name in facts.columns(endpoint.table or ""))
    return {
        (endpoint.table or "", name)
        for name, parts in named
        if "total" in parts and not parts & example_numbers.LATER_SUMS
    }


def _is_changed_often(field: BodyField, facts: Facts) -> tuple[bool, bool]:
    column = facts.columns(field.table or "").get(field.column or "")
    refers = field.source != "column" or (column is not None and (column.references or column.values) is not None)
    return field.name not in example_numbers.CONTENT, refers


def _patched(fields: tuple[BodyField, ...], facts: Facts) -> tuple[BodyField, ...]:
    """Return the few fields that a partial change shows, in their own order."""
    ranked = sorted(fields, key=lambda field: (not field.required, *_is_changed_often(field, facts)))
    needed = sum(field.required for field in fields)
    chosen = {field.name for field in ranked[: max(needed, min(_PATCHED, len(fields)))]}
    return tuple(field for field in fields if field.name in chosen)


def request_example(endpoint: Endpoint, tables: Tables) -> Body:
    """Return a body that the endpoint accepts, a partial one for PATCH; None when it takes none."""
    if isinstance(tables, Facts):
        return tables.body(endpoint, None, lambda: _request(endpoint, tables))
    return _request(endpoint, tables)


def _request(endpoint: Endpoint, tables: Tables) -> Body:
    if endpoint.request is None or not endpoint.request.fields:
        return None
    rows = rows_of(endpoint, tables)
    fields = endpoint.request.fields
    if endpoint.method == "PATCH":
        fields = _patched(fields, rows.facts)
    return {field.name: rows.field(field, endpoint.table) for field in fields}


def _cursor(endpoint: Endpoint, last: Mapping[str, Any]) -> str:
    """Return where the page ended: the order columns of its last row, as a server would encode them."""
    order = endpoint.pagination.sort if endpoint.pagination else ("id",)
    ended = "|".join(str(last.get(name, "")) for name in order)
    return base64.urlsafe_b64encode(ended.encode()).decode().rstrip("=")


def response_example(endpoint: Endpoint, response: Response, tables: Tables) -> Body:
    """Return the body of a success, `data` and `next_cursor` for a page of rows; None when it has no body."""
    if isinstance(tables, Facts):
        return tables.body(endpoint, response, lambda: _response(endpoint, response, tables))
    return _response(endpoint, response, tables)


def _response(endpoint: Endpoint, response: Response, tables: Tables) -> Body:
    if response.status == 204 or not response.fields:
        return None
    rows = rows_of(endpoint, tables)
    parent = endpoint.table
    if not response.many:
        return {field.name: rows.field(field, parent) for field in response.fields}
    data = [{field.name: rows.field(field, parent, row) for field in response.fields} for row in (0, 1)]
    shown = data if data[0] != data[1] else data[:1]
    return {"data": shown, "next_cursor": _cursor(endpoint, shown[-1])}


def _detail(error: ErrorCase, endpoint: Endpoint) -> str | None:
    """Return what exactly was wrong with the body, for the failures that are about one field."""
    fields = endpoint.request.fields if endpoint.request else ()
    if error.constraint:
        named = (f.name for f in fields if f.column and f.column in error.constraint)
        kind = next((text for end, text in _OF_CONSTRAINT.items() if error.constraint.endswith(end)), None)
        name = next(named, None)
        return kind.format(name) if kind and name else None
    if error.status not in _MISSING or not fields:
        return None
    required = next((f.name for f in fields if f.required), None)
    return f"{required} is required" if required else f"{fields[0].name} is malformed"


def error_example(error: ErrorCase, endpoint: Endpoint | None = None) -> dict[str, Any]:
    """Return the body of a failure; with its endpoint, `details` name the field that is wrong."""
    detail = _detail(error, endpoint) if endpoint else None
    return {"error": error.code, "message": error.message, "details": [detail] if detail else []}


def parameter_example(endpoint: Endpoint, name: str, tables: Tables) -> Any:
    """Return the value of a path parameter: the key of the row that the other examples of the endpoint show."""
    rows = rows_of(endpoint, tables)
    for parameter in endpoint.path_parameters:
        if parameter.name == name and parameter.column in rows.facts.columns(parameter.table):
            return rows.value(parameter.table, parameter.column)
    table = rows.facts.tables.get(endpoint.table or "")
    key = key_of(table) if table else None
    return rows.value(table.name, key.name) if table and key else "42"


def path_example(endpoint: Endpoint, tables: Tables) -> str:
    """Return the path with a value for each parameter, as it is called."""
    return re.sub(
        r"\{([^}]+)\}",
        lambda found: quote(str(parameter_example(endpoint, found.group(1), tables)), safe=""),
        endpoint.path,
    )


def column_example(table: str, column: str, tables: Tables, row: int = 0) -> Any:
    """Return the value of a column in an example row of its table."""
    return Rows(tables if isinstance(tables, Facts) else Facts(tables)).value(table, column, row)


def row_example(table: str, tables: Tables, row: int = 0) -> dict[str, Any]:
    """Return a whole example row of a table; empty when the table is unknown."""
    rows = Rows(tables if isinstance(tables, Facts) else Facts(tables))
    return {name: rows.value(table, name, row) for name in rows.facts.columns(table)}
