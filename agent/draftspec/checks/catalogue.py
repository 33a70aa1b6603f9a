"""Whether a database holds the tables that a design declares: told by the catalogue, not by the statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from draftspec.checks.design import Design
from draftspec.checks.keys import keys_of
from draftspec.derive.names import foreign_key, quote, values_check
from draftspec.sections.database import Column
from draftspec.spec import Finding

if TYPE_CHECKING:
    from draftspec.postgres.catalog import Snapshot
    from draftspec.postgres.scratch import Scratch

_COLUMNS = """
SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attnum > 0 AND attrelid = $1::text::regclass
"""
_HINT = "The migration must create what the design declares."


def undeclared(design: Design, scratch: Scratch, after: Snapshot) -> Iterator[Finding]:
    """Yield a finding for each column, key, constraint or index that is declared and not there, or not like that.

    Raises:
        StatementError: The database is of no more use.

    """
    there = {(item.kind, item.name.replace('"', "")): item.definition for item in after}
    types = _declared_types(design, scratch)
    for where, table, column in design.own_columns:
        found = there.get(("column", f"{table}.{column.name}"))
        if found is None:
            yield _finding(where, f"`{table}.{column.name}` is declared, but is not in the database.")
        elif not _is_like(column, found, types.get((table, column.name))):
            yield _finding(where, f"`{table}.{column.name}` is not as declared in the database: {found}.")
    names = {name.rsplit(".", 1)[-1] for kind, name in there if kind in ("constraint", "index")}
    for where, name in _declared_names(design):
        if name not in names:
            yield _finding(where, f"`{name}` is declared, but is not in the database.")


def _finding(where: str, message: str) -> Finding:
    return Finding(check="MIG-02", severity="error", where=where, message=message, hint=_HINT)


def _declared_types(design: Design, scratch: Scratch) -> Mapping[tuple[str, str], str]:
    """Return the declared types as PostgreSQL spells them: it is asked with tables that hold nothing but types."""
    tables: dict[str, list[Column]] = {}
    for _, table, column in design.own_columns:
        tables.setdefault(table, []).append(column)
    found: dict[tuple[str, str], str] = {}
    with scratch.rolled_back():
        for number, (table, columns) in enumerate(tables.items()):
            parts = ", ".join(f"{quote(column.name)} {column.type}" for column in columns)
            scratch.query(f"CREATE TEMPORARY TABLE declared_{number} ({parts})")
            relation = f"pg_temp.declared_{number}"
            rows = scratch.query(_COLUMNS, (relation,))
            found |= {(table, str(name)): str(spelled) for name, spelled in rows}
    return found


def _is_like(column: Column, found: str, spelled: str | None) -> bool:
    """Tell whether the catalogue's words for a column are those of its declaration; some types bring a default."""
    rest = found.removeprefix(spelled) if spelled and found.startswith(spelled) else None
    if rest is None or (rest and not rest.startswith(" ")):
        return False
    must_be_given = not column.nullable or column.primary_key or column.identity
    has_default = " default " in f"{rest} "
    return ("not null" in rest) == must_be_given and has_default == (column.default not in (None, "null"))


def _declared_names(design: Design) -> Iterator[tuple[str, str]]:
    for table in design.database.tables:
        where = f"database.tables.{table.name}"
        yield from ((where, key.name) for key in keys_of(table) if key.kind == "primary")
    for where, table_name, column in design.own_columns:
        if column.references:
            yield where, foreign_key(table_name, column.name)
        if column.values:
            yield where, values_check(table_name, column.name)
    yield from ((own.where, own.definition.name) for own in design.own_indexes)
    yield from ((own.where, own.constraint.name) for own in design.own_constraints)


def where_of(design: Design, line: str) -> str:
    """Return the item that a difference between two catalogues is about."""
    named = re.match(r'\w+: [a-z ]+ (?:"?(\w+)"?)(?:\."?(\w+)"?)?', line)
    if named is None:
        return "database"
    short = ".".join(part for part in named.groups() if part)
    return design.items.resolve(short) or design.items.resolve(named[1]) or "database"
