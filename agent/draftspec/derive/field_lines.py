"""One line for each field of a body: its name, its type, whether it is required, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from draftspec.derive.example_rows import Facts
from draftspec.markdown import code
from draftspec.sections.database import Table
from draftspec.sections.endpoints import BodyField, Endpoint, RelatedField, Response

Tables = Mapping[str, Table] | Facts


@dataclass(frozen=True)
class FieldLine:
    """The line of a field, and those of the fields inside it."""

    text: str
    inner: tuple[str, ...] = ()


def request_fields(endpoint: Endpoint, tables: Tables) -> tuple[FieldLine, ...]:
    """Return a line for each field of a request's body."""
    return field_lines(endpoint.request.fields if endpoint.request else (), tables)


def response_fields(response: Response, tables: Tables) -> tuple[FieldLine, ...]:
    """Return a line for each field of a response's body, or of each of its rows."""
    return field_lines(response.fields, tables)


def field_lines(fields: Iterable[BodyField], tables: Tables) -> tuple[FieldLine, ...]:
    """Return a line for each field of a body."""
    facts = tables if isinstance(tables, Facts) else Facts(tables)
    return tuple(FieldLine(_line(one, facts), tuple(_inner(one, facts))) for one in fields)


def _line(field: BodyField, facts: Facts) -> str:
    if field.source == "column":
        source = _column(field.table, field.column)
    elif field.source == "relation":
        source = f"rows of {_column(field.table, field.column)}"
    else:
        source = field.source
    return _joined(field.name, _type(field, facts), field.required, source)


def _joined(name: str, type_: str, required: bool, source: str) -> str:
    words = f"{code(type_)}, " if type_ else ""
    return f"{code(name)}: {words}{'required' if required else 'optional'} ← {source}"


def _type(field: BodyField, facts: Facts) -> str:
    if field.source == "column":
        plain = _column_type(field.table, field.column, facts)
    elif field.source == "relation":
        plain = f"object{'[]' if field.many else ''}"
    else:
        plain = f"{field.type or 'any'}{'[]' if field.many else ''}"
    return f"{plain or 'any'}|null" if field.nullable else plain


def _column_type(table: str | None, column: str | None, facts: Facts) -> str:
    found = facts.columns(table or "").get(column or "")
    return found.type if found is not None else ""


def _column(table: str | None, column: str | None) -> str:
    return code(".".join(part for part in (table, column) if part) or "unknown")


def _inner(field: BodyField, facts: Facts) -> Iterable[str]:
    for one in field.fields:
        yield _related(one, field.table, facts)


def _related(one: RelatedField, table: str | None, facts: Facts) -> str:
    found = facts.columns(table or "").get(one.column)
    empty = "|null" if found is not None and found.nullable else ""
    plain = _column_type(table, one.column, facts)
    return _joined(one.name, f"{plain}{empty}", one.required, _column(table, one.column))
