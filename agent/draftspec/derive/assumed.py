"""What a design takes for granted, as statements that set it up, so that its migration can be tried elsewhere.

It stands for a schema that is there already and shows no more of it than the design knows: a foreign key to a table
that is out of sight is left out, and so is a default that calls a function of the project's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from draftspec.derive import ddl, extensions, migration, ordering
from draftspec.derive.column_types import is_array, is_known
from draftspec.derive.conditions import literal
from draftspec.derive.names import quote
from draftspec.sections.database import Column, Constraint, Database, Table

_CALLS = frozenset(
    [
        "now()",
        "clock_timestamp()",
        "statement_timestamp()",
        "transaction_timestamp()",
        "timeofday()",
        "gen_random_uuid()",
        "uuidv4()",
        "uuidv7()",
        "uuid_generate_v4()",
        "random()",
        "localtimestamp()",
        "txid_current()",
        "pg_current_xact_id()",
    ]
)


def text(database: Database, slug: str) -> str:
    """Return the text of `0000_assumed.sql`, or nothing where the design takes no table for granted."""
    written = statements(database)
    if not written:
        return ""
    head = (
        f"-- {slug}: tables that the design takes for granted, as far as it needs them.",
        "-- Derived by draftspec for trying the migration on an empty database; never run it on yours.",
    )
    return "\n".join((*head, *(f"\n{statement}" for statement in written))) + "\n"


def statements(database: Database) -> tuple[str, ...]:
    """Return the statements that set up the existing and assumed tables of a design, in the order in which they run."""
    given = {table.name: table for table in (*database.existing, *database.assumed)}
    tables = [_visible(table, given) for table in given.values()]
    plan = ordering.plan(tables)
    return (
        *extensions.create(extensions.of_tables(tables)),
        *_types(given.values()),
        *migration.plan_statements(plan),
        *(ddl.add_foreign_keys(name, columns) for name, columns in plan.late_keys()),
        *_views(database, {table.name: {column.name for column in table.columns} for table in tables}),
    )


def _views(database: Database, there: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield a stand-in for each view of the schema: it reads the same columns, so it forbids the same changes."""
    for view in database.dependents:
        read = [name.partition(".") for name in view.columns]
        known = [(table, column) for table, _, column in read if column in there.get(table, ())]
        if view.kind != "trigger" and known and view.name not in there:
            columns = ", ".join(f"{quote(table)}.{quote(column)} AS c{n}" for n, (table, column) in enumerate(known, 1))
            tables = ", ".join(map(quote, dict.fromkeys(table for table, _ in known)))
            yield f"CREATE VIEW {quote(view.name)} AS SELECT {columns} FROM {tables};"  # noqa: S608 - quoted


def _visible(table: Table, given: Mapping[str, Table]) -> Table:
    """Return a table with what can be set up without the rest of its schema."""
    there = {column.name for column in table.columns}
    return table.model_copy(
        update={
            "columns": tuple(_visible_column(column, given) for column in table.columns),
            "indexes": tuple(one for one in table.indexes if {key.column for key in one.columns} <= there),
            "constraints": tuple(one for one in table.constraints if there.issuperset(_columns_of(one))),
        }
    )


def _columns_of(one: Constraint) -> Iterator[str]:
    yield from (*one.columns, *one.period)
    for condition in one.conditions:
        yield from (name for name in (condition.column, condition.other) if name is not None)


def _visible_column(column: Column, given: Mapping[str, Table]) -> Column:
    target = given.get(column.references.table) if column.references else None
    kept = (
        target is not None
        and column.references
        and ordering.is_key(target, column.references.column, with_indexes=True)
    )
    foreign = column.default is not None and column.default.endswith("()") and column.default not in _CALLS
    return column.model_copy(
        update={
            "type": column.type if is_known(column.type) else _bare(column.type) + "[]" * is_array(column.type),
            "references": column.references if kept else None,
            "default": None if foreign else column.default,
            "nullable": column.nullable or foreign or column.computed,
            "values": column.values if is_known(column.type) else None,
        }
    )


def _types(tables: Iterable[Table]) -> Iterator[str]:
    """Yield statements that create the project's own types: enums by their values, others as a stand-in for text."""
    written: set[str] = set()
    for column in (column for table in tables for column in table.columns if not is_known(column.type)):
        name = _bare(column.type)
        if name not in written and column.values:
            yield f"CREATE TYPE {name} AS ENUM ({', '.join(map(literal, column.values))});"
        elif name not in written:
            yield f"CREATE DOMAIN {name} AS text;"
        written.add(name)


def _bare(type_: str) -> str:
    return re.split(r"[(\[]", type_)[0].strip()
