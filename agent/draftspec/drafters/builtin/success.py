"""Decides the `success` section: figures to look at after the release."""

from __future__ import annotations

from draftspec.drafters.builtin.assuming import assumed
from draftspec.drafters.builtin.observability import MOST_FAILING
from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.reading.words import snake
from draftspec.sections.endpoints import Endpoints
from draftspec.sections.jobs import Jobs
from draftspec.sections.objectives import Objectives
from draftspec.sections.success import Success


def draft(plan: Plan, endpoints: Endpoints, jobs: Jobs, objectives: Objectives) -> Success:
    """Return figures of speed and of correctness."""
    main = plan.main
    if main is None:
        return Success(performance=("Nothing to measure.",), quality=("Nothing to measure.",))
    name = snake(main.one)
    performance = [f"`{name}_request_seconds`: {objectives.latency}"]
    performance += [f"`{job.name}_seconds` below its period" for job in jobs.jobs if job.trigger.kind == "schedule"]
    quality = [
        f"`{r.fill(m.name)}`: {assumed(r.fill(m.meaning), plan)}" for r in plan.resources[:1] for m in r.entry.metrics
    ]
    quality += [f"`{q.name}_dead`: 0" for q in jobs.queues]
    return Success(
        performance=tuple(performance),
        quality=(*quality, f"5xx of `{name}_request_seconds` < {MOST_FAILING} (assumption)"),
    )
