"""REQ: the bodies of requests, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.checks.design import Design
from draftspec.checks.fields import repeated, sourced
from draftspec.checks.json_types import json_types
from draftspec.checks.registry import Found, check
from draftspec.checks.relations import base_tables, joins
from draftspec.checks.sources import field_problems
from draftspec.checks.sql_types import MOMENTS, base_type
from draftspec.checks.wording import did_you_mean, listed, unknown_column
from draftspec.checks.writes import path_keys
from draftspec.items import endpoint_name, endpoint_path
from draftspec.sections.database import Column, Condition
from draftspec.sections.endpoints import BodyField, Endpoint
from draftspec.sections.validation import InputRule


@check("REQ-01", "error", why="Type, length and values of a field follow from its source, and so does what is stored.")
def sources(design: Design) -> Iterator[Found]:
    """Each field of a request, and each column that the server sets, has a source that exists."""
    for endpoint in design.endpoints:
        placed = design.bodies(endpoint).request
        for where, field in placed:
            if field.source != "column" or design.column(field.table, field.column) is None:
                yield from field_problems(design, where, field)
            if field.source == "computed":
                yield Found(
                    where,
                    f"`{field.name}` is computed, yet the request holds it.",
                    "Use `transient` for what is given and not stored, or drop it.",
                )
        for name in repeated([field.name for _, field in placed]):
            yield Found(f"{endpoint_path(endpoint)}.request.{name}", f"Two fields are called `{name}`.", "Drop one.")
        yield from _server_sets(design, endpoint)


def _server_sets(design: Design, endpoint: Endpoint) -> Iterator[Found]:
    for one in endpoint.server_sets:
        if design.column(one.table, one.column) is None:
            where = f"{endpoint_path(endpoint)}.server_sets.{one.table}.{one.column}"
            message = f"The server sets `{one.table}.{one.column}`, which does not exist."
            if one.table in design.tables:
                yield Found(where, message, unknown_column(one.table, one.column, design.columns[one.table]))
            else:
                yield Found(where, message, did_you_mean(one.table, design.tables, f"Design `{one.table}`."))


@check("REQ-02", "error", why="PostgreSQL would refuse, or silently round, what the request holds.")
def types(design: Design) -> Iterator[Found]:
    """The JSON type of a field, where it is given, fits the type of its column."""
    for endpoint in design.endpoints:
        for where, field in design.bodies(endpoint).request:
            column = design.column(field.table, field.column) if field.source == "column" else None
            fitting = json_types(column.type) if column else None
            if column and field.type and fitting and field.type not in fitting:
                yield Found(
                    where,
                    f"`{field.name}` is a JSON {field.type}, but `{field.table}.{field.column}` is {column.type}.",
                    f"Leave the type out, so that it follows from the column ({fitting[0]}).",
                )


@check("REQ-03", "error", why="Each insert without the column would be refused.")
def required_columns(design: Design) -> Iterator[Found]:
    """A create gives each column that is NOT NULL and has no default: by a required field, the server or the path."""
    for endpoint in design.endpoints:
        if endpoint.action != "create" or endpoint.table is None:
            continue
        yield from _missing(design, endpoint, endpoint.table, set(path_keys(design, endpoint)))
        for where, field in design.bodies(endpoint).request:
            if field.source == "relation" and field.table in endpoint.writes and field.table:
                yield from _missing(design, endpoint, field.table, {field.column or ""}, where)


def _missing(design: Design, endpoint: Endpoint, table: str, given: set[str], nested: str = "") -> Iterator[Found]:
    given |= {one.column for one in endpoint.server_sets if one.table == table}
    if endpoint.transition and endpoint.transition.table == table:
        given.add(endpoint.transition.column)
    given |= {
        field.column or "" for _, field in design.bodies(endpoint).request if field.source == "relation" and not nested
    }
    fields = {
        one.column: one for one in design.bodies(endpoint).written if one.table == table and one.nested == bool(nested)
    }
    where = nested or f"{endpoint_path(endpoint)}{'.request' if endpoint.request else ''}"
    for column in design.columns.get(table, {}).values():
        field = fields.get(column.name)
        if not _must_be_given(column) or column.name in given or (field and field.required):
            continue
        problem = "is optional" if field else "is not in it, nor set by the server"
        yield Found(
            field.where if field else where,
            f"`{endpoint_name(endpoint)}` creates `{table}`, whose `{column.name}` is NOT NULL without default, "
            f"but `{column.name}` {problem}.",
            "Make it a required field, let the server set it, give it a default or make the column nullable.",
        )


def _must_be_given(column: Column) -> bool:
    generated = column.identity or column.default is not None or "serial" in column.type.lower()
    return not generated and (column.primary_key or not column.nullable)


@check("REQ-04", "error", why="A value that the column refuses can never be stored or found.")
def values(design: Design) -> Iterator[Found]:
    """Values in examples and conditions are among the values of their column."""
    for where, table, column in design.own_columns:
        yield from _not_among(where, f"The example of `{table}.{column.name}`", column.example, column)
    for where, table, index in design.own_indexes:
        yield from _compared(design, where, table, index.where)
    for where, table, constraint in design.own_constraints:
        yield from _compared(design, where, table, constraint.conditions)
    for endpoint in design.endpoints:
        for where, field in design.bodies(endpoint).request:
            column_of = design.column(field.table, field.column) if field.source == "column" else None
            if column_of:
                yield from _not_among(where, f"The example of `{field.name}`", field.example, column_of)


def _compared(design: Design, where: str, table: str, conditions: tuple[Condition, ...]) -> Iterator[Found]:
    for one in conditions:
        column = design.column(table, one.column)
        if column and one.operator in ("=", "<>") and one.value and one.value.startswith("'"):
            value = one.value.strip("'").replace("''", "'")
            yield from _not_among(where, f"The value that `{table}.{one.column}` is compared with", value, column)


def _not_among(where: str, what: str, value: str | None, column: Column) -> Iterator[Found]:
    if column.values and value is not None and value not in column.values:
        advice = f"Use one of {listed(column.values, 'or')}, or add the value to the column."
        yield Found(where, f"{what} is `{value}`, which is not among its values.", advice)


@check("REQ-06", "error", why="A caller could take over rows, jump over states or forge their history.")
def server_owned(design: Design) -> Iterator[Found]:
    """A request does not set what belongs to the server: generated keys, time stamps, states, the caller's own id."""
    states = {(one.transition.table, one.transition.column) for one in design.endpoints if one.transition}
    for endpoint in design.endpoints:
        moved = endpoint.transition and (endpoint.transition.table, endpoint.transition.column)
        for one in design.bodies(endpoint).written:
            column = design.column(one.table, one.column)
            if column is None:
                continue
            if (one.table, one.column) in states and (one.table, one.column) != moved:
                problem: str | None = "changes by transitions only"
            else:
                problem = _owned(design, endpoint, one.table, column)
            if problem:
                yield Found(
                    one.where,
                    f"The caller sets `{one.table}.{one.column}`, which {problem}.",
                    "Take the field out of the request; let the server set it, or add an endpoint for the step.",
                )


