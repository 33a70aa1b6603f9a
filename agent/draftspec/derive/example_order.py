"""Order within an example row: which states it has been through, and which columns come before which."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from draftspec.derive import example_numbers
from draftspec.derive.json_types import INTEGERS, ParsedType
from draftspec.sections.database import Constraint, Table

_WHO = ("er", "or")
"""Ends of the words for who does something."""
_FLIPPED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}


def reached(parts: tuple[str, ...], values: tuple[str, ...], current: str) -> bool | None:
    """Tell whether a row in a state has been where a column such as `paid_at` or `approved_by` says; None if unrelated."""
    if parts[-1] not in ("at", "on", "by", "date", "id"):
        return None
    stem = parts[0]
    meant = [state for state in (*example_numbers.STATES_OF_STEMS.get(stem, ()), stem) if state in values]
    if not meant:
        return None
    if current in meant:
        return True
    if current in example_numbers.REFUSED_STATES and "submitted" in meant and "submitted" in values:
        return True
    if current in example_numbers.UNHAPPY_STATES or current not in values:
        return False
    happy = [state for state in meant if state not in example_numbers.UNHAPPY_STATES]
    return any(values.index(state) < values.index(current) for state in happy)


def is_about(parts: tuple[str, ...], current: str | None) -> bool:
    """Tell whether a name speaks of the state: `cancellation_reason` of `cancelled`; an approver is named before he approves."""
    told = (part for part in parts if not part.endswith(_WHO))
    return current is not None and any(part[:5] == str(current)[:5] for part in told)


def comparisons(table: Table, column: str) -> list[tuple[str, str]]:
    """Return how a column compares with the columns before it, by the table's CHECKs."""
    order = {c.name: place for place, c in enumerate(table.columns)}
    found = []
    for left, operator, right in _pairs(table.constraints):
        name, other, sign = (left, right, operator) if left == column else (right, left, _FLIPPED[operator])
        if name == column and order.get(other, len(order)) < order[column]:
            found.append((sign, other))
    after = example_numbers.FOLLOWS.get(column, ())
    return found or [(">", other) for other in after if order.get(other, len(order)) < order[column]]


def _pairs(constraints: tuple[Constraint, ...]) -> list[tuple[str, str, str]]:
    pairs: list[tuple[str, str, str]] = []
    for constraint in constraints:
        binding = [c for c in constraint.conditions if c.operator != "is null"]
        if constraint.kind == "check" and (constraint.match == "all" or len(binding) == 1):
            pairs += [(c.column, c.operator, c.other) for c in binding if c.other and c.operator in _FLIPPED]
    return pairs


def moved(value: Any, operator: str, beside: Any, parsed: ParsedType) -> Any:
    """Return the nearest value that compares as it must with the one beside it, or None if it does already."""
    if value is None or beside is None or parsed.array or type(value) is not type(beside):
        return None
    read, step, write = _SCALES.get("integer" if parsed.kind in INTEGERS else parsed.kind, (None, None, None))
    if read is None or write is None:
        return None
    try:
        mine, other = read(value), read(beside)
        holds = {">": mine > other, ">=": mine >= other, "<": mine < other, "<=": mine <= other}[operator]
    except (TypeError, ValueError, ArithmeticError):  # columns of different types, which no database compares either
        return None
    strict = step if len(operator) == 1 else step * 0
    return None if holds else write(other + strict if operator[0] == ">" else other - strict)


_SPAN = re.compile(r"`(?P<start>\w+)` \+ (?P<count>\d+) (?P<unit>second|minute|hour|day|week|month|year)s?\b")
_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2592000, "year": 31536000}


def span_of(purpose: str | None) -> tuple[str, timedelta] | None:
    """Return from which column and how much later a moment is worked out, where its purpose says so: "`sent_at` + 3 days"."""
    found = _SPAN.search(purpose or "")
    if found is None:
        return None
    return found["start"], timedelta(seconds=int(found["count"]) * _UNITS[found["unit"]])


def later(value: Any, span: timedelta) -> Any:
    """Return a moment or day that lies a span after another one; None where there is none."""
    if not isinstance(value, str):
        return None
    if len(value) == len("2026-03-02"):
        return str(date.fromisoformat(value) + span)
    return f"{_read_moment(value) + span:%Y-%m-%dT%H:%M:%SZ}"


def _read_moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


_SCALES: dict[str, tuple[Callable[[Any], Any] | None, Any, Callable[[Any], Any] | None]] = {
    "integer": (int, 1, int),
    "number": (float, 1.0, float),
    "decimal": (Decimal, Decimal("0.01"), lambda number: f"{number:f}"),
    "date": (date.fromisoformat, timedelta(days=1), str),
    "moment": (_read_moment, timedelta(hours=1), lambda moment: f"{moment:%Y-%m-%dT%H:%M:%SZ}"),
}
"""How the values of a kind are read, the step between two of them, and how they are written."""
