"""Rows of example data that agree with each other: keys, foreign keys, states and the order of moments.

Row 0 of a table is the one that a path names; row 1, 2, ... are the others of a list. A row's foreign keys point at
rows of the other tables, so the same customer has the same key in every example of a design.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from draftspec.derive import example_numbers, example_texts
from draftspec.derive import example_words as words
from draftspec.derive.example_checks import must_be
from draftspec.derive.example_fit import coerced, fits
from draftspec.derive.example_made import Wanted, default_value, made
from draftspec.derive.example_moves import Moves, demanded, moves_of, stamps_of
from draftspec.derive.example_order import comparisons, is_about, later, moved, reached, span_of
from draftspec.derive.example_sums import lines_of, total_of, worked_out
from draftspec.derive.example_trees import is_alone, is_bound, upward
from draftspec.derive.json_types import (
    JSON_SCHEMAS,
    Limits,
    column_schema,
    key_of,
    limits,
    lists_keys,
    literal_text,
    parse_type,
)
from draftspec.sections.database import Column, Table
from draftspec.sections.endpoints import BodyField, Endpoint, Response
from draftspec.spec import Spec

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


Body = dict[str, Any] | None
"""An example of what is sent or answered, to be read only; None where there is none."""


class Facts:
    """What is asked again and again about the tables of a design, worked out once."""

    def __init__(self, tables: Mapping[str, Table], endpoints: tuple[Endpoint, ...] = ()) -> None:
        self.tables = tables
        self._endpoints = endpoints
        self._moves: dict[str, Moves] = {}
        self._stamps: dict[str, frozenset[str]] = {}
        self._columns: dict[str, dict[str, Column]] = {}
        self._upward: dict[str, str | None] = {}
        self._wanted: dict[tuple[str, str], Wanted] = {}
        self._lines: dict[str, Table | None] = {}
        self._bodies: dict[tuple[int, int], tuple[Endpoint, Response | None, Body]] = {}

    def columns(self, table: str) -> dict[str, Column]:
        """Return the columns of a table by name; none of a table that is unknown."""
        if table not in self._columns:
            known_table = self.tables.get(table)
            self._columns[table] = {c.name: c for c in known_table.columns} if known_table else {}
        return self._columns[table]

    def moves(self, table: str) -> Moves:
        """Return what the design's calls set on the way to each state of a table."""
        if table not in self._moves:
            state = next((c for c in self.columns(table).values() if c.values and is_state(c)), None)
            first = literal_text(state.default) if state else None
            self._moves[table] = moves_of(table, first, self._endpoints)
        return self._moves[table]

    def stamps(self, table: str) -> frozenset[str]:
        """Return the columns of a table that only calls set which move no state."""
        if table not in self._stamps:
            self._stamps[table] = stamps_of(table, self._endpoints)
        return self._stamps[table]

    def upward(self, table: str) -> str | None:
        """Return the column by which a row of a table names the one above it, if it has one."""
        if table not in self._upward:
            known_table = self.tables.get(table)
            key = upward(known_table) if known_table else None
            self._upward[table] = key.name if key else None
        return self._upward[table]

    def lines(self, table: str) -> Table | None:
        """Return the table whose rows are the lines of a table, if it has any."""
        if table not in self._lines:
            self._lines[table] = lines_of(table, self.tables.values(), self._made_with(table))
        return self._lines[table]

    def _made_with(self, table: str) -> frozenset[str]:
        """Return the tables of which the call that makes a row takes rows as well."""
        made = (e.request for e in self._endpoints if e.table == table and e.action == "create" and e.request)
        return frozenset(f.table for r in made for f in r.fields if f.source == "relation" and f.many and f.table)

    def body(self, endpoint: Endpoint, response: Response | None, make: Callable[[], Body]) -> Body:
        """Return the example of a response, or of the request without one; what was made before is not made again."""
        place = id(endpoint), id(response)
        if place not in self._bodies:
            self._bodies[place] = endpoint, response, make()  # both are held, so that nothing else gets their identity
        return self._bodies[place][2]

    def _is_person(self, table: str, column: Column) -> bool:
        """Tell whether a `name` is somebody's: it stands beside an address, and the table is of no firms or places."""
        if column.name not in ("name", "full_name") or "email" not in self.columns(table):
            return False
        return not words.is_named(words.noun_of(table), (example_texts.COMPANIES, example_texts.PLACES))

    def wanted(self, table: str, column: Column, turn: int) -> Wanted:
        """Return what a column of a row must look like."""
        if turn and is_bound(column) and self.upward(table) is not None:
            turn = 0
        first = self._wanted.get((table, column.name))
        if first is None:
            known_table = self.tables.get(table)
            schema = column_schema(column, known_table, nullable=False)
            held = limits(column, known_table)
            noun = "person" if self._is_person(table, column) else words.noun_of(table)
            first = Wanted(noun, column, parse_type(column.type), schema, held, 0)
            self._wanted[table, column.name] = first
        return first if turn == 0 else Wanted(first.noun, column, first.type, first.schema, first.limits, turn)


