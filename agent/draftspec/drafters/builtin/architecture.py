"""Decides the `architecture` section. The stack is an assumption unless somebody says otherwise."""

from __future__ import annotations

from draftspec.drafters.builtin.plan import PREFIX, Plan
from draftspec.drafters.builtin.reading.words import counted
from draftspec.sections.architecture import Architecture, Stack
from draftspec.sections.database import Database
from draftspec.sections.endpoints import Endpoint, Endpoints
from draftspec.sections.jobs import Jobs

STACK = Stack(
    technology="Python/FastAPI (assumption)",
    framework="FastAPI",
    orm="SQLAlchemy 2",
    validation="Pydantic 2",
    authentication="bearer token (assumption)",
    migrations="Alembic",
)


def draft(plan: Plan, database: Database, endpoints: Endpoints, jobs: Jobs) -> Architecture:
    """Return how the feature is built."""
    main = plan.main
    if main is None:
        return Architecture(
            stack=STACK, pattern=("Nothing is built.",), api_design=("No call.",), performance=("Nothing to speed up.",)
        )
    return Architecture(
        stack=STACK,
        pattern=_pattern(plan, endpoints, jobs),
        api_design=_design(endpoints, jobs),
        performance=_performance(plan, database, jobs),
    )


def _pattern(plan: Plan, endpoints: Endpoints, jobs: Jobs) -> tuple[str, ...]:
    lines = ["Router, service, repository"]
    for resource in plan.resources:
        calls = len([e for e in endpoints.endpoints if e.table == resource.table])
        moves = f", {', '.join(f'`{name}`' for name in resource.verbs)}" if resource.verbs else ""
        lines.append(f"`{resource.table}`: {counted(calls, 'route')}{moves}")
    if jobs.jobs:
        lines.append(f"Worker: {', '.join(f'`{job.name}`' for job in jobs.jobs)}")
    return tuple(lines)


def _design(endpoints: Endpoints, jobs: Jobs) -> tuple[str, ...]:
    lines = [f"Prefix `{PREFIX}`, JSON, snake_case", "Errors: `error`, `message`, `details`"]
    if any(e.pagination for e in endpoints.endpoints):
        lines.append("Lists: `data`, `next_cursor`; `limit` 25, at most 100 (assumption)")
    filtered = [f"`{e.path}` by {', '.join(f'`{q.name}`' for q in e.query)}" for e in endpoints.endpoints if e.query]
    lines += filtered
    return (*lines, *_moving(endpoints, jobs))


def _tells(call: Endpoint, column: str) -> bool:
    """Tell whether a call of something else moves the state as well: it is given one, as an entry of a timeline is."""
    name = column.rpartition(".")[2]
    return any(field.name == name for field in (call.request.fields if call.request else ()))


def _moving(endpoints: Endpoints, jobs: Jobs) -> list[str]:
    """Return a line for each state column with all that moves it: calls, and jobs."""
    moves: dict[str, list[str]] = {}
    for call in endpoints.endpoints:
        if call.transition is not None:
            moves.setdefault(f"{call.transition.table}.{call.transition.column}", []).append(f"`{call.path}`")
    for call in endpoints.endpoints:
        for column in moves:
            if (
                column.partition(".")[0] in call.writes
                and call.table != column.partition(".")[0]
                and _tells(call, column)
            ):
                moves[column].append(f"`{call.path}`")
    for job in jobs.jobs:
        for written in (one for one in job.writes if "status" in one.columns):
            moves.setdefault(f"{written.table}.status", []).append(f"`{job.name}`")
    return [f"`{column}` by {', '.join(dict.fromkeys(by))} only" for column, by in moves.items()]


def _performance(plan: Plan, database: Database, jobs: Jobs) -> tuple[str, ...]:
    lines = [f"`{index.name}` on `{table.name}`" for table in database.tables for index in table.indexes[:2]]
    lines += [f"Queued: `{job.name}`" for job in jobs.jobs if job.trigger.kind != "schedule"]
    return tuple(lines) or ("The keys serve every query.",)
