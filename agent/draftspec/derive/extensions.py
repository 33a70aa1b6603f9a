"""The extensions that a design's types, defaults, indexes and constraints need. All of them are trusted ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from draftspec.derive.column_types import EXTENSION_OF, MOMENTS, NUMBERS, TEXTS, base, is_array
from draftspec.derive.ddl import searches_text
from draftspec.derive.names import quote
from draftspec.derive.relation import Relation
from draftspec.sections.database import Column, Constraint, Database, Index, Table

_SCALARS = NUMBERS | MOMENTS | TEXTS | {"uuid", "boolean", "interval", "time", "timetz", "money", "bytea"}


def of_tables(tables: Iterable[Table]) -> Iterator[str]:
    """Yield the names of the extensions that tables need."""
    for table in tables:
        yield from _of_columns(table.columns)
        yield from _of_keys(Relation.of(table), table.indexes, table.constraints)


def of_design(database: Database) -> Iterator[str]:
    """Yield the names of the extensions that a design's own tables and its modifications need."""
    yield from of_tables(database.tables)
    known = {table.name: Relation.of(table) for table in (*database.existing, *database.assumed, *database.tables)}
    for change in database.modifications:
        before = known.get(change.table, Relation(change.table, {}))
        yield from _of_columns(change.add_columns)
        yield from _of_keys(before.after(change), change.add_indexes, change.add_constraints)


def create(extensions: Iterable[str]) -> tuple[str, ...]:
    """Return the statements that create extensions, each once, sorted by name."""
    return tuple(f"CREATE EXTENSION IF NOT EXISTS {quote(name)};" for name in sorted(set(extensions)))


def _of_columns(columns: Iterable[Column]) -> Iterator[str]:
    for column in columns:
        if (extension := EXTENSION_OF.get(base(column.type))) is not None:
            yield extension
        if (column.default or "").startswith("uuid_generate_"):
            yield "uuid-ossp"


def _of_keys(relation: Relation, indexes: Iterable[Index], constraints: Iterable[Constraint]) -> Iterator[str]:
    for index in indexes:
        for key in index.columns if not index.unique else ():
            if index.method == "gin" and searches_text(relation, key):
                yield "pg_trgm"
            elif index.method != "btree" and _is_scalar(relation, key.column):
                yield f"btree_{index.method}"
    for constraint in constraints:
        if constraint.kind == "exclude" and set(constraint.columns) - set(constraint.period):
            yield "btree_gist"


def _is_scalar(relation: Relation, column: str) -> bool:
    type_ = relation.type_of(column)
    return base(type_) in _SCALARS and not is_array(type_)