def _owned(design: Design, endpoint: Endpoint, table: str, column: Column) -> str | None:
    if column.primary_key and (column.identity or column.default is not None):
        return "PostgreSQL generates"
    if column.primary_key and endpoint.action in ("update", "replace") and not column.references:
        return "identifies the row for good"
    if column.name in ("created_at", "updated_at") and base_type(column.type) in MOMENTS:
        return "the server stamps"
    if endpoint.auth.owner and endpoint.action in ("create", "update", "replace"):
        return "says who the caller is" if _is_owner(design, table, column) else None
    return None


def _is_owner(design: Design, table: str, column: Column) -> bool:
    """Not in a table that joins two others (a key over two foreign keys): there, it names somebody else, a member."""
    if column.name not in design.owner_columns(table):
        return False
    foreign = {one.name for one in design.columns[table].values() if one.references}
    return not any(key.unique and {column.name} < set(key.columns) <= foreign for key in design.keys(table))


@check("REQ-07", "warning", why="PATCH is for some fields, PUT for all of them.")
def partial_updates(design: Design) -> Iterator[Found]:
    """A PATCH requires no field, and a PUT holds each field that a create holds."""
    for endpoint in design.endpoints:
        if endpoint.method == "PATCH" and endpoint.action == "update":
            for where, field in design.bodies(endpoint).request:
                if field.required:
                    yield Found(where, f"The PATCH requires `{field.name}`.", "Make it optional.")
        if endpoint.action == "replace" and endpoint.table:
            held = {one.column for one in design.bodies(endpoint).written if not one.nested}
            if left_out := sorted(_creatable(design, endpoint.table) - held):
                yield Found(
                    endpoint_path(endpoint),
                    f"The PUT leaves out {listed(left_out)}, which a create sets.",
                    "Add the fields, or make it a PATCH.",
                )


