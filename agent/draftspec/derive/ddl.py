"""Tables, indexes and constraints as PostgreSQL statements, one string each, without an end of transaction.

Every constraint is named, so that an error message, a down migration and the documents speak of the same thing. No
trigger maintains `updated_at`: its default covers the insert, and the application sets it with every update, as its
object-relational mapper does anyway; so a schema holds no code that a reader of the tables would not expect.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from draftspec.derive import names
from draftspec.derive.column_types import RANGE_OF, TEXTS, base, is_array
from draftspec.derive.conditions import allowed_values, joined
from draftspec.derive.names import quote
from draftspec.derive.relation import Relation
from draftspec.sections.database import Column, Constraint, Index, IndexColumn, Table

WIDTH = 120
"""Longest line before a statement goes on in the next one, in characters."""


def create_table(table: Table, late: frozenset[str] = frozenset()) -> str:
    """Return the CREATE TABLE of a table, without the foreign keys of the columns in `late`."""
    relation = Relation.of(table)
    definitions = [*primary_key(table.name, table.columns)]
    for column in table.columns:
        if column.references is not None and column.name not in late:
            definitions.append(foreign_key(table.name, column))
    definitions += [values_check(table.name, column) for column in table.columns if column.values]
    definitions += [constraint(relation, one) for one in table.constraints]
    body = ",\n".join([*column_lines(table.columns), *(_indented(definition) for definition in definitions)])
    return f"CREATE TABLE {quote(table.name)} (\n{body}\n);"


def column_lines(columns: Iterable[Column], prefix: str = "    ") -> Iterator[str]:
    """Yield one line for each column with names and types below each other, without commas."""
    cells = [(quote(column.name), column.type, _rest(column)) for column in columns]
    widths = [max(len(row[place]) for row in cells) if cells else 0 for place in (0, 1)]
    for name, type_, rest in cells:
        yield f"{prefix}{name.ljust(widths[0])} {type_.ljust(widths[1])} {rest}".rstrip()


def _rest(column: Column) -> str:
    words = [] if column.nullable and not column.primary_key and not column.identity else ["NOT NULL"]
    if column.identity:
        words.append("GENERATED ALWAYS AS IDENTITY")
    elif column.default is not None:
        words.append(f"DEFAULT {column.default}")
    return " ".join(words)


def primary_key(table: str, columns: Iterable[Column]) -> Iterator[str]:
    """Yield the definition of a table's primary key, or nothing where no column belongs to it."""
    if keys := [column.name for column in columns if column.primary_key]:
        yield f"CONSTRAINT {quote(names.primary_key(table))} PRIMARY KEY {_listed(keys)}"


def foreign_key(table: str, column: Column) -> str:
    """Return the definition of a column's foreign key; the column must have one."""
    return f"CONSTRAINT {quote(names.foreign_key(table, column.name))} FOREIGN KEY ({quote(column.name)}) {references(column)}"


def references(column: Column) -> str:
    """Return what a column refers to, as it stands in a foreign key; the column must refer to something."""
    if column.references is None:
        raise ValueError(f"{column.name} refers to nothing")
    target = column.references
    action = f" ON DELETE {target.on_delete}" if target.on_delete else ""
    return f"REFERENCES {quote(target.table)} ({quote(target.column)}){action}"


def values_check(table: str, column: Column) -> str:
    """Return the definition of the CHECK that holds a column to its list of values."""
    return f"CONSTRAINT {quote(names.values_check(table, column.name))} CHECK ({allowed_values(column)})"


def constraint(relation: Relation, one: Constraint) -> str:
    """Return the definition of a declared constraint of a table."""
    if one.kind == "check":
        what = f"CHECK ({joined(one.conditions, one.match)})"
    elif one.kind == "unique":
        what = f"UNIQUE {_listed(one.columns)}"
    else:
        what = _exclusion(relation, one)
    return f"CONSTRAINT {quote(one.name)} {what}"


