"""A fault of a server as a finding: with its SQLSTATE, its statement, and the item that the statement came from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draftspec.checks.design import Design
from draftspec.spec import Finding, Severity

if TYPE_CHECKING:
    from draftspec.postgres.fault import Fault

LONGEST = 400
_STATEMENT = 120

_NAME = r'(?:"((?:[^"]|"")+)"|([a-z_][a-z0-9_$]*))'
_CREATED_INDEX = re.compile(rf"\s*CREATE (?:UNIQUE )?INDEX (?:CONCURRENTLY )?{_NAME}", re.IGNORECASE)
_TABLE = re.compile(rf"\s*(?:CREATE|ALTER|DROP) TABLE (?:IF EXISTS )?{_NAME}", re.IGNORECASE)
_ALTERED = re.compile(r'ALTER COLUMN "?(\w+)')
_MENTIONED = re.compile(r'"([^"]+)"|(?:function|type|operator|column|collation) ([a-z_][\w.]*)')


def tried_finding(
    check: str, design: Design, fault: Fault, what: str = "fails", severity: Severity = "error"
) -> Finding:
    """Return a fault of a derived statement as a finding at the item that the statement came from."""
    where = item_of(design, fault)
    return Finding(
        check=check,
        severity=severity,
        where=where,
        message=short(f"{_called(where)} {what}: {told(fault)}"),
        hint=_HINTS.get(fault.sqlstate, "Correct the item; the statement follows from it."),
    )


_HINTS = {
    "0A000": "Leave the column as it is and add one beside it, or change by hand what depends on it.",
    "42704": "Use a type, operator class or collation that PostgreSQL has.",
    "42883": "Use a function that PostgreSQL has, or none.",
    "42P01": "Design the table, or add it to the assumed ones.",
    "42703": "Name a column that the table has.",
    "42P07": "Give one of the two another name.",
    "42804": "Give both columns the same type.",
    "42830": "Refer to the primary key, or make the column unique.",
    "2BP01": "Drop what depends on it first.",
    "23502": "Give the column a default, or let it be NULL until it is filled.",
    "57014": "Find out what runs so long; on empty tables each statement takes milliseconds.",
}


def told(fault: Fault) -> str:
    """Return a fault in one line: SQLSTATE, message, detail, and the start of the statement.

    A whole row as the detail is left out: it is made up, and its moments and keys are others in every run.
    """
    told_more = fault.detail and not fault.detail.startswith("Failing row contains")
    detail = f" ({fault.detail})" if told_more else ""
    return f"{fault.sqlstate} {fault.message}{detail} in `{statement_start(fault.statement)}`"


def statement_start(statement: str) -> str:
    """Return the start of a statement on one line."""
    line = " ".join(statement.replace("`", "'").split())
    return line if len(line) <= _STATEMENT else line[:_STATEMENT].rstrip() + " …"


def short(text: str) -> str:
    """Return a text that a finding may hold."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST * 2 else line[: LONGEST * 2].rstrip() + " …"


def _called(where: str) -> str:
    return f"`{where.rsplit('.', 1)[-1]}`"


def item_of(design: Design, fault: Fault) -> str:
    """Return the path of the item that a derived statement, or what its fault names, came from."""
    if (index := _CREATED_INDEX.match(fault.statement)) is not None:
        name = index[1] or index[2]
        return next((own.where for own in design.own_indexes if own.definition.name == name), "database")
    table = _TABLE.match(fault.statement)
    if table is None:
        return "database"
    return part_of_table(design, table[1] or table[2], fault)


def part_of_table(design: Design, table: str, fault: Fault) -> str:
    """Return the column or constraint of a table that a fault names, or the table."""
    names = [fault.column, fault.constraint, *(a or b for a, b in _MENTIONED.findall(fault.message))]
    for name in filter(None, names):
        for own in design.own_columns:
            reference = own.column.references
            parts = {own.column.name, own.column.type, f"{table}_{own.column.name}_fkey"}
            parts |= {reference.table, reference.column} if reference else set()
            parts |= {own.column.default.split("(")[0]} if own.column.default else set()
            if own.table == table and name in parts:
                return own.where
        for limit in design.own_constraints:
            compared = (one.column for one in limit.constraint.conditions)
            if limit.table == table and name in (limit.constraint.name, *limit.constraint.columns, *compared):
                return limit.where
    return _changed_column(design, table, fault) or design.table_path(table)


def _changed_column(design: Design, table: str, fault: Fault) -> str | None:
    """Return the change of a column that a fault's detail names, or that its statement makes."""
    said = {a or b for a, b in _MENTIONED.findall(fault.detail)} or set(_ALTERED.findall(fault.statement))
    for change in design.database.modifications:
        for one in change.change_columns:
            if change.table == table and one.column in said:
                return f"database.modifications.{table}.change_columns.{one.column}"
    return None
