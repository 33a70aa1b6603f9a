"""The keys of a table: its indexes, and the constraints that PostgreSQL keeps an index for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from draftspec.derive.names import primary_key
from draftspec.sections.database import Condition, Constraint, Index, IndexColumn, Table


@dataclass(frozen=True)
class Key:
    """An index, or a constraint with an index behind it."""

    name: str
    kind: Literal["primary", "unique", "index", "exclude"]
    parts: tuple[IndexColumn, ...]
    where: tuple[Condition, ...] = ()
    method: str = "btree"

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return tuple(part.column for part in self.parts)

    @property
    def unique(self) -> bool:
        """Whether two rows cannot hold equal values, for the rows that it is about."""
        return self.kind in ("primary", "unique")

    @property
    def whole(self) -> bool:
        """Whether it is an ordered index over every row that a query for live rows needs."""
        return self.method == "btree" and all(one.operator in ("is null", "is not null") for one in self.where)


def keys_of(table: Table) -> tuple[Key, ...]:
    """Return the keys of a table, the primary key first."""
    return tuple(_keys(table))


def index_key(index: Index) -> Key:
    """Return an index as a key."""
    return Key(index.name, "unique" if index.unique else "index", index.columns, index.where, index.method)


def _keys(table: Table) -> Iterator[Key]:
    if primary := tuple(column.name for column in table.columns if column.primary_key):
        yield Key(primary_key(table.name), "primary", _parts(primary))
    for constraint in table.constraints:
        if constraint.kind == "unique":
            yield Key(constraint.name, "unique", _parts(constraint.columns))
        elif constraint.kind == "exclude":
            yield _exclusion(constraint)
    yield from (index_key(index) for index in table.indexes)


def _exclusion(constraint: Constraint) -> Key:
    parts = _parts((*constraint.columns, *constraint.period))
    return Key(constraint.name, "exclude", parts, constraint.conditions, "gist")


def _parts(columns: tuple[str, ...]) -> tuple[IndexColumn, ...]:
    return tuple(IndexColumn(column=column) for column in columns)
