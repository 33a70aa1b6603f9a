"""Reading the schema that a project already has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from pydantic import ValidationError

from draftspec.errors import SchemaError
from draftspec.existing import definitions
from draftspec.existing.alter_table import alter_table
from draftspec.existing.catalog import Catalog
from draftspec.existing.create_table import create_index, create_table
from draftspec.existing.dependents import dependents_of
from draftspec.existing.grammar import SqlSyntaxError
from draftspec.existing.script import Statement, statements
from draftspec.existing.tables import tables
from draftspec.existing.trees import Node, kind, parse, unwrapped
from draftspec.sections.database import Dependent, Table

SCHEMA_LIMIT = 20_000_000
"""Largest schema file that is read, in bytes; a dump without rows is far smaller."""

_DUMP = "Give the schema alone, as `pg_dump --schema-only` writes it."
_FOREIGN = re.compile(r"`|\bAUTO_?INCREMENT\b|\bENGINE\s*=|\bTABLE\s+\[|^\s*\[|^GO$", re.IGNORECASE | re.MULTILINE)
# What may define a table. The rest (rows, functions, roles) is not even parsed: it may be long, or of another tool.
_DEFINES = re.compile(
    r"(CREATE|ALTER|DROP|COMMENT)\s.*?\b(TABLE|INDEX|TYPE|DOMAIN|SCHEMA|COLUMN)\b", re.IGNORECASE | re.DOTALL
)


def read_schema(path: Path) -> tuple[Table, ...]:
    """Return the tables that a .sql file defines, in its order.

    Takes what pg_dump writes, hand-written files and psql scripts. Left out, as a design has no form for it: foreign
    keys over several columns, and checks, indexes and defaults by other expressions than a design's own.

    Raises:
        SchemaError: The file cannot be read, is not PostgreSQL's SQL, or defines no table.

    """
    found = schema_of(_text(path), str(path))
    if not found:
        raise SchemaError(f"{path}: no CREATE TABLE in this file", _DUMP)
    return found


def read_dependents(path: Path, tables: Iterable[Table]) -> tuple[Dependent, ...]:
    """Return the views and triggers that a schema file defines over columns of some tables.

    Raises:
        SchemaError: The file cannot be read.

    """
    return dependents_of(_text(path), tables)


def schema_of(script: str, name: str) -> tuple[Table, ...]:
    """Return the tables that a script defines; errors say `name` and the line."""
    catalog = Catalog()
    line = 1
    try:
        for statement in statements(script):
            line = statement.line
            if _DEFINES.match(statement.text[:400]):
                _apply(catalog, statement, name)
        return tables(catalog)
    except ValidationError as error:
        message = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        raise SchemaError(f"{name}:{line}: {message}", "Rename it, or leave the table out of the file.") from error


def _apply(catalog: Catalog, statement: Statement, name: str) -> None:
    try:
        nodes = parse(statement.text)
    except SqlSyntaxError as error:
        line = statement.line + error.fault.line - 1
        hint = _DUMP
        if _FOREIGN.search(statement.text):
            hint = "This looks like another database's SQL: draftspec reads PostgreSQL's. " + _DUMP
        raise SchemaError(f"{name}:{line}: {error.fault.message}", hint) from error
    for node in nodes:
        _read(catalog, node)


def _read(catalog: Catalog, node: Node) -> None:
    if kind(node) == "CreateSchemaStmt":
        for element in map(unwrapped, node.schema_elts):
            if kind(element) in _READERS and not element.relation.schemaname:
                element.relation.schemaname = node.schemaname
            _read(catalog, element)
    elif (reader := _READERS.get(kind(node))) is not None:
        reader(catalog, node)


_READERS: dict[str, Callable[[Catalog, Node], None]] = {
    "AlterEnumStmt": definitions.alter_enum,
    "AlterTableStmt": alter_table,
    "CommentStmt": definitions.comment,
    "CreateDomainStmt": definitions.create_domain,
    "CreateEnumStmt": definitions.create_enum,
    "CreateStmt": create_table,
    "DropStmt": definitions.drop,
    "IndexStmt": create_index,
    "RenameStmt": definitions.rename,
}


def _text(path: Path) -> str:
    raw = _raw(path)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        hint = f"Convert it, as in `iconv -f WINDOWS-1252 -t UTF-8 {path.name}`."
        raise SchemaError(f"{path}:{line}: not UTF-8", hint) from error


def _raw(path: Path) -> bytes:
    """Return what a file holds, which may be a pipe or a device: read no further than one byte over the limit."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(SCHEMA_LIMIT + 1)
    except OSError as error:
        raise SchemaError(f"{path}: cannot be read: {error.strerror}", "check the path given with --schema") from error
    if len(raw) > SCHEMA_LIMIT:
        raise SchemaError(f"{path}: larger than {SCHEMA_LIMIT // 1_000_000} MB", _DUMP)
    return raw
