"""The files of a migration: up, down, and what is taken for granted so that both can be tried.

The order of up is extensions, tables with their indexes, modifications, foreign keys that had to wait; down goes the
same way back. Extensions stay, as other tables may use them by then.
"""

from __future__ import annotations

from draftspec.derive import alterations, ddl, extensions, names, ordering
from draftspec.derive.alterations import Alterations
from draftspec.derive.names import quote
from draftspec.derive.ordering import Plan
from draftspec.derive.relation import Relation
from draftspec.sections.database import Column, Database, Modification, Table

_ONE_TRANSACTION = "-- Run it in one transaction, as migration tools do; the file itself begins and ends none."
_DERIVED = "-- Derived by draftspec: change the design (spec.json), not this file."
_NOTHING = "-- There is nothing to do: the design creates and changes no table."


def up(database: Database, slug: str) -> str:
    """Return the text of `0001_<slug>.up.sql`."""
    return _file(f"-- {slug}: {_summary(database)}.", up_statements(database))


def down(database: Database, slug: str) -> str:
    """Return the text of `0001_<slug>.down.sql`."""
    what = f"-- {slug}: undoes the up migration; rows of its tables and values of its columns are lost."
    return _file(what, down_statements(database))


def up_statements(database: Database) -> tuple[str, ...]:
    """Return the statements of the up migration in the order in which they run."""
    plan = ordering.planned(database)
    return (
        *extensions.create(extensions.of_design(database)),
        *plan_statements(plan),
        *(statement for change in database.modifications for statement in modification(database, change)),
        *(ddl.add_foreign_keys(name, columns) for name, columns in plan.late_keys(database.modifications)),
    )


def down_statements(database: Database) -> tuple[str, ...]:
    """Return the statements of the down migration in the order in which they run."""
    plan = ordering.planned(database)
    changes = tuple(zip(_relations(database), database.modifications, strict=True))
    return (
        *(_dropped_keys(name, columns) for name, columns in reversed(plan.late_keys(database.modifications))),
        *(statement for before, change in reversed(changes) for statement in alterations.backward(before, change)),
        *(f"DROP TABLE {quote(table.name)};" for table in reversed(plan.tables)),
    )


def plan_statements(plan: Plan) -> tuple[str, ...]:
    """Return the statements that create a plan's tables, each followed by its indexes."""
    return tuple(
        statement
        for one in plan.tables
        for statement in (ddl.create_table(one, plan.late_columns(one.name)), *ddl.indexes(one))
    )


def table(database: Database, wanted: Table) -> tuple[str, ...]:
    """Return the statements that create a table of the design with all its foreign keys, without its indexes.

    As a rule that is one CREATE TABLE; a foreign key that has to wait for another table or a modification follows.
    """
    plan = ordering.planned(database)
    create = ddl.create_table(wanted, plan.late_columns(wanted.name))
    late = [
        ddl.add_foreign_keys(name, keys) for name, keys in plan.late_keys(database.modifications) if name == wanted.name
    ]
    return (create, *late)


def modification(database: Database, change: Modification) -> Alterations:
    """Return the statements of one of the design's modifications in the groups of the specification."""
    relations = zip(_relations(database), database.modifications, strict=True)
    before = next((relation for relation, one in relations if one == change), Relation(change.table, {}))
    return alterations.forward(before, change, ordering.planned(database).late_columns(change.table))


def _relations(database: Database) -> tuple[Relation, ...]:
    """Return for each modification its table as it is just before, those to the same table applied one by one."""
    known = {one.name: Relation.of(one) for one in (*database.existing, *database.assumed, *database.tables)}
    found = []
    for change in database.modifications:
        before = known.get(change.table, Relation(change.table, {}))
        known[change.table] = before.after(change)
        found.append(before)
    return tuple(found)


def _dropped_keys(table_name: str, columns: tuple[Column, ...]) -> str:
    keys = (names.foreign_key(table_name, column.name) for column in reversed(columns))
    return ddl.alter_table(table_name, (f"DROP CONSTRAINT {quote(key)}" for key in keys))


def _file(head: str, statements: tuple[str, ...]) -> str:
    if not statements:
        return f"{head}\n{_DERIVED}\n{_NOTHING}\n"
    return "\n".join((head, _DERIVED, _ONE_TRANSACTION, *(f"\n{statement}" for statement in statements))) + "\n"


def _summary(database: Database) -> str:
    parts = [f"creates {_counted(len(database.tables))}"] if database.tables else []
    if changed := {change.table for change in database.modifications}:
        parts.append(f"changes {_counted(len(changed))}")
    return ", ".join(parts) or "no change of the schema"


def _counted(number: int) -> str:
    return f"{number} table" + ("s" if number != 1 else "")
