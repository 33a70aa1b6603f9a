"""What a CHECK over several columns leaves a column of a row: it must be empty, it must be filled, or it may be either."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from draftspec.sections.database import Condition, Table

Beside = Callable[[str], Any]
"""Gives what another column of the row holds."""


def must_be(table: Table, column: str, beside: Beside) -> bool | None:
    """Tell whether a CHECK wants a column filled (True) or empty (False) in a row; None where none says so."""
    if is_demanded(table, column, beside):
        return True
    order = [one.name for one in table.columns]
    for others in _others(table, column, "is null"):
        later = [one for one in others if order.index(one.column) > order.index(column)]
        waits = any(one.operator == "is null" and not is_demanded(table, one.column, beside) for one in later)
        if not waits and all(_fails(one, beside) or one in later for one in others):
            return False
    return None


def is_demanded(table: Table, column: str, beside: Beside) -> bool:
    """Tell whether what other columns hold asks for this one: `kind <> 'link' or url is not null`."""
    return any(all(_fails(one, beside) for one in others) for others in _others(table, column, "is not null"))


def _others(table: Table, column: str, operator: str) -> Iterator[list[Condition]]:
    """Yield the other parts of each CHECK of which one part is that a column is empty, or filled."""
    for constraint in table.constraints:
        mine = [c for c in constraint.conditions if c.column == column and c.operator == operator]
        if constraint.kind == "check" and constraint.match == "any" and len(mine) == 1 < len(constraint.conditions):
            yield [c for c in constraint.conditions if c is not mine[0]]


def _fails(one: Condition, beside: Beside) -> bool:
    value = beside(one.column)
    if one.other is not None or one.operator not in ("is null", "is not null", "=", "<>"):
        return False
    if one.operator in ("is null", "is not null"):
        return (value is None) != (one.operator == "is null")
    if value is None or one.value is None:
        return False
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return (written == one.value.strip("'")) != (one.operator == "=")
