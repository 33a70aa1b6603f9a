"""Decides the `stakeholders` section: the roles of the brief, and those whom the entries name."""

from __future__ import annotations

from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.security import own_calls
from draftspec.sections.endpoints import Endpoints
from draftspec.sections.integrations import Integrations
from draftspec.sections.jobs import Jobs
from draftspec.sections.stakeholders import Stakeholder, Stakeholders


def draft(plan: Plan, endpoints: Endpoints, jobs: Jobs, integrations: Integrations) -> Stakeholders:
    """Return everybody who is touched by the feature."""
    main = plan.main
    found: dict[str, str] = {}
    for resource in plan.resources:
        for text in resource.entry.stakeholders:
            who, _, concern = resource.fill(text).partition(":")
            if concern.strip():
                found.setdefault(who.strip(), concern.strip())
    for role in dict.fromkeys(r for e in endpoints.endpoints for r in e.auth.roles):
        calls = [f"`{e.method} {e.path}`" for e in endpoints.endpoints if role in e.auth.roles]
        found.setdefault(
            role.capitalize(), ", ".join(calls[:4]) + (f" and {len(calls) - 4} more" if len(calls) > 4 else "")
        )
    for fact in plan.reading.roles:
        own = [f"`{call.method} {call.path}`" for call in own_calls(fact.name, plan, endpoints.endpoints)]
        if own:
            found.setdefault(fact.name.capitalize(), ", ".join(own))
    if main is not None:
        found["API clients"] = f"{len(endpoints.endpoints)} calls"
        if jobs.jobs:
            found["On call"] = ", ".join(f"`{job.name}`" for job in jobs.jobs)
    return Stakeholders(
        stakeholders=tuple(Stakeholder(who=who, concern=concern) for who, concern in found.items())
        or (Stakeholder(who="Nobody", concern="no backend work"),)
    )
