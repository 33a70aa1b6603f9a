"""Decides the `process` section: steps that can each be merged on their own."""

from __future__ import annotations

from draftspec.drafters.builtin.plan import Plan
from draftspec.sections.endpoints import Endpoints
from draftspec.sections.integrations import Integrations
from draftspec.sections.jobs import Jobs
from draftspec.sections.process import Process


def draft(plan: Plan, endpoints: Endpoints, jobs: Jobs, integrations: Integrations) -> Process:
    """Return the steps in order."""
    if plan.main is None:
        return Process(steps=("Nothing to build.",))
    steps = [f"Migration: {', '.join(f'`{r.table}`' for r in plan.resources)}"]
    for resource in plan.resources:
        mine = [e for e in endpoints.endpoints if e.table == resource.table]
        plain = [e for e in mine if e.action not in ("transition", "command")]
        if plain:
            steps.append(f"`{resource.table}`: {', '.join(dict.fromkeys(e.method for e in plain))}, tested")
        if resource.verbs:
            steps.append(f"`{resource.table}`: {', '.join(resource.verbs)}".replace("_", " ", 0))
    steps += [f"{one.service}, stub first" for one in integrations.integrations]
    steps += [f"`{job.name}` behind a flag" for job in jobs.jobs]
    return Process(steps=tuple(steps))
