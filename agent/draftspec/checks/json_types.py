"""Which JSON types fit which PostgreSQL types."""

from __future__ import annotations

from draftspec.checks.sql_types import FLOATS, INTEGERS, MOMENTS, TEXTS, base_type
from draftspec.sections.endpoints import JsonType

_TEXT: tuple[JsonType, ...] = ("string", "email", "uri", "uuid", "date", "date-time")
_FITTING: dict[str, tuple[JsonType, ...]] = {
    **dict.fromkeys(TEXTS, _TEXT),
    **dict.fromkeys(INTEGERS, ("integer",)),
    **dict.fromkeys(FLOATS, ("number", "integer")),
    **dict.fromkeys(MOMENTS, ("date-time", "string")),
    "bigint": ("integer", "string"),
    "numeric": ("number", "integer"),
    "boolean": ("boolean",),
    "date": ("date", "string"),
    "uuid": ("uuid", "string"),
    "json": ("object",),
    "jsonb": ("object",),
    "bytea": ("string",),
    "time": ("string",),
    "interval": ("string",),
}


def json_types(sql_type: str) -> tuple[JsonType, ...] | None:
    """Return the JSON types that fit a PostgreSQL type, the usual one first, or None for a type that is not known.

    A bigint may be a string, as JavaScript loses digits above 2**53; a numeric with a scale may be one, too.
    """
    base = base_type(sql_type)
    fitting = _FITTING.get(base)
    return (*fitting, "string") if fitting and base == "numeric" and "," in sql_type else fitting