def _exclusion(relation: Relation, one: Constraint) -> str:
    parts = [f"{quote(column)} WITH =" for column in one.columns if column not in one.period]
    if one.period:
        parts.append(f"{_period(relation, one)} WITH &&")
    rows = f" WHERE ({joined(one.conditions)})" if one.conditions else ""
    return f"EXCLUDE USING gist ({', '.join(parts)}){rows}"


def _period(relation: Relation, one: Constraint) -> str:
    if len(one.period) == 1:  # the column is a range itself
        return quote(one.period[0])
    start, end = one.period
    kind = RANGE_OF.get(base(relation.type_of(start)), "tstzrange")
    bounds = ", '[]'" if kind == "daterange" and not _ends_later(relation, start, end) else ""
    return f"{kind}({quote(start)}, {quote(end)}{bounds})"


def _ends_later(relation: Relation, start: str, end: str) -> bool:
    """Tell whether the table wants the last day after the first one, so that it is the first free day.

    Else a period of days may be one day long, and must hold its last day in order not to be empty.
    """
    wanted = {(end, ">", start), (start, "<", end)}
    return any(
        (condition.column, condition.operator, condition.other) in wanted
        for one in relation.constraints
        if one.kind == "check" and one.match == "all"
        for condition in one.conditions
    )


def indexes(table: Table) -> tuple[str, ...]:
    """Return the CREATE INDEX statements of a table."""
    relation = Relation.of(table)
    return tuple(index(relation, one) for one in table.indexes)


def index(relation: Relation, one: Index) -> str:
    """Return the CREATE INDEX of an index of a table."""
    method = "btree" if one.unique else one.method  # no other method can be unique
    keys = ", ".join(_key(relation, key, method) for key in one.columns)
    using = "" if method == "btree" else f"USING {method} "
    head = f"CREATE {'UNIQUE ' if one.unique else ''}INDEX {quote(one.name)} ON {quote(relation.name)} {using}({keys})"
    rows = f"WHERE {joined(one.where)}" if one.where else ""
    return _wrapped(head, rows) + ";"


def _key(relation: Relation, key: IndexColumn, method: str) -> str:
    text = f"lower({quote(key.column)})" if key.lower else quote(key.column)
    if method == "btree":
        return text + (" DESC" if key.descending else "")
    return text + (" gin_trgm_ops" if method == "gin" and searches_text(relation, key) else "")


def searches_text(relation: Relation, key: IndexColumn) -> bool:
    """Tell whether an index key is text, which gin can only index by trigrams."""
    type_ = relation.type_of(key.column)
    return base(type_) in TEXTS and not is_array(type_)


def alter_table(table: str, actions: Iterable[str]) -> str:
    """Return one ALTER TABLE with each of its actions on a line."""
    return f"ALTER TABLE {quote(table)}\n" + ",\n".join(map(_indented, actions)) + ";"


def add_foreign_keys(table: str, columns: Iterable[Column]) -> str:
    """Return the ALTER TABLE that adds the foreign keys of columns that are there."""
    return alter_table(table, (f"ADD {foreign_key(table, column)}" for column in columns))


def _listed(columns: Iterable[str]) -> str:
    return f"({', '.join(map(quote, columns))})"


def _indented(definition: str) -> str:
    """Return a definition on a line of its own, its name on a line before where it would grow too long."""
    if len(definition) + 4 <= WIDTH or "CONSTRAINT " not in definition:
        return f"    {definition}"
    for keyword in (" PRIMARY KEY (", " FOREIGN KEY (", " CHECK (", " UNIQUE (", " EXCLUDE USING "):
        name, found, rest = definition.partition(keyword)
        if found:
            return f"    {name}\n       {found}{rest}"
    return f"    {definition}"


def _wrapped(head: str, rest: str) -> str:
    if not rest:
        return head
    return f"{head} {rest}" if len(head) + len(rest) + 2 <= WIDTH else f"{head}\n    {rest}"
