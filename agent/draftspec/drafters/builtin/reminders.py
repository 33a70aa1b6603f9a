"""Whoever is to be reminded is so by a job: it looks for what falls due soon."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.entries import JobEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading

_REMINDED = re.compile(r"\bremind(?:s|ed|ing)?\b(?! me later)", re.I)
_DUE = ("expir", "due", "deadline", "ends", "starts", "scheduled", "planned", "appointment", "until", "date", "_on")


def with_reminder(resource: Resource, reading: Reading) -> Resource:
    """Return the main thing with a job that reminds, where the brief asks for it and something falls due."""
    jobs = resource.entry.jobs
    column = _due_column(resource)
    wanted = _REMINDED.search(reading.text) and not any("remind" in job.name for job in jobs)
    if not wanted or column is None or resource.there:
        return resource
    job = _job(column_name(column), reading)
    uses = tuple(dict.fromkeys((*resource.entry.uses, "email")))
    return replace(resource, entry=resource.entry.model_copy(update={"jobs": (*jobs, job), "uses": uses}))


def _due_column(resource: Resource) -> ColumnLine | None:
    dated = [c for c in resource.columns if c.kind in ("date", "moment") and "server" not in c.flags]
    return next((c for part in _DUE for c in dated if part in c.name), None)


def _job(column: str, reading: Reading) -> JobEntry:
    ahead = next((n for n in reading.numbers if n.kind in ("duration", "lifetime") and n.seconds), None)
    span = ahead.amount if ahead else "7 days (assumption)"
    return JobEntry(
        name="remind_of_{table}",
        schedule="daily at 07:00 UTC (hour is an assumption)",
        does=f"Takes {{many}} whose `{column}` lies less than {span} ahead, and sends one message for each; what was sent "
        f"is known by id and `{column}`, so a second run of the day sends nothing.",
        reads=(column.removesuffix("_cents"),),
        failure="A message that the provider refuses is tried on the next run while the day has not come.",
        watch=f"{{Many}} whose `{column}` has passed without a message.",
    )
