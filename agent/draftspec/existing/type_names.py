"""Type names of a syntax tree, as designs write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from draftspec.derive.column_types import SPELLINGS
from draftspec.existing.trees import Node, kind, strings, unwrapped
from draftspec.sections.base import is_sql_type

_SERIAL = re.compile(r"(small|big)?serial[248]?")


@dataclass(frozen=True)
class TypeName:
    """A type as designs write it, the bare name that was given, and whether the column numbers its rows."""

    type: str
    name: str
    serial: bool = False


def type_name(node: Node) -> TypeName:
    """Return the type of a column; one that no design can write becomes `text`."""
    name = strings(node.names)[-1]
    array = "[]" if node.array_bounds else ""
    spelled = SPELLINGS.get(name.lower(), name)
    full = f"{spelled}{_lengths(node)}{array}"
    candidates = (full, f"{spelled}{array}", f"text{array}")
    return TypeName(next(filter(is_sql_type, candidates)), name, _SERIAL.fullmatch(name) is not None)


def _lengths(node: Node) -> str:
    values = [unwrapped(modifier) for modifier in node.typmods]
    numbers = [
        str(value.ival.ival) for value in values if kind(value) == "A_Const" and value.WhichOneof("val") == "ival"
    ]
    if len(numbers) < len(values) or not numbers or strings(node.names)[-1] == "interval":
        return ""  # none, those of another kind, or an interval's fields, which are coded as numbers
    return f"({','.join(numbers)})"
