"""Conditions and literals of a design as SQL."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from draftspec.derive.column_types import NUMBERS, base, is_array
from draftspec.derive.names import quote
from draftspec.sections.database import Column, Condition

_LENGTHS = {"min_length": ">=", "max_length": "<="}


def literal(text: str) -> str:
    """Return a text as a quoted SQL string."""
    return "'" + text.replace("'", "''") + "'"


def joined(conditions: Iterable[Condition], match: Literal["all", "any"] = "all") -> str:
    """Return conditions as one expression; without any it is `true`, which forbids nothing."""
    return {"all": " AND ", "any": " OR "}[match].join(map(condition, conditions)) or "true"


def condition(one: Condition) -> str:
    """Return one condition as an expression."""
    left = quote(one.column)
    right = quote(one.other) if one.other is not None else one.value or "null"
    if one.operator in ("is null", "is not null"):
        return f"{left} {one.operator.upper()}"
    if right == "null" and one.operator in ("=", "<>"):  # a comparison with NULL would never hold
        return f"{left} IS NULL" if one.operator == "=" else f"{left} IS NOT NULL"
    if one.operator == "=" and right in ("true", "false"):
        return left if right == "true" else f"NOT {left}"
    if one.operator == "matches":
        return f"{left} ~ {right}"
    if one.operator in _LENGTHS:
        return f"char_length({left}) {_LENGTHS[one.operator]} {right}"
    return f"{left} {one.operator} {right}"


def allowed_values(column: Column) -> str:
    """Return the expression that holds a column to its list of values."""
    values = ", ".join(_value(column, value) for value in column.values or ())
    if is_array(column.type):
        return f"{quote(column.name)} <@ ARRAY[{values}]::{column.type}"
    return f"{quote(column.name)} IN ({values})"


def _value(column: Column, value: str) -> str:
    if base(column.type) in NUMBERS and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
        return value
    return literal(value)
