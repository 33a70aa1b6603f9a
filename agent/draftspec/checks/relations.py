"""How the tables of a body are joined."""

from __future__ import annotations

from draftspec.checks.design import Design
from draftspec.checks.fields import Placed
from draftspec.sections.endpoints import BodyField, Endpoint


def base_tables(endpoint: Endpoint, placed: tuple[Placed, ...]) -> tuple[str, ...]:
    """Return the tables whose row a body is: the endpoint's, and those of the fields beside."""
    beside = (one.field.table for one in placed if one.field.source == "column" and one.field.table)
    return tuple(dict.fromkeys((*((endpoint.table,) if endpoint.table else ()), *beside)))


def joins(design: Design, bases: tuple[str, ...], field: BodyField) -> bool:
    """Tell whether a relation's column joins its table to one of the others, in the direction that the list needs.

    The key stands in the related table; for a single row it may stand in the base table; for a list over a table that
    joins both it stands there.
    """
    table = field.table or ""
    if not bases:
        return True
    if _refers(design, table, field.column, bases):
        return True
    if not field.many:
        return any(_refers(design, base, field.column, (table,)) for base in bases)
    return any(_between(design, one.table, field.column, table, bases) for one in design.children(table))


def _refers(design: Design, table: str, column: str | None, to: tuple[str, ...]) -> bool:
    found = design.column(table, column)
    return found is not None and found.references is not None and found.references.table in to


def _between(design: Design, middle: str, column: str | None, table: str, bases: tuple[str, ...]) -> bool:
    return _refers(design, middle, column, (*bases, table)) and any(design.references(middle, base) for base in bases)


def connected(design: Design, start: str, tables: frozenset[str]) -> frozenset[str]:
    """Return which of some tables can be joined to a first one over foreign keys, through these tables only."""
    found = {start}
    pending = [start]
    while pending:
        table = pending.pop()
        near = design.neighbours(table) & tables
        pending.extend(near - found)
        found |= near
    return frozenset(found)
