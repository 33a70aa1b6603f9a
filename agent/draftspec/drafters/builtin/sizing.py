"""How much to plan for: rows of a table and writes a second, by what kind of thing it keeps.

The figures are assumptions, and are called so wherever they are shown: no brief gives them. They differ by kind, so that
a test of load means something: what a team defines once, what people make, what comes with each of those, what is only
ever added.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.sections.endpoints import Endpoint


@dataclass(frozen=True)
class Size:
    """What a table is planned for: rows in all, and writes a second at the busiest time of a day."""

    rows: int
    writes: int


DEFINED = Size(1_000, 1)
TYPED = Size(10_000, 1)
"""What staff write by hand: a few dozen a day are thousands in a year, and no two come in one second."""
MADE = Size(100_000, 5)
MANY = Size(1_000_000, 20)
ADDED = Size(10_000_000, 100)

_DEFINED = frozenset({"catalog", "tree", "pipeline", "custom_field", "settings", "scheme", "webhook", "target"})
_MANY = frozenset({"line", "membership", "reaction", "rating", "token", "attachment", "conversation", "reminder", "payment", "sharing", "check", "grant", "participation"})  # fmt: skip
_ADDED = frozenset({"log", "ledger", "measurement"})


def size_of(plan: Plan, table: str | None) -> Size:
    """Return what a table is planned for; one that the feature does not make counts among what people make."""
    resource = plan.by_table(table) if table else None
    kind = next(iter(resource.entry.archetypes), "thing") if resource is not None else "thing"
    if resource is not None and resource.owner is None and kind in _DEFINED:
        return DEFINED
    if resource is not None and kind == "line":
        return _of_lines(plan, resource)
    if resource is not None and _is_typed(resource):
        return TYPED
    if resource is not None and kind in _ADDED:
        return MADE if _is_prose(resource) else ADDED if "delete" not in resource.standard else MANY
    return MANY if kind in _MANY else MADE


def _of_lines(plan: Plan, line: Resource) -> Size:
    """Return what lines are planned for: some for each row of what they are lines of."""
    whole = plan.by_table(plan.target_of(line, line.under) or "") if line.under is not None else None
    if whole is None:
        return MADE if _is_typed(line) else MANY
    if whole.owner is None and whole.entry.archetypes[:1] and whole.entry.archetypes[0] in _DEFINED:
        return TYPED
    return MADE if _is_typed(whole) else MANY


def _is_typed(resource: Resource) -> bool:
    """Tell whether people of one role put its rows in by a call, one after the other."""
    by_role = resource.entry.manages is not None or "create" in resource.guards
    return by_role and "create" in resource.standard and "create" not in resource.entry.open


def _is_prose(resource: Resource) -> bool:
    """Tell whether a row that is only ever added is written by somebody in words of his own, and by no program."""
    return "create" in resource.standard and any(
        column.kind == "text" and "server" not in column.flags and column.name in _PROSE for column in resource.columns
    )


_PROSE = frozenset({"body", "note", "notes", "comment", "comments", "remark", "remarks", "summary", "description", "reason"})  # fmt: skip


def rows_of(plan: Plan, table: str | None) -> int:
    """Return how many rows a table is planned for."""
    return size_of(plan, table).rows


def fullest(calls: Iterable[Endpoint], plan: Plan) -> list[Endpoint]:
    """Return calls with those on the largest tables first, else in their order: where load is worth trying."""
    return sorted(calls, key=lambda call: -rows_of(plan, call.table))
