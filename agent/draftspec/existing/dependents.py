"""Views and triggers of a schema that is there, and which columns of its tables they read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from pydantic import ValidationError

from draftspec.existing.grammar import SqlSyntaxError
from draftspec.existing.script import statements
from draftspec.existing.trees import Node, kind, parse, strings, unwrapped
from draftspec.sections.database import Dependent, Table

_DEFINES = re.compile(r"CREATE\s+[\w\s]{0,60}?\b(VIEW|TRIGGER)\b", re.IGNORECASE)

Kind = Literal["view", "materialized view", "trigger"]


def dependents_of(script: str, tables: Iterable[Table]) -> tuple[Dependent, ...]:
    """Return what a script defines over columns of some tables; a statement that cannot be read is passed over."""
    columns = {table.name: tuple(one.name for one in table.columns) for table in tables}
    trees = (tree for one in statements(script) if _DEFINES.match(one.text) for tree in _parsed(one.text))
    return tuple(found for tree in trees for found in _read(tree, columns))


def _parsed(text: str) -> list[Node]:
    try:
        return parse(text)
    except SqlSyntaxError:  # of another tool, or too deep: what it reads is not known
        return []


def _read(tree: Node, tables: Mapping[str, tuple[str, ...]]) -> Iterator[Dependent]:
    match kind(tree):
        case "ViewStmt":
            yield from _dependent(tree.view.relname, "view", _used(tree.query, tables))
        case "CreateTableAsStmt":
            yield from _dependent(tree.into.rel.relname, "materialized view", _used(tree.query, tables))
        case "CreateTrigStmt":
            yield from _dependent(tree.trigname, "trigger", _used_by_trigger(tree, tables))


def _dependent(name: str, what: Kind, used: Iterable[str]) -> Iterator[Dependent]:
    columns = tuple(dict.fromkeys(used))
    try:
        if columns:
            yield Dependent(name=name, kind=what, columns=columns)
    except ValidationError:  # a name that no design can hold
        return


def _used(query: Node, tables: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield `table.column` for each column that a query names; a bare name is one of any table that has it."""
    nodes = list(_walk(query))
    ranges = [one for one in nodes if kind(one) == "RangeVar" and one.relname in tables]
    names = {one.alias.aliasname or one.relname: one.relname for one in ranges}
    for reference in (one for one in nodes if kind(one) == "ColumnRef"):
        parts = [_name(unwrapped(field)) for field in reference.fields]
        asked = (
            [names[parts[-2]]] if len(parts) > 1 and parts[-2] in names else names.values() if len(parts) == 1 else ()
        )
        for table in asked:
            yield from (f"{table}.{one}" for one in tables[table] if parts[-1] in (one, "*"))


def _used_by_trigger(tree: Node, tables: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield the columns that a trigger waits for, and those of its condition, which calls the row NEW and OLD."""
    table = tree.relation.relname
    used = set(strings(tree.columns))
    for one in _walk(tree.when_clause):
        if kind(one) == "ColumnRef":
            used.add(_name(unwrapped(one.fields[len(one.fields) - 1])))
    yield from (f"{table}.{one}" for one in tables.get(table, ()) if one in used)


def _name(field: Node) -> str:
    return "*" if kind(field) == "A_Star" else str(field.sval)


def _walk(node: Node) -> Iterator[Node]:
    """Yield a node and all below it."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one
        for field, value in one.ListFields():
            if field.message_type is not None:
                waiting.extend(value if hasattr(value, "append") else (value,))
