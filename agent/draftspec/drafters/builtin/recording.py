"""Rows that no call creates tell of something that happened: they are written along with it, and the document says so."""

from __future__ import annotations

from draftspec.derive.matrix import matrix_of
from draftspec.drafters.builtin.messages import queue_of
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.sections.database import Database
from draftspec.sections.endpoints import Endpoints
from draftspec.sections.jobs import Job, Jobs, TableAccess, Trigger
from draftspec.spec import Sections

_WRITTEN = frozenset({"line", "custom_field", "settings", "catalog", "attachment", "tree", "pipeline", "scheme"})
"""Kinds of tables whose rows somebody enters: where no call takes them, that is a gap, and no event."""


def with_records(jobs: Jobs, plan: Plan, database: Database, endpoints: Endpoints) -> Jobs:
    """Return the jobs, with one for each table whose rows are only ever read and come from what happens elsewhere."""
    missing = matrix_of(Sections(database=database, endpoints=endpoints, jobs=jobs)).uncovered()
    lacking = [r for r in plan.resources if "C" in missing.get(r.table, "") and _tells(r)]
    if not lacking or plan.main is None:
        return jobs
    added = tuple(_recording(resource, plan.main.table) for resource in lacking)
    queues = jobs.queues or (queue_of(plan.main.table, added),)
    return Jobs(jobs=(*jobs.jobs, *added), queues=queues)


def _tells(resource: Resource) -> bool:
    kind = next(iter(resource.entry.archetypes), "thing")
    return not (resource.there or resource.entry.singleton or kind in _WRITTEN or "update" in resource.standard)


def _recording(resource: Resource, queue: str) -> Job:
    what = resource.fill(resource.entry.purpose).rstrip(".")
    again = any("ON CONFLICT" in rule.implementation for rule in resource.entry.rules)
    return Job(
        name=f"record_{resource.table}",
        trigger=Trigger(kind="event", description=f"What a row stands for has happened: {what[:1].lower()}{what[1:]}."),
        frequency="Once an event.",
        processing=f"Waits in no queue: whatever it tells of inserts the row of `{resource.table}` in its own transaction.",
        writes=(TableAccess(table=resource.table),),
        error_handling="A row that is there stays; any other failure undoes both."
        if again
        else "The insert fails together with what it tells of, and whoever caused that sees its error.",
        monitoring=f"Rows of `{resource.table}` in an hour, against the events that were logged.",
        queue=queue,
    )
