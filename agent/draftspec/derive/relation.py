"""A table as its statements see it: what it is called, which columns it has, what is promised about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from draftspec.sections.database import Column, Constraint, Modification, Table


@dataclass(frozen=True)
class Relation:
    """A table's name, its columns by name, its declared constraints."""

    name: str
    columns: Mapping[str, Column]
    constraints: tuple[Constraint, ...] = ()

    @classmethod
    def of(cls, table: Table) -> Relation:
        """Return a table of the design as it is."""
        return cls(table.name, {column.name: column for column in table.columns}, table.constraints)

    def after(self, change: Modification) -> Relation:
        """Return the relation with a modification applied."""
        columns = dict(self.columns) | {column.name: column for column in change.add_columns}
        for one in change.change_columns:
            if (column := columns.get(one.column)) is not None:
                nullable = column.nullable if one.nullable is None else one.nullable
                columns[one.column] = column.model_copy(update={"type": one.type or column.type, "nullable": nullable})
        return Relation(self.name, columns, (*self.constraints, *change.add_constraints))

    def type_of(self, column: str) -> str:
        """Return the type of a column, or nothing for a column that is not known."""
        found = self.columns.get(column)
        return found.type if found is not None else ""
