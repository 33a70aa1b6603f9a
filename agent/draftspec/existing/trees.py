"""Syntax trees of statements, and the small questions that all readers of them ask.

A node is a message of the grammar library, which comes without types; only the readers in this package see one.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Any

from draftspec.existing.grammar import SqlSyntaxError, SyntaxFault, is_readable, syntax_error

Node = Any
"""A node of a syntax tree."""


def parse(sql: str) -> list[Node]:
    """Return the syntax trees of the statements of a text.

    Raises:
        SqlSyntaxError: the text is not accepted by the grammar, or holds an expression of dozens of levels, which the
            grammar's library cannot hand over.

    """
    if (fault := syntax_error(sql)) is not None:
        raise SqlSyntaxError(fault)
    return _handed_over(sql)


def only_tree(text: str) -> Node | None:
    """Return the syntax tree of a text that is one statement, None for any other: several, or none that can be read."""
    try:
        found = _handed_over(text) if is_readable(text) else []
    except (SqlSyntaxError, importlib.import_module("postgast").PgQueryError):
        return None
    return found[0] if len(found) == 1 else None


def tree(statement: str) -> Node:
    """Return the syntax tree of one statement as `split` gives it; handing it over takes longer than parsing it.

    Raises:
        SqlSyntaxError: as `parse`, for an expression of dozens of levels.

    """
    return _handed_over(statement)[0]


def _handed_over(sql: str) -> list[Node]:
    too_deep = importlib.import_module("google.protobuf.message").DecodeError
    try:
        return [unwrapped(raw.stmt) for raw in importlib.import_module("postgast").parse(sql).stmts]
    except too_deep as error:
        raise SqlSyntaxError(SyntaxFault("an expression is nested too deeply to be read", 1, 1)) from error


def unwrapped(node: Node) -> Node:
    """Return what a node of any kind holds, or None for an empty one."""
    kind = node.WhichOneof("node")
    return getattr(node, kind) if kind is not None else None


def kind(node: Node) -> str:
    """Return the kind of a node, as in `CreateStmt`."""
    return str(node.DESCRIPTOR.name) if node is not None else ""


def strings(nodes: Iterable[Node]) -> tuple[str, ...]:
    """Return the texts of a list of string nodes, as names are written: schema first."""
    return tuple(str(node.string.sval) for node in nodes)


def constant(node: Node, field: str) -> str:
    """Return the name of an enumerated field's value, as in `CONSTR_CHECK`."""
    number = getattr(node, field)
    return str(node.DESCRIPTOR.fields_by_name[field].enum_type.values_by_number[number].name)