def facts_of(spec: Spec) -> Facts:
    """Return what is known about the tables of a specification."""
    return Facts(spec.sections.known_tables(), spec.sections.endpoints.endpoints)


@dataclass
class Rows:
    """The rows that one endpoint shows.

    `states`: the value of a column of row 0; `filled`, `given`: columns set by the server or by the caller in this
    call; `fresh`: the table whose row 0 was just created; `shared`: tables of which all rows point at row 0; `owner`:
    the table and column by which a caller sees only rows of his own; `born`: tables of which rows come with that one;
    `emptied`: columns that the call empties.
    """

    facts: Facts
    states: Mapping[tuple[str, str], str] = field(default_factory=dict)
    filled: frozenset[tuple[str, str]] = frozenset()
    given: frozenset[tuple[str, str]] = frozenset()
    fresh: str | None = None
    shared: frozenset[str] = frozenset()
    owner: tuple[str, str] | None = None
    born: frozenset[str] = frozenset()
    emptied: frozenset[tuple[str, str]] = frozenset()
    _values: dict[tuple[str, str, int], Any] = field(default_factory=dict)

    def value(self, table: str, column: str, row: int = 0) -> Any:
        """Return the value of a column in a row; a text by the column's name where the design does not know it."""
        place = (table, column, row)
        if place not in self._values:
            found = self.facts.columns(table).get(column)
            if found is None:
                return words.texts(words.noun_of(table), column)[0]
            # A foreign key that leads back here finds a value by its type instead of going in circles.
            self._values[place] = made(self.facts.wanted(table, found, row))
            self._values[place] = self._decided(table, found, row)
        return self._values[place]

    def _decided(self, table: str, column: Column, row: int) -> Any:
        plain = self._values[table, column.name, row]
        if column.nullable and row == 0 and (table, column.name) in self.emptied:
            return None
        if column.nullable and not column.primary_key and self._is_empty(table, column, row):
            return None
        if column.references is not None:
            referred = self.value(column.references.table, column.references.column, self.row_of(table, column, row))
            return referred if fits(referred, self.facts.wanted(table, column, row).schema) else plain
        schema = self.facts.wanted(table, column, row).schema
        special = self._set_in_this_call(table, column) if row == 0 or table in self.born else None
        special = self._finished(table, column, row) if special is None else special
        value = special if special is not None and fits(special, schema) else self._summed(table, column, row, plain)
        return self._in_order(table, column, row, value)

    def _summed(self, table: str, column: Column, row: int, plain: Any) -> Any:
        """Return what a line or a bill comes to where its row says so, else the value as it is."""
        if (span := span_of(column.purpose)) is not None and span[0] in self.facts.columns(table):
            ended = later(self.value(table, span[0], row), span[1])
            return ended if ended is not None and fits(ended, self.facts.wanted(table, column, row).schema) else plain
        if column.type != "bigint":
            return plain
        worked = worked_out(table, column, row, self.facts.columns(table), self.value)
        lines = self.facts.lines(table) if worked is None else None
        if lines is not None:
            worked = total_of(self.facts.tables[table], column, row, lines, self.value)
        return worked if worked is not None and fits(worked, self.facts.wanted(table, column, row).schema) else plain

    def row_of(self, table: str, column: Column, row: int) -> int:
        """Return which row of the other table a foreign key of a row points at."""
        if column.references is None:
            return row
        target = column.references.table
        same = [c.name for c in self.facts.columns(table).values() if c.references and c.references.table == target]
        first = 0 if self._is_shared(table, column) else row
        return first + same.index(column.name) + (target == table)

    def _is_shared(self, table: str, column: Column) -> bool:
        """Tell whether all rows of an answer refer to the same row of another table."""
        target = column.references.table if column.references else ""
        if target in self.shared or (table, column.name) == self.owner:
            return True
        known_table = self.facts.tables[table]
        if self.facts.upward(table) is not None and target != table and not is_alone(known_table, column):
            return True
        return column.name in example_numbers.SHARED_OWNERS and not self._tells_apart(known_table, column)

    def _tells_apart(self, table: Table, column: Column) -> bool:
        """Tell whether a key of the table would have two equal rows if they shared this column: members of one channel."""
        keys = [c.columns for c in table.constraints if c.kind == "unique" and column.name in c.columns]
        columns = self.facts.columns(table.name)
        others = ([columns[name] for name in key if name != column.name] for key in keys)
        return any(all(o.references and o.references.table in self.shared for o in other) for other in others)

    def _set_in_this_call(self, table: str, column: Column) -> Any:
        """Return the state after the call, the default of a new row, or the time of the call; None if none applies."""
        place = (table, column.name)
        if place in self.states:
            return coerced(self.states[place], self.facts.wanted(table, column, 0).schema)
        if "updated" in words.words_of(column.name) and parse_type(column.type).kind == "moment":
            return self._time_of_call(table)
        if table == self.fresh and column.name.startswith("balance"):
            full = column.name.replace("balance", "initial_amount", 1)
            return self.value(table, full) if full in self.facts.columns(table) else None
        default = literal_text(column.default)
        if table == self.fresh and default is not None and place not in self.given | self.filled:
            return default_value(default, self.facts.wanted(table, column, 0))
        return None

    def _finished(self, table: str, column: Column, row: int) -> str | None:
        """Return the whole of what a row has got through once it is done."""
        if column.name not in ("progress", "percent_complete") or "status" not in self.facts.columns(table):
            return None
        done = self.value(table, "status", row) in example_numbers.STATES_OF_STEMS["completed"]
        return default_value("100", self.facts.wanted(table, column, row)) if done else None

    def _time_of_call(self, table: str) -> Any:
        if table == self.fresh:
            return self.value(table, "created_at") if "created_at" in self.facts.columns(table) else None
        columns = self.facts.columns(table)
        stamped = [name for place, name in self.filled if place == table and name in columns and name != "updated_at"]
        past = [name for name in stamped if not set(words.words_of(name)) & example_numbers.AHEAD]
        moments = [self.value(table, name) for name in past if parse_type(columns[name].type).kind == "moment"]
        return max((moment for moment in moments if isinstance(moment, str)), default=None)

    def _is_empty(self, table: str, column: Column, row: int) -> bool:
        wanted = must_be(self.facts.tables[table], column.name, lambda other: self.value(table, other, row))
        if wanted is None and self._is_said(table, column, row):
            wanted = True
        if wanted is not None:
            return not wanted
        if self._is_not_yet(table, column, row):
            return True
        state = next((c for c in self.facts.columns(table).values() if c.values and is_state(c)), None)
        current = self.value(table, state.name, row) if state and state.name != column.name else None
        parts = words.words_of(column.name)
        if state and current is not None:
            was_there = self._was_there(table, column, state, str(current))
            if was_there is not None:
                return not was_there
            if any(is_about(parts[:-1], value) for value in state.values or ()):
                return not is_about(parts, str(current))
        return bool(set(parts) & example_numbers.USUALLY_EMPTY) and not is_about(parts, current)

    def _is_said(self, table: str, column: Column, row: int) -> bool:
        """Tell whether the call fills a column, or shows only rows that have it."""
        place = (table, column.name)
        return place == self.owner or (row == 0 and place in self.filled | self.given)

    def _is_not_yet(self, table: str, column: Column, row: int) -> bool:
        """Tell whether nothing has filled a column so far; what another row lies below is a root."""
        if row > 0 and self.facts.upward(table) == column.name:
            return True
        stamped = column.name in self.facts.stamps(table) and parse_type(column.type).kind == "moment"
        return stamped or (row == 0 and table == self.fresh)

    def _was_there(self, table: str, column: Column, state: Column, current: str) -> bool | None:
        """Tell whether a row in a state has a column filled: by a CHECK, by the design's moves, or by the names of states."""
        if demanded(self.facts.tables[table], column, {state.name: current}):
            return True
        held = self.facts.moves(table).holds(column.name, current)
        return held if held is not None else reached(words.words_of(column.name), state.values or (), current)

    def _in_order(self, table: str, column: Column, row: int, value: Any) -> Any:
        """Move a value until it satisfies the CHECKs that compare it with earlier columns of its row."""
        value = self._after_moves(table, column, row, value)
        known_table = self.facts.tables[table]
        for operator, other in comparisons(known_table, column.name):
            beside = self.value(table, other, row)
            nearest = moved(value, operator, beside, parse_type(column.type))
            if nearest is not None and fits(nearest, self.facts.wanted(table, column, row).schema):
                value = nearest
        return value

    def _after_moves(self, table: str, column: Column, row: int, value: Any) -> Any:
        """Move a moment behind those that the row's way to its state has set before: received after it was approved."""
        moves = self.facts.moves(table)
        if column.name not in moves.moved or parse_type(column.type).kind != "moment":
            return value
        state = next((c.name for c in self.facts.columns(table).values() if c.values and is_state(c)), None)
        current = str(self.value(table, state, row)) if state else ""
        columns = self.facts.columns(table)
        before = (name for name in moves.before(column.name, current) if name in columns)
        way = [name for name in before if not set(words.words_of(name)) & example_numbers.AHEAD]
        moments = [self.value(table, name, row) for name in way if parse_type(columns[name].type).kind == "moment"]
        nearest = moved(
            value, ">=", max((m for m in moments if isinstance(m, str)), default=None), parse_type(column.type)
        )
        return later(nearest, timedelta(days=1)) if nearest is not None else value

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
        return listed if listed is not None else _unique([made(wanted), made(replace(wanted, turn=row + 1))])

    def _of_relation(self, shown: BodyField, parent: str | None, row: int) -> Any:
        table = shown.table or ""
        if shown.many:
            first = row * 2 + (2 if table == parent else 0)  # what lies below a row is neither it nor the one above
            return _unique([self._related(shown, table, (parent, row), first + more) for more in (0, 1)])
        joined = self.facts.columns(parent or "").get(shown.column or "")
        points_there = joined is not None and joined.references is not None and joined.references.table == table
        other_row = self.row_of(parent or "", joined, row) if joined and points_there else row
        return self._related(shown, table, (parent, row), other_row)

    def _related(self, shown: BodyField, table: str, parent: tuple[str | None, int], row: int) -> Any:
        key = key_of(self.facts.tables[table]) if table in self.facts.tables and lists_keys(shown) else None
        if key is not None:
            return self.value(table, key.name, row)
        return {one.name: self._of_related(shown, one.column, parent, row) for one in shown.fields}

    def _of_related(self, shown: BodyField, column: str, parent: tuple[str | None, int], row: int) -> Any:
        """Return a column of a relation's row; its foreign key to the row that shows it is that row's key."""
        table = shown.table or ""
        found = self.facts.columns(table).get(column) if column == shown.column else None
        if found is None or found.references is None or found.references.table != parent[0]:
            return self.value(table, column, row)
        return self.value(found.references.table, found.references.column, parent[1])


def _unique(values: list[Any]) -> list[Any]:
    return values if values[0] != values[1] else values[:1]


def is_state(column: Column) -> bool:
    """Tell whether a column holds the state of its row, by its name."""
    return words.words_of(column.name)[-1:] in (("status",), ("state",), ("stage",), ("phase",))
