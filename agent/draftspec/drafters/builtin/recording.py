"""Rows that no call creates tell of something that happened elsewhere: a job writes one for each event."""

from __future__ import annotations

import re

from draftspec.derive.matrix import matrix_of
from draftspec.drafters.builtin.messages import queue_of
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.sending import AGAIN
from draftspec.sections.database import Database
from draftspec.sections.endpoints import Endpoints
from draftspec.sections.jobs import Job, Jobs, TableAccess, Trigger
from draftspec.spec import Sections

_WHOLE = re.compile(r"[a-z_]+_id(?:, [a-z_]+_id)*")
"""A key over what a row refers to, for all rows: an event that comes again meets it."""
_COUNTED = re.compile(r"`INSERT\b[^`]*\bDO UPDATE\b")
"""What a rule says that counts in rows of its own: no event is needed for them."""
WRITTEN_BY_PEOPLE = frozenset(
    {"line", "custom_field", "settings", "catalog", "attachment", "tree", "pipeline", "scheme"}
)
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
    if any(_COUNTED.search(rule.implementation) for rule in resource.entry.rules):
        return False
    return not (
        resource.there or resource.entry.singleton or kind in WRITTEN_BY_PEOPLE or "update" in resource.standard
    )


def _recording(resource: Resource, queue: str) -> Job:
    """Return the job that inserts a row for each event: the event's id is the row's, so that one told twice gives one row."""
    happens = resource.entry.written or f"{resource.fill(resource.entry.purpose).rstrip('.')} comes about"
    key = next((text for text in resource.entry.unique if _WHOLE.fullmatch(text)), None)
    told = "" if key is not None else "; its id becomes the row's"
    return Job(
        name=f"record_{resource.table}",
        trigger=Trigger(kind="event", description=f"{happens}: the same transaction puts the event into the queue."),
        frequency="Once an event.",
        processing=f"`INSERT INTO {resource.table} … ON CONFLICT ({key or 'id'}) DO NOTHING` with what the event holds{told}, "
        "so that an event delivered twice gives one row.",
        writes=(TableAccess(table=resource.table),),
        error_handling=f"The event is {AGAIN}.",
        monitoring="Age of the oldest event in the queue.",
        queue=queue,
    )
