"""What the calls of a design have set in a row by the time that it is in a state: an issued invoice has its number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from draftspec.sections.database import Column, Condition, Table
from draftspec.sections.endpoints import Endpoint


@dataclass
class Moves:
    """The moves of one table: which columns each sets, and what a row has been through in each state."""

    filled: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By state, the columns that the shortest way to it sets, in their order."""
    moved: frozenset[str] = frozenset()
    """The columns that only moves set."""

    def holds(self, column: str, state: str) -> bool | None:
        """Tell whether a row in a state has a column filled; None where the moves do not say."""
        if column not in self.moved or state not in self.filled:
            return None
        return column in self.filled[state]

    def before(self, column: str, state: str) -> tuple[str, ...]:
        """Return the columns that were set on the way to a state before one of them was; none where the moves do not say."""
        way = self.filled.get(state, ())
        return way[: way.index(column)] if column in self.moved and column in way else ()


def moves_of(table: str, first: str | None, endpoints: Iterable[Endpoint]) -> Moves:
    """Return the moves of a table whose rows begin in a state, by the endpoints that move them."""
    own = [e for e in endpoints if e.table == table]
    moving = [e for e in own if e.transition is not None and e.transition.table == table]
    elsewhere = {name for e in own if e not in moving for name in (*_set(e), *_given(e))}
    moved = {name for e in moving for name in (*_set(e), *_given(e))} - elsewhere
    if first is None or not moving:
        return Moves()
    return Moves(_ways(first, moving), frozenset(moved))


def stamps_of(table: str, endpoints: Iterable[Endpoint]) -> frozenset[str]:
    """Return the columns of a table that only calls set which move no state: `checked_in_at`, `read_at`.

    A row that is shown elsewhere need not have been through such a call, whatever its state.
    """
    own = [e for e in endpoints if e.table == table]
    calls = [e for e in own if e.action == "command" and e.transition is None]
    others = {name for e in own if e not in calls for name in (*_set(e), *_given(e))}
    return frozenset(name for e in calls for name in _set(e)) - others


def _ways(first: str, moving: list[Endpoint]) -> dict[str, tuple[str, ...]]:
    """Return for each state that is reached what the first shortest way to it sets."""
    filled: dict[str, tuple[str, ...]] = {first: ()}
    reached = [first]
    for state in reached:
        for endpoint in moving:
            change = endpoint.transition
            if change is None or state not in change.before or change.after in filled:
                continue
            filled[change.after] = tuple(dict.fromkeys((*filled[state], *_set(endpoint), *_given(endpoint))))
            reached.append(change.after)
    return filled


def _set(endpoint: Endpoint) -> list[str]:
    stamps = ("updated_at",)  # each call moves it on, so it says nothing about a state
    return [one.column for one in endpoint.server_sets if one.table == endpoint.table and one.column not in stamps]


def _given(endpoint: Endpoint) -> list[str]:
    fields = endpoint.request.fields if endpoint.request else ()
    return [one.column or one.name for one in fields if one.source == "column" and one.table == endpoint.table]


def demanded(table: Table, column: Column, values: Mapping[str, str]) -> bool:
    """Tell whether a CHECK wants a column filled, given the values of others: `status <> 'paid' or paid_at is not null`."""
    for one in table.constraints:
        others = [c for c in one.conditions if not (c.column == column.name and c.operator == "is not null")]
        if one.kind != "check" or one.match != "any" or len(others) + 1 != len(one.conditions):
            continue
        if others and all(c.column in values and not _met(c, values[c.column]) for c in others):
            return True
    return False


def _met(condition: Condition, value: str) -> bool:
    literal = (condition.value or "").strip("'")
    return {"=": value == literal, "<>": value != literal}.get(condition.operator, True)
