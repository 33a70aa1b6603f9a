"""Which columns an endpoint writes, and where the values come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from draftspec.checks.design import Design
from draftspec.items import endpoint_path
from draftspec.sections.database import Column
from draftspec.sections.endpoints import Endpoint

Origin = Literal["request", "server", "path", "relation", "transition"]

CHANGING = frozenset(["create", "update", "replace", "transition", "command"])
"""Actions that insert or update rows."""


class Written(NamedTuple):
    """A column that an endpoint writes."""

    where: str
    table: str
    column: str
    by: Origin


def written(design: Design, endpoint: Endpoint) -> tuple[Written, ...]:
    """Return the columns that an endpoint writes.

    These are the columns behind the request's fields (of tables that the endpoint says it writes), the keys that join
    nested rows to theirs, what the server sets, the state of a transition, and, when a row is created below another
    one, the foreign key that the path gives.
    """
    if endpoint.action not in CHANGING:
        return ()
    return tuple(_written(design, endpoint))


def _written(design: Design, endpoint: Endpoint) -> Iterator[Written]:
    where = endpoint_path(endpoint)
    for one in design.bodies(endpoint).written:
        yield Written(one.where, one.table, one.column, "request")
    for place, field in design.bodies(endpoint).request:
        if field.source == "relation" and field.column and field.table in endpoint.writes:
            owner = field.table if design.column(field.table, field.column) else endpoint.table
            yield Written(place, owner or "", field.column, "relation")
    for one_set in endpoint.server_sets:
        place = f"{where}.server_sets.{one_set.table}.{one_set.column}"
        yield Written(place, one_set.table, one_set.column, "server")
    if endpoint.transition:
        yield Written(f"{where}.transition", endpoint.transition.table, endpoint.transition.column, "transition")
    yield from (Written(where, endpoint.table or "", column, "path") for column in path_keys(design, endpoint))


def path_keys(design: Design, endpoint: Endpoint) -> tuple[str, ...]:
    """Return the foreign keys that the path of a nested create gives.

    A parameter gives the key that refers to the parameter's own table. Where several keys refer to it, as the two
    accounts of a transfer do, the parameter gives the first that neither the request nor the server sets.
    """
    if endpoint.action != "create" or endpoint.table is None:
        return ()
    taken = {one.column for one in design.bodies(endpoint).written if one.table == endpoint.table and not one.nested}
    taken |= {one.column for one in endpoint.server_sets if one.table == endpoint.table}
    given: dict[str, None] = {}
    for parameter in endpoint.path_parameters:
        if parameter.table == endpoint.table and _is_reference(design.column(endpoint.table, parameter.column)):
            given[parameter.column] = None
        else:
            keys = (column.name for column in design.references(endpoint.table, parameter.table))
            given.update(dict.fromkeys([key for key in keys if key not in taken and key not in given][:1]))
    return tuple(given)


def _is_reference(column: Column | None) -> bool:
    return column is not None and column.references is not None
