"""Decides the `observability` section: the entries' figures, and what each call and job shows."""

from __future__ import annotations

from draftspec.drafters.builtin.assuming import assumed
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.words import snake
from draftspec.sections.endpoints import Endpoints
from draftspec.sections.jobs import Jobs
from draftspec.sections.observability import Alert, LogEvent, Metric, Observability

MOST_FAILING = "1 %"
"""The share of failed calls above which somebody is woken, and below which the feature is held to do well."""


def draft(plan: Plan, endpoints: Endpoints, jobs: Jobs) -> Observability:
    """Return how one sees that the feature works."""
    main = plan.main
    if main is None:
        return Observability(log_levels="Nothing is logged.")
    calls = [f"{e.method} {e.path}" for e in endpoints.endpoints]
    name = snake(main.one)
    writes = [e for e in endpoints.endpoints if e.method != "GET"]
    conflicts = sorted({error.code for e in writes for error in e.errors if error.status in (409, 422, 410, 402, 413)})
    return Observability(
        performance=(
            Metric(
                name=f"{name}_request_seconds", meaning=f"by route and status, {len(calls)} routes", about=tuple(calls)
            ),
            *(Metric(name=f"{job.name}_seconds", meaning="per run", about=(job.name,)) for job in jobs.jobs),
        ),
        errors=(
            Metric(
                name=f"{name}_errors_total",
                meaning=f"by code: {', '.join(f'`{c}`' for c in conflicts) or '`500`'}",
                about=tuple(calls[:1]),
            ),
            *(Metric(name=f"{job.name}_failed_total", meaning="by cause", about=(job.name,)) for job in jobs.jobs),
        ),
        business=tuple(metric for resource in plan.resources for metric in _figures(resource, plan)),
        events=tuple(event for resource in plan.resources for event in _events(resource, endpoints)),
        log_levels=_levels(main, conflicts, jobs),
        log_fields=("request_id", *(f for f in (main.tenant, main.owner) if f), f"{name}_id", "code", "duration_ms"),
        error_rate_alerts=_error_alerts(plan, name),
        response_time_alerts=(
            Alert(
                condition=f"`p95({name}_request_seconds)` > 1 s, 10 min (assumption)",
                response=f"`{main.table}`",
            ),
        ),
        resource_alerts=_resource_alerts(plan, jobs),
    )


def _figures(resource: Resource, plan: Plan) -> list[Metric]:
    entries = resource.entry.metrics if resource.main else resource.entry.metrics[:1]
    return [
        Metric(
            name=resource.fill(m.name)[:60], meaning=assumed(resource.fill(m.meaning), plan), about=(resource.table,)
        )
        for m in entries
    ]


def _events(resource: Resource, endpoints: Endpoints) -> list[LogEvent]:
    one = snake(resource.one)
    found = []
    for call in endpoints.endpoints:
        if call.table != resource.table or call.method == "GET":
            continue
        last = (
            call.path.rsplit("/", 1)[-1].replace("-", "_") if call.action in ("transition", "command") else call.action
        )
        past = {"create": "created", "update": "updated", "replace": "replaced", "delete": "deleted"}.get(last, last)
        found.append(LogEvent(name=f"{one}.{past}", level="info", when=f"`{call.method} {call.path}`"))
    return found


def _levels(main: Resource, conflicts: list[str], jobs: Jobs) -> str:
    warned = f"WARNING `{conflicts[0]}`" if conflicts else "WARNING 429"
    failed = f"ERROR `{jobs.jobs[0].name}`" if jobs.jobs else "ERROR 500"
    return f"{warned}, {failed}, INFO `{main.table}`."


def _error_alerts(plan: Plan, name: str) -> tuple[Alert, ...]:
    known = [
        Alert(condition=assumed(r.fill(text), plan), response=f"`{r.table}`")
        for r in plan.resources
        for text in r.entry.alerts
    ]
    usual = Alert(
        condition=f"5xx of `{name}_request_seconds` > {MOST_FAILING}, 5 min (assumption)",
        response=f"`{plan.resources[0].table}`",
    )
    return (*known, usual)


def _resource_alerts(plan: Plan, jobs: Jobs) -> tuple[Alert, ...]:
    queue = tuple(
        Alert(
            condition=f"`{q.name}_dead` > 0",
            response="last error",
        )
        for q in jobs.queues
    )
    pool = Alert(condition="pool > 80 %, 5 min (assumption)", response="`pg_stat_activity`")
    return (*queue, pool)