def _creatable(design: Design, table: str) -> set[str]:
    creates = (one for one in design.endpoints if one.action == "create" and one.table == table)
    return {
        one.column
        for create in creates
        for one in design.bodies(create).written
        if one.table == table and not one.nested
    }


@check("REQ-10", "warning", why="A null that is promised to be fine would be refused.")
def nullability(design: Design) -> Iterator[Found]:
    """A field of a request may be null only where its column may."""
    for endpoint in design.endpoints:
        for one in sourced(design.bodies(endpoint).request):
            column = design.column(one.table, one.column)
            if column and not column.nullable and isinstance(one.field, BodyField) and one.field.nullable:
                yield Found(
                    one.where,
                    f"`{one.name}` may be null, but `{one.table}.{one.column}` is NOT NULL.",
                    "Make the field non-null (it may still be optional), or the column nullable.",
                )


@check("REQ-11", "warning", why="Nested rows can be stored only where a key leads from one table to the other.")
def nested_rows(design: Design) -> Iterator[Found]:
    """A relation in a request follows a foreign key between the two tables, a list one that stands in the other."""
    for endpoint in design.endpoints:
        request = design.bodies(endpoint).request
        relations = [one for one in request if one.field.source == "relation" and one.field.table in design.tables]
        bases = base_tables(endpoint, request) if relations else ()
        for where, field in relations:
            if not joins(design, bases, field):
                yield Found(
                    where,
                    f"`{field.name}` holds rows of `{field.table}`, but `{field.column}` does not join it to "
                    f"{listed(bases, 'or')}.",
                    f"Name the foreign key that joins them; for a list it stands in `{field.table}`.",
                )


@check("REQ-12", "warning", why="Whoever builds the check builds what the rule says, and the column says otherwise.")
def input_rules(design: Design) -> Iterator[Found]:
    """Each rule of the input validation is about a field of a request and agrees with its column.

    A field of a body or of one of its rows counts, and a parameter. What is compared are the most characters, the
    smallest and largest whole number, and the values between backticks after `one of`.
    """
    fields = _given_fields(design)
    section = design.sections.validation
    for number, rule in enumerate(section.inputs if section else (), 1):
        where = f"validation.inputs.{number}"
        name = rule.field.rpartition(".")[2].removesuffix("[]")
        tables = {table for field, table in fields if field == name}
        if not tables:
            advice = did_you_mean(name, {field for field, _ in fields}, "Name a field of a request, or drop the rule.")
            yield Found(where, f"`{rule.field}` has a rule, but no request has such a field.", advice)
        elif rule.table and tables != {None} and rule.table not in tables:
            others = listed(sorted(table for table in tables if table), "or")
            message = f"The rule for `{rule.field}` is about `{rule.table}`, but the field belongs to {others}."
            yield Found(where, message, f"Name {others}.")
        else:
            yield from (Found(where, *problem) for problem in _disagreements(design, rule, name))


def _given_fields(design: Design) -> set[tuple[str, str | None]]:
    found: set[tuple[str, str | None]] = set()
    for endpoint in design.endpoints:
        for _, field in design.bodies(endpoint).request:
            found |= {(field.name, field.table), *((one.name, field.table) for one in field.fields)}
        found |= {(one.name, one.table) for one in endpoint.query}
        found |= {(one.name, one.table) for one in endpoint.path_parameters}
        if endpoint.pagination:
            found |= {("limit", None), ("cursor", None)}
    return found


def _disagreements(design: Design, rule: InputRule, name: str) -> Iterator[tuple[str, str]]:
    column = design.column(rule.table, name)
    if column is None:
        return
    size = re.search(r"^(character varying|varchar|char|character)\((\d+)\)$", column.type.lower())
    most = re.search(r"(\d[\d,]*)\s+(?:characters|chars)\b", rule.rules)
    if (
        size
        and most
        and int(most[1].replace(",", "")) > int(size[2])
        and not re.search(r"(?i)at least|or more", rule.rules)
    ):
        yield (
            f"`{rule.field}` may have {most[1]} characters, but `{rule.table}.{name}` is {column.type}.",
            f"Say {size[2]} characters, or make the column longer.",
        )
    listing = re.search(r"(?i)\bone of\b(.*)", rule.rules)
    named = re.findall(r"`([^`]+)`", listing[1]) if listing else []
    if column.values and (unknown := [one for one in named if one not in column.values]):
        yield (
            f"`{rule.field}` may be {listed(unknown, 'or')}, which `{rule.table}.{name}` refuses.",
            f"Use {listed(column.values, 'or')}, or add the value to the column.",
        )
