"""What changes in a table that is there, and the way back, as statements in the order in which they run.

A migration runs in one transaction, so locks are held to its end: NOT VALID with a later VALIDATE would save nothing,
and CONCURRENTLY is impossible. What is cheap is done: one ALTER TABLE for all columns, and the foreign key of a new
column stands with the column, where PostgreSQL knows that no row has a value yet and reads none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from draftspec.derive import ddl, names
from draftspec.derive.column_types import casts_by_itself
from draftspec.derive.names import quote
from draftspec.derive.relation import Relation
from draftspec.sections.database import Column, ColumnChange, Modification


@dataclass(frozen=True)
class Alterations:
    """The statements of one modification, grouped as the specification shows them; the groups run in this order."""

    add_columns: tuple[str, ...] = ()
    change_columns: tuple[str, ...] = ()
    add_constraints: tuple[str, ...] = ()
    add_indexes: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[str]:
        """Yield every statement in order."""
        yield from (*self.add_columns, *self.change_columns, *self.add_constraints, *self.add_indexes)


def forward(before: Relation, change: Modification, late: frozenset[str] = frozenset()) -> Alterations:
    """Return the statements of a modification, without the foreign keys of the added columns in `late`.

    An added column that is NOT NULL without a default stays so: check MIG-10 reports it, for no statement could guess
    what the rows that are there should hold.
    """
    after = before.after(change)
    constraints = [ddl.values_check(change.table, column) for column in change.add_columns if column.values]
    constraints += [ddl.constraint(after, one) for one in change.add_constraints]
    changes = (action for one in change.change_columns for action in _changed(before, one))
    return Alterations(
        add_columns=_alter(change.table, _added(change, late)),
        change_columns=_alter(change.table, changes),
        add_constraints=_alter(change.table, (f"ADD {definition}" for definition in constraints)),
        add_indexes=tuple(ddl.index(after, one) for one in change.add_indexes),
    )


def backward(before: Relation, change: Modification) -> tuple[str, ...]:
    """Return the statements that undo a modification, last one first."""
    constraints = [names.values_check(change.table, column.name) for column in change.add_columns if column.values]
    constraints += [one.name for one in change.add_constraints]
    restored = (action for one in reversed(change.change_columns) for action in _restored(before, one))
    return (
        *(f"DROP INDEX {quote(one.name)};" for one in reversed(change.add_indexes)),
        *_alter(change.table, (f"DROP CONSTRAINT {quote(name)}" for name in reversed(constraints))),
        *_alter(change.table, restored),
        *_alter(change.table, (f"DROP COLUMN {quote(column.name)}" for column in reversed(change.add_columns))),
    )


def _alter(table: str, actions: Iterator[str]) -> tuple[str, ...]:
    listed = tuple(actions)
    return (ddl.alter_table(table, listed),) if listed else ()


def _added(change: Modification, late: frozenset[str]) -> Iterator[str]:
    for column, line in zip(change.add_columns, ddl.column_lines(change.add_columns, "ADD COLUMN "), strict=True):
        yield line + (_inline_key(change.table, column) if column.name not in late else "")


def _inline_key(table: str, column: Column) -> str:
    if column.references is None:
        return ""
    return f"\n        CONSTRAINT {quote(names.foreign_key(table, column.name))} {ddl.references(column)}"


def _changed(before: Relation, change: ColumnChange) -> Iterator[str]:
    old = change.old_type or before.type_of(change.column)
    if change.type is not None:
        yield from _retyped(before, change.column, old, change.type)
    if change.nullable is not None and change.nullable != _was_nullable(before, change):
        yield _nullability(change.column, change.nullable)


def _restored(before: Relation, change: ColumnChange) -> Iterator[str]:
    old = change.old_type or before.type_of(change.column)
    if change.nullable is not None and change.nullable != _was_nullable(before, change):
        yield _nullability(change.column, not change.nullable)
    if change.type is not None and old:
        yield from _retyped(before, change.column, change.type, old)


def _retyped(before: Relation, name: str, old: str, new: str) -> Iterator[str]:
    """Yield the actions that give a column another type.

    Its default is set anew: PostgreSQL would keep the old one under a cast, which the way back could not take off.
    """
    column = before.columns.get(name)
    default = column.default if column is not None and not column.identity else None
    using = f" USING {quote(name)}::{new}" if old and not casts_by_itself(old, new) else ""
    if default is not None:
        yield f"ALTER COLUMN {quote(name)} DROP DEFAULT"
    yield f"ALTER COLUMN {quote(name)} TYPE {new}{using}"
    if default is not None:
        yield f"ALTER COLUMN {quote(name)} SET DEFAULT {default}"


def _was_nullable(before: Relation, change: ColumnChange) -> bool | None:
    column = before.columns.get(change.column)
    return column.nullable if column is not None else None


def _nullability(column: str, nullable: bool) -> str:
    return f"ALTER COLUMN {quote(column)} {'DROP' if nullable else 'SET'} NOT NULL"
