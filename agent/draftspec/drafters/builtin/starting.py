"""What the creation of a thing makes besides: its maker's membership, the columns that a board begins with."""

from __future__ import annotations

from draftspec.drafters.builtin.bodies import Bodies
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.sections.database import Table
from draftspec.sections.endpoints import Endpoint


def with_first_rows(endpoint: Endpoint, plan: Plan, resource: Resource, tables: dict[str, Table]) -> Endpoint:
    """Return the creation of a thing with the rows of others that it makes in the same transaction."""
    made = [r for r in plan.resources if r.name in resource.entry.starts] if endpoint.action == "create" else []
    if not made:
        return endpoint
    sets = tuple(one for r in made for one in Bodies(plan, r, tables).made())
    return endpoint.model_copy(
        update={
            "writes": tuple(dict.fromkeys((*endpoint.writes, *(r.table for r in made)))),
            "server_sets": (*endpoint.server_sets, *sets),
        }
    )
