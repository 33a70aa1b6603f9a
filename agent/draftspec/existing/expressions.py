"""Expressions of a syntax tree as the few forms that a design has for them: defaults, conditions, lists of values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, cast

from draftspec.derive.column_types import TEXTS, base
from draftspec.derive.conditions import literal as quoted
from draftspec.existing.trees import Node, constant, kind, strings, unwrapped
from draftspec.existing.type_names import type_name
from draftspec.sections.base import SQL_LITERAL, is_sql_default
from draftspec.sections.database import Condition, Operator

_OPERATORS = {"=", "<>", "<", "<=", ">", ">="}
_LENGTHS = {(">=", "char_length"): "min_length", ("<=", "char_length"): "max_length"}
_LENGTHS |= {(sign, "length"): name for (sign, _), name in _LENGTHS.items()}
_MOMENTS = {"SVFOP_CURRENT_DATE": "current_date", "SVFOP_CURRENT_TIMESTAMP": "current_timestamp"}


def default(expression: Node, type_: str) -> str | None:
    """Return the text of a column's default, or None where no design can write it.

    A cast to the column's own type, which pg_dump writes out, says nothing and is left out.
    """
    node = unwrapped(expression)
    text = literal(node) or _call(node)
    if text is None and kind(node) == "TypeCast" and (text := literal(unwrapped(node.arg))) is not None:
        cast_type = type_name(node.type_name).type
        if base(cast_type) != base(type_) and not {base(cast_type), base(type_)} <= TEXTS:
            text = f"{text}::{cast_type}"
    return text if text is not None and is_sql_default(text) else None


def is_null(expression: Node) -> bool:
    """Tell whether a default is NULL, with or without a cast: no default at all."""
    node = unwrapped(expression)
    return literal(unwrapped(node.arg) if kind(node) == "TypeCast" else node) == "null"


def calls(expression: Node, function: str) -> bool:
    """Tell whether an expression is a call of a function."""
    node = unwrapped(expression)
    return kind(node) == "FuncCall" and strings(node.funcname)[-1] == function


def _call(node: Node) -> str | None:
    if kind(node) == "FuncCall" and not node.args:
        return f"{strings(node.funcname)[-1]}()"
    return _MOMENTS.get(constant(node, "op")) if kind(node) == "SQLValueFunction" else None


def literal(node: Node) -> str | None:
    """Return a constant as SQL text, or None for anything else."""
    if kind(node) != "A_Const":
        return None
    match node.WhichOneof("val"):
        case "sval":
            return quoted(node.sval.sval)
        case "boolval":
            return "true" if node.boolval.boolval else "false"
        case "ival" | "fval" as number:
            return str(getattr(getattr(node, number), number))
    return "null" if node.isnull else None


def column(expression: Node) -> str | None:
    """Return the column that an expression consists of, under casts to text or none, or None for anything else."""
    node = _uncast(unwrapped(expression))
    if kind(node) != "ColumnRef" or any(
        unwrapped(field) is None or kind(unwrapped(field)) != "String" for field in node.fields
    ):
        return None
    return strings(node.fields)[-1]


def lowered(expression: Node) -> str | None:
    """Return the column of `lower(column)`, or None for anything else."""
    node = unwrapped(expression)
    return column(node.args[0]) if calls(expression, "lower") and len(node.args) == 1 else None


def _uncast(node: Node) -> Node:
    while kind(node) == "TypeCast":
        node = unwrapped(node.arg)
    return node


def values(expression: Node) -> tuple[str, tuple[str, ...]] | None:
    """Return the column and its allowed values of `column IN (…)` or `column = ANY (ARRAY[…])`, else None."""
    node = unwrapped(expression)
    if kind(node) != "A_Expr" or strings(node.name) != ("=",):
        return None
    right = _uncast(unwrapped(node.rexpr))
    if constant(node, "kind") == "AEXPR_IN":
        items = right.items
    elif constant(node, "kind") == "AEXPR_OP_ANY" and kind(right) == "A_ArrayExpr":
        items = right.elements
    else:
        return None
    name, texts = column(node.lexpr), [_value(item) for item in items]
    return None if name is None or None in texts else (name, tuple(cast(list[str], texts)))


def contained(expression: Node) -> tuple[str, tuple[str, ...]] | None:
    """Return the column and its allowed values of `column <@ ARRAY[…]`, else None."""
    node = unwrapped(expression)
    if kind(node) != "A_Expr" or strings(node.name) != ("<@",):
        return None
    right = _uncast(unwrapped(node.rexpr))
    name = column(node.lexpr)
    texts = [_value(item) for item in right.elements] if kind(right) == "A_ArrayExpr" else [None]
    return None if name is None or None in texts else (name, tuple(cast(list[str], texts)))


def _value(item: Node) -> str | None:
    text = literal(_uncast(unwrapped(item)))
    if text is None or text == "null":
        return None
    return text[1:-1].replace("''", "'") if text.startswith("'") else text


def conditions(expression: Node) -> tuple[Literal["all", "any"], tuple[Condition, ...]] | None:
    """Return an expression as conditions that all or any must hold, or None where a design has no form for it."""
    node = unwrapped(expression)
    match: Literal["all", "any"] = "all"
    parts = [expression]
    if kind(node) == "BoolExpr" and constant(node, "boolop") in ("AND_EXPR", "OR_EXPR"):
        match = "all" if constant(node, "boolop") == "AND_EXPR" else "any"
        parts = list(node.args)
    found = [list(_conditions(part)) for part in parts]
    if not all(found) or (match == "any" and any(len(one) > 1 for one in found)):
        return None
    return match, tuple(condition for one in found for condition in one)


def _conditions(expression: Node) -> Iterator[Condition]:
    """Yield the conditions of one comparison; nothing where a design has no form for it."""
    node = unwrapped(expression)
    if kind(node) == "ColumnRef" and (name := column(expression)) is not None:
        yield Condition(column=name, operator="=", value="true")
    elif (
        kind(node) == "BoolExpr"
        and constant(node, "boolop") == "NOT_EXPR"
        and (name := column(node.args[0])) is not None
    ):
        yield Condition(column=name, operator="=", value="false")
    elif kind(node) == "NullTest" and (name := column(node.arg)) is not None:
        missing = constant(node, "nulltesttype") == "IS_NULL"
        yield Condition(column=name, operator="is null" if missing else "is not null")
    elif kind(node) == "A_Expr":
        yield from _comparisons(node)


def _comparisons(node: Node) -> Iterator[Condition]:
    form, sign = constant(node, "kind"), strings(node.name)[-1]
    if form == "AEXPR_BETWEEN":
        limits = unwrapped(node.rexpr).items
        pairs = [_comparison(node.lexpr, sign, limit) for sign, limit in zip((">=", "<="), limits, strict=True)]
        if None not in pairs:
            yield from cast(list[Condition], pairs)
    elif form == "AEXPR_OP" and (one := _comparison(node.lexpr, sign, node.rexpr)) is not None:
        yield one


def _comparison(left: Node, sign: str, right: Node) -> Condition | None:
    function = unwrapped(left)
    operator: str | None = {"~": "matches"}.get(sign, sign if sign in _OPERATORS else None)
    if kind(function) == "FuncCall" and len(function.args) == 1:
        operator = _LENGTHS.get((sign, strings(function.funcname)[-1]))
        left = function.args[0]
    name, value = column(left), literal(_uncast(unwrapped(right)))
    other = column(right) if value is None else None
    if name is None or operator is None or (value is None and other is None):
        return None
    if value is not None and not _is_literal(value):
        return None
    return Condition(column=name, operator=cast(Operator, operator), value=value, other=other)


def _is_literal(text: str) -> bool:
    return len(text) <= 500 and re.fullmatch(SQL_LITERAL, text) is not None
