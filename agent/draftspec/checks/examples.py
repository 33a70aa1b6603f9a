"""REQ and RSP: examples and defaults that a design states, held to the types that they are of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from draftspec.checks.design import Design
from draftspec.checks.fields import Placed
from draftspec.checks.registry import Found, check
from draftspec.derive.example_fit import coerced
from draftspec.derive.json_types import JSON_SCHEMAS, Schema, column_schema, limits, literal_text, parse_type
from draftspec.sections.database import Column, Condition
from draftspec.sections.endpoints import BodyField

_NUMBERS = frozenset(["small", "integer", "big", "decimal", "number"])
_BOUNDS = {"small": 2**15, "integer": 2**31, "big": 2**63}


@check("REQ-05", "warning", why="A bound that the column does not have is found out by the first value beyond it.")
def bounds(design: Design) -> Iterator[Found]:
    """Defaults, examples and conditions fit the length, range and precision of their column.

    Held to the column are the default (also to its CHECKs), the example's length and digits, and the numbers that a
    condition compares it with.
    """
    for where, table, column in design.own_columns:
        name = f"{table}.{column.name}"
        for what, text in (("default", literal_text(column.default)), ("example", column.example)):
            if text is not None and not column.type.endswith("[]") and (problem := _beyond(column, text)):
                yield Found(where, f"The {what} of `{name}` {problem}.", "Make it fit, or widen the column.")
        yield from _outside_checks(design, where, table, column)
    for where, table, one in design.own_constraints:
        yield from _compared(design, where, table, one.conditions)
    for where, table, index in design.own_indexes:
        yield from _compared(design, where, table, index.where)


def _beyond(column: Column, text: str) -> str | None:
    parsed = parse_type(column.type)
    if parsed.kind == "text" and parsed.arguments and "char" in parsed.base and len(text) > parsed.arguments[0]:
        return f"has {len(text)} characters, and the column is {column.type}"
    if parsed.kind not in _NUMBERS or (number := _number(text)) is None:
        return None
    if parsed.kind in _BOUNDS:
        fits = number == number.to_integral_value() and abs(number) < _BOUNDS[parsed.kind]
        return None if fits else f"is {text}, and the column is {column.type}"
    if parsed.kind == "decimal" and parsed.arguments:
        precision, scale = (*parsed.arguments, 0)[:2]
        return (
            None if abs(number) < Decimal(10) ** (precision - scale) else f"is {text}, and the column is {column.type}"
        )
    return None


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _outside_checks(design: Design, where: str, table: str, column: Column) -> Iterator[Found]:
    default = literal_text(column.default)
    number = _number(default) if default is not None else None
    if number is None or table not in design.tables:
        return
    allowed = limits(column, design.tables[table])
    low = allowed.minimum is not None and (number < allowed.minimum or (allowed.above and number == allowed.minimum))
    high = allowed.maximum is not None and (number > allowed.maximum or (allowed.below and number == allowed.maximum))
    if low or high:
        yield Found(
            where,
            f"`{table}.{column.name}` is {default} by default, which a CHECK of `{table}` refuses.",
            "Use a default that the CHECK allows, or change the CHECK.",
        )


def _compared(design: Design, where: str, table: str, conditions: tuple[Condition, ...]) -> Iterator[Found]:
    for one in conditions:
        column = design.column(table, one.column)
        text = literal_text(one.value)
        if column is None or text is None:
            continue
        kind = parse_type(column.type).kind
        name = f"{table}.{one.column}"
        if one.operator in ("<", "<=", ">", ">=", "=", "<>") and kind in _NUMBERS and _number(text) is None:
            yield Found(
                where, f"`{name}` is {column.type}, but is compared with '{text}'.", "Compare it with a number."
            )
        elif one.operator == "min_length" and (problem := _longer_than(column, text)):
            yield Found(
                where, f"`{name}` must have {text} characters, {problem}.", "Widen the column, or ask for less."
            )


def _longer_than(column: Column, text: str) -> str | None:
    size = re.search(r"char[a-z ]*\((\d+)\)", column.type.lower())
    return f"and the column is {column.type}" if size and text.isdigit() and int(text) > int(size[1]) else None


@check("REQ-08", "error", why="Whoever copies the example gets an error, and cannot tell whose fault it is.")
def request_examples(design: Design) -> Iterator[Found]:
    """An example that a column, or a field of a request, states is a value of its type.

    A column's example is shown by requests and responses alike. Bodies that are derived from no example fit by
    construction.
    """
    for where, table, column in design.own_columns:
        if column.example is not None and not column.values:
            schema = column_schema(column, None, nullable=False)
            yield from _unfit(where, f"{table}.{column.name}", column.example, schema)
    for endpoint in design.endpoints:
        yield from _field_examples(design, design.bodies(endpoint).request)


@check("RSP-07", "error", why="A client that is built after the example fails on the real answer.")
def response_examples(design: Design) -> Iterator[Found]:
    """An example that a field of a response states is a value of its type."""
    for endpoint in design.endpoints:
        yield from _field_examples(design, design.bodies(endpoint).response)


def _field_examples(design: Design, placed: Iterable[Placed]) -> Iterator[Found]:
    for where, field in placed:
        if field.example is not None and (schema := _schema(design, field)):
            yield from _unfit(where, field.name, field.example, schema)


def _schema(design: Design, field: BodyField) -> Schema | None:
    if field.source == "column":
        column = design.column(field.table, field.column)
        return column_schema(column, None, nullable=False) if column and not column.values else None
    schema = JSON_SCHEMAS.get(field.type or "")
    return {"type": "array", "items": schema} if schema and field.many else schema


def _unfit(where: str, name: str, example: str, schema: Schema) -> Iterator[Found]:
    """Lengths and ranges are REQ-05's; here it is the type and form that count."""
    alone: Schema = {word: schema[word] for word in ("type", "format", "items") if word in schema}
    whole = schema.get("type") == "array" and coerced(example, alone.get("items", {})) is not None
    if coerced(example, alone) is None and not whole:
        form = alone.get("format") or alone.get("type") or "value"
        yield Found(where, f"The example of `{name}` is `{example}`, which is no {form}.", f"Write it as a {form}.")
