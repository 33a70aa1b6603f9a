"""Which of the tables that are there a design refers to: these are part of it, as they are."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.items import field_names
from draftspec.sections.base import Model
from draftspec.sections.database import ColumnChange, Database, Modification, Table
from draftspec.spec import Sections


def with_existing(sections: Sections, existing: tuple[Table, ...]) -> Sections:
    """Return a design whose `database.existing` holds the tables that it refers to, in their order.

    A table that is there and was designed once more, new or assumed, stays as it is: the checks say so for a new one,
    and an assumed one is the real one. A changed column gets the type that it has.
    """
    if not existing:
        return sections
    database = sections.database
    decided = sections.model_copy(update={"database": database.model_copy(update={"existing": ()})})
    words = {*_words(decided), *(table.name for table in database.existing)}
    there = {table.name: table for table in existing}
    made = database.model_copy(
        update={
            "existing": tuple(table for table in existing if table.name in words),
            "assumed": tuple(table for table in database.assumed if table.name not in there),
            "modifications": tuple(
                _with_old_types(change, there.get(change.table)) for change in database.modifications
            ),
        }
    )
    return sections.model_copy(update={"database": made})


def decided_from(database: Database, existing: tuple[Table, ...]) -> Database:
    """Return a database as the sections after it see it."""
    return with_existing(Sections(database=database), existing).database


def _words(value: object) -> Iterator[str]:
    """Yield every text of a design that may name a table, of `invoices.due_date` the table."""
    if isinstance(value, Model):
        for name in field_names(type(value)):
            yield from _words(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _words(item)
    elif isinstance(value, str):
        yield value.partition(".")[0].strip("` ")


def _with_old_types(change: Modification, table: Table | None) -> Modification:
    types = {column.name: column.type for column in table.columns} if table else {}
    changes = tuple(_with_old_type(one, types.get(one.column)) for one in change.change_columns)
    return change.model_copy(update={"change_columns": changes})


def _with_old_type(change: ColumnChange, known: str | None) -> ColumnChange:
    wanted = change.type is not None and change.old_type is None and known is not None
    return change.model_copy(update={"old_type": known}) if wanted else change
