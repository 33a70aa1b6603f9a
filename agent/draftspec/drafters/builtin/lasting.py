"""What must be filled in one state stays filled in the states that only come after it: an issued invoice's number once paid."""

from __future__ import annotations

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.constraints import said_of
from draftspec.drafters.builtin.plan import Resource
from draftspec.sections.database import Condition, Constraint

_KEPT = frozenset({"moment", "date", "code", "money", "minutes", "choice"})
"""Kinds of columns that nothing empties again; a token or an assignment may end with the state."""


def lasting(check: Constraint, resource: Resource) -> Constraint:
    """Return a CHECK such as `status <> 'issued' or number is not null` for all states that are reached through that one."""
    one = next((c for c in check.conditions if c.column == "status" and c.operator == "<>"), None)
    filled = [c.column for c in check.conditions if c.operator == "is not null"]
    if one is None or check.match != "any" or len(filled) + 1 != len(check.conditions):
        return check
    state = (one.value or "").strip("'")
    if state not in resource.states or not all(_is_kept(name, resource.columns) for name in filled):
        return check
    free = _reached_without(state, resource)
    if len(free) + 1 == len(resource.states) or not free:
        return check
    conditions = (
        *(Condition(column="status", operator="=", value=f"'{name}'") for name in resource.states if name in free),
        *(c for c in check.conditions if c is not one),
    )
    return check.model_copy(update={"conditions": conditions, "meaning": said_of(conditions, " or ")})


def _is_kept(name: str, columns: tuple[ColumnLine, ...]) -> bool:
    return any(
        line.kind in _KEPT and name in (line.name, f"{line.name}_cents") and line.sensitivity != "secret"
        for line in columns
    )


def _reached_without(state: str, resource: Resource) -> frozenset[str]:
    """Return the states that a row can be in without ever having been in the given one."""
    moves = [verb for verb in resource.verbs.values() if verb.to]
    led_to = {verb.to for verb in moves}
    # A row begins in the first state; what no verb leads to, a job may lead to from anywhere.
    found = {name for name in resource.states if name not in led_to or name == resource.states[0]} - {state}
    while True:
        more = {
            str(verb.to) for verb in moves if verb.to != state and (not verb.before or found & set(verb.before))
        } - found
        if not more:
            return frozenset(found)
        found |= more
