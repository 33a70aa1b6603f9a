"""Indexes of a syntax tree in the model of a design."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, cast

from draftspec.derive.names import shortened
from draftspec.existing import expressions
from draftspec.existing.trees import Node, constant
from draftspec.sections.database import Index, IndexColumn


def index(table: str, node: Node) -> Index | None:
    """Return an index, or None for one that a design has no form for: other methods, expressions, conditions."""
    keys = [_key(parameter.index_elem) for parameter in node.index_params]
    where = expressions.conditions(node.where_clause) if node.HasField("where_clause") else ("all", ())
    if None in keys or where is None or (where[0] == "any" and where[1]):
        return None
    if node.access_method not in ("btree", "gin", "gist"):
        return None
    columns = tuple(cast(Iterable[IndexColumn], keys))
    return Index(
        name=node.idxname or shortened("_".join((table, *(key.column for key in columns), "idx"))),
        columns=columns,
        unique=node.unique,
        where=where[1],
        method=cast(Literal["btree", "gin", "gist"], node.access_method),
    )


def _key(element: Node) -> IndexColumn | None:
    column = element.name or expressions.lowered(element.expr)
    if not column:
        return None
    descending = constant(element, "ordering") == "SORTBY_DESC"
    return IndexColumn(column=column, descending=descending, lower=not element.name)
