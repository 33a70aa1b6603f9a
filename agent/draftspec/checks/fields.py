"""The fields of bodies, and the columns that they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple, TypeVar

from draftspec.items import endpoint_path
from draftspec.sections.endpoints import BodyField, Endpoint, RelatedField, Response

T = TypeVar("T")


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


def response_path(endpoint: Endpoint, response: Response) -> str:
    """Return the path of a response."""
    return f"{endpoint_path(endpoint)}.responses.{response.status}"


class Bodies:
    """The fields of the bodies of one endpoint; each list is made once, when it is first asked for."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    @cached_property
    def request(self) -> tuple[Placed, ...]:
        """The fields of the request."""
        request = self._endpoint.request
        if request is None:
            return ()
        where = f"{endpoint_path(self._endpoint)}.request"
        return tuple(Placed(f"{where}.{field.name}", field) for field in request.fields)

    @cached_property
    def response(self) -> tuple[Placed, ...]:
        """The fields of all responses."""
        placed = ((response_path(self._endpoint, response), response) for response in self._endpoint.responses)
        return tuple(Placed(f"{where}.{field.name}", field) for where, response in placed for field in response.fields)

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """The tables that the fields of both name, in their order."""
        return tuple(dict.fromkeys(one.field.table for one in (*self.request, *self.response) if one.field.table))

    @cached_property
    def written(self) -> tuple[Sourced, ...]:
        """The fields of the request that are stored: those of tables that the endpoint writes.

        The `id` of a nested row is not stored where rows that are there change: it says which one is meant.
        """
        changes = self._endpoint.action in ("update", "transition", "command")
        stored = (one for one in sourced(self.request) if one.table in self._endpoint.writes)
        return tuple(one for one in stored if not (changes and one.nested and one.column == "id"))


def sourced(placed: Iterable[Placed]) -> Iterator[Sourced]:
    """Yield the fields that name a column, those inside relations included."""
    for where, field in placed:
        if field.source == "column" and field.table and field.column:
            yield Sourced(where, field.name, field.table, field.column, field.required, field)
        elif field.source == "relation" and field.table:
            for one in field.fields:
                yield Sourced(f"{where}.{one.name}", one.name, field.table, one.column, one.required, one)


def repeated(listed: list[T]) -> tuple[T, ...]:
    """Return what stands in a list more than once, each once."""
    if len(set(listed)) == len(listed):
        return ()
    return tuple(one for one, count in Counter(listed).items() if count > 1)
