"""Columns and domains of a syntax tree in the model of a design."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from draftspec.existing import expressions
from draftspec.existing.trees import Node, constant
from draftspec.existing.type_names import type_name
from draftspec.sections.base import TEXT_LIMIT, single_line
from draftspec.sections.database import Column

UNFILLED: dict[str, Any] = {"default": None, "computed": False, "identity": False}
"""The attributes of a column that holds NULL when nothing is given."""


@dataclass(frozen=True)
class Domain:
    """A domain: a type with conditions, which a design shows as the type and its list of values."""

    type: str
    nullable: bool = True
    values: tuple[str, ...] | None = None


def column(node: Node, domains: Mapping[str, Domain]) -> Column:
    """Return a column with its type, default and nullability; keys and checks are read elsewhere."""
    domain = type_of(node, domains)
    serial = type_name(node.type_name).serial
    attributes: dict[str, Any] = {**UNFILLED, "identity": serial, "nullable": domain.nullable and not serial}
    for one in (item.constraint for item in node.constraints):
        attributes |= _attributes(one, domain.type)
    return Column(name=node.colname, type=domain.type, values=domain.values, **attributes)


def type_of(node: Node, domains: Mapping[str, Domain]) -> Domain:
    """Return the type of a column definition; of a domain what it stands for."""
    found = type_name(node.type_name)
    return Domain(found.type) if node.type_name.array_bounds else domains.get(found.name, Domain(found.type))


def _attributes(one: Node, type_: str) -> dict[str, Any]:
    kind = constant(one, "contype")
    if kind == "CONSTR_NOTNULL":
        return {"nullable": False}
    if kind == "CONSTR_IDENTITY":
        return {"identity": True, "nullable": False}
    if kind == "CONSTR_GENERATED":
        return {"computed": True}
    return filling(one.raw_expr, type_) if kind == "CONSTR_DEFAULT" else {}


def filling(expression: Node, type_: str) -> dict[str, Any]:
    """Return the attributes that say what a column holds by a default: a text, a number in sequence, or computed."""
    if expressions.is_null(expression):
        return UNFILLED
    if expressions.calls(expression, "nextval"):
        return {**UNFILLED, "identity": True}
    text = expressions.default(expression, type_)
    return {**UNFILLED, "default": text, "computed": text is None}


def domain(node: Node, domains: Mapping[str, Domain]) -> Domain:
    """Return a domain, which may stand on another one."""
    found = type_name(node.type_name)
    parent = domains.get(found.name, Domain(found.type))
    nullable, values = parent.nullable, parent.values
    for one in (item.constraint for item in node.constraints):
        if constant(one, "contype") == "CONSTR_NOTNULL":
            nullable = False
        elif constant(one, "contype") == "CONSTR_CHECK" and (allowed := expressions.values(one.raw_expr)) is not None:
            values = kept_values(allowed[1])
    return Domain(parent.type, nullable, values)


def kept_values(values: Iterable[str]) -> tuple[str, ...] | None:
    """Return a list of values if a design can hold each of them, else None."""
    kept = tuple(values)
    if not kept or not all(value and len(value) <= TEXT_LIMIT and value == single_line(value) for value in kept):
        return None
    return kept
