"""What a SQL column or a field of a body is in JSON: fragments of JSON Schema as OpenAPI 3.1 reads it.

Nothing here raises on an unfinished design: a field whose table or column is unknown gets the empty schema `{}`, which
accepts everything, and the checks say what is missing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from draftspec.sections.database import Column, Condition, Table
from draftspec.sections.endpoints import BodyField, RelatedField

Schema = dict[str, Any]

KINDS: dict[str, str] = {
    **dict.fromkeys(("smallint", "int2", "smallserial", "serial2"), "small"),
    **dict.fromkeys(("integer", "int", "int4", "serial", "serial4"), "integer"),
    **dict.fromkeys(("bigint", "int8", "bigserial", "serial8"), "big"),
    **dict.fromkeys(("numeric", "decimal", "money"), "decimal"),
    **dict.fromkeys(("real", "float", "float4", "float8", "double precision"), "number"),
    **dict.fromkeys(("boolean", "bool"), "boolean"),
    **dict.fromkeys(("timestamp", "timestamptz"), "moment"),
    **dict.fromkeys(("timestamp with time zone", "timestamp without time zone"), "moment"),
    **dict.fromkeys(("time", "time without time zone"), "time"),
    **dict.fromkeys(("timetz", "time with time zone"), "zoned time"),
    **dict.fromkeys(("json", "jsonb", "hstore"), "object"),
    **dict.fromkeys(("inet", "cidr"), "inet"),
    "uuid": "uuid",
    "date": "date",
    "interval": "interval",
    "bytea": "bytes",
}
"""Kind of value by SQL type; every other type is `text`, as PostgreSQL's drivers hand it over."""

