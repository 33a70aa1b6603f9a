"""Rows for probes: an example row of a table, and before it the rows that it refers to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from draftspec.checks.design import Design
from draftspec.derive.example_rows import Facts, Rows
from draftspec.derive.names import quote
from draftspec.sections.database import Column, Table

if TYPE_CHECKING:
    from draftspec.postgres.scratch import Scratch

_DEEPEST = 8


class Seeds:
    """Puts example rows into tables, within a transaction of a scratch database."""

    def __init__(self, design: Design, scratch: Scratch, *, before_up: bool = False, rows: Rows | None = None) -> None:
        """`before_up`: only what is there before the migration; `rows`: the values, those of a plain example else."""
        database = design.database
        there = {table.name: table for table in (*database.existing, *database.assumed)}
        self._tables: Mapping[str, Table] = there if before_up else design.tables
        self._scratch = scratch
        self._planted: set[tuple[str, int]] = set()
        self.rows = rows or Rows(Facts(self._tables))

    def planted(self, table: str, row: int = 0, given: Mapping[str, Any] | None = None, depth: int = 0) -> bool:
        """Put an example row into a table, with the rows that it needs, and tell whether that was possible.

        Args:
            table: The table.
            row: Which example row.
            given: Values that count instead of the example's.
            depth: How many rows wait for this one.

        """
        known = self._tables.get(table)
        if known is None or depth > _DEEPEST:
            return False
        if (table, row) in self._planted:
            return True
        self._planted.add((table, row))
        values = {column.name: self.rows.value(table, column.name, row) for column in _settable(known)}
        values |= given or {}
        for column in known.columns:
            if column.references and values.get(column.name) is not None:
                if self._parent_is_there(table, column, row, values[column.name], depth):
                    continue
                if not column.nullable:
                    return False
                values[column.name] = None
        return self.inserted(table, values)

    def parents(self, table: str, values: Mapping[str, Any], row: int = 0) -> bool:
        """Put in the rows that the foreign keys among the values refer to, and tell whether that was possible."""
        known = self._tables.get(table)
        keys = [column for column in known.columns if column.references] if known else []
        wanted = [column for column in keys if values.get(column.name) is not None]
        return all(self._parent_is_there(table, column, row, values[column.name], 0) for column in wanted)

    def _parent_is_there(self, table: str, column: Column, row: int, value: Any, depth: int) -> bool:
        if column.references is None:
            return True
        target = column.references
        return self.planted(target.table, self.rows.row_of(table, column, row), {target.column: value}, depth + 1)

    def inserted(self, table: str, values: Mapping[str, Any]) -> bool:
        """Put in a row, and tell whether that was possible; the transaction goes on in any case."""
        from draftspec.postgres.fault import StatementError

        try:
            insert(self._scratch, table, values)
        except StatementError as error:
            if error.fault.sqlstate[:2] in ("08", "57"):
                raise
            return False
        return True


def insert(scratch: Scratch, table: str, values: Mapping[str, Any]) -> None:
    """Insert a row given as JSON values under a savepoint: when it fails, the transaction goes on.

    Raises:
        StatementError: PostgreSQL refuses the row.

    """
    names = ", ".join(map(quote, values))
    if names:
        row = f"jsonb_populate_record(NULL::{quote(table)}, $1::text::jsonb)"
        text = f"INSERT INTO {quote(table)} ({names}) OVERRIDING SYSTEM VALUE SELECT {names} FROM {row}"  # noqa: S608
        under_savepoint(scratch, text, (json.dumps(values),))
    else:
        under_savepoint(scratch, f"INSERT INTO {quote(table)} DEFAULT VALUES")


def under_savepoint(scratch: Scratch, statement: str, parameters: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Run a statement within a transaction, and undo it alone when it fails.

    Raises:
        StatementError: It failed.

    """
    from draftspec.postgres.fault import StatementError

    scratch.query("SAVEPOINT tried")
    try:
        return scratch.query(statement, parameters)
    except StatementError as error:
        if error.fault.sqlstate[:2] not in ("08", "57"):
            scratch.query("ROLLBACK TO SAVEPOINT tried")
        raise


def _settable(table: Table) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if not column.computed)
