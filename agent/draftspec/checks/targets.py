"""MIG: what the PostgreSQL that is targeted has, and what has to be installed into it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.checks.design import Design
from draftspec.checks.registry import Found, check
from draftspec.derive.column_types import RANGES, base, is_known
from draftspec.sections.database import Column

_SINCE = {
    "uuidv7()": 18,
    "uuidv4()": 18,
    "gen_random_uuid()": 13,
    "pg_current_xact_id()": 13,
    **{name: 14 for name in RANGES if "multirange" in name},
    "jsonpath": 12,
    "xid8": 13,
}
"""Functions and types, each with the version of PostgreSQL that brought it."""


@check("MIG-13", "error", why="A migration that uses what came later is refused by its first statement.")
def versions(design: Design) -> Iterator[Found]:
    """Types and defaults are in the version of PostgreSQL that the design is made for."""
    ours = design.target.postgres
    for where, table, column in design.own_columns:
        for used in (base(column.type), column.default or ""):
            if (since := _SINCE.get(used, 0)) > ours:
                yield Found(
                    where,
                    f"`{table}.{column.name}` uses {used}, which PostgreSQL has since {since}; the target is {ours}.",
                    "Use gen_random_uuid()." if used.startswith("uuid") else "Use a type that the target has.",
                )


_BY_OTHERS = {
    "geometry": "postgis",
    "geography": "postgis",
    "raster": "postgis_raster",
    "vector": "vector",
    "halfvec": "vector",
    "sparsevec": "vector",
    "semver": "semver",
    "hll": "hll",
    "h3index": "h3",
}
_INSTEAD = {
    "datetime": "timestamptz",
    "tinyint": "smallint or boolean",
    "mediumint": "integer",
    "double": "double precision",
    "blob": "bytea",
    "clob": "text",
    "longtext": "text",
    "mediumtext": "text",
    "tinytext": "text",
    "nvarchar": "text",
    "varchar2": "text",
    "string": "text",
    "number": "numeric",
    "uniqueidentifier": "uuid",
    "enum": "text with a list of values",
    "guid": "uuid",
}


@check(
    "MIG-14", "warning", why="A type that nothing brings is refused, and an extension may need rights that nobody has."
)
def extensions(design: Design) -> Iterator[Found]:
    """Each type of a new column is PostgreSQL's, of an extension that the migration creates, or of the schema."""
    given = {_bare(one.type) for table in _there(design) for one in table}
    for where, table, column in design.own_columns:
        name = _bare(column.type)
        if is_known(column.type) or name in given:
            continue
        if extension := _BY_OTHERS.get(name):
            problem = f"comes with the extension {extension}, which the migration does not create"
            hint = f"Have {extension} installed by whoever runs the server, or use a type of PostgreSQL."
        else:
            problem = "is no type of PostgreSQL or of the schema"
            hint = f"Use {_INSTEAD.get(name, 'a type of PostgreSQL')}."
        yield Found(where, f"`{table}.{column.name}` is {column.type}, which {problem}.", hint)


def _there(design: Design) -> Iterator[tuple[Column, ...]]:
    yield from (table.columns for table in (*design.database.existing, *design.database.assumed))


def _bare(sql_type: str) -> str:
    return re.split(r"[(\[]", sql_type.lower())[0].strip()
