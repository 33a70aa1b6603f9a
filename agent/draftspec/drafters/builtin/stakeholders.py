"""Decides the `stakeholders` section: the roles of the brief, and those whom the entries name."""

from __future__ import annotations

from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.reading.words import counted, plural
from draftspec.drafters.builtin.security import own_calls
from draftspec.sections.endpoints import Endpoint, Endpoints
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
        calls = [call for call in endpoints.endpoints if role in call.auth.roles]
        if plural(role) in {who.lower() for who in found}:
            continue  # the entry says what they want of it
        found.setdefault(role.capitalize(), _does([call for call in calls if call.method != "GET"] or calls))
    for fact in plan.reading.roles:
        own = own_calls(fact.name, plan, endpoints.endpoints)
        if own:
            found.setdefault(fact.name.capitalize(), _does(own))
    if main is not None:
        codes = {case.code for call in endpoints.endpoints for case in call.errors}
        count = counted(len(endpoints.endpoints), "call")
        found["API clients"] = f"build against `openapi.yaml`: {count}, {counted(len(codes), 'error code')}"
        if jobs.jobs:
            found["On call"] = "; ".join(f"`{job.name}`: {_lowered(job.monitoring)}" for job in jobs.jobs)
    return Stakeholders(
        stakeholders=tuple(Stakeholder(who=who, concern=concern) for who, concern in found.items())
        or (Stakeholder(who="Nobody", concern="no backend work"),)
    )


MOST = 4
"""Most things that a role is said to do here; the security section names every call."""


def _does(calls: list[Endpoint]) -> str:
    """Return what somebody does by some calls, in the words of their purposes."""
    return "; ".join(dict.fromkeys(_lowered(call.purpose) for call in calls[:MOST]))


def _lowered(sentence: str) -> str:
    """Return a sentence as a part of another one; a name in capitals keeps them."""
    kept = sentence[:2].isupper() or not sentence[:1].isalpha()
    return (sentence if kept else sentence[:1].lower() + sentence[1:]).rstrip(".")
