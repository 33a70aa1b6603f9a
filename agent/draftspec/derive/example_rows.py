"""Rows of example data that agree with each other: keys, foreign keys, states and the order of moments.

Row 0 of a table is the one that a path names; row 1, 2, ... are the others of a list. A row's foreign keys point at
rows of the other tables, so the same customer has the same key in every example of a design.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from draftspec.derive import example_values as known
from draftspec.derive import example_words as words
from draftspec.derive.example_fit import (
    coerced,
    fits,
    fitted_decimal,
    fitted_integer,
    fitted_number,
    fitted_text,
)
from draftspec.derive.json_types import (
    INTEGERS,
    JSON_SCHEMAS,
    Limits,
    ParsedType,
    Schema,
    column_schema,
    key_of,
    limits,
    lists_keys,
    literal_text,
    parse_type,
)
from draftspec.sections.database import Column, Constraint, Table
from draftspec.sections.endpoints import BodyField

_SQL_TYPES = {
    "string": "text",
    "integer": "bigint",
    "number": "double precision",
    "boolean": "boolean",
    "date": "date",
    "date-time": "timestamptz",
    "uuid": "uuid",
    "email": "text",
    "uri": "text",
    "object": "jsonb",
}
"""SQL type whose values look like those of a computed or transient field."""

_FLIPPED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}


@dataclass(frozen=True)
class Wanted:
    """A value that is asked for: of which column, held to what, for which row."""

    noun: str
    column: Column
    type: ParsedType
    schema: Schema
    limits: Limits
    turn: int


def _identified(wanted: Wanted) -> tuple[str, int]:
    """Return whose key a column holds and of which row, so that `customer_id` is the `id` of a customer."""
    name = wanted.column.name
    if wanted.column.primary_key or name == "id":
        return f"{wanted.noun}.{name}", wanted.turn
    stem = name.removesuffix("_id") if name.endswith("_id") else name
    return f"{stem}.id", 0 if name in known.SHARED_OWNERS else wanted.turn


def _identifier(wanted: Wanted) -> str:
    # The same key wherever the row is referred to: it depends on the table and the row alone.
    owner, turn = _identified(wanted)
    digest = hashlib.sha256(f"{owner}.{turn}".encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))


def _text(wanted: Wanted) -> str:
    extra = {"email": known.EMAILS, "uri": known.TEXTS["url"]}.get(wanted.schema.get("format", ""), ())
    return fitted_text((*words.texts(wanted.noun, wanted.column.name), *extra), wanted.schema, wanted.turn)


def _integer(wanted: Wanted) -> int:
    candidates = words.integers(wanted.noun, wanted.column.name)
    return fitted_integer(candidates, wanted.schema, wanted.type.kind, wanted.turn)


def _decimal(wanted: Wanted) -> str:
    candidates = words.decimals(wanted.noun, wanted.column.name)
    return fitted_decimal(candidates, wanted.type.arguments, wanted.limits, wanted.turn)


def _number(wanted: Wanted) -> float:
    return fitted_number(words.decimals(wanted.noun, wanted.column.name), wanted.schema, wanted.limits, wanted.turn)


def _flag(wanted: Wanted) -> bool:
    default = literal_text(wanted.column.default)
    return default == "true" if default in ("true", "false") else words.flag(wanted.column.name)


def _moment(wanted: Wanted) -> str:
    day, clock = words.moment(words.words_of(wanted.column.name))
    return f"{day - timedelta(days=wanted.turn)}T{clock}:00Z"


def _day(wanted: Wanted) -> str:
    return str(words.day(words.words_of(wanted.column.name)) - timedelta(days=wanted.turn))


def _object(wanted: Wanted) -> Any:
    value = words.json_object(wanted.column.name)
    return [value] if wanted.schema.get("type") == "array" else value


_MAKERS: dict[str, Callable[[Wanted], Any]] = {
    **dict.fromkeys(INTEGERS, _integer),
    "text": _text,
    "decimal": _decimal,
    "number": _number,
    "boolean": _flag,
    "moment": _moment,
    "date": _day,
    "time": lambda wanted: words.clock(wanted.column.name),
    "zoned time": lambda wanted: words.clock(wanted.column.name) + "Z",
    "interval": lambda wanted: ("PT45M", "PT30M", "P14D")[wanted.turn % 3],
    "uuid": _identifier,
    "bytes": lambda wanted: base64.b64encode(f"made up {wanted.column.name} {wanted.turn}".encode()).decode(),
    "inet": lambda wanted: ("203.0.113.7", "198.51.100.24")[wanted.turn % 2],
    "object": _object,
}


def _key(wanted: Wanted) -> Any:
    """Return a key: a number or a text that no other table's row has."""
    if wanted.type.kind in INTEGERS:
        owner, turn = _identified(wanted)
        return fitted_integer((100 + zlib.crc32(owner.encode()) % 900 - turn,), wanted.schema, wanted.type.kind, 0)
    if wanted.type.kind != "text":
        return _MAKERS[wanted.type.kind](wanted)
    digest = _identifier(wanted).replace("-", "")[:10]
    return fitted_text((f"{words.acronym(wanted.noun).lower()}_{digest}", digest), wanted.schema, 0)


