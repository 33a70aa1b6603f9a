"""REQ-09: whether PostgreSQL stores the example body of each request.

A row is made of the body, what the server fills, and the keys of the path; everything else is left to its default. What
the server fills is only exemplary, so a constraint over such a value decides nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from draftspec.checks.design import Design
from draftspec.checks.probe_rows import Seeds, insert, under_savepoint
from draftspec.checks.tried import short, told
from draftspec.derive.example_rows import Facts
from draftspec.derive.examples import request_example, rows_of
from draftspec.derive.names import quote
from draftspec.items import endpoint_name, endpoint_path
from draftspec.sections.endpoints import Endpoint
from draftspec.spec import Finding

if TYPE_CHECKING:
    from draftspec.postgres.fault import Fault
    from draftspec.postgres.scratch import Scratch

_UNDECIDED = ("23503", "23505", "23P01")
"""Rows beside the one that is tried are examples themselves, and may be too few or too alike."""


def find(design: Design, scratch: Scratch) -> Iterator[Finding]:
    """Yield a finding for each example body that PostgreSQL refuses.

    Raises:
        StatementError: The database is of no more use.

    """
    facts = Facts(design.tables, tuple(design.endpoints))
    for endpoint in design.endpoints:
        body = request_example(endpoint, facts) if endpoint.table in design.tables else None
        if body is None or endpoint.table not in endpoint.writes:
            continue
        with scratch.rolled_back():
            fault = _Attempt(design, scratch, endpoint, facts).fault(body)
        if fault is not None:
            yield _finding(endpoint, body, fault)


class _Attempt:
    """One request, tried in a transaction."""

    def __init__(self, design: Design, scratch: Scratch, endpoint: Endpoint, facts: Facts) -> None:
        self.design, self.scratch, self.endpoint = design, scratch, endpoint
        self.table = endpoint.table or ""
        self.rows = rows_of(endpoint, facts)
        self.seeds = Seeds(design, scratch, rows=self.rows)

    def fault(self, body: Mapping[str, Any]) -> Fault | None:
        """Return why PostgreSQL refuses the body, None when it does not or when that cannot be decided."""
        from draftspec.postgres.fault import StatementError

        given = self._given(body)
        try:
            if self.endpoint.action == "create":
                self._create(given)
            elif given:
                self._change(given)
        except StatementError as error:
            if error.fault.sqlstate[:2] in ("08", "57"):
                raise
            return error.fault if self._is_decided(error.fault, given) else None
        return None

    def _given(self, body: Mapping[str, Any]) -> dict[str, Any]:
        fields = self.endpoint.request.fields if self.endpoint.request else ()
        known = self.design.columns.get(self.table, {})
        return {
            field.column: body[field.name]
            for field in fields
            if field.source == "column" and field.table == self.table and field.column and field.name in body
            if field.column in known
        }

    def _create(self, given: Mapping[str, Any]) -> None:
        values = {**self._filled(), **given}
        if self.seeds.parents(self.table, values):
            insert(self.scratch, self.table, values)

    def _filled(self) -> dict[str, Any]:
        """Return what the path and the server give a new row."""
        known = self.design.columns.get(self.table, {})
        filled = {
            one.column: self.rows.value(self.table, one.column)
            for one in self.endpoint.server_sets
            if one.table == self.table and one.column in known and not known[one.column].identity
        }
        for parameter in self.endpoint.path_parameters:
            for column in self.design.references(self.table, parameter.table):
                filled.setdefault(column.name, self.rows.value(self.table, column.name))
        return filled

    def _change(self, given: Mapping[str, Any]) -> None:
        if not (self.seeds.parents(self.table, given) and self.seeds.planted(self.table)):
            return
        pairs = ", ".join(f"{quote(name)} = new_row.{quote(name)}" for name in given)
        row = f"jsonb_populate_record(NULL::{quote(self.table)}, $1::text::jsonb) AS new_row"
        same = " AND ".join(
            f"{quote(self.table)}.{quote(key)} = (jsonb_populate_record(NULL::{quote(self.table)}, $2::text::jsonb)).{quote(key)}"
            for key in self.design.primary_key(self.table)
        )
        key = {name: self.rows.value(self.table, name) for name in self.design.primary_key(self.table)}
        statement = f"UPDATE {quote(self.table)} SET {pairs} FROM {row} WHERE {same or 'true'}"  # noqa: S608 - quoted
        parameters = (json.dumps(given), json.dumps(key)) if same else (json.dumps(given),)
        under_savepoint(self.scratch, statement, parameters)

    def _is_decided(self, fault: Fault, given: Mapping[str, Any]) -> bool:
        if fault.sqlstate in _UNDECIDED:
            return False
        if fault.sqlstate != "23514":
            return True
        involved = self._columns_of(fault.constraint)
        if self.endpoint.action == "create":
            return not (involved & self._filled().keys() - given.keys())
        return involved <= given.keys()

    def _columns_of(self, constraint: str) -> set[str]:
        rows = self.scratch.query(
            "SELECT a.attname FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid "
            "AND a.attnum = ANY (c.conkey) WHERE c.conname = $1 AND c.conrelid = $2::text::regclass",
            (constraint, quote(self.table)),
        )
        return {str(name) for (name,) in rows}


def _finding(endpoint: Endpoint, body: Mapping[str, Any], fault: Fault) -> Finding:
    where = f"{endpoint_path(endpoint)}.request"
    fields = endpoint.request.fields if endpoint.request else ()
    named = next((one.name for one in fields if one.column and _is_about(one.column, fault)), None)
    missing = fault.sqlstate == "23502" and named is None
    return Finding(
        check="REQ-09",
        severity="error",
        where=f"{where}.{named}" if named in body else where,
        message=short(f"The example of `{endpoint_name(endpoint)}` cannot be stored: {told(fault)}"),
        hint=f"Ask for `{fault.column}` in the body, fill it in the server, or give it a default."
        if missing
        else "Make the field's type, values and limits those of its column.",
    )


def _is_about(column: str, fault: Fault) -> bool:
    return fault.column == column or f"_{column}_" in fault.constraint or f'"{column}"' in fault.message
