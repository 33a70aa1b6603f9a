"""The order in which tables are created, and the foreign keys that must wait until all of them are there."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from draftspec.sections.database import Column, Database, Modification, Table

Edges = dict[str, dict[str, tuple[Column, ...]]]
"""For each table the tables it refers to, each with the columns that do."""


@dataclass(frozen=True)
class Plan:
    """Tables in the order of their creation, and by table the columns whose foreign keys are added afterwards."""

    tables: tuple[Table, ...]
    late: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def late_columns(self, table: str) -> frozenset[str]:
        """Return the columns of a table whose foreign keys are added after all tables are there."""
        return self.late.get(table, frozenset())

    def late_keys(self, changes: Iterable[Modification] = ()) -> list[tuple[str, tuple[Column, ...]]]:
        """Return by table the columns, also those that modifications add, whose foreign keys are added last."""
        owners = [(table.name, table.columns) for table in self.tables]
        owners += [(change.table, change.add_columns) for change in changes]
        keys = [
            (name, tuple(column for column in columns if column.references and column.name in self.late_columns(name)))
            for name, columns in owners
        ]
        return [(name, columns) for name, columns in keys if columns]


def planned(database: Database) -> Plan:
    """Return the plan for the tables that a design creates."""
    return plan(database.tables, database.modifications)


def plan(tables: Iterable[Table], modifications: Iterable[Modification] = ()) -> Plan:
    """Return the plan for tables; ties keep the given order, so that a design's own order shows where it can."""
    by_name = {table.name: table for table in tables}
    changes = tuple(modifications)
    late = _waiting(by_name, changes)
    edges = _edges(by_name, late)
    while isinstance(sorter := _sorter(edges), CycleError):
        table, target = _weakest(edges, sorter.args[1])
        late.setdefault(table, set()).update(column.name for column in edges[table].pop(target))
    order = _order(edges, sorter)
    return Plan(tuple(by_name[name] for name in order), {name: frozenset(columns) for name, columns in late.items()})


def _waiting(tables: Mapping[str, Table], changes: tuple[Modification, ...]) -> dict[str, set[str]]:
    """Return the foreign keys that wait whatever the order: their target is changed, or is made a key by an index."""
    touched = {pair for change in changes for pair in _touched(change)}
    late: dict[str, set[str]] = {}
    owners = [(table.name, table.columns) for table in tables.values()]
    owners += [(change.table, change.add_columns) for change in changes]
    for owner, columns in owners:
        for column in columns:
            if (target := column.references) is None:
                continue
            own = tables.get(owner) if target.table == owner else None
            if (target.table, target.column) in touched or (own is not None and not is_key(own, target.column)):
                late.setdefault(owner, set()).add(column.name)
    return late


def _touched(change: Modification) -> Iterable[tuple[str, str]]:
    """Yield each table and column that a modification adds, gives another type or makes unique."""
    yield from ((change.table, column.name) for column in change.add_columns)
    yield from ((change.table, one.column) for one in change.change_columns if one.type is not None)
    yield from ((change.table, name) for one in change.add_constraints if one.kind == "unique" for name in one.columns)
    yield from ((change.table, key.column) for one in change.add_indexes if one.unique for key in one.columns)


def is_key(table: Table, column: str, *, with_indexes: bool = False) -> bool:
    """Tell whether a foreign key may refer to a column: alone it is the primary key or under a UNIQUE."""
    if [one.name for one in table.columns if one.primary_key] == [column]:
        return True
    if any(one.kind == "unique" and one.columns == (column,) for one in table.constraints):
        return True
    return with_indexes and any(
        one.unique and not one.where and [(key.column, key.lower) for key in one.columns] == [(column, False)]
        for one in table.indexes
    )


def _edges(tables: Mapping[str, Table], late: Mapping[str, set[str]]) -> Edges:
    edges: Edges = {name: {} for name in tables}
    for name, table in tables.items():
        for column in table.columns:
            target = column.references.table if column.references is not None else name
            if target != name and target in tables and column.name not in late.get(name, set()):
                edges[name][target] = (*edges[name].get(target, ()), column)
    return edges


def _sorter(edges: Edges) -> TopologicalSorter[str] | CycleError:
    """Return what gives the tables in the order of their references, or the cycle among them."""
    sorter = TopologicalSorter(edges)
    try:
        sorter.prepare()
    except CycleError as error:
        return error
    return sorter


def _weakest(edges: Edges, cycle: list[str]) -> tuple[str, str]:
    """Return the reference of a cycle that waits: one that may be NULL, as the other row is written first."""
    pairs = [(table, target) for target, table in pairwise(cycle)]
    for table, target in pairs:
        if all(column.nullable for column in edges[table][target]):
            return table, target
    return pairs[0]


def _order(edges: Edges, sorter: TopologicalSorter[str]) -> list[str]:
    place = {name: number for number, name in enumerate(edges)}
    ready: list[tuple[int, str]] = []
    order: list[str] = []
    while sorter.is_active():
        for name in sorter.get_ready():
            heapq.heappush(ready, (place[name], name))
        name = heapq.heappop(ready)[1]
        order.append(name)
        sorter.done(name)
    return order