SCHEMAS: dict[str, Schema] = {
    "small": {"type": "integer", "format": "int32"},
    "integer": {"type": "integer", "format": "int32"},
    "big": {"type": "integer", "format": "int64"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "uuid": {"type": "string", "format": "uuid"},
    "moment": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    # `time` as a format asks for an offset, which a column without a zone does not have.
    "time": {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"},
    "zoned time": {"type": "string", "format": "time"},
    "interval": {"type": "string", "format": "duration"},
    "bytes": {"type": "string", "contentEncoding": "base64"},
    "inet": {"type": "string"},
    "object": {"type": "object"},
}

JSON_SCHEMAS: dict[str, Schema] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": SCHEMAS["date"],
    "date-time": SCHEMAS["moment"],
    "uuid": SCHEMAS["uuid"],
    "email": {"type": "string", "format": "email"},
    "uri": {"type": "string", "format": "uri"},
    "object": {"type": "object"},
}
"""Schema by the JSON type of a computed or transient field."""

INTEGERS = frozenset(("small", "integer", "big"))
_SIZED = frozenset(("varchar", "character varying", "char", "character", "bpchar"))
_FORMATS = {"email": "email", "url": "uri"}
_SHORTEST_FORMATTED = 30
_FOREIGN_REGEX = re.compile(r"\[\[|\[[^\]]*(--|&&|\|\||~~)|\\[mMyY]|\(\?[^:=!]|\*\*\*")


@dataclass(frozen=True)
class ParsedType:
    """A SQL type taken apart: `varchar(80)[]` is base `varchar`, arguments (80,), array."""

    base: str
    arguments: tuple[int, ...] = ()
    array: bool = False

    @property
    def kind(self) -> str:
        """The kind of its values, as `KINDS` names it; `text` for every other type."""
        return KINDS.get(self.base, "text")


@dataclass(frozen=True)
class Limits:
    """What the type and the CHECK constraints allow a column's value to be."""

    minimum: Decimal | None = None
    above: bool = False
    maximum: Decimal | None = None
    below: bool = False
    min_length: int = 0
    max_length: int | None = None
    patterns: tuple[str, ...] = ()


@lru_cache(1000)  # a design asks for each of its types many times
def parse_type(text: str) -> ParsedType:
    """Take a SQL type apart: lower case, without schema, arguments as numbers."""
    lowered = " ".join(text.lower().split())
    arguments = re.search(r"\(([0-9, ]+)\)", lowered)
    numbers = tuple(int(part) for part in arguments.group(1).split(",") if part.strip()) if arguments else ()
    base = re.sub(r"\([^)]*\)|\[\]", "", lowered)
    return ParsedType(" ".join(base.split()).rpartition(".")[2], numbers, lowered.endswith("[]"))


_QUOTED = re.compile(r"'((?:[^'\\]|'')*)'")
_PLAIN = re.compile(r"(-?[0-9.]+|true|false)(::.*)?", re.IGNORECASE)


def literal_text(literal: str | None) -> str | None:
    """Return what a SQL literal says, without quotes and cast: `'it''s'::text` is `it's`; None for null or a call."""
    if literal is None or literal.lower() == "null" or literal.lower().startswith("null::"):
        return None
    if quoted := _QUOTED.match(literal):
        return quoted.group(1).replace("''", "'")
    plain = _PLAIN.fullmatch(literal)
    return plain.group(1).lower() if plain else None


def _binding(table: Table, column: str) -> Iterable[Condition]:
    """Yield the conditions with a literal that each non-null value of the column must satisfy."""
    for constraint in table.constraints:
        if constraint.kind != "check" or all(c.column != column for c in constraint.conditions):
            continue
        # "is null or >= 0" binds every value that is there.
        open_ones = [c for c in constraint.conditions if not (c.operator == "is null" and c.column == column)]
        if constraint.match == "all" or len(open_ones) == 1:
            yield from (c for c in open_ones if c.column == column and c.value is not None)


def _number(text: str | None) -> Decimal | None:
    try:
        number = Decimal(text) if text is not None else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def usable_pattern(pattern: str) -> bool:
    """Tell whether a regular expression of PostgreSQL means the same in JSON Schema and in Python."""
    if _FOREIGN_REGEX.search(pattern):
        return False
    try:
        re.compile(pattern)
    except (re.error, OverflowError):
        return False
    return True


def _tightest(numbers: Iterable[tuple[Decimal | None, bool]], *, lower: bool) -> tuple[Decimal | None, bool]:
    known = [(number, strict) for number, strict in numbers if number is not None]
    if not known:
        return None, False
    return max(known) if lower else min(known, key=lambda bound: (bound[0], not bound[1]))


def _lengths(texts: Iterable[tuple[str, str | None]], operator: str) -> list[int]:
    numbers = (_number(text) for found, text in texts if found == operator)
    return [int(number) for number in numbers if number is not None]


def limits(column: Column, table: Table | None = None) -> Limits:
    """Return what a column's type and the CHECK constraints of its table allow its value to be."""
    conditions = () if table is None else _binding(table, column.name)
    return _limits(column.type, tuple((c.operator, literal_text(c.value)) for c in conditions))


@lru_cache(1000)  # most columns have no CHECK, and then the same types allow the same
def _limits(sql_type: str, conditions: tuple[tuple[str, str | None], ...]) -> Limits:
    parsed = parse_type(sql_type)
    texts = () if parsed.array else conditions
    minimum, above = _tightest(((_number(t), o == ">") for o, t in texts if o in (">", ">=")), lower=True)
    maximum, below = _tightest(((_number(t), o == "<") for o, t in texts if o in ("<", "<=")), lower=False)
    longest = [parsed.arguments[0]] if parsed.base in _SIZED and parsed.arguments else []
    shortest = [1] if ("<>", "") in texts else []
    return Limits(
        minimum=minimum,
        above=above,
        maximum=maximum,
        below=below,
        min_length=max(shortest + _lengths(texts, "min_length"), default=0),
        max_length=min(longest + _lengths(texts, "max_length"), default=None),
        patterns=tuple(t for o, t in texts if o == "matches" and t is not None and usable_pattern(t)),
    )


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _integer_schema(kind: str, allowed: Limits) -> Schema:
    schema = dict(SCHEMAS[kind])
    if allowed.minimum is not None:
        schema["minimum"] = math.floor(allowed.minimum) + 1 if allowed.above else math.ceil(allowed.minimum)
    if allowed.maximum is not None:
        schema["maximum"] = math.ceil(allowed.maximum) - 1 if allowed.below else math.floor(allowed.maximum)
    return schema


def _number_schema(allowed: Limits) -> Schema:
    schema = dict(SCHEMAS["number"])
    if allowed.minimum is not None:
        schema["exclusiveMinimum" if allowed.above else "minimum"] = _plain(allowed.minimum)
    if allowed.maximum is not None:
        schema["exclusiveMaximum" if allowed.below else "maximum"] = _plain(allowed.maximum)
    return schema


def _digits(most: int) -> str:
    return "[0-9]" if most == 1 else f"[0-9]{{1,{most}}}"


def _decimal_schema(arguments: tuple[int, ...], allowed: Limits) -> Schema:
    """A string, because a JSON number is a float to most readers; its pattern says sign, digits and scale."""
    sign = "" if allowed.minimum is not None and allowed.minimum >= 0 else "-?"
    if not arguments:
        return {"type": "string", "pattern": rf"^{sign}[0-9]+(\.[0-9]+)?$"}
    precision, scale = (*arguments, 0)[:2]
    whole = _digits(precision - scale) if precision > scale else "0"
    fraction = rf"(\.{_digits(scale)})?" if scale else ""
    return {"type": "string", "pattern": f"^{sign}{whole}{fraction}$"}


def _named_format(name: str, allowed: Limits) -> Schema:
    """`email` and `uri` by the column's name, unless something stricter says what its text looks like."""
    named = _FORMATS.get(name.rpartition("_")[2])
    roomy = allowed.max_length is None or allowed.max_length >= _SHORTEST_FORMATTED
    return {"format": named} if named and roomy and not allowed.patterns and not allowed.min_length else {}


def _text_schema(column: Column, allowed: Limits) -> Schema:
    schema: Schema = {"type": "string", **_named_format(column.name, allowed)}
    if allowed.min_length:
        schema["minLength"] = allowed.min_length
    if allowed.max_length is not None:
        schema["maxLength"] = allowed.max_length
    if len(allowed.patterns) == 1:
        schema["pattern"] = allowed.patterns[0]
    elif allowed.patterns:
        schema["allOf"] = [{"pattern": pattern} for pattern in allowed.patterns]
    return schema


def _enumerated(kind: str, values: tuple[str, ...]) -> Schema:
    if kind in INTEGERS and all(re.fullmatch(r"-?[0-9]+", value) for value in values):
        return {"type": "integer", "enum": [int(value) for value in values]}
    return {"type": "string", "enum": list(dict.fromkeys(values))}


def _value_schema(column: Column, allowed: Limits) -> Schema:
    """Return the schema of one value that is not null and, of an array, of one item."""
    parsed = parse_type(column.type)
    kind = parsed.kind
    if column.values:
        return _enumerated(kind, column.values)
    if kind in INTEGERS:
        return _integer_schema(kind, allowed)
    if kind == "number":
        return _number_schema(allowed)
    if kind == "decimal":
        return _decimal_schema(parsed.arguments, allowed)
    if kind == "object" and (literal_text(column.default) or "").startswith("["):
        return {"type": "array"}
    return dict(SCHEMAS[kind]) if kind in SCHEMAS else _text_schema(column, allowed)


def or_null(schema: Schema) -> Schema:
    """Return the schema with null accepted too, the way of OpenAPI 3.1: `type: [..., "null"]`."""
    if not isinstance(schema.get("type"), str):
        return schema
    widened = {**schema, "type": [schema["type"], "null"]}
    return {**widened, "enum": [*schema["enum"], None]} if "enum" in schema else widened


def column_schema(column: Column, table: Table | None = None, *, nullable: bool | None = None) -> Schema:
    """Return the schema of a column's value.

    The table gives the CHECK constraints; `nullable` overrides what the column says.
    """
    schema = _value_schema(column, limits(column, table))
    if parse_type(column.type).array:
        schema = {"type": "array", "items": schema}
    may_be_null = column.nullable and not column.primary_key if nullable is None else nullable
    return or_null(schema) if may_be_null else schema


class Tables(dict[str, Table]):
    """Tables by name that know the schemas of the fields that they were asked for; most stand in several bodies."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        super().__init__(tables)
        self._schemas: dict[tuple[str | None, str | None, bool, bool], Schema] = {}

    def schema(self, field: BodyField, *, given: bool) -> Schema:
        """Return the schema of a field that is a column; one that must be given is not meant to be given as null."""
        key = (field.table, field.column, field.nullable, given)
        if (schema := self._schemas.get(key)) is None:
            schema = self._schemas[key] = _column_field_schema(field, self, given=given)
        return schema


def find_column(tables: Mapping[str, Table], table: str | None, column: str | None) -> tuple[Table, Column] | None:
    """Return a table and its column by their names, or None when the design does not have them."""
    found = tables.get(table or "")
    match = next((c for c in found.columns if c.name == column), None) if found else None
    return (found, match) if found and match else None


def key_of(table: Table) -> Column | None:
    """Return the key column that a table's rows are referred to by: the first of its primary key, else `id`."""
    keys = (c for c in table.columns if c.primary_key)
    return next(keys, None) or next((c for c in table.columns if c.name == "id"), None)


def field_schema(field: BodyField, tables: Mapping[str, Table], *, request: bool = False) -> Schema:
    """Return the schema of a field of a body.

    In a response a field may be null when its column may; in a request also only when it may be left out or says so,
    because what must be given is not meant to be given as null.
    """
    if field.source == "column":
        given = request and field.required
        if isinstance(tables, Tables):
            schema = tables.schema(field, given=given)
        else:
            schema = _column_field_schema(field, tables, given=given)
    elif field.source == "relation":
        schema = _relation_schema(field, tables, request=request)
    else:
        schema = _free_schema(field)
    return {**schema, "description": field.description} if field.description else schema


def _column_field_schema(field: BodyField, tables: Mapping[str, Table], *, given: bool) -> Schema:
    found = find_column(tables, field.table, field.column)
    if found is None:
        return {}
    table, column = found
    nullable = field.nullable or (column.nullable and not column.primary_key and not given)
    schema = column_schema(column, table, nullable=nullable)
    return {**schema, "description": column.purpose} if column.purpose else schema


def _free_schema(field: BodyField) -> Schema:
    schema = dict(JSON_SCHEMAS[field.type]) if field.type else {}
    if field.many:
        schema = {"type": "array", "items": schema}
    return or_null(schema) if field.nullable else schema


def lists_keys(field: BodyField) -> bool:
    """Tell whether a relation is shown as the keys of its rows (`tag_ids`) instead of as objects."""
    return field.source == "relation" and not field.fields and field.name.endswith(("_id", "_ids"))


def _relation_schema(field: BodyField, tables: Mapping[str, Table], *, request: bool) -> Schema:
    table = tables.get(field.table or "")
    key = key_of(table) if table and lists_keys(field) else None
    item = column_schema(key, table, nullable=False) if key else _related_object(field.fields, table, request=request)
    if field.many:
        item = {"type": "array", "items": item}
    return or_null(item) if field.nullable else item


def _related_object(fields: tuple[RelatedField, ...], table: Table | None, *, request: bool) -> Schema:
    columns = {column.name: column for column in table.columns} if table else {}
    properties: Schema = {}
    for field in fields:
        column = columns.get(field.column)
        nullable = False if request and field.required else None
        properties[field.name] = column_schema(column, table, nullable=nullable) if column else {}
    required = [field.name for field in fields if field.required or not request]
    return _object(properties, required)


def _object(properties: Schema, required: Iterable[str]) -> Schema:
    schema: Schema = {"type": "object"}
    if properties:
        schema["properties"] = properties
    if names := list(dict.fromkeys(required)):
        schema["required"] = names
    return schema


def object_schema(fields: Iterable[BodyField], tables: Mapping[str, Table], *, request: bool = False) -> Schema:
    """Return the schema of a body with these fields; a response holds all of them, a request those it must."""
    listed = list(fields)
    properties = {field.name: field_schema(field, tables, request=request) for field in listed}
    return _object(properties, (field.name for field in listed if field.required or not request))
