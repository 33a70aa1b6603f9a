"""The fields of bodies, and the columns that they come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from draftspec.items import endpoint_path
from draftspec.sections.endpoints import BodyField, Endpoint, RelatedField, Response


class Placed(NamedTuple):
    """A field of a body and its path."""

    where: str
    field: BodyField


class Sourced(NamedTuple):
    """A field, on the top level or inside a relation, whose source is a column."""

    where: str
    name: str
    table: str
    column: str
    required: bool
    field: BodyField | RelatedField

    @property
    def nested(self) -> bool:
        """Whether it stands inside a relation."""
        return isinstance(self.field, RelatedField)


def request_fields(endpoint: Endpoint) -> Iterator[Placed]:
    """Yield the fields of the request."""
    for field in endpoint.request.fields if endpoint.request else ():
        yield Placed(f"{endpoint_path(endpoint)}.request.{field.name}", field)


def response_path(endpoint: Endpoint, response: Response) -> str:
    """Return the path of a response."""
    return f"{endpoint_path(endpoint)}.responses.{response.status}"


def response_fields(endpoint: Endpoint) -> Iterator[Placed]:
    """Yield the fields of all responses."""
    for response in endpoint.responses:
        where = response_path(endpoint, response)
        yield from (Placed(f"{where}.{field.name}", field) for field in response.fields)


def sourced(placed: Iterator[Placed]) -> Iterator[Sourced]:
    """Yield the fields that name a column, those inside relations included."""
    for where, field in placed:
        if field.source == "column" and field.table and field.column:
            yield Sourced(where, field.name, field.table, field.column, field.required, field)
        elif field.source == "relation" and field.table:
            for one in field.fields:
                yield Sourced(f"{where}.{one.name}", one.name, field.table, one.column, one.required, one)
