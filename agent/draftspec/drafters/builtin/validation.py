"""Decides the `validation` section from the columns that callers fill and the rules of the entries."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.sections.database import Column, Condition, Database, Table
from draftspec.sections.endpoints import Endpoint, Endpoints, ErrorCase
from draftspec.sections.validation import BusinessCheck, InputRule, Validation
from draftspec.spec import Sections

_KINDS = {"uuid": "UUID", "timestamptz": "RFC 3339 with offset", "date": "YYYY-MM-DD", "time": "HH:MM:SS", "boolean": "true or false",
          "integer": "32-bit integer", "bigint": "64-bit integer", "smallint": "16-bit integer", "jsonb": "JSON object, at most 64 KB (assumption)", "jsonb list": "JSON list, at most 64 KB (assumption)",
          "text": "1 to 10,000 characters (assumption)", "inet": "IPv4 or IPv6 address", "text[]": "list of texts, at most 100 (assumption)"}  # fmt: skip


def draft(plan: Plan, database: Database, endpoints: Endpoints) -> Validation:
    """Return one input rule for each field that a caller gives, and the checks that need stored data."""
    tables = Sections(database=database).known_tables()
    inputs: dict[tuple[str, str], InputRule] = {}
    for endpoint in endpoints.endpoints:
        for field in endpoint.request.fields if endpoint.request else ():
            if field.source == "column" and field.table and field.column:
                column = _column(tables.get(field.table), field.column)
                if column is not None:
                    rule = InputRule(field=field.name, table=field.table, rules=_said(column, tables[field.table]))
                    inputs.setdefault((field.table, field.name), rule)
            elif field.source == "relation" and field.table:
                for part in field.fields:
                    column = _column(tables.get(field.table), part.column)
                    if column is not None:
                        inputs.setdefault(
                            (field.table, part.name),
                            InputRule(field=part.name, table=field.table, rules=_said(column, tables[field.table])),
                        )
    business = _business(plan, tables, endpoints)
    none = None if inputs or business else "No endpoint takes a body."
    return Validation(inputs=tuple(inputs.values()), business=business, none_because=none)


def _column(table: Table | None, name: str) -> Column | None:
    return next((c for c in table.columns if c.name == name), None) if table else None


def _said(column: Column, table: Table) -> str:
    parts = []
    if column.values:
        parts.append("one of " + ", ".join(f"`{value}`" for value in column.values))
    elif column.references is not None:
        parts.append(f"`{column.references.column}` of a row in `{column.references.table}`")
    elif column.type.startswith(("varchar(", "char(")):
        length = column.type.partition("(")[2].rstrip(")")
        parts.append(f"{length} characters" if column.type.startswith("char") else f"1 to {length} characters")
    elif column.type.startswith("numeric("):
        precision, _, scale = column.type[8:-1].partition(",")
        parts.append(
            f"decimal as text, {int(precision) - int(scale or 0)} digits before and {int(scale or 0)} after the point"
        )
    else:
        kind = f"{column.type} list" if column.type == "jsonb" and column.default == "'[]'" else column.type
        parts.append(_KINDS.get(kind, column.type))
    for constraint in table.constraints:
        if constraint.kind == "check" and constraint.match == "all" and column.name in constraint.columns:
            parts += [
                _condition(c, column.name)
                for c in constraint.conditions
                if column.name in (c.column, c.other) and " " not in c.operator
            ]
    if column.default is not None:
        # The braces of an empty array are PostgreSQL's; a caller knows an empty list.
        given = "[]" if column.type.endswith("[]") and column.default == "'{}'" else column.default.strip("'")
        parts.append(f"default {given or 'empty'}")
    if column.nullable:
        parts.append("may be null")
    return "; ".join(parts)


def _condition(condition: Condition, name: str) -> str:
    if condition.operator == "matches":
        return f"form `{(condition.value or '').strip(chr(39))}`"
    if condition.other is not None:
        return f"`{condition.column}` {condition.operator} `{condition.other}`"
    if (condition.operator, condition.value) == ("<>", "'{}'"):
        return "at least one"
    return f"{condition.operator} {condition.value or ''}".strip()


def _business(plan: Plan, tables: dict[str, Table], endpoints: Endpoints) -> tuple[BusinessCheck, ...]:
    checks = []
    for resource in plan.resources:
        for constraint in tables[resource.table].constraints:
            if constraint.kind != "unique":
                continue
            answers = _answers(constraint.name, endpoints)
            if answers:
                columns = ", ".join(f"`{c}`" for c in constraint.columns)
                checks.append(
                    BusinessCheck(
                        name=f"Unique {columns} in `{resource.table}`",
                        check=f"`{constraint.name}`: {answers}",
                    )
                )
        moves = (e for e in endpoints.endpoints if e.table == resource.table and e.transition is not None)
        checks += [_move(endpoint, resource) for endpoint in moves if _is_guarded(endpoint, resource)]
    return tuple(checks)


def _answers(constraint: str, endpoints: Endpoints) -> str:
    """Return what the calls answer that meet a key: one code, or each with the calls that give it."""
    told: dict[str, list[str]] = {}
    for call in endpoints.endpoints:
        for case in call.errors:
            if case.constraint == constraint:
                told.setdefault(f"{case.status} `{case.code}`", []).append(f"`{call.method} {call.path}`")
    if len(told) == 1:
        return next(iter(told))
    return "; ".join(f"{answer} from {' and '.join(calls)}" for answer, calls in told.items())


def _is_guarded(endpoint: Endpoint, resource: Resource) -> bool:
    """Tell whether a move is refused in some state: one that every row may make has no guard."""
    change = endpoint.transition
    return change is not None and not set(change.before) >= set(resource.states)


def _move(endpoint: Endpoint, resource: Resource) -> BusinessCheck:
    """Return from which states a call moves a row, by what statement it keeps to them, and what it answers otherwise."""
    change = endpoint.transition
    before = change.before if change is not None else ()
    verb = endpoint.path.rpartition("/")[2].replace("-", " ")
    column = change.column if change is not None else "status"
    refused = next((f"{e.status} `{e.code}`" for e in _of_state(endpoint, resource, column)), "409")
    listed = ", ".join(f"'{state}'" for state in before)
    condition = f"= {listed}" if len(before) == 1 else f"IN ({listed})"
    return BusinessCheck(
        name=f"{verb.capitalize()} in `{resource.table}` from {', '.join(f'`{state}`' for state in before)}",
        check=f"`UPDATE … WHERE {column} {condition}`; no row found: {refused}",
    )


def _of_state(endpoint: Endpoint, resource: Resource, column: str) -> list[ErrorCase]:
    """Return the conflicts of a move, the surest to be about its state first: it names the column, or a state, or its rule does."""
    about = {
        resource.fill(rule.answer.code): column in rule.about
        for rule in resource.entry.rules
        if rule.answer is not None
    }

    def weight(case: ErrorCase) -> tuple[bool, bool, bool]:
        spoken = any(re.search(rf"\b{re.escape(state.replace('_', ' '))}\b", case.when) for state in resource.states)
        return (f"`{column}`" not in case.when, not spoken, not about.get(case.code, False))

    return sorted((case for case in endpoint.errors if case.status == 409 and case.constraint is None), key=weight)
