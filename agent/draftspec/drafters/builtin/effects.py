"""What a verb does besides changing its own row: the row that it makes, and those of other things that it touches."""

from __future__ import annotations

from draftspec.drafters.builtin.bodies import Bodies
from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.entries import VerbEntry
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.words import plural, snake
from draftspec.sections.database import Table
from draftspec.sections.endpoints import Endpoint, Response, ServerSet


def with_effects(
    endpoint: Endpoint, verb: VerbEntry, plan: Plan, resource: Resource, tables: dict[str, Table]
) -> Endpoint:
    """Return the call of a verb with the tables that it writes besides, and the row that it makes as its answer."""
    known = {r.name: r for r in plan.resources}
    lines = [known[name] for name in verb.lines if name in known]
    changed = [*lines, *(known[name] for name in verb.changes if name in known)]
    made = known.get(verb.makes) if verb.makes else None
    added = [*([made] if made else []), *(known[name] for name in verb.adds if name in known)]
    there = taken_for_granted(verb.changes, plan)
    elsewhere = taken_for_granted(_made_by(verb), plan)
    touched = (*(r.table for r in (*changed, *added)), *there, *elsewhere)
    copied = _lines_of(resource, plan) if elsewhere else ()
    looked = (*(known[name].table for name in verb.reads if name in known), *taken_for_granted(verb.reads, plan))
    reads = tuple(dict.fromkeys((*endpoint.reads, *(r.table for r in changed), *there, *copied, *looked)))
    sets = [one for r in added for one in Bodies(plan, r, tables).made()]
    sets += [
        ServerSet(table=table, column="created_at", value="the time of the call")
        for table in elsewhere
        if _is_born(plan, table)
    ]
    endpoint = endpoint.model_copy(
        update={
            "reads": reads,
            "writes": tuple(dict.fromkeys((*endpoint.writes, *touched))),
            "server_sets": (*endpoint.server_sets, *sets),
        }
    )
    return endpoint if made is None else _answering_with(endpoint, made, Bodies(plan, made, tables), resource)


def _made_by(verb: VerbEntry) -> tuple[str, ...]:
    """Return the entries of which a verb inserts a row."""
    return (*((verb.makes,) if verb.makes else ()), *verb.adds)


def taken_for_granted(names: tuple[str, ...], plan: Plan) -> tuple[str, ...]:
    """Return the tables of entries that the feature writes into without building them."""
    built = {r.name for r in plan.resources}
    tables = (_table_of(name) for name in names if name not in built)
    return tuple(table for table in tables if table in plan.given)


def _table_of(name: str) -> str:
    table = concepts().entry(name).table if name in concepts() else None
    return table or snake(plural(name.replace("_", " ")))


def _is_born(plan: Plan, table: str) -> bool:
    return any(column.name == "created_at" for column in plan.given[table].columns)


def _lines_of(resource: Resource, plan: Plan) -> tuple[str, ...]:
    """Return the tables of a thing's lines, of which the rows that are made elsewhere are copies."""
    return tuple(
        r.table
        for r in plan.resources
        if r.entry.archetypes[:1] == ("line",) and any(p.target == resource.table for p in r.parents)
    )


def _answering_with(endpoint: Endpoint, made: Resource, rows: Bodies, resource: Resource) -> Endpoint:
    """Return the call with the new row as its answer; a copy leaves the row that it is called on as it is."""
    answer = Response(status=201, description=f"The new {made.one}.", fields=(*rows.shown(), *rows.secret_once()))
    kept = [one for one in endpoint.server_sets if made is not resource or one.column != "updated_at"]
    return endpoint.model_copy(update={"responses": (answer,), "server_sets": tuple(kept)})
