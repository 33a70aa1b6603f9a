"""How much to plan for: rows of a table and writes a second, by what kind of thing it keeps.

The figures are assumptions, and are called so wherever they are shown: no brief gives them. They differ by kind, so that
a test of load means something: what a team defines once, what people make, what comes with each of those, what is only
ever added.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from draftspec.drafters.builtin.plan import Plan
from draftspec.sections.endpoints import Endpoint


@dataclass(frozen=True)
class Size:
    """What a table is planned for: rows in all, and writes a second at the busiest time of a day."""

    rows: int
    writes: int


DEFINED = Size(1_000, 1)
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
    if resource is not None and kind in _ADDED:
        return ADDED if "delete" not in resource.standard else MANY
    return MANY if kind in _MANY else MADE


def rows_of(plan: Plan, table: str | None) -> int:
    """Return how many rows a table is planned for."""
    return size_of(plan, table).rows


def fullest(calls: Iterable[Endpoint], plan: Plan) -> list[Endpoint]:
    """Return calls with those on the largest tables first, else in their order: where load is worth trying."""
    return sorted(calls, key=lambda call: -rows_of(plan, call.table))
