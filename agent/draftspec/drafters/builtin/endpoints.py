"""Decides the `endpoints` section: the standard calls of each thing, and one call for each verb."""

from __future__ import annotations

from draftspec.checks.design import Design
from draftspec.checks.errors import unanswered_keys
from draftspec.drafters.builtin.conflicts import answer_keys, is_met_again
from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.shown_calls import ShownCalls
from draftspec.drafters.builtin.standard_calls import StandardCalls
from draftspec.drafters.builtin.verb_calls import VerbCalls
from draftspec.sections.database import Database
from draftspec.sections.endpoints import Endpoint, Endpoints, Response
from draftspec.spec import Sections


class _Calls(StandardCalls, ShownCalls, VerbCalls):
    """All calls of one thing."""


def draft(plan: Plan, database: Database) -> Endpoints:
    """Return the endpoints of every thing of the plan."""
    tables = Sections(database=database).known_tables()
    found: list[Endpoint] = []
    for resource in plan.resources:
        calls = _Calls(plan, resource, tables)
        found += calls.singleton() if resource.entry.singleton else calls.standard()
        found += [*calls.trees(), *calls.figures(), *calls.verbs(), *calls.bulk()]
    unique = {(e.method, _shape(e.path)): e for e in reversed(found)}
    kept = tuple(e for e in found if unique[(e.method, _shape(e.path))] is e)
    design = Design(Sections(database=database, endpoints=Endpoints(endpoints=kept)))
    kept = tuple(_with_conflicts(endpoint, plan, design) for endpoint in kept)
    return Endpoints(
        endpoints=kept, none_because=None if kept else "The brief names nothing that a client would call a backend for."
    )


def _with_conflicts(endpoint: Endpoint, plan: Plan, design: Design) -> Endpoint:
    resource = plan.by_table(endpoint.table or "")
    keys = list(unanswered_keys(design, endpoint))
    if not keys or resource is None:
        return endpoint
    created = endpoint.action == "create"
    if created and any(is_met_again(key, resource) for table, key in keys if table == resource.table):
        there = Response(
            status=200, description=f"The {resource.one} that was there.", fields=endpoint.responses[0].fields
        )
        endpoint = endpoint.model_copy(update={"responses": (*endpoint.responses, there)})
        keys = [(table, key) for table, key in keys if table != resource.table or not is_met_again(key, resource)]
    below = {child.table: str(child.under) for child in plan.children(resource) if created}
    return endpoint.model_copy(update={"errors": answer_keys(endpoint, resource, keys, below)})


def _shape(path: str) -> str:
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))
