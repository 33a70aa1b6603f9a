"""What a verb does besides changing its own row: the row that it makes, and those of other things that it touches."""

from __future__ import annotations

from draftspec.drafters.builtin.bodies import Bodies
from draftspec.drafters.builtin.entries import VerbEntry
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.words import plural, snake
from draftspec.sections.database import Table
from draftspec.sections.endpoints import Endpoint, Response


def with_effects(
    endpoint: Endpoint, verb: VerbEntry, plan: Plan, resource: Resource, tables: dict[str, Table]
) -> Endpoint:
    """Return the call of a verb with the tables that it writes besides, and the row that it makes as its answer."""
    known = {r.name: r for r in plan.resources}
    lines = [known[name] for name in verb.lines if name in known]
    changed = [*lines, *(known[name] for name in verb.changes if name in known)]
    made = known.get(verb.makes) if verb.makes else None
    added = [*([made] if made else []), *(known[name] for name in verb.adds if name in known)]
    there = tuple(name for one in verb.changes if (name := snake(plural(one.replace("_", " ")))) in plan.given)
    touched = (*(r.table for r in (*changed, *added)), *there)
    reads = tuple(dict.fromkeys((*endpoint.reads, *(r.table for r in changed), *there)))
    sets = tuple(one for r in added for one in Bodies(plan, r, tables).made())
    endpoint = endpoint.model_copy(
        update={
            "reads": reads,
            "writes": tuple(dict.fromkeys((*endpoint.writes, *touched))),
            "server_sets": (*endpoint.server_sets, *sets),
        }
    )
    return endpoint if made is None else _answering_with(endpoint, made, Bodies(plan, made, tables), resource)


def _answering_with(endpoint: Endpoint, made: Resource, rows: Bodies, resource: Resource) -> Endpoint:
    """Return the call with the new row as its answer; a copy leaves the row that it is called on as it is."""
    answer = Response(status=201, description=f"The new {made.one}.", fields=(*rows.shown(), *rows.secret_once()))
    kept = [one for one in endpoint.server_sets if made is not resource or one.column != "updated_at"]
    return endpoint.model_copy(update={"responses": (answer,), "server_sets": tuple(kept)})
