"""Decides the `integrations` section from the services that the brief names or the entries use."""

from __future__ import annotations

from typing import Any

from draftspec.drafters.builtin.messages import calls_of, speaks, users_of
from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.reading.services import service_of
from draftspec.drafters.builtin.sending import AGAIN
from draftspec.sections.endpoints import Endpoints
from draftspec.sections.integrations import Integration, Integrations
from draftspec.sections.jobs import Jobs


def draft(plan: Plan, endpoints: Endpoints, jobs: Jobs) -> Integrations:
    """Return the services outside, each with who calls it."""
    found = tuple(_integration(service_of(name), name, plan, endpoints, jobs) for name in plan.services)
    feature = plan.main.many if plan.main else "the brief"
    return Integrations(
        integrations=found,
        none_because=None
        if found
        else f"All that {feature} need lies in this database; the brief names no other system.",
    )


def _integration(service: dict[str, Any], name: str, plan: Plan, endpoints: Endpoints, jobs: Jobs) -> Integration:
    users = users_of(name, plan)
    many = " and ".join(r.many for r in users[:2]) or "the feature"

    taking = _taking_notices(endpoints) if "notices" in service else None
    unsigned = "notices" in service and taking is None

    def fill(key: str) -> str:
        return str(service[key]).replace("{many}", many).replace("{again}", AGAIN)

    return Integration(
        service=str(service["name"]),
        purpose=fill("purpose"),
        api_calls=f"{fill('calls')} {service['notices'].format(call=f'`{taking}`')}" if taking else fill("calls"),
        authentication=fill("auth"),
        error_handling=fill("failure"),
        rate_limiting=fill("limits"),
        environment=tuple(n for n in service["environment"] if not (unsigned and n.endswith("_WEBHOOK_SECRET"))),
        used_by=_users({r.table for r in users}, name, endpoints, jobs),
    )


def _taking_notices(endpoints: Endpoints) -> str | None:
    """Return the call that takes what a service reports by itself: it asks for the signature."""
    signed = (e for e in endpoints.endpoints if e.request and any(f.name == "signature" for f in e.request.fields))
    return next((f"{e.method} {e.path}" for e in signed if e.auth.level == "token"), None)


def _users(tables: set[str], name: str, endpoints: Endpoints, jobs: Jobs) -> tuple[str, ...]:
    """Jobs that speak of the service call it; without one, the calls that write the tables do."""
    working = [job.name for job in jobs.jobs if speaks(name, job.processing)]
    if working:
        return tuple(working[:4])
    return tuple(f"{e.method} {e.path}" for e in calls_of(name, tables, endpoints)[:4])
