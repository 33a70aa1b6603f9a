"""The design as checks see it: the decided sections with the look-ups that many checks share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from draftspec.checks.fields import Bodies
from draftspec.checks.keys import Key, keys_of
from draftspec.items import Items, index_items
from draftspec.sections.database import Column, ColumnChange, Constraint, Index, Table
from draftspec.sections.endpoints import Endpoint
from draftspec.spec import Sections, Target


class OwnColumn(NamedTuple):
    """A column that the feature itself creates."""

    where: str
    table: str
    column: Column


class OwnIndex(NamedTuple):
    """An index that the feature itself creates."""

    where: str
    table: str
    definition: Index


class OwnConstraint(NamedTuple):
    """A constraint that the feature itself creates."""

    where: str
    table: str
    constraint: Constraint


class Child(NamedTuple):
    """A column of another table that refers to a table."""

    table: str
    column: Column


class Design:
    """The decided sections; each look-up is built once, when it is first asked for."""

    def __init__(self, sections: Sections, target: Target | None = None) -> None:
        self.sections = sections
        self.target = target or Target()
        self.database = sections.database
        self.endpoints: tuple[Endpoint, ...] = sections.endpoints.endpoints
        self._bodies: dict[int, Bodies] = {}
        self._neighbours: dict[str, frozenset[str]] = {}

    def bodies(self, endpoint: Endpoint) -> Bodies:
        """Return the fields of the bodies of an endpoint."""
        if id(endpoint) not in self._bodies:  # they hold the endpoint, so that no other one can get its id
            self._bodies[id(endpoint)] = Bodies(endpoint)
        return self._bodies[id(endpoint)]

    @cached_property
    def items(self) -> Items:
        """Every item of the design."""
        return index_items(self.sections)

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """Every table that may be referred to, with what is added to it."""
        return self.sections.known_tables()

    @cached_property
    def new_tables(self) -> frozenset[str]:
        """The names of the tables that the feature creates."""
        return frozenset(table.name for table in self.database.tables)

    @cached_property
    def columns(self) -> Mapping[str, Mapping[str, Column]]:
        """The columns of every table by name, as they are after the feature's changes."""
        columns = {name: {column.name: column for column in table.columns} for name, table in self.tables.items()}
        for modification in self.database.modifications:
            known = columns.get(modification.table, {})
            for change in modification.change_columns:
                if change.column in known:
                    known[change.column] = _changed(known[change.column], change)
        return columns

    def column(self, table: str | None, name: str | None) -> Column | None:
        """Return a column, or None when the table or the column is not known."""
        return self.columns.get(table or "", {}).get(name or "")

    def table_path(self, table: str) -> str:
        """Return the path of a table."""
        return self.items.resolve(table) or "database"

    @cached_property
    def _keys(self) -> Mapping[str, tuple[Key, ...]]:
        return {name: keys_of(table) for name, table in self.tables.items()}

    def keys(self, table: str | None) -> tuple[Key, ...]:
        """Return the keys of a table, the primary key first."""
        return self._keys.get(table or "", ())

    def primary_key(self, table: str | None) -> tuple[str, ...]:
        """Return the columns of a table's primary key."""
        return next((key.columns for key in self.keys(table) if key.kind == "primary"), ())

    @cached_property
    def _children(self) -> Mapping[str, list[Child]]:
        children: dict[str, list[Child]] = defaultdict(list)
        for table, columns in self.columns.items():
            for column in columns.values():
                if column.references:
                    children[column.references.table].append(Child(table, column))
        return children

    def children(self, table: str) -> list[Child]:
        """Return the columns that refer to a table."""
        return self._children.get(table, [])

    def neighbours(self, table: str) -> frozenset[str]:
        """Return the tables that a foreign key leads to from a table, and those with one that leads to it."""
        if table not in self._neighbours:
            parents = (one.references.table for one in self.columns.get(table, {}).values() if one.references)
            self._neighbours[table] = frozenset((*parents, *(one.table for one in self.children(table))))
        return self._neighbours[table]

    def references(self, table: str, to: str) -> list[Column]:
        """Return the foreign keys from one table to another."""
        columns = self.columns.get(table, {}).values()
        return [column for column in columns if column.references and column.references.table == to]

    @cached_property
    def own_columns(self) -> tuple[OwnColumn, ...]:
        """The columns of new tables, and those added to others."""
        return (
            *(
                OwnColumn(f"database.tables.{table.name}.columns.{column.name}", table.name, column)
                for table in self.database.tables
                for column in table.columns
            ),
            *(
                OwnColumn(f"database.modifications.{change.table}.add_columns.{column.name}", change.table, column)
                for change in self.database.modifications
                for column in change.add_columns
            ),
        )

    @cached_property
    def own_indexes(self) -> tuple[OwnIndex, ...]:
        """The indexes of new tables, and those added to others."""
        return (
            *(
                OwnIndex(f"database.tables.{table.name}.indexes.{index.name}", table.name, index)
                for table in self.database.tables
                for index in table.indexes
            ),
            *(
                OwnIndex(f"database.modifications.{change.table}.add_indexes.{index.name}", change.table, index)
                for change in self.database.modifications
                for index in change.add_indexes
            ),
        )

    @cached_property
    def own_constraints(self) -> tuple[OwnConstraint, ...]:
        """The constraints of new tables, and those added to others."""
        return (
            *(
                OwnConstraint(f"database.tables.{table.name}.constraints.{one.name}", table.name, one)
                for table in self.database.tables
                for one in table.constraints
            ),
            *(
                OwnConstraint(f"database.modifications.{change.table}.add_constraints.{one.name}", change.table, one)
                for change in self.database.modifications
                for one in change.add_constraints
            ),
        )

    def soft_delete_columns(self, table: str) -> frozenset[str]:
        """Return the columns that mark a row of a table as deleted: those that a DELETE stamps, and `deleted_at`."""
        stamped = {one.soft_delete for one in self.endpoints if one.table == table and one.soft_delete}
        return frozenset((stamped | {"deleted_at"}) & self.columns.get(table, {}).keys())

    def owner_columns(self, table: str | None) -> frozenset[str]:
        """Return the columns of a table that hold a row's owner directly."""
        security = self.sections.security
        owners = security.ownership if security else ()
        return frozenset(owner.column for owner in owners if owner.table == table and not owner.via)


def _changed(column: Column, change: ColumnChange) -> Column:
    nullable = column.nullable if change.nullable is None else change.nullable
    return column.model_copy(update={"type": change.type or column.type, "nullable": nullable})
