"""Names of constraints and indexes, as PostgreSQL itself would build them, and quoting of identifiers."""

from __future__ import annotations

import hashlib
import re

NAME_BYTES = 63
"""Longest identifier that PostgreSQL keeps whole, in bytes (NAMEDATALEN - 1)."""

RESERVED = frozenset(
    [
        "all",
        "analyse",
        "analyze",
        "and",
        "any",
        "array",
        "as",
        "asc",
        "asymmetric",
        "authorization",
        "binary",
        "both",
        "case",
        "cast",
        "check",
        "collate",
        "collation",
        "column",
        "concurrently",
        "constraint",
        "create",
        "cross",
        "current_catalog",
        "current_date",
        "current_role",
        "current_schema",
        "current_time",
        "current_timestamp",
        "current_user",
        "default",
        "deferrable",
        "desc",
        "distinct",
        "do",
        "else",
        "end",
        "except",
        "false",
        "fetch",
        "for",
        "foreign",
        "freeze",
        "from",
        "full",
        "grant",
        "group",
        "having",
        "ilike",
        "in",
        "initially",
        "inner",
        "intersect",
        "into",
        "is",
        "isnull",
        "join",
        "lateral",
        "leading",
        "left",
        "like",
        "limit",
        "localtime",
        "localtimestamp",
        "natural",
        "not",
        "notnull",
        "null",
        "offset",
        "on",
        "only",
        "or",
        "order",
        "outer",
        "overlaps",
        "placing",
        "primary",
        "references",
        "returning",
        "right",
        "select",
        "session_user",
        "similar",
        "some",
        "symmetric",
        "system_user",
        "table",
        "tablesample",
        "then",
        "to",
        "trailing",
        "true",
        "union",
        "unique",
        "user",
        "using",
        "variadic",
        "verbose",
        "when",
        "where",
        "window",
        "with",
    ]
)
"""Words that cannot stand as a table or column name without quotes (PostgreSQL 18, appendix C, reserved and
reserved-can-be-function-or-type)."""


_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")


def quote(name: str) -> str:
    """Return an identifier as SQL, quoted only where it must be."""
    if _PLAIN.fullmatch(name) and name not in RESERVED:
        return name
    return '"' + name.replace('"', '""') + '"'


def shortened(name: str) -> str:
    """Return a name of at most 63 bytes; a longer one keeps its start and ends in a hash of the whole."""
    raw = name.encode()
    if len(raw) <= NAME_BYTES:
        return name
    digest = hashlib.sha256(raw).hexdigest()[:8]
    return raw[: NAME_BYTES - 9].decode(errors="ignore").rstrip("_") + "_" + digest


def primary_key(table: str) -> str:
    """Return the name of a table's primary key."""
    return shortened(f"{table}_pkey")


def foreign_key(table: str, column: str) -> str:
    """Return the name of a column's foreign key."""
    return shortened(f"{table}_{column}_fkey")


def values_check(table: str, column: str) -> str:
    """Return the name of the CHECK that holds a column to its list of values."""
    return shortened(f"{table}_{column}_check")


def unique(table: str, *columns: str) -> str:
    """Return the name of a UNIQUE constraint."""
    return shortened(f"{table}_{'_'.join(columns)}_key")


def index(table: str, *columns: str) -> str:
    """Return the name of an index."""
    return shortened(f"idx_{table}_{'_'.join(columns)}")
