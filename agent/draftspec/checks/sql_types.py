"""PostgreSQL types under one name each."""

from __future__ import annotations

import re
from functools import lru_cache

_ALIASES = {
    "int": "integer",
    "int4": "integer",
    "serial": "integer",
    "serial4": "integer",
    "int2": "smallint",
    "smallserial": "smallint",
    "serial2": "smallint",
    "int8": "bigint",
    "bigserial": "bigint",
    "serial8": "bigint",
    "bool": "boolean",
    "decimal": "numeric",
    "float": "double precision",
    "float8": "double precision",
    "float4": "real",
    "varchar": "character varying",
    "char": "character",
    "bpchar": "character",
    "timestamp with time zone": "timestamptz",
    "timestamp without time zone": "timestamp",
    "time without time zone": "time",
    "time with time zone": "timetz",
}
SERIALS = frozenset(["serial", "serial4", "bigserial", "serial8", "smallserial", "serial2"])
INTEGERS = frozenset(["smallint", "integer", "bigint"])
FLOATS = frozenset(["real", "double precision"])
TEXTS = frozenset(["text", "character varying", "character", "citext"])
MOMENTS = frozenset(["timestamptz", "timestamp"])


@lru_cache(1000)  # a design asks for each of its types many times
def written_type(sql_type: str) -> str:
    """Return a type without its length and in lower case, as in `serial` or `timestamp with time zone`."""
    return " ".join(re.sub(r"\([^)]*\)", " ", sql_type.lower()).split())


@lru_cache(1000)
def base_type(sql_type: str) -> str:
    """Return the one name of a type, without its length; an array ends in `[]`."""
    written = written_type(sql_type)
    name, array = written.removesuffix("[]").strip(), "[]" if written.endswith("[]") else ""
    return _ALIASES.get(name, name) + array


def is_money_name(name: str) -> bool:
    """Tell whether a column or field of this name holds an amount of money."""
    return re.search(_MONEY, name) is not None


_MONEY = (
    r"(^|_)(amount|price|subtotal|total|balance|cost|fee|fees|salary|wage|budget|deposit|revenue|refund|charge|cents)"
    r"(_(usd|eur|gbp|chf|cents))?$"
)
