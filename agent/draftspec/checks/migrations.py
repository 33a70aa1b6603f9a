"""MIG: whether the statements that follow from the design can run, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.checks.design import Design
from draftspec.checks.registry import Found, check
from draftspec.checks.wording import did_you_mean, unknown_column
from draftspec.derive.names import NAME_BYTES, foreign_key, primary_key, values_check
from draftspec.sections.database import Column, Condition, Constraint, Index, Modification, Reference, Table


@check("MIG-11", "error", why="PostgreSQL refuses a statement that names what does not exist yet.")
def creation_order(design: Design) -> Iterator[Found]:
    """Everything that a statement refers to exists when it runs; only a cycle of new tables may wait for an ALTER."""
    yield from _modified_tables(design)
    yield from _new_references(design)
    yield from _assumed_references(design)
    for where, table, index in design.own_indexes:
        yield from _unknown_parts(design, where, table, _index_columns(index))
    for where, table, constraint in design.own_constraints:
        yield from _unknown_parts(design, where, table, _constraint_columns(constraint))


def _modified_tables(design: Design) -> Iterator[Found]:
    for change in design.database.modifications:
        where = f"database.modifications.{change.table}"
        if change.table not in design.tables:
            yield Found(
                where,
                f"`{change.table}` is changed, but no such table is there.",
                did_you_mean(change.table, design.tables, f"Add `{change.table}` to the assumed tables."),
            )
        elif change.table in design.new_tables:
            yield Found(
                where,
                f"`{change.table}` is changed by the migration that creates it.",
                f"Put the change into the new table `{change.table}` and drop the modification.",
            )
        else:
            yield from _changed_columns(design, change)


def _changed_columns(design: Design, change: Modification) -> Iterator[Found]:
    columns = design.columns[change.table]
    for one in change.change_columns:
        if one.column not in columns:
            yield Found(
                f"database.modifications.{change.table}.change_columns.{one.column}",
                f"`{change.table}` has no column `{one.column}` to change.",
                unknown_column(change.table, one.column, columns),
            )


def _new_references(design: Design) -> Iterator[Found]:
    for where, table, column in design.own_columns:
        if column.references:
            yield from _dangling(design, where, f"{table}.{column.name}", column.references)


def _assumed_references(design: Design) -> Iterator[Found]:
    """Assumed tables are created before the migration, so they cannot wait for its tables."""
    for table in design.database.assumed:
        for column in table.columns:
            if not column.references:
                continue
            where = f"database.assumed.{table.name}.columns.{column.name}"
            yield from _dangling(design, where, f"{table.name}.{column.name}", column.references)
            if column.references.table in design.new_tables:
                yield Found(
                    where,
                    f"`{table.name}` is taken for granted, yet refers to `{column.references.table}`, "
                    "which the migration creates later.",
                    "Add the column by a modification of the assumed table.",
                )


def _dangling(design: Design, where: str, name: str, reference: Reference) -> Iterator[Found]:
    columns = design.columns.get(reference.table)
    if columns is None:
        yield Found(
            where,
            f"`{name}` refers to `{reference.table}`, which is no table of the design.",
            did_you_mean(reference.table, design.tables, f"Design `{reference.table}`, or add it to the assumed."),
        )
    elif reference.column not in columns:
        yield Found(
            where,
            f"`{name}` refers to `{reference.table}.{reference.column}`, which does not exist.",
            unknown_column(reference.table, reference.column, columns),
        )
    elif not any(
        key.unique and not key.where and key.columns == (reference.column,) for key in design.keys(reference.table)
    ):
        yield Found(
            where,
            f"`{name}` refers to `{reference.table}.{reference.column}`, which is neither primary key nor unique.",
            f"Refer to the primary key of `{reference.table}`, or make the column unique.",
        )


def _unknown_parts(design: Design, where: str, table: str, used: Iterator[str]) -> Iterator[Found]:
    columns = design.columns.get(table)
    if columns is None:
        return
    for column in dict.fromkeys(used):
        if column not in columns:
            yield Found(
                where,
                f"`{where.rsplit('.', 1)[-1]}` is over `{column}`, which `{table}` does not have.",
                unknown_column(table, column, columns),
            )


def _index_columns(index: Index) -> Iterator[str]:
    yield from (part.column for part in index.columns)
    yield from _compared(index.where)


def _constraint_columns(constraint: Constraint) -> Iterator[str]:
    yield from constraint.columns
    yield from constraint.period
    yield from _compared(constraint.conditions)


def _compared(conditions: tuple[Condition, ...]) -> Iterator[str]:
    for condition in conditions:
        yield condition.column
        if condition.other:
            yield condition.other


@check("MIG-12", "error", why="PostgreSQL cuts longer names, and refuses a name that is taken.")
def names(design: Design) -> Iterator[Found]:
    """Names are at most 63 bytes long, and unique in the schema, table or column list that they stand in."""
    for where, name in _own_names(design):
        if (size := len(name.encode())) > NAME_BYTES:
            yield Found(
                where, f"The name `{name}` has {size} bytes.", f"Shorten it; PostgreSQL keeps {NAME_BYTES} bytes."
            )
    yield from _taken_twice(_relations(design), "a table, index or key")
    yield from _taken_twice(_constraints(design), "a constraint of the table")
    yield from _taken_twice(_columns(design), "a column of the table")


Named = Iterator[tuple[str, str, str]]
"""Names as (where, the space in which it must be unique, name); where is empty for what is not the feature's own."""


def _own_names(design: Design) -> Iterator[tuple[str, str]]:
    for table in design.database.tables:
        yield f"database.tables.{table.name}", table.name
    for own in design.own_columns:
        yield own.where, own.column.name
    for index in design.own_indexes:
        yield index.where, index.definition.name
    for constraint in design.own_constraints:
        yield constraint.where, constraint.constraint.name


def _taken_twice(named: Named, kind: str) -> Iterator[Found]:
    seen: set[tuple[str, str]] = set()
    for where, space, name in named:
        if where and (space, name) in seen:
            yield Found(where, f"`{name}` is already the name of {kind}.", f"Give one `{name}` another name.")
        seen.add((space, name))


def _there(design: Design) -> tuple[Table, ...]:
    return (*design.database.existing, *design.database.assumed)


def _relations(design: Design) -> Named:
    """Yield what shares PostgreSQL's name space of a schema: tables, and the indexes behind keys and constraints."""
    for table in _there(design):
        yield "", "", table.name
        yield from (("", "", index.name) for index in table.indexes)
        yield from (("", "", one.name) for one in table.constraints if one.kind != "check")
    for table in design.database.tables:
        where = f"database.tables.{table.name}"
        yield where, "", table.name
        if any(column.primary_key for column in table.columns):
            yield where, "", primary_key(table.name)
    for index in design.own_indexes:
        yield index.where, "", index.definition.name
    for one in design.own_constraints:
        if one.constraint.kind != "check":
            yield one.where, "", one.constraint.name


def _constraints(design: Design) -> Named:
    for table in _there(design):
        yield from (("", table.name, one.name) for one in table.constraints)
    for where, table_name, column in design.own_columns:
        yield from ((where, table_name, name) for name in _derived(table_name, column))
    for one in design.own_constraints:
        yield one.where, one.table, one.constraint.name


def _derived(table: str, column: Column) -> Iterator[str]:
    if column.references:
        yield foreign_key(table, column.name)
    if column.values:
        yield values_check(table, column.name)


def _columns(design: Design) -> Named:
    for table in _there(design):
        yield from (("", table.name, column.name) for column in table.columns)
    yield from ((where, table, column.name) for where, table, column in design.own_columns)
