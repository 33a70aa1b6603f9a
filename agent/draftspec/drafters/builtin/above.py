"""What calls on detail rows mean for what they belong to: its rules and states refuse them, its sums follow them."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.drafters.builtin.bodies import Bodies
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.words import singular
from draftspec.sections.database import Table
from draftspec.sections.endpoints import Endpoint, ServerSet

CHANGES = ("create", "update", "delete")


def above(plan: Plan, resource: Resource, *, optional: bool = False) -> Iterator[Resource]:
    """Yield the things of the plan that a row belongs to for good, or that it may belong to."""
    for parent in resource.parents:
        found = plan.by_table(parent.target)
        if found is not None and (optional or not parent.nullable) and found is not resource:
            yield found


def is_detail(resource: Resource, parent: Resource, plan: Plan) -> bool:
    """Tell whether a thing's rows are lines of another's."""
    line = resource.entry.archetypes[:1] == ("line",)
    return line and resource.under is not None and plan.target_of(resource, resource.under) == parent.table


def with_sums(endpoint: Endpoint, plan: Plan, resource: Resource, tables: dict[str, Table]) -> Endpoint:
    """Return a write to rows that their parent counts or adds up, with the parent's figures among what it writes."""
    call = "update" if endpoint.action == "replace" else endpoint.action
    if call not in CHANGES:
        return endpoint
    sets: list[ServerSet] = []
    for parent in above(plan, resource):
        for name in figures_of(parent, resource, plan, tables, counted=call != "update"):
            sets.append(ServerSet(table=parent.table, column=name, value=f"worked out from its {resource.many}"))
    entry = resource.entry
    touched = [*(one.table for one in sets), *_tables_of(plan, entry.touches.get(call, ()))]
    added = [r for r in plan.resources if r.name in entry.adds.get(call, ())]
    filled = (one for r in added for one in Bodies(plan, r, tables).made())
    return endpoint.model_copy(
        update={
            "reads": tuple(dict.fromkeys((*endpoint.reads, *touched))),
            "writes": tuple(dict.fromkeys((*endpoint.writes, *touched, *(r.table for r in added)))),
            "server_sets": (*endpoint.server_sets, *sets, *filled),
        }
    )


def _tables_of(plan: Plan, named: tuple[str, ...]) -> list[str]:
    return [resource.table for resource in plan.resources if resource.name in named]


def figures_of(
    parent: Resource, child: Resource, plan: Plan, tables: dict[str, Table], *, counted: bool
) -> Iterator[str]:
    """Yield the columns of a parent that its children's number (`members_count`) or amounts (`total_cents`) make up."""
    columns = {column.name for column in tables[parent.table].columns}
    sums = is_detail(child, parent, plan) and any(line.kind == "money" for line in child.columns)
    for line in parent.columns:
        if "server" not in line.flags:
            continue
        if counted and line.kind == "count" and line.name in columns and _counts(line.name, child):
            yield line.name
        name = f"{line.name}_cents"
        if sums and line.kind == "money" and name in columns and _is_sum(parent, line.name):
            yield name


def _counts(column: str, child: Resource) -> bool:
    noun = singular(column.removesuffix("_count"))
    return column.endswith("_count") and noun in (child.name, child.one.split()[-1])


def _is_sum(parent: Resource, name: str) -> bool:
    """Tell whether an amount follows the rows below from the first on, and is no figure that a later step sets."""
    later = {column.removesuffix("_cents") for verb in parent.verbs.values() for column in verb.sets}
    return name not in later and ("total" in name.split("_") or name in ("subtotal", "tax"))