def _middle(values: list[Any], turn: int) -> Any:
    return values[((len(values) - 1) // 2 + turn) % len(values)]


def _previous(text: str, turn: int) -> str | None:
    """Return the text with its last number counted down (`INV-2026-0042` becomes `INV-2026-0041`), if it has one."""
    digits = "".join(reversed([*_trailing_digits(text)]))
    if not digits or int(digits) < turn:
        return None
    return text[: len(text) - len(digits)] + str(int(digits) - turn).zfill(len(digits))


def _trailing_digits(text: str) -> str:
    return text[len(text.rstrip("0123456789")) :][::-1]


def _given_example(wanted: Wanted, example: str) -> Any:
    """Return the column's own example for the first row, counted down for the others; None where it does not fit."""
    value = coerced(example, wanted.schema)
    if wanted.turn == 0 or value is None:
        return value
    earlier = _previous(value, wanted.turn) if isinstance(value, str) else None
    return earlier if earlier is not None and fits(earlier, wanted.schema) else None


def _default(text: str, wanted: Wanted) -> Any:
    """Return what a column holds when nothing is given, as JSON."""
    value = coerced(text, wanted.schema)
    if value is not None and wanted.type.kind == "decimal":
        return fitted_decimal((text,), wanted.type.arguments, wanted.limits, 0)
    return value


def made(wanted: Wanted) -> Any:
    """Return a value for what is wanted: the given example, one of the allowed values, or one by name and type."""
    if wanted.column.example is not None:
        value = _given_example(wanted, wanted.column.example)
        if value is not None:
            return value
    if "enum" in wanted.schema:
        return _middle(wanted.schema["enum"], wanted.turn)
    if wanted.column.primary_key or (wanted.type.kind in INTEGERS and wanted.column.name.endswith("_id")):
        return _key(wanted)
    return _MAKERS[wanted.type.kind](wanted)


def _unfolded(wanted: Wanted) -> Any:
    """Return a value, or two for an array."""
    if not wanted.type.array:
        return made(wanted)
    explicit = coerced(wanted.column.example, wanted.schema) if wanted.column.example else None
    if explicit is not None:
        return explicit
    name = words.singular(wanted.column.name)
    column = wanted.column.model_copy(update={"name": name, "example": None, "primary_key": False})
    items = wanted.schema.get("items", {})
    parsed = ParsedType(wanted.type.base, wanted.type.arguments)
    pair = [made(Wanted(wanted.noun, column, parsed, items, wanted.limits, turn)) for turn in (0, 1)]
    return pair if pair[0] != pair[1] else pair[:1]


class Facts:
    """What is asked again and again about the tables of a design, worked out once."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.tables = tables
        self._columns: dict[str, dict[str, Column]] = {}
        self._wanted: dict[tuple[str, str], Wanted] = {}

    def columns(self, table: str) -> dict[str, Column]:
        """Return the columns of a table by name; none of a table that is unknown."""
        if table not in self._columns:
            known_table = self.tables.get(table)
            self._columns[table] = {c.name: c for c in known_table.columns} if known_table else {}
        return self._columns[table]

    def wanted(self, table: str, column: Column, turn: int) -> Wanted:
        """Return what a column of a row must look like."""
        first = self._wanted.get((table, column.name))
        if first is None:
            known_table = self.tables.get(table)
            schema = column_schema(column, known_table, nullable=False)
            held = limits(column, known_table)
            first = Wanted(words.noun_of(table), column, parse_type(column.type), schema, held, 0)
            self._wanted[table, column.name] = first
        return first if turn == 0 else Wanted(first.noun, column, first.type, first.schema, first.limits, turn)


@dataclass
class Rows:
    """The rows that one endpoint shows.

    `states`: the value of a column of row 0; `filled`, `given`: columns set by the server or by the caller in this
    call; `fresh`: the table whose row 0 was just created; `shared`: tables of which all rows point at row 0.
    """

    facts: Facts
    states: Mapping[tuple[str, str], str] = field(default_factory=dict)
    filled: frozenset[tuple[str, str]] = frozenset()
    given: frozenset[tuple[str, str]] = frozenset()
    fresh: str | None = None
    shared: frozenset[str] = frozenset()
    _values: dict[tuple[str, str, int], Any] = field(default_factory=dict)

    def value(self, table: str, column: str, row: int = 0) -> Any:
        """Return the value of a column in a row; a text by the column's name where the design does not know it."""
        place = (table, column, row)
        if place not in self._values:
            found = self.facts.columns(table).get(column)
            if found is None:
                return words.texts(words.noun_of(table), column)[0]
            # A foreign key that leads back here finds a value by its type instead of going in circles.
            self._values[place] = _unfolded(self.facts.wanted(table, found, row))
            self._values[place] = self._decided(table, found, row)
        return self._values[place]

    def _decided(self, table: str, column: Column, row: int) -> Any:
        plain = self._values[table, column.name, row]
        if column.nullable and not column.primary_key and self._is_empty(table, column, row):
            return None
        if column.references is not None:
            referred = self.value(column.references.table, column.references.column, self.row_of(table, column, row))
            return referred if fits(referred, self.facts.wanted(table, column, row).schema) else plain
        schema = self.facts.wanted(table, column, row).schema
        special = self._set_in_this_call(table, column) if row == 0 else None
        value = special if special is not None and fits(special, schema) else plain
        return self._in_order(table, column, row, value)

    def row_of(self, table: str, column: Column, row: int) -> int:
        """Return which row of the other table a foreign key of a row points at."""
        if column.references is None:
            return row
        target = column.references.table
        same = [c.name for c in self.facts.columns(table).values() if c.references and c.references.table == target]
        first = 0 if target in self.shared or column.name in known.SHARED_OWNERS else row
        return first + same.index(column.name) + (target == table)

    def _set_in_this_call(self, table: str, column: Column) -> Any:
        """Return the state after the call, the default of a new row, or the time of the call; None if none applies."""
        place = (table, column.name)
        if place in self.states:
            return coerced(self.states[place], self.facts.wanted(table, column, 0).schema)
        if "updated" in words.words_of(column.name) and parse_type(column.type).kind == "moment":
            return self._time_of_call(table)
        default = literal_text(column.default)
        if table == self.fresh and default is not None and place not in self.given | self.filled:
            return _default(default, self.facts.wanted(table, column, 0))
        return None

    def _time_of_call(self, table: str) -> Any:
        if table == self.fresh:
            return self.value(table, "created_at") if "created_at" in self.facts.columns(table) else None
        columns = self.facts.columns(table)
        stamped = [name for place, name in self.filled if place == table and name in columns and name != "updated_at"]
        moments = [self.value(table, name) for name in stamped if parse_type(columns[name].type).kind == "moment"]
        return max((moment for moment in moments if isinstance(moment, str)), default=None)

    def _is_empty(self, table: str, column: Column, row: int) -> bool:
        if row == 0 and (table, column.name) in self.filled | self.given:
            return False
        if row == 0 and table == self.fresh:
            return True
        state = next((c for c in self.facts.columns(table).values() if c.values and _is_state(c)), None)
        current = self.value(table, state.name, row) if state and state.name != column.name else None
        parts = words.words_of(column.name)
        if state and current is not None:
            reached = _reached(parts, state.values or (), str(current))
            if reached is not None:
                return not reached
        return bool(set(parts) & known.USUALLY_EMPTY) and not _is_about(parts, current)

    def _in_order(self, table: str, column: Column, row: int, value: Any) -> Any:
        """Move a value until it satisfies the CHECKs that compare it with earlier columns of its row."""
        known_table = self.facts.tables[table]
        for operator, other in _comparisons(known_table, column.name):
            beside = self.value(table, other, row)
            moved = _moved(value, operator, beside, parse_type(column.type))
            if moved is not None and fits(moved, self.facts.wanted(table, column, row).schema):
                value = moved
        return value

    def field(self, shown: BodyField, parent: str | None, row: int = 0) -> Any:
        """Return the value of a field of a body in a row of the parent table."""
        if shown.source == "column":
            return self._of_column(shown, row)
        if shown.source == "relation":
            return self._of_relation(shown, parent, row)
        return self._of_nothing(shown, parent, row)

    def _of_column(self, shown: BodyField, row: int) -> Any:
        table, column = shown.table or "", shown.column or shown.name
        if shown.example is not None and row == 0 and (found := self.facts.columns(table).get(column)):
            value = coerced(shown.example, self.facts.wanted(table, found, 0).schema)
            if value is not None:
                return value
        return self.value(table, column, row)

    def _of_nothing(self, shown: BodyField, parent: str | None, row: int) -> Any:
        column = Column(name=shown.name, type=_SQL_TYPES[shown.type or "string"], nullable=False, example=shown.example)
        schema = JSON_SCHEMAS[shown.type or "string"]
        wanted = Wanted(words.noun_of(parent or ""), column, parse_type(column.type), schema, Limits(), row)
        if not shown.many:
            return made(wanted)
        listed = coerced(shown.example, {"type": "array", "items": wanted.schema}) if shown.example else None
        return listed if listed is not None else _unique([made(wanted), made(_next(wanted))])

    def _of_relation(self, shown: BodyField, parent: str | None, row: int) -> Any:
        table = shown.table or ""
        if shown.many:
            return _unique([self._related(shown, table, (parent, row), row * 2 + more) for more in (0, 1)])
        joined = self.facts.columns(parent or "").get(shown.column or "")
        points_there = joined is not None and joined.references is not None and joined.references.table == table
        return self._related(
            shown, table, (parent, row), self.row_of(parent or "", joined, row) if joined and points_there else row
        )

    def _related(self, shown: BodyField, table: str, parent: tuple[str | None, int], row: int) -> Any:
        key = key_of(self.facts.tables[table]) if table in self.facts.tables and lists_keys(shown) else None
        if key is not None:
            return self.value(table, key.name, row)
        return {
            one.name: self._back(table, one.column, parent)
            if one.column == shown.column
            else self.value(table, one.column, row)
            for one in shown.fields
        }

    def _back(self, table: str, column: str, parent: tuple[str | None, int]) -> Any:
        """Return the foreign key by which a row of a relation refers to the row that shows it."""
        found = self.facts.columns(table).get(column)
        if found is None or found.references is None or found.references.table != parent[0]:
            return self.value(table, column)
        return self.value(found.references.table, found.references.column, parent[1])


def _next(wanted: Wanted) -> Wanted:
    return Wanted(wanted.noun, wanted.column, wanted.type, wanted.schema, wanted.limits, wanted.turn + 1)


def _unique(values: list[Any]) -> list[Any]:
    return values if values[0] != values[1] else values[:1]


def _is_state(column: Column) -> bool:
    return words.words_of(column.name)[-1:] in (("status",), ("state",), ("stage",), ("phase",))


def _reached(parts: tuple[str, ...], values: tuple[str, ...], current: str) -> bool | None:
    """Tell whether a row in a state has been where a column such as `paid_at` or `approved_by` says; None if unrelated."""
    if parts[-1] not in ("at", "on", "by", "date", "id"):
        return None
    stem = parts[0]
    meant = [state for state in (*known.STATES_OF_STEMS.get(stem, ()), stem) if state in values]
    if not meant:
        return None
    if current in meant:
        return True
    if current in known.UNHAPPY_STATES or current not in values:
        return False
    happy = [state for state in meant if state not in known.UNHAPPY_STATES]
    return any(values.index(state) < values.index(current) for state in happy)


def _is_about(parts: tuple[str, ...], current: str | None) -> bool:
    """Tell whether a name speaks of the state: `cancellation_reason` of `cancelled`."""
    return current is not None and any(part[:5] == str(current)[:5] for part in parts)


def _comparisons(table: Table, column: str) -> list[tuple[str, str]]:
    """Return how a column compares with the columns before it, by the table's CHECKs."""
    order = {c.name: place for place, c in enumerate(table.columns)}
    found = []
    for left, operator, right in _pairs(table.constraints):
        name, other, sign = (left, right, operator) if left == column else (right, left, _FLIPPED[operator])
        if name == column and order.get(other, len(order)) < order[column]:
            found.append((sign, other))
    return found


def _pairs(constraints: tuple[Constraint, ...]) -> list[tuple[str, str, str]]:
    pairs: list[tuple[str, str, str]] = []
    for constraint in constraints:
        binding = [c for c in constraint.conditions if c.operator != "is null"]
        if constraint.kind == "check" and (constraint.match == "all" or len(binding) == 1):
            pairs += [(c.column, c.operator, c.other) for c in binding if c.other and c.operator in _FLIPPED]
    return pairs


def _moved(value: Any, operator: str, beside: Any, parsed: ParsedType) -> Any:
    """Return the nearest value that compares as it must with the one beside it, or None if it does already."""
    if value is None or beside is None or parsed.array or type(value) is not type(beside):
        return None
    read, step, write = _SCALES.get("integer" if parsed.kind in INTEGERS else parsed.kind, (None, None, None))
    if read is None or write is None:
        return None
    mine, other = read(value), read(beside)
    holds = {">": mine > other, ">=": mine >= other, "<": mine < other, "<=": mine <= other}[operator]
    strict = step if len(operator) == 1 else step * 0
    return None if holds else write(other + strict if operator[0] == ">" else other - strict)


def _read_moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


_SCALES: dict[str, tuple[Callable[[Any], Any] | None, Any, Callable[[Any], Any] | None]] = {
    "integer": (int, 1, int),
    "number": (float, 1.0, float),
    "decimal": (Decimal, Decimal("0.01"), lambda number: f"{number:f}"),
    "date": (date.fromisoformat, timedelta(days=1), str),
    "moment": (_read_moment, timedelta(hours=1), lambda moment: f"{moment:%Y-%m-%dT%H:%M:%SZ}"),
}
"""How the values of a kind are read, the step between two of them, and how they are written."""
