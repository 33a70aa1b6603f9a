"""PostgreSQL's types by family: one spelling for each, which cast to one another, what a range over them is called."""

from __future__ import annotations

import re
from functools import lru_cache

SPELLINGS = {
    "int": "integer",
    "int4": "integer",
    "int8": "bigint",
    "int2": "smallint",
    "serial": "integer",
    "serial4": "integer",
    "bigserial": "bigint",
    "serial8": "bigint",
    "smallserial": "smallint",
    "serial2": "smallint",
    "float": "double precision",
    "float8": "double precision",
    "float4": "real",
    "decimal": "numeric",
    "bool": "boolean",
    "character varying": "varchar",
    "character": "char",
    "bpchar": "char",
    "bit varying": "varbit",
    "timestamp with time zone": "timestamptz",
    "timestamp without time zone": "timestamp",
    "time with time zone": "timetz",
    "time without time zone": "time",
}
"""Other spellings of a type, each with the one that designs use."""

TEXTS = frozenset(["text", "varchar", "char", "citext", "name"])
NUMBERS = frozenset(["smallint", "integer", "bigint", "numeric", "real", "double precision"])
MOMENTS = frozenset(["date", "timestamp", "timestamptz"])
RANGE_OF = {
    "timestamptz": "tstzrange",
    "timestamp": "tsrange",
    "date": "daterange",
    "smallint": "int4range",
    "integer": "int4range",
    "bigint": "int8range",
    "numeric": "numrange",
}
RANGES = frozenset([*RANGE_OF.values(), *(name.replace("range", "multirange") for name in RANGE_OF.values())])
_OTHERS = frozenset(
    [
        "bit",
        "box",
        "boolean",
        "bytea",
        "cidr",
        "circle",
        "inet",
        "interval",
        "json",
        "jsonb",
        "jsonpath",
        "line",
        "lseg",
        "macaddr",
        "macaddr8",
        "money",
        "oid",
        "path",
        "pg_lsn",
        "point",
        "polygon",
        "regclass",
        "time",
        "timetz",
        "tsquery",
        "tsvector",
        "uuid",
        "varbit",
        "xid8",
        "xml",
    ]
)
EXTENSION_OF = {"citext": "citext", "hstore": "hstore", "ltree": "ltree", "cube": "cube", "isbn": "isn"}
"""Types that an extension brings, each with its extension."""

_KNOWN = TEXTS | NUMBERS | MOMENTS | RANGES | _OTHERS | frozenset(EXTENSION_OF)


@lru_cache(1000)  # a design asks for each of its types many times
def base(type_: str) -> str:
    """Return a type's name in its one spelling, without schema, length and array brackets."""
    plain = re.sub(r"\s*(\([^)]*\)|\[\])", "", type_.lower())
    plain = " ".join(plain.removeprefix("pg_catalog.").split())
    return SPELLINGS.get(plain, plain)


def is_array(type_: str) -> bool:
    """Tell whether a type is an array."""
    return type_.rstrip().endswith("]")


def is_known(type_: str) -> bool:
    """Tell whether PostgreSQL or one of its usual extensions brings the type; else the project has made it."""
    return base(type_) in _KNOWN


def casts_by_itself(old: str, new: str) -> bool:
    """Tell whether PostgreSQL changes a column from one type to the other without being told how."""
    if is_array(old) != is_array(new):
        return False
    before, after = base(old), base(new)
    if before == after or after in TEXTS:
        return True
    return any(before in family and after in family for family in (NUMBERS, MOMENTS))
